"""Telegram does not reach whoever is to answer: what waits for them goes on by another way, until they are back.

The ways are tried in the order of `domain.absence.Way`, for each request, and for each question about one: mail,
somebody else there who may answer, support. Nobody is told twice: who has a confirmed address, or is a colleague, has
had it when it was sent.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from domain.absence import Way, is_another, way_on
from domain.mail import MailPace
from domain.partnerships.rules import Side, awaited, other
from services import events
from services.care.reaching import care_for
from services.rights import Act, Relation, may
from storage import absence as stored
from storage.accounts.taking import lock_organisations
from storage.mail import addresses_of
from storage.people import members_of_each, memberships_of, once
from storage.runtime.dead_letters import drop_dead_cards
from storage.support import support_group
from storage.tables import Membership, Organisation, Partnership, Person
from storage.work import Work

MOST = 200
"""Requests that are looked at in one unit of work; for any others, their reminders do it."""


def whose_turn(partnership: Partnership) -> Side | None:
    """The side whose answer is waited for: to a question about the request, or else to the request."""
    side = awaited(partnership.status)
    last = partnership.enquiries[-1] if partnership.enquiries else None
    return side if side is None or last is None or last.answer is not None else other(last.asked_by)


def answerers(partnership: Partnership, side: Side, members: Sequence[Membership]) -> list[Membership]:
    """Those of the members of `side`, whose turn it is, who may answer."""
    act = Act.CONFIRM if awaited(partnership.status) is side else Act.ANSWER
    own = organisation_on(partnership, side).id
    return [each for each in members if each.organisation_id == own and may(act, Relation(side), each.role)]


def organisation_on(partnership: Partnership, side: Side) -> Organisation:
    """The one of the two that stands there."""
    return partnership.client if side is Side.CLIENT else partnership.partner


def look(work: Work, partnership: Partnership, members: Sequence[Membership], *, anew: bool) -> None:
    """Something is said to whoever is to answer, among these `members`; `anew`, their turn begins with it.

    Where nobody of them is in the chat, the other side is told by which way it goes on. The client must be locked.
    """
    if anew and partnership.unreached is not None:
        partnership.unreached = None
    side = whose_turn(partnership)
    if side is None:
        return
    there = answerers(partnership, side, members)
    if any(each.person.reachable for each in there):
        return
    addresses = _addresses(work, there)
    by_mail = any(_reads_mail(partnership, side, each, addresses) for each in there)
    if not by_mail and any(_has_console(work, each) for each in there):
        return
    way = way_on(by_mail=by_mail, colleague=False, support=support_group(work.session) is not None)
    if _goes_on(work, partnership, way):
        own = organisation_on(partnership, side).id
        _tell_support(work, own, [partnership] if way is Way.SUPPORT else [])


def lose(work: Work, person: Person) -> None:
    """Telegram does not reach the person: whatever waits for them in any of their organisations goes on.

    What has gone on already goes on by no way that it has taken before.
    """
    requests = _waiting_with(work, person, unreached_first=False)
    there = {organisation_on(each, side).id for each in requests if (side := whose_turn(each)) is not None}
    members = once(members_of_each(work.session, there)) if there else ()
    addresses = _addresses(work, members)
    support = support_group(work.session) is not None if requests else False
    for_support: dict[int, list[Partnership]] = defaultdict(list)
    for request in requests:
        side = whose_turn(request)
        if side is None or request.sent_at is None:
            continue
        readers = _looking_after(work, request, side, answerers(request, side, members))
        lost = next((each for each in readers if each.person_id == person.id), None)
        if lost is None:
            continue
        by_mail = _reads_mail(request, side, lost, addresses)
        others = [each for each in readers if each is not lost]
        colleague = any(
            each.person.reachable or _has_console(work, each) or _reads_mail(request, side, each, addresses)
            for each in others
        )
        way = way_on(by_mail=by_mail, colleague=colleague, support=support)
        late = by_mail and _has_not_had_mail(request, side, person)
        goes_on = _goes_on(work, request, way, frozenset({person.id}) if late else frozenset())
        if goes_on and way is Way.SUPPORT:
            for_support[lost.organisation_id].append(request)
    for organisation_id, waiting in for_support.items():
        _tell_support(work, organisation_id, waiting)


def come_back(work: Work, person: Person) -> list[tuple[Partnership, Side]]:
    """Telegram reaches the person again: the other sides see no remark any more.

    Returns what waits for the person, with the side on which they stand; those first that lapse first.
    """
    if person.telegram_id is not None:
        drop_dead_cards(work.session, person.telegram_id)  # what they show is shown anew
    requests = _waiting_with(work, person, unreached_first=True)
    own = memberships_of(work.session, person.id) if requests else ()
    found: list[tuple[Partnership, Side]] = []
    for request in requests:
        side = whose_turn(request)
        if side is None or not _looking_after(work, request, side, answerers(request, side, own)):
            continue
        found.append((request, side))
        if request.unreached is not None:
            request.unreached = None
            work.happened(events.AnswererReached(request.id))
    return found


def _waiting_with(work: Work, person: Person, *, unreached_first: bool) -> Sequence[Partnership]:
    """The requests with the person's organisations, held: nobody answers them meanwhile."""
    own = {each.organisation_id for each in memberships_of(work.session, person.id)}
    if not own:
        return ()
    found = stored.waiting_with(work.session, own, work.now, MOST, unreached_first=unreached_first)
    if not found:
        return ()
    lock_organisations(work.session, found.values())
    return stored.requests(work.session, found)


def _looking_after(work: Work, request: Partnership, side: Side, readers: list[Membership]) -> list[Membership]:
    """Those of a partner who hear of the client at all (facts 11, 41)."""
    if side is Side.CLIENT or awaited(request.status) is side:
        return readers
    care = care_for(work, request.partner_id, request.client_id)
    return [each for each in readers if care.reaches(each.person_id, each.role)]


def _has_console(work: Work, member: Membership) -> bool:
    """Whether somebody of the provider's console finds there what its systems are told."""
    return work.listened and member.person.console_id is not None


def _addresses(work: Work, members: Sequence[Membership]) -> Mapping[int, str]:
    away = [each.person for each in members if not each.person.reachable] if work.mails else []
    return addresses_of(work.session, away) if away else {}


def _reads_mail(request: Partnership, side: Side, reader: Membership, addresses: Mapping[int, str]) -> bool:
    """A request always comes by mail; a question at once only to whoever has chosen so."""
    wanted = awaited(request.status) is side or reader.person.mail_pace is MailPace.AT_ONCE
    return wanted and reader.person_id in addresses


def _has_not_had_mail(request: Partnership, side: Side, person: Person) -> bool:
    """Whether the person has confirmed their address only after their turn had begun."""
    begun: dt.datetime | None = request.sent_at
    if awaited(request.status) is not side and request.enquiries:
        begun = request.enquiries[-1].asked_at
    confirmed = person.email_confirmed_at
    return begun is not None and confirmed is not None and confirmed > begun


def _goes_on(work: Work, request: Partnership, way: Way, mail_to: frozenset[int] = frozenset()) -> bool:
    """Whether it has not gone by this way, or a later one, before."""
    if not is_another(way, request.unreached):
        return False
    request.unreached = way
    work.happened(events.AnswererUnreached(request.id, way, mail_to))
    return True


def _tell_support(work: Work, organisation_id: int, waiting: Sequence[Partnership]) -> None:
    """Once for an organisation, however much comes to wait for it."""
    ids = tuple(each.id for each in waiting)
    if ids and not _support_knows(work, organisation_id, ids):
        work.happened(events.NobodyReached(organisation_id, ids))


def _support_knows(work: Work, organisation_id: int, but_for: Collection[int]) -> bool:
    """Whether support was told of another request that waits for this organisation, and still does."""
    told = stored.told_to_support(work.session, organisation_id, work.now, but_for)
    silent = {organisation_on(each, side).id for each in told if (side := whose_turn(each)) is not None}
    return organisation_id in silent
