"""Queries about tokens of the HTTP API, and about calls that were answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import AnsweredCall, ApiToken
from storage.tables.base import JsonObject

_CLAIM = {
    "postgresql": postgresql.insert(AnsweredCall).on_conflict_do_nothing().returning(AnsweredCall.key),
    "sqlite": sqlite.insert(AnsweredCall).on_conflict_do_nothing().returning(AnsweredCall.key),
}
_FORGET = delete(AnsweredCall).where(
    AnsweredCall.token_id == bindparam("token"), AnsweredCall.key == bindparam("of_key")
)
UNANSWERED = 0
"""The status of a call that is being answered. Nobody else ever reads it: the answer is committed with the claim."""


def token_by_hash(session: Session, token_hash: str) -> ApiToken | None:
    """The token behind this SHA-256, unless it is revoked."""
    return session.scalar(select(ApiToken).where(ApiToken.token_hash == token_hash, ApiToken.revoked_at.is_(None)))


def token_by_name(session: Session, name: str) -> ApiToken | None:
    """The token of this name, revoked or not."""
    return session.scalar(select(ApiToken).where(ApiToken.name == name))


def all_tokens(session: Session) -> Sequence[ApiToken]:
    """All tokens, revoked ones included, in the order in which they were made."""
    return session.scalars(select(ApiToken).order_by(ApiToken.id)).all()


def count_tokens(session: Session) -> int:
    """How many tokens are good."""
    good = select(func.count()).select_from(ApiToken).where(ApiToken.revoked_at.is_(None))
    return session.scalar(good) or 0


def claim_call(session: Session, token_id: int, key: str, fingerprint: str, now: dt.datetime) -> bool:
    """Whether nobody has made a call with this key yet; then it is this unit of work's to `keep_answer`.

    Waits while another unit of work answers a call with the same key.
    """
    row = {
        "token_id": token_id,
        "key": key,
        "fingerprint": fingerprint,
        "status": UNANSWERED,
        "body": None,
        "answered_at": now,
    }
    return session.execute(_CLAIM[session.get_bind().dialect.name], row).first() is not None


def answered_call(session: Session, token_id: int, key: str) -> AnsweredCall | None:
    """The call that was made with this key."""
    return session.get(AnsweredCall, (token_id, key), populate_existing=True)


def keep_answer(session: Session, token_id: int, key: str, status: int, body: JsonObject | None) -> None:
    """Keeps the answer to a claimed call."""
    call = session.get_one(AnsweredCall, (token_id, key))
    call.status, call.body = status, body


def forget_calls(session: Session, before: dt.datetime, most: int) -> int:
    """Deletes the oldest calls, but no more than `most`, that were answered `before` then; how many it has deleted."""
    oldest = select(AnsweredCall.token_id, AnsweredCall.key).where(AnsweredCall.answered_at < before)
    rows = session.execute(
        oldest.order_by(AnsweredCall.answered_at).limit(most).with_for_update(skip_locked=True)
    ).all()
    if rows:
        # One by one: for a list of pairs, SQLite reads the whole table.
        session.connection().execute(_FORGET, [{"token": row.token_id, "of_key": row.key} for row in rows])
    return len(rows)
