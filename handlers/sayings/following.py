"""Follow-ups: what was just told or shown is told of another one, explained, done, or said in the other language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.sayings.follow_ups import FollowUp
from domain.sayings.natures import Kind
from domain.sayings.slots import Days, Slot, Value
from handlers.answers.faq import show_article
from handlers.answers.last_topic import last_topic, remember_topic
from handlers.chat.chapters import Chapter
from handlers.chat.incoming import Text
from handlers.chat.sayings import Heard, Saying
from handlers.chat.turn import Turn
from handlers.sayings.heeding import begin
from handlers.sayings.reading import read, sayable_by
from handlers.sayings.spoken import Spoken, spoken_of

_LANGUAGES = {FollowUp.GERMAN: "de", FollowUp.ENGLISH: "en"}
EXPLAINED: Mapping[str, str] = {
    "add_partner": "add-partner",
    "ask_client": "add-partner",
    "change_access": "access-types",
    "change_payer": "change-payment-means",
    "end_partnership": "end-partnership",
    "enter_vat": "vat-requirements",
    "find_partner": "partner-directory",
    "get_verified": "being-verified",
    "give_products": "product-access",
    "my_rights": "employee-rights",
    "new_tender": "tenders",
    "take_products": "product-access",
    "what_earned": "cashback-and-discounts",
    "what_ordered": "ordering-and-renewal",
    "which_vat": "vat-requirements",
    "who_has_access": "access-types",
    "who_may": "employee-rights",
    "who_pays": "who-pays",
    "who_sees_invoices": "invoices",
}
"""The article that says why something is as it is, by the action."""


def follow(turn: Turn) -> bool:
    """Whether the message is a follow-up, which then has been answered."""
    content = turn.incoming.content
    if not isinstance(content, Text) or not _may_follow(turn, content.text):
        return False
    spoken = spoken_of(turn)
    if spoken is None or spoken.action is None:
        return False
    saying = sayable_by(turn).get(spoken.action)
    if saying is None or turn.reference.goes_first(turn, content.text):
        return False
    match turn.around.understanding.follow_ups.kind(content.text):
        case None | FollowUp.SAME:
            return _same_for_another(turn, saying, spoken, content.text)
        case FollowUp.WHY:
            return _explain(turn, saying)
        case FollowUp.DO:
            return _do(turn, saying, spoken)
        case FollowUp.GERMAN | FollowUp.ENGLISH as language:
            # After an article, that one is asked for: small talk knows.
            return last_topic(turn) is None and _in_language(turn, saying, spoken, _LANGUAGES[language])


def _may_follow(turn: Turn, text: str) -> bool:
    """By the words alone, so that other messages are not read twice."""
    follow_ups = turn.around.understanding.follow_ups
    return follow_ups.kind(text) is not None or follow_ups.may_be_same(text)


def _same_for_another(turn: Turn, saying: Saying, spoken: Spoken, text: str) -> bool:
    """“Und Nordnet?”: the values that are said now take the place of those before."""
    if last_topic(turn) is not None:
        return False  # an article was read since
    reading = read(turn, text)
    said = {value.slot for value in (*reading.read.values, *reading.read.unclear)}
    if not said or not said <= saying.slots or not turn.around.understanding.follow_ups.is_same(reading.read.masked):
        return False
    before = tuple(value for value in _values(spoken) if value.slot not in said)
    values = (*before, *reading.read.values)
    begin(turn, replace(reading, read=replace(reading.read, values=values)), saying.name)
    return True


def _explain(turn: Turn, saying: Saying) -> bool:
    topic = EXPLAINED.get(saying.name)
    if topic is None or not turn.around.knowledge.has(topic):
        return False
    remember_topic(turn, topic)
    show_article(turn, topic, fresh=True)
    return True


def _do(turn: Turn, saying: Saying, spoken: Spoken) -> bool:
    """“Do it”, of what was asked about: it is begun, as if it had been wished for."""
    if saying.kind is not Kind.DO:
        return False
    saying.answer(turn, Heard("", _values(spoken)))
    return True


def _in_language(turn: Turn, saying: Saying, spoken: Spoken, language: str) -> bool:
    if saying.kind is Kind.DO:
        return False
    with turn.speaking(language):
        saying.answer(turn, Heard("", _values(spoken)))
    return True


def _values(spoken: Spoken) -> tuple[Value, ...]:
    """What was said with the action, as if it had been said again."""
    said: Mapping[Slot, int | Days | None] = {
        Slot.OTHER: spoken.other,
        Slot.PRODUCT: spoken.product,
        Slot.PERSON: spoken.person,
        Slot.WHEN: spoken.days,
    }
    return tuple(Value(0, 0, slot, value) for slot, value in said.items() if slot in spoken.said and value is not None)


CHAPTER = Chapter(listeners=(follow,))
