"""The application: what is asked of a company that wants to become a partner, condition by condition (facts 4–9, 38).

It can be left and taken up again for weeks: what is known by then is not asked any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.amounts import AmountInOtherCurrency, read_amount
from domain.applications import Undertaking, minimum_in, missing_value
from domain.organisations.registers import read_register_number, register_hint
from domain.websites import read_website
from domain.words import Country, Money, Msg, Provider, Words, lines, paragraphs
from handlers.answers.faq import way_to_article
from handlers.applications.standing import standing_view
from handlers.applications.undertakings import UNDERTAKINGS
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Choose, Form, Question, answered
from handlers.chat.forms.state import FormsOfChat, OpenForm, forms_of, set_forms
from handlers.chat.forms.stock import Option
from handlers.chat.turn import Turn
from handlers.chat.views import View
from handlers.organisations.acting import begun_for, require_acting_for
from handlers.organisations.registration import register_line
from services.applications import applying
from services.organisations import require_free_number
from storage.tables import Organisation

_AGREED = "yes"
CENTS = 100


@dataclass(frozen=True)
class Draft:
    """For whom, what has to be asked at all, and the answers.

    `value` is an amount of a year, as “CHF 2400.00”; the last four are the moments at which each was accepted.
    """

    organisation: int = 0
    asks_number: bool = False
    asks_value: bool = False
    register_number: str | None = None
    website: str | None = None
    value: str | None = None
    support: dt.datetime | None = None
    invoices: dt.datetime | None = None
    tenders: dt.datetime | None = None
    terms: dt.datetime | None = None

    @property
    def undertakings(self) -> Mapping[Undertaking, dt.datetime]:
        """What has been accepted, and when."""
        accepted = {
            Undertaking.SUPPORT: self.support,
            Undertaking.INVOICES: self.invoices,
            Undertaking.TENDERS: self.tenders,
            Undertaking.TERMS: self.terms,
        }
        return {each: at for each, at in accepted.items() if at is not None}

    @property
    def money(self) -> Money | None:
        """The stated value."""
        if self.value is None:
            return None
        currency, amount = self.value.split()
        return Money(Decimal(amount), currency)


def begin(turn: Turn) -> None:
    """Opens the form, or takes it up where it was left, asking what is not known by now. Raises `Refused`."""
    organisation = applying.require_possible(turn.work, turn.person)
    here = applying.value_of(turn.work, turn.around.programme, organisation)
    enough = missing_value(here.amount, turn.around.programme.minimum_value) is None
    preset: dict[str, object] = {
        "organisation": organisation.id,
        "asks_number": organisation.register_number is None,
        "asks_value": not (enough and here.is_known),
    }
    forms = forms_of(turn)
    known = None if forms.open is None else _with(forms.open, preset)
    set_forms(turn, FormsOfChat(known, tuple(_with(each, preset) for each in forms.kept)))
    open_form(turn, APPLY, **preset)


def _with(state: OpenForm, preset: dict[str, object]) -> OpenForm:
    """The form as it has to be asked by now, if it is this one, for this organisation."""
    if state.form != APPLY.name or state.answers.get("organisation") != preset["organisation"]:
        return state
    return replace(state, answers=state.answers | preset)


def _own(asking: Asking[Draft]) -> Organisation:
    """For whom it was begun, even while the person acts for somebody else."""
    return begun_for(asking.turn, asking.draft.organisation)


def _which_number(asking: Asking[Draft]) -> Words:
    own = _own(asking)
    hint = register_hint(Country(own.country))
    return paragraphs(
        Msg("<b>Which number does {organisation} have in the register?</b>", organisation=own.name),
        Msg("{name}, for example <code>{example}</code>", name=hint.name, example=hint.example),
        Msg("A partner is a company in the commercial register of its country."),  # fact 4
    )


def _read_number(asking: Asking[Draft], text: str) -> str:
    country = Country(_own(asking).country)
    number = read_register_number(country, text)
    require_free_number(asking.turn.work, country, number)
    return number


def _which_website(asking: Asking[Draft]) -> Words:
    own = _own(asking)
    return paragraphs(
        _checked(own),
        Msg("<b>Which website does {organisation} have?</b>", organisation=own.name),
        Msg("A partner has an active one. Please type its address, for example “alpweb.ch”."),  # fact 38
    )


def _checked(own: Organisation) -> Words | None:
    """What is known of the company already, and what is still missing."""
    return lines(
        Msg("✅ {number}", number=register_line(Country(own.country), own.register_number))
        if own.register_number
        else None,
        None
        if own.verified_at is not None
        else Msg("⚠️ Not verified yet: /organisation shows how. You can begin here meanwhile; I keep your answers."),
    )


def _which_value(asking: Asking[Draft]) -> Words:
    own, programme = _own(asking), asking.turn.around.programme
    here = applying.value_of(asking.turn.work, programme, own).amount
    return paragraphs(
        Msg("<b>What are the products that {organisation} manages worth a year?</b>", organisation=own.name),
        Msg(
            "A partner manages products of {provider} for at least {minimum} a year in total, its own and those of its "
            "clients. Please type the amount.",
            provider=Provider(),
            minimum=minimum_in(own.currency, programme.minimum_value),
        ),  # fact 5
        Msg("Here I know of products for {value} a year.", value=here) if here.amount else None,
    )


def _value_options(asking: Asking[Draft]) -> Sequence[Option]:
    """What is listed here already, where that is enough."""
    programme = asking.turn.around.programme
    here = applying.value_of(asking.turn.work, programme, _own(asking)).amount
    if missing_value(here, programme.minimum_value) is not None:
        return ()
    return (Option(_stored(here), Msg("✅ {value}, as listed here", value=here)),)


def _stored(value: Money) -> str:
    return f"{value.currency} {value.amount:.2f}"


def _read_value(asking: Asking[Draft], text: str) -> str:
    """In either of the programme's currencies, the company's own where none is written with it."""
    programme = asking.turn.around.programme
    own = minimum_in(_own(asking).currency, programme.minimum_value).currency
    others = [each.currency for each in programme.minimum_value if each.currency != own]
    try:
        value = read_amount(text, own)
    except AmountInOtherCurrency:
        if not others:
            raise
        value = read_amount(text, others[0])
    missing = missing_value(value, programme.minimum_value)
    if missing is not None:
        raise applying.BelowMinimum(value, missing)
    return _stored(value)


def _undertaking(name: str) -> Question[Draft]:
    label, sentence = UNDERTAKINGS[name]

    def say(asking: Asking[Draft]) -> Words:
        return paragraphs(
            Msg("<b>{subject}: what a partner promises</b>", subject=label),
            Msg("“{sentence}”", sentence=sentence(_own(asking).name)),
            _where_terms_are(asking) if name == "terms" else None,
        )

    return Choose(
        name=name,
        label=label,
        say=say,
        options=lambda _asking: (Option(_AGREED, Msg("✅ I accept this")),),
        noted=lambda turn: turn.work.now,
    )


def _where_terms_are(asking: Asking[Draft]) -> Words | None:
    terms = asking.turn.around.programme.links.terms
    return None if terms is None else Msg("You find them here: {address}", address=terms)


def _review(asking: Asking[Draft]) -> Words:
    draft, own, programme = asking.draft, _own(asking), asking.turn.around.programme
    value = draft.money if draft.asks_value else applying.value_of(asking.turn.work, programme, own).amount
    number = register_line(Country(own.country), own.register_number or draft.register_number)
    return paragraphs(
        Msg("<b>{organisation} wants to become a partner. Is everything right?</b>", organisation=own.name),
        lines(
            number,
            Msg("Website: {address}", address=answered(draft.website)),
            Msg("Managed products: {value} a year", value=answered(value)),
            *(Msg("✅ {sentence}", sentence=each(own.name)) for _, each in UNDERTAKINGS.values()),
        ),
        Msg(
            "With “Apply” you declare this as a legal representative of {organisation}; your name and the time are "
            "kept with it. Then support decides, and I tell you what.",
            organisation=own.name,
        ),
        None
        if own.verified_at is not None
        else Msg("⚠️ First, it has to be verified: /organisation shows how. I keep your answers meanwhile."),
    )


def _may_begin(turn: Turn, draft: Draft) -> object:
    require_acting_for(turn, draft.organisation)
    return applying.require_possible(turn.work, turn.person)


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, draft.organisation)
    application = applying.submit(
        turn.work,
        turn.around.programme,
        turn.person,
        website=answered(draft.website),
        value=draft.money if draft.asks_value else None,
        undertakings=draft.undertakings,
        register_number=draft.register_number,
    )
    return standing_view(turn, application)


APPLY: Form[Draft] = Form(
    name="apply",
    title=Msg("Become a partner"),
    draft=Draft,
    begin=_may_begin,
    questions=(
        Ask(
            name="register_number",
            label=Msg("Register number"),
            say=_which_number,
            read=_read_number,
            unmistakable=True,
            when=lambda draft: draft.asks_number,
        ),
        Ask(name="website", label=Msg("Website"), say=_which_website, read=lambda _asking, text: read_website(text)),
        Ask(
            name="value",
            label=Msg("Yearly value"),
            say=_which_value,
            read=_read_value,
            options=_value_options,
            ways=lambda asking, _refused: way_to_article(asking.turn, "reseller-requirements"),
            when=lambda draft: draft.asks_value,
        ),
        *(_undertaking(name) for name in UNDERTAKINGS),
    ),
    review=_review,
    finish_label=Msg("📨 Apply"),
    finish=_finish,
    lasts=True,
)
