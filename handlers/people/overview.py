"""The people of an organisation: who acts for it, who is invited; removing somebody, and leaving."""

from __future__ import annotations

from domain.people import Role
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.lists import PAGE, page_of, searched, turning
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, may
from handlers.people.payloads import (
    InviteColleague,
    LeaveOrganisation,
    RemoveColleague,
    RevokeInvitation,
    ShowColleague,
)
from services.people import colleagues
from services.rights import Act, own_organisation
from storage.people import members, open_invitations
from storage.tables import Invitation, Membership, Person

PEOPLE = Button(Msg("👥 People"), Go("people"))
_BACK = Button(Msg("◀️ No, go back"), Go("people"))


def _people(turn: Turn) -> None:
    """Everybody, or those whose name holds what stands behind the command."""
    organisation = own_organisation(turn.person)
    search = searched(turn)
    found = [
        member
        for member in members(turn.work.session, organisation.id)
        if search.casefold() in member.person.first_name.casefold()
    ]
    page = page_of(turn, len(found))
    shown = found[page * PAGE : (page + 1) * PAGE]
    invites, removes = may(turn, Act.INVITE), may(turn, Act.REMOVE_COLLEAGUE)
    invited = open_invitations(turn.work.session, organisation.id, turn.work.now) if invites else ()
    words = paragraphs(
        Msg("<b>Who acts for {organisation}</b>", organisation=organisation.name),
        lines(*map(_entry, shown)) if shown else Msg("Nobody here has “{text}” in the name.", text=search),
        lines(Msg("<b>Open invitations</b>"), *map(_invited, invited[:PAGE])) if invited else None,
        Msg("Type <code>/people</code> and a part of a name to find somebody.") if len(found) > PAGE else None,
    )
    rows: list[Row] = [*turning(turn, "people", len(found))]
    if removes:
        others = [member for member in shown if member.person_id != turn.person.id]
        rows += [(Button(_name(member.person), ShowColleague(organisation.id, member.person_id)),) for member in others]
    rows += [
        (Button(Msg("🗑 Revoke: {role}", role=ROLE_NAMES[each.role]), RevokeInvitation(each.id)),)
        for each in invited[:PAGE]
    ]
    if invites:
        rows.append(
            (
                Button(Msg("➕ Employee"), InviteColleague(organisation.id, Role.EMPLOYEE)),
                Button(Msg("➕ Legal representative"), InviteColleague(organisation.id, Role.LEGAL_REPRESENTATIVE)),
            )
        )
    rows.append((Button(Msg("🚪 Leave"), LeaveOrganisation(organisation.id, sure=False)), MENU))
    turn.show(View(words, tuple(rows)))


def _name(person: Person) -> Msg:
    return Msg("👤 {name}", name=person.first_name)


def _entry(member: Membership) -> Words:
    return Msg("• {name}, {role}", name=member.person.first_name, role=ROLE_NAMES[member.role])


def _invited(invitation: Invitation) -> Words:
    return Msg("✉️ {role}, until {moment}", role=ROLE_NAMES[invitation.role], moment=invitation.expires_at)


def _colleague(turn: Turn, payload: ShowColleague) -> None:
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, payload.person)
    words = lines(
        Msg("👤 <b>{name}</b>", name=member.person.first_name),
        Msg("Role: {role}", role=ROLE_NAMES[member.role]),
    )
    remove = Button(Msg("🗑 Remove"), RemoveColleague(payload.organisation, payload.person, sure=False))
    turn.show(View(words, ((remove,), (PEOPLE, MENU))))


def _remove(turn: Turn, payload: RemoveColleague) -> None:
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, payload.person)
    names = {"name": member.person.first_name, "organisation": member.organisation.name}
    if not payload.sure:
        words = paragraphs(
            Msg("<b>Remove {name} from {organisation}?</b>", **names),
            Msg("{name} then sees and decides nothing here any more, at once, and is told.", **names),
        )
        yes = Button(Msg("🗑 Yes, remove"), RemoveColleague(payload.organisation, payload.person, sure=True))
        turn.show(View(words, ((yes,), (_BACK,))))
        return
    colleagues.remove(turn.work, turn.person, payload.organisation, payload.person)
    turn.show(View(Msg("🗑 {name} no longer acts for {organisation}.", **names), ((PEOPLE, MENU),)))


def _leave(turn: Turn, payload: LeaveOrganisation) -> None:
    organisation = colleagues.leaving(turn.work, turn.person, payload.organisation, turn.person.id).organisation
    if not payload.sure:
        words = paragraphs(
            Msg("<b>Leave {organisation}?</b>", organisation=organisation.name),
            Msg("You then see and decide nothing of it any more. To come back, you need a new invitation."),
        )
        yes = Button(Msg("🚪 Yes, leave"), LeaveOrganisation(organisation.id, sure=True))
        turn.show(View(words, ((yes,), (_BACK,))))
        return
    colleagues.leave(turn.work, turn.person, organisation.id)
    turn.show(View(Msg("🚪 You no longer act for {organisation}.", organisation=organisation.name), ((MENU,),)))


CHAPTER = Chapter(
    commands=(ChatCommand("people", _people, Msg("Colleagues and invitations")),),
    routes=(on(ShowColleague, _colleague), on(RemoveColleague, _remove), on(LeaveOrganisation, _leave)),
)
