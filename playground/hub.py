"""All worlds of one server, by token, and their keeping."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

from playground import shown
from playground.clock import Clock
from playground.refusals import Refusal
from playground.snapshot import load, save
from playground.state import State
from playground.webhooks import WebhookSender
from playground.world import World

TOKEN = re.compile(r"\d{1,15}:[\w-]{30,}$", re.ASCII)
SAVE_AFTER = 0.1
"""Seconds after a change in which more changes are waited for, to be saved with it."""
GAP = 1000
"""By so much numbers go on after a start: a process that was killed may have given some that were not saved."""
_log = logging.getLogger(__name__)


class Hub:
    """Makes, finds and drops worlds; with a state file, keeps them across restarts.

    `start` and `stop` are called within the event loop that serves.
    """

    def __init__(self, default_token: str | None, state_file: Path | None, clock: Clock) -> None:
        self.default_token = default_token
        self.clock = clock
        self._state_file = state_file
        self._worlds: dict[str, World] = {}
        self._senders: dict[str, WebhookSender] = {}
        self._changed = asyncio.Event()
        self._saver: asyncio.Task[None] | None = None
        self._ending = False

    async def start(self) -> None:
        """Bring back the worlds of the state file, make the default one, and go on with deliveries."""
        if self._state_file is not None:
            for state in load(self._state_file):
                _leave_a_gap(state)
                self._add(World(state, self.clock))
            save(self._state_file, [world.state for world in self._worlds.values()])
            self._saver = asyncio.create_task(self._keep_saving(self._state_file))
        if self.default_token is not None and self.default_token not in self._worlds:
            self.found(self.default_token, "Bot", "playground_bot")

    async def stop(self) -> None:
        """End whatever waits, and save for the last time."""
        self.end_waiting()
        for sender in self._senders.values():
            await sender.close()
        if self._saver is not None and self._state_file is not None:
            self._saver.cancel()
            await asyncio.gather(self._saver, return_exceptions=True)
            save(self._state_file, [world.state for world in self._worlds.values()])

    def end_waiting(self) -> None:
        """Let pollers and event streams come to their end: the server is about to stop."""
        self._ending = True
        for world in self._worlds.values():
            world.close()

    def world(self, token: str) -> World | None:
        return self._worlds.get(token)

    def found(self, token: str, bot_name: str, username: str) -> World:
        """The token's world, made if there is none; the bot is called so from now on."""
        world = self._worlds.get(token)
        if world is None:
            world = World.founded(token, bot_name, username, self.clock)
            self._add(world)
        world.state.bot.name, world.state.bot.username = bot_name, username
        self.touch()
        return world

    async def drop(self, token: str) -> bool:
        """Take the world away: its pollers hear that they are unauthorised. False if there was none."""
        world = self._worlds.pop(token, None)
        if world is None:
            return False
        world.close(Refusal(401))
        await self._senders.pop(token).close()
        self.touch()
        return True

    def announce_time(self) -> None:
        """The clock has moved: pages show it."""
        for world in self._worlds.values():
            world.announce("clock", clock=shown.clock(self.clock))

    def touch(self) -> None:
        """Something may have changed: save soon."""
        self._changed.set()

    def _add(self, world: World) -> None:
        token = world.state.token
        self._worlds[token] = world
        self._senders[token] = WebhookSender(world)
        self._senders[token].restart()
        if self._ending:
            world.close()

    async def _keep_saving(self, file: Path) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(SAVE_AFTER)
            self._changed.clear()
            try:
                save(file, [world.state for world in self._worlds.values()])
            except OSError:
                _log.exception("The playground's state could not be saved to %s", file)


def _leave_a_gap(state: State) -> None:
    """A bot remembers which updates and messages it has seen: no number may stand for two of them."""
    state.last_update_id += GAP
    for chat in state.chats.values():
        chat.last_message_id += GAP if chat.last_message_id else 0
