"""The programmes that tests run with."""

from __future__ import annotations

from dataclasses import replace

from bot.profile.reading import load_profile
from domain.programme import VerificationWay

INFOMANIAK = load_profile()
"""The default profile, as it is."""
AT_ONCE = replace(INFOMANIAK, verification=frozenset({VerificationWay.AT_ONCE}))
"""The same, taking everybody's word for who they are."""
