"""One call is one unit of work: what it changes, what people are told of it, and its answer commit together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import IntegrityError

from bot.api.gate import Caller
from bot.api.problems import KEY_REUSED, Stopped, of_refusal
from domain.words import Refused
from handlers.chat.desk import Desk
from storage.api import answered_call, claim_call, keep_answer
from storage.tables.base import JsonObject
from storage.work import Units, Work

REPLAYED = "Idempotent-Replayed"

Deed: TypeAlias = Callable[[Work], JsonObject | None]
"""What a call does in its unit of work; its answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked by whom: `fingerprint` is the same for the same request, `key` the caller's, if they gave one."""

    caller: Caller
    fingerprint: str
    key: str | None


class Calls:
    """Does calls on one database, and lets the desk tell people what happened in them."""

    def __init__(self, units: Units, desk: Desk) -> None:
        self._units = units
        self.desk = desk

    def do(
        self,
        asked: Asked,
        act: Deed,
        *,
        status: int = 200,
        secret: bool = False,
    ) -> Response:
        """What `act` answers, once it is committed. Raises `Stopped` where the services refuse; then nothing is done.

        With a key, the call is done once: the same again has the same answer. A refusal changes nothing and is not
        kept, so that the same call may succeed later. An answer that is `secret` is not kept either: the same call
        again is done again. Of two such calls at once, the second waits for the first.
        """
        try:
            try:
                return self._do(asked, act, status, secret)
            except IntegrityError:
                # Somebody was first with what there may be only one of; now it can be seen.
                return self._do(asked, act, status, secret)
        except Refused as refused:
            raise of_refusal(refused, self.desk.around.renderer) from None

    def _do(self, asked: Asked, act: Deed, status: int, secret: bool) -> Response:
        with self._units.begin("api") as work:
            kept = self._kept(work, asked)
            if kept is not None and not secret:
                return answer(kept.status, kept.body, replayed=True)
            body = act(work)
            self.desk.announce(work)
            if asked.key is not None:
                work.session.flush()
                keep_answer(work.session, asked.caller.token_id, asked.key, status, None if secret else body)
        return answer(status, body)

    def _kept(self, work: Work, asked: Asked) -> _Kept | None:
        if asked.key is None or claim_call(work.session, asked.caller.token_id, asked.key, asked.fingerprint, work.now):
            return None
        call = answered_call(work.session, asked.caller.token_id, asked.key)
        if call is None or call.fingerprint != asked.fingerprint:
            raise Stopped(
                KEY_REUSED,
                "This Idempotency-Key was sent with another request in the last 24 hours: take a new one per request.",
            )
        return _Kept(call.status, call.body)


@dataclass(frozen=True, slots=True)
class _Kept:
    status: int
    body: JsonObject | None


def answer(status: int, body: JsonObject | None, *, replayed: bool = False) -> Response:
    """An answer as JSON; without a body, an empty one."""
    headers = {"Cache-Control": "no-store"}
    if replayed:
        headers[REPLAYED] = "true"
    if body is None:
        return Response(status_code=status, headers=headers)
    return JSONResponse(body, status_code=status, headers=headers)
