"""Queries about account links, and about the two persons that are one human: in the console and in Telegram.

Whoever makes, uses or revokes a link locks its member first (`lock_member`): all that happens to one person's links
happens one after the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage.tables import AccountLink, AccountMember, Membership, Organisation, Person


def member_of_account(session: Session, account: str, console_id: str) -> AccountMember | None:
    """The provider's record of the person in its account, whatever has become of either."""
    return session.scalar(
        select(AccountMember)
        .join(AccountMember.organisation)
        .where(Organisation.account_id == account, AccountMember.console_id == console_id)
        .options(joinedload(AccountMember.organisation))
    )


def lock_member(session: Session, member_id: int) -> None:
    """Waits until no other transaction changes this member or their links, and reads them anew."""
    session.scalars(
        select(AccountMember)
        .where(AccountMember.id == member_id)
        .with_for_update(of=AccountMember)
        .options(joinedload(AccountMember.organisation))
        .execution_options(populate_existing=True)
    ).one()


def link_by_hash(session: Session, token_hash: str) -> AccountLink | None:
    """The link with its member and their organisation, as the database has it now."""
    return session.scalar(
        select(AccountLink)
        .where(AccountLink.token_hash == token_hash)
        .options(joinedload(AccountLink.member).joinedload(AccountMember.organisation))
        .execution_options(populate_existing=True)
    )


def revoke_links(session: Session, member_id: int, now: dt.datetime) -> None:
    """Links of this member that nobody has used are over from now on."""
    still_works = (AccountLink.used_at.is_(None), AccountLink.expires_at > now)
    for link in session.scalars(select(AccountLink).where(AccountLink.member_id == member_id, *still_works)):
        link.expires_at = now


def names_in_console(session: Session, organisation_id: int) -> Mapping[str, str]:
    """What the people of the account are called there, by their numbers."""
    there = (AccountMember.organisation_id == organisation_id, AccountMember.removed_at.is_(None))
    return {
        row[0]: row[1] for row in session.execute(select(AccountMember.console_id, AccountMember.name).where(*there))
    }


def in_telegram(session: Session, organisation_id: int, console_id: str) -> Sequence[Membership]:
    """The memberships of those who act in Telegram as this person of the console: at most one."""
    return session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Membership.organisation_id == organisation_id, Membership.console_id == console_id)
        .where(Person.telegram_id.is_not(None))
        .options(joinedload(Membership.person))
        .order_by(Membership.id)
    ).all()
