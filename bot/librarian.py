"""Keeps the knowledge base of this process up to date with what support publishes, wherever they do it."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from functools import partial

from bot.database_work import DatabaseWork
from bot.trouble import DATABASE_TROUBLE
from bot.unattended import unattended
from domain.answers.articles import Text
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.sayings.understanding import Understanding
from handlers.chat.library import Library
from handlers.sayings.names import put_together
from storage.answers.learning import knowledge_version, phrasings, present_rewritings
from storage.tables import Phrasing, Rewriting
from storage.work import Units

LOOKS_EVERY_S = 1.0
PREPARED_AT_ONCE = 20
"""Words that are made ready after a look, until all are: nobody waits for that, and nobody notices it."""

_log = logging.getLogger(__name__)


class Librarian:
    """Looks for a new version until it is cancelled. What the files have is the ground for all of them."""

    def __init__(self, units: Units, database: DatabaseWork, library: Library) -> None:
        self._units = units
        self._database = database
        self._library = library
        self._files = library.knowledge

    async def run(self) -> None:
        """A look a second. Whatever fails is logged and tried again in the next one.

        What questions need is made ready after the first second, or for a question that comes before (see `Intake`):
        what waits for an answer at the start is mostly none, and would have to share the processor.
        """
        is_put_together = False
        while True:
            await asyncio.sleep(LOOKS_EVERY_S)
            await self.look()
            await unattended(partial(self._library.make_ready, PREPARED_AT_ONCE))
            is_put_together = is_put_together or await self._put_together()

    async def look(self) -> None:
        """Reads what was published, if it is new. What is known stays where that is not possible."""
        try:
            await self._look()
        except DATABASE_TROUBLE as trouble:
            _log.warning("new articles cannot be looked for, the database is in trouble: %s", trouble)
        except Exception:  # noqa: BLE001 - logged with its traceback; the next look tries again
            _log.exception("what was published cannot be read")

    async def _put_together(self) -> bool:
        """Puts the statements together by which names are looked for; False if that is to be tried again."""
        try:
            await self._database.express(self._ask_for_nobody)
        except DATABASE_TROUBLE as trouble:
            _log.warning("names cannot be looked for, the database is in trouble: %s", trouble)
            return False
        except Exception:  # noqa: BLE001 - logged with its traceback; messages put them together, too
            _log.exception("statements about names cannot be put together")
        return True

    def _ask_for_nobody(self) -> None:
        with self._units.begin("job") as work:
            deque(put_together(work), maxlen=0)

    async def _look(self) -> None:
        version, learned, rewritten = await self._database.express(self._published)
        if version == self._library.version:
            return
        # The indexes are built beside whatever else is done meanwhile.
        knowledge, understanding = await unattended(partial(self._read, learned, rewritten))
        library = self._library
        library.knowledge, library.learned, library.version = knowledge, understanding, version
        _log.info("the knowledge base is read in version %s", version)

    def _read(self, learned: list[Phrasing], rewritten: list[Rewriting]) -> tuple[Knowledge, Understanding]:
        """What the files have, with what was published: words lead to articles, or to actions."""
        understood = self._library.read()
        actions = understood.matcher.actions
        asked_for = [(each.topic, each.language, each.text) for each in learned if each.topic in actions]
        knowledge = changed(self._files, [each for each in learned if each.topic not in actions], rewritten)
        understanding = understood.learning(asked_for)
        for index in (knowledge, understanding):
            index.prepare()
        return knowledge, understanding

    def _published(self) -> tuple[int, list[Phrasing], list[Rewriting]]:
        with self._units.begin("job") as work:
            version = knowledge_version(work.session)
            if version == self._library.version:
                return version, [], []
            return version, list(phrasings(work.session)), list(present_rewritings(work.session))


def changed(files: Knowledge, learned: list[Phrasing], rewritten: list[Rewriting]) -> Knowledge:
    """The files' knowledge with what was published since."""
    texts = {
        (each.topic, language): text
        for each in rewritten
        for language in LANGUAGES
        if (text := text_in(each, language)) is not None
    }
    return files.changed(((each.topic, each.language, each.text) for each in learned), texts)


def text_in(rewriting: Rewriting, language: str) -> Text | None:
    """What the rewriting says in `language`."""
    german = language == "de"
    body = rewriting.body_de if german else rewriting.body_en
    question = rewriting.question_de if german else rewriting.question_en
    return None if body is None else Text(question, body)
