"""What can be chosen about tenders: a few things that are known beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from domain.tenders.kinds import KIND_NAMES, LANGUAGE_WORDS
from domain.tenders.regions import REMOTE, offered_regions, region_name
from domain.words import Country, Lines, Msg, Words
from handlers.chat.forms.stock import Option
from storage.tables import Organisation


def kind_options() -> Sequence[Option]:
    """The kinds of work."""
    return [Option(kind.value, name) for kind, name in KIND_NAMES.items()]


def language_options() -> Sequence[Option]:
    """The languages."""
    return [Option(language.value, name) for language, name in LANGUAGE_WORDS.items()]


def region_options(own: Organisation | None) -> Sequence[Option]:
    """The regions that come first where an organisation is, and work that can be done from anywhere."""
    regions = [Option(code, label_of(code)) for code in offered_regions(None if own is None else own.country)]
    return [Option(REMOTE, Msg("💻 From anywhere")), *regions]


def label_of(region: str) -> Words:
    """A region on a button."""
    name = region_name(region)
    return Lines((name,)) if isinstance(name, Country) else name
