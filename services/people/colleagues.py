"""People who go: a legal representative removes a colleague, or somebody leaves. It counts at once."""

from __future__ import annotations

from domain.people import Parting, Role
from domain.words import Msg, Provider, Refused
from services.care import leaving as care
from services.events import MemberLeft
from services.rights import Act, NotFound, own_organisation, require
from storage.partnerships import lock_client
from storage.people import count_with_role, membership, memberships_of, revoke_invitations_by
from storage.tables import Membership, Organisation, Person
from storage.work import Work


class KeptInConsole(Refused):
    """The provider's console says who is what to the organisation; it is not decided here."""


def require_given_here(organisation: Organisation, role: Role) -> None:
    """Raises `KeptInConsole` for an account's legal representative: the provider's console names them."""
    if role is Role.LEGAL_REPRESENTATIVE and organisation.account_id is not None:
        raise KeptInConsole(
            Msg(
                "Who legally represents {organisation} is settled in the console of {provider}. "
                "Please name them there; they can then connect their Telegram.",
                provider=Provider(),
                organisation=organisation.name,
            )
        )


class LastRepresentative(Refused):
    """An organisation keeps one legal representative (fact 40)."""


def remove(work: Work, person: Person, organisation_id: int, member_id: int) -> Person:
    """The colleague with the id `member_id` no longer acts for the organisation. Raises `LastRepresentative`."""
    return _part(work, person, organisation_id, member_id)


def leave(work: Work, person: Person, organisation_id: int) -> None:
    """The person no longer acts for the organisation. Raises `LastRepresentative`."""
    _part(work, person, organisation_id, person.id)


def seen_as(work: Work, person: Person, member_id: int) -> Membership:
    """The colleague's membership in the organisation for which the person acts, to see what they see.

    Raises `NotFound`, and `SignatureNeeded` by the table.
    """
    organisation = own_organisation(person)
    require(work, person, Act.SEE_AS, organisation)
    return _there(work, organisation, member_id)


def colleague(work: Work, person: Person, member_id: int) -> Membership:
    """A membership in the organisation for which the person acts, as everybody there sees it. Raises `NotFound`."""
    organisation = own_organisation(person)
    require(work, person, Act.SEE_ORGANISATION, organisation)
    return _there(work, organisation, member_id)


def _there(work: Work, organisation: Organisation, member_id: int) -> Membership:
    found = membership(work.session, member_id, organisation.id)
    if found is None:
        raise NotFound(Msg("This person no longer acts for {organisation}.", organisation=organisation.name))
    return found


def leaving(work: Work, person: Person, organisation_id: int, member_id: int) -> Membership:
    """The membership that the person may end: their own, or a colleague's. Raises `Refused` where it is not so."""
    act = Act.LEAVE if member_id == person.id else Act.REMOVE_COLLEAGUE
    found = changeable(work, person, act, organisation_id, member_id)
    require_another_representative(work, found, found.organisation)
    return found


def changeable(work: Work, person: Person, act: Act, organisation_id: int, member_id: int) -> Membership:
    """A membership to which the person may do this, and which is not the console's. Raises `Refused`."""
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    # Of two representatives who remove each other, the second one must see what the first has done.
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    require(work, person, act, organisation)
    found = _there(work, organisation, member_id)
    work.session.refresh(found)
    if found.console_id is not None:
        raise _kept_there(found, person)
    return found


def _part(work: Work, person: Person, organisation_id: int, member_id: int) -> Person:
    # Who removes themselves leaves, whichever button they have tapped.
    work.action = Act.LEAVE if member_id == person.id else Act.REMOVE_COLLEAGUE
    ended = leaving(work, person, organisation_id, member_id)
    end(work, ended, Parting.GONE)
    return ended.person


def _kept_there(found: Membership, person: Person) -> KeptInConsole:
    organisation = found.organisation.name
    if found.person_id == person.id:
        return KeptInConsole(
            Msg(
                "You belong to {organisation} in the console of {provider}. "
                "Here, you can disconnect your Telegram from it.",
                provider=Provider(),
                organisation=organisation,
            )
        )
    return KeptInConsole(
        Msg(
            "{name} belongs to {organisation} in the console of {provider}. Roles are changed and taken away there.",
            provider=Provider(),
            name=found.person.first_name,
            organisation=organisation,
        )
    )


def end(work: Work, ended: Membership, why: Parting) -> None:
    """The membership is over, whoever wanted it: that has been checked. Its person acts for another organisation.

    Invitations that they have made lead nowhere any more: one could bring them back.
    """
    gone = ended.person
    revoke_invitations_by(work.session, [(gone.id, ended.organisation_id)], work.now)
    care.forget(work, gone.id, ended.organisation_id)
    work.session.delete(ended)
    work.session.flush()
    if gone.organisation_id == ended.organisation_id:
        left = memberships_of(work.session, gone.id)
        gone.organisation = left[0].organisation if left else None
    work.happened(MemberLeft(gone.id, ended.organisation_id, why, ended.console_id))


def require_another_representative(work: Work, ended: Membership, organisation: Organisation) -> None:
    """Raises `LastRepresentative` where the organisation would have none without this one (fact 40)."""
    if ended.role is not Role.LEGAL_REPRESENTATIVE or organisation.closed_at is not None:
        return  # what is closed needs nobody any more
    if count_with_role(work.session, organisation.id, Role.LEGAL_REPRESENTATIVE) > 1:
        return
    if organisation.account_id is not None:
        raise LastRepresentative(
            Msg(
                "{organisation} needs a legal representative, and there is no other one. "
                "Please name one in the console of {provider} first.",
                organisation=organisation.name,
                provider=Provider(),
            )
        )
    raise LastRepresentative(
        Msg(
            "{organisation} needs a legal representative, and there is no other one. Invite one first.",
            organisation=organisation.name,
        )
    )
