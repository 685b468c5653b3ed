"""A partner makes an offer for a tender, or changes it: text, price, by when, files; then it is out at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from domain.dates import DateRefused, read_day
from domain.sayings.terms import Term
from domain.tenders.offers import OfferAction
from domain.tenders.prices import Price, examples, price_words, read_price
from domain.words import Local, Msg, Plural, ShortDay, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, TakeFiles, answered, stored_answer
from handlers.chat.forms.stock import Option
from handlers.chat.incoming import SentFile
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.organisations.acting import require_acting_for
from handlers.tenders.deadline import spoken_day, zone_here
from handlers.tenders.draft import ABOUT_TENDERS, WITH_FILES, WITHOUT_FILES
from handlers.tenders.offer_payloads import MakeOffer
from handlers.tenders.offer_words import price_of, undertaking
from handlers.tenders.offers import offer_card
from services.rights import Act, own_organisation
from services.tenders import offers
from services.tenders.publishing import MOST_FILES, NewFile
from services.tenders.reading import TenderSide
from storage import tender_offers as stored
from storage.tables import Tender

_DAYS = (14, 30, 60, 90)
_PRICE = TypeAdapter(Price)


@dataclass(frozen=True)
class Draft:
    """The offer so far. `tender` and `organisation` (the partner's) are ids; `sent` are the files."""

    tender: int = 0
    organisation: int = 0
    sent: tuple[SentFile, ...] = ()
    text: str | None = None
    price: Price | None = None
    by_when: dt.date | None = None
    files: str | None = None


def _tender(turn: Turn, draft: Draft) -> Tender:
    """The tender, as long as the partner can make or change an offer; the form closes by itself at the deadline."""
    if draft.organisation:
        require_acting_for(turn, draft.organisation)
    tender, _ = offers.offerable(turn.work, turn.person, draft.tender)
    return tender


def _which_text(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What do you offer for “{subject}”?</b>", subject=_tender(asking.turn, asking.draft).subject),
        Msg(
            "What you would do, how, and why you are the right ones, in up to {most} characters. Leave out ways to "
            "reach you: the client reads them once it wants to meet you.",
            most=offers.LONGEST,
        ),
    )


def _which_price(asking: Asking[Draft]) -> Words:
    currency = offers.currency_of(_tender(asking.turn, asking.draft))
    return paragraphs(Msg("<b>What does it cost?</b> In {currency}.", currency=currency), examples(currency))


def _read_price(asking: Asking[Draft], text: str) -> Price:
    return read_price(text, offers.currency_of(_tender(asking.turn, asking.draft)))


def _price_called(asking: Asking[Draft], price: object) -> Words:
    """In its stored form, or as it was typed."""
    return price_words(_read_price(asking, price) if isinstance(price, str) else _PRICE.validate_python(price))


def _today(turn: Turn) -> dt.date:
    return turn.work.now.astimezone(zone_here(turn)).date()


def _which_day(asking: Asking[Draft]) -> Words:
    _tender(asking.turn, asking.draft)
    return Msg("<b>By when would it be ready?</b> Tap a day, or write one.")


def _days(asking: Asking[Draft]) -> Sequence[Option]:
    today = _today(asking.turn)
    days = [today + dt.timedelta(days=span) for span in _DAYS]
    return [Option(day.isoformat(), lines(ShortDay(day))) for day in days]


def _read_day(asking: Asking[Draft], text: str) -> dt.date:
    today = _today(asking.turn)
    try:
        day = read_day(text, today)
    except DateRefused:
        spoken = spoken_day(asking.turn, text)
        if spoken is None:
            raise
        day = spoken
    return offers.require_day(day, today)


def _which_files(asking: Asking[Draft]) -> Words:
    _tender(asking.turn, asking.draft)
    sent = asking.draft.sent
    return paragraphs(
        Msg("<b>Would you like to add files?</b> References, a schedule: send up to {most}.", most=MOST_FILES),
        lines(*(Msg("📎 {name}", name=each.name) for each in sent)) if sent else None,
    )


def _file_options(asking: Asking[Draft]) -> Sequence[Option]:
    if not asking.draft.sent:
        return (Option(WITHOUT_FILES, Msg("No files"), Term.NO_FILES),)
    go_on = Plural("Go on with {n} file", "Go on with {n} files", len(asking.draft.sent))
    return (Option(WITH_FILES, go_on), Option(WITHOUT_FILES, Msg("🗑 Without files after all")))


def _sent(draft: Draft) -> Sequence[SentFile]:
    return draft.sent if draft.files == WITH_FILES else ()


def _review(asking: Asking[Draft]) -> Words:
    draft, turn = asking.draft, asking.turn
    tender = _tender(turn, draft)
    files = len(_sent(draft))
    return paragraphs(
        Msg("<b>Please check your offer for “{subject}”</b>", subject=tender.subject),
        answered(draft.text),
        lines(
            Msg("💶 {price}", price=price_words(answered(draft.price))),
            Msg("📅 Ready by {day}", day=answered(draft.by_when)),
            Plural("📎 {n} file", "📎 {n} files", files) if files else None,
        ),
        Msg(
            "The client reads it at once, with the name of {organisation}. You can change it until {deadline}, and "
            "withdraw it until it is accepted.",
            organisation=own_organisation(turn.person).name,
            deadline=Local(tender.deadline, zone_here(turn)),
        ),
        lines(
            Msg("If it is accepted, you are asked to undertake this first:"),
            undertaking(own_organisation(turn.person).name),
        ),  # fact 8
    )


def _finish_label(asking: Asking[Draft]) -> Msg:
    own = own_organisation(asking.turn.person)
    there = stored.standing_offer(asking.turn.work.session, asking.draft.tender, own.id)
    return Msg("📨 Make the offer") if there is None else Msg("✅ Change the offer")


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, draft.organisation)
    proposal = offers.Proposal(
        answered(draft.text),
        answered(draft.price),
        answered(draft.by_when),
        [NewFile(each.kind, each.file_id, each.name, each.size) for each in _sent(draft)],
    )
    made = offers.offer(turn.work, turn.person, draft.tender, proposal)
    headline = (
        Msg("📨 Your offer is with the client. I tell you what it asks and decides.")
        if made.version == 1
        else Msg("✅ Your offer is changed; the client reads it like this now.")
    )
    return offer_card(turn, made, TenderSide.PARTNER, headline)


OFFER: Form[Draft] = Form(
    name="offer_for_tender",
    title=Msg("Offer"),
    draft=Draft,
    begin=_tender,
    questions=(
        Ask(
            name="text",
            label=Msg("Text"),
            say=_which_text,
            read=lambda _asking, text: offers.read_offer_text(text),
            verbatim=True,
        ),
        Ask(
            name="price",
            label=Msg("Price"),
            say=_which_price,
            read=_read_price,
            named=_price_called,
            distinct=True,
            term=Term.PRICE,
        ),
        Ask(
            name="by_when",
            label=Msg("Ready by"),
            say=_which_day,
            read=_read_day,
            options=_days,
            named=lambda _asking, day: dt.date.fromisoformat(str(day)),
            distinct=True,
            term=Term.READY,
        ),
        TakeFiles(
            name="files",
            label=Msg("Files"),
            say=_which_files,
            options=_file_options,
            collects="sent",
            most=MOST_FILES,
        ),
    ),
    review=_review,
    finish_label=_finish_label,
    finish=_finish,
    articles=ABOUT_TENDERS,
)


def _open(turn: Turn, payload: MakeOffer) -> None:
    """A new one; or the one that stands, with the review first."""
    _, partner = offers.offerable(turn.work, turn.person, payload.tender)
    there = stored.standing_offer(turn.work.session, payload.tender, partner.id)
    if there is None:
        open_form(turn, OFFER, tender=payload.tender, organisation=partner.id)
        return
    offers.require_possible(turn.work, turn.person, Act.OFFER, OfferAction.CHANGE, there)
    files = stored.files_of(turn.work.session, [there.id])[there.id]
    open_form(
        turn,
        OFFER,
        tender=payload.tender,
        organisation=partner.id,
        text=there.text,
        price=stored_answer(price_of(there)),
        by_when=there.by_when.isoformat(),
        sent=stored_answer(tuple(SentFile(each.kind, each.file_id, each.name, each.size) for each in files)),
        files=WITH_FILES if files else WITHOUT_FILES,
    )


CHAPTER = Chapter(routes=(on(MakeOffer, _open),), forms=(OFFER,))
