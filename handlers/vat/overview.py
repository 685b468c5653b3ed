"""An organisation's VAT number: look at it, remove it."""

from __future__ import annotations

from domain.organisations.kinds import OrganisationKind
from domain.vat.formats import VatNumber as Number
from domain.vat.outages import SWITZERLAND
from domain.vat.reading import vat_example
from domain.words import Country, Day, Msg, Value, Words, lines, paragraphs
from handlers.answers.faq import topic_button
from handlers.chat.chapters import Chapter, on
from handlers.chat.payloads import Go, GoFirst
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View, folded
from handlers.organisations.acting import may
from handlers.vat.checked import name_rows, shown_number, state_words
from handlers.vat.payloads import EnterVat, RemoveVat
from services import vat
from services.rights import Act, own_organisation, require
from services.vat import VatNumberNotForThisAccount, require_vat_account
from storage.tables import Organisation, VatCheck, VatNumber
from storage.vat import check_of, vat_number_of

MOST_STEPS = 10
"""Of a number's history, in one message."""


def country_name(number: Number) -> Value:
    """The rest of the United Kingdom has no European VAT numbers; companies in Monaco have French ones."""
    if number.prefix == "XI":
        return Msg("Northern Ireland")
    return Country("MC") if number.is_monegasque else number.country


def show(turn: Turn, remark: Words | None = None) -> None:
    """The number of the person's organisation, with what is known of it; or why it has none."""
    organisation = own_organisation(turn.person)
    try:
        require_vat_account(organisation)
    except VatNumberNotForThisAccount as refused:
        swiss = _in_swiss_register(turn, organisation)
        known = None if swiss is None else _swiss_words(turn, organisation, swiss)
        rows = name_rows(swiss) if may(turn, Act.ENTER_VAT) else ()
        turn.show(View(paragraphs(remark, refused.reason, known), (*rows, *_rows_without_field(turn, organisation))))
        return
    stored = vat_number_of(turn.work.session, organisation.id)
    if stored is None:
        words: Words = paragraphs(
            remark,
            Msg("<b>VAT number of {organisation}</b>", organisation=organisation.name),
            Msg("No number is stored."),
            Msg(
                "You need the European VAT number of your company, for example <code>{example}</code>, and you accept "
                "the general terms. Entering it takes a minute.",
                example=vat_example(Country(organisation.country)),
            ),
            _history(turn, organisation),
        )
        check = None
    else:
        check = check_of(turn.work.session, organisation.id, stored.number)
        words = paragraphs(
            remark,
            Msg("<b>VAT number of {organisation}</b>", organisation=organisation.name),
            lines(
                Msg("<code>{number}</code>", number=stored.number),
                Msg("Country: {country}", country=country_name(Number(Country(stored.country), stored.number))),
            ),
            state_words(turn.work, organisation, check),
            _history(turn, organisation),
        )
    turn.show(View(words, rows_below(turn, stored, check)))


def rows_below(turn: Turn, stored: VatNumber | None, check: VatCheck | None) -> tuple[Row, ...]:
    """What can be done about a company's number, or where none is stored."""
    changes: tuple[Row, ...] = ()
    if may(turn, Act.ENTER_VAT) and stored is None:
        changes = ((Button(Msg("🧾 Enter the VAT number"), EnterVat()),),)
    elif may(turn, Act.ENTER_VAT):
        change = (Button(Msg("✏️ Change"), EnterVat()), Button(Msg("🗑 Remove"), RemoveVat(sure=False)))
        changes = (*name_rows(check), change)
    return (*changes, (topic_button(turn, "vat-requirements"),), (MENU,))


def _in_swiss_register(turn: Turn, organisation: Organisation) -> VatCheck | None:
    """What is known of a Swiss company's number, where its register is asked."""
    if organisation.country != SWITZERLAND or organisation.register_number is None:
        return None
    return check_of(turn.work.session, organisation.id, organisation.register_number)


def _swiss_words(turn: Turn, organisation: Organisation, check: VatCheck) -> Words:
    return lines(Msg("<b>UID {number}</b>", number=shown_number(check)), state_words(turn.work, organisation, check))


def _history(turn: Turn, organisation: Organisation) -> Words | None:
    """What was entered, changed and removed, the newest first."""
    steps = vat.steps(turn.work, organisation.id)[-MOST_STEPS:]
    return folded(lines(*map(_step, reversed(steps)))) if steps else None


def _step(step: vat.VatStep) -> Words:
    day, who = Day(step.at), step.by or Msg("somebody")
    if step.number is None:
        return Msg("{day}: {who} removed {number}", day=day, who=who, number=step.before or "")
    if step.before is None:
        return Msg("{day}: {who} entered {number}", day=day, who=who, number=step.number)
    return Msg("{day}: {who} changed {before} to {number}", day=day, who=who, before=step.before, number=step.number)


def _rows_without_field(turn: Turn, organisation: Organisation) -> tuple[Row, ...]:
    rows: list[Row] = [(topic_button(turn, "vat-requirements"),)]
    if organisation.kind is OrganisationKind.PRIVATE:
        rows.insert(0, (Button(Msg("🏢 Make it a company account"), GoFirst("company", "vat")),))
    return (*rows, (MENU,))


def remove(turn: Turn, payload: RemoveVat) -> None:
    """Asks whether it is meant, and removes the number where somebody is sure."""
    organisation = own_organisation(turn.person)
    require(turn.work, turn.person, Act.REMOVE_VAT, organisation)
    stored = vat_number_of(turn.work.session, organisation.id)
    if stored is None:
        turn.whisper(Msg("There is no VAT number to remove."))
        show(turn)
    elif payload.sure:
        vat.remove(turn.work, turn.person)
        turn.whisper(Msg("The VAT number is removed."))
        show(turn, Msg("🗑 The VAT number <code>{number}</code> is removed.", number=stored.number))
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
    commands=(ChatCommand("vat", show, Msg("Your company’s European VAT number"), by_link=True),),
    routes=(on(RemoveVat, remove),),
)
