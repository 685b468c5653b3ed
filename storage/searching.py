"""How a name is looked for by a part of it: what a column's condition is for what somebody has typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, String, and_, bindparam, false, func, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.names.keys import MOST_WORDS, SHORTEST_INSIDE, Reading, fold, words_in

ROOMS = (0, 4, 16)
"""Each makes statements of its own, and to put one together the first time takes milliseconds."""
MOST_SEARCHED = 100
"""Letters of a text in which a product's name is looked for."""


def holds(searched: InstrumentedAttribute[str], wanted: Reading) -> ColumnElement[bool]:
    """Whether a `search_name` has all the words, or all of them without blanks, as `Reading.is_part_of` says it."""
    ways: list[ColumnElement[bool]] = [false()]  # no words are in no name
    if wanted.words:
        ways.append(and_(*(searched.contains(part) for part in wanted.parts)))
    if len(wanted.joined) >= SHORTEST_INSIDE:
        ways.append(func.replace(searched, " ", "").contains(wanted.joined))
    return or_(*ways)


def room_for(parts: Collection[str]) -> int:
    """How many parts a statement asks for that is written down for these: as many, or some more."""
    return next((room for room in ROOMS if len(parts) <= room), ROOMS[-1])


def given_parts(parts: Sequence[str], room: int) -> Mapping[str, str]:
    """What `has_one_of` asks for: the parts, the last one of them several times."""
    return {f"part_{place}": parts[min(place, len(parts) - 1)] for place in range(room)}


def has_one_of(
    searched: ColumnElement[str] | InstrumentedAttribute[str], room: int, *, on_sqlite: bool
) -> ColumnElement[bool]:
    """Whether a `search_name` has one of the `given_parts`, as they are."""
    find = func.instr if on_sqlite else func.strpos
    return or_(false(), *(find(searched, bindparam(f"part_{place}", type_=String)) > 0 for place in range(room)))


def is_sqlite(session: Session) -> bool:
    """Whether it is SQLite that is asked."""
    return session.get_bind().dialect.name == "sqlite"


def read_product_search(text: str) -> Reading:
    """What is looked for among products; unlike a company's name, “.sa” at the end is no legal form."""
    return Reading(words_in(fold(text[:MOST_SEARCHED]))[:MOST_WORDS])
