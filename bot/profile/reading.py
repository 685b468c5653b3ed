"""Reads the programme's profile from its TOML file: all of it is checked, and every fault is told with its line.

`bot/profiles/infomaniak.toml` is the default, complete and commented; `docs/profile.md` explains every table and key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from bot.profile.faults import faults_in, line_of
from bot.profile.form import ProfileForm
from bot.profile.logo import FaultyLogo
from domain.programme import Programme

DEFAULT_PROFILE = Path(__file__).parent.parent / "profiles" / "infomaniak.toml"
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


class FaultyProfile(Exception):
    """The profile cannot be used; `faults` has a sentence for each fault, with its line."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        super().__init__(f"{path}: {faults[0]}")
        self.path = path
        self.faults = tuple(faults)


@lru_cache
def load_profile(path: Path = DEFAULT_PROFILE, timezone: str = "Europe/Zurich") -> Programme:
    """The programme that the file describes. Raises `FaultyProfile` with all its faults."""
    text = _text_of(path)
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyProfile(path, [_not_toml(text, str(fault))]) from None
    if not content:
        raise FaultyProfile(path, ["line 1: there is nothing in the file; begin with a copy of the default profile."])
    form, error = None, None
    try:
        form = ProfileForm.model_validate(content)
    except ValidationError as invalid:
        error = invalid
    faults = faults_in(text, content, error)
    if form is None or faults:
        raise FaultyProfile(path, faults)
    try:
        programme = form.programme_in(timezone, path.parent)
    except FaultyLogo as fault:
        line = line_of(text.split("\n"), content, ("provider", "logo"))
        raise FaultyProfile(path, [f"line {line}: [provider] logo: {fault}."]) from None
    if programme.own_articles is not None and not programme.own_articles.is_dir():
        line = line_of(text.split("\n"), content, ("articles", "folder"))
        raise FaultyProfile(path, [f"line {line}: [articles] folder: there is no folder {programme.own_articles}."])
    return programme


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FaultyProfile(path, ["there is no such file; leave HANDSCHLAG_PROFILE out for the default."]) from None
    except OSError as fault:
        raise FaultyProfile(path, [f"the file cannot be read ({fault.strerror})."]) from None
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise FaultyProfile(path, [f"line {line}: this is not UTF-8; save the file as a text in UTF-8."]) from None


def _not_toml(text: str, fault: str) -> str:
    found = _AT_LINE.search(fault)
    line = int(found[1]) if found else max(1, text.rstrip("\n").count("\n") + 1)
    what = _AT_LINE.sub("", fault).removesuffix(" (at end of document)")
    return f'line {line}: this is not TOML: {what[0].lower()}{what[1:]}; a line looks like name = "value".'
