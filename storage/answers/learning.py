"""Queries about what the desk learns: questions, phrasings, rewritings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.runtime.forgetting import forget_oldest
from storage.tables import KnowledgeVersion, Phrasing, Question, Rewriting

THE_VERSION = 1
_VERSION = select(KnowledgeVersion.version).where(KnowledgeVersion.id == THE_VERSION)


def question(session: Session, question_id: int) -> Question | None:
    """The question, as long as it is kept."""
    return session.get(Question, question_id)


def wanting_questions(session: Session, limit: int) -> Sequence[Question]:
    """Questions that support has to look at, the newest first."""
    wanting = select(Question).where(Question.wanting_since.is_not(None))
    return session.scalars(wanting.order_by(Question.wanting_since.desc(), Question.id.desc()).limit(limit)).all()


def count_wanting(session: Session) -> int:
    """How many questions support has to look at."""
    wanting = select(func.count()).select_from(Question).where(Question.wanting_since.is_not(None))
    return session.scalar(wanting) or 0


def settle(session: Session, question_ids: Collection[int]) -> None:
    """Support need not look at these any more."""
    session.execute(update(Question).where(Question.id.in_(question_ids)).values(wanting_since=None))


def forget_questions(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of the questions asked before that moment, or all; how many."""
    return forget_oldest(session, Question.id, Question.asked_at, before, most)


def knowledge_version(session: Session) -> int:
    """How often what is published has changed."""
    return session.scalar(_VERSION) or 0


def count_change(session: Session) -> None:
    """Something published has changed: every process is to read it anew."""
    counter = session.get(KnowledgeVersion, THE_VERSION, with_for_update=True)
    if counter is None:
        counter = KnowledgeVersion(id=THE_VERSION, version=0)
        session.add(counter)
    counter.version += 1


def phrasings(session: Session) -> Sequence[Phrasing]:
    """All phrasings that were learned, in their order."""
    return session.scalars(select(Phrasing).order_by(Phrasing.id)).all()


def draft_of(session: Session, topic: str) -> Rewriting | None:
    """The topic's rewriting that is not published yet."""
    return session.scalar(select(Rewriting).where(Rewriting.topic == topic, Rewriting.published_at.is_(None)))


def rewritings_of(session: Session, topic: str) -> Sequence[Rewriting]:
    """All published rewritings of the topic, the newest first."""
    published = (Rewriting.topic == topic, Rewriting.published_at.is_not(None))
    return session.scalars(select(Rewriting).where(*published).order_by(Rewriting.id.desc())).all()


def present_rewritings(session: Session) -> Sequence[Rewriting]:
    """The rewritings that are read at present: of each topic the newest that is not withdrawn."""
    published = (Rewriting.published_at.is_not(None), Rewriting.withdrawn_at.is_(None))
    newest = session.scalars(select(Rewriting).where(*published).order_by(Rewriting.published_at, Rewriting.id))
    return list({rewriting.topic: rewriting for rewriting in newest}.values())
