"""What can be ticked about tenders: a few things that are known beforehand, on one shelf."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain.tenders.kinds import KIND_NAMES, LANGUAGE_WORDS
from domain.tenders.regions import REMOTE, offered_regions, region_name
from domain.words import Country, Lines, Msg, Words
from handlers.chat.stock import EVERYTHING, Option, Shelf, Within
from handlers.chat.turn import Turn
from storage.tables import Organisation

_SHELF = "all"


class Few:
    """A stock of options that are few enough to be held at once."""

    def __init__(self, turn: Turn, options: Sequence[Option]) -> None:
        self._options = options
        self._names = {each.value: turn.around.renderer.plain(each.label, turn.language) for each in options}

    def shelves(self) -> Sequence[Shelf]:
        """The only one."""
        return [Shelf(_SHELF, Msg("All"), len(self._options))]

    def count(self, within: Within) -> int:
        """How many there are."""
        return len(self._found(within))

    def page(self, within: Within, limit: int, offset: int = 0) -> Sequence[Option]:
        """Some of them, in their order."""
        return self._found(within)[offset : offset + limit]

    def values(self, within: Within) -> Sequence[str]:
        """All of them."""
        return [each.value for each in self._found(within)]

    def present(self, values: Collection[str], within: Within = EVERYTHING) -> Sequence[str]:
        """Those of the values that are there."""
        return [each.value for each in self._found(within) if each.value in values]

    def counted(self, values: Collection[str]) -> Mapping[str, int]:
        """How many of the values are there."""
        return {_SHELF: sum(each.value in values for each in self._options)}

    def called(self, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Those that are called exactly so, by name."""
        wanted = {name.casefold() for name in names}
        found: dict[str, list[str]] = {}
        for value, name in self._names.items():
            if name.casefold() in wanted:
                found.setdefault(name.casefold(), []).append(value)
        return found

    def _found(self, within: Within) -> Sequence[Option]:
        wanted = within.search.casefold()
        return [each for each in self._options if wanted in self._names[each.value].casefold()]


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
