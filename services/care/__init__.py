"""Who of a partner's people looks after which of its clients (facts 11, 41)."""

from services.care.leaving import hand_over
from services.care.reaching import Care, Reach, care_for, reach

__all__ = ["Care", "Reach", "care_for", "hand_over", "reach"]
