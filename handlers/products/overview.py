"""One of an organisation's products: what it is, who manages it, removing it."""

from __future__ import annotations

from domain.partnerships.rules import ASKED, Status
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.payloads import Go
from handlers.chat.sayings import begins, shows
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may
from handlers.partnerships.payloads import ShowPartnership
from handlers.products.adding import ADD_PRODUCT, takes_products_by_hand
from handlers.products.browsing import held, list_products, origin, show_category, yearly_value
from handlers.products.payloads import RemoveProduct, ShowCategory, ShowProduct
from services import products
from services.products import own_product
from services.rights import Act, own_organisation, require
from storage.tables import Partnership, Product


def _open(turn: Turn) -> None:
    open_form(turn, ADD_PRODUCT, organisation=own_organisation(turn.person).id)


def show(turn: Turn, payload: ShowProduct) -> None:
    """One of the person's organisation, in place of the tapped message. Raises `NotFound`."""
    product = own_product(turn.work, turn.person, payload.product)
    partnership = held(turn, [product]).get(product.id)
    words = paragraphs(
        Msg("📦 <b>{product}</b>", product=product.name),
        lines(
            Msg("Kind: {kind}", kind=turn.around.programme.kind(product.kind)),
            Msg("Value: {amount} a year", amount=yearly_value(product, own_organisation(turn.person))),
            Msg("Expires on {day}", day=product.expires_on) if product.expires_on is not None else None,
            origin(product),
        ),
        _access_to(partnership),
        _end_of(turn, product),
    )
    rows: list[Row] = []
    if partnership is not None:
        label = Msg("🤝 {partner}", partner=partnership.partner.name)
        rows.append((Button(label, ShowPartnership(partnership.id)),))
    if product.provider_id is None and may(turn, Act.REMOVE_PRODUCT):
        rows.append((Button(Msg("🗑 Remove from the list"), RemoveProduct(product.id, sure=False)),))
    rows.append((Button(Msg("📦 All products"), Go("products")), MENU))
    turn.show(View(words, tuple(rows)))


def _end_of(turn: Turn, product: Product) -> Words | None:
    """How a product of the account leaves the list: nobody takes it off here."""
    if product.provider_id is None or not may(turn, Act.REMOVE_PRODUCT):
        return None
    return Msg(
        "It comes from your account at {provider}. When it ends there, it leaves this list, too.",
        provider=turn.around.programme.provider,
    )


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
    partnership = held(turn, [product]).get(product.id)
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
        ChatCommand("products", list_products, Msg("Your products and who manages them"), by_link=True),
        ChatCommand("addproduct", _open, Msg("Add a product to your list"), needs=takes_products_by_hand),
    ),
    routes=(on(ShowCategory, show_category), on(ShowProduct, show), on(RemoveProduct, _remove)),
    forms=(ADD_PRODUCT,),
    sayings=(
        shows("products", Msg("📦 All products"), "products"),
        begins("add_product", Msg("Add a product"), "addproduct"),
    ),
)
