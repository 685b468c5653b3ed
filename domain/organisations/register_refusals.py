"""Why what was sent is not stored as a register number: what is wrong, what is right, what may be meant."""

from __future__ import annotations

from collections.abc import Sequence

from domain.organisations.register_rules import RegisterRule
from domain.words import Msg, Refused, listing, paragraphs

_MOST_PROPOSED = 6


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
    """A German number with a court that keeps no register. `similar` are up to three that do, `entry` is the number."""

    def __init__(self, similar: tuple[str, ...], entry: str, example: str) -> None:
        super().__init__(
            paragraphs(
                Msg(
                    "I do not know this register court. Please send its place as the extract shows it, "
                    "for example <code>{example}</code>.",
                    example=example,
                ),
                Msg("Similar names: {courts}.", courts=listing(similar)) if similar else None,
            ),
            [f"{court} {entry}" for court in similar],
        )
        self.similar = similar


class RegisterNumberIsVat(RegisterNumberRefused):
    """What was sent is a VAT number; the register has another one."""

    def __init__(self, expected: RegisterRule) -> None:
        super().__init__(
            Msg(
                "This is a VAT number. <b>{name}</b> is another number: {shape}, for example <code>{example}</code>.",
                name=expected.name,
                shape=expected.shape,
                example=expected.example,
            )
        )


class RegisterNumberInVat(RegisterNumberRefused):
    """What was sent is a VAT number that holds the register's."""

    def __init__(self, expected: RegisterRule, number: str) -> None:
        super().__init__(
            Msg(
                "This is a VAT number. The number of the register in it is <code>{number}</code>. Is that yours?",
                number=expected.format(number),
            ),
            [number],
        )


class RegisterNumberAmbiguous(RegisterNumberRefused):
    """There are several right numbers in the text."""

    def __init__(self, expected: RegisterRule, numbers: Sequence[str]) -> None:
        shown = numbers[:_MOST_PROPOSED]
        super().__init__(
            Msg(
                "I see several numbers in this that could be the one of the register: {numbers}. Which one is yours?",
                numbers=listing(Msg("<code>{number}</code>", number=expected.format(number)) for number in shown),
            ),
            shown,
        )
