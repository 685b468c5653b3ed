"""How an organisation becomes verified: that it is who it says, and that its people may decide for it.

Which ways there are is the programme's profile. What is not verified may look around and prepare; it commits nobody.
"""

from enum import StrEnum


class VerifiedBy(StrEnum):
    """Who has made sure of it."""

    ACCOUNT = "account"
    """It is an account at the provider, and its people come from there."""
    SUPPORT = "support"
    """A person of support has compared what was stated with the register."""
    OPERATOR = "operator"
    """The provider has taken it into the programme itself."""
    NOBODY = "nobody"
    """The profile takes everybody's word for it: for demos and tests."""


class ClaimKind(StrEnum):
    """What somebody says about an organisation, for the provider or its representatives to judge."""

    REGISTER = "register"
    """It is the company that stands in the register under its number."""
    ACCESS = "access"
    """I belong to the organisation that is here already."""
    DISPUTE = "dispute"
    """Those who act for the organisation have no right to."""


class Outcome(StrEnum):
    """What became of a claim."""

    APPROVED = "approved"
    DECLINED = "declined"
    SETTLED = "settled"
    """It needs no decision any more: something else has settled it."""
