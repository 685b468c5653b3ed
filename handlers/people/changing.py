"""A colleague's other role, colleagues who are removed, and whoever leaves by themselves – with what they had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.people import Role
from domain.words import Msg, Plural, Words, lines, paragraphs
from handlers.care.payloads import ShowClientsOf
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import pages
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_MEANS, ROLE_NAMES
from handlers.people.handing_over import clients_left, looks_after, way_to_hand_over
from handlers.people.invitations import MAY, PEOPLE, YES, given_here, said_first
from handlers.people.payloads import (
    ChooseColleague,
    ChooseRole,
    GiveRole,
    LeaveOrganisation,
    RemoveColleague,
    ShowColleague,
)
from handlers.rights.payloads import SeeAs
from services.people import colleagues, roles
from services.rights import Act, NotFound, require
from storage.people import count_open_invitations_by, members_once
from storage.tables import Membership, Organisation
from storage.work import Work

PEOPLE_A_PAGE = 4
"""With what turns the pages and leads back, that makes eight buttons."""
_BACK = Button(Msg("◀️ No, go back"), Go("people"))


def colleague_rows(organisation_id: int, members: Sequence[Membership], room: int) -> Iterator[Row]:
    """A button for each of them; where there is not the room for that, one that leads to all."""
    if len(members) > room:
        yield (Button(Msg("🔑 Change or remove somebody"), ChooseColleague(organisation_id, 0)),)
        return
    for member in members:
        label = Msg("👤 {name}", name=member.person.first_name)
        yield (Button(label, ShowColleague(organisation_id, member.person_id)),)


def choose_colleague(turn: Turn, payload: ChooseColleague) -> None:
    """Whose role shall be changed, or who shall be removed."""
    organisation = turn.work.session.get(Organisation, payload.organisation)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    require(turn.work, turn.person, Act.CHANGE_ROLE, organisation)
    everybody = members_once(turn.work.session, organisation.id)
    found = [each for each in everybody if each.person_id != turn.person.id and each.console_id is None]
    page = max(0, min(payload.page, (len(found) - 1) // PEOPLE_A_PAGE))
    shown = found[page * PEOPLE_A_PAGE : (page + 1) * PEOPLE_A_PAGE]
    turns = pages(page, len(found), lambda number: ChooseColleague(organisation.id, number), PEOPLE_A_PAGE)
    words = Msg(
        "Whose role in {organisation} would you like to change, or whom would you like to remove?",
        organisation=organisation.name,
    )
    turn.show(View(words, (*colleague_rows(organisation.id, shown, PEOPLE_A_PAGE), *turns, (PEOPLE,))))


def _colleague(turn: Turn, payload: ShowColleague) -> None:
    member = colleagues.changeable(turn.work, turn.person, Act.CHANGE_ROLE, payload.organisation, payload.person)
    words = lines(
        Msg("👤 <b>{name}</b>", name=member.person.first_name),
        Msg("Role: {role}", role=ROLE_NAMES[member.role]),
    )
    see = Button(
        Msg("👁 See it as {name}", name=name_on_button(member.person.first_name, 24)), SeeAs(member.person_id, 0)
    )
    rows: list[Row] = [(see,)]
    if member.organisation.is_partner:
        rows.append((Button(Msg("🤝 Their clients"), ShowClientsOf(member.person_id, 0)),))
    change = Button(Msg("🔑 Other role"), ChooseRole(payload.organisation, payload.person))
    remove = Button(Msg("🗑 Remove"), RemoveColleague(payload.organisation, payload.person, sure=False))
    turn.show(View(words, (*rows, (change, remove), (PEOPLE, MENU))))


def choose_role(turn: Turn, payload: ChooseRole, said: Role | None = None) -> None:
    """Which other role a colleague shall have; the one that was `said` stands first."""
    member = colleagues.changeable(turn.work, turn.person, Act.CHANGE_ROLE, payload.organisation, payload.person)
    others = said_first([role for role in given_here(member.organisation) if role is not member.role], said)
    words = paragraphs(
        Msg(
            "<b>Which role should {name} have?</b> At present: {role}.",
            name=member.person.first_name,
            role=ROLE_NAMES[member.role],
        ),
        lines(*(Msg("• {role}: {may}", role=ROLE_NAMES[role], may=MAY[role]) for role in others)),
        Msg("It counts at once, and {name} is told.", name=member.person.first_name),
    )
    rows = [(Button(_labelled(role, said), GiveRole(payload.organisation, payload.person, role)),) for role in others]
    turn.show(View(words, (*rows, (_BACK,))))


def _labelled(role: Role, said: Role | None) -> Msg:
    return YES[role] if role is said else Msg("🔑 {role}", role=ROLE_NAMES[role])


def _give_role(turn: Turn, payload: GiveRole) -> None:
    member = roles.change_role(turn.work, turn.person, payload.organisation, payload.person, payload.role)
    names = {"name": member.person.first_name, "organisation": member.organisation.name}
    words = Msg("🔑 {name} is {role} in {organisation} now.", role=ROLE_NAMES[member.role], **names)
    own = ROLE_MEANS[member.role] if member.person_id == turn.person.id else None
    turn.show(View(paragraphs(words, own), ((PEOPLE, MENU),)))


def what_ends(work: Work, member: Membership) -> Words | None:
    """What a member has that does not outlast their going, for whoever confirms it."""
    count = count_open_invitations_by(work.session, member.person_id, member.organisation_id, work.now)
    invited = Plural(
        "✉️ {n} open invitation made by {name} leads nowhere then.",
        "✉️ {n} open invitations made by {name} lead nowhere then.",
        count,
        name=member.person.first_name,
    )
    return lines(invited if count else None, clients_left(work, member)) if count or looks_after(work, member) else None


def remove(turn: Turn, payload: RemoveColleague) -> None:
    """Asks whether it is meant, and removes a colleague where somebody is sure."""
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, payload.person)
    names = {"name": member.person.first_name, "organisation": member.organisation.name}
    if not payload.sure:
        words = paragraphs(
            Msg("<b>Remove {name} from {organisation}?</b>", **names),
            Msg("{name} then sees and decides nothing here any more, at once, and is told.", **names),
            what_ends(turn.work, member),
        )
        yes = Button(Msg("🗑 Yes, remove"), RemoveColleague(payload.organisation, payload.person, sure=True))
        turn.show(View(words, (*way_to_hand_over(turn.work, member), (yes,), (_BACK,))))
        return
    colleagues.remove(turn.work, turn.person, payload.organisation, payload.person)
    turn.show(View(Msg("🗑 {name} no longer acts for {organisation}.", **names), ((PEOPLE, MENU),)))


def leave(turn: Turn, payload: LeaveOrganisation) -> None:
    """Asks whether it is meant, and lets the person go where they are sure."""
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, turn.person.id)
    organisation = member.organisation
    if not payload.sure:
        words = paragraphs(
            Msg("<b>Leave {organisation}?</b>", organisation=organisation.name),
            Msg("You then see and decide nothing of it any more. To come back, you need a new invitation."),
            what_ends(turn.work, member),
        )
        yes = Button(Msg("🚪 Yes, leave"), LeaveOrganisation(organisation.id, sure=True))
        turn.show(View(words, (*way_to_hand_over(turn.work, member), (yes,), (_BACK,))))
        return
    colleagues.leave(turn.work, turn.person, organisation.id)
    turn.show(View(Msg("🚪 You no longer act for {organisation}.", organisation=organisation.name), ((MENU,),)))


CHAPTER = Chapter(
    routes=(
        on(ChooseColleague, choose_colleague),
        on(ShowColleague, _colleague),
        on(ChooseRole, choose_role),
        on(GiveRole, _give_role),
        on(RemoveColleague, remove),
        on(LeaveOrganisation, leave),
    )
)
