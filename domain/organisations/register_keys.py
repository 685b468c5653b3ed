"""When different register numbers are those of one company: one names a place of it, the other all of it.

Of the same number, one form only is stored (see `domain.organisations.registers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# How long the number of a part is, and how much of it is the company's number.
_PARTS: Mapping[tuple[str, int], int] = MappingProxyType(
    {
        ("FR", 14): 9,  # SIRET: the SIREN, and five digits for an establishment
        ("PL", 14): 9,  # REGON of a local unit
        ("SI", 10): 7,  # matična številka of a unit
    }
)


def register_key(country: str, number: str) -> str:
    """What the stored numbers of one company have in common, and no other company's has. `country` is an ISO code."""
    return number[: _PARTS.get((country, len(number)))]
