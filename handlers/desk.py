"""The desk: takes what arrives to the handler that answers it, inside one unit of work.

Commands and buttons come first, then the open form, then free text goes to the knowledge base. Whatever else
Telegram brings gets a sensible word, or silence where Telegram expects none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from domain.words import Msg, Refused, Words
from handlers import dialogue, support, support_group
from handlers.acting import ways_to_act
from handlers.faq import answer_question
from handlers.form_state import forms_of
from handlers.incoming import Attachment, Command, Edited, Incoming, Press, Reachable, Sender, Text
from handlers.notices import announce
from handlers.packing import Codec, Payload
from handlers.partnerships import card_for
from handlers.payloads import AnswerPartner, FormPress, Go, PartnershipPayload
from handlers.post import Post
from handlers.rendering import DEFAULT_LANGUAGE, LANGUAGES
from handlers.turn import Chapter, ChatCommand, Declared, Route, Surroundings, Turn
from handlers.views import MENU, Button, Link, View
from services.authority import NoOrganisation
from storage.partnerships import enquiry, partnership
from storage.runtime.conversations import keep_standing, who_and_where
from storage.runtime.outbox import Outgoing
from storage.tables import Partnership, Person
from storage.work import Work

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What Telegram is told at once about a tapped button; `text` appears over it for a moment."""

    callback_id: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be sent once the unit of work is committed."""

    messages: tuple[Outgoing, ...] = ()
    callback: CallbackAnswer | None = None


class Desk:
    """All chapters together. Raises `ValueError` where two of them claim the same command, button or form."""

    def __init__(self, around: Surroundings, chapters: Iterable[Chapter]) -> None:
        self.around = around
        self.commands: dict[str, ChatCommand] = {}
        self.forms: dict[str, Declared] = {}
        self._routes: dict[type[Payload], Route] = {}
        for chapter in chapters:
            for command in chapter.commands:
                _claim(self.commands, command.name, command)
            for route in chapter.routes:
                _claim(self._routes, route.payload, route)
            for form in chapter.forms:
                _claim(self.forms, form.name, form)
        self._codec = Codec([*self._routes, Go])

    def answer(self, work: Work, incoming: Incoming) -> Reply:
        """Handles one update. Raises `Refused`, after which the unit of work must be rolled back."""
        if not incoming.private:
            return self._outside(work, incoming)
        turn = self._turn(work, incoming)
        self._dispatch(turn)
        for event in work.events:
            announce(event, work, turn.post)
        return self._reply(turn)

    def refuse(self, work: Work, incoming: Incoming, refused: Refused) -> Reply:
        """Says why something was not possible, and shows where the person stands. In a unit of work of its own."""
        if not incoming.private:
            post = Post(work, self.around.renderer)
            support_group.refuse(work, post, incoming, refused)
            return Reply(post.dispatch())
        turn = self._turn(work, incoming)
        content = incoming.content
        payload = self._codec.unpack(content.data) if isinstance(content, Press) else None
        in_form = isinstance(content, Text) or isinstance(payload, FormPress)
        if in_form and forms_of(turn).open is not None:
            dialogue.ask(turn, fresh=payload is None, remark=refused.reason)
            return self._reply(turn)
        behind = _partnership_behind(work, payload)
        switch = ways_to_act(turn, behind) if behind is not None else ()
        register = Button(Msg("📝 Register an organisation"), Go("register"))
        turn.say(refused.reason, (register, MENU) if isinstance(refused, NoOrganisation) else (*switch, MENU))
        # A tapped button that works again after the switch stays.
        if payload is not None and not switch:
            self._show_present_state(turn, payload)
        return self._reply(turn)

    def apologise(self, work: Work, incoming: Incoming, reference: int) -> Reply:
        """Owns up to a defect. In a unit of work of its own."""
        words = Msg(
            "I am sorry: something went wrong on my side, and nothing was changed. "
            "The fault has been recorded under number {reference}. You can try again, or go on with /menu.",
            reference=str(reference),
        )
        turn = self._turn(work, incoming)
        turn.say(words)
        return self._reply(turn)

    def announce(self, work: Work) -> Reply:
        """Tells people of what happened outside of a chat: a job's or a command line's events."""
        post = Post(work, self.around.renderer)
        for event in work.events:
            announce(event, work, post)
        return Reply(post.dispatch())

    def _reply(self, turn: Turn) -> Reply:
        keep_standing(turn.work.session, turn.standing, turn.person.id, turn.work.now)
        pressed = turn.pressed
        callback = CallbackAnswer(pressed.callback_id, turn.toast) if pressed is not None else None
        return Reply(turn.post.dispatch(), callback)

    def _turn(self, work: Work, incoming: Incoming) -> Turn:
        work.action = "person.seen"
        person, standing = who_and_where(work.session, incoming.chat_id)
        if person is None:
            person = _newcomer(work, incoming.sender)
        elif person.first_name != incoming.sender.first_name:
            person.first_name = incoming.sender.first_name
        if not person.reachable and not isinstance(incoming.content, Reachable):
            person.reachable = True
        work.actor_id = person.id
        post = Post(work, self.around.renderer)
        return Turn(work, post, person, standing, incoming, self.around, self.forms, self.commands)

    def _dispatch(self, turn: Turn) -> None:
        match turn.incoming.content:
            case Command(name=name):
                if name in self.commands:
                    turn.run(name)
                else:
                    self._remark(turn, Msg("I do not know the command /{name}. /help lists those I know.", name=name))
            case Press(data=data):
                self._press(turn, self._codec.unpack(data))
            case Text(text=text):
                if forms_of(turn).open is not None:
                    dialogue.hear(turn, text)
                elif not support.hear(turn):
                    answer_question(turn, text)
            case Attachment(kind=kind):
                if forms_of(turn).open is not None or not support.hear(turn):
                    self._remark(turn, _about_attachment(kind))
            case Edited() as edited:
                if support.hear_edit(turn, edited):
                    return
                # Telegram expects no answer to an edit; only somebody in a form could be misled by silence.
                if forms_of(turn).open is not None:
                    kept = Msg(
                        "I have kept what you wrote first. To change an answer, use “Back” or “Change something”."
                    )
                    dialogue.ask(turn, fresh=True, remark=kept)
            case Reachable(now=now):
                turn.person.reachable = now

    def _press(self, turn: Turn, payload: Payload | None) -> None:
        if isinstance(payload, Go) and payload.command in self.commands:
            turn.run(payload.command)
        elif payload is None or isinstance(payload, Go):
            turn.retire_buttons()
            turn.say(Msg("This button is no longer in use. Here is what I can do now: /menu"), (MENU,))
        else:
            self._routes[type(payload)].answer(turn, payload)

    def _remark(self, turn: Turn, words: Words) -> None:
        """Says something, and repeats the open form's question, if there is one."""
        if forms_of(turn).open is not None:
            dialogue.ask(turn, fresh=True, remark=words)
        else:
            turn.say(words, (MENU,))

    def _show_present_state(self, turn: Turn, payload: Payload) -> None:
        """After a refused tap, brings the tapped card up to date, or takes the message's buttons away."""
        if isinstance(payload, PartnershipPayload):
            try:
                turn.show(card_for(turn, payload.partnership))
            except Refused:
                # Not this person's to see: the reason has been said.
                turn.retire_buttons()
        else:
            turn.retire_buttons()

    def _outside(self, work: Work, incoming: Incoming) -> Reply:
        """In support's group, its side of the cases; elsewhere one sentence to whoever calls a command."""
        post = Post(work, self.around.renderer)
        if support_group.hear(work, post, self.around, self.forms, incoming):
            return Reply(post.dispatch())
        content = incoming.content
        if isinstance(content, Press):
            return Reply(callback=CallbackAnswer(content.callback_id, None))
        if not (isinstance(content, Command) and content.addressed):
            return Reply()
        link = Link(f"https://t.me/{self.around.bot_username}")
        words = Msg("I answer in private chats only, because contracts are settled there.")
        post.say(
            incoming.chat_id,
            language_of(incoming.sender),
            View(words, ((Button(Msg("Message me privately"), link),),)),
        )
        return Reply(post.dispatch())


def _claim(table: dict[K, T], key: K, value: T) -> None:
    if key in table:
        raise ValueError(f"two chapters claim {key}")
    table[key] = value


def language_of(sender: Sender) -> str:
    """The language in which somebody is first spoken to: that of their Telegram, if the desk speaks it."""
    code = (sender.language_code or "").split("-")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


def _newcomer(work: Work, sender: Sender) -> Person:
    person = Person(
        telegram_id=sender.telegram_id,
        first_name=sender.first_name,
        language=language_of(sender),
        reachable=True,
        created_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    return person


def _partnership_behind(work: Work, payload: Payload | None) -> Partnership | None:
    """The partnership that a button is about."""
    match payload:
        case PartnershipPayload(partnership=key):
            return partnership(work.session, key)
        case AnswerPartner(enquiry=key):
            asked = enquiry(work.session, key)
            return asked.partnership if asked is not None else None
        case _:
            return None


def _about_attachment(kind: str) -> Msg:
    match kind:
        case "voice" | "audio" | "video_note":
            return Msg("I am sorry, I cannot listen to messages: please write to me instead.")
        case "sticker" | "dice" | "animation":
            return Msg("Thank you! I understand words and buttons only, though.")
        case "contact":
            return Msg(
                "Thank you, but I do not keep contacts. To add a partner, type its name or partner code: /addpartner. "
                "Colleagues join with an invitation link: /organisation."
            )
        case _:
            return Msg("I can read text, but not this kind of message. Please write it to me in words.")
