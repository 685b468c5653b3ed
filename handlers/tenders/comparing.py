"""The client compares offers: two or three in a table that a phone shows whole, more in a list and a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.tenders.offers import TAKEN, OfferStatus, PriceKind
from domain.tenders.prices import Price, price_words
from domain.tenders.rules import TenderAction, TenderActor, is_possible
from domain.words import Country, Lines, Literal, Msg, Plural, ShortDay, Value, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.documents import Document
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, pages
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View, folded
from handlers.tenders import columns
from handlers.tenders.actions import in_rows
from handlers.tenders.offer_payloads import CompareOffers, PictureOffers, ShowOffer
from handlers.tenders.offer_words import STATUS_ICONS, price_of, shortened
from handlers.tenders.payloads import ChangeTender, CloseTender, ExtendTender, ShowTender
from handlers.tenders.picture import PictureRow, png_of
from services.rights import NotFound
from services.tenders.reading import SeenTender, TenderSide, seen_tender
from storage import tender_offers as stored
from storage.tables import TenderOffer

_LETTERS_IN_ROW = 4
_TEXT_BESIDE_OTHERS = 700
"""Characters of an offer's text where others stand with it; its card has all of them."""
_NAME_IN_CAPTION = 40


def _seen(turn: Turn, tender_id: int) -> SeenTender:
    seen = seen_tender(turn.work, turn.person, tender_id)
    if seen.side is not TenderSide.CLIENT:
        raise NotFound(Msg("Only the client of this tender reads all offers."))
    return seen


def _letters(found: Sequence[TenderOffer]) -> dict[int, str]:
    """What each offer is called, by its id, in the order in which they came: A, B, …, Z, A2, …"""
    in_order = sorted(each.id for each in found)
    return {key: chr(ord("A") + n % 26) + (str(n // 26 + 1) if n >= 26 else "") for n, key in enumerate(in_order)}


class _Page:
    """The offers that are looked at, of all that there are."""

    def __init__(self, turn: Turn, tender_id: int, number: int, *, shortlisted: bool) -> None:
        every = stored.offers_for(turn.work.session, tender_id)
        self.letters = _letters(every)
        self.every = [each for each in every if each.status is not OfferStatus.THANKED]
        self.thanked = len(every) - len(self.every)
        self.short = [each for each in self.every if each.shortlisted_at is not None]
        self.shortlisted = shortlisted and bool(self.short)
        wanted = self.short if self.shortlisted else self.every
        self.count = len(wanted)
        self.number = max(0, min(number, (self.count - 1) // PAGE))
        self.offers = wanted[self.number * PAGE : (self.number + 1) * PAGE]

    def name(self, offer: TenderOffer) -> Words:
        """Its letter, a star where it is on the shortlist, and its partner."""
        return Lines((self.letters[offer.id], *_marks(offer), offer.partner.name), " ")


def _marks(offer: TenderOffer) -> Iterator[str]:
    if offer.status in TAKEN:
        yield STATUS_ICONS[offer.status]
    elif offer.shortlisted_at is not None:
        yield "⭐"


def _compare(turn: Turn, payload: CompareOffers) -> None:
    seen = _seen(turn, payload.tender)
    page = _Page(turn, payload.tender, payload.page, shortlisted=payload.shortlisted)
    words = paragraphs(
        lines(
            Msg("📨 <b>Offers for “{subject}”</b>", subject=seen.tender.subject),
            Msg("⭐ Your shortlist") if page.shortlisted else None,
        ),
        _offers_words(turn, page) if page.offers else _none_words(seen, page),
        Plural("🙏 {n} offer was not taken.", "🙏 {n} offers were not taken.", page.thanked) if page.thanked else None,
    )
    turn.show(View(words, (*_rows(seen, page), (Button(Msg("📣 Show the tender"), ShowTender(payload.tender)), MENU))))


def _none_words(seen: SeenTender, page: _Page) -> Words:
    if is_possible(seen.state, TenderAction.EXTEND, TenderActor.CLIENT) and not page.thanked:
        return Msg("None yet. More time, or other words, may bring some; or you close the tender.")
    return Msg("None is left to decide about.")


def _offers_words(turn: Turn, page: _Page) -> Words:
    if 1 < page.count <= columns.MOST:
        texts = [
            lines(
                Msg("<b>{name}</b>", name=page.name(each)),
                folded(Lines((shortened(each.text, _TEXT_BESIDE_OTHERS),))),
            )
            for each in page.offers
        ]
        return paragraphs(_table(turn, page), *texts)
    return lines(*(_line(page, each) for each in page.offers))


def _line(page: _Page, offer: TenderOffer) -> Words:
    return Msg(
        "<b>{name}</b>: {price}, ready by {day}",
        name=page.name(offer),
        price=price_words(price_of(offer)),
        day=ShortDay(offer.by_when),
    )


def _table(turn: Turn, page: _Page) -> Words:
    """The offers beside each other, in letters of one width."""

    def plain(words: Value) -> str:
        return turn.around.renderer.plain(Lines((words,)), turn.language)

    found = page.offers
    files = stored.files_of(turn.work.session, [each.id for each in found])
    rows = [
        (
            plain(Msg("Price in {currency}", currency=found[0].currency)),
            [plain(_bare_price(price_of(each))) for each in found],
        ),
        (plain(Msg("Ready by")), [plain(ShortDay(each.by_when)) for each in found]),
    ]
    if len({each.partner.country for each in found}) > 1:
        rows.append((plain(Msg("Based in")), [plain(Country(each.partner.country)) for each in found]))
    if any(files.values()):
        rows.append((plain(Msg("Files")), [str(len(files[each.id]) or "–") for each in found]))
    heads = [f"{page.letters[each.id]} {each.partner.name}" for each in found]
    return Lines((Literal("<pre>"), columns.table(heads, rows), Literal("</pre>")), "")


def _bare_price(price: Price) -> Words:
    """Without the currency, which stands above: “4’500”, “4’000–5’000”, “120/h”."""
    low, high = _figure(price.low), _figure(price.high)
    amount: Words = Lines((low,)) if price.low == price.high else Lines((low, high), "–")
    return Msg("{amount}/h", amount=amount) if price.kind is PriceKind.HOURLY else Lines((amount,))


def _figure(amount: Decimal) -> Value:
    return int(amount) if amount == amount.to_integral_value() else amount.quantize(Decimal("0.01"))


def _rows(seen: SeenTender, page: _Page) -> Sequence[Row]:
    if page.count <= columns.MOST:
        rows: list[Row] = [(Button(_on_button(page, each), ShowOffer(each.id)),) for each in page.offers]
    else:
        letters = [
            Button(Lines((page.letters[each.id], *_marks(each)), " "), ShowOffer(each.id)) for each in page.offers
        ]
        rows = [tuple(letters[place : place + _LETTERS_IN_ROW]) for place in range(0, len(letters), _LETTERS_IN_ROW)]
    key = seen.tender.id
    looks: list[Button] = []
    if page.count > columns.MOST:
        looks.append(Button(Msg("🖼 As a picture"), PictureOffers(key, page.number, page.shortlisted)))
    if page.shortlisted and len(page.every) > len(page.short):
        looks.append(Button(Msg("📨 All offers"), CompareOffers(key, 0, shortlisted=False)))
    elif page.short and len(page.every) > len(page.short):
        looks.append(Button(Msg("⭐ Shortlist"), CompareOffers(key, 0, shortlisted=True)))
    turns = pages(page.number, page.count, lambda number: CompareOffers(key, number, page.shortlisted))
    return (*rows, *in_rows(looks), *turns, *_if_none_fits(seen))


def _on_button(page: _Page, offer: TenderOffer) -> Words:
    return Lines((page.letters[offer.id], *_marks(offer), name_on_button(offer.partner.name)), " ")


def _if_none_fits(seen: SeenTender) -> Sequence[Row]:
    """What is left where no offer has come, or none fits: the tender's own buttons."""
    if not seen.decides:
        return ()
    key = seen.tender.id
    ways = (
        (TenderAction.EXTEND, Button(Msg("⏳ Extend"), ExtendTender(key))),
        (TenderAction.CHANGE, Button(Msg("✏️ Change"), ChangeTender(key))),
        (TenderAction.CLOSE, Button(Msg("⏹ Close"), CloseTender(key, ""))),
    )
    found = tuple(button for action, button in ways if is_possible(seen.state, action, TenderActor.CLIENT))
    return (found,) if found else ()


def _picture(turn: Turn, payload: PictureOffers) -> None:
    seen = _seen(turn, payload.tender)
    page = _Page(turn, payload.tender, payload.page, shortlisted=payload.shortlisted)
    if not page.offers:
        raise NotFound(Msg("There are no offers to be shown any more."))
    drawn = png_of(
        seen.tender.subject,
        turn.around.renderer.plain(_subtitle(page), turn.language),
        [_picture_row(turn, page, each) for each in page.offers],
    )
    caption = lines(
        Msg("🖼 <b>Offers for “{subject}”</b>", subject=seen.tender.subject),
        *(
            Msg(
                "{letter} {partner}: {price}, ready by {day}",
                letter=page.letters[each.id],
                partner=shortened(each.partner.name, _NAME_IN_CAPTION),
                price=price_words(price_of(each)),
                day=ShortDay(each.by_when),
            )
            for each in page.offers
        ),
    )
    back = Button(Msg("◀️ Offers"), CompareOffers(payload.tender, page.number, page.shortlisted))
    turn.send_picture(Document("offers.png", drawn, "image/png"), caption, ((back, MENU),))


def _subtitle(page: _Page) -> Words:
    shown = len(page.offers)
    counted = Plural("{n} offer", "{n} offers", page.count)
    if shown == page.count:
        return counted
    first = page.number * PAGE + 1
    return Msg("{count}, {first} to {last}", count=counted, first=first, last=first + shown - 1)


def _picture_row(turn: Turn, page: _Page, offer: TenderOffer) -> PictureRow:
    price = price_of(offer)
    plain, language = turn.around.renderer.plain, turn.language
    bare = Lines((offer.currency, _bare_price(price)), " ")
    return PictureRow(
        letter=page.letters[offer.id],
        name=offer.partner.name,
        price=plain(bare, language),
        low=float(price.low),
        high=float(price.high),
        hourly=price.kind is PriceKind.HOURLY,
        detail=plain(Msg("ready by {day}", day=ShortDay(offer.by_when)), language),
        chosen=offer.shortlisted_at is not None or offer.status is not OfferStatus.MADE,
    )


CHAPTER = Chapter(
    routes=(on(CompareOffers, _compare), on(PictureOffers, _picture)),
    by_link=(CompareOffers,),
)
