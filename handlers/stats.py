"""Numbers for the programme's owner: support's leads read those of the week that is over on Monday morning.

A lead is whom somebody has made one, on the command line or with /admit. Each reads it in their own chat; where none
of them has one with the bot, it stands in support's group. A week of which no count can be told is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.stats import FEW, MOST, Speed, WeekNumbers
from domain.words import Msg, Value, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import Again, DueKind, Outcome, Recalled
from handlers.chat.notices import Notice, Room
from handlers.chat.turn import Surroundings
from handlers.chat.views import View
from services.stats import WEEKLY, next_telling, numbers
from storage.people import people_by_telegram_id
from storage.runtime.due import DueRow
from storage.runtime.outbox import Priority
from storage.support import all_staff, support_group
from storage.tables import Person
from storage.work import Work

SMALL = Msg("under {few}", few=FEW)
HIDDEN = Msg("not shown")
GONE = Msg("not kept any more")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what it is, and what is told of it in a week."""

    label: Msg
    value: Value


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    heading: Msg
    figures: tuple[Figure, ...]


def groups(of: WeekNumbers) -> tuple[Group, ...]:
    """Everything that is told of a week: the same headings and lines for each."""
    questions = of.questions_answered, of.questions_unanswered
    answered, unanswered = ((_count(each) if of.questions_kept else GONE) for each in questions)
    tenders = of.tenders_published, of.offers_made, of.offers_accepted
    published, offered, accepted = ((_count(each) if of.tenders_kept else GONE) for each in tenders)
    return (
        Group(
            Msg("<b>🤝 Requests</b>"),
            (
                Figure(Msg("made"), _count(of.requested)),
                Figure(Msg("confirmed: partnerships that begin"), _count(of.confirmed)),
                Figure(Msg("declined"), _count(of.declined)),
                Figure(Msg("answered in all"), HIDDEN if of.answered is None else of.answered),
                *_speeds(Msg("half of the answers within"), Msg("{share} % within", share=MOST), of.answer_speed),
                Figure(Msg("lapsed without an answer"), _count(of.lapsed)),
                Figure(Msg("partnerships ended or replaced"), _count(of.ended)),
            ),
        ),
        Group(
            Msg("<b>📣 Tenders</b>"),
            (
                Figure(Msg("published"), published),
                Figure(Msg("offers made"), offered),
                Figure(Msg("offers accepted, and taken on"), accepted),
            ),
        ),
        Group(
            Msg("<b>❓ Questions to the knowledge base</b>"),
            (
                Figure(Msg("with an answer"), answered),
                Figure(Msg("without a good answer"), unanswered),
            ),
        ),
        Group(
            Msg("<b>🛟 Support’s cases</b>"),
            (
                Figure(Msg("opened"), _count(of.cases_opened)),
                Figure(Msg("closed"), _count(of.cases_closed)),
                *_speeds(Msg("half first answered within"), Msg("{share} % within", share=MOST), of.case_speed),
            ),
        ),
    )


def _count(count: int | None) -> Value:
    return SMALL if count is None else count


def _speeds(half: Msg, most: Msg, told: Speed | None) -> Sequence[Figure]:
    if told is None:
        return (Figure(half, HIDDEN), Figure(most, HIDDEN))
    return (Figure(half, told.half), Figure(most, told.most))


def weekly(latest: WeekNumbers, before: WeekNumbers) -> Words:
    """The message: the week that is over, and beside each number the one of the week before."""
    told = [
        lines(
            now.heading,
            *(
                Msg("• {label}: <b>{value}</b> ({before})", label=new.label, value=new.value, before=old.value)
                for new, old in zip(now.figures, then.figures, strict=True)
            ),
        )
        for now, then in zip(groups(latest), groups(before), strict=True)
    ]
    return paragraphs(
        Msg("📊 <b>The programme from {monday} to {sunday}</b>", monday=latest.week.monday, sunday=latest.week.sunday),
        *told,
        Msg(
            "In brackets: the week before. Counts below {few} are not told exactly, nor what they could be worked "
            "out from. More weeks: <code>handschlag stats --weeks 8</code>",
            few=FEW,
        ),
    )


def _tell(work: Work, around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Outcome]:
    readers = _readers(work)
    if readers and rows:
        latest, before = numbers(work, around.programme, 2)
        if not latest.quiet:  # nothing but “under 5” tells nobody anything
            for row in rows:
                yield from (Recalled(row, _notice(reader, weekly(latest, before))) for reader in readers)
    for row in rows:
        yield Again(row, next_telling(around.programme, work.now))


def _readers(work: Work) -> Sequence[Person | Room]:
    leads = [each.telegram_id for each in all_staff(work.session) if each.lead]
    people = people_by_telegram_id(work.session, leads)
    reached: Iterable[Person] = (people[number] for number in leads if number in people)
    found = [person for person in reached if person.reachable]
    group = support_group(work.session)
    if found or group is None or not leads:
        return found
    return (Room(group.chat_id, group.language),)


def _notice(reader: Person | Room, words: Words) -> Notice:
    return Notice(reader, View(words), urgency=Priority.REMINDER, by_mail=None)


CHAPTER = Chapter(due=(DueKind(WEEKLY, _tell),))
