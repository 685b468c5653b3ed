"""What an organisation's people are told when its account at the provider changes."""

from __future__ import annotations

from collections.abc import Iterator

from domain.people import Role
from domain.words import Msg, Plural, Words, lines
from handlers.chat.notices import ByMail, Notice
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, View
from services.events import AccountClosed, AccountReopened, PartnerDismissed
from storage.people import members_once
from storage.tables import Organisation
from storage.work import Work


def account_closed(event: AccountClosed, work: Work) -> Iterator[Notice]:
    """Nothing can be decided in its name any more, and all that was agreed has ended."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    words = lines(
        Msg("🔒 <b>The account of {organisation} is closed.</b>", organisation=organisation.name),
        Msg("Nothing can be decided in its name any more."),
        _ceased(event.ceased),
    )
    yield from _everybody(work, organisation, words, contractual=_ENDS)


def account_reopened(event: AccountReopened, work: Work) -> Iterator[Notice]:
    """It can decide again; what has ended does not come back."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    words = Msg(
        "🔓 <b>The account of {organisation} is open again.</b> Partnerships that have ended stay so.",
        organisation=organisation.name,
    )
    yield from _everybody(work, organisation, words)


def partner_dismissed(event: PartnerDismissed, work: Work) -> Iterator[Notice]:
    """Clients do not find it any more, and all that was agreed with them has ended."""
    organisation = work.session.get_one(Organisation, event.organisation_id)
    words = lines(
        Msg("⏹ <b>{organisation} is no longer a partner.</b>", organisation=organisation.name),
        Msg("Clients cannot find your organisation any more."),
        _ceased(event.ceased),
    )
    yield from _everybody(work, organisation, words, contractual=_ENDS)


_ENDS = Msg("The end of contracts always comes by mail.")


def _ceased(count: int) -> Words | None:
    if count == 0:
        return None
    return Plural(
        "{n} request or partnership has ended with that.", "{n} requests and partnerships have ended with that.", count
    )


def _everybody(
    work: Work, organisation: Organisation, words: Words, contractual: Words | None = None
) -> Iterator[Notice]:
    for membership in members_once(work.session, organisation.id):
        decides = membership.role is Role.LEGAL_REPRESENTATIVE
        mail = ByMail(f"organisation-{organisation.id}", Go("organisation"), contractual if decides else None)
        yield Notice(membership.person, View(words, ((MENU,),)), organisation, by_mail=mail)
