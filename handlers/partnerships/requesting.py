"""Adding a partner: which one, which access, which products or payment means, what follows; then it is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.partnerships.rules import Access, Payer, Side, Status, Terms
from domain.sayings.slots import Slot
from domain.words import Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Choose, ChooseMany, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import View
from handlers.income import what_if
from handlers.organisations.acting import require_acting_for
from handlers.organisations.vat_prompts import vat_prompt, vat_row
from handlers.partnerships import changes, choosing, offer_words, terms
from handlers.partnerships.offering import FreeProducts, counted_words, product_names, products_named, why_taken
from handlers.partnerships.paying import Chosen, foreseen
from handlers.partnerships.remarks import sentence
from handlers.partnerships.side_effects import side_effects
from handlers.partnerships.taking_back import card_done
from services.partnerships import requesting
from services.partnerships.blocks import require_open_to
from services.partnerships.proposals import Preview, already_partners, present_terms, preview
from services.rights import Act, own_organisation, require
from storage.partnerships import open_between
from storage.tables import Organisation, Partnership
from storage.work import Work


@dataclass(frozen=True)
class Draft:
    """What the client has decided so far. `organisation` (the client's), `partner` and `products` are ids."""

    organisation: int | None = None
    partner: int | None = None
    access: Access | None = None
    products: frozenset[int] | None = None
    payer: Payer | None = None
    message: str | None = ""

    @property
    def terms(self) -> Terms:
        """The decided terms. Raises `TermsRefused` where they do not go together."""
        return Terms(self.access or Access.LIMITED, self.payer, self.products or frozenset())


def _begin(turn: Turn, _draft: Draft) -> None:
    require(turn.work, turn.person, Act.REQUEST, own_organisation(turn.person))


def _partner(asking: Asking[Draft]) -> Organisation:
    return asking.turn.once(_organisation, answered(asking.draft.partner))


def _organisation(work: Work, organisation_id: int) -> Organisation:
    return work.session.get_one(Organisation, organisation_id)


def _present(asking: Asking[Draft]) -> Mapping[Status, Partnership]:
    """The request and the partnership that the two have now."""
    own = own_organisation(asking.turn.person)
    return asking.turn.once(_open_between, own.id, answered(asking.draft.partner))


def _open_between(work: Work, client_id: int, partner_id: int) -> Mapping[Status, Partnership]:
    return open_between(work.session, client_id, partner_id, work.now)


def _which_access(asking: Asking[Draft]) -> Words:
    partner = _partner(asking)
    require_open_to(asking.turn.work, partner, own_organisation(asking.turn.person))
    current = present_terms(_present(asking), partner)
    if current is not None:
        access = terms.ACCESS_NAMES[current.access]
        return Msg(
            "<b>{partner} is already your partner.</b> Current access: {access}. "
            "You can ask for the other kind; it replaces the current one as soon as the partner confirms.",
            partner=partner.name,
            access=access,
        )
    return offer_words.which_access(partner.name)


def _access_options(asking: Asking[Draft]) -> Sequence[Option]:
    current = _present(asking).get(Status.ACTIVE)
    return [
        Option(access.value, name)
        for access, name in terms.ACCESS_NAMES.items()
        if current is None or current.access is not access
    ]


def _require_news(asking: Asking[Draft]) -> None:
    """Another partner chosen in the review may have the chosen access already: then that is what has to change."""
    current = present_terms(_present(asking), _partner(asking))
    if current is not None and current.access is asking.draft.access:
        raise already_partners(_partner(asking), current.access)


def _which_products(asking: Asking[Draft]) -> Words:
    _require_news(asking)
    return offer_words.which_products(_partner(asking).name)


def _which_payer(asking: Asking[Draft]) -> Words:
    _require_news(asking)
    partner = _partner(asking).name
    return paragraphs(offer_words.which_payer(partner), what_if.for_client(asking.turn, partner))


def _payer_options(asking: Asking[Draft]) -> Sequence[Option]:
    return offer_words.payer_options(_partner(asking).name)


def _proposal(turn: Turn, draft: Draft) -> Preview:
    require_acting_for(turn, answered(draft.organisation))
    return turn.once(preview, turn.person, answered(draft.partner), draft.terms)


def _review(asking: Asking[Draft]) -> Words:
    proposal = _proposal(asking.turn, asking.draft)
    access, payer, partner = proposal.terms.access, proposal.terms.payer, proposal.partner.name
    return paragraphs(
        Msg("<b>Please check your request to {partner}</b>", partner=partner),
        terms.terms_words(access, payer, product_names(proposal.products), Side.CLIENT, partner),
        counted_words(proposal.products, asking.turn.around.programme),
        _consequences(proposal),
        side_effects(proposal),
        # fact 36
        vat_prompt(asking.turn, proposal.client) if payer is not Payer.PARTNER else None,
        Msg("✍️ You wrote: “{message}”", message=asking.draft.message) if asking.draft.message else None,
        _what_comes_next(proposal),
    )


def _foresees(asking: Asking[Draft], action: str, named: Collection[int]) -> Words | None:
    draft = asking.draft
    if draft.partner is None:
        return None
    partner = _partner(asking)
    return foreseen(Chosen(draft.access, draft.payer, Side.CLIENT, partner.id, partner.name), action, named)


def _which_sentence(asking: Asking[Draft]) -> Words:
    name = _partner(asking).name
    return Msg("<b>What would you like to write to {other}?</b> A sentence or two.", other=name)


def _consequences(proposal: Preview) -> Words:
    """What follows, or what differs from what the partner has now."""
    access, payer, partner = proposal.terms.access, proposal.terms.payer, proposal.partner.name
    present = next((each for each in proposal.replaces if each.partner_id == proposal.partner.id), None)
    if present is None:
        return terms.consequence_lines(access, payer, Side.CLIENT, partner)
    return lines(
        changes.change_lines(present.access, present.payer, access, payer, Side.CLIENT, partner),
        changes.from_then_on(),
    )


def _what_comes_next(proposal: Preview) -> Words:
    partner = proposal.partner.name
    if proposal.client.verified_at is not None:
        return Msg("{partner} has to confirm. Until then nothing changes.", partner=partner)
    return Msg(
        "⚠️ {organisation} is not verified yet: I keep this request and send it to {partner} by myself as soon as it "
        "is. How that is done: /organisation",
        organisation=proposal.client.name,
        partner=partner,
    )


def _finish_label(asking: Asking[Draft]) -> Msg:
    own = own_organisation(asking.turn.person)
    return Msg("📨 Send the request") if own.verified_at is not None else Msg("📝 Prepare the request")


def _finish(turn: Turn, draft: Draft) -> View:
    checked = _proposal(turn, draft)
    partnership = requesting.send(turn.work, turn.around.programme, turn.person, checked, draft.message or None)
    partner = partnership.partner.name
    headline = (
        Msg("📝 Your request to {partner} is prepared: you only need to get verified.", partner=partner)
        if partnership.status is Status.PREPARED
        else Msg("📨 Your request is on its way. I will tell you as soon as {partner} answers.", partner=partner)
    )
    view = card_done(turn, partnership, Side.CLIENT, headline)
    rows = vat_row(turn, partnership.client) if draft.payer is not Payer.PARTNER else ()  # fact 36
    return replace(view, rows=(*rows, *view.rows))


ADD_PARTNER: Form[Draft] = Form(
    name="add_partner",
    title=Msg("Add a partner"),
    draft=Draft,
    begin=_begin,
    questions=(
        Ask(
            name="partner",
            label=Msg("Partner"),
            say=choosing.which_partner,
            read=choosing.read_partner,
            options=choosing.offered_partners,
            proposals=choosing.proposed_partners,
            ways=choosing.ways_to_invite,
            surely=choosing.is_partners_name,
            slot=Slot.OTHER,
            takes=choosing.take_partner,
            named=choosing.partner_named,
        ),
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
            stock=lambda asking: FreeProducts(asking.turn),
            when=lambda draft: draft.access is Access.LIMITED,
            slot=Slot.PRODUCT,
            named=products_named,
            missing=why_taken,
            implies=("access", Access.LIMITED),
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
    steps=lambda _draft: 3,  # either products or payment means come last
    review=_review,
    hold=lambda turn: requesting.hold(turn.work, turn.person),
    finish_label=_finish_label,
    finish=_finish,
    foresees=_foresees,
    elsewhere={Slot.WHEN: terms.ONCE_PARTNERS},
)

_REMEMBERED = "partner_of_link"
"""In the conversation's state: the id of the partner whose link a newcomer has followed, until they ask it."""


def remember_partner(turn: Turn, partner_id: int) -> None:
    """The next request of somebody who has to register first is to this partner."""
    turn.standing.state = turn.standing.state | {_REMEMBERED: partner_id}


def add_partner(turn: Turn, partner_id: int | None = None) -> None:
    """Opens the form; with a partner, that one is chosen already."""
    preset = {} if partner_id is None else {"partner": partner_id}
    open_form(turn, ADD_PARTNER, organisation=own_organisation(turn.person).id, **preset)


def _open(turn: Turn) -> None:
    own_organisation(turn.person)  # as long as they act for nobody, it stays remembered
    state = dict(turn.standing.state)
    remembered = state.pop(_REMEMBERED, None)
    turn.standing.state = state
    add_partner(turn, remembered if isinstance(remembered, int) else None)


CHAPTER = Chapter(
    commands=(ChatCommand("addpartner", _open, Msg("Add a partner")),),
    forms=(ADD_PARTNER,),
)
