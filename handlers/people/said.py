"""What can be said about the people of an organisation: see them, invite one, change a role, remove somebody."""

from __future__ import annotations

from domain.people import Role
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.sayings import Heard, Saying, shows
from handlers.chat.turn import Turn
from handlers.people.changing import choose_colleague, choose_role, leave, remove
from handlers.people.invitations import choose_role_of_invited
from handlers.people.payloads import (
    ChooseColleague,
    ChooseRole,
    InviteSomebody,
    LeaveOrganisation,
    RemoveColleague,
)
from services.people.colleagues import changeable
from services.rights import Act, own_organisation


def _invite(turn: Turn, heard: Heard) -> None:
    """The choice of a role, with the one that was said first: tapping it makes the invitation."""
    own = own_organisation(turn.person)
    choose_role_of_invited(turn, InviteSomebody(own.id), heard.one(Slot.ROLE, Role))


def _remove(turn: Turn, heard: Heard) -> None:
    """The question whether it is meant; of oneself, whether one would like to leave."""
    own = own_organisation(turn.person)
    person = heard.one(Slot.PERSON, int)
    if person is None:
        choose_colleague(turn, ChooseColleague(own.id, 0))
    elif person == turn.person.id:
        leave(turn, LeaveOrganisation(own.id, sure=False))
    else:
        remove(turn, RemoveColleague(own.id, person, sure=False))


def _change_role(turn: Turn, heard: Heard) -> None:
    """The choice of another role, with the one that was said first, below whom it is about."""
    own = own_organisation(turn.person)
    person = heard.one(Slot.PERSON, int)
    if person is None:
        choose_colleague(turn, ChooseColleague(own.id, 0))
    else:
        member = changeable(turn.work, turn.person, Act.CHANGE_ROLE, own.id, person)
        names = {"name": member.person.first_name, "organisation": own.name}
        turn.say(Msg("👤 <b>{name}</b> – <b>{organisation}</b>", **names))
        choose_role(turn, ChooseRole(own.id, person), heard.one(Slot.ROLE, Role))


CHAPTER = Chapter(
    sayings=(
        shows("people", Msg("Colleagues and invitations"), "people"),
        Saying(
            name="invite_colleague",
            label=Msg("Invite a colleague"),
            kind=Kind.DO,
            answer=_invite,
            slots=frozenset({Slot.ROLE}),
        ),
        Saying(
            name="remove_colleague",
            about="employee-rights",
            label=Msg("Remove a colleague"),
            kind=Kind.DO,
            answer=_remove,
            slots=frozenset({Slot.PERSON}),
            grave=True,
        ),
        Saying(
            name="change_role",
            about="employee-rights",
            label=Msg("Change a colleague’s role"),
            kind=Kind.DO,
            answer=_change_role,
            slots=frozenset({Slot.PERSON, Slot.ROLE}),
            grave=True,
        ),
    )
)
