"""Who may come in: bearer tokens with their scopes, and how often each may ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.api.problems import SCOPE_MISSING, TOKEN_MISSING, TOO_MANY, Stopped
from services.api_tokens import Scope, bearer, scopes_of
from storage.work import Units

CALLS_PER_SECOND = 50.0
BURST = 200
_ROUNDED_S = 1e-6
"""By less than this, moments may differ that are the same: what counts seconds since long ago is rounded."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token it is."""

    token_id: int


class Gate:
    """Lets callers in. How often a token has asked is counted in this process alone."""

    def __init__(
        self,
        units: Units,
        per_second: float = CALLS_PER_SECOND,
        burst: int = BURST,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._units = units
        self._per_second = per_second
        self._burst = burst
        self._ticks = ticks
        self._full_at: dict[int, float] = {}

    def admit(self, authorization: str | None, scope: Scope) -> Caller:
        """The caller, if their token is known and has the scope. Raises `Stopped`: 401, 403, 429.

        It reads the token and notes its use in a unit of work of its own, so that a refused call was a use, too.
        """
        kind, _, secret = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            raise Stopped(
                TOKEN_MISSING,
                "Send a token, as in “Authorization: Bearer hs_…”; handschlag api-tokens makes one.",
                headers={"WWW-Authenticate": 'Bearer realm="handschlag"'},
            )
        with self._units.begin("api") as work:
            work.action = "api_token.use"
            token = bearer(work, secret.strip())
            if token is None:
                raise Stopped(
                    TOKEN_MISSING,
                    "This token is not known, or has been revoked.",
                    headers={"WWW-Authenticate": 'Bearer realm="handschlag", error="invalid_token"'},
                )
            token_id, scopes = token.id, scopes_of(token)
        self._count(token_id)
        if scope not in scopes:
            raise Stopped(
                SCOPE_MISSING,
                f"This token lacks the scope {scope}.",
                headers={"WWW-Authenticate": f'Bearer realm="handschlag", error="insufficient_scope", scope="{scope}"'},
            )
        return Caller(token_id)

    def _count(self, token_id: int) -> None:
        """A bucket that is full again at a moment: each call puts that off, and `burst` calls empty it."""
        now = self._ticks()
        full_at = max(self._full_at.get(token_id, now), now) + 1 / self._per_second
        wait = full_at - now - self._burst / self._per_second
        if wait > _ROUNDED_S:
            raise Stopped(
                TOO_MANY,
                f"This token asks too often: {self._per_second:g} calls a second on average, {self._burst} at once.",
                headers={"Retry-After": str(int(wait) + 1)},
            )
        self._full_at[token_id] = full_at
