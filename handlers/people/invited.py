"""What became of somebody’s invitation, by their name: “did Tom join?”, “Einladung von Tom zurückziehen”.

An invitation has a name where somebody was chosen from the contacts; one by link has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.answers.spelling import words as words_of
from domain.invitations import InvitationState
from domain.words import Msg, Value, Words, lines
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES, may
from handlers.people.invitations import PEOPLE, described, list_open
from handlers.people.overview import names_there, shown_name
from handlers.people.payloads import RevokeInvitation, SendAnew, ShowInvitations
from services.people.invitations import state_now
from services.rights import Act
from storage.people import members_once, named_invitations, open_invitations
from storage.tables import Invitation, Membership, Organisation

_REQUESTS = Button(Msg("🤝 Requests to partners"), Go("requests"))


def tell_of_invited(turn: Turn, text: str, unknown: str) -> bool:
    """Whether the text names somebody who is or was invited, or belongs here; of `unknown`, the name of somebody who is
    neither, it is said that nobody is called so. What was invited by whom only they see who may revoke it.
    """
    own = turn.organisation
    if own is None:
        return False
    said = set(words_of(text))
    if may(turn, Act.REVOKE_INVITATION):
        invited = [
            each for each in named_invitations(turn.work.session, own.id) if _is_named(each.for_name or "", said)
        ]
        if invited:
            turn.show(_view(turn, own, invited[0]))
            return True
    names = turn.once(names_there, own.id)
    members = [each for each in members_once(turn.work.session, own.id) if _is_named(shown_name(each, names), said)]
    if members:
        turn.show(_view_of_member(own, members[0], shown_name(members[0], names)))
        return True
    if unknown:
        turn.show(View(_nobody(own, unknown), (_below(turn, own),)))
    return bool(unknown)


def tell_of_open(turn: Turn) -> bool:
    """Whether there are open invitations of colleagues that this person may see: they are listed."""
    own = turn.organisation
    if own is None or not may(turn, Act.REVOKE_INVITATION):
        return False
    if not open_invitations(turn.work.session, own.id, turn.work.now):
        return False
    list_open(turn, ShowInvitations(own.id, 0), (_REQUESTS,))
    return True


def _is_named(name: str, said: set[str]) -> bool:
    """By the first name, also in “toms invitation”."""
    first = next(iter(words_of(name)), "")
    return len(first) > 1 and not said.isdisjoint((first, f"{first}s"))


def _view(turn: Turn, own: Organisation, invitation: Invitation) -> View:
    state, name = state_now(turn.work, invitation), invitation.for_name or ""
    rows: Sequence[Row] = ()
    match state:
        case InvitationState.OPEN:
            words: Words = lines(Msg("✉️ {name} has not accepted yet.", name=name), described(invitation))
            anew = Button(Msg("🔄 New link"), SendAnew(invitation.id))
            rows = ((anew, Button(Msg("🗑 Revoke"), RevokeInvitation(invitation.id))),)
        case InvitationState.ACCEPTED:
            words = Msg("✅ {name} has accepted the invitation to {organisation}.", name=name, organisation=own.name)
        case InvitationState.DECLINED:
            words = Msg("❌ {name} has declined the invitation to {organisation}.", name=name, organisation=own.name)
        case InvitationState.REVOKED:
            words = Msg("🗑 The invitation for {name} was revoked.", name=name)
        case InvitationState.EXPIRED:
            until = invitation.expires_at
            words = Msg(
                "⌛ The invitation for {name} was open until {moment}; nobody has accepted it.", name=name, moment=until
            )
            rows = ((Button(Msg("🔄 New link"), SendAnew(invitation.id)),),)
    return View(words, (*rows, _below(turn, own)))


def _view_of_member(own: Organisation, member: Membership, name: str) -> View:
    values: dict[str, Value] = {"name": name, "organisation": own.name, "role": ROLE_NAMES[member.role]}
    return View(Msg("✅ {name} belongs to {organisation}: {role}.", **values), ((PEOPLE, MENU),))


def _nobody(own: Organisation, name: str) -> Words:
    return Msg(
        "{name} does not belong to {organisation}, and nobody was invited under this name. "
        "Invitations by link have no name.",
        name=name,
        organisation=own.name,
    )


def _below(turn: Turn, own: Organisation) -> Row:
    if not may(turn, Act.REVOKE_INVITATION):
        return PEOPLE, MENU
    return Button(Msg("✉️ Open invitations"), ShowInvitations(own.id, 0)), PEOPLE, MENU
