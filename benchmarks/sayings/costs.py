"""What it costs to read a message: with very many articles and partners, and whatever its characters are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.readers import LENGTH, TEXTS
from benchmarks.sayings.hearing import Ear
from benchmarks.sayings.messages import Message
from benchmarks.sayings.world import written
from domain.partnerships.rules import Side

ARTICLES = 2_000
"""In each language."""
PARTNERS = 5_000
USUAL_MS = 5
"""A message is read in this time, 99 of 100 of them …"""
LIMIT_MS = 10
"""… and in this one, whoever wants to keep the desk busy with it."""
RUNS = 3


def unfriendly() -> Mapping[str, str]:
    """Texts as long as a message may be, made of what is looked for in it, beside those that every reader gets."""
    world = written()
    names = [*world["partners"], *world["clients"], "Shop sonne-shop.ch", "Rolf Meier"]
    parts = {
        "names": " ".join(names) + " ",
        "one name": "alpweb ",
        "names, glued": "".join(names).replace(" ", ""),
        "names, mistyped": "alpwbe nordent lifey studoi grn ",
        "beginnings of names": "al no li st we pr he kr fu ne ",
        "not": "nicht ",
        "not, in English": "do not don't never ",
        "questions": "was passiert wenn ich wenn falls angenommen ",
        "wishes": "könnten sie bitte would you please ",
        "quotations": "er sagt: «alpweb kündigen» “end it” ",
        "quotations, open": "«",
        "slots": "{other} {product} {when} ",
        "braces": "{" * 7 + "}" * 5,
        "templates": "[(a|b)] <please> ",
        "days in words": "bis ende märz in two weeks seit montag im april ",
        "months": "märz april mai 2026 ",
        "weeks": "in 99999999999999999999 wochen ",
        "money": "CHF 1'000.– 15000 franken ",
        "access": "voller zugriff eingeschränkt full limited ",
        "combining": "a\u0308o\u0308u\u0308 ku\u0308ndige ",
        "Swiss": "gäll mir wänd d alpweb nüm ha ",
        "nested groups": "(a+)+$ (x*)*y ",
        "apostrophes": "l'd's't' ",
    }
    filled = {name: (part * (LENGTH // len(part) + 1))[:LENGTH] for name, part in parts.items()}
    return {**TEXTS, **filled}


def times(ear: Ear, messages: Sequence[Message]) -> tuple[list[float], list[float]]:
    """Milliseconds of processor time and by the clock that reading each message took, sorted; each is read for the
    first time."""
    heard = [ear.hear(each.text, each.language, each.side) for each in messages]
    read = [each for each in heard if each.reading is not None]
    return sorted(each.cpu_ms for each in read), sorted(each.wall_ms for each in read)


def worst(ear: Ear) -> Iterator[tuple[float, str]]:
    """Each unfriendly text's cost for the side and language for which it is highest: processor time of the best of a
    few runs, each with another character in the middle."""
    for name, text in unfriendly().items():
        highest = max(
            min(ear.hear(_varied(text, run), language, side).cpu_ms for run in range(RUNS))
            for side in (Side.CLIENT, Side.PARTNER)
            for language in ("de", "en")
        )
        yield highest, name


def _varied(text: str, run: int) -> str:
    """A word that is remembered would cost nothing the second time."""
    middle = len(text) // 2
    return text[:middle] + "xyz"[run] + text[middle + 1 :]
