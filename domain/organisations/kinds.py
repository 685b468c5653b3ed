"""Kinds of organisation (facts 1, 2)."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """Fact 2: an organisation is a private or a company account."""

    PRIVATE = "private"
    COMPANY = "company"
