"""Somebody of a partner reports a tender that does not belong here."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from handlers.tenders.payloads import ReportTender
from handlers.tenders.publish_form import has_group
from services.tenders import judging


@dataclass(frozen=True)
class Draft:
    """Which tender, and what is wrong with it."""

    tender: int = 0
    reason: str | None = None


def _what(asking: Asking[Draft]) -> Words:
    turn = asking.turn
    tender = judging.reportable(turn.work, turn.person, asking.draft.tender, group=has_group(turn))
    return paragraphs(
        Msg("<b>What is wrong with “{subject}”?</b>", subject=tender.subject),
        Msg("One sentence is enough. Support reads it with your name and decides; the client does not read it."),
    )


def _finish(turn: Turn, draft: Draft) -> View:
    judging.report(turn.work, turn.person, draft.tender, answered(draft.reason), group=has_group(turn))
    words = Msg("🚩 Thank you. Support looks at it, and takes it out if it does not belong here.")
    return View(words, ((Button(Msg("📣 All tenders"), Go("tenders")), MENU),))


REPORT: Form[Draft] = Form(
    name="report_tender",
    title=Msg("Report a tender"),
    draft=Draft,
    begin=lambda turn, draft: judging.reportable(turn.work, turn.person, draft.tender, group=has_group(turn)),
    questions=(
        Ask(
            name="reason",
            label=Msg("Reason"),
            say=_what,
            read=lambda _asking, text: judging.read_reason(text),
            verbatim=True,
        ),
    ),
    finish=_finish,
)

CHAPTER = Chapter(
    routes=(on(ReportTender, lambda turn, payload: open_form(turn, REPORT, tender=payload.tender)),), forms=(REPORT,)
)
