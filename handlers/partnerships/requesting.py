"""Adding a partner: which one, which access, which products or payment means, what follows; then it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import escape

from domain.names import sort_name
from domain.partnerships import Access, Payer, Side, Status, Terms
from domain.people import Role
from domain.words import Lines, Literal, Msg, Refused, Words, lines, listing, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.dialogue import open_form
from handlers.chat.forms import Ask, Asking, Choose, ChooseMany, Form, Option, answered
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import View
from handlers.organisations.acting import require_acting_for
from handlers.partnerships import card
from services.partnerships import requesting
from services.partnerships.proposals import Preview, already_partners, preview, require_no_open_request
from services.products import free_products
from services.rights import Act, own_organisation, require
from storage.organisations import partner_by_code, partners, partners_by_name
from storage.partnerships import between
from storage.tables import Organisation, Partnership, Product

MOST_OFFERED = 6
"""Partners offered as buttons; others are found by name or code."""


class NoSuchPartner(Refused):
    """Nothing, or too much, answers to the name."""


@dataclass(frozen=True)
class Draft:
    """What the client has decided so far. `organisation` (the client's), `partner` and `products` are ids."""

    organisation: int | None = None
    partner: int | None = None
    access: Access | None = None
    products: frozenset[int] | None = None
    payer: Payer | None = None

    @property
    def terms(self) -> Terms:
        """The decided terms. Raises `TermsRefused` where they do not go together."""
        return Terms(self.access or Access.LIMITED, self.payer, self.products or frozenset())


def _begin(turn: Turn, _draft: Draft) -> None:
    require(turn.work, turn.person, Act.REQUEST, own_organisation(turn.person))


def _which_partner(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Which partner would you like to add?</b>"),
        Msg("Tap one, or type part of its name or its partner code (it looks like P-7K2M9Q)."),
    )


def _offered_partners(asking: Asking[Draft]) -> Sequence[Option]:
    own = own_organisation(asking.turn.person)
    found = partners(asking.turn.work.session, but=own.id, limit=MOST_OFFERED)
    if not found:
        raise NoSuchPartner(Msg("There are no partners in the programme yet."))
    twice = {partner.name for partner in found if sum(other.name == partner.name for other in found) > 1}
    return [Option(str(partner.id), _label(partner, with_code=partner.name in twice)) for partner in found]


def _label(partner: Organisation, *, with_code: bool) -> Words:
    """The partner's name; where two have the same, the code tells them apart."""
    text = f"{partner.name} ({partner.partner_code})" if with_code else partner.name
    return Literal(str(escape(text)))


def _read_partner(asking: Asking[Draft], text: str) -> int:
    session = asking.turn.work.session
    own = own_organisation(asking.turn.person)
    text = " ".join(text.split())
    by_code = partner_by_code(session, text.upper())
    if by_code is not None and by_code.id != own.id:
        return by_code.id
    found = partners_by_name(session, text, but=own.id, limit=MOST_OFFERED)
    exact = [partner for partner in found if partner.name.casefold() == text.casefold()]
    exact = exact or [partner for partner in found if partner.sort_name == sort_name(text)]
    if len(exact or found) == 1:
        return (exact or found)[0].id
    if not found:
        raise NoSuchPartner(
            Msg(
                "I do not know a partner called “{name}”. Type part of its official name, "
                "or its partner code, which looks like P-7K2M9Q.",
                name=text[:60],
            )
        )
    names = listing(f"{partner.name} ({partner.partner_code})" for partner in exact or found)
    raise NoSuchPartner(
        Msg("Several partners match that: {names}. Please type more of the name, or the code.", names=names)
    )


def _partner(asking: Asking[Draft]) -> Organisation:
    return asking.turn.work.session.get_one(Organisation, answered(asking.draft.partner))


def _current(asking: Asking[Draft]) -> Partnership | None:
    """The partnership that the two have now."""
    own = own_organisation(asking.turn.person)
    return between(
        asking.turn.work.session, own.id, answered(asking.draft.partner), Status.ACTIVE, asking.turn.work.now
    )


def _which_access(asking: Asking[Draft]) -> Words:
    partner = _partner(asking)
    require_no_open_request(asking.turn.work, own_organisation(asking.turn.person), partner)
    current = _current(asking)
    if current is not None:
        access = card.ACCESS_NAMES[current.access]
        return Msg(
            "<b>{partner} is already your partner.</b> Current access: {access}. "
            "You can ask for the other kind; it replaces the current one as soon as the partner confirms.",
            partner=partner.name,
            access=access,
        )
    return paragraphs(
        Msg("<b>Which access should {partner} have?</b>", partner=partner.name),
        Msg("<b>Limited access:</b> {partner} manages the products that you choose.", partner=partner.name),
        Msg("<b>Full access:</b> {partner} manages all products, and can order and renew.", partner=partner.name),
    )


def _access_options(asking: Asking[Draft]) -> Sequence[Option]:
    current = _current(asking)
    return [
        Option(access.value, name)
        for access, name in card.ACCESS_NAMES.items()
        if current is None or current.access is not access
    ]


def _require_news(asking: Asking[Draft]) -> None:
    """Another partner chosen in the review may have the chosen access already: then that is what has to change."""
    require_no_open_request(asking.turn.work, own_organisation(asking.turn.person), _partner(asking))
    current = _current(asking)
    if current is not None and current.access is asking.draft.access:
        raise already_partners(_partner(asking), current.access)


def _which_products(asking: Asking[Draft]) -> Words:
    _require_news(asking)
    return paragraphs(
        Msg("<b>Which products should {partner} manage?</b>", partner=_partner(asking).name),
        Msg("Tap to choose, as many as you like. Products that another partner manages are not on the list."),
    )


def _product_options(asking: Asking[Draft]) -> Sequence[Option]:
    return product_options(free_products(asking.turn.work, own_organisation(asking.turn.person)))


def product_options(products: Iterable[Product]) -> list[Option]:
    """Products to tick."""
    return [Option(str(product.id), Literal(str(escape(product.name)))) for product in products]


def _which_payer(asking: Asking[Draft]) -> Words:
    _require_news(asking)
    name = _partner(asking).name
    return paragraphs(
        Msg("<b>Which payment means should be used when {partner} orders and renews for you?</b>", partner=name),
        Msg("<b>The client’s, so yours:</b> you pay the public price, and only you see the invoices."),
        Msg("<b>The partner’s:</b> {partner} pays with its discount, and only it sees the invoices.", partner=name),
    )


def _payer_options(_asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(payer.value, name) for payer, name in card.PAYER_NAMES.items()]


def _review(asking: Asking[Draft]) -> Words:
    draft = asking.draft
    require_acting_for(asking.turn, answered(draft.organisation))
    proposal = preview(asking.turn.work, asking.turn.person, answered(draft.partner), draft.terms)
    return paragraphs(
        Msg("<b>Please check your request to {partner}</b>", partner=proposal.partner.name),
        card.terms_words(proposal.terms.access, proposal.terms.payer, [product.name for product in proposal.products]),
        card.consequence_lines(proposal.terms.access, proposal.terms.payer),
        _side_effects(proposal),
        Msg("{partner} has to confirm. Until then nothing changes.", partner=proposal.partner.name),
    )


def _side_effects(proposal: Preview) -> Words | None:
    """What the request replaces, competes with or stands beside."""
    effects: list[Msg] = []
    for other in proposal.replaces:
        if other.partner_id == proposal.partner.id:
            effects.append(
                Msg("Your current partnership with {partner} ends as soon as it confirms.", partner=other.partner.name)
            )
        else:
            effects.append(
                Msg(
                    "{partner} has full access now and loses it as soon as this request is confirmed: "
                    "full access is for one partner at a time.",
                    partner=other.partner.name,
                )
            )
    effects += [
        Msg(
            "Your request for full access to {partner} is still open. Whoever confirms first gets the access; "
            "the other request is then closed.",
            partner=other.partner.name,
        )
        for other in proposal.competes
    ]
    if proposal.keeps:
        names = listing(other.partner.name for other in proposal.keeps)
        effects.append(Msg("Partners with limited access keep it: {partners}.", partners=names))
    return lines(*(Lines((Literal("⚠️"), effect), " ") for effect in effects)) if effects else None


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, answered(draft.organisation))
    programme = turn.around.programme
    partnership = requesting.request(turn.work, programme, turn.person, answered(draft.partner), draft.terms)
    headline = Msg(
        "📨 Your request is on its way. I will tell you as soon as {partner} answers.", partner=partnership.partner.name
    )
    return card.card(partnership, Side.CLIENT, Role.LEGAL_REPRESENTATIVE, headline)


ADD_PARTNER: Form[Draft] = Form(
    name="add_partner",
    title=Msg("Add a partner"),
    draft=Draft,
    begin=_begin,
    questions=(
        Ask(name="partner", label=Msg("Partner"), say=_which_partner, read=_read_partner, options=_offered_partners),
        Choose(name="access", label=Msg("Access"), say=_which_access, options=_access_options, explain="access-types"),
        ChooseMany(
            name="products",
            label=Msg("Products"),
            say=_which_products,
            options=_product_options,
            when=lambda draft: draft.access is Access.LIMITED,
        ),
        Choose(
            name="payer",
            label=Msg("Payment means"),
            say=_which_payer,
            options=_payer_options,
            when=lambda draft: draft.access is Access.FULL,
            explain="payment-means",
        ),
    ),
    steps=lambda _draft: 3,  # either products or payment means come last
    review=_review,
    finish_label=Msg("📨 Send the request"),
    finish=_finish,
)


def _open(turn: Turn) -> None:
    open_form(turn, ADD_PARTNER, organisation=own_organisation(turn.person).id)


CHAPTER = Chapter(
    commands=(ChatCommand("addpartner", _open, Msg("Add a partner")),),
    forms=(ADD_PARTNER,),
)
