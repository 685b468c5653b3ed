"""What one page in the browser shows: words in parts, and what can be done there. `bot.pages` makes HTML of it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Msg, Words


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one sort, with what it is called."""

    heading: Words
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Words under a heading of their own; `points` are shown as a list, and so are the names of each sort."""

    heading: Words
    words: Words | None = None
    points: tuple[Words, ...] = ()
    names: tuple[Names, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to be ticked, by its number."""

    number: int
    label: Words
    ticked: bool


@dataclass(frozen=True, slots=True)
class Ticks:
    """A group of them, with what it is called."""

    heading: Words
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Yes:
    """The button that agrees, with what has to be ticked first."""

    label: Msg
    ask: Words | None = None
    choice: tuple[Ticks, ...] = ()


@dataclass(frozen=True, slots=True)
class No:
    """The button that declines, with the question for a reason, in up to `longest` characters."""

    label: Msg
    ask: Words
    longest: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The form: whoever sends it has seen this `version`. What cannot be done now is left out."""

    version: str
    yes: Yes | None
    no: No | None


@dataclass(frozen=True, slots=True)
class Way:
    """A link to somewhere else."""

    label: Words
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page. A `notice` stands on top: what was not done, and why. A `button` stands alone, without a form's
    questions."""

    title: Words
    lead: Words | None = None
    notice: Words | None = None
    parts: tuple[Part, ...] = ()
    answer: Answer | None = None
    button: Msg | None = None
    ways: tuple[Way, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link in a mail does at the press of the button with this `label`, or has done.

    `title` and `words` say it; the reader's is `language`, unless it is `None`, because nobody knows.
    """

    language: str | None
    title: Words
    words: Words
    label: Msg | None = None
