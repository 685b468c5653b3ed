"""Before somebody goes: a colleague takes over the clients that they look after (fact 11)."""

from __future__ import annotations

from domain.words import Msg, Plural, Words, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.lists import pages
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row, View
from handlers.people.payloads import ChooseSuccessor, HandClientsOver, LeaveOrganisation, RemoveColleague
from services.care import hand_over
from services.people import colleagues
from storage.care import carers_that_are
from storage.people import members_once
from storage.tables import Membership, Person
from storage.work import Work

PEOPLE_A_PAGE = 4


def looks_after(work: Work, member: Membership) -> int:
    """How many clients are the member's to look after, by themselves and not in a team."""
    return len(carers_that_are(work.session, member.organisation_id, member.person_id))


def clients_left(work: Work, member: Membership) -> Words | None:
    """What becomes of them when the member goes."""
    count = looks_after(work, member)
    if not count:
        return None
    return Plural(
        "🤝 {name} looks after {n} client. If it is not handed over, legal representatives and administrators have it.",
        "🤝 {name} looks after {n} clients. If not handed over, legal representatives and administrators have them.",
        count,
        name=member.person.first_name,
    )


def way_to_hand_over(work: Work, member: Membership) -> tuple[Row, ...]:
    """The button above the one that lets them go."""
    if not looks_after(work, member):
        return ()
    return ((Button(Msg("🤝 Hand over first"), ChooseSuccessor(member.organisation_id, member.person_id, 0)),),)


def _choose(turn: Turn, payload: ChooseSuccessor) -> None:
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, payload.person)
    others = [
        each
        for each in members_once(turn.work.session, member.organisation_id)
        if each.person_id != member.person_id and each.person.telegram_id is not None
    ]
    page = max(0, min(payload.page, (len(others) - 1) // PEOPLE_A_PAGE))
    rows: list[Row] = [
        (
            Button(
                Msg("👤 {name}", name=each.person.first_name),
                HandClientsOver(member.organisation_id, member.person_id, each.person_id),
            ),
        )
        for each in others[page * PEOPLE_A_PAGE : (page + 1) * PEOPLE_A_PAGE]
    ]
    turns = pages(
        page,
        len(others),
        lambda number: ChooseSuccessor(member.organisation_id, member.person_id, number),
        PEOPLE_A_PAGE,
    )
    words = paragraphs(
        Msg("<b>Who takes over the clients of {name}?</b>", name=member.person.first_name),
        Msg("What you tap counts at once.")
        if others
        else Msg("There is nobody here yet who could take over: /people invites somebody."),
    )
    turn.show(View(words, (*rows, *turns, (_way_back(turn, member),))))


def _way_back(turn: Turn, member: Membership) -> Button:
    """To the question whether they go."""
    if member.person_id == turn.person.id:
        return Button(Msg("◀️ Back"), LeaveOrganisation(member.organisation_id, sure=False))
    return Button(Msg("◀️ Back"), RemoveColleague(member.organisation_id, member.person_id, sure=False))


def _hand_over(turn: Turn, payload: HandClientsOver) -> None:
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, payload.person)
    count = hand_over(turn.work, turn.person, payload.person, payload.to, payload.organisation)
    words = Plural(
        "🤝 {to} looks after {n} client of {name} from now on.",
        "🤝 {to} looks after {n} clients of {name} from now on.",
        count,
        to=turn.work.session.get_one(Person, payload.to).first_name,
        name=member.person.first_name,
    )
    turn.show(View(words, ((_way_back(turn, member),),)))


CHAPTER = Chapter(routes=(on(ChooseSuccessor, _choose), on(HandClientsOver, _hand_over)))
