"""Whether two offers say the same: a text that goes to many tenders was written for none of them.

Greetings, figures and a changed name make no other text. RapidFuzz compares, where somebody sends an offer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NEARLY = 90
"""Out of 100: how much of two texts is the same where they count as one."""
_WORD = re.compile(r"[^\W\d_]+")


def gist(text: str) -> str:
    """The words of a text in small letters, without signs and figures."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def is_nearly_same(text: str, other: str) -> bool:
    """Whether the texts say the same, in whatever order; those without any word are compared as they are."""
    from rapidfuzz import fuzz

    one, two = gist(text), gist(other)
    if not one or not two:
        return text.strip() == other.strip()
    return max(fuzz.ratio(one, two, score_cutoff=NEARLY), fuzz.token_sort_ratio(one, two, score_cutoff=NEARLY)) > 0


def tenders_with(text: str, written: Iterable[tuple[int, str]]) -> frozenset[int]:
    """The tenders for which the same was written: `written` are their ids and what was written for them."""
    return frozenset(tender for tender, other in written if is_nearly_same(text, other))
