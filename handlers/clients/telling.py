"""A partner, a client, or a product that somebody names: shown as their organisation sees it."""

from __future__ import annotations

from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.sayings import Heard, Saying
from handlers.chat.turn import Turn
from handlers.clients import page
from handlers.clients.payloads import ShowClient
from handlers.partnerships.known import between
from handlers.partnerships.product_telling import tell_who_manages
from handlers.partnerships.showing import card_for
from handlers.products.overview import show as show_product
from handlers.products.payloads import ShowProduct
from services.rights import own_organisation


def _show_partnership(turn: Turn, heard: Heard) -> None:
    """A partner sees its client's page, a client the card; both their list where nobody is named."""
    is_partner = own_organisation(turn.person).is_partner
    other = heard.one(Slot.OTHER, int)
    if other is None:
        turn.run("clients" if is_partner else "partners")
    elif (made := between(turn, other)) is None:
        return
    elif is_partner:
        page.show(turn, ShowClient(made.id))
    else:
        turn.show(card_for(turn, made.id))


def _show_product(turn: Turn, heard: Heard) -> None:
    """A client sees its product; a partner of which client it is."""
    is_partner = own_organisation(turn.person).is_partner
    product = heard.one(Slot.PRODUCT, int)
    if product is None:
        turn.run("clients" if is_partner else "products")
    elif is_partner:
        tell_who_manages(turn, [product])
    else:
        show_product(turn, ShowProduct(product))


CHAPTER = Chapter(
    sayings=(
        Saying(
            name="partnership",
            label=Msg("The partnership"),
            kind=Kind.SHOW,
            answer=_show_partnership,
            slots=frozenset({Slot.OTHER}),
        ),
        Saying(
            name="product",
            label=Msg("The product"),
            kind=Kind.SHOW,
            answer=_show_product,
            slots=frozenset({Slot.PRODUCT}),
        ),
    )
)
