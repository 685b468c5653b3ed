"""What partners offer for tenders (facts 8, 12): made and changed until the deadline, taken back until it is decided.

What the client decides is in `services.tenders.deciding`, and what follows from it in `services.tenders.awarding`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.tenders.offers import OfferAction, OfferActor, OfferStatus, move
from domain.tenders.prices import Price
from domain.tenders.rules import TenderStatus, why_not
from domain.tenders.sameness import tenders_with
from domain.tenders.screening import without_contact
from domain.words import Local, Msg, Refused
from services import events
from services.rights import Act, NotFound, require
from services.tenders.publishing import MOST_FILES, NewFile
from services.tenders.reading import state_now
from services.tenders.sides import for_partner, hold
from storage import tender_offers as stored
from storage.tables import Organisation, Person, Tender, TenderOffer, TenderOfferFile
from storage.work import Work

LONGEST = 2000
"""Characters of an offer's text."""
SHORTEST = 40
"""Fewer say nothing that a client could compare."""
SAME_TEXT_SPAN = timedelta(hours=1)
MOST_SAME = 9
"""To so many tenders the same text may go within the span; the next one is refused."""
_TEXTS_COMPARED = 60
FARTHEST = timedelta(days=3 * 365)
"""Nobody offers to be ready later than this."""


class TooLate(Refused):
    """The deadline is over, by the server's clock."""


class SameTextToMany(Refused):
    """The partner has sent this text to many tenders within the hour."""


class OfferTextRefused(Refused):
    """The text is too short or too long."""


class DayRefused(Refused):
    """The day by which the partner would be ready is past, or too far away."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a partner offers."""

    text: str
    price: Price
    by_when: dt.date
    files: Sequence[NewFile] = ()


def read_offer_text(text: str) -> str:
    """The text of an offer as it is stored. Raises `OfferTextRefused`, and `ContactInText`."""
    written = text.strip()
    if len(written) < SHORTEST:
        raise OfferTextRefused(
            Msg(
                "Please say in at least {shortest} characters what you would do, for example: “We move your five sites "
                "over a weekend, test each of them with you, and are there on Monday.”",
                shortest=SHORTEST,
            )
        )
    if len(written) > LONGEST:
        raise OfferTextRefused(
            Msg(
                "That is {length} characters long; {longest} is the most that fits here. Details can go into a file.",
                length=len(written),
                longest=LONGEST,
            )
        )
    return without_contact(written)


def require_day(by_when: dt.date, today: dt.date) -> dt.date:
    """The day, where a job can be ready by then. Raises `DayRefused`."""
    if by_when < today:
        raise DayRefused(Msg("This day is past. By when would it be ready? For example {day}.", day=_in_a_month(today)))
    if by_when > today + FARTHEST:
        raise DayRefused(
            Msg("This day is more than three years away. Please check the year, as in {day}.", day=_in_a_month(today))
        )
    return by_when


def _in_a_month(today: dt.date) -> dt.date:
    return today + timedelta(days=30)


def currency_of(tender: Tender) -> str:
    """In which currency offers are made: the tender's; where it names no budget, the client's, or francs."""
    return tender.currency or (tender.client.currency if tender.client is not None else "CHF")


def offerable(work: Work, person: Person, tender_id: int) -> tuple[Tender, Organisation]:
    """The tender, for which the partner can make or change an offer at this moment, and the partner.

    Raises `TooLate` from the very second of the deadline.
    """
    tender, partner = for_partner(work, person, Act.OFFER, tender_id)
    require_in_time(work, tender)
    return tender, partner


def require_in_time(work: Work, tender: Tender) -> None:
    """Raises `TooLate` where the deadline is over, and `TenderNotInThisState` where it is no longer open."""
    state = state_now(work, tender)
    if state is TenderStatus.LAPSED:
        deadline = Local(tender.deadline, ZoneInfo(tender.zone))
        raise TooLate(
            Msg(
                "The deadline of this tender was {deadline} ({zone}). What comes later is not taken, so that all are "
                "treated alike.",
                deadline=deadline,
                zone=tender.zone,
            )
        )
    if state is not TenderStatus.OPEN:
        raise TenderClosedToOffers(why_not(state))


class TenderClosedToOffers(Refused):
    """The tender takes no offers (any more)."""


def offer(work: Work, person: Person, tender_id: int, proposal: Proposal) -> TenderOffer:
    """The partner's offer, made or, where it has one already, changed. Raises as `offerable`, and `SameTextToMany`."""
    work.action = Act.OFFER
    hold(work, tender_id)
    tender, partner = offerable(work, person, tender_id)
    require_day(proposal.by_when, work.now.astimezone(ZoneInfo(tender.zone)).date())
    found = stored.standing_offer(work.session, tender.id, partner.id)
    if found is None or found.text != proposal.text:
        _require_own_words(work, partner, tender, proposal.text)
    least, most = proposal.price.smallest
    if found is None:
        made = TenderOffer(
            tender_id=tender.id,
            partner_id=partner.id,
            made_by_id=person.id,
            status=OfferStatus.MADE,
            made_at=work.now,
            version=1,
        )
        work.session.add(made)
    else:
        made = found
        made.status = move(made.status, OfferAction.CHANGE, OfferActor.PARTNER)
        made.version += 1
        for file in stored.files_of(work.session, [made.id])[made.id]:
            work.session.delete(file)
    made.text, made.written_at = proposal.text, work.now
    made.price_kind, made.currency = proposal.price.kind, proposal.price.currency
    made.amount_min, made.amount_max, made.by_when = least, most, proposal.by_when
    work.session.flush()
    work.session.add_all(
        TenderOfferFile(
            offer_id=made.id, file_id=each.file_id, kind=each.kind, name=each.name, size=each.size, added_at=work.now
        )
        for each in proposal.files[:MOST_FILES]
    )
    work.session.flush()
    happened = events.OfferMade if found is None else events.OfferChanged
    work.happened(happened(tender.id, made.id))
    return made


def _require_own_words(work: Work, partner: Organisation, tender: Tender, text: str) -> None:
    written = stored.texts_written(work.session, partner.id, work.now - SAME_TEXT_SPAN, tender.id, _TEXTS_COMPARED)
    if len(tenders_with(text, written)) >= MOST_SAME:
        raise SameTextToMany(
            Msg(
                "You have sent this text to {count} tenders within the last hour. Please write what you offer for "
                "this one: what you would do first, and what it takes here.",
                count=MOST_SAME,
            )
        )


def require_possible(work: Work, person: Person, act: Act, action: OfferAction, offer: TenderOffer) -> None:
    """Raises `OfferNotInThisState` where its partner cannot do that, or `SignatureNeeded` where this person cannot."""
    require(work, person, act, offer.partner)
    move(offer.status, action, OfferActor.PARTNER)


def own_offer(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """An offer of the partner for which the person acts. Raises `NotFound`."""
    found = stored.offer(work.session, offer_id)
    if found is None or found.partner_id != person.organisation_id:
        raise NotFound(Msg("I cannot find this offer, or it is not one of the organisation you are acting for."))
    return found


def locked_offer(work: Work, person: Person, act: Act, offer_id: int) -> TenderOffer:
    """As `own_offer`, for somebody who may do this, while nobody else decides anything about its tender."""
    work.action = act
    hold(work, stored.tender_of_offer(work.session, offer_id))
    found = own_offer(work, person, offer_id)
    require(work, person, act, found.partner)
    return found


def withdraw(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The partner takes its offer back, as long as the client has not accepted it."""
    found = locked_offer(work, person, Act.WITHDRAW_OFFER, offer_id)
    found.status = move(found.status, OfferAction.WITHDRAW, OfferActor.PARTNER)
    found.decided_at = work.now
    work.happened(events.OfferWithdrawn(found.tender_id, found.id))
    return found
