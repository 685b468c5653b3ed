"""What a VAT number looks like in each member state and in Northern Ireland, and an example that passes every check.

Structures as VIES lists them (https://ec.europa.eu/taxation_customs/vies/#/faq, “What is the format of a VAT
number?”); the check digits are python-stdnum's, module by module. The examples are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from stdnum.at import uid as at_uid
from stdnum.be import vat as be_vat
from stdnum.bg import vat as bg_vat
from stdnum.cy import vat as cy_vat
from stdnum.cz import dic as cz_dic
from stdnum.de import vat as de_vat
from stdnum.dk import cvr as dk_cvr
from stdnum.ee import kmkr as ee_kmkr
from stdnum.es import nif as es_nif
from stdnum.exceptions import ValidationError
from stdnum.fi import alv as fi_alv
from stdnum.fr import tva as fr_tva
from stdnum.gb import vat as gb_vat
from stdnum.gr import vat as gr_vat
from stdnum.hr import oib as hr_oib
from stdnum.hu import anum as hu_anum
from stdnum.ie import vat as ie_vat
from stdnum.it import iva as it_iva
from stdnum.lt import pvm as lt_pvm
from stdnum.lu import tva as lu_tva
from stdnum.lv import pvn as lv_pvn
from stdnum.mt import vat as mt_vat
from stdnum.nl import btw as nl_btw
from stdnum.pl import nip as pl_nip
from stdnum.pt import nif as pt_nif
from stdnum.ro import cui as ro_cui
from stdnum.se import vat as se_vat
from stdnum.si import ddv as si_ddv
from stdnum.sk import dph as sk_dph

from domain.words import Country, Msg


class CheckedNumber(Protocol):
    """A python-stdnum module for numbers of one country."""

    def validate(self, number: str) -> str:
        """The compact number without prefix; raises a `stdnum.exceptions.ValidationError`."""


@dataclass(frozen=True, slots=True)
class VatFormat:
    """One country's VAT numbers. `shape` is what stands behind the prefix; `lengths` are the ones taken there, old
    forms that python-stdnum fills up included.
    """

    prefix: str
    country: Country
    rule: CheckedNumber
    lengths: frozenset[int]
    shape: Msg
    example: str

    def valid(self, body: str) -> VatNumber | None:
        """The number with `body` behind the prefix, if length, form and check digits are right."""
        if len(body) not in self.lengths:
            return None
        try:
            return VatNumber(self.country, self.prefix + self.rule.validate(body))
        except ValidationError:
            return None


@dataclass(frozen=True, slots=True)
class VatNumber:
    """A VAT number whose check digits are right. `number` is compact and has its prefix: `EL123456783`.

    `country` goes by ISO code: GR for `EL`, GB for `XI`, FR for Monaco's numbers, too.
    """

    country: Country
    number: str

    @property
    def prefix(self) -> str:
        """What VIES calls `countryCode`."""
        return self.number[:2]

    @property
    def body(self) -> str:
        """What stands behind the prefix; VIES calls it `vatNumber`."""
        return self.number[2:]

    @property
    def is_monegasque(self) -> bool:
        """French numbers whose SIREN would begin with 000 are those of companies in Monaco (`stdnum.mc.tva`)."""
        return self.prefix == "FR" and self.body[2:5] == "000"


def _digits(count: int) -> Msg:
    return Msg("{n} digits", n=count)


def _format(prefix: str, rule: CheckedNumber, lengths: range | tuple[int, ...], shape: Msg, example: str) -> VatFormat:
    country = Country({"EL": "GR", "XI": "GB"}.get(prefix, prefix))
    return VatFormat(prefix, country, rule, frozenset(lengths), shape, prefix + example)


_FORMATS = (
    _format("AT", at_uid, (9,), Msg("the letter U and 8 digits"), "U12345005"),
    _format("BE", be_vat, (9, 10), Msg("10 digits, the first of them 0 or 1"), "0123456749"),
    _format("BG", bg_vat, (9, 10), Msg("9 or 10 digits"), "123456708"),
    _format("CY", cy_vat, (9,), Msg("8 digits and a letter"), "10234567S"),
    _format("CZ", cz_dic, range(8, 11), Msg("8, 9 or 10 digits"), "12345679"),
    _format("DE", de_vat, (9,), _digits(9), "123456788"),
    _format("DK", dk_cvr, (8,), _digits(8), "12345607"),
    _format("EE", ee_kmkr, (9,), _digits(9), "123456706"),
    _format("EL", gr_vat, (8, 9), _digits(9), "123456783"),
    _format("ES", es_nif, (9,), Msg("9 characters, the first or the last (or both) a letter"), "B12345609"),
    _format("FI", fi_alv, (8,), _digits(8), "12345604"),
    _format("FR", fr_tva, (11,), Msg("2 check characters and the 9 digits of the SIREN"), "83123456709"),
    _format("HR", hr_oib, (11,), _digits(11), "12345678903"),
    _format("HU", hu_anum, (8,), _digits(8), "12345607"),
    _format("IE", ie_vat, (8, 9), Msg("7 digits and one or two letters"), "1234567T"),
    _format("IT", it_iva, (11,), _digits(11), "12345670017"),
    _format("LT", lt_pvm, (9, 12), Msg("9 or 12 digits"), "123456010"),
    _format("LU", lu_tva, (8,), _digits(8), "12345613"),
    _format("LV", lv_pvn, (11,), _digits(11), "40123456707"),
    _format("MT", mt_vat, (8,), _digits(8), "12345634"),
    _format("NL", nl_btw, range(10, 13), Msg("9 digits, the letter B and 2 digits"), "123456789B13"),
    _format("PL", pl_nip, (10,), _digits(10), "1234560007"),
    _format("PT", pt_nif, (9,), _digits(9), "501234500"),
    _format("RO", ro_cui, range(2, 11), Msg("2 to 10 digits"), "12345674"),
    _format("SE", se_vat, (12,), Msg("12 digits, the last two of them 01"), "556123451801"),
    _format("SI", si_ddv, (8,), _digits(8), "12345679"),
    _format("SK", sk_dph, (10,), _digits(10), "2020123402"),
    _format("XI", gb_vat, (5, 9, 12), Msg("9 or 12 digits"), "123456727"),
)

VAT_FORMATS: Mapping[str, VatFormat] = MappingProxyType({format_.prefix: format_ for format_ in _FORMATS})
"""Formats by prefix, as VIES calls the country: EL for Greece, XI for Northern Ireland."""

DOMESTIC_PREFIX: Mapping[str, str] = MappingProxyType(
    {format_.country.code: format_.prefix for format_ in _FORMATS} | {"MC": "FR"}  # Monaco: `stdnum.mc.tva`
)
"""The prefix of an organisation's own VAT number, by ISO code."""
