"""The way to a person, from anywhere: what somebody writes goes to support, and back, until one of them ends it.

While a case is open, messages that are no command, no tap and no answer in a form go to support. A form that was open
when the person turned to support is put aside; it is offered again when the case is closed.
"""

from __future__ import annotations

from domain.sayings.natures import Kind
from domain.words import Msg, Words, paragraphs
from handlers.answers.faq import show_article
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import offer_kept_form
from handlers.chat.forms.state import forms_of, put_aside
from handlers.chat.incoming import Attachment, Edited, Shared
from handlers.chat.payloads import Go
from handlers.chat.sayings import Saying
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, View
from handlers.support.case_words import opening, summary
from handlers.support.payloads import BeforeTalking, LeaveSupport, TalkAbout, WriteToSupport
from handlers.support.reaching import way_to_support
from handlers.support.relay import CANNOT_BE_COPIED, change_copy, close_topic, copy_to_topic, open_topic, say_in_case
from services import answers, support
from storage.support import counterpart, entry_written_in, open_case_of, support_group
from storage.tables import EntryKind, SupportCase

SEEN = Msg(
    "Support sees your name. Please report no misconduct here: a report is never taken in a chat, the whistleblower "
    "policy says where."
)
"""Fact 15. No trace tells who comes from the policy, so everybody reads it."""


def hear(turn: Turn) -> bool:
    """Takes what was written to support, or changed in it; false if it was not for support."""
    content = turn.incoming.content
    if isinstance(content, Shared):
        return False  # people are never meant for support
    return _hear_edit(turn, content) if isinstance(content, Edited) else _hear(turn)


def _hear(turn: Turn) -> bool:
    """What was written, if the person has an open case."""
    case = open_case_of(turn.work.session, turn.person.id)
    if case is None:
        return False
    content = turn.incoming.content
    if isinstance(content, Attachment) and content.kind in CANNOT_BE_COPIED:
        turn.say(Msg("Telegram does not let me pass on this kind of message. Please write it, or send a picture."))
        return True
    if not _has_begun(case):
        _begin(turn, case)
    at = (turn.incoming.chat_id, turn.incoming.message_id)
    author = turn.person.first_name
    entry = support.write(turn.work, case, EntryKind.PERSON, author, at, to_chat_id=case.chat_id)
    support.ask(turn.work, case)
    copy_to_topic(turn.post, turn.incoming, entry, case, counterpart(turn.work.session, at[0], turn.incoming.reply_to))
    return True


def _hear_edit(turn: Turn, edited: Edited) -> bool:
    """Changes what was written to support; false if it was not."""
    entry = entry_written_in(turn.work.session, turn.incoming.chat_id, turn.incoming.message_id)
    if entry is None:
        return False
    case = turn.work.session.get_one(SupportCase, entry.case_id)
    change_copy(turn.post, edited, entry, case, "")
    return True


def _has_begun(case: SupportCase) -> bool:
    """Whether the group knows of the case: it does from the first message on."""
    return case.waiting_since is not None or case.answered_at is not None


def _begin(turn: Turn, case: SupportCase) -> None:
    """The case gets its topic in the group."""
    group = support_group(turn.work.session)
    language = group.language if group is not None else turn.person.language
    question = None if case.question_id is None else answers.words_of(turn.work, turn.person.id, case.question_id)
    open_topic(turn.post, case)
    say_in_case(turn.post, case, language, View(opening(turn, question)))
    turn.say(paragraphs(Msg("📨 Support has your message."), _when(turn)), (_leave(case),))


def _when(turn: Turn) -> Words:
    """When an answer can be expected."""
    hours = turn.around.programme.support_hours
    if hours.are_open(turn.work.now):
        return Msg("Somebody answers you here. You can leave at any time, and use everything else meanwhile.")
    opens, holiday = hours.next_opening(turn.work.now), hours.holiday(turn.work.now)
    if holiday is not None:
        return Msg(
            "Today is a holiday, {holiday}, and nobody is there: you can expect an answer from {moment} on.",
            holiday=holiday,
            moment=opens,
        )
    return Msg("Nobody is there at the moment: you can expect an answer from {moment} on.", moment=opens)


def _leave(case: SupportCase) -> Button:
    return Button(Msg("✖️ End the conversation"), LeaveSupport(case.id))


def _warn(turn: Turn, _payload: BeforeTalking) -> None:
    turn.show_below(View(SEEN, ((Button(Msg("💬 Talk to a person anyway"), Go("human")),), (MENU,)), fleeting=True))


def _talk_about(turn: Turn, payload: TalkAbout) -> None:
    _human(turn, payload.question)


def _human(turn: Turn, question: int | None = None) -> None:
    known = open_case_of(turn.work.session, turn.person.id)
    if known is None and not way_to_support(turn):
        show_article(turn, "human-support")  # which says where people are to be found instead
        return
    case = known or support.open_case(turn.work, turn.person, question)
    aside = put_aside(turn, even_empty=True)
    heading = (
        Msg("💬 <b>You are talking to support.</b>")
        if known is not None
        else Msg("💬 <b>Support listens to you now.</b>")
    )
    kept = (
        None if aside is None else Msg("I keep your answers in “{form}” for later.", form=turn.forms[aside.form].title)
    )
    how = Msg("Whatever you write now – text, pictures, documents, voice – goes to a person from support.")
    turn.show_below(View(paragraphs(heading, how, SEEN, _when(turn), kept), ((_leave(case),), (MENU,))))


def _write(turn: Turn, _payload: WriteToSupport) -> None:
    if open_case_of(turn.work.session, turn.person.id) is None:
        turn.show_below(View(Msg("This conversation with support is over."), (*way_to_support(turn), (MENU,))))
        return
    _human(turn)


def _leave_case(turn: Turn, payload: LeaveSupport) -> None:
    case = open_case_of(turn.work.session, turn.person.id)
    if case is None or case.id != payload.case:
        turn.retire_buttons()
        turn.say(Msg("This conversation with support is over."), *way_to_support(turn), (MENU,))
        return
    begun = _has_begun(case)
    support.close(turn.work, case)
    if begun:
        _tell_group(turn, case)
    turn.show(View(Msg("You have ended the conversation with support."), ((MENU,),)))
    if forms_of(turn).open is None:
        offer_kept_form(turn)


def _tell_group(turn: Turn, case: SupportCase) -> None:
    group = support_group(turn.work.session)
    if group is None:
        return
    words = paragraphs(
        Msg("🚪 {name} has ended the conversation.", name=turn.person.first_name), summary(turn.work, case)
    )
    say_in_case(turn.post, case, group.language, View(words))
    close_topic(turn.post, case)


CHAPTER = Chapter(
    commands=(ChatCommand("human", _human, Msg("Talk to a person")),),
    routes=(
        on(LeaveSupport, _leave_case),
        on(WriteToSupport, _write),
        on(TalkAbout, _talk_about),
        on(BeforeTalking, _warn),
    ),
    listeners=(hear,),
    sayings=(
        # Whatever is written after it goes to a person: that begins with a tap.
        Saying(
            name="human",
            label=Msg("Talk to a person"),
            kind=Kind.SHOW,
            answer=lambda turn, _heard: show_article(turn, "human-support", fresh=True),
            visitors=True,
        ),
    ),
)
