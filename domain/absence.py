"""Who cannot be reached in the chat, and by which way what waits for them goes on: in this order, none twice."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How a request goes on that waits for somebody whom Telegram does not reach.

    `MAIL` has reached them already, and a `COLLEAGUE` who may answer, too, has read it already. `SUPPORT` is told;
    where no group of it is connected, it is `NOBODY`.
    """

    MAIL = "mail"
    COLLEAGUE = "colleague"
    SUPPORT = "support"
    NOBODY = "nobody"


REACHED = frozenset({Way.MAIL, Way.COLLEAGUE})
"""Somebody who is to answer can read it."""
_ORDER = tuple(Way)


def way_on(*, by_mail: bool, colleague: bool, support: bool) -> Way:
    """The first way that there is."""
    if by_mail:
        return Way.MAIL
    if colleague:
        return Way.COLLEAGUE
    return Way.SUPPORT if support else Way.NOBODY


def is_another(way: Way, before: Way | None) -> bool:
    """Whether the way comes behind the one by which it went on `before`: no way is taken twice, and none back."""
    return before is None or _ORDER.index(way) > _ORDER.index(before)
