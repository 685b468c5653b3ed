"""How one's organisation becomes verified: which ways there are, how far it is, and what support asks."""

from __future__ import annotations

from dataclasses import dataclass

from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind, Outcome
from domain.programme import VerificationWay
from domain.sayings.natures import Kind
from domain.words import Country, Day, Msg, Provider, Words, lines, paragraphs
from handlers.answers.faq import way_to_article
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Form, answered
from handlers.chat.payloads import Go
from handlers.chat.sayings import Saying
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Link, Row, View
from handlers.organisations.acting import may
from handlers.organisations.registration import here_already
from handlers.partnerships.remarks import remark
from handlers.verification.card import question_words, reason_words
from handlers.verification.payloads import AnswerSupport, AskToVerify, GetVerified
from services.organisations import NumberIsHere, require_free_number
from services.rights import Act, own_organisation
from services.verification import claiming
from storage.tables import Claim, Organisation
from storage.verification import newest_claim

ORGANISATION = Button(Msg("🏢 Organisation"), Go("organisation"))


def ways_to_be_verified(turn: Turn) -> View:
    """Where the organisation stands, and what there is to tap."""
    organisation = own_organisation(turn.person)
    below: Row = (ORGANISATION, MENU)
    if organisation.verified_at is not None:
        day = Day(organisation.verified_at)
        done = Msg(
            "✅ <b>{organisation}</b> is verified by {provider}, since {day}.",
            organisation=organisation.name,
            provider=Provider(),
            day=day,
        )
        return View(done, (below,))
    heading = Msg("⚠️ <b>{organisation} is not verified yet.</b>", organisation=organisation.name)
    explained = way_to_article(turn, "being-verified")
    try:
        require_free_number(turn.work, Country(organisation.country), organisation.register_number)
    except NumberIsHere as here:
        here_rows = (*here_already(turn, here), *way_to_article(turn, "company-here-already"))
        return View(paragraphs(heading, here.reason), (*here_rows, below))
    last = newest_claim(turn.work.session, organisation.id, ClaimKind.REGISTER)
    if last is not None and last.decided_at is None:
        return View(paragraphs(heading, _under_way(last)), (*_answer_row(turn, last), *explained, below))
    declined = None
    if last is not None and last.outcome is Outcome.DECLINED:
        declined = Msg("❌ Last time: “{reason}”", reason=reason_words(last) or "–")
    words, rows = _ways(turn, organisation)
    return View(paragraphs(heading, declined, words), (*rows, *explained, below))


def _ways(turn: Turn, organisation: Organisation) -> tuple[Words, list[Row]]:
    programme = turn.around.programme
    by_support = may(turn, Act.GET_VERIFIED) and claiming.support_judges(turn.work, programme, turn.person)
    by_link = VerificationWay.ACCOUNT_LINK in programme.verification
    rows: list[Row] = []
    if by_support:
        rows.append((Button(Msg("🔎 Ask support to verify it"), AskToVerify()),))
    if by_link:
        console = Msg("🔗 Console of {provider}", provider=Provider())
        rows.append((Button(console, Link(programme.console_url)),))
    words = lines(
        _what_support_does(organisation) if by_support else None,
        Msg("🔗 At once: log in to the console of {provider} and tap “Connect Telegram” there.", provider=Provider())
        if by_link
        else None,
        None if by_support or by_link else Msg("Nobody can do that here at the moment. Please try again later."),
    )
    return words, rows


def _what_support_does(organisation: Organisation) -> Words:
    if organisation.register_number is not None:
        return Msg("🔎 With one tap: support compares what you have stated with the register.")
    return Msg("🔎 With a sentence from you: support looks for your account.")


def _under_way(claim: Claim) -> Words:
    if claim.question is not None and claim.answer is None:
        return Msg("❓ Support asks: “{question}”", question=question_words(claim))
    return Msg("⏳ Support is looking at it. I tell you as soon as it is decided.")


def _answer_row(turn: Turn, claim: Claim) -> tuple[Row, ...]:
    """Whoever has asked answers."""
    if claim.question is None or claim.answer is not None or claim.claimed_by_id != turn.person.id:
        return ()
    return ((Button(Msg("💬 Answer"), AnswerSupport(claim.id)),),)


def _show(turn: Turn, _payload: GetVerified) -> None:
    turn.show(ways_to_be_verified(turn))


def _ask(turn: Turn, _payload: AskToVerify) -> None:
    """Where there is a number in a register, it says all; otherwise the person has to say something."""
    organisation = own_organisation(turn.person)
    if organisation.register_number is None:
        open_form(turn, VERIFY)
        return
    claiming.ask_to_verify(turn.work, turn.around.programme, turn.person, None)
    turn.show(ways_to_be_verified(turn))


@dataclass(frozen=True)
class StatementDraft:
    """By what support recognises an organisation that has given no register number."""

    statement: str | None = None


def _which_statement(asking: Asking[StatementDraft]) -> Words:
    organisation = own_organisation(asking.turn.person)
    return paragraphs(
        Msg("<b>By what does support recognise {organisation}?</b>", organisation=organisation.name),
        Msg(
            "For example its customer number at {provider}, or the e-mail address of the account. "
            "Please send no passwords.",
            provider=Provider(),
        )
        if organisation.kind is OrganisationKind.PRIVATE
        else Msg(
            "For example its number in the register, or its customer number at {provider}. Please send no passwords.",
            provider=Provider(),
        ),
    )


def _finish(turn: Turn, draft: StatementDraft) -> View:
    claiming.ask_to_verify(turn.work, turn.around.programme, turn.person, answered(draft.statement))
    return ways_to_be_verified(turn)


VERIFY: Form[StatementDraft] = Form(
    name="verify",
    title=Msg("Get verified"),
    draft=StatementDraft,
    questions=(remark("statement", Msg("Recognised by"), _which_statement),),
    finish=_finish,
)


@dataclass(frozen=True)
class AnswerDraft:
    """What the person answers to support's question about a claim."""

    claim: int = 0
    answer: str | None = None


def _which_answer(asking: Asking[AnswerDraft]) -> Words:
    claim = claiming.answerable(asking.turn.work, asking.turn.person, asking.draft.claim)
    return paragraphs(
        Msg(
            "<b>Support asks about {organisation}:</b> “{question}”",
            organisation=claim.organisation.name,
            question=question_words(claim),
        ),
        Msg("Write your answer in one message."),
    )


def _answer(turn: Turn, draft: AnswerDraft) -> View:
    claiming.answer(turn.work, turn.person, draft.claim, answered(draft.answer))
    return View(Msg("💬 Support has your answer. I tell you as soon as it has decided."), ((MENU,),))


ANSWER_SUPPORT: Form[AnswerDraft] = Form(
    name="answer_support",
    title=Msg("Answer support"),
    draft=AnswerDraft,
    begin=lambda turn, draft: claiming.answerable(turn.work, turn.person, draft.claim),
    questions=(remark("answer", Msg("Answer"), _which_answer),),
    finish=_answer,
)


def _open_answer(turn: Turn, payload: AnswerSupport) -> None:
    open_form(turn, ANSWER_SUPPORT, claim=payload.claim)


CHAPTER = Chapter(
    routes=(on(GetVerified, _show), on(AskToVerify, _ask), on(AnswerSupport, _open_answer)),
    by_link=(GetVerified, AnswerSupport),  # the second asks for an answer: nothing happens before it is given
    forms=(VERIFY, ANSWER_SUPPORT),
    sayings=(
        Saying(
            name="get_verified",
            visitors=True,
            label=Msg("Get verified"),
            kind=Kind.DO,
            answer=lambda turn, _heard: turn.show(ways_to_be_verified(turn)),
            about="being-verified",
        ),
    ),
    after_refusal=(
        after_refusal(
            AskToVerify, lambda _turn, _payload: (), lambda turn, _payload: turn.show(ways_to_be_verified(turn))
        ),
    ),
)
