"""Puts messages into the outbox, in each reader's language. Nothing is sent here: delivery follows the commit."""

from __future__ import annotations

from dataclasses import replace

from domain.words import Words
from handlers.chat.documents import LONGEST_CAPTION, Document
from handlers.chat.packing import pack
from handlers.chat.rendering import Renderer
from handlers.chat.views import Button, ChoosePeople, Keyboard, Link, Row, View
from storage import effects
from storage import mail as mails
from storage.digests import Entry, keep
from storage.runtime.cards import card_in, cards_showing, forget_card
from storage.runtime.outbox import Draft, Outgoing, Priority, add
from storage.tables import Card, CaseEntry, Mail, ProgrammeEvent, SupportCase
from storage.tables.base import JsonObject
from storage.work import Work

MOST_CARDS = 3
"""Cards of one record in one chat that are kept up to date."""
LONGEST_LABEL = 40
"""Characters of a button's label: more does not fit on a phone."""


class Post:
    """The outbox of one unit of work."""

    def __init__(self, work: Work, renderer: Renderer) -> None:
        self._work = work
        self._renderer = renderer
        self._drafts: list[Draft] = []
        self._entries: list[Entry] = []
        self.edited: set[tuple[int, int]] = set()
        self._new_cards: set[Card] = set()

    def dispatch(self) -> tuple[Outgoing, ...]:
        """Writes everything into the outbox; returns what this process is to deliver after the commit."""
        self._work.session.flush()  # a new card gets the number by which its message refers to it
        work = self._work
        keep(work.session, self._entries, work.now)
        return tuple(add(work.session, self._drafts, work.worker_id, work.now, alone=work.alone))

    def say(
        self,
        chat_id: int,
        language: str,
        view: View,
        priority: Priority = Priority.CONTRACT,
        *,
        case: SupportCase | None = None,
        topic: int = 0,
    ) -> None:
        """A new message to a chat; to the topic of a `case`, or to the `topic` of that number."""
        card = None
        if view.is_card:
            card = self._new_card(chat_id, None, view)
            self._new_cards.add(card)
        parameters = self._content(view, language)
        if topic:
            parameters["message_thread_id"] = topic
        self._add("sendMessage", chat_id, parameters, card, priority, case=case, fleeting=view.fleeting)

    def send(
        self,
        chat_id: int,
        language: str,
        document: Document,
        caption: Words,
        rows: tuple[Row, ...] = (),
        *,
        as_picture: bool = False,
    ) -> None:
        """A file to a chat, with words and buttons below it.

        It is fleeting: whoever wants it again asks for it again. Raises `ValueError` where the words are too many.
        """
        if len(self._renderer.plain(caption, language)) > LONGEST_CAPTION:
            raise ValueError("the words below a file are too many")
        method, name = ("sendPhoto", "photo") if as_picture else ("sendDocument", "document")
        parameters: JsonObject = {
            "caption": str(self._renderer.html(caption, language)),
            "parse_mode": "HTML",
            name: document.as_json(),
        }
        self._add(method, chat_id, parameters | self.buttons(rows, language), fleeting=True)

    def call(
        self,
        method: str,
        chat_id: int,
        parameters: JsonObject,
        *,
        case: SupportCase | None = None,
        entry: CaseEntry | None = None,
    ) -> None:
        """Any other call to Telegram, in the topic of a `case`; its message is the copy of the `entry`."""
        self._add(method, chat_id, parameters, case=case, entry=entry)

    def edit(self, chat_id: int, language: str, message_id: int, view: View, *, may_be_card: bool = True) -> None:
        """Puts other words and buttons into a message that the bot has sent. `may_be_card`: it may have been a card."""
        self.edited.add((chat_id, message_id))
        card = self._card_in(chat_id, message_id, view) if may_be_card or view.is_card else None
        parameters = self._content(view, language) | {"message_id": message_id}
        self._add("editMessageText", chat_id, parameters, card, fleeting=view.fleeting)

    def _card_in(self, chat_id: int, message_id: int, view: View) -> Card | None:
        """The card in a message that shows the view's record from now on, or nothing of the kind any more."""
        if not view.is_card:
            forget_card(self._work.session, chat_id, message_id)
            return None
        card = card_in(self._work.session, chat_id, message_id)
        if card is None:
            return self._new_card(chat_id, message_id, view)
        for column, number in view.shown.items():
            setattr(card, column, number)
        return card

    def _new_card(self, chat_id: int, message_id: int | None, view: View) -> Card:
        self._retire_old_cards(chat_id, view)
        card = Card(chat_id=chat_id, message_id=message_id, **view.shown)
        self._work.session.add(card)
        return card

    def refresh(self, card: Card, language: str, view: View) -> None:
        """Brings a card up to date; one that is still on its way as soon as delivery knows where it stands.

        One that this unit of work has just shown is up to date, and keeps the headline that says what was done.
        """
        if card in self._new_cards or (card.message_id is not None and (card.chat_id, card.message_id) in self.edited):
            return
        parameters = self._content(view, language)
        if card.message_id is not None:
            parameters["message_id"] = card.message_id
        self._add("editMessageText", card.chat_id, parameters, card)

    def _retire_old_cards(self, chat_id: int, view: View) -> None:
        """Makes room for one more card: the oldest in this chat is no longer kept up to date, and loses its buttons."""
        shown = (
            card
            for column, number in view.shown.items()
            if number is not None
            for card in cards_showing(self._work.session, column, number)
        )
        here = [card for card in shown if card.chat_id == chat_id]
        for old in reversed(here[: max(len(here) - MOST_CARDS + 1, 0)]):
            self.retire(old)

    def retire(self, card: Card) -> None:
        """The card stays as it is from now on, without buttons."""
        # What it has just been given to show is the last; one whose message is not known yet can show nothing more.
        self._drafts = [
            replace(draft, card=None) if draft.card is card else draft
            for draft in self._drafts
            if draft.card is not card or card.message_id is not None
        ]
        if card.message_id is not None:
            self.take_buttons(card.chat_id, card.message_id)
        self._work.session.delete(card)

    def keep_for_digest(self, entry: Entry) -> None:
        """What is to stand in its reader's daily mail."""
        self._entries.append(entry)

    def report(self, event: ProgrammeEvent) -> None:
        """An event for the provider's systems; without an endpoint, it is only kept."""
        if self._work.listened:
            self._drafts.append(effects.draft_of(event))

    def mail(self, mail: Mail) -> None:
        """A mail that has been written (see `storage.mail.write`)."""
        self._drafts.append(mails.draft_of(mail))

    @property
    def renderer(self) -> Renderer:
        """Puts words into languages."""
        return self._renderer

    def take_buttons(self, chat_id: int, message_id: int) -> None:
        """Removes the buttons of a message whose time is over."""
        self.edited.add((chat_id, message_id))
        self._add("editMessageReplyMarkup", chat_id, {"chat_id": chat_id, "message_id": message_id})

    def _add(
        self,
        method: str,
        chat_id: int,
        parameters: JsonObject,
        card: Card | None = None,
        priority: Priority = Priority.CONTRACT,
        *,
        case: SupportCase | None = None,
        entry: CaseEntry | None = None,
        fleeting: bool = False,
    ) -> None:
        parameters = {"chat_id": chat_id} | parameters
        self._drafts.append(Draft(chat_id, method, parameters, card, priority, case, entry, fleeting))

    def _content(self, view: View, language: str) -> JsonObject:
        content: JsonObject = {
            "text": str(self._renderer.html(view.words, language)),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if view.keyboard is not None:
            return content | {"reply_markup": self._keyboard(view.keyboard, language)}
        return content | self.buttons(view.rows, language)

    def _keyboard(self, keyboard: Keyboard, language: str) -> JsonObject:
        if not keyboard.keys:
            return {"remove_keyboard": True}
        rows = [[self._key(key, language)] for key in keyboard.keys]
        return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}

    def _key(self, key: Words | ChoosePeople, language: str) -> JsonObject:
        if not isinstance(key, ChoosePeople):
            return {"text": self._renderer.plain(key, language)}
        wanted = {"request_id": key.request, "user_is_bot": False, "max_quantity": key.most, "request_name": True}
        return {"text": self._renderer.plain(key.label, language), "request_users": wanted}

    def buttons(self, rows: tuple[Row, ...], language: str) -> JsonObject:
        """The rows as a message's parameter; none where there are no rows."""
        if not rows:
            return {}
        return {"reply_markup": {"inline_keyboard": [self._row(row, language) for row in rows]}}

    def _row(self, row: Row, language: str) -> list[JsonObject]:
        return [self._button(button, language) for button in row]

    def _button(self, button: Button, language: str) -> JsonObject:
        label = self._renderer.plain(button.label, language)
        if len(label) > LONGEST_LABEL:
            label = label[: LONGEST_LABEL - 1].rstrip() + "…"
        if isinstance(button.does, Link):
            return {"text": label, "url": button.does.url}
        return {"text": label, "callback_data": pack(button.does)}
