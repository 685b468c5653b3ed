"""A client invites a partner that is not here (fact 30): it makes a link, sends it again, or withdraws it (fact 44).

Nobody can be mailed at will: there are limits for an address, for a client, and for all clients together. Of two
processes, each may let the last mail of all through; what is counted of a client is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.mail import inbox_of
from domain.partner_invitations import Actor, InvitedAction, InvitedState, is_possible, state_of
from domain.partnerships.rules import Access, Status, Terms
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partnerships.deadlines import is_over, lapse_all_of
from services.partnerships.proposals import chosen_products
from services.people.one_time_links import hash_of, new_token
from services.rights import Act, NotFound, own_organisation, require
from storage import partner_invitations as stored
from storage.partnerships import lock_client, of_client, partnership
from storage.tables import Organisation, PartnerInvitation, Partnership, Person, Product
from storage.work import Work

MOST_OPEN = 10
"""Of one client."""
MOST_A_DAY = 5
"""By one person."""
DAY, MONTH = timedelta(days=1), timedelta(days=30)
MAILS_A_MONTH = 3
"""To one address, whoever sends them; and one a day."""
MAILS_A_DAY = 10
"""Of one client."""
ALL_MAILS_A_DAY = 500
"""Of all clients together."""
LISTED_FOR = timedelta(days=90)
"""So long is one listed that nobody has taken up in time: it can be sent again."""


class CannotInvite(Refused):
    """The client cannot invite now: it is not verified, or has invited too many."""


class CannotMail(Refused):
    """Nothing is sent to this address (any more)."""


class InvitationOver(Refused):
    """The invitation is not in a state for that."""


@dataclass(frozen=True, slots=True)
class NewPartnerInvitation:
    """An invitation with the `token` that its link carries, which nobody can look up later."""

    invitation: PartnerInvitation
    token: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What would be offered; `replaces` are partners that lose their access when it is confirmed (fact 24)."""

    client: Organisation
    terms: Terms
    products: tuple[Product, ...]
    replaces: tuple[Partnership, ...]


def require_inviting(work: Work, person: Person) -> Organisation:
    """The organisation in whose name the person may invite now. Raises `CannotInvite`, and as `require` does."""
    client = own_organisation(person)
    require(work, person, Act.INVITE_PARTNER, client)
    if client.verified_at is None:
        raise CannotInvite(
            Msg(
                "{organisation} is not verified yet, so it cannot invite anybody: whoever opens the link must be able "
                "to rely on who invites. How that is done: /organisation",
                organisation=client.name,
            )
        )
    if stored.count_open(work.session, client.id, work.now) >= MOST_OPEN:
        raise CannotInvite(
            Msg("{n} invitations are open already. Withdraw one first; /partners lists them.", n=MOST_OPEN)
        )
    if stored.count_made_by(work.session, person.id, work.now - DAY) >= MOST_A_DAY:
        raise CannotInvite(Msg("You have invited {n} partners today. Go on tomorrow, please.", n=MOST_A_DAY))
    return client


def offer(work: Work, person: Person, terms: Terms) -> Offered:
    """Checks an invitation without making it. Raises as `require_inviting` and `chosen_products` do."""
    client = require_inviting(work, person)
    products = chosen_products(work, client, terms.products)
    replaces: list[Partnership] = []
    if terms.access is Access.FULL:
        present = of_client(work.session, client.id, work.now)
        replaces = [one for one in present if one.status is Status.ACTIVE and one.access is Access.FULL]
    return Offered(client, terms, products, tuple(replaces))


def hold(work: Work, person: Person) -> None:
    """From now on until the unit of work ends, nobody else changes what an `offer` of the person's says."""
    client = own_organisation(person)
    lock_client(work.session, client.id)
    work.session.refresh(client, ["verified_at", "closed_at", "frozen_at"])
    lapse_all_of(work, client.id)


def require_mailable(work: Work, client: Organisation, email: str) -> None:
    """Raises `CannotMail` where nothing is sent to the address now."""
    if stored.refuses_mail(work.session, email):
        raise CannotMail(Msg("{address} refuses mail. Please check it, or pass the link on yourself.", address=email))
    if stored.has_declined(work.session, client.id, email):
        raise CannotMail(
            Msg("Whoever reads {address} has declined an invitation of yours: I send no more there.", address=email)
        )
    now = work.now
    often = stored.mails_since(work.session, now - MONTH, email=email) >= MAILS_A_MONTH
    if often or stored.mails_since(work.session, now - DAY, email=email):
        raise CannotMail(
            Msg("{address} has had an invitation lately. Please pass the link on yourself.", address=email)
        )
    much = stored.mails_since(work.session, now - DAY, client_id=client.id) >= MAILS_A_DAY
    if much or stored.mails_since(work.session, now - DAY) >= ALL_MAILS_A_DAY:
        raise CannotMail(
            Msg("So many invitations have gone out by mail today that this one has to wait until tomorrow.")
        )


def make(
    work: Work,
    programme: Programme,
    person: Person,
    for_name: str,
    terms: Terms,
    *,
    message: str | None = None,
    email: str | None = None,
) -> NewPartnerInvitation:
    """A link with which a partner takes up the client's request, once, as long as a request waits for an answer.

    It is for whoever the client calls `for_name`; with an `email`, the caller mails it there. Raises as `offer` and
    `require_mailable` do.
    """
    hold(work, person)
    work.action = Act.INVITE_PARTNER
    checked = offer(work, person, terms)
    token = new_token()
    invitation = PartnerInvitation(
        client=checked.client,
        made_by_id=person.id,
        made_at=work.now,
        for_name=for_name,
        access=terms.access,
        payer=terms.payer,
        products=sorted(terms.products),
        message=message,
        token_hash=hash_of(token),
        mails=0,
    )
    if email is not None:
        require_mailable(work, checked.client, email)
        invitation.email, invitation.inbox = email, inbox_of(email)
        invitation.mailed_at, invitation.mails = work.now, 1
    start_waiting(work, programme, invitation)
    work.session.add(invitation)
    work.session.flush()
    return NewPartnerInvitation(invitation, token)


def start_waiting(work: Work, programme: Programme, invitation: PartnerInvitation) -> None:
    """The time to take it up, or to become a partner, starts now."""
    invitation.expires_at = invitation.due_at = work.now + programme.request_lapses_after


def own_invitation(work: Work, person: Person, act: Act, invitation_id: int) -> PartnerInvitation:
    """An invitation of the person's organisation, locked with it. Raises `NotFound`, and as `require` does."""
    client_id = stored.client_of(work.session, invitation_id)
    if client_id is not None:
        lock_client(work.session, client_id)
    invitation = stored.partner_invitation(work.session, invitation_id)
    if invitation is None or invitation.client_id != person.organisation_id:
        raise NotFound(Msg("There is no such invitation (any more)."))
    work.session.refresh(invitation.client, ["verified_at", "closed_at", "frozen_at"])
    require(work, person, act, invitation.client)
    return invitation


def state_now(work: Work, invitation: PartnerInvitation) -> InvitedState:
    """Where the invitation stands at this moment; `domain.partner_invitations` draws it."""
    return state_of(
        used=invitation.partnership_id is not None,
        declined=invitation.declined_at is not None,
        revoked=invitation.revoked_at is not None,
        ceased=invitation.ceased_at is not None,
        expires_at=invitation.expires_at,
        doubted=invitation.partner_id is not None,
        taken=invitation.taken_by_id is not None,
        now=work.now,
    )


_OVER = {
    InvitedState.OPEN: Msg("Nobody has taken up this invitation yet."),
    InvitedState.TAKEN: Msg("Somebody has this invitation in hand, so that is not possible now."),
    InvitedState.DOUBTED: Msg("This invitation waits for your word, so that is not possible now."),
    InvitedState.USED: Msg("This invitation was taken up: its request is among your partners."),
    InvitedState.DECLINED: Msg("This invitation was declined."),
    InvitedState.REVOKED: Msg("This invitation is withdrawn already."),
    InvitedState.CEASED: Msg("What this invitation offered is not possible any more. A new one can be made."),
    InvitedState.EXPIRED: Msg("This invitation is over: nobody has taken it up in time. It can be sent again."),
}


def require_state(work: Work, invitation: PartnerInvitation, action: InvitedAction) -> None:
    """Raises `InvitationOver` where the client cannot do this with it now."""
    state = state_now(work, invitation)
    if not is_possible(state, action, Actor.CLIENT):
        raise InvitationOver(_OVER[state])


def no_longer_waits(partner: str) -> CannotInvite:
    """Says that the request to which a link was passed on is settled."""
    return CannotInvite(Msg("This request does not wait for {partner} any more.", partner=partner))


def request_of(work: Work, invitation: PartnerInvitation) -> Partnership | None:
    """The request to which the link is passed on, if it is one of those. Raises `CannotInvite` once it is settled."""
    if invitation.for_request_id is None:
        return None
    found = partnership(work.session, invitation.for_request_id)
    if found is None or found.status is not Status.PENDING or is_over(found, work.now):
        raise no_longer_waits(invitation.for_name)
    return found


def renew(work: Work, programme: Programme, person: Person, invitation_id: int, *, mail: bool) -> NewPartnerInvitation:
    """Another link in place of the first, which leads nowhere from now on; its time starts anew (fact 44).

    With `mail`, the caller sends it to the address that it has, where that is possible now. Raises `InvitationOver`,
    and as `request_of` does.
    """
    work.action = Act.INVITE_PARTNER
    invitation = own_invitation(work, person, Act.INVITE_PARTNER, invitation_id)
    require_state(work, invitation, InvitedAction.RENEW)
    request_of(work, invitation)
    if state_now(work, invitation) is InvitedState.EXPIRED:
        require_inviting(work, person)
    if mail and invitation.email is not None:
        require_mailable(work, invitation.client, invitation.email)
        invitation.mailed_at, invitation.mails = work.now, invitation.mails + 1
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.taken_by_id = invitation.taken_at = None
    start_waiting(work, programme, invitation)
    return NewPartnerInvitation(invitation, token)


def revoke(work: Work, person: Person, invitation_id: int) -> PartnerInvitation:
    """The link leads nowhere from now on (facts 31, 44); whoever had it in hand is told. Raises `InvitationOver`."""
    work.action = Act.REVOKE_PARTNER_INVITATION
    invitation = own_invitation(work, person, Act.REVOKE_PARTNER_INVITATION, invitation_id)
    require_state(work, invitation, InvitedAction.REVOKE)
    invitation.revoked_at, invitation.due_at = work.now, None
    work.happened(events.PartnerInvitationRevoked(invitation.id))
    return invitation
