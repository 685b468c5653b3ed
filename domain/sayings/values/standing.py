"""How a phrase stands in its sentence: alone, denied, asked for, left open."""

from __future__ import annotations

from domain.sayings.phrases import Match
from domain.sayings.values.doers import doer
from domain.sayings.values.marked import Marked

ALONE = "-alone"
"""What ends the names of lists whose phrases are values where they stand alone."""
LANGUAGES = {"german": "de", "english": "en", "french": "fr", "italian": "it"}
"""Those that the desk speaks, and those that agencies are looked for who speak them."""
PAYING = ("we-pay", "they-pay", "client-pays", "partner-pays")
NEGATED_NEARBY = 2
"""Words: “nicht mehr auf ihre Rechnung”."""


def clause_of(message: Marked, match: Match[str]) -> range:
    return next(clause for clause in message.clauses if match.begin in clause)


def stands_alone(message: Marked, match: Match[str]) -> bool:
    """Whether nothing follows that the word may belong to."""
    said = message.said
    if match.end < len(said) and not message.follows_break(match.end):
        follows = said[match.end].word
        if not follows.is_name and not message.is_a(match.end, "small"):
            return False
    if match.begin == 0 or message.follows_break(match.begin):
        return True
    if match.kind.removesuffix(ALONE) in LANGUAGES:
        return True
    before = said[match.begin - 1].word
    is_called = said[match.begin].word.is_capital and before.is_capital and before.written.isalpha()
    return not is_called  # “Liffey Limited”


def is_negated(message: Marked, match: Match[str], nearby: int = NEGATED_NEARBY) -> bool:
    """Whether a negation stands beside it: “wir zahlen nicht”, “kein voller Zugriff”."""
    said = message.said
    place = match.begin
    while place > 0 and match.begin - place < nearby and not said[place].word.follows_break:
        place -= 1
        if message.denies(place):
            return True
    if match.kind not in PAYING:
        return False
    follows = match.end < len(said) and not said[match.end].word.follows_break
    denied = follows and message.denies(match.end) and not message.is_a(match.end, "instead")
    return denied or _is_no_more(message, match)


def _is_no_more(message: Marked, match: Match[str]) -> bool:
    """Whether its clause says that it is so no longer: “they should no longer charge our card”, “unsere Karte
    nicht mehr belasten”, or “it shall not go on our card anymore”.
    """
    place = match.begin
    while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
        place -= 1
        if message.is_a(place, "old-behind"):
            return True
    clause = clause_of(message, match)
    denied = any(map(message.denies, range(clause.start, match.begin)))
    for place in range(match.end, clause.stop):
        if doer(message, place) is not None:
            break
        behind = message.behind(place, "old-behind")
        if behind > place and (
            (denied and behind == clause.stop) or message.has_any(range(behind, behind + 2), "charging")
        ):
            return True
    return False


def is_asked(message: Marked, match: Match[str]) -> bool:
    """“Wer zahlt …?”, “was kann er alles” say nothing."""
    said, begin = message.said, match.begin
    while begin > 0 and not said[begin].word.follows_break:
        begin -= 1
        if message.asks(begin):
            return True
    return False


def is_asked_at_once(message: Marked, match: Match[str]) -> bool:
    """“Zahlt Alpweb?”: it is all of a question."""
    first, last = message.said[match.begin].word, message.said[match.end - 1].word
    opens = match.begin == 0 or first.begins_sentence
    return opens and message.text[last.end :].lstrip()[:1] == "?"


def is_alternative(message: Marked, match: Match[str]) -> bool:
    """“Voll oder beschränkt?”, “zahlt Alpweb oder wir?” leave it open."""
    said, place = message.said, match.end
    found = any(message.is_a(near, "alternatives") for near in range(max(0, match.begin - 2), match.begin))
    while place < len(said) and not said[place].word.begins_sentence:
        found = found or message.is_a(place, "alternatives")
        place += 1
    behind = said[place].word.before if place < len(said) else message.text[said[-1].word.end :]
    return found and "?" in behind[:3]
