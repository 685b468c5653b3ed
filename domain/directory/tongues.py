"""The languages in which partners serve their clients, by Unicode's CLDR names, and as people ask for them.

“französischsprachig”, “French-speaking”, “auf Italienisch”, “francophone”.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from domain.names.keys import fold

CODES = ("de", "fr", "it", "rm", "en", "es", "pt", "nl", "sq", "sr", "hr", "tr", "pl", "uk", "ru", "ar")
"""What can be ticked: Switzerland's own languages first, then what is spoken most by those who live there."""

_READ_IN = ("de", "en", "fr", "it")
_ELSEWHERE: Mapping[str, str] = {
    "francophone": "fr",
    "frankophon": "fr",
    "welsch": "fr",
    "romand": "fr",
    "germanophone": "de",
    "schweizerdeutsch": "de",
    "schwyzerdutsch": "de",
    "swissgerman": "de",
    "mundart": "de",
    "anglophone": "en",
    "italophone": "it",
    "rumantsch": "rm",
    "romanisch": "rm",
    "ratoromanisch": "rm",
}
_BEHIND = ("sprachig", "sprechend", "speaking", "speaker", "kenntnis")
_ENDINGS = frozenset({"", "e", "er", "es", "en", "em", "n", "ne", "s"})
_SHORTEST = 4


def language_in(word: str) -> str | None:
    """The language that a folded word of a search names, if it does."""
    names = _names()
    if word in names:
        return names[word]
    for end in range(len(word), _SHORTEST - 1, -1):
        code = names.get(word[:end])
        if code is not None and (word[end:] in _ENDINGS or word[end:].startswith(_BEHIND)):
            return code
    return None


def folded_names() -> Mapping[str, str]:
    """All names, as they are compared, with what they mean."""
    return _names()


@cache
def _names() -> Mapping[str, str]:
    names = dict(_ELSEWHERE)
    for code in CODES:
        for language in _READ_IN:
            names.setdefault(fold(str(Locale.parse(language).languages[code])).replace(" ", ""), code)
    return MappingProxyType(names)
