"""The people of an organisation: who acts for it, and the ways to invite, to change and to leave."""

from __future__ import annotations

from collections.abc import Mapping

from domain.sayings.slots import Slot
from domain.words import Msg, Value, Words, lines, paragraphs
from handlers.accounts.payloads import DisconnectAccount
from handlers.chat.chapters import Chapter
from handlers.chat.lists import PAGE, how_to_search, page_of, searched, turning
from handlers.chat.payloads import Go
from handlers.chat.spoken import speak_of
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, console_row, may
from handlers.people.changing import colleague_rows
from handlers.people.payloads import InviteSomebody, LeaveOrganisation, ShowInvitations
from services.people.colleagues import KeptInConsole, LastRepresentative
from services.rights import Act, own_organisation
from storage.accounts.links import names_in_console
from storage.people import members_once, membership, open_invitations
from storage.tables import Membership, Organisation
from storage.work import Work

MOST_BUTTONS = 8


def _people(turn: Turn) -> None:
    """Everybody, or those whose name holds what stands behind the command."""
    organisation = own_organisation(turn.person)
    search, names = searched(turn), turn.once(names_there, organisation.id)
    found = [
        member
        for member in members_once(turn.work.session, organisation.id)
        if search.casefold() in shown_name(member, names).casefold()
    ]
    page = page_of(turn, len(found))
    shown = found[page * PAGE : (page + 1) * PAGE]
    speak_of(turn, listed=(Slot.PERSON, [member.person_id for member in shown]))
    invites, changes = may(turn, Act.INVITE), may(turn, Act.CHANGE_ROLE)
    invited = len(open_invitations(turn.work.session, organisation.id, turn.work.now)) if invites else 0
    provider = turn.around.programme.provider
    words = paragraphs(
        Msg("<b>Who acts for {organisation}</b>", organisation=organisation.name),
        lines(*(_entry(member, names) for member in shown))
        if shown
        else Msg("Nobody here has “{text}” in the name.", text=search),
        how_to_search("people", len(found)),
        Msg("Who is in the console of {provider} is added, changed and removed there.", provider=provider)
        if names
        else None,
    )
    rows: list[Row] = [*turning(turn, "people", len(found))]
    if invites:
        rows.append((Button(Msg("➕ Invite"), InviteSomebody(organisation.id)),))
    if invited:
        rows.append((Button(Msg("✉️ Open invitations ({count})", count=invited), ShowInvitations(organisation.id, 0)),))
    if names:
        rows.append(console_row(turn))
    if organisation.is_partner and may(turn, Act.ASSIGN):
        rows.append((Button(Msg("👥 Teams"), Go("teams")),))
    rows.append((_leaving(turn, organisation), MENU))
    own = [member for member in shown if member.person_id != turn.person.id and member.console_id is None]
    if changes and own:
        rows[:0] = colleague_rows(organisation.id, own, MOST_BUTTONS - sum(map(len, rows)))
    turn.show(View(words, tuple(rows)))


def names_there(work: Work, organisation_id: int) -> Mapping[str, str]:
    """What the organisation's people are called in the console, by their numbers there."""
    return names_in_console(work.session, organisation_id)


def shown_name(member: Membership, names: Mapping[str, str]) -> str:
    """Whose role comes from the console is called as they are there: that has been checked."""
    return names.get(member.console_id or "", member.person.first_name)


def _entry(member: Membership, names: Mapping[str, str]) -> Words:
    values: dict[str, Value] = {"name": shown_name(member, names), "role": ROLE_NAMES[member.role]}
    if member.person.telegram_id is None:
        return Msg("• {name}, {role} (not in Telegram)", **values)
    if member.console_id is not None:
        return Msg("• {name}, {role} (in Telegram)", **values)
    return Msg("• {name}, {role} (by invitation)", **values) if names else Msg("• {name}, {role}", **values)


def _leaving(turn: Turn, organisation: Organisation) -> Button:
    own = membership(turn.work.session, turn.person.id, organisation.id)
    if own is not None and own.console_id is not None:
        return Button(Msg("🔌 Disconnect"), DisconnectAccount(organisation.id, sure=False))
    return Button(Msg("🚪 Leave"), LeaveOrganisation(organisation.id, sure=False))


CHAPTER = Chapter(
    commands=(ChatCommand("people", _people, Msg("Colleagues and invitations"), by_link=True),),
    ways_on={
        KeptInConsole: lambda turn: (console_row(turn), (Button(Msg("🏢 Organisation"), Go("organisation")),)),
        LastRepresentative: lambda _turn: ((Button(Msg("👥 People"), Go("people")),),),
    },
)
