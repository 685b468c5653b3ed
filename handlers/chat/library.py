"""What a process has read of the knowledge base, and of how people ask for things: all turns share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from domain.answers.knowledge import Knowledge
from domain.sayings.understanding import Understanding


@dataclass(slots=True)
class Library:
    """The knowledge base as it is read at present, in its `version` (see `storage.answers.learning`), and beside it how
    people ask for things: `read` does so by the files, once, where it is first needed.
    """

    knowledge: Knowledge
    read: Callable[[], Understanding]
    version: int = 0
    learned: Understanding | None = None
    """What support has taught it as well."""
    ready: bool = False
    """Whether questions find everything read that they need. The first that does not has seconds to wait."""
    _reading: Lock = field(default_factory=Lock, repr=False)

    def make_ready(self, words: int = 0) -> None:
        """Reads what questions need, and so many words that none has needed yet; in a thread, as that takes seconds."""
        with self._reading:
            try:
                for index in (self.knowledge, self.understanding):
                    index.prepare(words)
            finally:
                self.ready = True  # what is wrong with it is seen by whoever needs it

    @property
    def understanding(self) -> Understanding:
        """How people ask for things, as it is read at present."""
        return self.learned or self.read()
