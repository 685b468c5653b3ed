"""Queries about links to pages in the browser."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage.runtime.forgetting import forget_oldest
from storage.tables import AccountMember, PageLink


def page_link(session: Session, token_hash: str) -> PageLink | None:
    """The link with its person and organisation, as the database has it now."""
    return session.scalar(
        select(PageLink)
        .where(PageLink.token_hash == token_hash)
        .options(joinedload(PageLink.person), joinedload(PageLink.organisation))
        .execution_options(populate_existing=True)
    )


def addresses_in_console(session: Session, person_id: int) -> frozenset[str]:
    """The addresses that the provider's console has of this person of its own, in its accounts."""
    known = select(AccountMember.email).where(
        AccountMember.person_id == person_id, AccountMember.removed_at.is_(None), AccountMember.email.is_not(None)
    )
    return frozenset(address for address in session.scalars(known) if address is not None)


def forget_links(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of the links that were over before that moment, or all; how many."""
    return forget_oldest(session, PageLink.id, PageLink.expires_at, before, most)
