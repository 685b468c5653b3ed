"""An organisation's VAT number: look at it, enter or change it, remove it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.countries import is_eu
from domain.organisations.kinds import OrganisationKind
from domain.vat.reading import VatNumber, read_vat_number, vat_example
from domain.words import Country, Day, Msg, Value, Words, lines, paragraphs
from handlers.acting import may_decide, require_acting_for
from handlers.dialogue import open_form
from handlers.faq import topic_button
from handlers.forms import Ask, Asking, Choose, Form, Option, answered
from handlers.payloads import EnterVat, Go, RemoveVat
from handlers.turn import Chapter, ChatCommand, Turn, on
from handlers.views import MENU, Button, Row, View
from services import vat
from services.authority import own_organisation, require_signature
from services.vat import VatNumberNotForThisAccount, require_vat_account
from storage.tables import Organisation
from storage.vat import vat_number_of

_ACCEPTED = "true"


def takes_vat_number(organisation: Organisation) -> bool:
    """Whether the organisation's account can have a VAT number at all (facts 33, 37)."""
    try:
        require_vat_account(organisation)
    except VatNumberNotForThisAccount:
        return False
    return True


@dataclass(frozen=True)
class Draft:
    """What has been answered so far. `number` is compact and has its prefix; `confirmed` is the number once more.

    Raises `ValueError` where the two differ: another number has to be confirmed anew.
    """

    organisation: int | None = None
    number: str | None = None
    confirmed: str | None = None
    accepted: bool | None = None

    def __post_init__(self) -> None:
        if self.confirmed is not None and self.confirmed != self.number:
            raise ValueError("another number was confirmed")

    @property
    def vat_number(self) -> VatNumber:
        """The number with its country."""
        return read_vat_number(answered(self.number))


def _begin(turn: Turn, _draft: Draft) -> None:
    organisation = own_organisation(turn.person)
    require_vat_account(organisation)
    require_signature(turn.work, turn.person, organisation)


def _organisation(asking: Asking[Draft]) -> Organisation:
    """The organisation for which the form was opened."""
    return asking.turn.work.session.get_one(Organisation, answered(asking.draft.organisation))


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


def _is_that_right(asking: Asking[Draft]) -> Words:
    number = asking.draft.vat_number
    organisation = _organisation(asking)
    home = Country(organisation.country)
    return paragraphs(
        Msg(
            "<b>Is this the right number?</b>\n\n<code>{number}</code>\nCountry: {country}",
            number=number.number,
            country=_country_name(number),
        ),
        Msg(
            "⚠️ {organisation} is registered here with another country: {home}. "
            "A company can have VAT numbers in several countries; please make sure that this is the one you mean.",
            organisation=organisation.name,
            home=home,
        )
        if number.country != home
        else None,
        Msg("If it is not, go back and type another one."),
    )


def _country_name(number: VatNumber) -> Value:
    """The rest of the United Kingdom has no European VAT numbers."""
    return Msg("Northern Ireland") if number.prefix == "XI" else number.country


def _terms(asking: Asking[Draft]) -> Words:
    programme = asking.turn.around.programme
    return paragraphs(
        Msg("<b>Do you accept the general terms?</b>"),
        Msg(
            "Before I store the number, please read the general terms of {provider}. You find them in the web console, "
            "beside the VAT field: “Customer account”, then “Change”.",
            provider=programme.provider,
        ),
        programme.console_url,
    )


def _review(asking: Asking[Draft]) -> Words:
    number = asking.draft.vat_number
    return paragraphs(
        Msg("<b>Shall I store this VAT number?</b>"),
        lines(
            Msg("Organisation: <b>{organisation}</b>", organisation=_organisation(asking).name),
            Msg("VAT number: <code>{number}</code>", number=number.number),
            Msg("Country: {country}", country=_country_name(number)),
        ),
        Msg("You have read and accept the general terms."),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    require_acting_for(turn, answered(draft.organisation))
    stored = vat.enter(turn.work, turn.person, draft.vat_number)
    organisation = own_organisation(turn.person)
    words = paragraphs(
        Msg(
            "✅ The VAT number <code>{number}</code> is stored for {organisation}.",
            number=stored.number,
            organisation=organisation.name,
        ),
        Msg("For companies in the EU with a valid number, reverse charge applies.")  # fact 37
        if is_eu(organisation.country)
        else None,
    )
    return View(words, ((Button(Msg("🧾 VAT number"), Go("vat")), MENU),))


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
            explain="vat-requirements",
            explain_label=Msg("ℹ️ Who needs one?"),
        ),
        Choose(
            name="confirmed",
            label=Msg("Country of the number"),
            say=_is_that_right,
            options=lambda asking: (Option(answered(asking.draft.number), Msg("✅ Yes, that is right")),),
        ),
        Choose(
            name="accepted",
            label=Msg("General terms"),
            say=_terms,
            options=lambda _asking: (Option(_ACCEPTED, Msg("☑️ I have read and accept them")),),
        ),
    ),
    review=_review,
    finish_label=Msg("✅ Store the VAT number"),
    finish=_finish,
)


def _show(turn: Turn, remark: Words | None = None) -> None:
    organisation = own_organisation(turn.person)
    try:
        require_vat_account(organisation)
    except VatNumberNotForThisAccount as refused:
        turn.show(View(paragraphs(remark, refused.reason), _rows_without_field(turn, organisation)))
        return
    stored = vat_number_of(turn.work.session, organisation.id)
    if stored is None:
        words: Words = paragraphs(
            remark,
            Msg("<b>VAT number of {organisation}</b>", organisation=organisation.name),
            Msg("No number is stored yet."),
            Msg(
                "You need the European VAT number of your company, for example <code>{example}</code>, and you accept "
                "the general terms. Entering it takes a minute.",
                example=vat_example(Country(organisation.country)),
            ),
        )
        changes: tuple[Row, ...] = ((Button(Msg("🧾 Enter the VAT number"), EnterVat()),),)
    else:
        words = paragraphs(
            remark,
            Msg("<b>VAT number of {organisation}</b>", organisation=organisation.name),
            lines(
                Msg("<code>{number}</code>", number=stored.number),
                Msg("Country: {country}", country=_country_name(VatNumber(Country(stored.country), stored.number))),
                Msg("Entered on {day}", day=Day(stored.terms_accepted_at)),
            ),
        )
        changes = ((Button(Msg("✏️ Change"), EnterVat()), Button(Msg("🗑 Remove"), RemoveVat(sure=False))),)
    if not may_decide(turn):
        changes = ()
    turn.show(View(words, (*changes, (topic_button(turn, "vat-requirements"),), (MENU,))))


def _rows_without_field(turn: Turn, organisation: Organisation) -> tuple[Row, ...]:
    rows: list[Row] = [(topic_button(turn, "vat-requirements"),)]
    if organisation.kind is OrganisationKind.PRIVATE:
        rows.insert(0, (Button(Msg("📝 Register a company"), Go("register")),))
    return (*rows, (MENU,))


def _enter(turn: Turn, _payload: EnterVat) -> None:
    open_form(turn, ENTER_VAT, organisation=own_organisation(turn.person).id)


def _remove(turn: Turn, payload: RemoveVat) -> None:
    organisation = own_organisation(turn.person)
    require_signature(turn.work, turn.person, organisation)
    stored = vat_number_of(turn.work.session, organisation.id)
    if stored is None:
        turn.whisper(Msg("There is no VAT number to remove."))
        _show(turn)
    elif payload.sure:
        vat.remove(turn.work, turn.person)
        turn.whisper(Msg("The VAT number is removed."))
        _show(turn, Msg("🗑 The VAT number <code>{number}</code> is removed.", number=stored.number))
    else:
        words = paragraphs(
            Msg(
                "<b>Remove the VAT number <code>{number}</code> of {organisation}?</b>",
                number=stored.number,
                organisation=organisation.name,
            ),
            # fact 36
            Msg("A company account without a VAT number is asked for it when it pays, and in renewal e-mails."),
        )
        sure = Button(Msg("🗑 Yes, remove it"), RemoveVat(sure=True))
        turn.show(View(words, ((sure,), (Button(Msg("◀️ No, keep it"), Go("vat")),))))


CHAPTER = Chapter(
    commands=(ChatCommand("vat", _show, Msg("Your company’s European VAT number")),),
    routes=(on(EnterVat, _enter), on(RemoveVat, _remove)),
    forms=(ENTER_VAT,),
)
