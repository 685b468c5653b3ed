"""How an application looks to support, in its group."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from domain.applications import WAITING, ApplicationStatus, minimum_in
from domain.programme import Programme
from domain.websites import link_to
from domain.words import Country, Day, Language, Money, Msg, Words, lines, paragraphs
from handlers.applications.payloads import AskApplicant, DeclineApplication, JudgeApplication, Verdict
from handlers.chat.due.later import later_button
from handlers.chat.views import Button, Link, Row, View
from handlers.organisations.registration import register_line
from handlers.organisations.verified import verified_line
from storage.organisations.partners import partner_that_looks
from storage.tables import Application
from storage.work import Work

APPLICATION, QUESTION = "a", "q"
"""What is put off, where somebody of support taps “⏰ Later” under an application's card, or somebody of the company
under support's question about it."""
REASONS: Mapping[str, Msg] = {
    "#value": Msg("The yearly value is too low."),
    "#website": Msg("There is no active website."),
    "#register": Msg("It is not in the register."),
}
"""Reasons that can be tapped. They are stored by their code and read in each reader's language."""
QUESTIONS: Mapping[str, Msg] = {
    "#products": Msg("What products do you manage?"),
    "#website": Msg("Which website is your own?"),
    "#accounts": Msg("For which clients are they?"),
}
"""Questions that can be tapped, stored and read in the same way."""


def reason_words(application: Application) -> Words | str | None:
    """Why it was declined."""
    return None if application.reason is None else REASONS.get(application.reason, application.reason)


def question_words(application: Application) -> Words | str:
    """What support asks."""
    return QUESTIONS.get(application.question or "", application.question or "")


def value_of(application: Application) -> Money:
    """What the products are worth a year, as it was when the company applied."""
    return Money(Decimal(application.yearly_value) / 100, application.currency)


def card_in_group(work: Work, programme: Programme, application: Application, headline: Words | None = None) -> View:
    """The application as support sees it; stays up to date by itself."""
    rows = (*_verdicts(application), *_look_it_up(programme, application)) if application.status in WAITING else ()
    words = paragraphs(headline, _stated(work, programme, application), _state(application))
    return View(words, rows, application=application.id)


def choice_in_group(work: Work, programme: Programme, application: Application, verdict: Verdict) -> View:
    """The same, with what there is to choose from before something is done."""
    back = (Button(Msg("◀️ Back"), JudgeApplication(application.id, Verdict.BACK)),)
    if verdict is Verdict.DECLINE_HOW:
        words = Msg("<b>Why?</b> Tap a reason, or reply to this message: /decline and your own words.")
        rows = [(Button(text, DeclineApplication(application.id, code)),) for code, text in REASONS.items()]
    else:
        words = Msg("<b>What do you want to know?</b> Tap a question, or reply to this message with your own.")
        rows = [(Button(text, AskApplicant(application.id, code)),) for code, text in QUESTIONS.items()]
    stated = _stated(work, programme, application)
    return View(paragraphs(stated, words), (*rows, back), application=application.id)


def _stated(work: Work, programme: Programme, application: Application) -> Words:
    organisation, person = application.organisation, application.applicant
    country, value = Country(organisation.country), value_of(application)
    twin = None if organisation.is_partner else partner_that_looks(work.session, organisation.skeleton)
    minimum = minimum_in(value.currency, programme.minimum_value)
    number = organisation.register_number or application.register_number
    return lines(
        Msg("🤝 <b>Wants to become a partner</b>"),
        Msg("🏢 <b>{organisation}</b>, {country}", organisation=organisation.name, country=country),
        register_line(country, number),
        Msg("⚠️ The number was stated with the application; nobody has compared it yet.")
        if organisation.register_number is None
        else None,
        verified_line(organisation),
        None
        if twin is None
        else Msg("⚠️ Its name looks like that of a partner: {partner}", partner=f"{twin.name}, {twin.partner_code}"),
        Msg("🌐 {address}", address=application.website),
        Msg("💶 {value} a year, known here (at least {minimum})", value=value, minimum=minimum)
        if application.value_is_known
        else Msg("💶 {value} a year, as stated (at least {minimum})", value=value, minimum=minimum),
        Msg("✅ Has undertaken: support, invoices, tenders, special terms"),  # facts 6–9
        Msg(
            "👤 <b>{name}</b>, reads {language}; {day}",
            name=person.first_name,
            language=Language(person.language),
            day=Day(application.submitted_at),
        ),
    )


def _state(application: Application) -> Words:
    name = application.assigned_to
    asked = None if application.question is None else Msg("❓ “{question}”", question=question_words(application))
    answer = None if application.answer is None else Msg("💬 “{answer}”", answer=application.answer)
    return lines(
        None if name is None or application.decided_at is not None else Msg("🙋 {name} has it in hand", name=name),
        asked,
        answer,
        _decision(application),
    )


def _decision(application: Application) -> Words:
    name, reason = application.decided_by or "", reason_words(application) or "–"
    day = Day(application.decided_at or application.submitted_at)
    match application.status:
        case ApplicationStatus.SUBMITTED:
            return Msg("⏳ waiting for a decision")
        case ApplicationStatus.QUESTIONED:
            return Msg("⏳ waiting for the answer")
        case ApplicationStatus.APPROVED:
            code = application.organisation.partner_code or "–"
            return Msg("✅ Approved by {name}, {day}: {code}", name=name, day=day, code=code)
        case ApplicationStatus.DECLINED:
            return Msg("❌ Declined by {name}, {day}: “{reason}”", name=name, day=day, reason=reason)
        case ApplicationStatus.WITHDRAWN:
            return Msg("↩️ Withdrawn by {name}, {day}", name=name, day=day)


def _verdicts(application: Application) -> tuple[Row, ...]:
    key = application.id
    take = (Button(Msg("🙋 Assign to me"), JudgeApplication(key, Verdict.TAKE)),)
    return (
        (
            Button(Msg("✅ Approve"), JudgeApplication(key, Verdict.APPROVE)),
            Button(Msg("❌ Decline"), JudgeApplication(key, Verdict.DECLINE_HOW)),
        ),
        (Button(Msg("❓ Ask back"), JudgeApplication(key, Verdict.ASK_HOW)), *take),
        (later_button(APPLICATION, key),),
    )


def _look_it_up(programme: Programme, application: Application) -> tuple[Row, ...]:
    """The register's search page, where the profile has one for the country, and the website."""
    website = Button(Msg("🌐 Website"), Link(link_to(application.website)))
    page = programme.links.registers.get(application.organisation.country)
    return ((website,),) if page is None else ((Button(Msg("🔎 To the register"), Link(page)), website),)
