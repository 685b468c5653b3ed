"""A request on a page in the browser: the whole of it, the form to answer it, and what has become of it.

It says what the card in the chat says, in the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from domain.pages import LinkUse
from domain.partnerships.consequences import consequences
from domain.partnerships.rules import ASKED, Side, Status
from domain.sorting import sort_key
from domain.words import Lines, Msg, Provider, Words, lines, paragraphs
from handlers.chat.turn import Surroundings
from handlers.organisations.verified import verified_line
from handlers.pages.sheets import Answer, Names, No, Part, Sheet, Tick, Ticks, Way, Yes
from handlers.partnerships import answering, card, countering, exchange, states, terms
from handlers.partnerships.offering import product_names
from services.pages import Seen
from services.partnerships.closing import managed_at_last
from services.partnerships.enquiries import LONGEST
from services.products import free_products
from storage.products import ids_of_products, page_of_products
from storage.tables import Partnership, Product
from storage.work import Work


def request_sheet(
    work: Work,
    around: Surroundings,
    seen: Seen,
    notice: Words | None = None,
    ticked: Collection[int] = (),
    written: str = "",
) -> Sheet:
    """What the link shows: the request to be answered, or how it stands.

    A `notice` says why an answer was not taken; what was `ticked` and `written` in it is kept.
    """
    if not seen.waits:
        return _state(around, seen, notice)
    partnership, side = seen.partnership, seen.side
    other = terms.other_organisation(partnership, side).name
    return Sheet(
        title=_title(partnership, side, other),
        lead=lines(
            Msg("You answer for {organisation}.", organisation=seen.link.organisation.name),
            states.state_line(partnership, side, other),
        ),
        notice=notice,
        parts=(*_parts(around, seen, other), *_hindrance(seen)),
        answer=Answer(
            seen.version,
            None if seen.cannot_confirm is not None else _yes(work, around, seen, other, ticked),
            None if seen.cannot_decline is not None else _no(other, written),
        ),
        ways=_ways(around),
        note=paragraphs(
            Msg(
                "You would rather ask first, or propose something else? That is possible in Telegram: press “Connect "
                "Telegram” in the console of {provider}.",
                provider=Provider(),
            ),
            Msg("Whoever has this link can answer in your name, so please pass it on to nobody. It works once."),
        ),
    )


def _title(partnership: Partnership, side: Side, other: str) -> Msg:
    if len(partnership.proposals) > 1:
        return Msg("{other} proposes something else", other=other)
    if side is Side.CLIENT:
        return Msg("{partner} asks you for access", partner=other)
    return Msg("{client} would like to work with you", client=other)


def _parts(around: Surroundings, seen: Seen, other: str) -> Iterable[Part]:
    partnership, side = seen.partnership, seen.side
    yield Part(Msg("Who asks"), verified_line(terms.other_organisation(partnership, side)))
    yield _asked(around, partnership, side, other)
    if (changes := exchange.changes(partnership, side)) is not None:
        yield Part(Msg("What is new"), changes)
    if (said := exchange.sentences(partnership, side, latest_only=False)) is not None:
        yield Part(Msg("Message"), said)
    if partnership.enquiries:
        yield Part(Msg("Question"), card.enquiry_words(partnership.enquiries[-1], side, other))
    yield Part(Msg("What confirming means"), points=_follows(partnership, side, other))
    if (gives_way := countering.what_gives_way(partnership, side, seen.replaces)) is not None:
        yield Part(Msg("What ends with it"), gives_way)


def _asked(around: Surroundings, partnership: Partnership, side: Side, other: str) -> Part:
    """The terms. Of products all are named, shelf by shelf: this is the whole request."""
    products = [access.product for access in managed_at_last(partnership)]
    if not products:
        words = terms.terms_words(partnership.access, partnership.payer, (), side, other, partnership.shelves or ())
        return Part(Msg("What it is about"), words)
    heading = Msg("<b>{access}</b> to these products:", access=terms.ACCESS_NAMES[partnership.access])
    return Part(Msg("What it is about"), heading, names=tuple(_by_category(around, products)))


def _by_category(around: Surroundings, products: Iterable[Product]) -> Iterable[Names]:
    shelves: dict[str, list[Product]] = {}
    for product in products:
        shelves.setdefault(around.programme.category_of(product.kind).code, []).append(product)
    for category in around.programme.categories:
        if found := shelves.get(category.code):
            yield Names(category.name, tuple(sorted(product_names(found), key=sort_key)))


def _follows(partnership: Partnership, side: Side, other: str) -> tuple[Words, ...]:
    follows = consequences(partnership.access, partnership.payer, side, other)
    points = (follows.orders, follows.pays, follows.invoices, follows.earns)
    return tuple(point for point in points if point is not None)


def _hindrance(seen: Seen) -> Iterable[Part]:
    """Why the reader, of all people, cannot answer."""
    if seen.cannot_decline is not None:
        yield Part(Msg("Why you cannot answer it"), seen.cannot_decline)
    elif seen.cannot_confirm is not None:
        yield Part(Msg("Why you cannot confirm it now"), seen.cannot_confirm)


def _yes(work: Work, around: Surroundings, seen: Seen, other: str, ticked: Collection[int]) -> Yes:
    if not seen.chooses_products:
        return Yes(Msg("Grant access") if seen.side is Side.CLIENT else Msg("Confirm"))
    return Yes(
        Msg("Grant access"),
        paragraphs(
            Msg("Which products should {partner} manage?", partner=other),
            Msg("Nothing is granted that you do not tick."),
        ),
        tuple(_choice(work, around, seen.partnership, ticked)),
    )


def _choice(work: Work, around: Surroundings, partnership: Partnership, ticked: Collection[int]) -> Iterable[Ticks]:
    """The client's free products, those of the kinds that are asked for in front; nothing is ticked beforehand."""
    free = free_products(work, partnership.client, beside=partnership.id)
    count = len(ids_of_products(work.session, free))
    shelves: dict[str, list[Tick]] = {}
    for product in page_of_products(work.session, free, count):
        code = around.programme.category_of(product.kind).code
        label = Lines((product.name,))
        shelves.setdefault(code, []).append(Tick(product.id, label, product.id in ticked))
    wanted = partnership.shelves or ()
    for category in sorted(around.programme.categories, key=lambda each: each.code not in wanted):
        if found := shelves.get(category.code):
            yield Ticks(category.name, tuple(found))


def _no(other: str, written: str) -> No:
    return No(
        Msg("Decline"),
        Msg("Reason for declining, if you like: {other} reads it.", other=other),
        LONGEST,
        written,
    )


def _state(around: Surroundings, seen: Seen, notice: Words | None) -> Sheet:
    """How the request or partnership stands, to somebody who has answered it, or need not."""
    partnership, side = seen.partnership, seen.side
    other = terms.other_organisation(partnership, side).name
    lead: list[Words] = [states.state_line(partnership, side, other)]
    if (refusal := states.set_up_refusal(partnership)) is not None:
        lead.append(refusal)
    parts = [_asked(around, partnership, side, other)]
    if partnership.status not in ASKED and seen.link.used_how is LinkUse.CONFIRMED:
        parts.append(Part(Msg("What that means"), points=_follows(partnership, side, other)))
    return Sheet(
        title=_outcome(seen, other),
        lead=lines(*lead),
        notice=notice,
        parts=(
            *parts,
            Part(
                Msg("How it goes on"),
                Msg(
                    "In Telegram you hear of everything at once, and settle it with one tap: press “Connect Telegram” "
                    "beside your name in the console of {provider}. Until then we write to you by e-mail.",
                    provider=Provider(),
                ),
            ),
        ),
        ways=_ways(around),
    )


def _outcome(seen: Seen, other: str) -> Words:
    """What stands on top: what the reader has done with this very link, or that there is nothing to do."""
    match seen.link.used_how, seen.partnership.status:
        case LinkUse.CONFIRMED, Status.ACTIVE:
            return answering.confirmed(other)
        case LinkUse.DECLINED, Status.DECLINED:
            return answering.declined(other)
        case _:
            return Msg("There is nothing to answer here now")


def _ways(around: Surroundings) -> tuple[Way, ...]:
    return (Way(Msg("To the console of {provider}", provider=Provider()), around.programme.console_url),)
