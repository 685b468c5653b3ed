"""Does what a message asks for, or asks back what is meant; a message that asks for nothing is left to others."""

from __future__ import annotations

from domain.answers.outcomes import Outcome as Answer
from domain.sayings.deciding import CERTAIN, Outcome
from domain.sayings.judging import Mood
from domain.sayings.names.named import Unclear
from domain.sayings.natures import Kind, Standing
from domain.sayings.slots import Days, Slot
from domain.words import Msg, Words
from handlers.answers.faq import explain
from handlers.answers.last_topic import forget_topic, last_topic
from handlers.answers.other_language import language_of
from handlers.answers.searching import find
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.left_out import days_left_out
from handlers.chat.incoming import Text
from handlers.chat.sayings import Saying
from handlers.chat.spoken import speak_of, speak_of_nobody
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row
from handlers.partnerships.taking_back import just_done, show_done
from handlers.sayings.able import asked_able
from handlers.sayings.invited import told_of_invited
from handlers.sayings.labels import labels_of
from handlers.sayings.nobody import told_of_nobody
from handlers.sayings.of_many import asked_of_many
from handlers.sayings.one_by_one import first_alone
from handlers.sayings.open_question import MOST_KEPT, Settled, ask_back, asked_back, settle_question
from handlers.sayings.payloads import MeantAction, MeantName, NothingMeant
from handlers.sayings.reading import Reading, read, read_head, sayable_by
from handlers.sayings.supposing import supposed

_CARD = "partnership"
"""The saying that shows what there is between both sides."""
_CANCEL = "cancel"
"""The saying that leaves a form; where none is open, it regrets what was done."""


def heed(turn: Turn, text: str) -> bool:
    """Whether the message asks for something that can be done, which has then begun."""
    if turn.reference.goes_first(turn, text) or turn.around.knowledge.follows(last_topic(turn), text):
        return False
    settle_question(turn)
    reading = read_head(turn, text) or read(turn, text)
    if reading.of_nobody:
        speak_of_nobody(turn)
    if (of_many := asked_of_many(turn, reading)) is not None:
        begin(turn, reading, of_many)
        return True
    if told_of_invited(turn, reading):
        return True
    if (able := asked_able(turn, reading)) is not None:
        begin(turn, able, "who_has_access")
        return True
    match reading.decision.outcome:
        case Outcome.BEGIN if (topic := supposed(turn, reading)) is not None:
            return _explains(turn, text, topic)
        case Outcome.BEGIN:
            begin(turn, reading, reading.decision.actions[0])
        case Outcome.CHOOSE if len(text) <= MOST_KEPT:
            _ask_which_action(turn, reading)
        case _ if _is_opinion(turn, reading):
            begin(turn, reading, _CARD)
        case _:
            asked_about = reading.decision.asked_about
            if asked_about is not None:
                speak(turn, reading, asked_about)
            topic = None if asked_about is None else sayable_by(turn)[asked_about].about
            return _leaves_it(turn, reading) or (topic is not None and _explains(turn, text, topic))
    return True


def _regret(turn: Turn) -> bool:
    """“Nein, doch nicht” shows what was just done, where it asks for nothing else: “withdraw it” does."""
    content = turn.incoming.content
    if not isinstance(content, Text) or not turn.around.understanding.in_forms.takes_back(content.text):
        return False
    if just_done(turn) is None:
        return False
    decision = read(turn, content.text).decision
    asks = decision.outcome is Outcome.BEGIN and decision.actions[0] != _CANCEL
    return not asks and show_done(turn)


def _is_opinion(turn: Turn, reading: Reading) -> bool:
    """Whether it only tells how one finds the other side, “Alpweb ist zu langsam”, of which the card says what can be
    done; where an article answers, that is more.
    """
    others = {value.value for value in reading.read.values if value.slot is Slot.OTHER}
    if len(others) != 1 or reading.read.mood is not Mood.WISH or _CARD not in sayable_by(turn):
        return False
    if not turn.around.understanding.moods.is_opinion(reading.read.masked):
        return False
    return find(turn, reading.text).outcome is not Answer.ANSWER


def _explains(turn: Turn, text: str, topic: str) -> bool:
    """Answers a question about an action by the article about it, where none comes near in its words, or this one is
    among those that do without being clear: names in it are none of theirs.
    """
    if not turn.around.knowledge.has(topic):
        return False
    found = find(turn, text)
    if found.outcome is Answer.ANSWER or (found.ranked and topic not in found.ranked):
        return False
    explain(turn, text, topic)
    return True


def _leaves_it(turn: Turn, reading: Reading) -> bool:
    """Says so where something is not to be done, and no article has anything to say about that."""
    hits = reading.decision.hits
    if reading.read.mood is not Mood.NEGATED or not hits or hits[0].score < CERTAIN:
        return False
    if show_done(turn):
        return True
    if find(turn, reading.text).outcome is not Answer.NONE:
        return False
    turn.say(Msg("All right: I have done nothing now, and everything stays as it is."), (MENU,))
    return True


def begin(turn: Turn, reading: Reading, action: str, settled: tuple[Settled, ...] = ()) -> None:
    """Begins the action, once it is clear whom and what the message names."""
    saying = sayable_by(turn)[action]
    unclear = next((each for each in reading.unclear if each.slot in saying.slots), None)
    if unclear is not None and len(reading.text) <= MOST_KEPT:
        _ask_whose_name(turn, reading, action, unclear, settled)
        return
    forget_topic(turn)
    if told_of_nobody(turn, reading, saying):
        return
    reading, others = first_alone(reading) if saying.kind is Kind.DO else (reading, None)
    if others is not None:
        turn.say(others)
    speak(turn, reading, action)
    if (remark := _days_left_out(turn, reading, saying)) is not None:
        turn.say(remark)
    if saying.kind is Kind.ASK:
        with turn.speaking(language_of(turn, reading.text)):
            saying.answer(turn, reading.heard_for(saying))
    else:
        saying.answer(turn, reading.heard_for(saying))


def _days_left_out(turn: Turn, reading: Reading, saying: Saying) -> Words | None:
    """What to say of days by which nobody can put off what holds at once: “ab Mai zahlt Nordnet”."""
    binds = saying.kind is Kind.DO and (saying.grave or saying.standing is Standing.OWN)
    if not binds or Slot.WHEN in saying.slots | saying.beside:
        return None
    return days_left_out(turn, reading.text, reading.read.values)


def speak(turn: Turn, reading: Reading, action: str) -> None:
    """The action is spoken of now, with what was named."""
    heard = reading.heard_for(sayable_by(turn)[action])
    speak_of(
        turn,
        other=heard.one(Slot.OTHER, int),
        product=heard.one(Slot.PRODUCT, int),
        person=heard.one(Slot.PERSON, int),
        days=heard.one(Slot.WHEN, Days),
        action=action,
    )


def _ask_which_action(turn: Turn, reading: Reading) -> None:
    """Two readings of similar weight, or something grave that is told of and not asked for: one question with a button
    for each, and the way out for a question.
    """
    actions = reading.decision.actions
    number = ask_back(turn, reading.text, actions)
    sayings = sayable_by(turn)
    rows: tuple[Row, ...] = tuple(
        (Button(sayings[action].label, MeantAction(number, place)),) for place, action in enumerate(actions)
    )
    if len(actions) == 1:
        question, none = Msg("Is that what you would like?"), Msg("❓ No, it is a question")
    else:
        question, none = Msg("What would you like?"), Msg("❓ Neither: it is a question")
    turn.say(question, *rows, (Button(none, NothingMeant(number)),))


def _ask_whose_name(turn: Turn, reading: Reading, action: str, unclear: Unclear, settled: tuple[Settled, ...]) -> None:
    number = ask_back(turn, reading.text, (action,), settled)
    called = reading.text[unclear.start : unclear.end]
    rows: tuple[Row, ...] = tuple(
        (Button(label, MeantName(number, meant)),) for meant, label in labels_of(turn, unclear).items()
    )
    turn.say(Msg("Whom or what do you mean by “{name}”?", name=called), *rows, (MENU,))


def _meant_action(turn: Turn, payload: MeantAction) -> None:
    question = asked_back(turn, payload.serial)
    if question is None or payload.place not in range(len(question.actions)):
        _over(turn)
        return
    action = question.actions[payload.place]
    settle_question(turn)
    if action not in sayable_by(turn):
        _over(turn)
        return
    begin(turn, read(turn, question.text), action)


def _meant_name(turn: Turn, payload: MeantName) -> None:
    question = asked_back(turn, payload.serial)
    if question is None:
        _over(turn)
        return
    settle_question(turn)
    known = tuple(each.value for each in question.settled)
    unclear = read(turn, question.text, known).unclear
    asked = next((each for each in unclear if payload.meant in each.candidates), None)
    action = question.actions[0]
    if asked is None or action not in sayable_by(turn):
        _over(turn)
        return
    settled = (*question.settled, Settled(asked.start, asked.end, asked.slot, payload.meant))
    values = tuple(each.value for each in settled)
    begin(turn, read_head(turn, question.text, values) or read(turn, question.text, values), action, settled)


def _nothing_meant(turn: Turn, payload: NothingMeant) -> None:
    question = asked_back(turn, payload.serial)
    if question is None:
        _over(turn)
        return
    settle_question(turn)
    turn.reference.answer(turn, question.text)


def _over(turn: Turn) -> None:
    """A tap under a question that is no longer open."""
    turn.retire_buttons()
    turn.say(Msg("That was a while ago. Please tell me once more what you would like."), (MENU,))


CHAPTER = Chapter(
    routes=(on(MeantAction, _meant_action), on(MeantName, _meant_name), on(NothingMeant, _nothing_meant)),
    listeners=(_regret,),
    starters=(heed,),
)
