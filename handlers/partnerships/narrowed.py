"""Of many partners or clients, those that meet a condition: “2 of 7 clients pay for themselves: …”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.partnerships.rules import Access, Payer, Side, Status
from domain.sayings.questions import Condition
from domain.sayings.slots import Slot
from domain.words import Lines, Listing, Literal, Msg, Plural, Value, Words, lines, listing
from handlers.answers.faq import way_to_article
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.spoken import speak_of
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.payloads import ShowClient
from handlers.partnerships.known import TO_PARTNERS
from handlers.partnerships.payloads import ShowPartnership
from handlers.partnerships.product_telling import MOST_BUTTONS
from services.care.reaching import reach
from services.rights import own_organisation
from storage.clients.seen import under
from storage.partnerships import active_with_products, count_of_partner, newest_of_partner
from storage.tables import Partnership

_ORDERS = {
    Side.CLIENT: Msg("A partner can order and renew for you with full access only."),
    Side.PARTNER: Msg("You can order and renew with full access only."),
}
"""Facts 17, 21."""


def condition_in(turn: Turn, text: str) -> Condition:
    """What a question about many asks for; false where it is about all."""
    questions = turn.around.understanding.questions
    if not questions.may_ask_which(text):
        return Condition()
    read = {value.value for value in turn.hears(text) if value.slot is Slot.ACCESS}
    access = read.pop() if len(read) == 1 else None
    return questions.condition(text, _side(turn), access if isinstance(access, Access) else None)


def tell_narrowed(turn: Turn, condition: Condition, article: str | None = None) -> bool:
    """Tells who meets it, in one sentence, with a button for the `article`; not where there is but one of whom it could
    be told, or nobody.
    """
    own, side = own_organisation(turn.person), _side(turn)
    terms = condition.terms(side)
    if side is Side.CLIENT:
        active = active_with_products(turn.work.session, own.id, turn.work.now)
        found = [each for each in active if (each.access, each.payer) in terms]
        total, count = len(active), len(found)
    else:
        session, now, among = turn.work.session, turn.work.now, reach(turn.work, turn.person, own).among
        total = count_of_partner(session, own.id, Status.ACTIVE, now, among=among)
        among = (*among, under(terms))
        count = count_of_partner(session, own.id, Status.ACTIVE, now, among=among)
        found = list(newest_of_partner(session, own.id, Status.ACTIVE, now, among=among, limit=PAGE))
    if total < 2:
        return False
    if side is Side.CLIENT:
        names = [each.partner.name for each in found]
        rows: list[Row] = [_row(each.partner.name, ShowPartnership(each.id)) for each in found[:MOST_BUTTONS]]
        below: Row = TO_PARTNERS
    else:
        names = [each.client.name for each in found]
        rows = [_row(each.client.name, ShowClient(each.id)) for each in found[:MOST_BUTTONS]]
        below = (Button(Msg("👥 All clients"), Go("clients")), MENU)
    speak_of(turn, listed=(Slot.OTHER, [_other(each, side) for each in found[:PAGE]]))
    more = () if article is None else way_to_article(turn, article)
    orders = None if article is None else _ORDERS[side]
    turn.show(View(lines(_sentence(condition, side, names, count, total), orders), (*more, *rows, below)))
    return True


def the_only_one(turn: Turn) -> int | None:
    """The other organisation of the active partnership of which could be told, if there is but one."""
    own, side, now = own_organisation(turn.person), _side(turn), turn.work.now
    if side is Side.CLIENT:
        active: Sequence[Partnership] = active_with_products(turn.work.session, own.id, now)
    else:
        among = reach(turn.work, turn.person, own).among
        active = newest_of_partner(turn.work.session, own.id, Status.ACTIVE, now, among=among, limit=2)
    return _other(active[0], side) if len(active) == 1 else None


def _side(turn: Turn) -> Side:
    own = turn.organisation
    return Side.PARTNER if own is not None and own.is_partner else Side.CLIENT


def _other(made: Partnership, side: Side) -> int:
    return made.partner_id if side is Side.CLIENT else made.client_id


def _row(name: str, does: ShowPartnership | ShowClient) -> Row:
    return (Button(Lines((Literal("🤝"), name_on_button(name)), " "), does),)


def _sentence(condition: Condition, side: Side, names: Sequence[str], count: int, total: int) -> Words:
    what = Listing(tuple(_phrases(condition, side, count or 1)))
    values: dict[str, Value] = {"total": total, "what": what}
    if not count:
        if side is Side.CLIENT:
            return Msg("None of your {total} partners {what}.", **values)
        return Msg("None of your {total} clients {what}.", **values)
    more = count - PAGE
    shown = listing(names[:PAGE])
    named = shown if more <= 0 else Msg("{names} … and {n} more", names=shown, n=more)
    values |= {"names": named}
    if count == total:
        if side is Side.CLIENT:
            return Msg("All of your {total} partners {what}: {names}.", **values)
        return Msg("All of your {total} clients {what}: {names}.", **values)
    if side is Side.CLIENT:
        return Msg("{n} of {total} partners {what}: {names}.", n=count, **values)
    return Msg("{n} of {total} clients {what}: {names}.", n=count, **values)


def _phrases(condition: Condition, side: Side, n: int) -> Iterator[Words]:
    """What holds of them, for the middle of a sentence: facts 16, 20, 25, 26."""
    of_partners = side is Side.CLIENT
    match condition.access:
        case Access.FULL if of_partners:
            yield Plural("has full access", "have full access", n)
        case Access.FULL:
            yield Plural("has given you full access", "have given you full access", n)
        case Access.LIMITED if of_partners:
            yield Plural("has limited access", "have limited access", n)
        case Access.LIMITED:
            yield Plural("has given you limited access", "have given you limited access", n)
    match condition.payer:
        case Payer.PARTNER if of_partners:
            yield Plural("pays for what it orders and renews for you", "pay for what they order and renew for you", n)
        case Payer.CLIENT if of_partners:
            yield Plural("orders and renews at your expense", "order and renew at your expense", n)
        case Payer.PARTNER:
            yield Plural("has you pay for what you order and renew", "have you pay for what you order and renew", n)
        case Payer.CLIENT:
            yield Plural("pays for itself", "pay for themselves", n)
    match condition.seen_by:
        case Payer.PARTNER if of_partners:
            yield Plural("sees the invoices for its orders", "see the invoices for their orders", n)
        case Payer.CLIENT if of_partners:
            yield Plural("leaves the invoices for its orders to you", "leave the invoices for their orders to you", n)
        case Payer.PARTNER:
            yield Plural("leaves the invoices for your orders to you", "leave the invoices for your orders to you", n)
        case Payer.CLIENT:
            yield Plural("sees the invoices for your orders", "see the invoices for your orders", n)
