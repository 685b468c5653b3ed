"""Who takes part: kinds of organisation and what a person may do in one (facts 1, 2, 30)."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """Fact 2: an organisation is a private or a company account."""

    PRIVATE = "private"
    COMPANY = "company"


class Role(StrEnum):
    """Fact 30: only a legal representative commits the organisation; employees may look and ask."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    EMPLOYEE = "employee"
