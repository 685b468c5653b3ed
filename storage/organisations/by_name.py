"""Finds partners by their names as people type them, among any number of partners.

An index over keys (see `domain.names.keys`) yields some partners, which then are compared with what was typed. A search
takes three statements at most, and reads a bounded number of rows in each: of a word that thousands of names have,
only so many are examined, and words that few names have come first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from domain.names.closeness import closeness, may_mean
from domain.names.keys import (
    MOST_READ,
    Reading,
    ending_key,
    near_keys,
    read_search,
    read_searched,
    sort_name,
    whole_key,
)
from storage.tables import Organisation, OrganisationKey

Condition: TypeAlias = Callable[[InstrumentedAttribute[str]], ColumnElement[bool]]
"""What is asked of a key."""
_LAST = "\U0010ffff"
"""Stands behind all that begins alike."""
_EXAMINED = 1_000
"""Keys that are looked at in search of partners that have others as well."""
_COMPARED, _NEIGHBOURS = 40, 20
"""Partners that are compared with what was typed, of each way in which they are found."""


class Match(Enum):
    """How partners answer to what was typed: they have that name; one typo parts them from it; they are the closest."""

    FOUND = auto()
    MEANT = auto()
    CLOSEST = auto()


@dataclass(frozen=True, slots=True)
class NamedPartner:
    """A partner's id and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The partners that answer to what was typed, and how; none where there are none at all."""

    match: Match
    partners: Sequence[NamedPartner]


Read: TypeAlias = tuple[NamedPartner, Reading]


def partners_by_name(session: Session, name: str, *, but: int, limit: int) -> Answer:
    """The partners that answer to `name` best, without the one with id `but`.

    Found are those whose names have all its words, or the beginnings of them, or begin or end so. Those that are
    called exactly so come alone: as it is written, or else but for case and accents, or else as people type it.
    """
    name = name[:MOST_READ]
    typed = read_search(name)
    words = _rarest_first(session, tuple(dict.fromkeys(typed.words)))
    if found := _called(session, typed, words, name, but):
        return Answer(Match.FOUND, found[:limit])
    close = _close(session, typed, words, but)
    if meant := [one for one, read in close if may_mean(typed, read)]:
        return Answer(Match.MEANT, meant[:limit])
    return Answer(Match.CLOSEST, [one for one, _ in close[:limit]])


@dataclass(frozen=True, slots=True)
class _Word:
    """A typed word with how many keys begin like it, and how many are near; those many are not counted further."""

    text: str
    known: int
    near: int


def _rarest_first(session: Session, words: Sequence[str]) -> list[_Word]:
    """The words, those that the fewest names have first. Of a single word, nothing needs to be known."""
    if len(words) < 2:
        return [_Word(word, _EXAMINED, _EXAMINED) for word in words]

    def counted(condition: Condition) -> ColumnElement[int]:
        some = select(OrganisationKey.organisation_id).where(condition(OrganisationKey.key)).limit(_EXAMINED)
        return select(func.count()).select_from(some.subquery()).scalar_subquery()

    counts = session.execute(select(*(counted(ask(word)) for ask in (_begins, _is_near) for word in words))).one()
    found = map(_Word, words, counts[: len(words)], counts[len(words) :])
    return sorted(found, key=lambda word: word.known)


def _called(session: Session, typed: Reading, words: Sequence[_Word], name: str, but: int) -> list[NamedPartner]:
    """The partners called so, in the order of names."""
    if not words:
        return []
    ways = [_with_key(_begins(whole_key(typed.joined)))]
    if all(word.known for word in words):
        ways.append(_with_keys(*(_begins(word.text) for word in words)))
    if len(words) == 1:
        ways.append(_with_key(_begins(ending_key(typed.joined))))
    found = _read(session, ways, but)
    written, ordered = name.casefold(), sort_name(name)
    for same in (
        [one for one, _ in found if one.name.casefold() == written],
        [one for one, _ in found if sort_name(one.name) == ordered],
        [one for one, read in found if typed.is_same(read)],
    ):
        if same:
            return same
    return [one for one, _ in found]


def _close(session: Session, typed: Reading, words: Sequence[_Word], but: int) -> list[Read]:
    """The partners closest to what was typed: among those with a word of it, but for a typo, and its neighbours."""
    beside = select(Organisation.id).where(Organisation.is_partner, Organisation.closed_at.is_(None)).limit(_NEIGHBOURS)
    place, order = " ".join(typed.words), Organisation.sort_name
    ways = [
        beside.where(order >= place).order_by(order, Organisation.id),
        beside.where(order < place).order_by(order.desc(), Organisation.id.desc()),
    ]
    ways += [_with_key(_is_one_of(keys)) for word in {typed.joined, *typed.words} if (keys := near_keys(word))]
    if len(words) > 1 and words[1].known:
        # The rarest word may be mistyped: all others are known.
        mistyped, *others = words
        asked = [_is_near(mistyped.text), *(_begins(word.text) for word in others)]
        ways.append(_with_keys(*(asked if mistyped.near <= others[0].known else [asked[1], asked[0], *asked[2:]])))
    found = _read(session, ways, but)
    return sorted(found, key=lambda one: closeness(typed, one[1]), reverse=True)


def _read(session: Session, ways: Sequence[Select[int]], but: int) -> list[Read]:
    """The partners to whose ids the ways lead, by name, without the one with id `but`; each with its name as read."""
    ids = union_all(*(select(way.subquery().c[0]) for way in ways))
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.search_name)
        .where(Organisation.id.in_(ids), Organisation.id != but, Organisation.closed_at.is_(None))
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return [(NamedPartner(row.id, row.name), read_searched(row.search_name)) for row in rows]


def _with_key(condition: Condition, limit: int = _COMPARED) -> Select[int]:
    """Ids of some partners that have such a key, in the order of keys."""
    key = OrganisationKey.key
    return select(OrganisationKey.organisation_id).where(condition(key)).order_by(key).limit(limit)


def _with_keys(first: Condition, *others: Condition) -> Select[int]:
    """Ids of some partners that have a key of each kind. Only so many that have the first one are examined."""
    examined = _with_key(first, _EXAMINED).subquery()
    query = select(examined.c.organisation_id).limit(_COMPARED)
    for condition in others:
        other = aliased(OrganisationKey)
        query = query.where(exists().where(other.organisation_id == examined.c.organisation_id, condition(other.key)))
    return query


def _begins(beginning: str) -> Condition:
    return lambda key: and_(key >= beginning, key <= beginning + _LAST)


def _is_near(word: str) -> Condition:
    """Equal but for a typo; of a word that is too short for one, the beginning."""
    keys = near_keys(word)
    return _is_one_of(keys) if keys else _begins(word)


def _is_one_of(keys: Collection[str]) -> Condition:
    return lambda key: key.in_(sorted(keys))
