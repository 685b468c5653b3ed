"""Inviting a partner that is not here: what the client calls it, which access it gets, a sentence, its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.mail import read_email
from domain.names.reading import read_organisation_name
from domain.partnerships.rules import Access, Payer, Side, Terms
from domain.sayings.natures import Kind
from domain.sayings.slots import Slot
from domain.words import Lines, Literal, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import begin
from handlers.chat.forms.form import Ask, Asking, Choose, ChooseMany, Form, answered
from handlers.chat.forms.said import Said, told_to
from handlers.chat.forms.speaking import open_said
from handlers.chat.forms.state import forms_of, set_open
from handlers.chat.forms.stock import Option
from handlers.chat.sayings import Audience, Heard, Saying
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.organisations.acting import require_acting_for
from handlers.partner_invitations.links import new_view
from handlers.partner_invitations.payloads import INVITED_NAME, InvitePartner
from handlers.partnerships import offer_words, terms
from handlers.partnerships.offering import FreeProducts, counted_words, product_names, products_named, why_taken
from handlers.partnerships.remarks import sentence
from handlers.partnerships.requesting import ADD_PARTNER
from services.partner_invitations import making
from services.partner_invitations.making import CannotMail, Offered, offer, require_inviting, require_mailable
from services.rights import own_organisation


@dataclass(frozen=True)
class Draft:
    """What the client has decided so far. `organisation` (the client's) and `products` are ids; `mails` says whether
    the desk sends mail at all."""

    organisation: int | None = None
    mails: bool = False
    name: str | None = None
    access: Access | None = None
    products: frozenset[int] | None = None
    payer: Payer | None = None
    message: str | None = ""
    email: str | None = ""

    @property
    def terms(self) -> Terms:
        """The decided terms. Raises `TermsRefused` where they do not go together."""
        return Terms(self.access or Access.LIMITED, self.payer, self.products or frozenset())


def _name(asking: Asking[Draft]) -> str:
    return answered(asking.draft.name)


def _which_name(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Whom would you like to invite?</b>"),
        Msg(
            "Type the name of the company as you know it. You then get a link to pass on: whoever opens it there "
            "becomes a partner, or is one already, and reads your request."
        ),
    )


def _read_name(_asking: Asking[Draft], text: str) -> str:
    return read_organisation_name(text)


def _which_access(asking: Asking[Draft]) -> Words:
    return offer_words.which_access(_name(asking))


def _access_options(_asking: Asking[Draft]) -> Sequence[Option]:
    return [Option(access.value, name) for access, name in terms.ACCESS_NAMES.items()]


def _which_products(asking: Asking[Draft]) -> Words:
    return offer_words.which_products(_name(asking))


def _which_payer(asking: Asking[Draft]) -> Words:
    return offer_words.which_payer(_name(asking))


def _payer_options(asking: Asking[Draft]) -> Sequence[Option]:
    return offer_words.payer_options(_name(asking))


def _which_sentence(asking: Asking[Draft]) -> Words:
    return Msg("<b>What would you like to write to {other}?</b> A sentence or two.", other=_name(asking))


def _which_email(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>To which e-mail address of {partner} should the invitation go?</b>", partner=_name(asking)),
        Msg("It gets the link, your organisation’s name and your sentence; one mail, and no advertising."),
    )


def _read_email(asking: Asking[Draft], text: str) -> str:
    email = read_email(text)
    require_mailable(asking.turn.work, own_organisation(asking.turn.person), email)
    return email


def _offer(turn: Turn, draft: Draft) -> Offered:
    require_acting_for(turn, answered(draft.organisation))
    return turn.once(offer, turn.person, draft.terms)


def _review(asking: Asking[Draft]) -> Words:
    draft, turn, name = asking.draft, asking.turn, _name(asking)
    offered = _offer(turn, draft)
    access, payer = offered.terms.access, offered.terms.payer
    return paragraphs(
        Msg("<b>Please check your invitation to {partner}</b>", partner=name),
        terms.terms_words(access, payer, product_names(offered.products), Side.CLIENT, name),
        counted_words(offered.products, turn.around.programme),
        terms.consequence_lines(access, payer, Side.CLIENT, name),
        _replaces(offered),
        Msg("✍️ You wrote: “{message}”", message=draft.message) if draft.message else None,
        Msg("📧 By mail to {address}, too", address=draft.email) if draft.email else None,
        Msg("Whoever opens the link reads this. Nothing changes until {partner} has confirmed.", partner=name),
    )


def _replaces(offered: Offered) -> Words | None:
    if not offered.replaces:
        return None
    effects = [
        Msg(
            "{partner} has full access now and loses it as soon as this request is confirmed: "
            "full access is for one partner at a time.",
            partner=other.partner.name,
        )
        for other in offered.replaces
    ]
    return lines(*(Lines((Literal("⚠️"), effect), " ") for effect in effects))


def _finish(turn: Turn, draft: Draft) -> View:
    _offer(turn, draft)
    made = making.make(
        turn.work,
        turn.around.programme,
        turn.person,
        answered(draft.name),
        draft.terms,
        message=draft.message or None,
        email=draft.email or None,
    )
    return new_view(turn, made, mail=made.invitation.email is not None)


INVITE_PARTNER: Form[Draft] = Form(
    name="invite_partner",
    title=Msg("Invite a partner"),
    draft=Draft,
    begin=lambda turn, _draft: require_inviting(turn.work, turn.person),
    questions=(
        Ask(name="name", label=Msg("Name"), say=_which_name, read=_read_name),
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
        Ask(
            name="email",
            label=Msg("📧 Send it by mail, too"),
            say=_which_email,
            read=_read_email,
            when=lambda draft: draft.mails,
            optional=True,
            slot=Slot.EMAIL,
        ),
    ),
    steps=lambda _draft: 3,  # either products or payment means come last
    review=_review,
    hold=lambda turn: making.hold(turn.work, turn.person),
    finish_label=Msg("✉️ Make the invitation"),
    finish=_finish,
)


def _begin(turn: Turn, _payload: InvitePartner) -> None:
    """What was typed where no partner was found is the name, or the address, and what else was said there is kept;
    that form is over.
    """
    state = dict(turn.standing.state)
    typed = state.pop(INVITED_NAME, None)
    turn.standing.state = state
    own = own_organisation(turn.person)
    preset: dict[str, object] = {"organisation": own.id, "mails": turn.work.mails}
    current = forms_of(turn).open
    said: Said = {}
    if current is not None and current.form == ADD_PARTNER.name:
        set_open(turn, None)
        if isinstance(typed, str):
            preset |= _known(turn, typed)
            said = told_to(
                current, {question.name for question in INVITE_PARTNER.questions if question.slot is not None}
            )
    begin(turn, INVITE_PARTNER, preset, said)


def _known(turn: Turn, typed: str) -> dict[str, object]:
    """What the form need not ask for."""
    if "@" not in typed:
        return {"name": typed}
    own = own_organisation(turn.person)
    try:
        require_mailable(turn.work, own, typed)
    except CannotMail:
        return {}
    return {"email": typed} if turn.work.mails else {}


def _invite_said(turn: Turn, heard: Heard) -> None:
    own = own_organisation(turn.person)
    open_said(turn, INVITE_PARTNER, heard, organisation=own.id, mails=turn.work.mails)


CHAPTER = Chapter(
    forms=(INVITE_PARTNER,),
    routes=(on(InvitePartner, _begin),),
    sayings=(
        Saying(
            name="invite_partner",
            label=Msg("Invite a partner"),
            kind=Kind.DO,
            answer=_invite_said,
            slots=frozenset({Slot.EMAIL}),
            audience=Audience.CLIENT,
        ),
    ),
)
