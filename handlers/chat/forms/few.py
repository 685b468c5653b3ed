"""What can be ticked where there are few things, all of them known beforehand: they stand on one shelf."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain.words import Msg
from handlers.chat.forms.stock import EVERYTHING, Option, Shelf, Within
from handlers.chat.turn import Turn

_SHELF = "all"


class Few:
    """A stock of options that are few enough to be held at once."""

    def __init__(self, turn: Turn, options: Sequence[Option]) -> None:
        self._options = options
        plain = turn.around.renderer.plain
        self._names = {
            each.value: {plain(each.label, language).casefold() for language in turn.around.renderer.languages}
            for each in options
        }

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
        """Those that are called exactly so in any language, by name."""
        wanted = {name.casefold() for name in names}
        found: dict[str, list[str]] = {}
        for value, called in self._names.items():
            for name in called & wanted:
                found.setdefault(name, []).append(value)
        return found

    def _found(self, within: Within) -> Sequence[Option]:
        wanted = within.search.casefold()
        return [each for each in self._options if any(wanted in name for name in self._names[each.value])]
