"""An organisation's products: a few in one list, many in the catalogue's categories, page by page, with search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from domain.partnerships.rules import ASKED, Status
from domain.programme import Category
from domain.words import Lines, Money, Msg, Plural, Words, lines, listing, paragraphs
from handlers.answers.faq import way_to_article
from handlers.chat.labels import name_on_button
from handlers.chat.lists import PAGE, how_to_search, page_of, pages, searched, turning
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may
from handlers.products.payloads import ShowCategory, ShowProduct
from services.rights import Act, own_organisation
from storage.partnerships import holders, with_full_access
from storage.products import KindOfProducts, Wanted, by_kind, page_of_products
from storage.tables import Organisation, Partnership, Product

_ALL = Button(Msg("📦 All products"), Go("products"))


def list_products(turn: Turn) -> None:
    """All products, or those whose name holds what stands behind the command."""
    organisation = own_organisation(turn.person)
    search = searched(turn)
    wanted = Wanted(organisation.id, search=search)
    kinds = by_kind(turn.work.session, wanted)
    categories = _categories(turn, kinds)
    if not kinds and search:
        words = Msg("No product on your list has “{text}” in its name.", text=search)
        turn.show(View(words, ((_ALL, MENU),)))
    elif not kinds:
        _show_empty_list(turn, organisation)
    elif len(categories) > 1 and _count(kinds) > PAGE and not search:
        _show_categories(turn, organisation, kinds, categories)
    else:
        page = page_of(turn, _count(kinds))
        rows = turning(turn, "products", _count(kinds))
        hint = how_to_search("products", _count(kinds))
        _show_page(
            turn,
            wanted,
            kinds,
            page,
            Msg("<b>Products of {organisation}</b>", organisation=organisation.name),
            rows,
            hint,
        )


def show_category(turn: Turn, payload: ShowCategory) -> None:
    """One category, page by page."""
    organisation = own_organisation(turn.person)
    programme = turn.around.programme
    everything = by_kind(turn.work.session, Wanted(organisation.id))
    kinds = [each for each in everything if programme.category_of(each.kind).code == payload.category]
    if not kinds:
        list_products(turn)
        return
    category = programme.category_of(kinds[0].kind)
    page = max(0, min(payload.page, (_count(kinds) - 1) // PAGE))
    rows = pages(page, _count(kinds), lambda number: ShowCategory(category.code, number))
    wanted = Wanted(organisation.id, kinds=tuple(each.kind for each in kinds))
    back = (Button(Msg("🗂 All categories"), Go("products")),)
    _show_page(
        turn,
        wanted,
        kinds,
        page,
        Msg("<b>{category}</b>", category=_title(category)),
        (*rows, back),
        how_to_search("products", _count(everything)),
    )


def _show_empty_list(turn: Turn, organisation: Organisation) -> None:
    programme = turn.around.programme
    words = paragraphs(
        Msg("<b>Products of {organisation}</b>", organisation=organisation.name),
        Msg("The list is empty."),
        Msg(
            "Add what you have at {provider}: with limited access, a partner manages the products "
            "that you choose from this list.",
            provider=programme.provider,
        )
        if programme.products_by_hand
        else Msg(
            "Products come from your account at {provider}. As soon as it is connected, they are here.",
            provider=programme.provider,
        ),
    )
    turn.show(View(words, (*way_to_article(turn, "list-of-products"), _last_row(turn))))


def _last_row(turn: Turn) -> Row:
    if turn.around.programme.products_by_hand and may(turn, Act.ADD_PRODUCT):
        return (Button(Msg("➕ Add a product"), Go("addproduct")), MENU)
    return (MENU,)


def _show_categories(
    turn: Turn, organisation: Organisation, kinds: Sequence[KindOfProducts], categories: Sequence[Category]
) -> None:
    of = turn.around.programme.category_of
    rows: list[Row] = []
    entries: list[Words] = []
    for category in categories:
        there = [each for each in kinds if of(each.kind).code == category.code]
        count, value = _count(there), _worth(there, organisation)
        entries.append(
            Msg("{category}: {count}, {amount} a year", category=_title(category), count=count, amount=value)
        )
        label = Msg("{category} ({count})", category=_title(category), count=count)
        rows.append((Button(label, ShowCategory(category.code, 0)),))
    words = paragraphs(
        Msg("<b>Products of {organisation}</b>", organisation=organisation.name),
        _full_access(turn, organisation),
        lines(*entries),
        how_to_search("products", _count(kinds)),
        _total(kinds, organisation),
    )
    turn.show(View(words, (*rows, _last_row(turn))))


def _show_page(
    turn: Turn,
    wanted: Wanted,
    kinds: Sequence[KindOfProducts],
    page: int,
    title: Words,
    turning_rows: Sequence[Row],
    hint: Words | None,
) -> None:
    organisation = own_organisation(turn.person)
    shown = page_of_products(turn.work.session, wanted, PAGE, page * PAGE)
    if _count(kinds) <= PAGE:
        places = {each.code: place for place, each in enumerate(turn.around.programme.categories)}
        shown = sorted(shown, key=lambda one: places[turn.around.programme.category_of(one.kind).code])
    partnerships = held(turn, shown)
    words = paragraphs(
        title,
        _full_access(turn, organisation),
        lines(*(_entry(turn, organisation, product, partnerships.get(product.id)) for product in shown)),
        hint,
        _total(kinds, organisation),
    )
    names = Counter(product.name for product in shown)
    rows = tuple((Button(_label(product, names[product.name]), ShowProduct(product.id)),) for product in shown)
    turn.show(View(words, (*rows, *turning_rows, _last_row(turn))))


def _label(product: Product, namesakes: int) -> Words:
    """Of several with one name, the one that somebody has typed is marked."""
    pen = "✍️ " if namesakes > 1 and product.provider_id is None else ""
    return Lines((pen, name_on_button(product.name)), "")


def _entry(turn: Turn, organisation: Organisation, product: Product, partnership: Partnership | None) -> Words:
    expires = Msg("   expires on {day}", day=product.expires_on) if product.expires_on is not None else None
    typed = origin(product)
    return lines(
        Msg(
            "• <b>{product}</b> – {kind}, {amount} a year",
            product=product.name,
            kind=turn.around.programme.kind(product.kind),
            amount=yearly_value(product, organisation),
        ),
        expires,
        None if typed is None else Lines(("   ", typed), ""),
        _manager(partnership),
    )


def origin(product: Product) -> Words | None:
    """What is said of a product that is not from the provider's systems."""
    return Msg("✍️ typed by hand") if product.provider_id is None else None


def held(turn: Turn, found: Sequence[Product]) -> dict[int, Partnership]:
    """By product id: the partnership in which the product is managed, or shall be once the partner confirms."""
    accesses = holders(turn.work.session, [product.id for product in found], turn.work.now)
    return {access.product_id: access.partnership for access in accesses}


def _manager(partnership: Partnership | None) -> Words | None:
    if partnership is None:
        return None
    if partnership.status in ASKED:
        return Msg("   {partner} has been asked to manage it", partner=partnership.partner.name)
    return Msg("   managed by {partner}", partner=partnership.partner.name)


def yearly_value(product: Product, organisation: Organisation) -> Money:
    """What the product is worth a year."""
    return Money(Decimal(product.yearly_value) / 100, organisation.currency)


def _full_access(turn: Turn, organisation: Organisation) -> Words | None:
    full = with_full_access(turn.work.session, organisation.id, Status.ACTIVE, turn.work.now)
    return (
        Msg("{partner} has full access to all of them.", partner=listing(p.partner.name for p in full))
        if full
        else None
    )


def _categories(turn: Turn, kinds: Sequence[KindOfProducts]) -> list[Category]:
    """Those in which there is something, in the catalogue's order."""
    programme = turn.around.programme
    there = {programme.category_of(each.kind).code for each in kinds}
    return [category for category in programme.categories if category.code in there]


def _title(category: Category) -> Words:
    return Lines((category.icon, category.name), " ")


def _count(kinds: Sequence[KindOfProducts]) -> int:
    return sum(each.count for each in kinds)


def _worth(kinds: Sequence[KindOfProducts], organisation: Organisation) -> Money:
    return Money(Decimal(sum(each.yearly_value for each in kinds)) / 100, organisation.currency)


def _total(kinds: Sequence[KindOfProducts], organisation: Organisation) -> Words:
    total = _worth(kinds, organisation)
    return Plural("{n} product, {total} a year", "{n} products, {total} a year", _count(kinds), total=total)
