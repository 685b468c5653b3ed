"""Numbers in commercial registers, which prove that a partner is a company (fact 4).

Where the country's number is known (`domain.organisations.register_rules`), length, form and check digit are checked.
Elsewhere any number is taken that a register could give: some letters and digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from domain.numbers import written
from domain.numbers.handelsregister import CourtMissing, CourtUnknown, SectionMissing
from domain.organisations.register_rules import REGISTER_RULES, RegisterRule
from domain.words import Country, Msg, Refused, listing, paragraphs

_ANYWHERE_LENGTHS = range(3, 41)
_ANYWHERE_FORM = re.compile(r"(?=.*[0-9])(?:[^\W_]|[./ -])*")


@dataclass(frozen=True, slots=True)
class RegisterHint:
    """What to ask for: the number's name in the country, and an example as people write it."""

    name: Msg
    example: str


class RegisterNumberRefused(Refused):
    """What was sent is not a number of the country's register. Each reason is a subclass."""


class RegisterNumberLengthWrong(RegisterNumberRefused):
    """The number is too short or too long."""

    def __init__(self, expected: RegisterRule) -> None:
        super().__init__(
            Msg(
                "<b>{name}</b>: the number is too short or too long. It consists of {shape}, "
                "for example <code>{example}</code>. Please check whether something is missing or too much.",
                name=expected.name,
                shape=expected.shape,
                example=expected.example,
            )
        )


class RegisterNumberFormatWrong(RegisterNumberRefused):
    """Letters and digits are not where they belong."""

    def __init__(self, expected: RegisterRule) -> None:
        super().__init__(
            Msg(
                "<b>{name}</b>: this is not what the number looks like. It consists of {shape}, "
                "for example <code>{example}</code>. Please compare it with your register extract.",
                name=expected.name,
                shape=expected.shape,
                example=expected.example,
            )
        )


class RegisterNumberChecksumWrong(RegisterNumberRefused):
    """The check digit does not match the others."""

    def __init__(self, expected: RegisterRule) -> None:
        super().__init__(
            Msg(
                "<b>{name}</b>: the check digit does not match. One character is mistyped, or two are swapped; "
                "please compare it with your register extract. A correct number looks like <code>{example}</code>.",
                name=expected.name,
                example=expected.example,
            )
        )


class RegisterSectionMissing(RegisterNumberRefused):
    """A German number without its section."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "The section of the Handelsregister is missing: HRA, HRB, PR, GnR or VR stands in front of the number. "
                "Please send all of it, for example <code>{example}</code>.",
                example=example,
            )
        )


class RegisterCourtMissing(RegisterNumberRefused):
    """A German number without its court."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "The court is missing: in Germany each court counts for itself, so the number belongs to a place. "
                "Please send both, for example <code>{example}</code>.",
                example=example,
            )
        )


class RegisterCourtUnknown(RegisterNumberRefused):
    """A German number with a court that keeps no register. `similar` are up to three that do."""

    def __init__(self, similar: tuple[str, ...], example: str) -> None:
        super().__init__(
            paragraphs(
                Msg(
                    "I do not know this register court. Please send its place as the extract shows it, "
                    "for example <code>{example}</code>.",
                    example=example,
                ),
                Msg("Similar names: {courts}.", courts=listing(similar)) if similar else None,
            )
        )
        self.similar = similar


def read_register_number(country: Country, text: str) -> str:
    """The register number in `text` as it is stored: the same number always gives the same string.

    Raises a subclass of `RegisterNumberRefused`.
    """
    rule = _rule(country)
    try:
        return rule.validate(text)
    except SectionMissing:
        raise RegisterSectionMissing(rule.example) from None
    except CourtMissing:
        raise RegisterCourtMissing(rule.example) from None
    except CourtUnknown as unknown:
        raise RegisterCourtUnknown(unknown.similar, rule.example) from None
    except InvalidLength:
        has_digits = re.search("[0-9]", text) is not None
        raise (RegisterNumberLengthWrong if has_digits else RegisterNumberFormatWrong)(rule) from None
    except InvalidChecksum:
        raise RegisterNumberChecksumWrong(rule) from None
    except ValidationError:
        raise RegisterNumberFormatWrong(rule) from None


def format_register_number(country: Country, number: str) -> str:
    """A stored number as people of the country write it. It can be read again."""
    return _rule(country).format(number)


def register_hint(country: Country) -> RegisterHint:
    """What a register number is called in `country`, and an example."""
    rule = _rule(country)
    return RegisterHint(rule.name, rule.example)


def _rule(country: Country) -> RegisterRule:
    return REGISTER_RULES.get(country.code, _ANYWHERE)


def _validate_anywhere(text: str) -> str:
    number = written.spaced(text.upper())
    if len(number) not in _ANYWHERE_LENGTHS:
        raise InvalidLength
    if not _ANYWHERE_FORM.fullmatch(number):
        raise InvalidFormat
    return number


_ANYWHERE = RegisterRule(
    Msg("Number in the commercial register"),
    Msg("3 to 40 letters, digits, dots, hyphens, slashes or spaces, with at least one digit"),
    "HE 123456",
    _validate_anywhere,
)
