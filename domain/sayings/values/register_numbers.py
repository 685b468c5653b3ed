"""Numbers of commercial registers in running text, where a sign tells them from other numbers: CHE-…, FN, HRB, SIRET.

They are found with wrong check digits, too, and then not for certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.exceptions import InvalidChecksum, ValidationError

from domain.numbers import written
from domain.organisations.register_rules import REGISTER_RULES
from domain.sayings.slots import Slot, Value
from domain.sayings.spoken import windows

_FORMS = (
    ("CH", r"che?[ .-]{0,3}[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{3}(?: ?(?:hr|rc))?"),
    ("LI", r"fl[ .-]{1,2}[0-9]{4}[ .-]?[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]"),
    ("AT", r"(?:fn|firmenbuch(?:nummer|nr\.?)?):? {0,2}[0-9]{1,6} ?[a-z]"),
    ("DE", r"(?:amtsgericht|ag) [^\W\d_]{2,30}[ ,:]{1,3}hr[ab][ :]{0,2}[0-9]{1,6}(?: [a-z])?"),
    ("FR", r"(?:siret|siren)[ :.]{0,3}[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?:[ .]?[0-9]{5})?"),
    ("NL", r"kvk[ :.-]{0,3}(?:nr\.?|nummer)?[ :]{0,2}[0-9]{4}[ .]?[0-9]{4}"),
    ("GB", r"(?:companies house|crn|company (?:no\.?|number))[ :]{1,3}(?:sc|ni|oc)? ?[0-9]{6,8}"),
    ("LU", r"rcs (?:luxembourg|luxemburg) ?:? ?b ?[0-9]{3,6}"),
    ("PL", r"krs[ :]{1,2}[0-9]{10}"),
)
_COUNTRIES = tuple(country for country, _ in _FORMS)
_ANY = re.compile("|".join(rf"(?<![^\W_])({form})(?![^\W_])" for _, form in _FORMS), re.IGNORECASE)
_LABEL = re.compile(r"^(?:siret|siren|kvk|companies house|crn|company (?:no\.?|number)|rcs \w+|krs)[ :.-]*", re.I)


def register_numbers(text: str) -> Iterator[Value]:
    """The numbers, from left to right."""
    for begin, end in windows(text):
        for found in _ANY.finditer(text, begin, end):
            country = _COUNTRIES[(found.lastindex or 1) - 1]
            bare = _LABEL.sub("", found[0])
            try:
                yield Value(*found.span(), Slot.NUMBER, REGISTER_RULES[country].validate(bare))
            except InvalidChecksum:
                yield Value(*found.span(), Slot.NUMBER, written.compact(bare), certain=False)
            except ValidationError:
                continue
