"""Names that are made to be taken for another one's: “Аlpweb” with a Cyrillic А, “lnfomaniak” with a small L.

Two names look alike if they have the same *skeleton* (Unicode Technical Standard 39): each character is replaced by the
plainest one that looks like it. On top of that, what nobody minds when reading is the same as well: case, accents,
blanks, punctuation and the legal form.
"""

from __future__ import annotations

import re

from domain.names.closeness import is_one_typo_away
from domain.names.keys import LegalForms, fold, words_in
from domain.names.reading import NameRefused
from domain.words import Msg

DISTINCTIVE = 6
"""Letters from which on a name is not part of others by chance: “ovh” is in “nov hotel”."""

_LETTERS = re.compile(r"[^\W\d_]+")
# Writing systems that are used beside Latin letters within one word, and look like none of them.
_BESIDE_LATIN = frozenset({"Latin", "Han", "Hiragana", "Katakana", "Bopomofo", "Hangul"})


class NameMixesAlphabets(NameRefused):
    """A word of the name has letters of alphabets that look alike."""

    def __init__(self, word: str) -> None:
        super().__init__(
            Msg(
                "“{word}” has letters of different alphabets, which look alike. "
                "Please type the whole name in one alphabet.",
                word=word,
            )
        )


def skeleton(name: str) -> str:
    """What the name looks like, to be compared with that of others; empty for a name without letters and digits."""
    return "".join(_looks(name))


def looks_like(name: str, other: str) -> bool:
    """Whether the name, or a part of it, passes for `other`, of which there is one only: the provider."""
    words, known = _looks(name), skeleton(other)
    joined = "".join(words)
    if len(known) >= DISTINCTIVE:
        return known in joined or any(is_one_typo_away(known, word) for word in (joined, *words))
    runs = (words[first : last + 1] for first in range(len(words)) for last in range(first, len(words)))
    return known in map("".join, runs)


def require_one_alphabet(name: str) -> None:
    """Raises `NameMixesAlphabets` where a word has letters of several alphabets; different words may have their own."""
    if name.isascii():
        return
    from disarm import detect_scripts

    for word in _LETTERS.findall(name):
        found = {script.value for script in detect_scripts(word)}
        if len(found) > 1 and not found <= _BESIDE_LATIN:
            raise NameMixesAlphabets(word)


def _looks(name: str) -> tuple[str, ...]:
    """The name's words as they look, without the legal form."""
    # Imported here: it takes some hundredths of a second, and only who registers needs it.
    from disarm import skeleton_key

    return _FORMS.taken_off(words_in(_blurred(skeleton_key(name, digit_policy="tr39"))))


def _blurred(text: str) -> str:
    """The text without what goes unnoticed. A capital I is like an l, and so all i are once case is folded."""
    return fold(text).replace("i", "l").replace("rn", "m").replace("vv", "w")


_FORMS = LegalForms.spelt(_blurred)
