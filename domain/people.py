"""What a person may do for an organisation (fact 30)."""

from enum import StrEnum


class Role(StrEnum):
    """Fact 30: only a legal representative commits the organisation; employees may look and ask."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    EMPLOYEE = "employee"
