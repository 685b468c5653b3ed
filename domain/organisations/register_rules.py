"""Which number a company has in its country's register (fact 4): what it is called, what it looks like, what checks it.

The commercial register's number where there is one that everybody knows, else the number the country's registers
share. Countries that are not here take any number a register could give; see `domain.organisations.registers`. The
examples are made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stdnum.be import vat as enterprise_number
from stdnum.bg import vat as eik
from stdnum.dk import cvr
from stdnum.ee import registrikood
from stdnum.es import nif as spanish_nif
from stdnum.fi import ytunnus
from stdnum.fr import siren, tva
from stdnum.hr import oib
from stdnum.is_ import kennitala
from stdnum.lv import pvn
from stdnum.no import orgnr as norwegian_orgnr
from stdnum.pt import nif as portuguese_nif
from stdnum.ro import cui
from stdnum.se import orgnr as swedish_orgnr
from stdnum.se import vat as swedish_vat
from stdnum.si import maticna

from domain.numbers import (
    companies_house,
    firmenbuch,
    handelsregister,
    ico,
    italian_register,
    kvk,
    liechtenstein,
    luxembourg_register,
    polish_register,
    siret,
    swiss_uid,
    written,
)
from domain.words import Msg


@dataclass(frozen=True, slots=True)
class RegisterRule:
    """One country's register number. `shape` says what it consists of; `example` is as people write it.

    `validate` raises a `stdnum.exceptions.ValidationError`; `format` takes what `validate` gave. In a sentence, a
    number is looked for where one of `words` stands; without them, its check digits tell it from others. `in_vat` is
    the number inside a VAT number of the country, prefix included; it raises as `validate` does. `reads_sentences`:
    `validate` finds its number in a text by itself.
    """

    name: Msg
    shape: Msg
    example: str
    validate: Callable[[str], str]
    format: Callable[[str], str] = str
    words: frozenset[str] = frozenset()
    in_vat: Callable[[str], str] | None = None
    reads_sentences: bool = False


def _digits(count: int) -> Msg:
    return Msg("{n} digits", n=count)


def _bare(validate: Callable[[str], str], decoration: str = "$") -> Callable[[str], str]:
    """A python-stdnum rule that gets the number alone, without labels, separators and what `decoration` matches."""
    superfluous = re.compile(decoration)
    return lambda text: validate(superfluous.sub("", written.compact(text)))


def _dotted(number: str) -> str:
    """0123.456.749, as Belgium writes it."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


REGISTER_RULES: Mapping[str, RegisterRule] = MappingProxyType(
    {
        "AT": RegisterRule(
            Msg("Firmenbuchnummer (company register number)"),
            Msg("up to 6 digits and a letter"),
            "FN 123456d",
            firmenbuch.validate,
            firmenbuch.format,
            words=frozenset({"FN", "FIRMENBUCH", "FIRMENBUCHNUMMER", "FIRMENBUCHNR"}),
        ),
        "BE": RegisterRule(
            Msg("Enterprise number"), _digits(10), "0123.456.749", _bare(enterprise_number.validate), _dotted
        ),
        "BG": RegisterRule(Msg("UIC (EIK)"), _digits(9), "123456708", _bare(eik.validate)),
        "CH": RegisterRule(
            Msg("UID (enterprise number)"),
            Msg("CHE and 9 digits"),
            "CHE-123.456.788",
            swiss_uid.validate,
            swiss_uid.format,
        ),
        "CZ": RegisterRule(Msg("IČO"), _digits(8), "12345679", _bare(ico.validate, "^CZ")),
        "DE": RegisterRule(
            Msg("Handelsregister number"),
            Msg("the court, the section (HRA, HRB …) and up to 6 digits"),
            "Amtsgericht München, HRB 12345",
            handelsregister.validate,
            handelsregister.format,
            reads_sentences=True,
        ),
        "DK": RegisterRule(Msg("CVR number"), _digits(8), "12345607", _bare(cvr.validate)),
        "EE": RegisterRule(Msg("Registrikood (registry code)"), _digits(8), "11234563", _bare(registrikood.validate)),
        "ES": RegisterRule(
            Msg("NIF"), Msg("9 characters with a letter in it"), "B12345609", _bare(spanish_nif.validate)
        ),
        "FI": RegisterRule(
            Msg("Y-tunnus (business ID)"), _digits(8), "1234560-4", _bare(ytunnus.validate), ytunnus.format
        ),
        "FR": RegisterRule(
            Msg("SIRET or SIREN"),
            Msg("14 or 9 digits"),
            "123 456 782 00002",
            siret.validate,
            siret.format,
            in_vat=lambda number: siren.validate(tva.validate(number)[2:]),
        ),
        "GB": RegisterRule(
            Msg("Company number (Companies House)"),
            Msg("8 digits, or 2 letters and 6 digits"),
            "01234567",
            companies_house.validate,
            words=frozenset({"COMPANY", "COMPANIES", "CRN", "NUMBER", "REGISTERED", "REGISTRATION"}),
        ),
        "HR": RegisterRule(Msg("OIB"), _digits(11), "12345678903", _bare(oib.validate)),
        "IS": RegisterRule(Msg("Kennitala"), _digits(10), "450401-0130", _bare(kennitala.validate), kennitala.format),
        "IT": RegisterRule(
            Msg("Codice fiscale or REA number"),
            Msg("11 digits (16 characters for a sole trader), or a province’s 2 letters and up to 7 digits"),
            "12345670017",
            italian_register.validate,
            italian_register.format,
            words=frozenset({"REA", "CF", "FISCALE", "IVA", "PIVA"}),
        ),
        "LI": RegisterRule(
            Msg("FL number (register number)"),
            Msg("FL and 11 digits"),
            "FL-0002.123.456-8",
            liechtenstein.validate,
            liechtenstein.format,
            words=frozenset({"FL"}),
        ),
        "LU": RegisterRule(
            Msg("RCS number"),
            Msg("a letter and up to 6 digits"),
            "B123456",
            luxembourg_register.validate,
            words=frozenset({"RCS", "LUXEMBOURG", "LUXEMBURG"}),
        ),
        "LV": RegisterRule(Msg("Registration number"), _digits(11), "40123456707", _bare(pvn.validate)),
        "NL": RegisterRule(
            Msg("KVK number"),
            _digits(8),
            "12345678",
            kvk.validate,
            words=frozenset({"KVK", "KVKNUMMER", "KVKNR", "HANDELSREGISTER", "HANDELSREGISTERNUMMER"}),
        ),
        "NO": RegisterRule(
            Msg("Organisation number"),
            _digits(9),
            "912 345 602",
            _bare(norwegian_orgnr.validate, "^NO|MVA$"),
            norwegian_orgnr.format,
        ),
        "PL": RegisterRule(
            Msg("KRS, REGON or NIP"),
            Msg("10 digits (KRS, NIP), 9 or 14 (REGON)"),
            "0000123456",
            polish_register.validate,
            words=frozenset({"KRS", "REGON", "NIP"}),
        ),
        "PT": RegisterRule(Msg("NIPC"), _digits(9), "501234500", _bare(portuguese_nif.validate)),
        "RO": RegisterRule(
            Msg("CUI"), Msg("2 to 10 digits"), "12345674", _bare(cui.validate), words=frozenset({"CUI", "CIF"})
        ),
        "SE": RegisterRule(
            Msg("Organisation number"),
            _digits(10),
            "556123-4518",
            _bare(swedish_orgnr.validate, "^SE"),
            swedish_orgnr.format,
            in_vat=lambda number: swedish_orgnr.validate(swedish_vat.validate(number)[:-2]),
        ),
        "SI": RegisterRule(Msg("Registration number"), _digits(7), "1234013", _bare(maticna.validate)),
        "SK": RegisterRule(Msg("IČO"), _digits(8), "12345679", _bare(ico.validate, "^SK")),
    }
)
