"""What a name is looked up by, however people type it.

“Müller & Söhne IT GmbH” is asked for as “mueller”, “söhne müller”, “Mueller und Soehne”, “muellersoehne it ag”. Names
and what is typed are brought into one form, and compared in it: without case, accents, punctuation, “and” and legal
forms, with umlauts written in either way. A database finds that form by *keys*, which need nothing but an index:

    =mullersohneit      the whole name, without blanks: what begins so
    muller              each word: what begins so
    <rellum             each word backwards: what ends so
    ~muler ~muller …    each word, also with any one letter left out: two words that are one typo apart have such a
                        key in common (symmetric deletes, as in SymSpell; of a long word its beginning)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from domain.names.legal_forms import LEGAL_FORMS, LEGAL_FORMS_IN_FRONT
from domain.names.reading import LONGEST

MOST_READ = 2 * LONGEST
"""Letters of a text in which a name is looked for."""
SHORTEST_MISTYPED = 4
"""Letters of a word in which a typo is looked for: a shorter one is one letter away from too many others."""
SHORTEST_INSIDE = 3
"""Letters that are looked for inside of words; fewer are in most of them."""
MOST_WORDS = 6
"""Words that are looked up; nobody needs more of them to tell a name from others."""
_TELLING = 8
"""Letters at a word's beginning in which one is left out."""

AND = frozenset({"und", "and", "et"})
_WORD = re.compile(r"[^\W_]+")
# Letters that are not made of others with an accent, as people type them who do not have them.
_WITHOUT_ACCENT = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# “ae” is what “ä” is written as without it. “ue” behind a, e or q is none: Bauer, Neuer, Quelle.
_UMLAUT = re.compile(r"(a|o)e|(?<![aeq])(u)e")


def sort_name(name: str) -> str:
    """The name as people sort it: without case and diacritics, so that “Zürcher” stands beside “zurcher”.

    Compatible characters are the same (NFKD), ß is ss. A letter that is not made of another one, as ø, stays itself.
    """
    if name.isascii():
        return name.lower()  # nothing to take apart, and most names are
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def fold(text: str) -> str:
    """The text as it is compared: as `sort_name`, with ø as o, and “ae”, “oe”, “ue” as the vowel without its dots."""
    return _UMLAUT.sub(r"\1\2", sort_name(text).translate(_WITHOUT_ACCENT))


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> str:
    """The same of a single word: people type the same ones again and again."""
    return fold(word)


def words_in(folded: str) -> tuple[str, ...]:
    """The words of a folded text, without “and”. Single letters in a row are one word: “s.r.o.” is “sro”."""
    found = [word for word in _WORD.findall(folded) if word not in AND]
    words: list[str] = []
    for single, run in groupby(found, lambda word: len(word) == 1):
        several = list(run)
        words += ["".join(several)] if single else several
    return tuple(words)


@dataclass(frozen=True)
class LegalForms:
    """Legal forms in the spelling in which names are compared: each a tuple of one word or two."""

    behind: frozenset[tuple[str, ...]]
    in_front: frozenset[tuple[str, ...]]

    @classmethod
    def spelt(cls, spelling: Callable[[str], str]) -> LegalForms:
        """As `spelling` makes them."""
        behind, in_front = (
            frozenset(words_in(spelling(form)) for form in forms) for forms in (LEGAL_FORMS, LEGAL_FORMS_IN_FRONT)
        )
        return cls(behind, in_front)

    def length_at(self, words: Sequence[str], place: int) -> int:
        """How many words from `place` on are legal forms that stand behind a name; letters in a row may be one."""
        first = place
        while place < len(words):
            row = next((n for n in range(place, len(words)) if len(words[n]) > 1), len(words))
            if row > place + 1 and ("".join(words[place:row]),) in self.behind:
                place = row
                continue
            length = next(
                (n for n in (2, 1) if place + n <= len(words) and tuple(words[place : place + n]) in self.behind), 0
            )
            if not length:
                break
            place += length
        return place - first

    def taken_off(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words without legal forms (“GmbH & Co. KG” are three); one word is left at least."""
        while ending := next((n for n in (2, 1) if len(words) > n and words[-n:] in self.behind), 0):
            words = words[:-ending]
        return words[1:] if len(words) > 1 and words[:1] in self.in_front else words


_FORMS = LegalForms.spelt(fold)
_BEGINNINGS = frozenset(form[0] for form in _FORMS.behind if form)


def form_behind(words: Sequence[str], place: int) -> int:
    """How many of the folded words from `place` on are the legal form of a name that ends there."""
    if place >= len(words) or (len(words[place]) > 1 and words[place] not in _BEGINNINGS):
        return 0  # as behind nearly all words
    return _FORMS.length_at(words, place)


@dataclass(frozen=True)
class Reading:
    """A name, or what is typed in search of one, in the form in which both are compared: its words, folded."""

    words: tuple[str, ...]

    @cached_property
    def joined(self) -> str:
        """The words without blanks."""
        return "".join(self.words)

    @property
    def parts(self) -> list[str]:
        """What is in the `search_name` of somebody who has all words: a few letters begin a word, more are in one."""
        return [word if len(word) >= SHORTEST_INSIDE else " " + word for word in self.words]

    def is_same(self, other: Reading) -> bool:
        """Whether both say the same, in whatever order, with or without blanks."""
        return self.joined == other.joined or sorted(self.words) == sorted(other.words)

    def is_part_of(self, searched: str) -> bool:
        """Whether all words, or all of them without blanks, are in somebody's `search_name`; nobody has no words."""
        if not self.words:
            return False
        if all(part in searched for part in self.parts):
            return True
        return len(self.joined) >= SHORTEST_INSIDE and self.joined in searched.replace(" ", "")


def read_name(name: str) -> Reading:
    """The name without its legal form. No word is left of a name without letters and digits."""
    return read_searched(search_name(name))


def read_searched(searched: str) -> Reading:
    """As `read_name`, of a name whose `search_name` is known."""
    return Reading(_FORMS.taken_off(tuple(searched.split())))


def read_search(text: str) -> Reading:
    """What is looked for in a text of any length: as much of it as can matter."""
    return Reading(_FORMS.taken_off(words_in(fold(text[:MOST_READ])))[:MOST_WORDS])


def name_with_forms(read: Reading) -> list[str]:
    """The `search_name` of everybody whose name is this one with any legal form, or with none."""
    whole = "".join(f" {word}" for word in read.words)
    behind = ("".join(f" {word}" for word in form) for form in _FORMS.behind)
    in_front = ("".join(f" {word}" for word in form) for form in _FORMS.in_front)
    return [whole, *(whole + form for form in behind), *(form + whole for form in in_front)]


def search_name(name: str) -> str:
    """The name's words, folded, with their legal form, a blank before each: what a part of a name is looked for in."""
    return "".join(f" {word}" for word in words_in(fold(name)))


def keys_of(name: str) -> frozenset[str]:
    """The keys by which a name is found."""
    read = read_name(name)
    spellings = {read.joined, *read.words}
    return frozenset(
        {whole_key(read.joined), *read.words, *map(ending_key, read.words)}.union(*map(near_keys, spellings))
        - {"", "=", "<"}
    )


def whole_key(joined: str) -> str:
    """The key of the whole name, given without blanks, and of those that begin like it."""
    return "=" + joined


def ending_key(word: str) -> str:
    """The key of words that end like this one."""
    return "<" + word[::-1]


def near_keys(word: str) -> frozenset[str]:
    """The keys of which one is shared by words that are one typo apart; none for a short word."""
    if len(word) < SHORTEST_MISTYPED:
        return frozenset()
    telling = word[:_TELLING]
    return frozenset({"~" + telling, *(f"~{telling[:place]}{telling[place + 1 :]}" for place in range(len(telling)))})
