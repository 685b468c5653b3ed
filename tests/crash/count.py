"""The count afterwards: what has been lost, done twice, repeated or left over, as it looks from the outside."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.crash.chat import Chat, Sight, Stuck
from tests.crash.databases import Database
from tests.crash.deals import Couple, Facts

_NUMBER = re.compile(r"command /n(\d+)\.")
_PARTNERSHIPS = """
    SELECT partnership.id, client.name, partner.name, access, coalesce(payer, ''), status, coalesce(reason, '')
    FROM partnership
    JOIN organisation AS client ON client.id = client_id JOIN organisation AS partner ON partner.id = partner_id
    ORDER BY partnership.id
"""
_PRODUCTS = "SELECT partnership_id, name FROM product_access JOIN product ON product.id = product_id"
_ENQUIRIES = "SELECT partnership_id, question, coalesce(answer, '') FROM enquiry"
_AUDIT = """
    SELECT coalesce(product_access.partnership_id, enquiry.partnership_id, proposal.partnership_id, subject_id),
           action, subject
    FROM audit
    LEFT JOIN product_access ON subject = 'product_access' AND product_access.id = subject_id
    LEFT JOIN enquiry ON subject = 'enquiry' AND enquiry.id = subject_id
    LEFT JOIN proposal ON subject = 'proposal' AND proposal.id = subject_id
    WHERE subject IN ('partnership', 'product_access', 'enquiry', 'proposal')
"""
_APPLIED = "SELECT count(*) FROM processed_update WHERE processed_at IS NOT NULL"
_REMAINS_OF_A_KILL_S = 20.0
"""A message that is repeated later than this after a kill has another reason."""
_LOOKS_LATE_S = 1.0
"""How much later than it happens a broken connection may be taken down."""
_LEFT = (
    "SELECT count(*) FROM outbox",
    "SELECT count(*) FROM worker",
    "SELECT count(*) FROM processed_update WHERE processed_at IS NULL",
    "SELECT count(*) FROM conversation WHERE CAST(state AS text) LIKE '%serial%'",
)


@dataclass(slots=True)
class Repeats:
    """Messages that were sent again, by what made it so."""

    by_network: int = 0
    """The connection broke when Telegram had taken the message: nobody could know that it had."""
    by_kill: int = 0
    most_per_chat_and_kill: int = 0
    most_per_kill: int = 0
    for_no_reason: int = 0


@dataclass(slots=True)
class Count:
    """What went wrong. Everything is 0 where nothing did."""

    lost_updates: int = 0
    lost_messages: int = 0
    doubled: int = 0
    never: int = 0
    repeats: Repeats = field(default_factory=Repeats)
    unexpected: int = 0
    disorder: int = 0
    stuck: int = 0
    defects: int = 0
    refused: int = 0
    """Calls that Telegram found wrong in themselves."""
    fallen: int = 0
    """Bots that have ended by themselves, or did not end when told to."""
    left_over: int = 0
    details: list[str] = field(default_factory=list)
    """What can be said about each, to find out why."""

    def note(self, what: str, each: Iterable[object]) -> None:
        self.details += [f"{what}: {item}" for item in each]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to be counted, when everything has come to rest.

    Chats bear the names of the organisations in `couples`. `kills` are moments in their order; `dropped` tells in which
    chat and when a connection broke after Telegram had taken a new message.
    """

    database: Database
    chats: Sequence[Chat]
    couples: Sequence[Couple]
    stuck: Sequence[Stuck]
    kills: Sequence[float]
    dropped: Sequence[tuple[int, float]]


def take_count(evidence: Evidence) -> Count:
    """Counts what the evidence shows."""
    database, couples = evidence.database, evidence.couples
    count = Count(stuck=len(evidence.stuck))
    count.note("stuck", evidence.stuck)
    count.lost_updates = sum(chat.acts for chat in evidence.chats) - database.number(_APPLIED)
    _count_lost_messages(count, evidence)
    _count_messages(count, evidence)
    _count_facts(count, sum((couple.facts() for couple in couples), Counter()), _stored_facts(database))
    defects = database.rows("SELECT traceback FROM defect")
    count.defects = len(defects)
    count.note("defect", (str(row[0])[-600:] for row in defects))
    for query in _LEFT:
        if number := database.number(query):
            count.left_over += number
            count.note("left over", [f"{number} by {query}"])
    return count


def _count_lost_messages(count: Count, evidence: Evidence) -> None:
    """What people have waited for in vain. Who waits only because somebody else is stuck has lost nothing."""
    by_name = {chat.name: chat for chat in evidence.chats}
    for couple in evidence.couples:
        first = next((each for each in evidence.stuck if each.name in (couple.client, couple.partner)), None)
        if first is None:
            continue
        chat = by_name[first.name]
        left = [sight for place, sight in enumerate(chat.sights) if place not in chat.met]
        lost = [due for due in first.missing if not any(due.fits(sight) for sight in left)]
        count.lost_messages += len(lost)
        count.note("lost", (f"{chat.name}: {due}" for due in lost))


def _count_messages(count: Count, evidence: Evidence) -> None:
    """What people have read that was not due, or not in that order."""
    kills = evidence.kills
    per_kill: Counter[int] = Counter()
    for chat in evidence.chats:
        broken = [moment for chat_id, moment in evidence.dropped if chat_id == chat.id]
        here: Counter[int] = Counter()
        for sight in _surplus(count, chat):
            if broken and broken[0] <= sight.at + _LOOKS_LATE_S:
                broken.pop(0)
                count.repeats.by_network += 1
                continue
            last = bisect.bisect(kills, sight.at) - 1
            if last >= 0 and sight.at - kills[last] <= _REMAINS_OF_A_KILL_S:
                here[last] += 1
            else:
                count.repeats.for_no_reason += 1
                count.note("repeated for no reason", [f"{chat.name}: {sight.text[:80]!r}"])
        per_kill += here
        count.repeats.most_per_chat_and_kill = max(count.repeats.most_per_chat_and_kill, *here.values(), 0)
        out_of_order = chat.disorder + _falls(chat)
        count.disorder += out_of_order
        count.note("out of order", [f"{chat.name}: {out_of_order}"] if out_of_order else [])
    count.repeats.by_kill = per_kill.total()
    count.repeats.most_per_kill = max(per_kill.values(), default=0)


def _surplus(count: Count, chat: Chat) -> list[Sight]:
    """New messages that were not due, but are copies of others. Those that are no copies are counted as unexpected."""
    copies = Counter(sight.content for sight in chat.sights if sight.is_new)
    left = [sight for place, sight in enumerate(chat.sights) if sight.is_new and place not in chat.met]
    strange = [sight for sight in left if copies[sight.content] == 1]
    count.unexpected += len(strange)
    count.note("unexpected", (f"{chat.name}: {sight.text[:80]!r}" for sight in strange))
    return [sight for sight in left if copies[sight.content] > 1]


def _falls(chat: Chat) -> int:
    """How often an answer comes behind that to a later command: commands are numbered."""
    found = [_NUMBER.search(sight.text) for sight in chat.sights if sight.is_new]
    numbers = [int(match[1]) for match in found if match is not None]
    return sum(number < max(numbers[:place], default=0) for place, number in enumerate(numbers))


def _count_facts(count: Count, done: Facts, stored: Facts) -> None:
    twice, never = stored - done, done - stored
    count.doubled, count.never = twice.total(), never.total()
    count.note("done twice, or by nobody", sorted(twice.elements()))
    count.note("never done", sorted(never.elements()))


def _stored_facts(database: Database) -> Facts:
    """What is stored of partnerships, in the words of `deals.Couple.facts`."""
    deals: dict[int, tuple[str, str, str]] = {}
    begun: Counter[tuple[str, str]] = Counter()
    facts: Facts = Counter()
    for key, client, partner, *terms in database.rows(_PARTNERSHIPS):
        pair = str(client), str(partner)
        deals[int(str(key))] = (*pair, str(begun[pair]))
        begun[pair] += 1
        facts[*deals[int(str(key))], "partnership", *map(str, terms)] += 1
    for kind, query in (("product", _PRODUCTS), ("enquiry", _ENQUIRIES), ("audit", _AUDIT)):
        for key, *rest in database.rows(query):
            facts[*deals[int(str(key))], kind, *map(str, rest)] += 1
    return facts
