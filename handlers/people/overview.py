"""The people of an organisation: who acts for it, who is invited; removing somebody, and leaving."""

from __future__ import annotations

from collections.abc import Mapping

from domain.people import Role
from domain.words import Msg, Value, Words, lines, paragraphs
from handlers.accounts.payloads import DisconnectAccount
from handlers.care.payloads import ShowClientsOf
from handlers.chat.chapters import Chapter, on
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, how_to_search, page_of, searched, turning
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, console_row, may
from handlers.people.payloads import (
    InviteColleague,
    LeaveOrganisation,
    RemoveColleague,
    RevokeInvitation,
    ShowColleague,
)
from handlers.rights.payloads import SeeAs
from services.people import colleagues
from services.people.colleagues import KeptInConsole, LastRepresentative
from services.rights import Act, own_organisation
from storage.accounts.links import names_in_console
from storage.people import members_once, membership, open_invitations
from storage.tables import Invitation, Membership, Organisation, Person
from storage.work import Work

PEOPLE = Button(Msg("👥 People"), Go("people"))
_INVITE = {
    Role.READER: Msg("➕ Reader"),
    Role.EMPLOYEE: Msg("➕ Employee"),
    Role.ADMINISTRATOR: Msg("➕ Administrator"),
    Role.LEGAL_REPRESENTATIVE: Msg("➕ Legal representative"),
}
_BACK = Button(Msg("◀️ No, go back"), Go("people"))


def _people(turn: Turn) -> None:
    """Everybody, or those whose name holds what stands behind the command."""
    organisation = own_organisation(turn.person)
    search, names = searched(turn), turn.once(_names, organisation.id)
    found = [
        member
        for member in members_once(turn.work.session, organisation.id)
        if search.casefold() in _name(member, names).casefold()
    ]
    page = page_of(turn, len(found))
    shown = found[page * PAGE : (page + 1) * PAGE]
    invites, removes = may(turn, Act.INVITE), may(turn, Act.REMOVE_COLLEAGUE)
    invited = open_invitations(turn.work.session, organisation.id, turn.work.now) if invites else ()
    provider = turn.around.programme.provider
    words = paragraphs(
        Msg("<b>Who acts for {organisation}</b>", organisation=organisation.name),
        lines(*(_entry(member, names) for member in shown))
        if shown
        else Msg("Nobody here has “{text}” in the name.", text=search),
        lines(Msg("<b>Open invitations</b>"), *map(_invited, invited[:PAGE])) if invited else None,
        how_to_search("people", len(found)),
        Msg("Who is in the console of {provider} is added, changed and removed there.", provider=provider)
        if names
        else None,
    )
    rows: list[Row] = [*turning(turn, "people", len(found))]
    if removes:
        rows += [
            (Button(_labelled(member.person), ShowColleague(organisation.id, member.person_id)),)
            for member in shown
            if member.person_id != turn.person.id and member.console_id is None
        ]
    rows += [
        (Button(Msg("🗑 Revoke: {role}", role=ROLE_NAMES[each.role]), RevokeInvitation(each.id)),)
        for each in invited[:PAGE]
    ]
    if invites:
        rows += _invitable(organisation)
    if names:
        rows.append(console_row(turn))
    if organisation.is_partner and may(turn, Act.ASSIGN):
        rows.append((Button(Msg("👥 Teams"), Go("teams")),))
    rows.append((_leaving(turn, organisation), MENU))
    turn.show(View(words, tuple(rows)))


def _names(work: Work, organisation_id: int) -> Mapping[str, str]:
    return names_in_console(work.session, organisation_id)


def _name(member: Membership, names: Mapping[str, str]) -> str:
    """Whose role comes from the console is called as they are there: that has been checked."""
    return names.get(member.console_id or "", member.person.first_name)


def _labelled(person: Person) -> Msg:
    return Msg("👤 {name}", name=person.first_name)


def _entry(member: Membership, names: Mapping[str, str]) -> Words:
    values: dict[str, Value] = {"name": _name(member, names), "role": ROLE_NAMES[member.role]}
    if member.person.telegram_id is None:
        return Msg("• {name}, {role} (not in Telegram)", **values)
    if member.console_id is not None:
        return Msg("• {name}, {role} (in Telegram)", **values)
    return Msg("• {name}, {role} (by invitation)", **values) if names else Msg("• {name}, {role}", **values)


def _invitable(organisation: Organisation) -> tuple[Row, ...]:
    reader, employee, administrator, representative = (
        Button(label, InviteColleague(organisation.id, role)) for role, label in _INVITE.items()
    )
    rows = ((reader, employee), (administrator, representative))
    # An account's legal representatives come from the console alone.
    return (rows[0], (administrator,)) if organisation.account_id else rows


def _leaving(turn: Turn, organisation: Organisation) -> Button:
    own = membership(turn.work.session, turn.person.id, organisation.id)
    if own is not None and own.console_id is not None:
        return Button(Msg("🔌 Disconnect"), DisconnectAccount(organisation.id, sure=False))
    return Button(Msg("🚪 Leave"), LeaveOrganisation(organisation.id, sure=False))


def _invited(invitation: Invitation) -> Words:
    return Msg("✉️ {role}, until {moment}", role=ROLE_NAMES[invitation.role], moment=invitation.expires_at)


def _colleague(turn: Turn, payload: ShowColleague) -> None:
    member = colleagues.leaving(turn.work, turn.person, payload.organisation, payload.person)
    words = lines(
        Msg("👤 <b>{name}</b>", name=member.person.first_name),
        Msg("Role: {role}", role=ROLE_NAMES[member.role]),
    )
    remove = Button(Msg("🗑 Remove"), RemoveColleague(payload.organisation, payload.person, sure=False))
    see = Button(
        Msg("👁 See it as {name}", name=name_on_button(member.person.first_name, 24)), SeeAs(member.person_id, 0)
    )
    rows: list[Row] = [(see,)]
    if member.organisation.is_partner:
        rows.append((Button(Msg("🤝 Their clients"), ShowClientsOf(member.person_id, 0)),))
    turn.show(View(words, (*rows, (remove,), (PEOPLE, MENU))))


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
    ways_on={
        KeptInConsole: lambda turn: (console_row(turn), (Button(Msg("🏢 Organisation"), Go("organisation")),)),
        LastRepresentative: lambda _turn: ((Button(Msg("👥 People"), Go("people")),),),
    },
    routes=(on(ShowColleague, _colleague), on(RemoveColleague, _remove), on(LeaveOrganisation, _leave)),
)
