"""What can be done about support: open a case, write in it, close it; connect a group and say who is support."""

from __future__ import annotations

from domain.programme import Programme
from domain.words import Msg, Refused
from services.events import CaseUnanswered
from storage import support as stored
from storage.tables import CaseEntry, EntryKind, Organisation, Person, Staff, SupportCase, SupportGroup
from storage.work import Work

BATCH = 200
LONGEST_TITLE = 128


class SupportNotHere(Refused):
    """Nobody can be reached through this chat."""


class NotSupport(Refused):
    """Somebody in the group who is not known as support, or may not admit others."""


def open_case(work: Work, person: Person, question_id: int | None = None) -> SupportCase:
    """The person's case: a new one, about a question that they have asked, or the one that is open.

    Raises `SupportNotHere`.
    """
    work.action = "support.open"
    open_one = stored.open_case_of(work.session, person.id)
    if open_one is not None:
        return open_one
    group = stored.support_group(work.session)
    if group is None or person.support_banned_at is not None:
        # The same words for both: who is not wanted does not have to read it in so many words.
        raise SupportNotHere(Msg("Nobody from support can be reached in this chat. /faq shows what I know myself."))
    case = SupportCase(
        person=person,
        chat_id=group.chat_id,
        thread_id=None,
        title=_title(person, person.organisation, stored.cases_of(work.session, person.id) + 1),
        opened_at=work.now,
        question_id=question_id,
    )
    work.session.add(case)
    work.session.flush()
    return case


def _title(person: Person, organisation: Organisation | None, count: int) -> str:
    """What the case's topic is called: who it is, and a number from their second case on."""
    parts = [person.first_name or str(person.telegram_id)]
    if organisation is not None:
        parts.append(organisation.name)
    if count > 1:
        parts.append(str(count))
    return " · ".join(parts)[:LONGEST_TITLE]


def ask(work: Work, case: SupportCase) -> None:
    """The person wants something and waits from now on, unless they do already."""
    if case.waiting_since is None:
        case.waiting_since, case.escalated_at = work.now, None


def answer(work: Work, case: SupportCase) -> None:
    """Support has answered: the person waits no longer."""
    case.waiting_since = None
    if case.answered_at is None:
        case.answered_at = work.now


def write(
    work: Work,
    case: SupportCase,
    kind: EntryKind,
    author: str,
    at: tuple[int, int],
    *,
    to_chat_id: int | None = None,
    text: str | None = None,
) -> CaseEntry:
    """Records something written in the case; `at` is the chat and the message, `to_chat_id` where a copy goes."""
    entry = CaseEntry(
        case_id=case.id,
        kind=kind,
        at=work.now,
        author=author,
        text=text,
        from_chat_id=at[0],
        from_message_id=at[1],
        to_chat_id=to_chat_id,
        to_message_id=None,
    )
    work.session.add(entry)
    return entry


def close(work: Work, case: SupportCase) -> None:
    """Ends the case. One that is closed stays as it is."""
    work.action = "support.close"
    if case.closed_at is None:
        case.closed_at, case.waiting_since = work.now, None


def assign(work: Work, case: SupportCase, name: str) -> None:
    """Somebody takes the case in hand."""
    work.action = "support.assign"
    case.assigned_to = name[:64]


def ban(work: Work, person: Person) -> None:
    """Support takes no more cases from this person."""
    work.action = "support.ban"
    person.support_banned_at = work.now


def unban(work: Work, person: Person) -> None:
    """Support takes this person's cases again."""
    work.action = "support.unban"
    person.support_banned_at = None


def connect(work: Work, who: Staff | None, chat_id: int, language: str) -> SupportGroup:
    """This is the group in which support works from now on. Open cases stay in the one they are in."""
    work.action = "support.connect"
    require_lead(who)
    group = stored.support_group(work.session)
    if group is None:
        group = SupportGroup(id=stored.THE_GROUP, chat_id=chat_id, language=language, connected_at=work.now)
        work.session.add(group)
    group.chat_id, group.language, group.connected_at = chat_id, language, work.now
    return group


def admit(work: Work, telegram_id: int, name: str, *, lead: bool) -> Staff:
    """Somebody belongs to support from now on; a lead stays one."""
    work.action = "support.admit"
    known = stored.staff(work.session, telegram_id)
    if known is None:
        known = Staff(telegram_id=telegram_id, name=name[:64], lead=lead, added_at=work.now)
        work.session.add(known)
    known.name, known.lead = name[:64], known.lead or lead
    return known


def dismiss(work: Work, telegram_id: int) -> bool:
    """Somebody no longer belongs to support; false if they did not."""
    work.action = "support.dismiss"
    known = stored.staff(work.session, telegram_id)
    if known is None:
        return False
    work.session.delete(known)
    return True


def require_lead(who: Staff | None) -> None:
    """Raises `NotSupport` where it is not a lead of support."""
    if who is None or not who.lead:
        raise NotSupport(Msg("Only a lead of support may do that."))


def look_at_waiting_cases(work: Work, programme: Programme) -> int:
    """Reports the cases that have waited too long in support's hours; returns how many."""
    found = _waiting_too_long(work, programme)
    for case in found:
        _report(work, case)
    return len(found)


def waiting_too_long(work: Work, programme: Programme) -> list[int]:
    """The ids of these cases, those first that have waited longest."""
    return [case.id for case in _waiting_too_long(work, programme)]


def report_waiting(work: Work, case_id: int) -> None:
    """Reports one of them, unless support has answered in the meantime."""
    case = work.session.get(SupportCase, case_id, with_for_update=True)
    if case is not None and case.waiting_since is not None and case.escalated_at is None:
        _report(work, case)


def leave_unreported(work: Work, case_id: int) -> None:
    """Something is wrong with this one: it counts as reported, and the others must not wait for that."""
    case = work.session.get(SupportCase, case_id, with_for_update=True)
    if case is not None:
        case.escalated_at = work.now


def _waiting_too_long(work: Work, programme: Programme) -> list[SupportCase]:
    hours = programme.support_hours
    if not hours.are_open(work.now):
        return []
    return [
        case
        for case in stored.waiting_cases(work.session, BATCH)
        if case.waiting_since is not None
        and hours.waited(case.waiting_since, work.now) >= programme.support_answers_within
    ]


def _report(work: Work, case: SupportCase) -> None:
    case.escalated_at = work.now
    work.happened(CaseUnanswered(case.id))
