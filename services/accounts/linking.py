"""Account links: a person of the provider's console connects their Telegram, and acts for the account from then on.

The console asks for a link for whoever is logged in there; it works once and for minutes. Whoever opens it in Telegram
becomes the same member as the person of the console, in the role that the console gives. One Telegram is connected with
a person of the console at a time: the newest counts, and the one before it is told, so that a stolen link shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Parting, Role
from domain.programme import Programme
from domain.words import Msg, Provider, Refused
from services.events import MemberJoined
from services.people import colleagues
from services.people.claims import settle_access
from services.people.one_time_links import count_wrong, hash_of, new_token, require_patience
from services.rights import Act, NotFound, require
from storage.accounts.links import in_telegram, link_by_hash, lock_member, member_of_account, revoke_links
from storage.partnerships import lock_client
from storage.people import membership
from storage.tables import AccountLink, AccountMember, Membership, Organisation, Person
from storage.work import Work

UNKNOWN = Msg(
    "I do not know this link. Please press “Connect Telegram” in the console of {provider} again: it makes a new one.",
    provider=Provider(),
)


class LinkRefused(Refused):
    """The link is unknown, used or too old, or the person it was made for no longer belongs to the account."""


class NotConnected(Refused):
    """The person's Telegram is not connected with the account."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link with the `token` that it carries, which nobody can look up later."""

    link: AccountLink
    token: str


@dataclass(frozen=True, slots=True)
class Connection:
    """What a link connects with: the account, whose it is there, and their role.

    `stands` where this very person has used it already, and is still connected; it `replaces` another Telegram.
    """

    organisation: Organisation
    name: str
    role: Role
    stands: bool
    replaces: bool


def make_link(work: Work, programme: Programme, account: str, console_id: str) -> NewLink:
    """A link for this person of the account; older ones of theirs are over. Raises `NotFound`."""
    work.action = "account_link.create"
    member = _member(work, account, console_id)
    if member.removed_at is not None or member.organisation.closed_at is not None:
        raise _not_found()
    revoke_links(work.session, member.id, work.now)
    token = new_token()
    link = AccountLink(
        token_hash=hash_of(token),
        member=member,
        created_at=work.now,
        expires_at=work.now + programme.account_link_lasts,
    )
    work.session.add(link)
    work.session.flush()
    return NewLink(link, token)


def look(work: Work, person: Person, token: str) -> Connection | None:
    """What the link connects with, which it does not do yet; `None` for one that nobody knows, which is counted.

    Raises `LinkRefused`, and as `require_patience` does.
    """
    work.action = "account_link.look"
    require_patience(work, person)
    link = link_by_hash(work.session, hash_of(token))
    if link is None:
        count_wrong(work, person)
        return None
    stands = _stands(work, person, link)
    if not stands:
        _require_open(work, link)
    member = link.member
    replaces = any(one.person_id != person.id for one in _connected(work, member))
    return Connection(member.organisation, member.name, member.role, stands, replaces)


def connect(work: Work, person: Person, token: str) -> Organisation:
    """The person uses the link: they act for the account from now on, in their role there. Raises `LinkRefused`.

    What they were to the organisation before is taken over; whoever was connected with the same person, no longer is.
    """
    work.action = "account_link.use"
    link = link_by_hash(work.session, hash_of(token))
    if link is None:
        raise LinkRefused(UNKNOWN)
    # Of two who open one link, the second one must see what the first has done.
    lock_client(work.session, link.member.organisation_id)
    lock_member(work.session, link.member_id)
    work.session.refresh(link)
    member, organisation = link.member, link.member.organisation
    if _stands(work, person, link):
        person.organisation = organisation
        return organisation
    _require_open(work, link)
    link.used_by_id, link.used_at = person.id, work.now
    before = next((one for one in _connected(work, member) if one.person_id != person.id), None)
    if before is not None:
        colleagues.end(work, before, Parting.REPLACED)
    settle_access(work, person.id, organisation.id)
    if _takes_part(work, person, member) or before is not None:
        work.happened(MemberJoined(person.id, organisation.id, before.person_id if before is not None else None))
    person.organisation = organisation
    return organisation


def _takes_part(work: Work, person: Person, member: AccountMember) -> bool:
    """Makes the person the console's member in Telegram; whether that is new."""
    found = membership(work.session, person.id, member.organisation_id)
    if found is None:
        found = Membership(person=person, organisation=member.organisation)
        work.session.add(found)
    elif (found.console_id, found.role) == (member.console_id, member.role):
        return False
    found.console_id, found.role = member.console_id, member.role
    return True


def unlink(work: Work, person: Person, organisation_id: int) -> None:
    """The person's Telegram no longer acts for the account; in the console they stay. Raises as `connected` does."""
    work.action = Act.DISCONNECT
    colleagues.end(work, connected(work, person, organisation_id), Parting.DISCONNECTED)


def connected(work: Work, person: Person, organisation_id: int) -> Membership:
    """The membership that an account link gave the person. Raises `NotFound`, `NotConnected`."""
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    lock_client(work.session, organisation.id)
    require(work, person, Act.DISCONNECT, organisation)
    found = membership(work.session, person.id, organisation.id)
    if found is None or found.console_id is None:
        raise NotConnected(
            Msg("Your Telegram is not connected with the account of {organisation}.", organisation=organisation.name)
        )
    return found


def unlink_from_console(work: Work, account: str, console_id: str) -> None:
    """Nobody in Telegram acts for the account as this person any more, and open links of theirs are over.

    Once is enough: where nobody is connected, nothing happens. Raises `NotFound` for somebody the account never had.
    """
    work.action = Act.DISCONNECT
    member = _member(work, account, console_id)
    revoke_links(work.session, member.id, work.now)
    for each in _connected(work, member):
        colleagues.end(work, each, Parting.DISCONNECTED)


def _member(work: Work, account: str, console_id: str) -> AccountMember:
    """The account's member, locked. Raises `NotFound`."""
    member = member_of_account(work.session, account, console_id)
    if member is None:
        raise _not_found()
    lock_client(work.session, member.organisation_id)
    lock_member(work.session, member.id)
    return member


def _not_found() -> NotFound:
    return NotFound(Msg("There is no such person in this account (any more)."))


def _connected(work: Work, member: AccountMember) -> list[Membership]:
    return list(in_telegram(work.session, member.organisation_id, member.console_id))


def _stands(work: Work, person: Person, link: AccountLink) -> bool:
    """Whether the person has used the link, and is connected by it still."""
    return link.used_by_id == person.id and any(one.person_id == person.id for one in _connected(work, link.member))


def _require_open(work: Work, link: AccountLink) -> None:
    member = link.member
    if member.removed_at is not None or member.organisation.closed_at is not None:
        raise LinkRefused(
            Msg(
                "This link leads nowhere any more: {name} no longer belongs to the account of {organisation}.",
                name=member.name,
                organisation=member.organisation.name,
            )
        )
    if link.used_at is not None:
        raise LinkRefused(
            Msg(
                "This link has been used already; each one works once. "
                "Please press “Connect Telegram” in the console of {provider} again: it makes a new one.",
                provider=Provider(),
            )
        )
    if link.expires_at <= work.now:
        raise LinkRefused(
            Msg(
                "This link is too old: each one works for a few minutes, and only the newest. "
                "Please press “Connect Telegram” in the console of {provider} again: it makes a new one.",
                provider=Provider(),
            )
        )
