"""What whoever has to answer can do beside a plain yes: grant what is asked, grant other rights, propose other terms.

One form for all of it: the review says whether the answer holds at once or goes to the other side, before the last tap.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.partnerships.rules import Access, Payer, Side, Terms
from domain.sayings.slots import Slot
from domain.words import Lines, Literal, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import begin, open_form
from handlers.chat.forms.form import Asking, Choose, ChooseMany, Form
from handlers.chat.forms.stock import Option, Stock
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row, View
from handlers.income import what_if
from handlers.partnerships import terms
from handlers.partnerships.answering import confirmed
from handlers.partnerships.categories import Categories
from handlers.partnerships.listed import Listed
from handlers.partnerships.offering import FreeProducts, counted_words, product_names, products_named
from handlers.partnerships.paying import Chosen, foreseen
from handlers.partnerships.payloads import CounterRequest, GrantRequest
from handlers.partnerships.remarks import sentence
from handlers.partnerships.taking_back import card_done
from handlers.verification.payloads import GetVerified
from services.partnerships import answering
from services.partnerships.closing import managed
from services.partnerships.negotiating import NotVerifiedYet, named_products
from services.partnerships.weighing import Weighed, require_answering, weigh
from storage.tables import Partnership, Product


@dataclass(frozen=True)
class Draft:
    """The answer to a request, as far as it is decided. `lists_products` says that single products are chosen: a
    partner to which the client has named none proposes shelves of the catalogue instead.
    """

    partnership: int = 0
    lists_products: bool = True
    access: Access | None = None
    products: frozenset[int] | None = None
    shelves: frozenset[str] | None = None
    payer: Payer | None = None
    message: str | None = ""

    @property
    def terms(self) -> Terms:
        """The decided terms. Raises `TermsRefused` where they do not go together."""
        return Terms(
            self.access or Access.LIMITED, self.payer, self.products or frozenset(), self.shelves or frozenset()
        )


def _begin(turn: Turn, draft: Draft) -> tuple[Partnership, Side]:
    """The request, as long as it can be answered; the form closes by itself when somebody else has done so."""
    return require_answering(turn.work, turn.person, draft.partnership)


def _which_access(asking: Asking[Draft]) -> Words:
    partnership, side = _begin(asking.turn, asking.draft)
    other = terms.other_organisation(partnership, side).name
    if side is Side.PARTNER:
        return Msg("<b>Which access would you like to propose to {client}?</b>", client=other)
    return Msg("<b>Which access should {partner} have?</b>", partner=other)


def _access_options(_asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(access.value, name) for access, name in terms.ACCESS_NAMES.items()]


def _which_products(asking: Asking[Draft]) -> Words:
    partnership, side = _begin(asking.turn, asking.draft)
    if side is Side.PARTNER:
        return paragraphs(
            Msg("<b>Which products would you like to manage?</b>"),
            Msg("Those proposed now are ticked. There is a choice of what {client} has named.", client=_client(asking)),
        )
    kinds = terms.shelf_names(partnership.shelves) if partnership.shelves else None
    return paragraphs(
        Msg("<b>Which products should {partner} manage?</b>", partner=partnership.partner.name),
        Msg("It asks for: {kinds}", kinds=kinds) if kinds is not None else None,
        Msg("Nothing is granted that you do not tick."),
    )


def _client(asking: Asking[Draft]) -> str:
    return _begin(asking.turn, asking.draft)[0].client.name


def _products(asking: Asking[Draft]) -> Stock:
    partnership, side = _begin(asking.turn, asking.draft)
    if side is Side.CLIENT:
        return FreeProducts(asking.turn, beside=partnership.id)
    known = [asking.turn.work.session.get(Product, product_id) for product_id in sorted(named_products(partnership))]
    present = [product for product in known if product is not None and product.removed_at is None]
    return Listed.products(present, asking.turn.around.programme)


def _ticked_now(asking: Asking[Draft]) -> frozenset[str]:
    """What the request is about; to a client that is asked for shelves, nothing: it grants nothing by looking."""
    partnership, _ = _begin(asking.turn, asking.draft)
    return frozenset(str(access.product_id) for access in managed(partnership))


def _which_shelves(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>What would you like to manage?</b>"),
        Msg("Tap the kinds of products. Which ones exactly, {client} chooses.", client=_client(asking)),
    )


def _shelves_now(asking: Asking[Draft]) -> frozenset[str]:
    return frozenset(_begin(asking.turn, asking.draft)[0].shelves or ())


def _shelves_named(_asking: Asking[Draft], answer: object) -> Words | None:
    return Lines((terms.shelf_names([str(code) for code in answer]),)) if isinstance(answer, list) and answer else None


def _which_payer(asking: Asking[Draft]) -> Words:
    partnership, side = _begin(asking.turn, asking.draft)
    client, partner = partnership.client, partnership.partner.name
    return paragraphs(
        Msg("<b>Which payment means should be used for orders and renewals?</b>"),
        what_if.for_client(asking.turn, partner)
        if side is Side.CLIENT
        else what_if.for_partner(asking.turn, client.id, client.name),
    )


def _payer_options(asking: Asking[Draft]) -> Sequence[Option]:
    partnership, side = _begin(asking.turn, asking.draft)
    other = terms.other_organisation(partnership, side).name
    return [Option(payer.value, terms.payer_name(payer, side, other)) for payer in Payer]


def _which_sentence(asking: Asking[Draft]) -> Words:
    partnership, side = _begin(asking.turn, asking.draft)
    other = terms.other_organisation(partnership, side).name
    return Msg("<b>What would you like to write to {other}?</b> A sentence or two.", other=other)


def _weighed(asking: Asking[Draft]) -> Weighed:
    return weigh(asking.turn.work, asking.turn.person, asking.draft.partnership, asking.draft.terms)


def _foresees(asking: Asking[Draft], action: str, named: Collection[int]) -> Words | None:
    partnership, side = _begin(asking.turn, asking.draft)
    other = terms.other_organisation(partnership, side)
    return foreseen(Chosen(asking.draft.access, asking.draft.payer, side, other.id, other.name), action, named)


def _review(asking: Asking[Draft]) -> Words:
    weighed = _weighed(asking)
    side, decided = weighed.side, weighed.terms
    other = terms.other_organisation(weighed.partnership, side).name
    names = product_names(weighed.products)
    return paragraphs(
        Msg("<b>Please check what you grant to {other}</b>", other=other)
        if weighed.holds
        else Msg("<b>Please check your proposal to {other}</b>", other=other),
        terms.terms_words(decided.access, decided.payer, names, side, other, sorted(decided.shelves)),
        counted_words(weighed.products, asking.turn.around.programme),
        terms.consequence_lines(decided.access, decided.payer, side, other),
        what_gives_way(weighed.partnership, side, weighed.replaces),
        Msg("✍️ You wrote: “{message}”", message=asking.draft.message) if asking.draft.message else None,
        Msg("<b>This holds at once</b>, as soon as you tap below.")
        if weighed.holds
        else Msg("<b>{other} has to agree first.</b> Until then nothing changes.", other=other),
    )


def what_gives_way(partnership: Partnership, side: Side, replaces: Sequence[Partnership]) -> Words | None:
    """What ends when the request is confirmed; to a client only, for a partner does not learn of others."""
    if side is Side.PARTNER or not replaces:
        return None
    effects = [
        Msg("Your current partnership with {partner} ends then.", partner=old.partner.name)
        if old.partner_id == partnership.partner_id
        else Msg(
            "{partner} has full access now and loses it then: full access is for one partner at a time.",
            partner=old.partner.name,
        )
        for old in replaces
    ]
    return lines(*(Lines((Literal("⚠️"), effect), " ") for effect in effects))


def _finish_label(asking: Asking[Draft]) -> Msg:
    return Msg("✅ Grant it now") if _weighed(asking).holds else Msg("🔁 Send the proposal")


def _finish(turn: Turn, draft: Draft) -> View:
    work, programme = turn.work, turn.around.programme
    weighed = weigh(work, turn.person, draft.partnership, draft.terms)
    message = draft.message or None
    answered = answering.grant(work, programme, turn.person, draft.partnership, draft.terms, message)
    other = terms.other_organisation(answered, weighed.side).name
    proposed = Msg("🔁 Your proposal is on its way to {other}, who decides next.", other=other)
    return card_done(turn, answered, weighed.side, confirmed(other) if weighed.holds else proposed)


COUNTER: Form[Draft] = Form(
    name="counter",
    title=Msg("Answer a request"),
    draft=Draft,
    begin=_begin,
    questions=(
        Choose(
            name="access",
            label=Msg("Access"),
            say=_which_access,
            options=_access_options,
            explain="access-types",
            slot=Slot.ACCESS,
        ),
        ChooseMany(
            name="products",
            label=Msg("Products"),
            say=_which_products,
            stock=_products,
            ticked_at_first=_ticked_now,
            when=lambda draft: draft.access is Access.LIMITED and draft.lists_products,
            slot=Slot.PRODUCT,
            named=products_named,
            implies=("access", Access.LIMITED),
        ),
        ChooseMany(
            name="shelves",
            label=Msg("Kinds of products"),
            say=_which_shelves,
            stock=lambda asking: Categories(asking.turn.around.programme),
            ticked_at_first=_shelves_now,
            named=_shelves_named,
            when=lambda draft: draft.access is Access.LIMITED and not draft.lists_products,
        ),
        Choose(
            name="payer",
            label=Msg("Payment means"),
            say=_which_payer,
            options=_payer_options,
            when=lambda draft: draft.access is Access.FULL,
            explain="payment-means",
            slot=Slot.PAYER,
        ),
        sentence(_which_sentence),
    ),
    steps=lambda _draft: 2,  # products, shelves or payment means come last
    review=_review,
    finish_label=_finish_label,
    finish=_finish,
    foresees=_foresees,
    about=lambda turn, draft: terms.other_side(turn, draft.partnership),
    means=frozenset({"add_partner", "ask_client", "change_access", "change_payer", "give_products", "take_products"}),
)


def _open_grant(turn: Turn, payload: GrantRequest) -> None:
    """What is asked for is filled in, so that the review comes first; single products are the client's to choose."""
    partnership, _ = require_answering(turn.work, turn.person, payload.partnership)
    known: dict[str, object] = {"access": partnership.access.value}
    if partnership.payer is not None:
        known["payer"] = partnership.payer.value
    if held := sorted(access.product_id for access in managed(partnership)):
        known["products"] = held
    open_form(turn, COUNTER, partnership=partnership.id, **known)


def _open_counter(turn: Turn, payload: CounterRequest) -> None:
    propose(turn, payload.partnership)


def propose(turn: Turn, partnership_id: int, said: Mapping[str, list[str]] | None = None) -> None:
    """Asks for the terms to propose, but for those that were `said`, by the questions' names."""
    partnership, side = require_answering(turn.work, turn.person, partnership_id)
    lists_products = side is Side.CLIENT or bool(named_products(partnership))
    begin(turn, COUNTER, {"partnership": partnership.id, "lists_products": lists_products}, said or {})


def _to_verification(_turn: Turn) -> tuple[Row, ...]:
    return ((Button(Msg("✅ Get verified"), GetVerified()),),)


CHAPTER = Chapter(
    routes=(on(GrantRequest, _open_grant), on(CounterRequest, _open_counter)),
    forms=(COUNTER,),
    ways_on={NotVerifiedYet: _to_verification},
)
