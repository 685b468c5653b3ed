"""A private account becomes a company: only companies have VAT numbers (facts 33, 35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.names.reading import read_organisation_name
from domain.organisations.registers import read_register_number, register_hint
from domain.words import Country, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.payloads import Go
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import begun_for, console_row, require_acting_for
from handlers.organisations.registration import NO_NUMBER, here_already, register_line
from handlers.organisations.verified import own_state
from handlers.vat.payloads import EnterVatNumber
from handlers.verification.payloads import GetVerified
from services import organisations
from services.organisations import KindKeptInConsole
from services.rights import own_organisation
from storage.tables import Organisation


@dataclass(frozen=True)
class Draft:
    """What the company is called, and its register number, empty for none; `vat` is a number that was typed before."""

    organisation: int | None = None
    vat: str | None = None
    name: str | None = None
    register_number: str | None = None


def _begin(turn: Turn, _draft: Draft) -> None:
    organisations.require_becoming_company(turn.work, turn.person, own_organisation(turn.person))


def _organisation(asking: Asking[Draft]) -> Organisation:
    return begun_for(asking.turn, answered(asking.draft.organisation))


def _which_name(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>{organisation} becomes a company account</b>", organisation=_organisation(asking).name),
        Msg("Only company accounts have a European VAT number. Partners, products and people stay as they are."),
        Msg("What is the company called? Please type its name as the commercial register has it."),
    )


def _present_name(asking: Asking[Draft]) -> Sequence[Option]:
    name = _organisation(asking).name
    return (Option(name, Msg("Keep “{name}”", name=name)),)


def _read_name(asking: Asking[Draft], text: str) -> str:
    name = read_organisation_name(text)
    organisations.require_own_name(asking.turn.work, asking.turn.around.programme.provider, name)
    return name


def _which_number(asking: Asking[Draft]) -> Words:
    hint = register_hint(Country(_organisation(asking).country))
    return paragraphs(
        Msg("<b>Which number does {organisation} have in the register?</b>", organisation=answered(asking.draft.name)),
        Msg("{name}, for example <code>{example}</code>", name=hint.name, example=hint.example),
    )


def _read_number(asking: Asking[Draft], text: str) -> str:
    country = Country(_organisation(asking).country)
    number = read_register_number(country, text)
    organisations.require_free_number(asking.turn.work, country, number)
    return number


def _review(asking: Asking[Draft]) -> Words:
    draft, organisation = asking.draft, _organisation(asking)
    again = organisation.verified_at is not None and not asking.turn.around.programme.verifies_at_once
    return paragraphs(
        Msg("<b>Is everything right?</b>"),
        lines(
            Msg("Name: <b>{organisation}</b>", organisation=answered(draft.name)),
            register_line(Country(organisation.country), draft.register_number),
        ),
        Msg("⚠️ As a company it has to be verified anew.") if again else None,
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, answered(draft.organisation))
    organisation = organisations.become_company(
        turn.work, turn.around.programme, turn.person, answered(draft.name), draft.register_number or None
    )
    rows: list[Row] = []
    if draft.vat is not None:
        rows.append((Button(Msg("🧾 Go on with {number}", number=draft.vat), EnterVatNumber(draft.vat)),))
    if organisation.verified_at is None:
        rows.append((Button(Msg("✅ Get verified"), GetVerified()),))
    words = paragraphs(
        Msg("🏢 <b>{organisation}</b> is a company account now.", organisation=organisation.name),
        None if organisation.verified_at is not None else own_state(organisation),
    )
    return View(words, (*rows, (Button(Msg("🧾 VAT number"), Go("vat")), MENU)))


BECOME_COMPANY: Form[Draft] = Form(
    name="become_company",
    title=Msg("Make it a company account"),
    draft=Draft,
    begin=_begin,
    questions=(
        Ask(name="name", label=Msg("Name"), say=_which_name, read=_read_name, options=_present_name),
        Ask(
            name="register_number",
            label=Msg("Register number"),
            say=_which_number,
            read=_read_number,
            ways=lambda asking, refused: here_already(asking.turn, refused),
            unmistakable=True,
            options=lambda _asking: (Option(NO_NUMBER, Msg("⏭ Leave it out")),),
        ),
    ),
    review=_review,
    finish_label=Msg("🏢 Make it a company account"),
    finish=_finish,
)


def become_company(turn: Turn, vat: str | None = None) -> None:
    """Opens the form; `vat` is the number with which it goes on afterwards."""
    open_form(turn, BECOME_COMPANY, organisation=own_organisation(turn.person).id, vat=vat)


CHAPTER = Chapter(
    commands=(ChatCommand("company", become_company),),
    forms=(BECOME_COMPANY,),
    ways_on={KindKeptInConsole: lambda turn: (console_row(turn),)},
)
