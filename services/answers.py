"""What can be done about the knowledge base while it is in use: note questions, learn phrasings, rewrite articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from domain.answers.grouping import groups
from domain.answers.knowledge import LANGUAGES
from domain.answers.misconduct import POLICY
from domain.answers.outcomes import Found, Outcome
from domain.answers.topics import TOPICS
from domain.sayings.slots import Slot
from domain.sayings.templates import slots_of
from domain.words import Msg, Refused
from storage.answers import learning as stored
from storage.tables import Person, Phrasing, Question, Rewriting
from storage.work import Work

LONGEST_QUESTION = 1_000
MOST_LOOKED_AT = 500


class NotLearned(Refused):
    """What was to be learned or published cannot be."""


def note(work: Work, person: Person, text: str, found: Found, language: str) -> int | None:
    """Keeps a question with what came of it; its number. Support is to look at those without a clear answer.

    `language` is the one it is answered in. Nothing is kept of what may be about misconduct: `None` (fact 15).
    """
    if found.silent:
        return None
    asked = Question(
        asked_at=_day(work),
        person_id=person.id,
        language=language,
        text=text[:LONGEST_QUESTION],
        topic=found.ranked[0] if found.outcome is Outcome.ANSWER else None,
        liked=None,
        wanting_since=None if found.outcome is Outcome.ANSWER else _day(work),
    )
    work.session.add(asked)
    work.session.flush()
    return asked.id


def _day(work: Work) -> dt.datetime:
    """All that is kept of when something was asked: an exact time would lead to the update, and so to the person."""
    return work.now.replace(hour=0, minute=0, second=0, microsecond=0)


def vote(work: Work, person: Person, question_id: int, *, liked: bool) -> None:
    """The person says whether an answer has helped. A question that is no longer kept needs no vote."""
    asked = _own_question(work, person, question_id)
    if asked is not None and asked.liked is not liked:
        asked.liked = liked
        asked.wanting_since = None if liked else _day(work)


def pick(work: Work, person: Person, question_id: int, topic: str) -> str | None:
    """The person has found their article among those to choose from. One about misconduct takes the question away.

    Returns the language of the choice, as long as the question is kept.
    """
    asked = _own_question(work, person, question_id)
    if asked is not None and topic == POLICY:
        work.session.delete(asked)
    elif asked is not None and asked.topic is None:
        asked.topic, asked.wanting_since = topic, None
    return None if asked is None else asked.language


def words_of(work: Work, person_id: int, question_id: int) -> str | None:
    """What the person asked, as long as it is kept."""
    asked = stored.question(work.session, question_id)
    return asked.text if asked is not None and asked.person_id == person_id else None


def _own_question(work: Work, person: Person, question_id: int) -> Question | None:
    """The question, if it is the person's: a button can be forged."""
    asked = stored.question(work.session, question_id)
    return asked if asked is not None and asked.person_id == person.id else None


def learn(
    work: Work, by: str, question_id: int, topic: str, actions: Set[str] = frozenset(), words: str = ""
) -> Phrasing:
    """The question's words lead to the topic from now on, or to the one of the `actions`; those that ask for the same
    are settled, too.

    `words` stand in the place of the question's where it has names, which are said with slots: “{other} bitte dazu”.
    Raises `NotLearned`.
    """
    work.action = "knowledge.learn"
    group = _group_of(work, question_id)
    if topic in actions:
        _require_slots(words)
    else:
        _require_topic(topic)
    asked = next(each for each in group if each.id == question_id)
    stored.settle(work.session, [each.id for each in group])
    text = words[:LONGEST_QUESTION] or asked.text
    learned = Phrasing(topic=topic, language=asked.language, text=text, added_by=by[:64], added_at=work.now)
    work.session.add(learned)
    stored.count_change(work.session)
    return learned


def skip(work: Work, question_id: int) -> int:
    """Nothing is to be done about the question and those that ask for the same; how many. Raises `NotLearned`."""
    group = _group_of(work, question_id)
    stored.settle(work.session, [each.id for each in group])
    return len(group)


def wanting(work: Work) -> list[list[Question]]:
    """Questions that support has to look at, those that ask for the same together; the largest group first."""
    by_id = {asked.id: asked for asked in stored.wanting_questions(work.session, MOST_LOOKED_AT)}
    found = groups((asked.id, asked.text) for asked in by_id.values())
    return [[by_id[number] for number in group] for group in found]


def _group_of(work: Work, question_id: int) -> list[Question]:
    for group in wanting(work):
        if any(asked.id == question_id for asked in group):
            return group
    raise NotLearned(Msg("There is no question {number} that wants an answer (any more).", number=str(question_id)))


def rewrite(work: Work, by: str, topic: str, language: str, question: str | None, body: str) -> Rewriting:
    """Writes one language of the topic's draft. `question` is left as the file has it where it is `None`."""
    work.action = "knowledge.rewrite"
    _require_topic(topic)
    if language not in LANGUAGES:
        raise NotLearned(Msg("An article is written in German or in English: de or en."))
    draft = stored.draft_of(work.session, topic)
    if draft is None:
        draft = Rewriting(topic=topic, written_by=by[:64], begun_at=work.now)
        work.session.add(draft)
    draft.written_by = by[:64]
    if language == "de":
        draft.question_de, draft.body_de = question, body
    else:
        draft.question_en, draft.body_en = question, body
    return draft


def publish(work: Work, topic: str) -> Rewriting:
    """The topic's draft is what people read from now on. Raises `NotLearned` unless it is there in both languages."""
    work.action = "knowledge.publish"
    draft = stored.draft_of(work.session, topic)
    if draft is None:
        raise NotLearned(Msg("There is no draft of {topic}. /rewrite begins one.", topic=topic))
    for language, body in (("de", draft.body_de), ("en", draft.body_en)):
        if body is None:
            raise NotLearned(
                Msg("The draft has no {language} yet: /rewrite {topic} {language}", topic=topic, language=language)
            )
    draft.published_at = work.now
    stored.count_change(work.session)
    return draft


def undo(work: Work, topic: str) -> Rewriting:
    """Withdraws what was published last: the one before is read again, or the file. Raises `NotLearned`."""
    work.action = "knowledge.undo"
    present = next((each for each in stored.rewritings_of(work.session, topic) if each.withdrawn_at is None), None)
    if present is None:
        raise NotLearned(Msg("{topic} is as the file has it: there is nothing to undo.", topic=topic))
    present.withdrawn_at = work.now
    stored.count_change(work.session)
    return present


def _require_topic(topic: str) -> None:
    if topic not in TOPICS:
        raise NotLearned(Msg("There is no topic {topic}. /topics lists all.", topic=topic))


def _require_slots(words: str) -> None:
    if unknown := slots_of(words) - frozenset(Slot):
        raise NotLearned(
            Msg(
                "“{name}” between braces means nothing to me. These do: {slots}.",
                name=sorted(unknown)[0],
                slots=", ".join(Slot),
            )
        )
