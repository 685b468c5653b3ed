"""The categories of the catalogue, to tick: a partner names what it is for, and sees no product."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain.programme import Programme
from domain.words import Lines, Msg
from handlers.chat.forms.stock import EVERYTHING, Option, Shelf, Within, one_of_many


class Categories:
    """A stock of them, called by their names in any language."""

    def __init__(self, programme: Programme) -> None:
        self._labels = {each.code: Lines((each.icon, each.name), " ") for each in programme.categories}
        self._names = {each.code: {each.name.de.casefold(), each.name.en.casefold()} for each in programme.categories}

    def shelves(self) -> Sequence[Shelf]:
        """All stand on one."""
        return [Shelf("", Msg("Products"), len(self._labels))]

    def count(self, within: Within) -> int:
        """How many there are."""
        return len(self.values(within))

    def page(self, within: Within, limit: int, offset: int = 0) -> Sequence[Option]:
        """Some of them, in the catalogue's order."""
        return [Option(code, self._labels[code]) for code in self.values(within)[offset : offset + limit]]

    def values(self, within: Within) -> Sequence[str]:
        """All of them."""
        wanted = within.search.casefold()
        return [code for code, names in self._names.items() if any(wanted in name for name in names)]

    def present(self, values: Collection[str], within: Within = EVERYTHING) -> Sequence[str]:
        """Those that the catalogue still has."""
        return [code for code in self.values(within) if code in values]

    def counted(self, values: Collection[str]) -> Mapping[str, int]:
        """How many of them the catalogue still has."""
        return {"": len(self.present(values))}

    def called(self, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Those that are called so in either language, be it of one or of many: “E-Mails”, “domain”."""
        keys = {code: {one_of_many(name) for name in own} for code, own in self._names.items()}
        wanted = {name.casefold() for name in names}
        return {name: [code for code, own in keys.items() if one_of_many(name) in own] for name in wanted}
