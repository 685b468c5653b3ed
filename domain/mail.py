"""Mail as a second channel: what a person wants by mail, and how an address is compared (facts 29, 31)."""

from __future__ import annotations

from enum import StrEnum

LOGO = "logo"
"""The Content-ID under which a mail's HTML shows the provider's logo (`cid:logo`), where the programme has one."""


class MailPace(StrEnum):
    """What comes by mail. Contractual mails come at once, whatever is chosen."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    """Everything else together, once a day."""
    CONTRACTS = "contracts"
    """Nothing else."""
