"""Files that the desk sends: a document for somebody's own files, a picture to show around."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from storage.tables.base import JsonObject

LARGEST = 5_000_000
"""Bytes of a file: it waits in the outbox with everything else, and arrives on a phone."""
LONGEST_CAPTION = 1024
"""Characters of the words below a file; Telegram takes no more."""
LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r"[^\w.()+-]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A file by its `name`, as the person keeps it, with its ending. `mime` is its media type.

    Raises `ValueError` where it is empty or too large: whoever makes it bounds it.
    """

    name: str
    content: bytes
    mime: str

    def __post_init__(self) -> None:
        if not 0 < len(self.content) <= LARGEST:
            raise ValueError(f"a file of {len(self.content)} bytes cannot be sent")

    @property
    def file_name(self) -> str:
        """The name as every system takes it: of letters, digits and a few signs, its ending whole."""
        stem, dot, ending = _NOT_IN_NAMES.sub("-", self.name.rpartition("/")[2]).rpartition(".")
        if not stem:
            stem, dot, ending = ending, "", ""
        ending = f"{dot}{ending}"[:16]
        return f"{stem[: LONGEST_NAME - len(ending)].strip('.-') or 'file'}{ending}"

    def as_json(self) -> JsonObject:
        """The file as it waits in the outbox, from which delivery uploads it."""
        return {"name": self.file_name, "mime": self.mime, "base64": base64.b64encode(self.content).decode()}
