"""Those who deal with the world beside Telegram: the provider's systems, mail servers, and registers of numbers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.database_work import DatabaseWork
from bot.delivery.lanes import Delivery
from bot.effects.endpoint import Endpoint
from bot.effects.sender import Sender
from bot.journal import Journal
from bot.mail.account import Account, Server
from bot.mail.bounces import BounceReader
from bot.mail.sender import MailSender
from bot.team.presence import Presence
from bot.vat.checker import Checker
from bot.vat.registers import NO_REGISTERS, Registers
from handlers.chat.desk import Desk
from storage.work import Units


@dataclass(frozen=True, slots=True)
class Addressees:
    """Where events and mails go, if anywhere, the mailbox in which mails come back, and who is asked about numbers."""

    events: Endpoint | None = None
    mails: Account | None = None
    bounces: Server | None = None
    registers: Registers = NO_REGISTERS


NOBODY = Addressees()


@dataclass(frozen=True, slots=True)
class Couriers:
    """The ones that a process has."""

    events: Sender | None
    mails: MailSender | None
    bounces: BounceReader | None
    numbers: Checker | None

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way, and nothing is known of that should be."""
        return all(each is None or each.idle for each in (self.events, self.mails, self.numbers))

    def start(self) -> None:
        """All begin."""
        for each in (self.events, self.mails, self.bounces, self.numbers):
            if each is not None:
                each.start()

    async def stop(self, patience_s: float) -> None:
        """What is on its way arrives, all at the same time; the rest is for whoever comes next."""
        there = [each for each in (self.events, self.mails, self.bounces, self.numbers) if each is not None]
        await asyncio.gather(*(each.stop(patience_s) for each in there))


def hire(
    to: Addressees,
    units: Units,
    desk: Desk,
    database: DatabaseWork,
    delivery: Delivery,
    presence: Presence,
    journal: Journal,
) -> Couriers:
    """The couriers for these addressees; `delivery` wakes them, and gets what people are told."""
    common = (units, desk, database, delivery.hand_over, lambda: presence.is_well)
    events = Sender(to.events, *common, journal) if to.events is not None else None
    mails = MailSender(to.mails, *common, journal) if to.mails is not None else None
    if events is not None:
        delivery.found_event = events.wake
    if mails is not None:
        delivery.found_mail = mails.wake
    bounces = BounceReader(to.bounces, *common) if to.bounces is not None else None
    return Couriers(events, mails, bounces, Checker(to.registers, *common, journal) if to.registers.any else None)
