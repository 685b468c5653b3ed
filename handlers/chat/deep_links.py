"""Links from outside that open a screen of the desk: `https://t.me/<bot>?start=open_<payload>`.

They carry what a button carries, in the few signs that Telegram lets pass. Only what a chapter declares as open to
links (`Chapter.by_link`, `ChatCommand.by_link`) can be opened by one: screens, which show and never act. Whoever
follows a link is authorised as whoever taps the button.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.chat.incoming import Command, Content, Press
from handlers.chat.packing import Codec, Payload, pack
from handlers.chat.payloads import Go
from handlers.chat.records import Whose
from storage.tables import Person
from storage.work import Work

OPEN_PREFIX = "open_"
LONGEST = 64
"""Characters that Telegram takes behind `start=`."""


def bot_link(bot_username: str, opens: Payload | None = None) -> str:
    """The address of the desk, or of the screen that the payload shows.

    Raises `ValueError` where the payload is too long for a link.
    """
    address = f"https://t.me/{bot_username}"
    return address if opens is None else f"{address}?start={start_of(opens)}"


def start_of(opens: Payload) -> str:
    """What stands behind `start=` in such a link. Raises `ValueError` where the payload is too long for one."""
    start = OPEN_PREFIX + urlsafe_b64encode(pack(opens).encode()).decode().rstrip("=")
    if len(start) > LONGEST:
        raise ValueError(f"the payload is too long for a link: {opens}")
    return start


@dataclass(frozen=True, slots=True)
class Screens:
    """What links may open: kinds of payloads, and the commands that a `Go` may name.

    What is read here is as its reader may use it (`whose`).
    """

    codec: Codec
    payloads: Mapping[type[Payload], Callable[..., None]]
    commands: frozenset[str]
    whose: Whose

    def wanted(self, work: Work, person: Person, content: Content) -> Payload | None:
        """What was tapped, or what the link leads to that was followed."""
        match content:
            case Press(data=data):
                payload = self.codec.unpack(data)
                return None if payload is None else self.whose.as_theirs(work, person, payload)
            case Command(name="start", argument=start):
                return self.behind(work, person, start.strip())
            case _:
                return None

    def behind(self, work: Work, person: Person, start: str) -> Payload | None:
        """What stands behind `start=`, as this person may use it, if a link may open it at all."""
        payload = self.opened_by(start)
        return None if payload is None else self.whose.as_theirs(work, person, payload)

    def opened_by(self, start: str) -> Payload | None:
        """What stands behind `start=`, whoever follows it; `None` of anything mistyped, forged or out of use."""
        if not start.startswith(OPEN_PREFIX) or len(start) > LONGEST:
            return None
        packed = start.removeprefix(OPEN_PREFIX)
        try:
            data = urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
        except ValueError:  # neither base64 nor UTF-8
            return None
        payload = self.codec.unpack(data)
        if isinstance(payload, Go):
            return payload if payload.command in self.commands else None
        return payload if type(payload) in self.payloads else None
