"""What stands in the provider's data: kinds of entries in its books, and whether something is still there."""

from enum import StrEnum


class OrderKind(StrEnum):
    """What an entry in the provider's books is."""

    ORDER = "order"
    RENEWAL = "renewal"
    CREDIT_NOTE = "credit_note"
    REFUND = "refund"


class AccountStatus(StrEnum):
    """Whether there still is such an account."""

    OPEN = "open"
    CLOSED = "closed"


class PersonStatus(StrEnum):
    """Whether the person still belongs to the account."""

    ACTIVE = "active"
    REMOVED = "removed"


class ProductStatus(StrEnum):
    """Whether the account still has the product."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
