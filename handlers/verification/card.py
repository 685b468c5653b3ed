"""How a claim looks to those who judge it: support in its group, and representatives in their chats."""

from __future__ import annotations

from collections.abc import Mapping

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind, Outcome
from domain.people import Role
from domain.programme import Programme
from domain.words import Country, Day, Language, Msg, Provider, Value, Words, lines, listing, paragraphs
from handlers.chat.due.later import later_button
from handlers.chat.views import Button, Link, Row, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.organisations.registration import KIND_NAMES, register_line
from handlers.verification.payloads import (
    AdmitClaimant,
    AnswerSupport,
    AskBack,
    DeclineClaim,
    JudgeClaim,
    TurnAway,
    Verdict,
)
from storage.people import members
from storage.tables import Claim
from storage.vat import vat_number_of
from storage.work import Work

CLAIM, QUESTION = "c", "s"
"""What is put off, where somebody taps “⏰ Later” under a claim's card, or under support's question about it."""
REASONS: Mapping[ClaimKind, Mapping[str, Msg]] = {
    ClaimKind.REGISTER: {
        "#not_found": Msg("No such register number."),
        "#other_name": Msg("The registered name differs."),
        "#not_yours": Msg("Your authority is not shown."),
    },
    ClaimKind.ACCESS: {"#stranger": Msg("You are not known there.")},
    ClaimKind.DISPUTE: {"#rightful": Msg("Those who act for it may.")},
}
"""Reasons that can be tapped. They are stored by their code and read in each reader's language."""
QUESTIONS: Mapping[str, Msg] = {
    "#position": Msg("What is your position there?"),
    "#number": Msg("What is the register number?"),
    "#email": Msg("Which e-mail is on record?"),
}
"""Questions that can be tapped, stored and read in the same way."""
_TITLES: Mapping[ClaimKind, Msg] = {
    ClaimKind.REGISTER: Msg("🔎 <b>To verify</b>"),
    ClaimKind.ACCESS: Msg("🙋 <b>Asks for access</b>"),
    ClaimKind.DISPUTE: Msg("⚖️ <b>Disputes who may act</b>"),
}
_STANDS_STILL = Msg("⚖️ <b>Disputes who may act; nothing can be decided meanwhile</b>")


def reason_words(claim: Claim) -> Value | None:
    """Why it was declined, if a reason was given."""
    return None if claim.reason is None else REASONS[claim.kind].get(claim.reason, claim.reason)


def question_words(claim: Claim) -> Value:
    """What support asks."""
    return QUESTIONS.get(claim.question or "", claim.question or "")


def question_to_claimant(claim: Claim) -> View:
    """What support has asked, for whoever is to answer."""
    words = Msg(
        "❓ <b>Support asks about {organisation}:</b> “{question}”",
        organisation=claim.organisation.name,
        question=question_words(claim),
    )
    return View(words, ((Button(Msg("💬 Answer"), AnswerSupport(claim.id)), later_button(QUESTION, claim.id)),))


def card_in_group(work: Work, programme: Programme, claim: Claim, headline: Words | None = None) -> View:
    """The claim as support sees it; stays up to date by itself."""
    later = (later_button(CLAIM, claim.id),)
    rows = () if claim.decided_at is not None else (*_look_it_up(programme, claim), *_verdicts(claim), later)
    return View(paragraphs(headline, _stated(work, claim), _state(claim)), rows, claim=claim.id)


def choice_in_group(work: Work, claim: Claim, verdict: Verdict) -> View:
    """The same, with what there is to choose from before something is done."""
    back = (Button(Msg("◀️ Back"), JudgeClaim(claim.id, Verdict.BACK)),)
    rows: list[Row]
    match verdict:
        case Verdict.DECLINE_HOW:
            words = Msg("<b>Why?</b> Tap a reason, or reply to this message: /decline and your own words.")
            rows = [(Button(text, DeclineClaim(claim.id, code)),) for code, text in REASONS[claim.kind].items()]
        case Verdict.ASK_HOW:
            words = Msg("<b>What do you want to know?</b> Tap a question, or reply to this message with your own.")
            rows = [(Button(text, AskBack(claim.id, code)),) for code, text in QUESTIONS.items()]
        case _:
            words = Msg(
                "<b>Really?</b> {name} becomes the legal representative. Whoever acts for it now does not any more, "
                "but for people of the console: those only {provider} can remove, there.",
                name=claim.claimed_by.first_name,
                provider=Provider(),
            )
            rows = [(Button(Msg("⚖️ Yes, uphold it"), JudgeClaim(claim.id, Verdict.UPHOLD)),)]
    return View(paragraphs(_stated(work, claim), words), (*rows, back), claim=claim.id)


def card_of_representative(claim: Claim) -> View:
    """A request for access, as the organisation's representatives see it."""
    name, organisation = claim.claimed_by.first_name, claim.organisation.name
    rows: tuple[Row, ...] = ()
    if claim.decided_at is None:
        rows = (
            *_admissions(claim, by_support=False),
            (Button(Msg("❌ Decline"), TurnAway(claim.id)), later_button(CLAIM, claim.id)),
        )
    words = paragraphs(
        Msg(
            "🙋 <b>{name} says that they belong to {organisation}</b>, and asks for access.",
            name=name,
            organisation=organisation,
        ),
        Msg("“{statement}”", statement=claim.statement) if claim.statement else None,
        Msg("Let in only people whom you know: in Telegram, anybody can have this name.")
        if claim.decided_at is None
        else _state(claim),
    )
    return View(words, rows, claim=claim.id)


def _stated(work: Work, claim: Claim) -> Words:
    """What there is to compare with the register."""
    organisation, person = claim.organisation, claim.claimed_by
    country = Country(organisation.country)
    vat = vat_number_of(work.session, organisation.id)
    return lines(
        _STANDS_STILL
        if claim.kind is ClaimKind.DISPUTE and organisation.frozen_at is not None
        else _TITLES[claim.kind],
        Msg("🏢 <b>{organisation}</b>", organisation=organisation.name),
        Msg("{kind}, {country}", kind=KIND_NAMES[organisation.kind], country=country),
        register_line(country, organisation.register_number) if organisation.kind is OrganisationKind.COMPANY else None,
        None if vat is None else Msg("VAT number: <code>{number}</code>", number=vat.number),
        Msg("👤 <b>{name}</b>, reads {language}", name=person.first_name, language=Language(person.language)),
        Msg("“{statement}”", statement=claim.statement) if claim.statement else None,
        _people(work, claim) if claim.kind is not ClaimKind.REGISTER else None,
    )


def _people(work: Work, claim: Claim) -> Words:
    """Who acts for the organisation now."""
    acting = [
        Msg("{name} ({role})", name=member.person.first_name, role=ROLE_NAMES[member.role])
        if member.console_id is None
        else Msg("{name} ({role}, from the console)", name=member.person.first_name, role=ROLE_NAMES[member.role])
        for member in members(work.session, claim.organisation_id)
    ]
    return Msg("👥 {people}", people=listing(acting)) if acting else Msg("👥 nobody acts for it")


def _state(claim: Claim) -> Words:
    asked = None if claim.question is None else Msg("❓ “{question}”", question=question_words(claim))
    answer = None if claim.answer is None else Msg("💬 “{answer}”", answer=claim.answer)
    if claim.decided_at is None:
        if asked is not None and answer is None:
            return lines(asked, Msg("⏳ waiting for the answer"))
        return lines(asked, answer, Msg("⏳ waiting for a decision"))
    return lines(asked, answer, _decided(claim, Day(claim.decided_at)))


def _decided(claim: Claim, day: Day) -> Words:
    name, reason = claim.decided_by or "", reason_words(claim)
    if claim.outcome is Outcome.APPROVED:
        return Msg("✅ Approved by {name}, {day}", name=name, day=day)
    if claim.outcome is Outcome.SETTLED:
        return Msg("☑️ Settled, {day}: nothing to decide any more", day=day)
    if reason is None:
        return Msg("❌ Declined by {name}, {day}", name=name, day=day)
    return Msg("❌ Declined by {name}, {day}: “{reason}”", name=name, day=day, reason=reason)


def _look_it_up(programme: Programme, claim: Claim) -> tuple[Row, ...]:
    """The register's search page, where the profile has one for the country."""
    page = programme.links.registers.get(claim.organisation.country)
    if page is None or claim.organisation.register_number is None:
        return ()
    return ((Button(Msg("🔎 To the register"), Link(page)),),)


def _verdicts(claim: Claim) -> tuple[Row, ...]:
    key = claim.id
    decline = Button(Msg("❌ Decline"), JudgeClaim(key, Verdict.DECLINE_HOW))
    ask = Button(Msg("❓ Ask back"), JudgeClaim(key, Verdict.ASK_HOW))
    match claim.kind:
        case ClaimKind.REGISTER:
            return ((Button(Msg("✅ Approve"), JudgeClaim(key, Verdict.APPROVE)), decline), (ask,))
        case ClaimKind.ACCESS:
            return (*_admissions(claim, by_support=True), (decline, ask))
        case ClaimKind.DISPUTE:
            return ((Button(Msg("⚖️ Uphold"), JudgeClaim(key, Verdict.UPHOLD_HOW)), decline), (ask,))


def _admissions(claim: Claim, *, by_support: bool) -> tuple[Row, ...]:
    """An account's legal representatives are the console's to name; where it has none left, support may help out."""
    employee = (Button(Msg("✅ Admit as employee"), AdmitClaimant(claim.id, Role.EMPLOYEE)),)
    if claim.organisation.account_id is not None and not by_support:
        return (employee,)
    representative = Button(Msg("✅ Admit as representative"), AdmitClaimant(claim.id, Role.LEGAL_REPRESENTATIVE))
    return employee, (representative,)
