"""Who pays, in any words: “die Rechnung kommt weiterhin zu uns”, “they settle the bills”, “make Nordnet the payer”.

A clause is looked through for what is paid and for who stands beside it: whoever does the paying, where the bill goes,
or whose card it is. One that asks, that denies or that tells what has been paid says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from domain.partnerships.rules import Side
from domain.sayings.slots import Slot, Value
from domain.sayings.values.corrected import CORRECTED
from domain.sayings.values.doers import DOERS, GOALS, doer, is_other, named_in, one_of, payer_of
from domain.sayings.values.marked import Marked
from domain.sayings.values.paid import OTHER_SIDE, OWNERS, SHORT, Paid, goal_of, paid
from domain.sayings.values.unsettled import UNSETTLED, is_no_more, is_unwanted, settles_nothing

PAYERS = (
    *DOERS,
    *("goal-we", "goal-they", *OWNERS, "owner-self"),
    *(
        "doer-weak",
        "paying",
        "covering",
        "charging",
        "bills",
        "means",
        "accounts",
        "payer",
        "goes-to",
        "stays-with",
        "self",
    ),
    *("has-been", "requests", "auxiliaries", "beside-subject", "turns", "behind-way", "changing", "of-whom"),
    *(
        *("each", "free-relatives", "acting-for"),
        "pronouns",
        "opening-pronouns",
        "behind-pronoun",
        "settling",
        "as-well",
        "takes-over",
        "self-they",
        "going",
        "of-whose",
        "with-whom",
        "enquiring",
        "whether",
    ),
    *(
        "offering",
        "with-you",
        "paid",
        "passive",
        "money",
        "coming",
        "by-whom",
        "instead",
        "than",
        "switching",
        "asking-for",
        "conjunctions",
        "lying",
    ),
    *UNSETTLED,
)
"""The names of the lists in the tables."""
_OF_PAYING = ("paying", "charging", "bills", "means", "payer", "settling")


def payers(message: Marked, speaker: Side, said: int = 0, behind: int = 0) -> Iterator[Value]:
    """Who pays, by the last clause that says it and begins at the character `behind` or later.

    Up to the character `said`, a phrase has said it; behind that, it can still be put right: “today we pay, they take
    that over”.
    """
    if not message.has(*_OF_PAYING):
        return
    last: Paid | None = None
    given_up: Paid | None = None
    before: range | None = None
    for clause in message.clauses:
        spoken_of, start = _speaks_of_paying(message, clause), message.said[clause[0]].word.start
        if before is not None and _only_corrects(message, clause):
            continue
        is_later = start >= behind
        puts_right = before is not None and (
            (start >= said and _takes_over(message, before, clause)) or _is_corrected(message, before, clause)
        )
        if before is not None and puts_right:
            last = _instead(message, clause, before) or last
        elif is_later and spoken_of and not settles_nothing(message, clause):
            last = _settled(message, clause, before) or last
        elif is_later and spoken_of:
            given_up = _given_up(message, clause) or given_up
        elif is_later and before is not None and _is_instead(message, before, clause):
            last = _instead(message, clause, before) or last
        if spoken_of or named_in(message, clause):
            before = clause
        elif message.said[clause[0]].word.begins_sentence:
            before = None
    last = last or (None if said else given_up)
    if last is not None and (place := message.without_names(last.begin, last.end)) is not None:
        yield Value(*place, Slot.PAYER, payer_of(last.who, speaker), certain=False)


def _given_up(message: Marked, clause: range) -> Paid | None:
    """“We no longer want to pay for them”: then the other side does."""
    is_over, wishes = message.has_any(clause, "old-behind"), message.has_any(clause, "wishing", "needing")
    if not wishes and message.is_a(clause[0], "relatives") and clause.start > 0:  # “Wir möchten, dass … nicht mehr”
        wishes = message.has_any(next(each for each in message.clauses if clause.start - 1 in each), "wishing")
    denies = any(message.denies(place) and not message.is_a(place, "instead") for place in clause)
    denies = denies and not message.has_any(clause, "charging")
    if not (wishes and (is_over or denies)) and not is_unwanted(message, clause):
        return None
    found = None if message.is_asked(clause[-1]) else paid(message, clause)
    return None if found is None else Paid(OTHER_SIDE[found.who], found.begin, found.end)


def _settled(message: Marked, clause: range, before: range | None) -> Paid | None:
    said, offered = paid(message, clause), _offered(message, clause, before)
    if said is not None and before is not None and _goes_on(message, clause):
        return _by_same(message, clause, before) or said  # “rechnet nicht mehr über uns ab, sondern zahlt selber”
    if said is not None and offered is not None and not named_in(message, clause):
        return replace(said, who=offered.who)  # “sie bieten an, selber zu zahlen”
    return said or _as_well(message, clause, before) or offered


def _goes_on(message: Marked, clause: range) -> bool:
    """“Sondern zahlt selber”: whoever does the one is not named again."""
    if not message.is_a(clause[0], "turns") or named_in(message, clause):
        return False
    return message.has_any(clause, "self", "owner-self")


def _speaks_of_paying(message: Marked, clause: range) -> bool:
    return any(message.is_a(place, *_OF_PAYING) for place in clause)


def _is_instead(message: Marked, before: range, clause: range) -> bool:
    """“Belasten Sie nicht mehr uns, sondern die Agentur”, “we don't pay any more, Nordnet does”, “who pays? We do.”"""
    if message.is_a(clause[0], "turns"):
        return not message.denies(clause[0] + 1)  # “aber nicht über Nordnet”
    if message.is_a(clause[0], "and-not") or not _speaks_of_paying(message, before):
        return False
    if message.has_any(clause, "switching") and not message.asks(clause[0]) and goal_of(message, clause) is not None:
        return True  # “dass Nordnet zahlt. Bitte stellen Sie das auf uns um”
    no_more = is_no_more(message, before)
    if len(clause) > SHORT + no_more:
        return False
    if any(message.asks(place) for place in before):
        return message.is_asked(before[-1]) and not message.is_asked(clause[-1])
    denied = no_more or any(message.denies(place) or message.is_a(place, "no-longer") for place in before)
    named = named_in(message, before)  # “ohne Steuer” denies nothing of anybody
    if not named:
        owner = paid(message, before)  # “stop charging our card”
        weak = message.has_any(before, "doer-weak")
        named = {owner.who} if owner is not None else {"we"} if weak else named
    if not named:  # “don't send the bills here, send them to Nordnet”
        return denied and message.has_any(clause, "goes-to")
    return denied and not named_in(message, clause) <= named - {"they"}


def _only_corrects(message: Marked, clause: range) -> bool:
    """“Ach nein”, “no, sorry”."""
    place = clause.start
    while place < clause.stop and (end := message.behind(place, *CORRECTED)) > place:
        place = end
    return place >= clause.stop


def _is_corrected(message: Marked, before: range, clause: range) -> bool:
    """“They pay. No, sorry, we do”: who does it, in few words behind a correction."""
    if not _speaks_of_paying(message, before) or len(clause) > SHORT:
        return False
    return message.is_a(clause.start, *CORRECTED) or any(
        message.is_a(place, *CORRECTED) for place in range(before.stop, clause.start)
    )


def _takes_over(message: Marked, before: range, clause: range) -> bool:
    """“Today the client pays, we'll take that over”: who does so, where no bill is named any more."""
    if not _speaks_of_paying(message, before) or message.has_any(clause, "bills", "paying", "charging"):
        return False
    takes = message.has_any(clause, "takes-over") and not message.is_asked(clause[-1])
    return takes and not any(message.denies(place) or message.asks(place) for place in clause)


def _instead(message: Marked, clause: range, before: range) -> Paid | None:
    """Who is named there, if it is one."""
    named = named_in(message, clause)
    goal = goal_of(message, clause)
    if goal is not None and (not named or message.has_any(clause, "switching")):
        named = {goal}
    if not named and message.has_any(clause, "owner-self"):  # “nicht auf unsere Rechnung, sondern auf eigene”
        owners = (one_of(message, place, OWNERS) for place in before)
        named = {OTHER_SIDE[who] for who in owners if who is not None}
    if not named and message.is_a(clause[0], "turns"):  # “nicht mehr über uns, sondern über deren Konto”
        own = ((at, one_of(message, at, OWNERS)) for at in clause)
        named = {who for at, who in own if who is not None and message.is_a(at + 1, "means", "accounts")}
    if len(named) > 1:
        named.discard("house")  # “zu uns ans Hotel”
    return Paid(named.pop(), clause.start, clause.stop) if len(named) == 1 else None


def _as_well(message: Marked, clause: range, before: range | None) -> Paid | None:
    """“Nordnet übernimmt alles, auch das Bezahlen”: whoever does the one does the other."""
    if before is None or message.said[clause[0]].word.begins_sentence or not message.is_a(clause[0], "as-well"):
        return None
    return _by_same(message, clause, before)


def _offered(message: Marked, clause: range, before: range | None) -> Paid | None:
    """“Nordnet hat angeboten, die Kosten zu übernehmen”."""
    if (
        before is None
        or message.said[clause[0]].word.begins_sentence
        or not message.has_any(before, "offering", "asking-for")
    ):
        return None
    covers = message.has_any(clause, "bills") and message.has_any(clause, "covering")
    if not covers and not message.has_any(clause, "paying"):
        return None
    for place in before:  # “Wir haben Nordnet gebeten, die Kosten zu tragen”
        if message.is_a(place, "asking-for") and place > before.start:
            who = "they" if is_other(message, place - 1) else one_of(message, place - 1, GOALS)
            return None if who is None else Paid(who, clause.start, clause.stop)
    return _by_same(message, clause, before)


def _by_same(message: Marked, clause: range, before: range) -> Paid | None:
    """Whoever does something in the clause before, if it is one."""
    doers = {who for at in before if (who := doer(message, at)) is not None}
    return Paid(doers.pop(), clause.start, clause.stop) if len(doers) == 1 else None
