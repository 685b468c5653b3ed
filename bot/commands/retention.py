"""`handschlag retention`: what is kept how long, since when the oldest is, and when it is looked at next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bot.commands.as_json import AsJson, print_json
from bot.commands.columns import local, print_table
from bot.commands.working import units_of
from bot.config import load_settings
from domain.privacy import Period
from services.privacy.keeping import Keeping, keepings

WHAT = {
    Period.QUESTIONS: "what people ask",
    Period.MAILS: "mails that were sent",
    Period.UNDELIVERED: "messages and mails that nobody would take",
    Period.PAGE_LINKS: "links in mails, after they are over",
    Period.VISITORS_QUESTIONS: "questions to partners in the directory",
    Period.CASES: "conversations with support, after their end",
    Period.EVENTS: "what the provider’s systems were told",
    Period.DEFECTS: "what went wrong",
    Period.TENDERS: "tenders, after their end (each has its own row)",
    Period.CONTRACTS: "organisations that nobody acts for, after their last contract",
    Period.IDLE_PEOPLE: "people who act for nobody, after they last wrote",
    Period.UPDATES: "numbers of updates",
    Period.CALLS: "answers to calls of the API",
    Period.CODES: "addresses that are to be confirmed",
    Period.VISITS: "digests of a day’s visits in the directory",
}


def retention(as_json: AsJson = False) -> None:
    """List what is kept how long, as the profile has it, and whether anything is kept too long."""
    settings = load_settings()
    with units_of(settings) as units, units.begin("cli") as work:
        found, now = keepings(work, settings.programme), work.now
    if as_json:
        print_json({"periods": [_as_json(each, now) for each in found]})
        return
    print_table(
        ("PERIOD", "DAYS", "OLDEST", "NEXT LOOK", "WHAT"),
        [
            (
                each.period.value,
                str(each.kept.days),
                "–" if each.oldest is None else local(each.oldest, settings.timezone),
                "–" if each.due_at is None else local(each.due_at, settings.timezone),
                WHAT[each.period] + (" (LATE)" if is_late(each, now) else ""),
            )
            for each in found
        ],
    )


def is_late(each: Keeping, now: dt.datetime) -> bool:
    """Whether something of it should have gone more than a day ago."""
    return each.oldest is not None and each.oldest + each.kept + dt.timedelta(days=1) < now


def _as_json(each: Keeping, now: dt.datetime) -> Mapping[str, object]:
    return {
        "period": each.period,
        "what": WHAT[each.period],
        "days": each.kept.days,
        "oldest": each.oldest,
        "next_look": each.due_at,
        "late": is_late(each, now),
    }
