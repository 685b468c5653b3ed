"""Who may use the HTTP API: bearer tokens, and what each may do.

Scopes are one table with the rights (`services.rights`): a token opens a door of the API, and what the person in the
console may decide behind it is decided there, as in the chat.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from services.rights import Act
from storage import api as stored
from storage.tables import ApiToken
from storage.work import Work

TOKEN_BEGINS = "hs_"  # noqa: S105 - what all of them begin with is no secret
_BYTES = 32
_TOKEN = re.compile(r"hs_[A-Za-z0-9_-]{43}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
USE_NOTED_EVERY = dt.timedelta(minutes=1)
"""The last use of a token is written at most so often: to know the minute is enough, and a call stays cheap."""


class Scope(StrEnum):
    """What a token may do."""

    ACCOUNTS_WRITE = "accounts:write"
    PEOPLE_WRITE = "people:write"
    PRODUCTS_WRITE = "products:write"
    ORDERS_WRITE = "orders:write"
    LEVELS_WRITE = "levels:write"
    LINKS_WRITE = "links:write"
    PARTNERSHIPS_READ = "partnerships:read"
    PARTNERSHIPS_WRITE = "partnerships:write"


SCOPE_OF: Mapping[Act, Scope] = MappingProxyType(
    {
        Act.SEE: Scope.PARTNERSHIPS_READ,
        Act.REQUEST: Scope.PARTNERSHIPS_WRITE,
        Act.CONFIRM: Scope.PARTNERSHIPS_WRITE,
        Act.DECLINE: Scope.PARTNERSHIPS_WRITE,
        Act.WITHDRAW: Scope.PARTNERSHIPS_WRITE,
        Act.END: Scope.PARTNERSHIPS_WRITE,
        Act.CHANGE_PAYER: Scope.PARTNERSHIPS_WRITE,
        Act.CHANGE_PRODUCTS: Scope.PARTNERSHIPS_WRITE,
    }
)
"""The scope in which the API does what a person has the right to; what is not here, it does not do."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made. `secret` is shown once, and is nowhere afterwards."""

    token: ApiToken
    secret: str


def is_name(name: str) -> bool:
    """Whether it can name a token: 1 to 64 letters, digits, dots, hyphens and underscores."""
    return _NAME.fullmatch(name) is not None


def add(work: Work, name: str, scopes: Collection[Scope]) -> NewToken | None:
    """Makes a token; `None` where one of this name is there, if only revoked: the trail must not mix up the two."""
    work.action = "api_token.add"
    if stored.token_by_name(work.session, name) is not None:
        return None
    secret = TOKEN_BEGINS + secrets.token_urlsafe(_BYTES)
    token = ApiToken(
        name=name,
        token_hash=_hash(secret),
        scopes=" ".join(sorted(scopes)),
        created_at=work.now,
    )
    work.session.add(token)
    work.session.flush()
    return NewToken(token, secret)


def revoke(work: Work, name: str) -> bool:
    """From now on the token opens nothing; `False` where there is none of this name that did."""
    work.action = "api_token.revoke"
    token = stored.token_by_name(work.session, name)
    if token is None or token.revoked_at is not None:
        return False
    token.revoked_at = work.now
    return True


def bearer(work: Work, secret: str) -> ApiToken | None:
    """Whose token this is; its use is noted. `None` for what is none, or is revoked.

    It is looked up by its hash, so that the time it takes tells nothing about any token.
    """
    if not _TOKEN.fullmatch(secret):
        return None
    token = stored.token_by_hash(work.session, _hash(secret))
    if token is not None and (token.last_used_at is None or work.now - token.last_used_at >= USE_NOTED_EVERY):
        token.last_used_at = work.now
    return token


def scopes_of(token: ApiToken) -> frozenset[Scope]:
    """What the token may do."""
    return frozenset(map(Scope, token.scopes.split()))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
