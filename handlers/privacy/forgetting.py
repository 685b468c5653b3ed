"""/forget: what would go, what stays, why and until when – and then it is done, once and for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.words import Msg, Provider, Words, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import DueKind, Outcome
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Choose, Form
from handlers.chat.forms.state import FormsOfChat, set_forms
from handlers.chat.forms.stock import Option
from handlers.chat.turn import ChatCommand, Surroundings, Turn
from handlers.chat.views import View
from handlers.privacy.copying import send_all
from services.privacy.forgetting import LEFT, Leaving, forget, forget_organisation, leaving
from storage.runtime.due import DueRow
from storage.support import support_group
from storage.work import Work


class Copy(StrEnum):
    """Whether somebody wants to have everything before it goes."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Draft:
    """What is answered before."""

    copy: Copy | None = None


def _look(turn: Turn) -> Leaving:
    return leaving(turn.work, turn.around.programme, turn.person)


def _first(_asking: Asking[Draft]) -> Words:
    return paragraphs(
        Msg("<b>Shall I forget you?</b> Next I show you what goes and what has to stay; only then I ask."),
        Msg("Would you like to have everything that I know of you as files first?"),
    )


def _options(_asking: Asking[Draft]) -> Sequence[Option]:
    return (Option(Copy.YES, Msg("📄 Yes, send it first")), Option(Copy.NO, Msg("No, thank you")))


def _consequences(asking: Asking[Draft]) -> Words:
    comes = _look(asking.turn)
    return paragraphs(
        Msg("<b>🗑 I forget you, at once and for good.</b>"),
        lines(Msg("<b>This goes:</b>"), *_goes(comes)),
        lines(Msg("<b>This stays, without your name:</b>"), *_stays(comes)),
        Msg("It cannot be undone. Telegram keeps the history of this chat: only you can delete it there."),
    )


def _goes(comes: Leaving) -> Iterator[Words]:
    yield Msg("• your name, number, language, e-mail address and time zone")
    yield Msg("• what you have asked and written, forms, reminders, mails and messages to you")
    for each in comes.go_on:
        yield Msg(
            "• that you act for {organisation}; your colleagues are told that somebody has left", organisation=each.name
        )
    for each in comes.go:
        yield Msg("• {organisation} with everything it has: nobody but you acts for it", organisation=each.name)
    if comes.topics:
        yield Msg("• your talks with support; I ask its group at Telegram to delete what stands there")


def _stays(comes: Leaving) -> Iterator[Words]:
    yield Msg("• what was agreed in an organisation’s name: it is the proof of both sides, as long as they are here")
    yield Msg("• who has decided what, when, as a number: the record of contracts is not changed afterwards")
    for each, until in comes.stay:
        yield Msg(
            "• {organisation}, as a party of contracts, until {day}: they may have to be proven for that long",
            organisation=each.name,
            day=until.date(),
        )
    if comes.banned:
        yield Msg("• that your number in Telegram is turned away here, why and since when, until that is lifted")
    if comes.go_on:
        yield Msg("• notes, tenders and offers of your organisation: they are its own")
    if comes.in_console:
        yield Msg(
            "• what the console of {provider} has about you: that is {provider}’s own record, as long as you are in it",
            provider=Provider(),
        )


def _finish(turn: Turn, draft: Draft) -> View:
    turn.other_language = turn.language
    if draft.copy is Copy.YES:
        send_all(turn)
    comes = forget(turn.work, turn.around.programme, turn.person)
    _ask_support_to_delete(turn, comes)
    set_forms(turn, FormsOfChat(None, ()))
    words = paragraphs(
        Msg("<b>🗑 Done: I do not know you any more.</b>"),
        Msg("Please delete this chat in Telegram as well. If you ever write to me again, we begin anew. All the best!"),
    )
    return View(words, fleeting=True)


def _ask_support_to_delete(turn: Turn, comes: Leaving) -> None:
    """In the topics of the person's cases, which are Telegram's to keep."""
    group = support_group(turn.work.session)
    if group is not None:
        words = Msg(
            "🗑 This person has had their data erased. Please delete this topic: only somebody of you can do that."
        )
        for topic in comes.topics:
            turn.post.say(group.chat_id, group.language, View(words, fleeting=True), topic=topic)


FORGET: Form[Draft] = Form(
    name="forget",
    title=Msg("Forget me"),
    draft=Draft,
    begin=lambda turn, _draft: _look(turn),
    questions=(Choose(name="copy", label=Msg("Files first"), say=_first, options=_options),),
    review=_consequences,
    finish=_finish,
    finish_label=Msg("🗑 Yes, forget me"),
    when_banned=True,
)


def _forget_left(work: Work, _around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Outcome]:
    """Organisations of which nobody has to know any more."""
    for row in rows:
        forget_organisation(work, int(row.mark))
    yield from ()


CHAPTER = Chapter(
    commands=(ChatCommand("forget", lambda turn: open_form(turn, FORGET), when_banned=True),),
    forms=(FORGET,),
    due=(DueKind(LEFT, _forget_left),),
)
