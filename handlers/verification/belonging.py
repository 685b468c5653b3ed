"""Somebody belongs to an organisation that is here already, or says that others have no right to it; and what they had
prepared elsewhere goes to it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Msg, Provider, Words, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Form, answered
from handlers.chat.forms.state import forms_of, set_open
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import ROLE_NAMES
from handlers.organisations.registration import REGISTER
from handlers.partnerships.remarks import SEND, as_read_by, remark
from handlers.verification.card import card_of_representative
from handlers.verification.payloads import (
    AdmitClaimant,
    AskSupportInstead,
    ClaimAccess,
    ClaimDispute,
    ClaimPayload,
    OfNumber,
    ShowClaim,
    TakeOver,
    TurnAway,
)
from services.verification import claiming, judging, merging
from storage.tables import Organisation
from storage.work import Work


@dataclass(frozen=True)
class Draft:
    """About whom it is, by country and register number, and what the person says about themselves."""

    country: str = ""
    number: str = ""
    statement: str | None = None


def _organisation(work: Work, country: str, number: str) -> Organisation:
    return claiming.claimed_organisation(work, country, number)


def _named(asking: Asking[Draft]) -> str:
    draft = asking.draft
    return asking.turn.once(_organisation, draft.country, draft.number).name


def _who_asks(asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Who are you at {organisation}?</b>", organisation=_named(asking)),
        Msg("Your full name and what you do there, in one message: whoever decides reads it, and your name here."),
    )


def _ask_for_access(turn: Turn, draft: Draft) -> View:
    claim = claiming.ask_for_access(
        turn.work, turn.around.programme, turn.person, draft.country, draft.number, answered(draft.statement)
    )
    organisation = claim.organisation
    asked = bool(claiming.representatives(turn.work, organisation))
    words = (
        Msg(
            "🙋 I have asked the representatives of {organisation}. I tell you what they decide.",
            organisation=organisation.name,
        )
        if asked
        else Msg("🙋 I have asked support. I tell you what it decides.")
    )
    rows: list[Row] = []
    if asked and claiming.support_judges(turn.work, turn.around.programme, turn.person):
        rows.append((Button(Msg("🕓 No answer: ask support"), AskSupportInstead(claim.id)),))
    return View(words, (*rows, (MENU,)))


def _as_read_by_them(asking: Asking[Draft]) -> Words:
    organisation = asking.turn.once(_organisation, asking.draft.country, asking.draft.number)
    asked = bool(claiming.representatives(asking.turn.work, organisation))
    return as_read_by(organisation.name if asked else Msg("support"), asking.draft.statement)


ACCESS: Form[Draft] = Form(
    name="ask_for_access",
    title=Msg("Ask for access"),
    draft=Draft,
    begin=lambda turn, draft: _organisation(turn.work, draft.country, draft.number),
    questions=(remark("statement", Msg("Who you are"), _who_asks),),
    review=_as_read_by_them,
    finish_label=SEND,
    finish=_ask_for_access,
)


def _why(asking: Asking[Draft]) -> Words:
    organisation = asking.turn.once(_organisation, asking.draft.country, asking.draft.number)
    return paragraphs(
        Msg("<b>Why may those who act for {organisation} not do so?</b>", organisation=organisation.name),
        Msg(
            "Your full name, your position there and what is wrong, in one message: only support reads it. Nobody can "
            "decide anything for {organisation} until {provider} has looked into it. You can do this once.",
            organisation=organisation.name,
            provider=Provider(),
        )
        if claiming.stands_still(organisation)
        else Msg(
            "Your full name, your position there and what is wrong, in one message: only support reads it. "
            "Until it has decided, all stays as it is: {organisation} has an account at {provider}. "
            "You can do this once.",
            organisation=organisation.name,
            provider=Provider(),
        ),
    )


def _dispute(turn: Turn, draft: Draft) -> View:
    claim = claiming.dispute(
        turn.work, turn.around.programme, turn.person, draft.country, draft.number, answered(draft.statement)
    )
    words = Msg(
        "⚖️ {provider} looks into who may act for {organisation}. I tell you what it decides.",
        provider=Provider(),
        organisation=claim.organisation.name,
    )
    return View(words, ((MENU,),))


DISPUTE: Form[Draft] = Form(
    name="dispute",
    title=Msg("They have no right to it"),
    draft=Draft,
    begin=lambda turn, draft: _organisation(turn.work, draft.country, draft.number),
    questions=(remark("statement", Msg("What is wrong"), _why),),
    review=lambda asking: as_read_by(Msg("support"), asking.draft.statement),
    finish_label=SEND,
    finish=_dispute,
)


def _open(turn: Turn, form: Form[Draft], payload: OfNumber) -> None:
    """Registering what is here already comes to nothing, so that form is over."""
    current = forms_of(turn).open
    if current is not None and current.form == REGISTER.name:
        set_open(turn, None)
    open_form(turn, form, country=payload.country, number=payload.number)


def _ask_support(turn: Turn, payload: AskSupportInstead) -> None:
    claiming.ask_support_instead(turn.work, turn.around.programme, turn.person, payload.claim)
    turn.show(View(Msg("🙋 I have asked support. I tell you what it decides."), ((MENU,),)))


def _admit(turn: Turn, payload: AdmitClaimant) -> None:
    claim = judging.admit_as(turn.work, turn.around.programme, turn.person, payload.claim, payload.role)
    turn.whisper(Msg("{name} is in, as {role}.", name=claim.claimed_by.first_name, role=ROLE_NAMES[payload.role]))


def _turn_away(turn: Turn, payload: TurnAway) -> None:
    claim = judging.turn_away(turn.work, turn.person, payload.claim)
    turn.whisper(Msg("{name} is told.", name=claim.claimed_by.first_name))


def _show_again(turn: Turn, payload: ClaimPayload) -> None:
    """The card as it is now: whoever may not decide just now still can later."""
    turn.show(card_of_representative(judging.shown_to(turn.work, turn.person, payload.claim)))


def _take_over(turn: Turn, payload: TakeOver) -> None:
    target = merging.take_over(turn.work, turn.around.programme, turn.person, payload.source, payload.target)
    words = Msg("📥 Done: all that you had prepared belongs to <b>{organisation}</b> now.", organisation=target.name)
    turn.show(View(words, ((MENU,),)))


CHAPTER = Chapter(
    routes=(
        on(ClaimAccess, lambda turn, payload: _open(turn, ACCESS, payload)),
        on(ClaimDispute, lambda turn, payload: _open(turn, DISPUTE, payload)),
        on(AskSupportInstead, _ask_support),
        on(AdmitClaimant, _admit),
        on(TurnAway, _turn_away),
        on(ShowClaim, _show_again),
        on(TakeOver, _take_over),
    ),
    by_link=(ShowClaim,),
    forms=(ACCESS, DISPUTE),
    after_refusal=tuple(
        after_refusal(payload, lambda _turn, _payload: (), _show_again) for payload in (AdmitClaimant, TurnAway)
    ),
)
