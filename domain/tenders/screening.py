"""What people write in tenders, questions and offers, looked at before others read it.

Neither side's contact is known before the client wants it, so addresses and telephone numbers are refused. Links, and
words that tenders of this programme have no use for, are for support to look at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from domain.words import Msg, Refused

LONGEST_SUBJECT, SHORTEST_SUBJECT = 100, 5
LONGEST_TEXT, SHORTEST_TEXT = 2000, 40

# Every repetition is bounded: a text of one letter must not take long.
_MAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|[(\[]\s?at\s?[)\]])\s?[\w-]{1,63}\s?\.\s?\w{1,63}", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z]\w{4,31}")
# With its country's code, or with the 0 before that of its area: other long numbers are amounts, years, versions.
_PHONE = re.compile(r"(?<!\w)(?<!\d[.,'’/-])(?:\+|\(?0)(?:[ ()/.-]{0,3}\d){7,14}(?!\w|[.,'’]\d)")
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
_LINK = re.compile(
    r"https?://|www\.|\b(?:t|wa)\.me/|\b[a-z0-9-]{2,63}\.(?:com|net|org|ch|de|at|fr|it|li|eu|io|shop|info|biz|swiss|online|site|app|dev)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:casino|viagra|cialis|porn|escort|sexcam|binary options?|forex|crypto\w{0,12} invest|"
    r"krypto\w{0,12}invest|schneeballsystem|pyramid scheme|darknet|hack(?:en|ing)? (?:in|von|eines|of)\b|ddos|botnet|"
    r"phishing[- ]?(?:kit|page|seite)|fake (?:review|bewertung)|gekaufte bewertung|kredit ohne schufa|"
    r"bulk mail|spam[- ]?mail|massenmail)",
    re.IGNORECASE,
)

_AROUND = ".,;:!?()«»“”„\"'"


class Doubt(StrEnum):
    """Why support looks at a tender before partners do."""

    LINK = "link"
    WORDS = "words"
    VISITOR = "visitor"
    """Nobody has confirmed who publishes it."""


class TextRefused(Refused):
    """What was written cannot stand in a tender. Each reason is a subclass."""


class ContactInText(TextRefused):
    """There is a way to reach somebody in it, past the desk."""

    def __init__(self, found: str) -> None:
        super().__init__(
            Msg(
                "Please leave out ways to reach you or others: I read “{found}”. Questions go through me, and once an "
                "offer is accepted, both sides are brought together.",
                found=found[:60],
            )
        )


class TextLength(TextRefused):
    """Too short to be understood, or too long to be read."""


def read_subject(text: str) -> str:
    """A tender's subject, in one line. Raises `TextRefused`."""
    subject = " ".join(text.split())
    if len(subject) < SHORTEST_SUBJECT:
        raise TextLength(Msg("Please say in a few words what it is about, like “Move our mail and website”."))
    if len(subject) > LONGEST_SUBJECT:
        raise TextLength(
            Msg(
                "These are {n} characters; {most} are the most. There is room for more in the next step.",
                n=len(subject),
                most=LONGEST_SUBJECT,
            )
        )
    return without_contact(subject)


def read_description(text: str) -> str:
    """What is wanted, in the client's words. Raises `TextRefused`."""
    wanted = _tidy(text)
    if len(wanted) < SHORTEST_TEXT:
        raise TextLength(
            Msg(
                "Please write a little more: what there is today, what you want, and what matters to you. Then "
                "partners can tell you a price."
            )
        )
    if len(wanted) > LONGEST_TEXT:
        raise TextLength(
            Msg(
                "These are {n} characters; {most} are the most. You can send a document with the rest in a later step.",
                n=len(wanted),
                most=LONGEST_TEXT,
            )
        )
    return without_contact(wanted)


def without_contact(text: str) -> str:
    """The text. Raises `ContactInText` where it tells how somebody can be reached."""
    for pattern in (_MAIL, _HANDLE):
        if (found := pattern.search(text)) is not None:
            raise ContactInText(found[0])
    for found in _PHONE.finditer(text):
        if not _DATE.match(found[0].strip()):
            raise ContactInText(found[0])
    return text


def doubts(texts: Iterable[str]) -> frozenset[Doubt]:
    """Why support should look at these texts first; nothing, where there is no reason to."""
    found = set()
    for text in texts:
        if _LINK.search(text):
            found.add(Doubt.LINK)
        if _WORDS.search(text):
            found.add(Doubt.WORDS)
    return frozenset(found)


def doubtful(texts: Iterable[str]) -> frozenset[str]:
    """What of these texts support should look at first: each link, and each of those words."""
    found: set[str] = set()
    for text in texts:
        found |= {word.strip(_AROUND) for word in text.split() if _LINK.search(word)}
        found |= {each[0].casefold() for each in _WORDS.finditer(text)}
    return frozenset(found)


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines, and with one empty line between paragraphs at most."""
    lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)
