"""How a link to a page can be over: by itself, with its person's rights, with its organisation, with its request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from sqlalchemy import select

from domain.partnerships.rules import OPEN, Status
from domain.people import Role
from storage.tables import AccountMember, Membership, PageLink, Partnership
from storage.work import Work
from tests.rights.limited import close


def _expire(work: Work, link: PageLink) -> None:
    link.expires_at = work.now - dt.timedelta(seconds=1)


def _put_out(work: Work, link: PageLink) -> None:
    for row in _memberships(work, link):
        work.session.delete(row)
    for member in _members(work, link):
        member.removed_at = work.now


def _demote(work: Work, link: PageLink) -> None:
    for row in _memberships(work, link):
        row.role = Role.EMPLOYEE
    for member in _members(work, link):
        member.role = Role.EMPLOYEE


def _move(work: Work, link: PageLink) -> None:
    for member in _members(work, link):
        member.email = "somewhere.else@mail.example"


def _close_account(work: Work, link: PageLink) -> None:
    link.organisation.closed_at = work.now


def _freeze(work: Work, link: PageLink) -> None:
    link.organisation.frozen_at = work.now


def _settle(work: Work, link: PageLink) -> None:
    found = work.session.get_one(Partnership, link.partnership_id)
    if found.status in OPEN:
        close(work, found, Status.WITHDRAWN)


def _memberships(work: Work, link: PageLink) -> list[Membership]:
    return list(work.session.scalars(select(Membership).where(Membership.person_id == link.person_id)))


def _members(work: Work, link: PageLink) -> list[AccountMember]:
    return list(work.session.scalars(select(AccountMember).where(AccountMember.person_id == link.person_id)))


ENDS: Mapping[str, Callable[[Work, PageLink], None]] = {
    "when its time is over": _expire,
    "when its person is no longer in the account": _put_out,
    "when its person is an employee by now": _demote,
    "when the address is another one": _move,
    "when the account is closed": _close_account,
    "when the organisation is disputed": _freeze,
    "when the request was taken back": _settle,
}
"""By what happens, how the link is over."""
