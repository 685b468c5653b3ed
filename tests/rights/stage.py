"""A stage: units of work that stay while a scene is played on it, and of which nothing is left afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage.audit import AuditedSession
from storage.work import Units, Work


class Stage(Units):
    """Units of work on a database: as ever, or – inside `scene` – as parts of one transaction that is taken back."""

    _scene: Connection | None = None

    @contextmanager
    def scene(self) -> Iterator[None]:
        """What is committed inside stays until the end of it, for everybody who works with these units."""
        with self.engine.connect() as connection, connection.begin() as whole:
            self._scene = connection
            try:
                yield
            finally:
                self._scene = None
                whole.rollback()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Inside a scene: what is committed in here is taken back at its end, and the scene goes on from before."""
        assert self._scene is not None
        part = self._scene.begin_nested()
        try:
            yield
        finally:
            part.rollback()

    @contextmanager
    def begin(self, channel: str) -> Iterator[Work]:
        """See `Units.begin`."""
        if self._scene is None:
            with super().begin(channel) as work:
                yield work
            return
        joined = AuditedSession(self._scene, expire_on_commit=False, join_transaction_mode="create_savepoint")
        with joined as session, session.begin():
            yield self._work(session, channel)
