"""Who has access, who pays, who sees the invoices: questions about one's partnerships, answered in sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from domain.partnerships.consequences import consequences
from domain.partnerships.rules import ASKED, Access, Side, Status
from domain.sayings.questions import Ability, Condition
from domain.sayings.slots import Slot
from domain.words import Lines, Literal, Msg, Words, lines, paragraphs
from handlers.answers.faq import way_to_article
from handlers.chat.chapters import Chapter
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.sayings import Heard, tells
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.payloads import ShowClient
from handlers.organisations.acting import may
from handlers.partnerships import paying, states, terms
from handlers.partnerships.foretelling import about_request, no_access
from handlers.partnerships.known import TO_PARTNERS, not_yours, ways_to_add
from handlers.partnerships.narrowed import condition_in, tell_narrowed, the_only_one
from handlers.partnerships.payloads import ShowPartnership
from handlers.partnerships.product_telling import product_names, tell_who_manages
from handlers.partnerships.showing import card_saying
from services.care.reaching import care_for, reach
from services.partnerships.closing import managed
from services.partnerships.finding import known_partner, open_with, visible_partnership
from services.rights import Act, own_organisation, role_in
from storage.partnerships import active_with_products, count_of_partner, newest_of_partner, of_client
from storage.tables import Partnership

MOST_NAMED_OF = 5
"""Products of each partner, where all partners are told of."""
MOST_BUTTONS = 6
"""Partnerships that have one, beside those that lead on."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked: what to say of one partnership, of each where all are meant, and of a partner that is none.

    Of one, the words come as lines, for a member who looks after `only` these products (ids), or all.
    """

    of_one: Callable[[Partnership, Side, frozenset[int] | None], Words]
    of_each: Callable[[Partnership, Side], Words]
    of_none: Callable[[str], Words]
    nobody: Msg
    """To a client without partners."""
    article: str | None = None
    """The topic that tells more of it."""


def _tell(turn: Turn, heard: Heard, question: _Question) -> None:
    other = heard.one(Slot.OTHER, int)
    if other is None:
        if not ((condition := condition_in(turn, heard.text)) and tell_narrowed(turn, condition)):
            _tell_of_all(turn, question)
    else:
        _tell_of(turn, other, question)


def _tell_of(turn: Turn, other: int, question: _Question) -> None:
    if own_organisation(turn.person).is_partner:
        _tell_of_client(turn, other, question)
    else:
        _tell_of_partner(turn, other, question)


def _tell_of_partner(turn: Turn, partner_id: int, question: _Question) -> None:
    """Partners are public (facts 13, 39); one without access is told of in the same words, whatever there has been."""
    partner = known_partner(turn.work, partner_id)
    between = open_with(turn.work, turn.person, partner_id)
    if (active := between.get(Status.ACTIVE)) is not None:
        _answer(turn, active, question)
    elif asked := [each for status, each in between.items() if status in ASKED]:
        _answer_about_request(turn, asked[0], question.of_none(partner.name))
    else:
        turn.show(View(question.of_none(partner.name), (*ways_to_add(turn, partner), TO_PARTNERS)))


def _tell_of_client(turn: Turn, client_id: int, question: _Question) -> None:
    between = open_with(turn.work, turn.person, client_id)
    if (active := between.get(Status.ACTIVE)) is not None:
        _answer(turn, active, question)
    elif asked := list(between.values()):
        _answer_about_request(turn, asked[0], no_access(asked[0], Side.PARTNER))
    else:
        raise not_yours()


def _answer(turn: Turn, active: Partnership, question: _Question) -> None:
    found, side = visible_partnership(turn.work, turn.person, active.id)
    only = None
    if side is Side.PARTNER:
        care = care_for(turn.work, found.partner_id, found.client_id)
        only = care.products_of(turn.person.id, role_in(turn.work, turn.person, found.partner))
    state = states.state_line(found, side, terms.other_organisation(found, side).name)
    view = card_saying(turn, found, side, lines(question.of_one(found, side, only), state))
    more = way_to_article(turn, question.article) if question.article is not None else ()
    turn.show(replace(view, rows=(*more, *view.rows)))


def _answer_about_request(turn: Turn, asked: Partnership, none: Words) -> None:
    found, side = visible_partnership(turn.work, turn.person, asked.id)
    turn.show(card_saying(turn, found, side, about_request(found, side, none)))


def _tell_of_all(turn: Turn, question: _Question) -> None:
    if own_organisation(turn.person).is_partner:
        _tell_of_clients(turn, question)
    else:
        _tell_of_partners(turn, question)


def _tell_of_partners(turn: Turn, question: _Question) -> None:
    own, session, now = own_organisation(turn.person), turn.work.session, turn.work.now
    active = active_with_products(session, own.id, now)
    asked = of_client(session, own.id, now, ASKED)
    told = [
        *(question.of_each(each, Side.CLIENT) for each in active),
        *(_asked(each) for each in asked),
    ]
    rows: list[Row] = [
        (Button(_labelled(each.partner.name), ShowPartnership(each.id)),) for each in (*active, *asked)[:MOST_BUTTONS]
    ]
    if not rows and may(turn, Act.REQUEST):
        rows.append((Button(Msg("➕ Add a partner"), Go("addpartner")),))
    words = paragraphs(None if active else question.nobody, _some(told, len(told)) if told else None)
    turn.show(View(words, (*rows, TO_PARTNERS)))


def _tell_of_clients(turn: Turn, question: _Question) -> None:
    own, session, now = own_organisation(turn.person), turn.work.session, turn.work.now
    among = reach(turn.work, turn.person, own).among
    count = count_of_partner(session, own.id, Status.ACTIVE, now, among=among)
    found = newest_of_partner(session, own.id, Status.ACTIVE, now, among=among, limit=PAGE)
    if not found:
        turn.show(View(Msg("There is no client with a confirmed partnership yet."), ((MENU,),)))
        return
    told = [question.of_each(each, Side.PARTNER) for each in found]
    rows = tuple((Button(_labelled(each.client.name), ShowClient(each.id)),) for each in found[:MOST_BUTTONS])
    turn.show(View(_some(told, count), (*rows, (Button(Msg("👥 All clients"), Go("clients")), MENU))))


def _some(told: Sequence[Words], count: int) -> Words:
    """The first of them, and how many more there are."""
    more = count - PAGE
    entries = (Lines(("•", each), " ") for each in told[:PAGE])
    return lines(*entries, Msg("… and {n} more", n=more) if more > 0 else None)


def _asked(request: Partnership) -> Words:
    """A client's request, or one of a partner, that nobody has confirmed."""
    partner = request.partner.name
    if request.status is Status.PROPOSED:
        return Msg("{partner} has no access yet: its request waits for your answer.", partner=partner)
    return Msg("{partner} has been asked, and has no access yet.", partner=partner)


def _labelled(name: str) -> Words:
    return Lines((Literal("🤝"), name_on_button(name)), " ")


def _access(made: Partnership, side: Side, only: frozenset[int] | None) -> Words:
    """What it is, and who can order (facts 16, 17, 20, 21)."""
    other = terms.other_organisation(made, side).name
    orders = consequences(made.access, made.payer, side, other).orders
    if side is Side.PARTNER and made.access is Access.LIMITED:
        shown = [each.product.name for each in managed(made) if only is None or each.product_id in only]
        names = product_names(shown, terms.MOST_NAMED)
        return lines(
            Msg("You have limited access to {products} of {client}.", products=names, client=other)
            if shown
            else Msg("👤 None of the products is yours to look after any more."),
            Msg("👤 Only the products that you look after are shown.") if shown and only is not None else None,
            orders,
        )
    return lines(_access_of_each(made, side, terms.MOST_NAMED), orders)


def _access_of_each(made: Partnership, side: Side, most: int = MOST_NAMED_OF) -> Words:
    other = terms.other_organisation(made, side).name
    match side, made.access:
        case Side.CLIENT, Access.FULL:
            return Msg("{partner} has full access to all your products.", partner=other)
        case Side.CLIENT, _:
            names = product_names([each.product.name for each in managed(made)], most)
            return Msg("{partner} has limited access to {products}.", partner=other, products=names)
        case _, Access.FULL:
            return Msg("You have full access to all products of {client}.", client=other)
        case _:
            return Msg("You have limited access to some products of {client}.", client=other)


def _payment(made: Partnership, side: Side, _only: frozenset[int] | None) -> Words:
    return paying.payment(made.access, made.payer, side, terms.other_organisation(made, side).name)


def _payment_of_each(made: Partnership, side: Side) -> Words:
    return paying.payment_in_short(made.access, made.payer, side, terms.other_organisation(made, side).name)


def _invoices(made: Partnership, side: Side, _only: frozenset[int] | None) -> Words:
    return paying.invoices(made.access, made.payer, side, terms.other_organisation(made, side).name)


def _invoices_of_each(made: Partnership, side: Side) -> Words:
    return paying.invoices_in_short(made.access, made.payer, side, terms.other_organisation(made, side).name)


_ACCESS = _Question(
    _access,
    _access_of_each,
    lambda partner: Msg("{partner} has no access to your products.", partner=partner),
    Msg("No partner has access to your products."),
)
_PAYMENT = _Question(
    _payment,
    _payment_of_each,
    lambda partner: Msg(
        "{partner} has no access to your products: you pay for your orders and renewals.", partner=partner
    ),
    Msg("No partner orders anything for you: you pay for your orders and renewals."),
)
_INVOICES = _Question(
    _invoices,
    _invoices_of_each,
    lambda partner: Msg(
        "{partner} has no access to your products, so there are no invoices for its orders.", partner=partner
    ),
    Msg("No partner orders anything for you, so there are no invoices for a partner’s orders."),
)


def _may_order(made: Partnership, side: Side, only: frozenset[int] | None) -> Words:
    """Whether it can order and renew is settled by the access, whatever the product is (facts 17, 21)."""
    return lines(Msg("Yes.") if made.access is Access.FULL else Msg("No."), _access(made, side, only))


def _may_do(products: Collection[int], made: Partnership, side: Side, only: frozenset[int] | None) -> Words:
    """With limited access, nothing can be done with other products than those that were given (fact 16)."""
    given = {each.product_id for each in managed(made)}
    if products and made.access is Access.LIMITED and given.isdisjoint(products):
        return lines(Msg("No."), _access(made, side, only))
    return lines(_access(made, side, only), Msg("I know the access, but not each single thing that it allows."))


_ORDERING = replace(_ACCESS, of_one=_may_order, article="ordering-and-renewal")


def tell_who_has_access(turn: Turn, heard: Heard) -> None:
    """All partners, or clients; one of them, also as what it may do; or some products."""
    products = heard.every(Slot.PRODUCT, int)
    speaker = Side.PARTNER if own_organisation(turn.person).is_partner else Side.CLIENT
    able = turn.around.understanding.questions.ability(heard.text, speaker)
    if able is Ability.ORDER and not heard.values:
        if tell_narrowed(turn, Condition(Access.FULL), _ORDERING.article):
            return
        if (only := the_only_one(turn)) is not None:
            _tell_of(turn, only, _ORDERING)
            return
    if able is not None and heard.one(Slot.OTHER, int) is not None:
        doing = replace(_ACCESS, of_one=partial(_may_do, products), article="access-types")
        _tell(turn, heard, _ORDERING if able is Ability.ORDER else doing)
    elif products:
        tell_who_manages(turn, products)
    else:
        _tell(turn, heard, _ACCESS)


CHAPTER = Chapter(
    sayings=(
        tells("who_has_access", Msg("Who has access"), tell_who_has_access, Slot.OTHER, Slot.PRODUCT),
        tells("who_pays", Msg("Who pays"), lambda turn, heard: _tell(turn, heard, _PAYMENT), Slot.OTHER),
        tells(
            "who_sees_invoices",
            Msg("Who sees the invoices"),
            lambda turn, heard: _tell(turn, heard, _INVOICES),
            Slot.OTHER,
        ),
    )
)
