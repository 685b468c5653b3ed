"""What a partner's entry in the directory says (fact 13), and what of it can be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.words import Msg, Refused

SHORTEST_TEXT, LONGEST_TEXT = 40, 800
"""Characters of the text in one language."""
MOST_SKILLS, LONGEST_SKILL = 10, 30
LONGEST_CERTIFICATES = 200
LONGEST_REASON = 300
_BETWEEN = re.compile(r"[,;\n•·]+|\s+[–-]\s+|\s(?:und|and)\s")
_LINK = re.compile(r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w|\bt\.me/|@\w{5,}", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\+|\b00|\b0)\d(?:[\s./-]?\d){7,}")


class EntryRefused(Refused):
    """What was written cannot stand in an entry, or in a question."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says. `texts` are by language, at least one; `shelves` are codes of the programme's categories,
    `skills` the partner's own words, `languages` codes, `places` those of `domain.directory.places`."""

    texts: Mapping[str, str]
    shelves: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[str, ...]
    website: str
    certificates: str | None = None

    def text_in(self, language: str) -> str:
        """The text for a reader of the language: the one in another where there is none in theirs."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it is searched: its id, which version of it this is, and what it is found by."""

    id: int
    version: str
    name: str
    content: Content
    shelf_names: tuple[str, ...] = field(default=())


def read_text(text: str) -> str:
    """The text of an entry. Raises `EntryRefused`."""
    read = _tidy(text)
    if len(read) < SHORTEST_TEXT:
        raise EntryRefused(
            Msg(
                "That is very short. Please say in two or three sentences what you do and for whom: at least {n} "
                "characters.",
                n=SHORTEST_TEXT,
            )
        )
    if len(read) > LONGEST_TEXT:
        raise EntryRefused(
            Msg(
                "That is {length} characters long; {longest} is the most that fits here. Please shorten it.",
                length=len(read),
                longest=LONGEST_TEXT,
            )
        )
    require_no_contacts(read)
    return read


def require_no_contacts(text: str) -> None:
    """Raises `EntryRefused` where there is a link, an address or a phone number in the text."""
    if _LINK.search(text) or _NUMBER.search(text):
        raise EntryRefused(
            Msg(
                "Please write this without links, e-mail addresses and phone numbers. The website has a place of its "
                "own, and everything else goes through this chat."
            )
        )


def read_skills(text: str) -> tuple[str, ...]:
    """The partner's own words for what it does, as a list. Raises `EntryRefused`."""
    skills = tuple(dict.fromkeys(each for part in _BETWEEN.split(text) if (each := _tidy(part).strip(".:*"))))
    if not skills:
        raise EntryRefused(Msg("Please write at least one word."))
    if long := next((each for each in skills if len(each) > LONGEST_SKILL), None):
        raise EntryRefused(
            Msg(
                "“{skill}” is more than a word or two. Please write a list with commas: “Shopware, WordPress, SEO”.",
                skill=long[:60],
            )
        )
    if len(skills) > MOST_SKILLS:
        raise EntryRefused(Msg("{n} are the most. Please name what you are best at.", n=MOST_SKILLS))
    require_no_contacts(text)
    return skills


def read_certificates(text: str) -> str:
    """Certificates as the partner states them. Raises `EntryRefused`."""
    read = _tidy(text)
    if not read:
        raise EntryRefused(Msg("Please write at least one word."))
    if len(read) > LONGEST_CERTIFICATES:
        raise EntryRefused(
            Msg(
                "That is {length} characters long; {longest} is the most that fits here. Please shorten it.",
                length=len(read),
                longest=LONGEST_CERTIFICATES,
            )
        )
    require_no_contacts(read)
    return read


def _tidy(text: str) -> str:
    paragraphs = (" ".join(line.split()) for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(paragraphs))
