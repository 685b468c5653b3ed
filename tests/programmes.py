"""The programmes that tests run with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.profile.reading import load_profile
from domain.programme import BenefitLevel, VerificationWay
from domain.words import Named

INFOMANIAK = load_profile()
"""The default profile, as it is."""
AT_ONCE = replace(INFOMANIAK, verification=frozenset({VerificationWay.AT_ONCE}))
"""The same, taking everybody's word for who they are."""
LEVELLED = replace(
    INFOMANIAK,
    benefit_levels=(
        BenefitLevel("bronze", Named("Bronze", "Bronze"), Decimal(5), Decimal(10)),
        BenefitLevel("silver", Named("Silber", "Silver"), Decimal(10), Decimal(20)),
        BenefitLevel("gold", Named("Gold", "Gold"), Decimal("12.5"), Decimal(35)),
    ),
)
"""The same, with made-up levels of benefits."""
