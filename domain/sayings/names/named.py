"""Who and what may be named in a message, and what comes of looking for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field

from domain.names.keys import read_searched
from domain.sayings.slots import Slot, Value

_LONGEST_ENDING = 4
"""Letters of what stands behind a domain's last dot, where its owner may leave it out."""


@dataclass(eq=False, slots=True)
class Named:
    """Somebody or something with a name that may be meant. `searched` is its `search_name`.

    `own` goes before others where a part of a name fits several: a client's own partners. A `code` means it as well.
    `words` are those of the name, without the legal form, and `joined` the same without blanks.
    """

    slot: Slot
    id: int
    name: str
    searched: str
    own: bool = False
    code: str | None = None
    words: tuple[str, ...] = field(init=False)
    joined: str = field(init=False)

    def __post_init__(self) -> None:
        is_product = self.slot is Slot.PRODUCT
        self.words = tuple(self.searched.split()) if is_product else read_searched(self.searched).words
        self.joined = "".join(self.words)

    @property
    def without_end(self) -> str:
        """All of a domain but its end, without blanks; empty for what is none."""
        is_domain = self.slot is Slot.PRODUCT and "." in self.name and len(self.words) > 1
        return "".join(self.words[:-1]) if is_domain and len(self.words[-1]) <= _LONGEST_ENDING else ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """The characters from `start` to before `end` may mean any of the candidates (ids), which fit equally."""

    start: int
    end: int
    slot: Slot
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Whom and what a message names: what is clear, and what may mean several, each in the order of the text.

    `own` are the ids of those others in it with whom one has to do already.
    """

    values: tuple[Value, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    own: frozenset[int] = frozenset()


def of_said_kind(ones: Sequence[Named], said: Set[str], alike: Callable[[str], frozenset[str]]) -> Sequence[Named]:
    """The one of several products with the same address of which a message says what it is, by its words `said`:
    “berghotel-sonne.ch, the domain I mean”.
    """
    if len(ones) < 2 or any(one.slot is not Slot.PRODUCT for one in ones):
        return ones
    shared = frozenset.intersection(*(frozenset(one.words) for one in ones))
    kinds = [{form for word in set(one.words) - shared for form in (word, *alike(word))} for one in ones]
    meant = [one for one, kind in zip(ones, kinds, strict=True) if not kind.isdisjoint(said)]
    return meant if len(meant) == 1 else ones


def told_apart(values: Sequence[Value], unclear: Sequence[Unclear]) -> Names:
    """What may mean several means the one of them that is named elsewhere: “das Hosting von example.ch”."""
    clear, open_ones = list(values), []
    for each in unclear:
        named = {value.value for value in values if value.slot is each.slot} & set(each.candidates)
        if len(named) == 1:
            clear.append(Value(each.start, each.end, each.slot, named.pop(), certain=False))
        else:
            open_ones.append(each)
    clear.sort(key=lambda each: each.start)
    open_ones.sort(key=lambda each: each.start)
    return Names(tuple(clear), tuple(open_ones))
