"""How a name is looked for by a part of it: what a column's condition is for what somebody has typed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.names.keys import MOST_WORDS, SHORTEST_INSIDE, Reading, fold, words_in

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


def has_one_of(session: Session, searched: InstrumentedAttribute[str], parts: Collection[str]) -> ColumnElement[bool]:
    """Whether a `search_name` has one of the parts, as they are."""
    find = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos
    return or_(false(), *(find(searched, part) > 0 for part in parts))


def read_product_search(text: str) -> Reading:
    """What is looked for among products; unlike a company's name, “.sa” at the end is no legal form."""
    return Reading(words_in(fold(text[:MOST_SEARCHED]))[:MOST_WORDS])
