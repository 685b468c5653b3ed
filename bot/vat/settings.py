"""The settings of registers: where they are asked, or that they are not."""

from __future__ import annotations

from pydantic import BaseModel, field_validator

from bot.effects.endpoint import checked_address
from bot.vat.registers import Registers
from bot.vat.swiss import PUBLIC_URL as SWISS_URL
from bot.vat.swiss import SwissRegister
from bot.vat.vies import PUBLIC_URL as VIES_URL
from bot.vat.vies import Vies
from domain.programme import Programme
from domain.vat.reading import read_vat_number

OFF = "off"
"""What a setting says where a register is not to be asked."""


class RegisterSettings(BaseModel):
    """They are part of the programme's settings."""

    vies_url: str = VIES_URL
    uid_register_url: str = SWISS_URL

    @field_validator("vies_url")
    @classmethod
    def _vies_is_somewhere_or_off(cls, url: str) -> str:
        if url.strip().lower() == OFF:
            return OFF
        return checked_address(url.strip() or VIES_URL, f"the usual one is {VIES_URL}, and {OFF} asks nobody")

    @field_validator("uid_register_url")
    @classmethod
    def _register_is_somewhere(cls, url: str) -> str:
        return checked_address(url.strip() or SWISS_URL, f"the usual one is {SWISS_URL}")

    def registers_of(self, programme: Programme) -> Registers:
        """Which registers numbers are looked up in for this programme."""
        requester = programme.vat_requester
        own = None if requester is None else read_vat_number(requester)
        return Registers(
            None if self.vies_url == OFF else Vies(self.vies_url, own),
            SwissRegister(self.uid_register_url) if programme.asks_swiss_register else None,
        )
