"""What people read in the language that nobody speaks, but for what is the same in all: all else was not marked."""

from __future__ import annotations

import ast
import inspect
import re
from html import unescape
from types import ModuleType

from domain.tenders.regions import SWISS_REGIONS
from domain.words import Named
from tests.programmes import INFOMANIAK

OURS = re.compile(r"[A-Za-z]{3,}")
_NOT_OURS = re.compile(
    r"https?://\S+|/\w+|\S*@\w+[\w.]*|\+\d+\S*|\S+\.(?:example|com|ch|html)\b|CHE?-[\d.]+|\b[PK]-\w+|\b[A-Z]{2}\d{6,}\b"
    r"|\b(?:CHF|EUR|VIES|XLSX|CSV|CET)\b"
)
"""Addresses, commands, numbers, currencies: the same in every language."""
_NAMED: tuple[Named, ...] = (
    *INFOMANIAK.names.values(),
    *(kind.name for kind in INFOMANIAK.catalogue),
    *(category.name for category in INFOMANIAK.categories),
    *SWISS_REGIONS.values(),
)
_ELSEWHERE = "Deutsch|English|Noah|Bern|Telegram"
_NAMES = re.compile("|".join([*(re.escape(each.en) for each in _NAMED), INFOMANIAK.provider, _ELSEWHERE]))
"""Names that have a German and an English form, which profile and map give: whoever reads another language has that."""


def foreign(text: str, spoken: re.Pattern[str] | None = None) -> str | None:
    """A word in the text that is not in the language, if there is one; `spoken` is what people said themselves."""
    text = _NOT_OURS.sub("", text)
    if spoken is not None:
        text = spoken.sub("", text)
    found = OURS.search(_NAMES.sub("", text))
    return None if found is None else found.group()


def spoken_in(*modules: ModuleType) -> re.Pattern[str]:
    """Whatever people, companies and products are called and say in these scenes: all texts in their source."""
    texts = {
        unescape(node.value)
        for module in modules
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    said = {each for text in texts for each in (text.strip(), text.capitalize(), *text.split("\n")) if len(each) > 2}
    return re.compile("|".join(re.escape(each) for each in sorted(said, key=len, reverse=True)))
