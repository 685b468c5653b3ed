"""What can be chosen about tenders: a few things that are known beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from domain.sayings.terms import Term
from domain.tenders.kinds import KIND_NAMES, LANGUAGE_WORDS, WorkKind
from domain.tenders.regions import REMOTE, offered_regions, region_name
from domain.words import Country, Lines, Msg, Words
from handlers.chat.forms.stock import Option
from storage.tables import Organisation

_KIND_TERMS = {
    WorkKind.WEBSITE: Term.WEBSITE,
    WorkKind.SHOP: Term.SHOP,
    WorkKind.MOVE: Term.MOVE,
    WorkKind.SERVER: Term.SERVER,
    WorkKind.DEVELOPMENT: Term.DEVELOPMENT,
    WorkKind.MARKETING: Term.MARKETING,
    WorkKind.CARE: Term.CARE,
}


def kind_options() -> Sequence[Option]:
    """The kinds of work."""
    return [Option(kind.value, name, _KIND_TERMS.get(kind)) for kind, name in KIND_NAMES.items()]


def language_options() -> Sequence[Option]:
    """The languages."""
    return [Option(language.value, name) for language, name in LANGUAGE_WORDS.items()]


def region_options(own: Organisation | None) -> Sequence[Option]:
    """The regions that come first where an organisation is, and work that can be done from anywhere."""
    regions = [Option(code, label_of(code)) for code in offered_regions(None if own is None else own.country)]
    return [Option(REMOTE, Msg("💻 From anywhere"), Term.ANYWHERE), *regions]


def label_of(region: str) -> Words:
    """A region on a button."""
    name = region_name(region)
    return Lines((name,)) if isinstance(name, Country) else name
