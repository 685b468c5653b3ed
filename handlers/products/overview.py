"""An organisation's products: the list, one product, removing one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.partnerships import ASKED, Status
from domain.words import Money, Msg, Plural, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.dialogue import open_form
from handlers.chat.lists import PAGE, how_to_search, page_of, searched, turning
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may
from handlers.partnerships.payloads import ShowPartnership
from handlers.products.adding import ADD_PRODUCT
from handlers.products.payloads import RemoveProduct, ShowProduct
from services import products
from services.products import own_product
from services.rights import Act, own_organisation, require
from storage.partnerships import holders, with_full_access
from storage.products import products_of
from storage.tables import Organisation, Partnership, Product

_ADD = Button(Msg("➕ Add a product"), Go("addproduct"))


def _open(turn: Turn) -> None:
    open_form(turn, ADD_PRODUCT, organisation=own_organisation(turn.person).id)


def _list(turn: Turn) -> None:
    """All products, or those whose name holds what stands behind the command."""
    organisation = own_organisation(turn.person)
    everything = products_of(turn.work.session, organisation.id)
    search = searched(turn)
    found = [product for product in everything if search.casefold() in product.name.casefold()]
    if not everything:
        _show_empty_list(turn, organisation)
    elif not found:
        words = Msg("No product on your list has “{text}” in its name.", text=search)
        turn.show(View(words, ((Button(Msg("📦 All products"), Go("products")), MENU),)))
    else:
        turn.show(_list_view(turn, organisation, found))


def _show_empty_list(turn: Turn, organisation: Organisation) -> None:
    words = paragraphs(
        Msg("<b>Products of {organisation}</b>", organisation=organisation.name),
        Msg("The list is empty."),
        Msg(
            "Add what you have at {provider}: with limited access, a partner manages the products "
            "that you choose from this list.",
            provider=turn.around.programme.provider,
        ),
    )
    turn.show(View(words, ((_ADD, MENU) if may(turn, Act.ADD_PRODUCT) else (MENU,),)))


def _list_view(turn: Turn, organisation: Organisation, found: Sequence[Product]) -> View:
    first = page_of(turn, len(found)) * PAGE
    shown = found[first : first + PAGE]
    held = _held(turn, shown)
    total = Money(
        sum((_yearly_value(product, organisation).amount for product in found), Decimal(0)), organisation.currency
    )
    full = with_full_access(turn.work.session, organisation.id, Status.ACTIVE, turn.work.now)
    words = paragraphs(
        Msg("<b>Products of {organisation}</b>", organisation=organisation.name),
        Msg("{partner} has full access to all of them.", partner=listing(p.partner.name for p in full))
        if full
        else None,
        lines(*(_entry(turn, organisation, product, held.get(product.id)) for product in shown)),
        how_to_search("products", len(found)),
        Plural("{n} product, {total} a year", "{n} products, {total} a year", len(found), total=total),
    )
    rows = tuple((Button(lines(product.name), ShowProduct(product.id)),) for product in shown)
    add = (_ADD, MENU) if may(turn, Act.ADD_PRODUCT) else (MENU,)
    return View(words, (*rows, *turning(turn, "products", len(found)), add))


def _entry(turn: Turn, organisation: Organisation, product: Product, held: Partnership | None) -> Words:
    return lines(
        Msg(
            "• <b>{product}</b> – {kind}, {amount} a year",
            product=product.name,
            kind=turn.around.programme.kind(product.kind),
            amount=_yearly_value(product, organisation),
        ),
        _manager(held),
    )


def _held(turn: Turn, found: Sequence[Product]) -> dict[int, Partnership]:
    """By product id: the partnership in which the product is managed, or shall be once the partner confirms."""
    accesses = holders(turn.work.session, [product.id for product in found], turn.work.now)
    return {access.product_id: access.partnership for access in accesses}


def _manager(partnership: Partnership | None) -> Words | None:
    if partnership is None:
        return None
    if partnership.status in ASKED:
        return Msg("   {partner} has been asked to manage it", partner=partnership.partner.name)
    return Msg("   managed by {partner}", partner=partnership.partner.name)


def _yearly_value(product: Product, organisation: Organisation) -> Money:
    return Money(Decimal(product.yearly_value) / 100, organisation.currency)


def _show(turn: Turn, payload: ShowProduct) -> None:
    product = own_product(turn.work, turn.person, payload.product)
    partnership = _held(turn, [product]).get(product.id)
    words = paragraphs(
        Msg("📦 <b>{product}</b>", product=product.name),
        lines(
            Msg("Kind: {kind}", kind=turn.around.programme.kind(product.kind)),
            Msg("Value: {amount} a year", amount=_yearly_value(product, own_organisation(turn.person))),
        ),
        _access_to(partnership),
    )
    rows: list[Row] = []
    if partnership is not None:
        label = Msg("🤝 {partner}", partner=partnership.partner.name)
        rows.append((Button(label, ShowPartnership(partnership.id)),))
    if may(turn, Act.REMOVE_PRODUCT):
        rows.append((Button(Msg("🗑 Remove from the list"), RemoveProduct(product.id, sure=False)),))
    rows.append((Button(Msg("📦 All products"), Go("products")), MENU))
    turn.show(View(words, tuple(rows)))


def _access_to(partnership: Partnership | None) -> Words:
    if partnership is None:
        return Msg("No partner has limited access to it.")
    if partnership.status in ASKED:
        return Msg("{partner} has been asked to manage it and has not answered yet.", partner=partnership.partner.name)
    return Msg("{partner} manages it, with limited access.", partner=partnership.partner.name)


def _remove(turn: Turn, payload: RemoveProduct) -> None:
    if not payload.sure:
        _ask_whether_sure(turn, payload)
        return
    product = products.remove(turn.work, turn.person, payload.product)
    turn.whisper(Msg("Removed from your list."))
    words = Msg("🗑 <b>{product}</b> is no longer on your list.", product=product.name)
    turn.show(View(words, ((Button(Msg("📦 All products"), Go("products")), MENU),)))


def _ask_whether_sure(turn: Turn, payload: RemoveProduct) -> None:
    product = own_product(turn.work, turn.person, payload.product)
    require(turn.work, turn.person, Act.REMOVE_PRODUCT, own_organisation(turn.person))
    partnership = _held(turn, [product]).get(product.id)
    words = paragraphs(
        Msg("<b>Remove {product} from the list?</b>", product=product.name),
        Msg(
            "{partner} manages it: its access to this product ends, and I will let it know.",
            partner=partnership.partner.name,
        )
        if partnership is not None and partnership.status is Status.ACTIVE
        else None,
        Msg("The product itself stays as it is at {provider}.", provider=turn.around.programme.provider),
    )
    rows: tuple[Row, ...] = (
        (Button(Msg("🗑 Yes, remove it"), RemoveProduct(product.id, sure=True)),),
        (Button(Msg("◀️ No, keep it"), ShowProduct(product.id)),),
    )
    turn.show(View(words, rows))


CHAPTER = Chapter(
    commands=(
        ChatCommand("products", _list, Msg("Your products and who manages them")),
        ChatCommand("addproduct", _open, Msg("Add a product to your list")),
    ),
    routes=(on(ShowProduct, _show), on(RemoveProduct, _remove)),
    forms=(ADD_PRODUCT,),
)
