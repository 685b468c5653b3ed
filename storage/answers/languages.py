"""Which languages the files under `locales/` speak: ours, and each that somebody has added a folder for."""

from __future__ import annotations

from pathlib import Path

from domain.answers.knowledge import LANGUAGES

EACH_LANGUAGE = "[a-z][a-z]"
"""What a language's folder is called: by its ISO 639 code of two letters."""


def languages_with(root: Path, name: str) -> tuple[str, ...]:
    """Languages that have the file or folder `name` under `root` (`locales/`): ours, in which it must be there, and
    any other one whose folder brings it.
    """
    return tuple(sorted({*LANGUAGES, *(path.name for path in root.glob(EACH_LANGUAGE) if (path / name).exists())}))
