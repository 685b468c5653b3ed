"""Entering an organisation's VAT number, or another one in its place."""

from __future__ import annotations

from dataclasses import dataclass

from domain.countries import is_eu
from domain.organisations.kinds import OrganisationKind
from domain.sayings.slots import Slot
from domain.sayings.terms import Term
from domain.vat.formats import VatNumber
from domain.vat.reading import is_at_home, read_vat_number, vat_example
from domain.vat.refusals import VatRefused
from domain.words import Country, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from handlers.organisations.acting import begun_for, require_acting_for
from handlers.vat.checked import state_words
from handlers.vat.company import become_company
from handlers.vat.overview import country_name
from handlers.vat.payloads import EnterVat, EnterVatNumber
from services import vat
from services.rights import Act, own_organisation, require
from services.vat import require_vat_account
from storage.tables import Organisation, VatCheck
from storage.vat import check_of, vat_number_of


@dataclass(frozen=True)
class Draft:
    """What has been answered so far. `number` is compact and has its prefix."""

    organisation: int | None = None
    number: str | None = None

    @property
    def vat_number(self) -> VatNumber:
        """The number with its country."""
        return read_vat_number(answered(self.number))


def _begin(turn: Turn, _draft: Draft) -> None:
    organisation = own_organisation(turn.person)
    require_vat_account(organisation)
    require(turn.work, turn.person, Act.ENTER_VAT, organisation)


def _organisation(asking: Asking[Draft]) -> Organisation:
    """The organisation for which the form was opened."""
    return begun_for(asking.turn, answered(asking.draft.organisation))


def _which_number(asking: Asking[Draft]) -> Words:
    organisation = _organisation(asking)
    return paragraphs(
        Msg("<b>Which VAT number does {organisation} have?</b>", organisation=organisation.name),
        Msg(
            "Please type the European VAT number with the two letters of its country, for example "
            "<code>{example}</code>. Spaces and dots do not matter.",
            example=vat_example(Country(organisation.country)),
        ),
    )


def _read_number(asking: Asking[Draft], text: str) -> str:
    return read_vat_number(text, country=Country(_organisation(asking).country)).number


def _review(asking: Asking[Draft]) -> Words:
    number = asking.draft.vat_number
    organisation = _organisation(asking)
    home = Country(organisation.country)
    programme = asking.turn.around.programme
    before = vat_number_of(asking.turn.work.session, organisation.id)
    return paragraphs(
        Msg("<b>Is this the right number?</b>"),
        lines(
            Msg("VAT number: <code>{number}</code>", number=number.number),
            None
            if before is None or before.number == number.number
            else Msg("It takes the place of <code>{number}</code>.", number=before.number),
            Msg("Country: {country}", country=country_name(number)),
            Msg("Organisation: <b>{organisation}</b>", organisation=organisation.name),
        ),
        None
        if is_at_home(number, home)
        else Msg(
            "⚠️ {organisation} is registered here with another country: {home}. "
            "A company can have VAT numbers in several countries; please make sure that this is the one you mean.",
            organisation=organisation.name,
            home=home,
        ),
        # fact 35: the terms are accepted before the number is stored, by a button that says so
        Msg(
            "Before I store it, please read the general terms of {provider}. You find them in the web console, "
            "beside the VAT field: “{customer_account}”, then “{change}”.\n{url}",
            provider=programme.provider,
            customer_account=programme.names["customer_account"],
            change=programme.names["change"],
            url=programme.console_url,
        ),
        Msg("With the button you declare: “I have read the general terms and accept them.”"),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, answered(draft.organisation))
    stored = vat.enter(turn.work, turn.person, draft.vat_number)
    organisation = own_organisation(turn.person)
    check = check_of(turn.work.session, organisation.id, stored.number)
    words = paragraphs(
        Msg(
            "✅ The VAT number <code>{number}</code> is stored for {organisation}.",
            number=stored.number,
            organisation=organisation.name,
        ),
        _what_follows(turn, organisation, check),
        Msg("For companies in the EU with a valid number, reverse charge applies.")  # fact 37
        if is_eu(organisation.country)
        else None,
    )
    return View(words, ((Button(Msg("🧾 VAT number"), Go("vat")), MENU),))


def _what_follows(turn: Turn, organisation: Organisation, check: VatCheck | None) -> Words | None:
    """That VIES is asked; where it is again, with what it has said before: only changes are told."""
    if not turn.work.asks_vies:
        return None
    if check is None or check.checked_at is None:
        return Msg("VIES is asked about it in the background; I tell you what it says.")
    return paragraphs(
        state_words(turn.work, organisation, check), Msg("VIES is asked about it again; I tell you if that changes.")
    )


ENTER_VAT: Form[Draft] = Form(
    name="enter_vat",
    title=Msg("Enter the VAT number"),
    draft=Draft,
    begin=_begin,
    questions=(
        Ask(
            name="number",
            label=Msg("VAT number"),
            say=_which_number,
            read=_read_number,
            unmistakable=True,
            slot=Slot.VAT,
            explain="vat-requirements",
            explain_label=Msg("ℹ️ Who needs one?"),
        ),
    ),
    review=_review,
    finish_label=Msg("☑️ Accept terms and store"),
    finish=_finish,
    articles={Term.PURPOSE: "vat-requirements", Term.WHO_SEES: "data-kept"},
)


def enter(turn: Turn, _payload: EnterVat | None = None) -> None:
    """Opens the form for the organisation for which the person acts."""
    open_form(turn, ENTER_VAT, organisation=own_organisation(turn.person).id)


def _enter_number(turn: Turn, payload: EnterVatNumber) -> None:
    open_form(
        turn, ENTER_VAT, organisation=own_organisation(turn.person).id, number=read_vat_number(payload.number).number
    )


def _take_unasked(turn: Turn, text: str) -> bool:
    """Takes a number that somebody writes without having been asked to its review. Questions are left to others."""
    if "?" in text or turn.reference.goes_first(turn, text):
        return False
    try:
        number = read_vat_number(text).number
    except VatRefused:
        return False
    organisation = own_organisation(turn.person)
    if organisation.kind is OrganisationKind.PRIVATE:
        become_company(turn, number)
    else:
        open_form(turn, ENTER_VAT, organisation=organisation.id, number=number)
    return True


CHAPTER = Chapter(
    routes=(on(EnterVat, enter), on(EnterVatNumber, _enter_number)), forms=(ENTER_VAT,), starters=(_take_unasked,)
)
