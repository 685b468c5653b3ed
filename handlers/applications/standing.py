"""Where a company stands on its way to becoming a partner, as its own people see it."""

from __future__ import annotations

from domain.applications import ApplicationStatus
from domain.words import Day, Msg, Provider, Words, lines, paragraphs
from handlers.answers.faq import way_to_article
from handlers.applications.card import question_words, reason_words
from handlers.applications.payloads import AnswerAboutApplication, AsPrivatePerson, WithdrawApplication
from handlers.chat.payloads import Go, GoFirst
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.organisations.acting import may
from services.applications.applying import again_from
from services.rights import Act
from storage.tables import Application, Organisation


def who_applies() -> View:
    """To somebody who acts for nobody yet."""
    return View(
        Msg("🤝 <b>Who wants to become a partner?</b>"),
        (
            (Button(Msg("🏢 A company"), GoFirst("register", "becomepartner")),),
            (Button(Msg("👤 I, as a private person"), AsPrivatePerson()),),
            (MENU,),
        ),
    )


def affiliate_view(turn: Turn) -> View:
    """Private people are no partners, and there is something for them (facts 1, 3)."""
    words = paragraphs(
        Msg("👤 <b>For private people there is the affiliate programme.</b>"),
        Msg(
            "You recommend products of {provider} and get a commission. Partners are companies; being affiliate and "
            "partner at the same time is not possible.",
            provider=Provider(),
        ),
    )
    company = (Button(Msg("🏢 I have a company"), GoFirst("register", "becomepartner")),)
    return View(words, (*way_to_article(turn, "affiliate-programme"), company, (MENU,)))


def partner_view(organisation: Organisation) -> View:
    """It is one already."""
    words = Msg(
        "✅ <b>{organisation} is a partner.</b> Its partner code: <code>{code}</code>",
        organisation=organisation.name,
        code=organisation.partner_code or "",
    )
    return View(
        words, ((Button(Msg("📥 Requests"), Go("requests")), Button(Msg("👥 Clients"), Go("clients"))), (MENU,))
    )


def standing_view(turn: Turn, application: Application) -> View:
    """An application that waits, or one that was declined a while ago."""
    organisation = application.organisation
    heading = Msg("🤝 <b>{organisation}: becoming a partner</b>", organisation=organisation.name)
    rows: list[Row] = []
    if application.status is ApplicationStatus.DECLINED:
        rows += way_to_article(turn, "reseller-requirements")
        return View(paragraphs(heading, declined_words(application)), (*rows, (MENU,)))
    if may(turn, Act.APPLY):
        if application.status is ApplicationStatus.QUESTIONED:
            rows.append((Button(Msg("💬 Answer"), AnswerAboutApplication(application.id)),))
        rows.append((Button(Msg("↩️ Withdraw the application"), WithdrawApplication(application.id, sure=False)),))
    words = lines(
        Msg("📨 Sent by {name}, {day}", name=application.applicant.first_name, day=Day(application.submitted_at)),
        Msg("❓ Support asks: “{question}”", question=question_words(application))
        if application.status is ApplicationStatus.QUESTIONED
        else Msg("⏳ Support is looking at it. I tell you as soon as it is decided."),
    )
    return View(paragraphs(heading, words), (*rows, (MENU,)))


def declined_words(application: Application) -> Words:
    """What was missing, and from when on a new application makes sense."""
    again = again_from(application)
    return lines(
        Msg("❌ Not a partner for now: “{reason}”", reason=reason_words(application) or "–"),
        None if again is None else Msg("🔁 You can apply again from {day}: /becomepartner", day=Day(again)),
    )


def really_withdraw(application: Application) -> View:
    """Before an application is withdrawn."""
    words = Msg(
        "<b>Withdraw the application of {organisation}?</b> Support does not decide about it any more. You can apply "
        "again at any time.",
        organisation=application.organisation.name,
    )
    return View(
        words,
        (
            (Button(Msg("Yes, withdraw"), WithdrawApplication(application.id, sure=True)),),
            (Button(Msg("◀️ Back"), Go("becomepartner")), MENU),
        ),
    )
