"""Follow-ups: what was just told or shown is told of another one, explained, done, or said in the other language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.answers.spelling import words
from domain.partnerships.rules import Payer
from domain.sayings.follow_ups import FollowUp
from domain.sayings.form_words import Short
from domain.sayings.natures import Kind
from domain.sayings.slots import RECORDS, Days, Slot, Value
from handlers.answers.faq import show_article
from handlers.answers.last_topic import last_topic, remember_topic
from handlers.chat.chapters import Chapter
from handlers.chat.incoming import Text
from handlers.chat.sayings import Heard, Saying
from handlers.chat.spoken import speak_of, told_in
from handlers.chat.turn import Turn
from handlers.sayings.carrying import carried
from handlers.sayings.explained import EXPLAINED, say_no_more
from handlers.sayings.heeding import begin
from handlers.sayings.names import named, unknown_name
from handlers.sayings.nobody import say_nobody
from handlers.sayings.reading import Reading, read, sayable_by
from handlers.sayings.shortly import short
from handlers.sayings.spoken import Spoken, spoken_of
from services.partnerships.deadlines import today

_LANGUAGES = {FollowUp.GERMAN: "de", FollowUp.ENGLISH: "en"}
_AHEAD = frozenset({"what_expires"})
"""Actions that are about days to come: “und im März?” is never last March."""


def follow(turn: Turn) -> bool:
    """Whether the message is a follow-up, which then has been answered."""
    content = turn.incoming.content
    if not isinstance(content, Text) or not _may_follow(turn, content.text):
        return False
    if turn.reference.goes_first(turn, content.text):
        return False
    if last_topic(turn) is not None and turn.around.understanding.follow_ups.kind(content.text) is FollowUp.WHY:
        say_no_more(turn)  # whatever was spoken of before, the article was read last
        return True
    spoken = spoken_of(turn)
    if spoken is None or spoken.action is None:
        return False
    saying = sayable_by(turn).get(spoken.action)
    if saying is None:
        return False
    match turn.around.understanding.follow_ups.kind(content.text):
        case None:
            text = content.text
            return (
                _paid_otherwise(turn, saying, spoken, text)
                or _about_oneself(turn, saying, text)
                or _same_for_another(turn, saying, spoken, text)
                or _about_the_same(turn, spoken, text)
                or _for_all(turn, saying, spoken, text)
                or _of_nobody(turn, saying, text)
            )
        case FollowUp.WHY:
            _explain(turn, saying)
            return True
        case FollowUp.DO:
            return _do(turn, saying, spoken)
        case FollowUp.GERMAN | FollowUp.ENGLISH as language:
            # After an article, that one is asked for: small talk knows.
            return last_topic(turn) is None and _in_language(turn, saying, spoken, _LANGUAGES[language])
        case _:
            return False  # only a part of a message


def follow_in_form(turn: Turn, text: str) -> bool:
    """The same in the middle of a form: only of what was told, and only a question, “und bei Liffey?”."""
    follow_ups = turn.around.understanding.follow_ups
    if not text.rstrip().endswith("?") or not follow_ups.may_be_same(text) or follow_ups.rest(text) == words(text):
        return False
    spoken = spoken_of(turn)
    saying = None if spoken is None or spoken.action is None else sayable_by(turn).get(spoken.action)
    if spoken is None or saying is None or saying.kind is not Kind.ASK:
        return False
    told = _same_for_another(turn, saying, spoken, text) or _for_all(turn, saying, spoken, text)
    return told or _of_nobody(turn, saying, text)


def _may_follow(turn: Turn, text: str) -> bool:
    """By the words alone, so that other messages are not read twice."""
    follow_ups = turn.around.understanding.follow_ups
    if follow_ups.kind(text) is not None or turn.around.understanding.in_forms.short(text) is not None:
        return True
    return follow_ups.may_be_same(text) or follow_ups.is_about_the_same(text)


def _paid_otherwise(turn: Turn, saying: Saying, spoken: Spoken, text: str) -> bool:
    """“Nein, doch wir”, where it was asked whose payment means shall be used from now on."""
    if saying.name != "change_payer" or (payer := short(turn, text, Slot.PAYER)) is None:
        return False
    saying.answer(turn, Heard("", (*_values(spoken), Value(0, 0, Slot.PAYER, Payer(payer)))))
    return True


def _about_oneself(turn: Turn, saying: Saying, text: str) -> bool:
    """“Und ich?”, after what a colleague may do."""
    if saying.name != "who_may" or turn.around.understanding.in_forms.short(text) is not Short.WE:
        return False
    own = sayable_by(turn)["my_rights"]
    speak_of(turn, action=own.name)
    own.answer(turn, Heard(""))
    return True


def _same_for_another(turn: Turn, saying: Saying, spoken: Spoken, text: str) -> bool:
    """“Und Nordnet?”: the values that are said now take the place of those before."""
    reason = EXPLAINED.get(saying.name) if saying.kind is Kind.ASK else None
    if last_topic(turn) not in (None, reason):
        return False  # an article was read since, and not as the reason of what was told
    reading = read(turn, text)
    said = {value.slot for value in (*reading.read.values, *reading.read.unclear)}
    if not said or not said <= saying.slots or not turn.around.understanding.follow_ups.is_same(reading.read.masked):
        return False
    before = tuple(value for value in _values(spoken) if value.slot not in said)
    values = reading.read.values if saying.name not in _AHEAD else tuple(_ahead(turn, reading))
    begin(turn, reading.with_values((*before, *values)), saying.name)
    return True


def _ahead(turn: Turn, reading: Reading) -> Iterator[Value]:
    """The values, with days that are over already a year later if no year was said."""
    day = today(turn.work, turn.around.programme)
    for value in reading.read.values:
        days = value.value
        said = reading.text[value.start : value.end]
        is_over = isinstance(days, Days) and days.last is not None and days.last < day
        if is_over and isinstance(days, Days) and not any(map(str.isdigit, said)):
            yield replace(value, value=days.a_year_later)
        else:
            yield value


def _about_the_same(turn: Turn, spoken: Spoken, text: str) -> bool:
    """“Und wer zahlt dort?”: another question about one's own data, about whom the one before was."""
    if last_topic(turn) not in (None, EXPLAINED.get(spoken.action or "")):
        return False
    reading = carried(turn, text, spoken)
    if reading is not None:
        begin(turn, reading, reading.decision.actions[0])
    return reading is not None


def _for_all(turn: Turn, saying: Saying, spoken: Spoken, text: str) -> bool:
    """“Und bei allen?”: the same, about nobody in particular."""
    if saying.kind is not Kind.ASK or not turn.around.understanding.follow_ups.is_for_all(text):
        return False
    values = tuple(value for value in _values(spoken) if value.slot not in RECORDS)
    speak_of(turn, days=spoken.days, action=saying.name)
    saying.answer(turn, Heard("", values))
    return True


def _of_nobody(turn: Turn, saying: Saying, text: str) -> bool:
    """“Und Sonnenwerk?”, of somebody who is not here."""
    if saying.kind is not Kind.ASK or Slot.OTHER not in saying.slots:
        return False
    names = named(turn, text)
    place = None if names.values or names.unclear else unknown_name(turn, text, names)
    name = "" if place is None else text[slice(*place)]
    if not name or turn.around.understanding.follow_ups.rest(text) != words(name):
        return False
    say_nobody(turn, name)
    return True


def _explain(turn: Turn, saying: Saying) -> None:
    topic = EXPLAINED.get(saying.name)
    if topic is None or not turn.around.knowledge.has(topic):
        say_no_more(turn)
        return
    remember_topic(turn, topic)
    show_article(turn, topic, fresh=True)


def _do(turn: Turn, saying: Saying, spoken: Spoken) -> bool:
    """“Do it”, of what was asked about: it is begun, as if it had been wished for."""
    if saying.kind is not Kind.DO:
        return False
    saying.answer(turn, Heard("", _values(spoken)))
    return True


def _in_language(turn: Turn, saying: Saying, spoken: Spoken, language: str) -> bool:
    if saying.kind is Kind.DO or not told_in(turn, language):
        return False  # who asks for it twice wants to be spoken to in it
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
