"""What a cell is, and when it leaks: where somebody

- can tell a record that is not theirs from one that is not there: other words, other buttons, another number of
  statements;
- reads the name of a client, a note or an enquiry that is not theirs;
- does something that `services.rights` does not allow in their role, or while their organisation decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from handlers.chat.packing import Payload
from services.rights import DECIDE_NOTHING, EVEN_CLOSED, Act, Relation, SignatureNeeded, may
from storage.tables import Organisation
from tests.rights.playing import Outcome
from tests.rights.programme import Programme
from tests.rights.records import Reach

ABSENT = 987_654_321
"""The number of no record."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Who could tell, see or do what."""

    door: str
    what: str
    who: str
    how: str


@dataclass(slots=True)
class Result:
    """What was played, counted by door and by whose the record was, and what leaked."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    buttons: set[type[Payload]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who plays: a name, a number in Telegram, and what they may know."""

    name: str
    number: int
    reach: Reach
    organisation: Organisation | None


class Judge:
    """Judges what came of cells, and counts them."""

    def __init__(self) -> None:
        self.result = Result()

    def played(self, door: str, whose: str) -> None:
        """Counts a cell."""
        self.result.cells[door, whose] += 1

    def compare(self, door: str, what: str, who: Somebody, outcome: Outcome, nothing: Outcome, number: int) -> None:
        """A record that is not theirs, and one that is not there."""
        if outcome.without((number, ABSENT)) != nothing.without((number, ABSENT)):
            self.leak(door, what, who, "other words or buttons than of one that is not there")
        elif outcome.statements != nothing.statements:
            self.leak(door, what, who, f"takes {outcome.statements} statements instead of {nothing.statements}")

    def judge(self, door: str, what: str, who: Somebody, outcome: Outcome, act: Act | None = None) -> None:
        """Whatever it was: nothing is read that is not theirs, and nothing done that is not allowed."""
        read = "\n".join(each for each in outcome.seen if f" to {who.number}:" in each)
        for kind, words in who.reach.words.items():
            for each in words:
                if each in read:
                    self.leak(door, what, who, f"reads a {kind} that is not theirs: {each}")
        for done in outcome.acts:
            if not self.may(who, done):
                self.leak(door, what, who, f"does {done} without the right")
        if act is not None and isinstance(outcome.refused, SignatureNeeded) and self.may(who, act):
            self.leak(door, what, who, f"is refused {act} with the right")

    def may(self, who: Somebody, act: Act) -> bool:
        """Whether somebody may do this at all, in their role and in the state of their organisation."""
        own = who.organisation
        if own is None:
            return act is Act.PUBLISH_TENDER  # a visitor's is theirs
        if own.closed_at is not None and act not in EVEN_CLOSED:
            return False
        if own.frozen_at is not None and act not in DECIDE_NOTHING:
            return False
        side = Relation.PARTNER if own.is_partner else Relation.CLIENT
        return any(may(act, relation, who.reach.roles[own.id]) for relation in (Relation.OWN, side, Relation.CLIENT))

    def leak(self, door: str, what: str, who: Somebody, how: str) -> None:
        """Notes what must not be."""
        self.result.leaks.append(Leak(door, what, who.name, how))


FEW = frozenset(
    {
        "stranger",
        "representative of Bergbahn",
        "employee of Alpweb",
        "reader of Seegarten",
        "representative of Limmatwerk",
    }
)
"""Who plays in the sample: a visitor, a client, a partner's who looks after one client only, one who only looks, and a
partner with limited access alone."""


def people_of(session: Session, programme: Programme, names: Collection[str] | None = None) -> Iterator[Somebody]:
    """Who plays: those of these names, or all."""
    for name, number in programme.people.items():
        if names is None or name in names:
            reach = Reach(session, number)
            own = next((session.get_one(Organisation, key) for key in reach.roles), None)
            yield Somebody(name, number, reach, own)
