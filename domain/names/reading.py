"""Names people give: of their organisation, of a product.

A name is shown to others, in messages Telegram makes links of by itself; so it may hold neither addresses, nor
@mentions, nor commands. A domain is fine: products are called `example.ch`, and so are companies.

What cannot be seen is left out of a product's name, which only its owner and their partners read. An organisation
shows its name to everybody, so there it is refused, like letters of several alphabets (`domain.names.lookalikes`):
nobody types such a name by accident.
"""

from __future__ import annotations

import re
import unicodedata

from domain.words import Msg, Refused

SHORTEST = 2
LONGEST = 80

_ORGANISATION = "Alpweb AG"
_PRODUCT = "Webhosting example.ch"

_WITHOUT_INK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Marks, letters and symbols that show nothing: Unicode files them under what they are for, not how they look."""

_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_LINK = re.compile(r"\w://|\bwww\.|\b(?:t|telegram)\.me\b|\b(?:mailto|tel|tg):|\w\.\w{2,}/", re.IGNORECASE)
_MENTION = re.compile(r"@\w")
_COMMAND = re.compile(r"(?<!\S)/[a-z]", re.IGNORECASE)


class NameRefused(Refused):
    """What was sent cannot be a name. Each reason is a subclass."""


class NameTooShort(NameRefused):
    """The name has fewer than `SHORTEST` characters."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "A name has at least {shortest} characters, for example “{example}”.",
                shortest=SHORTEST,
                example=example,
            )
        )


class NameTooLong(NameRefused):
    """The name has more than `LONGEST` characters."""

    def __init__(self, length: int) -> None:
        super().__init__(
            Msg(
                "A name has at most {longest} characters; this one has {length}. Please send a shorter one.",
                longest=LONGEST,
                length=length,
            )
        )


class NameHasLineBreak(NameRefused):
    """The text has several lines."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg("A name fits on one line, for example “{example}”. Please send only the name.", example=example)
        )


class NameIsBare(NameRefused):
    """The name has neither a letter nor a digit."""

    def __init__(self, example: str) -> None:
        super().__init__(Msg("A name needs at least one letter or digit, for example “{example}”.", example=example))


class NameHasLink(NameRefused):
    """The name holds a web address."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "A name cannot hold a web address. Please send the name without it, for example “{example}”.",
                example=example,
            )
        )


class NameHasMention(NameRefused):
    """The name holds a Telegram name or an e-mail address."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "A name cannot hold a Telegram name or an e-mail address (“@”). "
                "Please send the name without it, for example “{example}”.",
                example=example,
            )
        )


class NameHasInvisible(NameRefused):
    """The name holds a character that cannot be seen."""

    def __init__(self, before: str, example: str) -> None:
        super().__init__(
            Msg(
                "Behind “{before}” the name holds a character that cannot be seen. "
                "Please type the name instead of pasting it, for example “{example}”.",
                before=before,
                example=example,
            )
        )


class NameHasCommand(NameRefused):
    """The name holds a word that Telegram takes for a bot's command."""

    def __init__(self, example: str) -> None:
        super().__init__(
            Msg(
                "A word that starts with “/” is a command in Telegram and cannot be in a name. "
                "Please send the name without it, for example “{example}”.",
                example=example,
            )
        )


def read_organisation_name(text: str) -> str:
    """The organisation's name in `text`, without needless blanks. Raises a subclass of `NameRefused`.

    What is invisible around the name and in emoji is left out; anywhere else it is refused.
    """
    name = _read(text, _ORGANISATION)
    if (before := _before_invisible(text)) is not None:
        raise NameHasInvisible(before, _ORGANISATION)
    return name


def read_product_name(text: str) -> str:
    """The product's name in `text`, without needless blanks and invisible characters.

    Raises a subclass of `NameRefused`.
    """
    return _read(text, _PRODUCT)


def read_given_name(text: str, longest: int) -> str:
    """A name that the provider vouches for: on one line, without needless blanks and what cannot be seen.

    What is longer is shortened, with “…”. Empty where the name has neither a letter nor a digit.
    """
    if text.isascii() and text.isprintable():
        shown = text  # most are, and nothing needs to be looked at letter by letter
    else:
        shown = "".join(" " if character.isspace() else character for character in text if _is_visible(character))
    # As in `_read`: marks in disorder are sorted in quadratic time.
    name = unicodedata.normalize("NFC", " ".join(shown.split())[: 4 * longest].rstrip())
    if len(name) > longest:
        name = name[: longest - 1].rstrip() + "…"
    return name if any(character.isalnum() for character in name) else ""


def _read(text: str, example: str) -> str:
    if _LINE_BREAK.search(text.strip()):
        raise NameHasLineBreak(example)
    visible = "".join(" " if character.isspace() else character for character in text if _is_visible(character))
    name = " ".join(visible.split())
    # Four characters at most become one: what is longer is refused. Marks in disorder are sorted in quadratic time.
    if len(name) <= 4 * LONGEST:
        name = unicodedata.normalize("NFC", name)
    if _LINK.search(name):
        raise NameHasLink(example)
    if _MENTION.search(name):
        raise NameHasMention(example)
    if _COMMAND.search(name):
        raise NameHasCommand(example)
    if len(name) < SHORTEST:
        raise NameTooShort(example)
    if len(name) > LONGEST:
        raise NameTooLong(len(name))
    if not any(character.isalnum() for character in name):
        raise NameIsBare(example)
    return name


def _before_invisible(text: str) -> str | None:
    """What stands before the first character of a name that cannot be seen, up to 20 characters; `None` without one."""
    name = text.strip("".join({character for character in text if character.isspace() or not _is_visible(character)}))
    for place, character in enumerate(name):
        # A symbol and what joins it with the next one or colours it are one emoji.
        if not _is_visible(character) and unicodedata.category(name[place - 1])[0] not in "SM":
            return " ".join("".join(filter(_is_visible, name[:place])).split())[-20:]
    return None


def _is_visible(character: str) -> bool:
    """False for control characters, bidirectional overrides, characters without width or ink, lone surrogates."""
    return character.isspace() or not (unicodedata.category(character).startswith("C") or character in _WITHOUT_INK)
