"""For whom a person acts: their role there, and whether a form still belongs to the organisation it was begun for."""

from __future__ import annotations

from collections.abc import Mapping

from domain.people import Role
from domain.words import Msg, Refused, Words, lines
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Link, Row
from handlers.organisations.payloads import SwitchOrganisation
from services.rights import RIGHTS, Act, has_representative, own_organisation, role_in
from storage.people import membership
from storage.tables import Organisation, Partnership, Person
from storage.work import Work

ROLE_NAMES: Mapping[Role, Msg] = {
    Role.LEGAL_REPRESENTATIVE: Msg("legal representative"),
    Role.ADMINISTRATOR: Msg("administrator"),
    Role.EMPLOYEE: Msg("employee"),
    Role.READER: Msg("reader"),
}
ROLE_MEANS: Mapping[Role, Msg] = {
    Role.LEGAL_REPRESENTATIVE: Msg("You can look, ask and decide in its name."),
    Role.ADMINISTRATOR: Msg(
        "You can look, ask and keep the list of products; decisions are for a legal representative to make."
    ),
    Role.EMPLOYEE: Msg("You can look and ask; decisions are for a legal representative to make."),
    Role.READER: Msg("You can look; asking and deciding are for others."),
}
"""Facts 30, 40."""


class ActsForAnother(Refused):
    """A form was begun for another organisation than the one the person acts for now."""


def require_acting_for(turn: Turn, organisation_id: int) -> None:
    """Raises `ActsForAnother` where the person has switched to another organisation since the form was opened, and as
    `begun_for` does."""
    own = own_organisation(turn.person)
    if own.id != organisation_id:
        raise ActsForAnother(
            Msg(
                "You began this for {organisation}, but you are acting for {own} now. "
                "Switch back under /organisation and go on, or cancel this.",
                organisation=begun_for(turn, organisation_id).name,
                own=own.name,
            )
        )


def begun_for(turn: Turn, organisation_id: int) -> Organisation:
    """The organisation for which a form was begun, even while the person acts for another one of theirs.

    Raises `NotFound` where they do not belong to it any more: nothing of it is theirs to read.
    """
    return turn.once(_of_person, turn.person, organisation_id)


def _of_person(work: Work, person: Person, organisation_id: int) -> Organisation:
    organisation = work.session.get_one(Organisation, organisation_id)
    role_in(work, person, organisation)
    return organisation


def own_role(turn: Turn) -> Role:
    """The person's role in the organisation for which they act; in doubt the one with fewest rights.

    Raises `NoOrganisation`.
    """
    found = membership(turn.work.session, turn.person.id, own_organisation(turn.person).id)
    return found.role if found is not None else Role.READER


def role_words(turn: Turn) -> Words:
    """The person's role and what it allows."""
    role, own = own_role(turn), own_organisation(turn.person)
    if own.frozen_at is not None or own.closed_at is not None:
        return Msg("Your role: {role}.", role=ROLE_NAMES[role])  # it allows nothing for now
    return lines(
        Msg("Your role: {role}.", role=ROLE_NAMES[role]),
        Msg("⚠️ There is no legal representative at present, so nobody can decide anything in its name.")
        if is_without_representative(turn)
        else ROLE_MEANS[role],
    )


def is_without_representative(turn: Turn) -> bool:
    """Whether nobody can commit the organisation for which the person acts."""
    own = own_organisation(turn.person)
    return own_role(turn) is not Role.LEGAL_REPRESENTATIVE and not has_representative(turn.work, own)


def console_row(turn: Turn) -> Row:
    """The way to the provider's console."""
    programme = turn.around.programme
    return (Button(Msg("🌐 Open the console of {provider}", provider=programme.provider), Link(programme.console_url)),)


def may(turn: Turn, act: Act) -> bool:
    """Whether this is worth offering to somebody of the person's role; services check it again, with the record."""
    role = own_role(turn)
    return any(role in roles for roles in RIGHTS[act].values())


def ways_to_act(turn: Turn, partnership: Partnership) -> Row:
    """For somebody who acts for neither side now: buttons to act for the side, or sides, to which they belong."""
    sides = (partnership.client, partnership.partner)
    if turn.person.organisation in sides:
        return ()
    return tuple(
        Button(Msg("🔄 Act for {organisation}", organisation=side.name), SwitchOrganisation(side.id))
        for side in sides
        if membership(turn.work.session, turn.person.id, side.id) is not None
    )
