"""What a client has changed about its tender, as partners read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import cast

from domain.tenders.kinds import KIND_NAMES, LANGUAGE_WORDS, WorkKind, WorkLanguage
from domain.tenders.regions import region_name
from domain.words import Country, Local, Msg, Words, lines, listing
from services.tenders.changing import budget_from, changes_of
from storage.tables import TenderChange


def change_words(change: TenderChange, zone: dt.tzinfo) -> Words:
    """A line for each part: what it was, and what it is; of a long text, what it is now."""
    return lines(*_each(change, zone))


def _each(change: TenderChange, zone: dt.tzinfo) -> Iterator[Words]:
    for name, (before, after) in changes_of(change).items():
        match name:
            case "subject":
                yield Msg("• Subject: “{before}” → “{after}”", before=str(before), after=str(after))
            case "wanted":
                yield Msg("• What is wanted, now: “{after}”", after=str(after))
            case "kind":
                old, new = KIND_NAMES[WorkKind(str(before))], KIND_NAMES[WorkKind(str(after))]
                yield Msg("• Kind of work: {before} → {after}", before=old, after=new)
            case "budget":
                yield Msg("• Budget: {before} → {after}", before=_budget(before), after=_budget(after))
            case "region":
                yield Msg("• Region: {before} → {after}", before=_region(before), after=_region(after))
            case "languages":
                yield Msg("• Languages: {before} → {after}", before=_languages(before), after=_languages(after))
            case "deadline":
                yield Msg(
                    "• Offers until {after}, no longer until {before}", before=_at(before, zone), after=_at(after, zone)
                )


def _budget(stored: object) -> Words:
    budget = budget_from(stored)
    return Msg("none named") if budget is None else budget.words


def _region(stored: object) -> Words | Country:
    return Msg("from anywhere") if stored is None else region_name(str(stored))


def _languages(stored: object) -> Words:
    return Msg("{languages}", languages=listing(LANGUAGE_WORDS[WorkLanguage(each)] for each in cast(list[str], stored)))


def _at(stored: object, zone: dt.tzinfo) -> Local:
    return Local(dt.datetime.fromisoformat(str(stored)), zone)
