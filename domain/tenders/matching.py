"""Who is told of which tender (fact 12): a subscription against a tender, as one pure rule."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from domain.tenders.kinds import WorkKind, WorkLanguage
from domain.tenders.regions import REMOTE, covers


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a tender is about. The budget is its upper end, in the currency's smallest unit; none may be named.

    No `region` is from anywhere. Any of the `languages` will do.
    """

    kind: WorkKind
    region: str | None
    languages: AbstractSet[WorkLanguage]
    budget: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """What somebody wants to be told of; what is empty, or `None`, leaves it open."""

    kinds: AbstractSet[WorkKind] = field(default_factory=frozenset)
    regions: AbstractSet[str] = field(default_factory=frozenset)
    languages: AbstractSet[WorkLanguage] = field(default_factory=frozenset)
    budget: int | None = None
    currency: str | None = None


def matches(interest: Interest, wanted: Wanted) -> bool:
    """Whether the tender is of interest.

    Work that can be done from anywhere is in every region. A tender that names no budget, or one in another currency,
    is told of all the same: amounts of two currencies do not compare, and who asks for a budget can decline to offer.
    """
    return (
        (not interest.kinds or wanted.kind in interest.kinds)
        and _is_there(interest, wanted.region)
        and (not interest.languages or not interest.languages.isdisjoint(wanted.languages))
        and _is_enough(interest, wanted)
    )


def _is_there(interest: Interest, region: str | None) -> bool:
    if not interest.regions or region is None:
        return True
    return any(covers(each, region) for each in interest.regions if each != REMOTE)


def _is_enough(interest: Interest, wanted: Wanted) -> bool:
    if interest.budget is None or wanted.budget is None or interest.currency != wanted.currency:
        return True
    return wanted.budget >= interest.budget
