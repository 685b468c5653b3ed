"""VAT numbers: entering and removing them, and what is found out about them (facts 33–37)."""

from __future__ import annotations

from services.vat.numbers import (
    VatNumberNotForThisAccount,
    VatStep,
    enter,
    remove,
    require_vat_account,
    steps,
    takes_vat_number,
)

__all__ = [
    "VatNumberNotForThisAccount",
    "VatStep",
    "enter",
    "remove",
    "require_vat_account",
    "steps",
    "takes_vat_number",
]
