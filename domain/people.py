"""What a person may do for an organisation (facts 30, 40)."""

from enum import StrEnum


class Role(StrEnum):
    """Only a legal representative commits the organisation (fact 30); administrators keep its list of products in
    order besides (fact 40), employees may look and ask."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    ADMINISTRATOR = "administrator"
    EMPLOYEE = "employee"
