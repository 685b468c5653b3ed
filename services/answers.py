"""What can be done about the knowledge base while it is in use: note questions, learn phrasings, rewrite articles."""

from __future__ import annotations

from domain.answers.grouping import groups
from domain.answers.knowledge import LANGUAGES, TOPICS, Found, Outcome
from domain.words import Msg, Refused
from storage.answers import learning as stored
from storage.tables import Person, Phrasing, Question, Rewriting
from storage.work import Work

NAMELESS = frozenset({"whistleblower-policy"})
"""Topics whose questions are kept without the person."""
LONGEST_QUESTION = 1_000
MOST_LOOKED_AT = 500


class NotLearned(Refused):
    """What was to be learned or published cannot be."""


def note(work: Work, person: Person, text: str, found: Found, language: str) -> Question:
    """Keeps a question, answered in `language`. Support is to look at those without a clear answer."""
    nameless = not NAMELESS.isdisjoint(found.nearest)
    asked = Question(
        asked_at=work.now,
        person_id=None if nameless else person.id,
        language=language,
        text=text[:LONGEST_QUESTION],
        topic=found.ranked[0] if found.outcome is Outcome.ANSWER else None,
        liked=None,
        wanting_since=None if found.outcome is Outcome.ANSWER else work.now,
    )
    work.session.add(asked)
    work.session.flush()
    return asked


def vote(work: Work, person: Person, question_id: int, *, liked: bool) -> None:
    """The person says whether an answer has helped. A question that is no longer kept needs no vote."""
    asked = _own_question(work, person, question_id)
    if asked is not None and asked.liked is not liked:
        asked.liked = liked
        asked.wanting_since = None if liked else work.now


def pick(work: Work, person: Person, question_id: int, topic: str) -> str | None:
    """The person has found their article among those to choose from. The language they asked in, if that is kept."""
    asked = _own_question(work, person, question_id)
    if asked is not None and asked.topic is None:
        asked.topic, asked.wanting_since = topic, None
        if topic in NAMELESS:
            asked.person_id = None
    return None if asked is None else asked.language


def _own_question(work: Work, person: Person, question_id: int) -> Question | None:
    """The question, if it is the person's – a button can be forged – or nobody is kept with it."""
    asked = stored.question(work.session, question_id)
    return asked if asked is not None and asked.person_id in (None, person.id) else None


def learn(work: Work, by: str, question_id: int, topic: str) -> Phrasing:
    """The question's words lead to the topic from now on; those that ask for the same are settled, too.

    Raises `NotLearned`.
    """
    work.action = "knowledge.learn"
    group = _group_of(work, question_id)
    _require_topic(topic)
    asked = next(each for each in group if each.id == question_id)
    stored.settle(work.session, [each.id for each in group])
    learned = Phrasing(topic=topic, language=asked.language, text=asked.text, added_by=by[:64], added_at=work.now)
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
