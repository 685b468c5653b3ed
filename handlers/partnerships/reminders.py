"""What waits for people's daytime, or was put off by them: whether it still is to be said when the time has come."""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import WAITING, Side, Status
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.due.holding import happened_since
from handlers.chat.due.kinds import Shown, ShownAgain, reminding
from handlers.chat.turn import Surroundings
from handlers.chat.views import Button, View
from handlers.partnerships.actions import PARTNERSHIP, waits_for
from handlers.partnerships.lasting_words import LAST_DAY, told, ways_to_last
from handlers.partnerships.payloads import ShowPartnership
from handlers.partnerships.showing import card_for_member
from services import events
from services.care.reaching import care_for
from services.partnerships.deadlines import day_of, is_over
from storage.partnerships import active_with_products
from storage.partnerships import partnership as find_partnership
from storage.people import belonging_to, membership
from storage.tables import Membership, Partnership, Person
from storage.theirs import Record
from storage.work import Work


def _request(
    event: events.RequestReminded, work: Work, _around: Surroundings, made_at: dt.datetime
) -> events.RequestRemindedByDay | None:
    """Still waiting, as it was sent then."""
    found = work.session.get_one(Partnership, event.partnership_id)
    waits = found.status in WAITING and not is_over(found, work.now)
    still = waits and not happened_since(found.sent_at, made_at)
    return events.RequestRemindedByDay(event.partnership_id) if still else None


def _last_day(event: events.EndNear, work: Work, around: Surroundings, made_at: dt.datetime) -> events.EndNear | None:
    """The days are counted anew; another last day has reminders of its own."""
    found = work.session.get_one(Partnership, event.partnership_id)
    made_on = day_of(made_at, around.programme)
    if found.status is not Status.ACTIVE or found.ends_on != made_on + dt.timedelta(days=event.days):
        return None
    days = (found.ends_on - day_of(work.now, around.programme)).days
    return events.EndNear(event.partnership_id, days) if days >= 0 else None


def _check_up(
    event: events.CheckUpDue, work: Work, _around: Surroundings, made_at: dt.datetime
) -> events.CheckUpDue | None:
    """Unless somebody has said meanwhile that all is needed."""
    active = active_with_products(work.session, event.organisation_id, work.now)
    return event if any(not happened_since(each.checked_at, made_at) for each in active) else None


def _card(work: Work, around: Surroundings, person: Person, number: int) -> Shown | None:
    """The request as the person sees it, in whichever of their organisations it waits for them."""
    found = find_partnership(work.session, number)
    if found is None or found.status not in WAITING or found.sent_at is None or is_over(found, work.now):
        return None
    enquiry = found.enquiries[-1] if found.enquiries else None
    for member in belonging_to(work.session, person.id, (found.client_id, found.partner_id)):
        side = Side.CLIENT if member.organisation_id == found.client_id else Side.PARTNER
        if waits_for(found, side, member.role, enquiry) and _looks_after(work, member, found, side):
            view = card_for_member(work, around.programme, member, found, side)
            return Shown(view, member.organisation, found.id)
    return None


def _near_end(work: Work, around: Surroundings, person: Person, number: int) -> Shown | None:
    """The last day, as whoever decides about it reads of it."""
    found = find_partnership(work.session, number)
    if found is None or found.status is not Status.ACTIVE or found.ends_on is None or is_over(found, work.now):
        return None
    member = membership(work.session, person.id, found.client_id)
    rows = () if member is None else ways_to_last(found, Side.CLIENT, member.role)
    if not rows:
        return None
    days = (found.ends_on - day_of(work.now, around.programme)).days
    words = told(events.EndNear(found.id, days), found, Side.CLIENT)
    show = Button(Msg("🤝 Show"), ShowPartnership(found.id))
    return Shown(View(words, (*rows, (show,))), found.client, found.id)


def _looks_after(work: Work, member: Membership, found: Partnership, side: Side) -> bool:
    if side is Side.CLIENT:
        return True
    return care_for(work, found.partner_id, found.client_id).reaches(member.person_id, member.role)


CHAPTER = Chapter(
    remindings=(
        reminding(events.RequestReminded, _request),
        reminding(events.EndNear, _last_day),
        reminding(events.CheckUpDue, _check_up),
    ),
    shown_again=(
        ShownAgain(PARTNERSHIP, _card, record=Record.PARTNERSHIP),
        ShownAgain(LAST_DAY, _near_end, record=Record.PARTNERSHIP),
    ),
)
