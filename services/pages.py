"""Links in mails by which somebody who is not in Telegram answers a request on a page in the browser, once.

Whoever has the link acts as the person to whom it was mailed: somebody of the provider's console, with the rights that
they have there at that moment. What they do there runs through the same services as everything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass

from domain.pages import LinkPurpose, LinkUse
from domain.partnerships.rules import Access, Action, Side, Terms, awaited, move
from domain.people import Role
from domain.programme import Programme
from domain.words import Day, Msg, Provider, Refused, Words
from services.accounts.console import acting
from services.partnerships import answering
from services.partnerships.closing import managed
from services.partnerships.finding import decidable_partnership, visible_partnership
from services.partnerships.negotiating import require_still_partner, terms_of
from services.partnerships.weighing import require_answering
from services.people.one_time_links import hash_of, new_token
from services.rights import Act, NotFound, Relation, may, role_in
from storage.pages import addresses_in_console, page_link
from storage.partnerships import lock_client_of
from storage.people import membership
from storage.tables import Organisation, PageLink, Partnership, Person
from storage.work import Work

VERSION_LENGTH = 32


class LinkUnknown(Refused):
    """There is no such link."""

    def __init__(self) -> None:
        super().__init__(
            Msg(
                "There is nothing under this address. Please open the link in the mail again, or copy it as a whole: "
                "a mail program may have cut it."
            )
        )


class LinkOver(Refused):
    """The link does nothing any more, whatever became of the request. `language` is its person's."""

    def __init__(self, reason: Words, language: str) -> None:
        super().__init__(reason)
        self.language = language


class Changed(Refused):
    """The request is not the one any more that was shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as the link shows it to its `person`, who stands on `side`.

    Where it waits for their answer, `version` says what exactly is shown, and `replaces` which partnerships end when
    they confirm; `cannot_confirm` and `cannot_decline` say why they, of all people, cannot do so.
    """

    link: PageLink
    person: Person
    partnership: Partnership
    side: Side
    role: Role
    waits: bool
    version: str
    replaces: tuple[Partnership, ...]
    cannot_confirm: Words | None
    cannot_decline: Words | None

    @property
    def chooses_products(self) -> bool:
        """Whether the client has to say which products it means: a partner asks for kinds of them."""
        limited = self.partnership.access is Access.LIMITED
        return self.waits and self.side is Side.CLIENT and limited and not managed(self.partnership)


def make_link(work: Work, person: Person, partnership: Partnership, address: str) -> str | None:
    """The token of a new link for the person, whom a mail to `address` tells of the request.

    `None` where they could not answer it with one: they are in Telegram, the request does not wait for their side, or
    it takes a legal representative (fact 31). It works for as long as the request waits.
    """
    side = awaited(partnership.status)
    if side is None or partnership.lapses_at is None or person.telegram_id is not None:
        return None
    own = _own(partnership, side)
    member = membership(work.session, person.id, own.id)
    if member is None or not may(Act.CONFIRM, Relation(side), member.role):
        return None
    token = new_token()
    work.session.add(
        PageLink(
            token_hash=hash_of(token),
            purpose=LinkPurpose.ANSWER,
            person=person,
            organisation=own,
            partnership_id=partnership.id,
            address=address,
            made_at=work.now,
            expires_at=partnership.lapses_at,
        )
    )
    return token


def look(work: Work, token: str) -> Seen:
    """What the link shows now. Raises `LinkUnknown` and `LinkOver`.

    It may find that the time of a request is over, and act upon that: whoever is to change nothing takes it back.
    """
    link, person = _followed(work, token)
    try:
        partnership, side = visible_partnership(work, person, link.partnership_id)
        role = role_in(work, person, _own(partnership, side))
    except NotFound as refused:
        raise LinkOver(refused.reason, person.language) from None
    waits = link.used_at is None and awaited(partnership.status) is side
    return Seen(
        link,
        person,
        partnership,
        side,
        role,
        waits,
        version=_version(work, partnership, side) if waits else "",
        replaces=_replaced(work, partnership, side) if waits else (),
        cannot_confirm=_why_not_confirm(work, person, partnership) if waits else None,
        cannot_decline=_why_not_decline(work, person, partnership) if waits else None,
    )


def confirm(
    work: Work, programme: Programme, token: str, version: str, products: Collection[int] = frozenset()
) -> Partnership:
    """The link's person agrees to what they were shown (facts 31, 39): the `version` of it.

    A client that is asked for kinds of products names the `products`. Raises `Changed`, as `look` does, and as
    `answering.grant` does.
    """
    link, person, partnership, side = _answering(work, token, version)
    link.used_at, link.used_how = work.now, LinkUse.CONFIRMED
    if side is Side.PARTNER:
        return answering.confirm(work, person, partnership.id)
    asked = terms_of(partnership)
    granted = asked
    if asked.access is Access.LIMITED and not asked.products:
        granted = Terms(Access.LIMITED, None, frozenset(products))
    return answering.grant(work, programme, person, partnership.id, granted)


def decline(work: Work, token: str, version: str, reason: str | None) -> Partnership:
    """The link's person does not want what they were shown. Raises `Changed`, and as `answering.decline` does."""
    link, person, partnership, _ = _answering(work, token, version)
    link.used_at, link.used_how = work.now, LinkUse.DECLINED
    return answering.decline(work, person, partnership.id, reason)


def _answering(work: Work, token: str, version: str) -> tuple[PageLink, Person, Partnership, Side]:
    """Whoever answers, and what, as it is now that nobody can come between."""
    link, person = _followed(work, token)
    lock_client_of(work.session, link.partnership_id)
    link = _known(work, token)
    partnership, side = visible_partnership(work, person, link.partnership_id)
    if link.used_at is not None or awaited(partnership.status) is not side:
        raise Changed(Msg("This request has been answered already, or is closed. You see below how it stands now."))
    if version != _version(work, partnership, side):
        raise Changed(
            Msg("The request has changed since this page was opened, so nothing was done. Please check it again.")
        )
    return link, person, partnership, side


def _known(work: Work, token: str) -> PageLink:
    # It is looked for by its hash, so how long that takes tells nothing of the token.
    link = page_link(work.session, hash_of(token))
    if link is None:
        raise LinkUnknown
    return link


def _followed(work: Work, token: str) -> tuple[PageLink, Person]:
    """The link, and its person, who acts from now on for the organisation for which it was made.

    A link that went to an address that is no longer theirs is over: somebody else may read what arrives there.
    """
    work.action = "page_link.follow"
    link = _known(work, token)
    person, own = link.person, link.organisation
    if link.expires_at <= work.now:
        raise LinkOver(_why_over(link), person.language)
    try:
        acting(work, own.account_id or "", person.console_id or "")
    except NotFound:
        raise LinkOver(
            Msg(
                "This link leads nowhere any more: whoever it was made for no longer belongs to the organisation in "
                "the console of {provider}.",
                provider=Provider(),
            ),
            person.language,
        ) from None
    theirs = {person.email, *addresses_in_console(work.session, person.id)} - {None}
    if link.address.casefold() not in {address.casefold() for address in theirs if address}:
        raise LinkOver(
            Msg(
                "This link went to an address that is no longer yours at {provider}, so it does nothing any more.",
                provider=Provider(),
            ),
            person.language,
        )
    return link, person


def _why_over(link: PageLink) -> Words:
    if link.used_at is not None:
        return Msg(
            "You have answered the request with this link, on {day}. How it stands now you see in the console of "
            "{provider}.",
            day=Day(link.used_at),
            provider=Provider(),
        )
    return Msg(
        "The time to answer this request was over on {moment}. Whoever has sent it can send it again: "
        "you then get a new mail.",
        moment=link.expires_at,
    )


def _own(partnership: Partnership, side: Side) -> Organisation:
    return partnership.client if side is Side.CLIENT else partnership.partner


def _replaced(work: Work, partnership: Partnership, side: Side) -> tuple[Partnership, ...]:
    """What ends with a yes; to a client only, for a partner does not learn of others."""
    return tuple(answering.replaced_by(work, partnership, partnership.access)) if side is Side.CLIENT else ()


def _version(work: Work, partnership: Partnership, side: Side) -> str:
    """Stands for all that bears on the answer: who answers the same has read the same."""
    other = partnership.partner if side is Side.CLIENT else partnership.client
    shown = [
        partnership.status.value,
        partnership.access.value,
        partnership.payer,
        sorted(access.product_id for access in managed(partnership)),
        sorted(partnership.shelves or ()),
        [proposal.id for proposal in partnership.proposals],
        [(enquiry.id, enquiry.answer is not None) for enquiry in partnership.enquiries],
        other.verified_at is not None,
        [replaced.id for replaced in _replaced(work, partnership, side)],
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:VERSION_LENGTH]


def _why_not_confirm(work: Work, person: Person, partnership: Partnership) -> Words | None:
    try:
        require_answering(work, person, partnership.id)
        require_still_partner(partnership.partner)
    except Refused as refused:
        return refused.reason
    return None


def _why_not_decline(work: Work, person: Person, partnership: Partnership) -> Words | None:
    try:
        _, side = decidable_partnership(work, person, Act.DECLINE, partnership.id)
        move(partnership.status, Action.DECLINE, side)
    except Refused as refused:
        return refused.reason
    return None
