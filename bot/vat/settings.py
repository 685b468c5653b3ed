"""The settings of registers: where they are asked, or that they are not."""

from __future__ import annotations

from pydantic import BaseModel, ValidationInfo, field_validator

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

    @field_validator("vies_url", "uid_register_url")
    @classmethod
    def _registers_are_somewhere_or_off(cls, url: str, info: ValidationInfo) -> str:
        if url.strip().lower() == OFF:
            return OFF
        usual = VIES_URL if info.field_name == "vies_url" else SWISS_URL
        return checked_address(url.strip() or usual, f"the usual one is {usual}, and {OFF} asks nobody")

    def registers_of(self, programme: Programme) -> Registers:
        """Which registers numbers are looked up in."""
        own = None if programme.vat_requester is None else read_vat_number(programme.vat_requester)
        swiss = programme.asks_swiss_register and self.uid_register_url != OFF
        return Registers(
            None if self.vies_url == OFF else Vies(self.vies_url, own),
            SwissRegister(self.uid_register_url) if swiss else None,
        )
