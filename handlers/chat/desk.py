"""The desk: takes what arrives to the handler that answers it, inside one unit of work.

Commands and buttons come first, then the open form, then free text goes to the knowledge base. Whatever else
Telegram brings gets a sensible word, or silence where Telegram expects none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from domain.words import Msg, Refused, Words
from handlers.chat import lists
from handlers.chat.announcing import Announcer
from handlers.chat.apologies import asks_for_patience, owns_up
from handlers.chat.attachments import remark_on
from handlers.chat.chapters import AfterRefusal, Chapter, Group, Remedy, RoomRoute, Route, claim_all, only, screens_of
from handlers.chat.due.chapter import with_due_things
from handlers.chat.due.doing import Almanac
from handlers.chat.due.unfinished import remind_at
from handlers.chat.forms import dialogue, presses, speaking
from handlers.chat.forms.coming_back import come_back
from handlers.chat.forms.files import take_file
from handlers.chat.forms.state import form_of, forms_of
from handlers.chat.incoming import Attachment, Command, Edited, Incoming, Press, Reachable, Shared, Text
from handlers.chat.inline import Inliner
from handlers.chat.meeting import met
from handlers.chat.outside import Outside
from handlers.chat.packing import Codec, Payload
from handlers.chat.payloads import FormPress, Go, GoFirst
from handlers.chat.post import Post
from handlers.chat.replies import CallbackAnswer, Reply
from handlers.chat.turn import NOTHING_HEARD, ChatCommand, Declared, Sayable, Surroundings, Turn
from handlers.chat.turning_away import turn_away
from handlers.chat.views import MENU, Button, Row
from handlers.chat.whereabouts import place_of
from services.events import PersonBack, PersonUnreachable
from storage.bans import any_banned
from storage.runtime.conversations import keep_standing
from storage.runtime.due import DueRow
from storage.work import Work

MACHINERY = (dialogue.CHAPTER, presses.CHAPTER, lists.CHAPTER)
"""What any conversation brings: forms, and lists with pages."""


class Desk:
    """All chapters together.

    Raises `ValueError` where two of them claim the same command, button or form, or a link may lead to no route.
    """

    def __init__(self, around: Surroundings, chapters: Iterable[Chapter]) -> None:
        self.around = around
        self.commands: dict[str, ChatCommand] = {}
        self.forms: dict[str, Declared] = {}
        self.sayings: dict[str, Sayable] = {}
        self._routes: dict[type[Payload], Route] = {}
        self._listeners: list[Callable[[Turn], bool]] = []
        self._starters: list[Callable[[Turn, str], bool]] = []
        self._after_refusal: list[AfterRefusal] = []
        self._remedies: dict[type[Refused], Remedy] = {}
        self._ways_on: dict[type[Refused], Callable[[Turn], tuple[Row, ...]]] = {}
        groups: list[Group] = []
        room_routes: dict[type[Payload], RoomRoute] = {}
        every = with_due_things((*chapters, *MACHINERY))
        self._announcer, self._almanac = Announcer(around, every), Almanac(around, every)
        for chapter in every:
            claim_all(self.commands, ((each.name, each) for each in chapter.commands))
            claim_all(self._routes, ((each.payload, each) for each in chapter.routes))
            claim_all(room_routes, ((each.payload, each) for each in chapter.room_routes))
            claim_all(self.forms, ((each.name, each) for each in chapter.forms))
            claim_all(self.sayings, ((each.name, each) for each in chapter.sayings))
            self._listeners += chapter.listeners
            self._starters += chapter.starters
            self._after_refusal += chapter.after_refusal
            self._remedies |= chapter.remedies
            self._ways_on |= chapter.ways_on
            groups += [chapter.group] if chapter.group is not None else []
        reference = only("questions", (chapter.reference for chapter in every))
        small_talk = only("small talk", (chapter.small_talk for chapter in every))
        if reference is None or small_talk is None:
            raise ValueError("no chapter answers questions, or small talk")
        self._reference, self._small_talk = reference, small_talk
        self._hearing = only("values", (chapter.hearing for chapter in every)) or NOTHING_HEARD
        self._codec = Codec(dict.fromkeys([*self._routes, *room_routes, Go]))
        self.inliner = Inliner(around, (each for chapter in every for each in chapter.inline))
        self._screens = screens_of(every, self._codec, self._routes, self.commands)
        self._outside = Outside(around, self.forms, tuple(groups), room_routes, self._codec)

    def answer(self, work: Work, incoming: Incoming) -> Reply:
        """Handles one update. Raises `Refused`, after which the unit of work must be rolled back."""
        if not incoming.private:
            if any_banned(work.session, (incoming.chat_id, incoming.sender.telegram_id)):
                return Reply()
            post = Post(work, self.around.renderer)
            toast = self._outside.answer(work, post, incoming)
            self._announcer.announce(work, post)
            return self._said(post, incoming, toast)
        turn = self._turn(work, incoming)
        if turn.standing.is_banned and not self._stays_open(turn):
            turn_away(turn)
            return replace(self._reply(turn), turned_away=True, outcome="turned away")
        before = forms_of(turn).open
        self._dispatch(turn)
        self._announcer.announce(work, turn.post)
        place = place_of(incoming, before or forms_of(turn).open, self.commands, self._codec)
        return replace(self._reply(turn), place=place)

    def _stays_open(self, turn: Turn) -> bool:
        """To whoever is turned away: what is theirs by law, and the buttons of that."""
        match turn.incoming.content:
            case Command(name=name):
                return name in self.commands and self.commands[name].when_banned
            case Press() as tapped:
                match self._screens.wanted(turn.work, turn.person, tapped):
                    case Go(command=name):
                        return name in self.commands and self.commands[name].when_banned
                    case FormPress(serial=serial):
                        state = forms_of(turn).open
                        return state is not None and state.serial == serial and form_of(turn, state).when_banned
        return False

    def refuse(self, work: Work, incoming: Incoming, refused: Refused) -> Reply:
        """Says why something was not possible, and shows where the person stands. In a unit of work of its own."""
        if not incoming.private:
            post = Post(work, self.around.renderer)
            said = self._said(post, incoming, self._outside.refuse(work, post, incoming, refused))
            return replace(said, outcome="refused")
        turn = self._turn(work, incoming)
        self._say_no(turn, refused, self._screens.wanted(work, turn.person, incoming.content))
        # Looking at what was tapped may have found that its time is over.
        self._announcer.announce(work, turn.post)
        place = place_of(incoming, forms_of(turn).open, self.commands, self._codec)
        return replace(self._reply(turn), outcome="refused", place=place)

    def _say_no(self, turn: Turn, refused: Refused, payload: Payload | None) -> None:
        in_form = isinstance(turn.incoming.content, Text) or isinstance(payload, FormPress)
        if in_form and forms_of(turn).open is not None:
            dialogue.ask(turn, fresh=payload is None, remark=refused.reason)
            return
        after = next((each for each in self._after_refusal if isinstance(payload, each.payload)), None)
        ways: Row = after.ways(turn, payload) if after is not None and payload is not None else ()
        remedy = next((remedy for kind, remedy in self._remedies.items() if isinstance(refused, kind)), None)
        if remedy is not None:
            self._remedy(turn, refused, remedy, _command_of(turn.incoming.content, payload))
        else:
            on = [row for kind, rows in self._ways_on.items() if isinstance(refused, kind) for row in rows(turn)]
            turn.say(refused.reason, *on, (*ways, MENU))
        # A tapped button that works again after one of the ways stays.
        if payload is not None and not ways:
            self._show_present_state(turn, payload, after)

    def _remedy(self, turn: Turn, refused: Refused, remedy: Remedy, wanted: str | None) -> None:
        """Says how to get what is missing, and has the `wanted` command done afterwards."""
        current = forms_of(turn).open
        if wanted is not None and current is not None and current.form == remedy.form.name:
            dialogue.go_on_with(turn, wanted)
            return
        does = Go(remedy.command) if wanted is None else GoFirst(remedy.command, wanted)
        turn.say(refused.reason, (Button(remedy.label, does), MENU))

    def apologise(self, work: Work, incoming: Incoming, reference: int) -> Reply:
        """Owns up to a defect. In a unit of work of its own."""
        turn = self._turn(work, incoming, announced=False)  # what failed may be in there
        turn.say(owns_up(reference))
        return replace(self._reply(turn), outcome="defect")

    def ask_for_patience(self, work: Work, incoming: Incoming, *, full: bool) -> Reply:
        """Says that whatever else the person has sent waits for its turn; or, with so much of it, that no more can."""
        turn = self._turn(work, incoming)
        if turn.standing.is_banned:
            return Reply()
        turn.say(asks_for_patience(full=full))
        self._announcer.announce(work, turn.post)
        return Reply(turn.post.dispatch())

    def announce(self, work: Work) -> Reply:
        """Tells people of what happened outside of a chat: a job's or a command line's events."""
        post = Post(work, self.around.renderer)
        self._announcer.announce(work, post, in_few_messages=True)
        return Reply(post.dispatch())

    def do(self, work: Work, rows: Sequence[DueRow]) -> Reply:
        """Does what is due: see `handlers.chat.due`."""
        post = Post(work, self.around.renderer)
        self._almanac.do(work, post, rows)
        self._announcer.announce(work, post)
        return Reply(post.dispatch())

    def _reply(self, turn: Turn) -> Reply:
        if turn.standing.has_changed:
            turn.standing.remind_at = remind_at(turn)
        keep_standing(turn.work.session, turn.standing, turn.person.id, turn.work.now)
        return self._said(turn.post, turn.incoming, turn.toast)

    def _turn(self, work: Work, incoming: Incoming, *, announced: bool = True) -> Turn:
        work.action = "person.seen"
        person, standing = met(work, incoming, self.around.renderer.languages, announced=announced)
        work.actor_id = person.id
        post = Post(work, self.around.renderer)
        return Turn(
            work,
            post,
            person,
            standing,
            incoming,
            self.around,
            self.forms,
            self.commands,
            self.sayings,
            self._reference,
            self._small_talk,
            self._screens,
            self._hearing,
        )

    def _dispatch(self, turn: Turn) -> None:
        match turn.incoming.content:
            case Command(name=name):
                if name in self.commands:
                    turn.run(name)
                else:
                    self._remark(turn, Msg("I do not know the command /{name}. /help lists those I know.", name=name))
            case Press() as tapped:
                self._press(turn, self._screens.wanted(turn.work, turn.person, tapped))
            case Text(text=text):
                if forms_of(turn).open is not None:
                    speaking.hear(turn, text)
                elif not self._listen(turn):
                    self._read(turn, text)
            case Attachment(kind=kind) as sent:
                if not take_file(turn, sent) and (forms_of(turn).open is not None or not self._listen(turn)):
                    self._remark(turn, remark_on(kind))
            case Edited():
                if self._listen(turn):
                    return
                # Telegram expects no answer to an edit; only somebody in a form could be misled by silence.
                if forms_of(turn).open is not None:
                    kept = Msg(
                        "I have kept what you wrote first. To change an answer, use “Back” or “Change something”."
                    )
                    dialogue.remind(turn, kept)
            case Shared():
                if not self._listen(turn):
                    self._remark(turn, remark_on("users_shared"))
            case Reachable(now=now) if turn.person.reachable is not now:
                turn.person.reachable = now
                person_id = turn.person.id
                turn.work.happened(PersonBack(person_id) if now else PersonUnreachable(person_id))

    def _listen(self, turn: Turn) -> bool:
        """Whether one of the chapters has taken the message for its own."""
        return any(listener(turn) for listener in self._listeners)

    def _read(self, turn: Turn, text: str) -> None:
        """Small talk, the beginning of something, or a question."""
        if turn.small_talk.answer(turn, text) or come_back(turn, text):
            return
        if any(starter(turn, text) for starter in self._starters):
            return
        turn.reference.answer(turn, text)

    def _press(self, turn: Turn, payload: Payload | None) -> None:
        if isinstance(payload, Go) and payload.command in self.commands:
            turn.run(payload.command)
        elif payload is not None and type(payload) in self._routes:
            self._routes[type(payload)].answer(turn, payload)
        else:
            dialogue.retire(turn)

    def _remark(self, turn: Turn, words: Words) -> None:
        """Says something, and leads back to the open form, if there is one."""
        if forms_of(turn).open is not None:
            dialogue.remind(turn, words)
        else:
            turn.say(words, (MENU,))

    def _show_present_state(self, turn: Turn, payload: Payload, after: AfterRefusal | None) -> None:
        """After a refused tap, brings the tapped message up to date, or takes its buttons away."""
        if after is None:
            turn.retire_buttons()
            return
        try:
            after.show(turn, payload)
        except Refused:
            # Not this person's to see: the reason has been said.
            turn.retire_buttons()

    def _said(self, post: Post, incoming: Incoming, toast: str | None) -> Reply:
        content = incoming.content
        callback = CallbackAnswer(content.callback_id, toast) if isinstance(content, Press) else None
        return Reply(post.dispatch(), callback)


def _command_of(content: object, payload: Payload | None) -> str | None:
    """The command that was typed or tapped, if that is what arrived."""
    if isinstance(content, Command):
        return content.name
    return payload.command if isinstance(payload, Go) else None
