"""One turn of a conversation: what arrived, who said it, and what is said in return.

A handler is a function from a turn to what is said. It may change programme data through services and say
things through the turn; it never commits, never calls Telegram, and keeps nothing between two turns.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar, TypeVarTuple, cast

from domain.answers.knowledge import Knowledge
from domain.answers.talk import TalkTable
from domain.directory.index import Index
from domain.programme import Programme
from domain.sayings.slots import Slot, Value
from domain.sayings.understanding import Understanding
from domain.words import Msg, Words
from handlers.chat.clocks import by_clock_of, words_by_clock_of
from handlers.chat.deep_links import Screens
from handlers.chat.documents import Document
from handlers.chat.incoming import Command, Incoming, Press
from handlers.chat.library import Library
from handlers.chat.mail.pages import Pages
from handlers.chat.payloads import Go
from handlers.chat.post import Post
from handlers.chat.rendering import Renderer
from handlers.chat.views import Row, View
from storage.runtime.conversations import Standing
from storage.tables import Organisation, Person
from storage.work import Work

T = TypeVar("T")
A = TypeVarTuple("A")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every turn can rely on, the same for all: the programme, the articles, the bot's own name."""

    programme: Programme
    library: Library
    renderer: Renderer
    bot_username: str
    talk: TalkTable
    pages: Pages = field(default_factory=Pages)
    """What mails lead to beside Telegram."""
    directory: Index = field(default_factory=Index)
    """What this process has read of the directory; each search asks the database whether that is still so."""

    @property
    def knowledge(self) -> Knowledge:
        """The articles as they are read at present."""
        return self.library.knowledge

    @property
    def understanding(self) -> Understanding:
        """How people ask for things, as it is read at present."""
        return self.library.understanding


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a turn needs to know of a form: the name under which its state is kept, and its title for people."""

    name: str
    title: Msg


@dataclass(frozen=True, kw_only=True, eq=False)
class Sayable:
    """What a turn needs to know of what can be asked for in words: its key in the files of sayings, and what a button
    calls it where two readings are possible. There is one of each, which is equal to itself alone.
    """

    name: str
    label: Msg


@dataclass(frozen=True, slots=True)
class ChatCommand:
    """A `/name`. Those with a `description` stand in Telegram's command menu.

    `in_help` says it for the help, where that differs: there, a heading says for whom the command is. Where `needs` is
    not given by the programme, the command is not offered; who types it all the same is told why. It is the same with
    one that is about `mails`, where there is no mail server. `by_link`: it shows a screen and does nothing, so that
    links from outside may lead there. `when_banned`: it stays open to those who are turned away.
    """

    name: str
    answer: Callable[[Turn], None]
    description: Msg | None = None
    in_help: Msg | None = None
    needs: Callable[[Programme], bool] = lambda _programme: True
    mails: bool = False
    by_link: bool = False
    when_banned: bool = False

    def is_offered(self, programme: Programme, *, mails: bool) -> bool:
        """Whether people are told of it, in a programme with or without a mail server."""
        return self.needs(programme) and (mails or not self.mails)


@dataclass(frozen=True, slots=True)
class Reference:
    """Whoever answers questions.

    `goes_first` tells of what is typed in a form whether it must not be taken for an answer, whatever was asked.

    `explain` gives the article behind a form's question, in as many messages as it takes. `interject` answers what is
    typed in the middle of a form, and tells whether it has; it is told whether that surely is a question, or may have
    been meant as an answer to the form's. `answer` has the last word on what is typed elsewhere.
    """

    explain: Callable[[Turn, str], tuple[Words, ...]]
    interject: Callable[[Turn, str, bool], bool]
    answer: Callable[[Turn, str], None]
    goes_first: Callable[[Turn, str], bool]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Whoever answers a greeting, thanks, 👍.

    `answer` does so, and tells whether the message was any. `remark` gives a word in the middle of a form, whose
    question follows; `None` where the message was none, or may well be an answer.
    """

    answer: Callable[[Turn, str], bool]
    remark: Callable[[Turn, str], Words | None]


Foresees: TypeAlias = Callable[[str, Collection[int]], Words | None]
"""What an open form answers to a question for own data, by the saying's name and the ids of others that are named."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """Whoever finds in a message what it says beside words: partners, days, whose payment means.

    `values` are those that stand in a text, in its order and apart from each other. `goes_elsewhere` answers what is
    typed in the middle of a form where it is a question about one's own data, or opens what it asks for instead of the
    form, and tells whether it has; it is told whether the message surely is no answer to the form's question, and what
    the form foresees (`Form.foresees`). `short` is what “wir”, “sie” or “alles” answers to a question for the slot, as
    its options are called, and `stranger` where in the text somebody may be named who is not here. `put_right` is the
    text with such a one in the place of whom they put right (“Alpweb, no, Zorbax”), and that place. `unfound` are
    products that are spoken of and are not here, each without a value, or of which there are several, with their
    number.
    """

    values: Callable[[Turn, str], tuple[Value, ...]]
    goes_elsewhere: Callable[[Turn, str, bool, Foresees], bool]
    short: Callable[[Turn, str, Slot], str | None]
    stranger: Callable[[Turn, str], tuple[int, int] | None]
    put_right: Callable[[Turn, str], tuple[str, tuple[int, int] | None]]
    unfound: Callable[[Turn, str], tuple[Value, ...]]


NOTHING_HEARD = Hearing(
    values=lambda _turn, _text: (),
    goes_elsewhere=lambda _turn, _text, _surely, _foresees: False,
    short=lambda _turn, _text, _slot: None,
    stranger=lambda _turn, _text: None,
    put_right=lambda _turn, text: (text, None),
    unfound=lambda _turn, _text: (),
)


@dataclass(slots=True)
class Turn:
    """One update of one private chat, inside its transaction."""

    work: Work
    post: Post
    person: Person
    standing: Standing
    incoming: Incoming
    around: Surroundings
    forms: Mapping[str, Declared]
    commands: Mapping[str, ChatCommand]
    sayings: Mapping[str, Sayable]
    reference: Reference
    small_talk: SmallTalk
    screens: Screens
    hearing: Hearing = NOTHING_HEARD
    toast: str | None = None
    in_form: bool = False
    """Whether the tapped message is a form's: those are never cards."""
    asked: int = 0
    """How often the open form has been asked again."""
    page: int = 0
    """Which page of a list is wanted, from 0."""
    search: str | None = None
    """What a list is searched for where that does not stand behind a command: a page of it was turned."""
    other_language: str | None = None
    """In which something is said that was asked in another language than the person's."""
    _found: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)

    @property
    def language(self) -> str:
        """The language in which things are said."""
        return self.other_language or self.person.language

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Inside, things are said in this language."""
        before, self.other_language = self.other_language, language
        try:
            yield
        finally:
            self.other_language = before

    @property
    def organisation(self) -> Organisation | None:
        """The organisation in whose name the person acts."""
        return self.person.organisation

    @property
    def argument(self) -> str:
        """What stands behind the command, stripped; empty without a command."""
        if self.search is not None:
            return self.search
        content = self.incoming.content
        return content.argument.strip() if isinstance(content, Command) else ""

    @property
    def pressed(self) -> Press | None:
        """The tapped button, if this turn is a tap."""
        content = self.incoming.content
        return content if isinstance(content, Press) else None

    def once(self, look_up: Callable[[Work, *A], T], *what: *A) -> T:
        """What `look_up` finds, looked up once: the questions of a form, and its buttons, rest on the same records.

        For what this turn does not change before it asks again.
        """
        key = (look_up, *what)
        if key not in self._found:
            self._found[key] = look_up(self.work, *what)
        return cast(T, self._found[key])

    def hears(self, text: str) -> tuple[Value, ...]:
        """The values that a text holds, in its order and apart from each other; read once."""
        key = (Turn.hears, text)
        if key not in self._found:
            self._found[key] = self.hearing.values(self, text)
        return cast(tuple[Value, ...], self._found[key])

    def say(self, words: Words, *rows: Row) -> None:
        """A new message to the person."""
        self.show_below(View(words, rows))

    def show(self, view: View) -> None:
        """Shows a view in place of the tapped one, or as a new message where nothing was tapped, or a file."""
        chat_id, pressed = self.incoming.chat_id, self.pressed
        if pressed is None or pressed.on_file or (chat_id, pressed.message_id) in self.post.edited:
            self.show_below(view)
        else:
            shown = by_clock_of(self.person, view)
            self.post.edit(chat_id, self.language, pressed.message_id, shown, may_be_card=not self.in_form)

    def show_below(self, view: View) -> None:
        """Shows a view in a new message."""
        self.post.say(self.incoming.chat_id, self.language, by_clock_of(self.person, view))

    def send(self, document: Document, caption: Words, rows: tuple[Row, ...] = ()) -> None:
        """A file to the person, to be kept, with words and buttons below it."""
        self._send(document, View(caption, rows))

    def send_picture(self, picture: Document, caption: Words, rows: tuple[Row, ...] = ()) -> None:
        """A picture (PNG or JPEG) to the person, shown at once, with words and buttons below it."""
        self._send(picture, View(caption, rows), as_picture=True)

    def _send(self, file: Document, below: View, *, as_picture: bool = False) -> None:
        below = by_clock_of(self.person, below)
        self.post.send(self.incoming.chat_id, self.language, file, below.words, below.rows, as_picture=as_picture)

    def whisper(self, words: Words) -> None:
        """A short remark that vanishes by itself, over the tapped button. Nothing may depend on its being read."""
        self.toast = self.around.renderer.plain(words_by_clock_of(self.person, words), self.language)[:200]

    def retire_buttons(self) -> None:
        """Removes the buttons of the tapped message: their time is over."""
        if self.pressed is not None:
            self.post.take_buttons(self.incoming.chat_id, self.pressed.message_id)

    def follow(self, start: str) -> bool:
        """Shows the screen that a link leads to, and tells whether there is one. May raise `Refused`, as screens do."""
        payload = self.screens.behind(self.work, self.person, start)
        if isinstance(payload, Go):
            self.run(payload.command)
        elif payload is not None:
            self.screens.payloads[type(payload)](self, payload)
        return payload is not None

    def run(self, command: str) -> None:
        """Does what the command does."""
        self.commands[command].answer(self)
