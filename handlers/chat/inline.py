"""Telegram's inline mode: what is shown to somebody who types behind the bot's name, in any chat.

A chapter declares who answers (`Chapter.inline`). Such a look changes nothing and is kept nowhere: whoever types need
not be known to the desk, and is not made known by it. Choosing a result sends its message in the person's own name,
with a button below that opens a screen of the desk. Where that is sent to the desk itself, the screen opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.words import Words
from handlers.chat.deep_links import bot_link, start_of
from handlers.chat.incoming import InlineQuery
from handlers.chat.meeting import language_of
from handlers.chat.packing import Payload
from handlers.chat.turn import Surroundings
from storage.bans import any_banned
from storage.people import person_by_telegram_id
from storage.tables import Person
from storage.tables.base import JsonObject
from storage.work import Work

MOST = 50
"""Results that Telegram takes at once."""
KEPT_FOR_S = 300
"""How long Telegram shows the same person the same results for the same words without asking again."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One inline query, inside a unit of work that is taken back. `person` is who asks, if the desk knows them."""

    work: Work
    around: Surroundings
    query: InlineQuery
    person: Person | None

    @property
    def language(self) -> str:
        """The language in which results are shown."""
        if self.person is not None:
            return self.person.language
        return language_of(self.query.sender, self.around.renderer.languages)


@dataclass(frozen=True, slots=True)
class Opening:
    """A button that opens the screen of the `payload`, which its chapter must declare as open to links."""

    label: Words
    payload: Payload


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the list: its number among them, `title` and `description` of the line, the `message` that is sent,
    and the button below that."""

    id: str
    title: Words
    description: Words
    message: Words
    opens: Opening


@dataclass(frozen=True, slots=True)
class Results:
    """What is shown, `MOST` at most. `above` leads from the list into the desk; `more` is the `offset` of the next
    query when the person scrolls on, empty where there is no more."""

    found: tuple[Result, ...]
    above: Opening | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """Who answers inline queries: the first that does not return `None`. With `own_chat`, only in the chat with the bot
    itself, and before those that answer anywhere."""

    answer: Callable[[Lookup], Results | None]
    own_chat: bool = False


class Inliner:
    """Answers inline queries with what the chapters have declared."""

    def __init__(self, around: Surroundings, declared: Iterable[Inline]) -> None:
        self._around = around
        self._declared = sorted(declared, key=lambda each: not each.own_chat)

    def answer(self, work: Work, query: InlineQuery) -> JsonObject:
        """The parameters of `answerInlineQuery`. May raise `Refused`."""
        lookup = Lookup(work, self._around, query, person_by_telegram_id(work.session, query.sender.telegram_id))
        if any_banned(work.session, (query.sender.telegram_id,)):
            return self._written(lookup, Results(()), kept_for_s=0)
        for each in self._declared:
            if each.own_chat and not query.own_chat:
                continue
            results = each.answer(lookup)
            if results is not None:
                # Telegram does not mind in which chat the words were typed when it shows again what it has kept.
                return self._written(lookup, results, kept_for_s=0 if query.own_chat else KEPT_FOR_S)
        return self._written(lookup, Results(()), kept_for_s=0)

    def _written(self, lookup: Lookup, results: Results, *, kept_for_s: int) -> JsonObject:
        render, language = self._around.renderer, lookup.language
        answer: JsonObject = {
            "inline_query_id": lookup.query.id,
            "results": [self._article(each, language) for each in results.found],
            "cache_time": kept_for_s,
            "is_personal": True,
            "next_offset": results.more,
        }
        if results.above is not None:
            label = render.plain(results.above.label, language)
            answer["button"] = {"text": label, "start_parameter": start_of(results.above.payload)}
        return answer

    def _article(self, result: Result, language: str) -> JsonObject:
        render = self._around.renderer
        link = bot_link(self._around.bot_username, result.opens.payload)
        return {
            "type": "article",
            "id": result.id,
            "title": render.plain(result.title, language),
            "description": render.plain(result.description, language),
            "input_message_content": {
                "message_text": render.html(result.message, language),
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            },
            "reply_markup": {"inline_keyboard": [[{"text": render.plain(result.opens.label, language), "url": link}]]},
        }
