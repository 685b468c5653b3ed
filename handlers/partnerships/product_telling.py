"""Who has access to a product: for its client, and for a partner, of which client it is."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.rules import ASKED, Access, Status
from domain.sorting import sort_key
from domain.words import Lines, Literal, Msg, Words, lines, listing
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.payloads import ShowClient
from handlers.partnerships.payloads import ShowPartnership
from handlers.products.payloads import ShowProduct
from services.clients.seeing import seen_by
from services.products import own_product
from services.rights import NotFound, own_organisation
from storage.clients.holdings import managing
from storage.partnerships import holders, with_full_access
from storage.products import products_with_holders
from storage.tables import Partnership, Product

MOST_BUTTONS = 6
MOST_NAMED = 5
"""Products that nobody looks after."""


def product_names(names: Sequence[str], most: int) -> Words:
    """The first of them by name, and how many more there are, for the middle of a sentence."""
    shown = Lines((listing(sorted(names, key=sort_key)[:most]),))
    more = len(names) - most
    return shown if more <= 0 else Msg("{products} … and {n} more", products=shown, n=more)


def tell_who_manages(turn: Turn, product_ids: Sequence[int]) -> None:
    """In a sentence for each of the products (ids), as far as the person may see them. Raises `NotFound`."""
    if own_organisation(turn.person).is_partner:
        _tell_partner(turn, product_ids[:PAGE])
    else:
        _tell_client(turn, product_ids[:PAGE])


def _tell_client(turn: Turn, product_ids: Sequence[int]) -> None:
    own, session, now = own_organisation(turn.person), turn.work.session, turn.work.now
    found = [product for product, _ in products_with_holders(session, own.id, now, product_ids)]
    if not found:
        found = [own_product(turn.work, turn.person, product_ids[0])]
    held = {access.product_id: access.partnership for access in holders(session, product_ids, now)}
    full = with_full_access(session, own.id, Status.ACTIVE, now)
    free = [product.name for product in found if product.id not in held]
    words = lines(
        *(_sentence(product, held[product.id]) for product in found if product.id in held),
        _nobody(free, is_full=bool(full)) if free else None,
        *(Msg("{partner} has full access to all your products.", partner=each.partner.name) for each in full),
    )
    partners = {each.id: each.partner.name for each in (*held.values(), *full)}
    rows: list[Row] = [(_to(Literal("🤝"), name, ShowPartnership(key)),) for key, name in partners.items()]
    rows += [(_to(Literal("📦"), product.name, ShowProduct(product.id)),) for product in found]
    turn.show(View(words, (*rows[:MOST_BUTTONS], (Button(Msg("📦 All products"), Go("products")), MENU))))


def _nobody(names: Sequence[str], *, is_full: bool) -> Words:
    """What no partner has, or only the one that has everything, in one sentence."""
    if len(names) == 1:
        if is_full:
            return Msg("No partner has limited access to {product}.", product=names[0])
        return Msg("No partner has access to {product}.", product=names[0])
    values = {"n": len(names), "products": product_names(names, MOST_NAMED)}
    if is_full:
        return Msg("No partner has limited access to these {n}: {products}.", **values)
    return Msg("No partner has access to these {n}: {products}.", **values)


def _sentence(product: Product, partnership: Partnership) -> Words:
    partner = partnership.partner.name
    if partnership.status in ASKED:
        return Msg(
            "{partner} has no access to {product} yet: the request is open.", partner=partner, product=product.name
        )
    return Msg("{partner} manages {product}, with limited access.", partner=partner, product=product.name)


def _tell_partner(turn: Turn, product_ids: Sequence[int]) -> None:
    seen = seen_by(turn.work, turn.around.programme, turn.person)
    found = managing(turn.work.session, seen, product_ids)
    if not found:
        raise NotFound(Msg("This product is not one that you manage."))
    clients = {each.id: each.client.name for each, _ in found}
    rows = tuple((_to(Literal("👤"), name, ShowClient(key)),) for key, name in list(clients.items())[:MOST_BUTTONS])
    words = lines(*(_managed(each, name) for each, name in found))
    turn.show(View(words, (*rows, (Button(Msg("👥 All clients"), Go("clients")), MENU))))


def _managed(made: Partnership, product: str) -> Words:
    client = made.client.name
    if made.access is Access.FULL:
        return Msg("You manage {product} of {client}: you have full access.", product=product, client=client)
    return Msg("You manage {product} of {client}, with limited access.", product=product, client=client)


def _to(icon: Literal, name: str, does: ShowPartnership | ShowClient | ShowProduct) -> Button:
    return Button(Lines((icon, name_on_button(name)), " "), does)
