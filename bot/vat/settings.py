"""The settings of registers: where they are asked, or that they are not."""

from __future__ import annotations

from pydantic import BaseModel, field_validator

from bot.effects.endpoint import checked_address
from bot.vat.vies import PUBLIC_URL

OFF = "off"
"""What a setting says where a register is not to be asked."""


class RegisterSettings(BaseModel):
    """They are part of the programme's settings."""

    vies_url: str = PUBLIC_URL

    @field_validator("vies_url")
    @classmethod
    def _vies_is_somewhere_or_off(cls, url: str) -> str:
        if url.strip().lower() == OFF:
            return OFF
        return checked_address(url.strip() or PUBLIC_URL, f"the usual one is {PUBLIC_URL}, and {OFF} asks nobody")
