"""Adding a product: what kind it is, what it is called, what it costs a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.amounts import read_amount
from domain.names.reading import read_product_name
from domain.programme import Programme
from domain.words import Money, Msg, Words, lines, paragraphs
from handlers.chat.forms.form import Ask, Asking, Choose, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import begun_for, require_acting_for
from services import products
from services.rights import Act, own_organisation, require
from storage.tables import Organisation


@dataclass(frozen=True)
class Draft:
    """What is known of the new product so far. `kind` is a code of the programme's catalogue."""

    organisation: int | None = None
    kind: str | None = None
    name: str | None = None
    yearly_value: Money | None = None


def takes_products_by_hand(programme: Programme) -> bool:
    """Whether people may type what they have; otherwise all of it comes from the provider's systems."""
    return programme.products_by_hand


def _begin(turn: Turn, _draft: Draft) -> None:
    products.require_by_hand(turn.around.programme)
    require(turn.work, turn.person, Act.ADD_PRODUCT, own_organisation(turn.person))


def _kind_options(asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(kind.code, kind.name) for kind in asking.turn.around.programme.catalogue]


def _which_name(asking: Asking[Draft]) -> Words:
    kind = asking.turn.around.programme.kind(answered(asking.draft.kind))
    return paragraphs(
        Msg("<b>What is the product called?</b> ({kind})", kind=kind),
        Msg("Please type a name by which you and a partner recognise it, for example “Webhosting example.ch”."),
    )


def _read_name(asking: Asking[Draft], text: str) -> str:
    name = read_product_name(text)
    products.require_free_name(asking.turn.work, _organisation(asking), name)
    return name


def _which_value(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What does {product} cost a year?</b>", product=answered(asking.draft.name)),
        Msg(
            "Please type the value of one year in {currency}, for example {example}.",
            currency=_currency(asking),
            example=Money(Decimal(240), _currency(asking)),
        ),
    )


def _currency(asking: Asking[Draft]) -> str:
    return _organisation(asking).currency


def _organisation(asking: Asking[Draft]) -> Organisation:
    """The one for which the form was opened."""
    return begun_for(asking.turn, answered(asking.draft.organisation))


def _review(asking: Asking[Draft]) -> Words:
    draft = asking.draft
    return paragraphs(
        Msg("<b>Shall I put this product on the list?</b>"),
        lines(
            Msg("Name: <b>{product}</b>", product=answered(draft.name)),
            Msg("Kind: {kind}", kind=asking.turn.around.programme.kind(answered(draft.kind))),
            Msg("Value: {amount} a year", amount=answered(draft.yearly_value)),
        ),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, answered(draft.organisation))
    product = products.add_by_hand(
        turn.work,
        turn.around.programme,
        turn.person,
        answered(draft.kind),
        answered(draft.name),
        answered(draft.yearly_value),
    )
    words = Msg("✅ <b>{product}</b> is on your list. You can give a partner access to it.", product=product.name)
    rows: tuple[Row, ...] = (
        (Button(Msg("➕ Add another product"), Go("addproduct")),),
        (Button(Msg("🤝 Add a partner"), Go("addpartner")),),
        (Button(Msg("📦 All products"), Go("products")), MENU),
    )
    return View(words, rows)


ADD_PRODUCT: Form[Draft] = Form(
    name="add_product",
    title=Msg("Add a product"),
    draft=Draft,
    begin=_begin,
    questions=(
        Choose(
            name="kind",
            label=Msg("Kind"),
            say=lambda _asking: Msg("<b>What kind of product is it?</b>"),
            options=_kind_options,
        ),
        Ask(name="name", label=Msg("Name"), say=_which_name, read=_read_name),
        Ask(
            name="yearly_value",
            label=Msg("Yearly value"),
            say=_which_value,
            read=lambda asking, text: read_amount(text, _currency(asking)),
        ),
    ),
    review=_review,
    finish_label=Msg("✅ Add it"),
    finish=_finish,
)
