"""Keeps what was read from a large file until it is needed: on disk, because it may be more than fits into memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


class Aside(Generic[T]):
    """Batches of `most` things, in their order, in a file without a name: nobody else finds it, and it goes with us."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._batch: list[T] = []
        self._file = TemporaryFile()  # noqa: SIM115 - closed at our own exit
        self.count = 0

    def __enter__(self) -> Aside[T]:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _raised: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, thing: T) -> None:
        """Keeps one more."""
        self._batch.append(thing)
        self.count += 1
        if len(self._batch) == self._most:
            self._write()

    def batches(self) -> Iterator[list[T]]:
        """All of it, as often as wanted; nothing can be put aside any more."""
        if self._batch:
            self._write()
        self._file.seek(0)
        while True:
            try:
                batch: list[T] = pickle.load(self._file)  # noqa: S301 - our own, and nobody else can write it
            except EOFError:
                return
            yield batch

    def _write(self) -> None:
        pickle.dump(self._batch, self._file, pickle.HIGHEST_PROTOCOL)
        self._batch = []
