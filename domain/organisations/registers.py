"""Numbers in commercial registers, which prove that a partner is a company (fact 4).

Where the country's number is known (`domain.organisations.register_rules`), length, form and check digit are checked.
Elsewhere any number is taken that a register could give: some letters and digits.
"""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from domain.numbers import any_register
from domain.numbers.handelsregister import CourtMissing, CourtUnknown, SectionMissing
from domain.numbers.pieces import pieces
from domain.organisations import register_refusals as refusals
from domain.organisations.register_finding import is_vat_number, number_in_vat, numbers_in
from domain.organisations.register_rules import REGISTER_RULES, RegisterRule
from domain.words import Country, Msg


@dataclass(frozen=True, slots=True)
class RegisterHint:
    """What to ask for: the number's name in the country, and an example as people write it."""

    name: Msg
    example: str


def read_register_number(country: Country, text: str) -> str:
    """The register number in `text` as it is stored: the same number always gives the same string.

    It may stand in a sentence where that is safe. Raises a subclass of `RegisterNumberRefused`, which may propose
    numbers.
    """
    rule = _rule(country)
    try:
        return rule.validate(text)
    except ValidationError as wrong:
        refusal = _refusal(rule, text, wrong)
    if country.code not in REGISTER_RULES:
        raise refusal
    found = pieces(text)
    numbers = numbers_in(found, rule)
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        raise refusals.RegisterNumberAmbiguous(rule, numbers)
    if (inside := number_in_vat(found, rule)) is not None:
        raise refusals.RegisterNumberInVat(rule, inside)
    raise refusals.RegisterNumberIsVat(rule) if is_vat_number(found) else refusal


def _refusal(rule: RegisterRule, text: str, wrong: ValidationError) -> refusals.RegisterNumberRefused:
    match wrong:
        case SectionMissing():
            return refusals.RegisterSectionMissing(rule.example)
        case CourtMissing():
            return refusals.RegisterCourtMissing(rule.example)
        case CourtUnknown():
            return refusals.RegisterCourtUnknown(wrong.similar, wrong.entry, rule.example)
        case InvalidLength() if any(character.isdigit() for character in text):
            return refusals.RegisterNumberLengthWrong(rule)
        case InvalidChecksum():
            return refusals.RegisterNumberChecksumWrong(rule)
        case _:
            return refusals.RegisterNumberFormatWrong(rule)


def format_register_number(country: Country, number: str) -> str:
    """A stored number as people of the country write it. It can be read again."""
    return _rule(country).format(number)


def register_hint(country: Country) -> RegisterHint:
    """What a register number is called in `country`, and an example."""
    rule = _rule(country)
    return RegisterHint(rule.name, rule.example)


def _rule(country: Country) -> RegisterRule:
    return REGISTER_RULES.get(country.code, _ANYWHERE)


_ANYWHERE = RegisterRule(
    Msg("Number in the commercial register"),
    Msg("3 to 40 letters and digits, with at least one digit"),
    "HE 123456",
    any_register.validate,
    any_register.format,
)
