"""Numbers for the programme's owner, of whole weeks, and when support's leads are told of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from domain.programme import Programme
from domain.stats import Calendar, Week, WeekNumbers, next_monday, past_weeks, speed, told, total
from services import events
from services.effects.kinds import CONFIRMED, KINDS
from storage import stats as stored
from storage.runtime.due import NewDue, put
from storage.work import Work

WEEKLY = "weekly_numbers"
"""The kind of the due row, of which there is one."""
REQUESTED = frozenset({KINDS[events.RequestSent], KINDS[events.AccessAsked]})
DECLINED, LAPSED = KINDS[events.RequestDeclined], KINDS[events.RequestLapsed]
OVER = frozenset({KINDS[events.PartnershipEnded], KINDS[events.PartnershipReplaced]})
ANSWERED = frozenset({CONFIRMED, DECLINED})


def numbers(work: Work, programme: Programme, count: int) -> tuple[WeekNumbers, ...]:
    """What is told of the last `count` weeks, the latest first. It takes seven statements, however many they are."""
    weeks = past_weeks(work.now, programme.support_hours.timezone, count)
    tally = _Tally(work, Calendar(weeks))
    return tuple(tally.told_of(week, programme, work.now) for week in weeks)


def plan_weekly(work: Work, programme: Programme) -> None:
    """Has support's leads told when support opens after the week is over, unless that is planned already."""
    put(work.session, [NewDue(WEEKLY, "all", next_telling(programme, work.now), {})], work.now, keep=True)


def next_telling(programme: Programme, now: dt.datetime) -> dt.datetime:
    """When support opens for the first time in the next week."""
    hours = programme.support_hours
    return hours.next_opening(next_monday(now, hours.timezone))


class _Tally:
    """Everything that has happened in some weeks, counted."""

    def __init__(self, work: Work, calendar: Calendar) -> None:
        self._happened: Counter[tuple[Week, str]] = Counter()
        self._answers: defaultdict[Week, list[dt.timedelta]] = defaultdict(list)
        self._cases: Counter[tuple[Week, str]] = Counter()
        self._first_answers: defaultdict[Week, list[dt.timedelta]] = defaultdict(list)
        self._questions: Counter[tuple[Week, bool]] = Counter()
        self._count_events(work, calendar)
        self._count_cases(work, calendar)
        self._count_questions(work, calendar)
        span = calendar.begins, calendar.ends
        self._published = Counter(map(calendar.week_of, stored.published_tenders(work.session, *span)))
        self._offered = Counter(map(calendar.week_of, stored.made_offers(work.session, *span)))
        self._undertaken = Counter(map(calendar.week_of, stored.undertaken_offers(work.session, *span)))

    def _count_events(self, work: Work, calendar: Calendar) -> None:
        kinds = REQUESTED | ANSWERED | OVER | {LAPSED}
        span = calendar.begins, calendar.ends
        for kind, at, asked_at in stored.partnership_events(work.session, *span, kinds, ANSWERED, REQUESTED):
            week = calendar.week_of(at)
            self._happened[week, kind] += 1
            if asked_at is not None:
                self._answers[week].append(at - asked_at)

    def _count_cases(self, work: Work, calendar: Calendar) -> None:
        for opened_at in stored.opened_cases(work.session, calendar.begins, calendar.ends):
            self._cases[calendar.week_of(opened_at), "opened"] += 1
        for closed_at, opened_at, answered_at in stored.closed_cases(work.session, calendar.begins, calendar.ends):
            week = calendar.week_of(closed_at)
            self._cases[week, "closed"] += 1
            if answered_at is not None:
                self._first_answers[week].append(answered_at - opened_at)

    def _count_questions(self, work: Work, calendar: Calendar) -> None:
        for day, asked, without in stored.questions_by_day(work.session, *calendar.days_in_utc):
            week = calendar.week_of_day(day.date())
            self._questions[week, True] += asked - without
            self._questions[week, False] += without

    def told_of(self, week: Week, programme: Programme, now: dt.datetime) -> WeekNumbers:
        """What may be told of one of the weeks."""
        tenders_kept = week.begins >= now - programme.retention.tenders
        confirmed, declined = self._happened[week, CONFIRMED], self._happened[week, DECLINED]
        return WeekNumbers(
            week=week,
            requested=told(sum(self._happened[week, kind] for kind in REQUESTED)),
            confirmed=told(confirmed),
            declined=told(declined),
            answered=total(confirmed, declined),
            answer_speed=speed(self._answers[week]),
            lapsed=told(self._happened[week, LAPSED]),
            ended=told(sum(self._happened[week, kind] for kind in OVER)),
            tenders_kept=tenders_kept,
            tenders_published=told(self._published[week]) if tenders_kept else None,
            offers_made=told(self._offered[week]) if tenders_kept else None,
            offers_accepted=told(self._undertaken[week]) if tenders_kept else None,
            questions_kept=week.begins >= now - programme.retention.questions,
            questions_answered=told(self._questions[week, True]),
            questions_unanswered=told(self._questions[week, False]),
            cases_opened=told(self._cases[week, "opened"]),
            cases_closed=told(self._cases[week, "closed"]),
            case_speed=speed(self._first_answers[week]),
        )
