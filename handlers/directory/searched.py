"""The search that was made last in a chat, which the next message can narrow: “in Zürich?”, “nur deutschsprachige”.

It is kept in the conversation's row, and narrowed only as long as nothing else was spoken of since, for a few minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.directory.refining import language_named, names_place, narrowed, narrows
from domain.directory.wanted import Filters
from domain.sayings.slots import Slot
from handlers.answers.last_topic import forget_topic, last_topic
from handlers.chat.spoken import kept, speak_of
from handlers.chat.turn import Turn
from handlers.directory.payloads import Search, search_for
from services.directory import finding

SAID = "find_partner"
"""The saying, by which a search is spoken of."""
_NAME = "searched"


def remember_search(turn: Turn, asked: Search, partners: Sequence[int]) -> None:
    """The chat shows what this has found: these partners, in their order."""
    forget_topic(turn)
    speak_of(turn, action=SAID, listed=(Slot.OTHER, partners))
    turn.standing.state = turn.standing.state | {_NAME: [asked.words, asked.shelf, asked.language, asked.place]}


def narrowed_search(turn: Turn, text: str) -> Search | None:
    """The last search, narrowed by a message, if that is all that it does; words that no entry has narrow nothing."""
    before = _last(turn)
    if before is None or not narrows(text) or turn.reference.goes_first(turn, text):
        return None
    filters = Filters(
        before.shelf,
        language_named(text) or before.language,
        "" if names_place(text) else before.place,
    )
    around = turn.around
    more = narrowed("", text)
    if finding.search(turn.work, around.directory, around.programme, more, Filters()).unknown:
        return None
    return search_for(narrowed(before.words, text), filters)


def _last(turn: Turn) -> Search | None:
    spoken, found = kept(turn), turn.standing.state.get(_NAME)
    if spoken is None or spoken.get("action") != SAID or last_topic(turn) is not None:
        return None
    if not isinstance(found, list) or len(found) != 4 or not all(isinstance(each, str) for each in found):
        return None
    words, shelf, language, place = map(str, found)
    return replace(search_for(words, Filters(shelf, language, place)), words=words)
