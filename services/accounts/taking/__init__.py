"""Takes what the provider's systems tell, by file or by HTTP: always the same way, and the same record only once.

Records tell how something was at a moment (`as_of`): the youngest one counts, in whichever order they come. Nothing is
removed: what is gone at the provider stays as gone, so that an older record cannot bring it back. Of the organisation
that a register number belongs to, see `take_accounts`.
"""

from services.accounts.taking.accounts import take_accounts
from services.accounts.taking.knowing import (
    Verdicts,
    known_accounts,
    known_levels,
    known_orders,
    known_people,
    known_products,
)
from services.accounts.taking.levels import take_levels
from services.accounts.taking.orders import take_orders
from services.accounts.taking.outcome import BATCH, RecordRefused, Taken
from services.accounts.taking.people import take_people
from services.accounts.taking.products import take_products

__all__ = [
    "BATCH",
    "RecordRefused",
    "Taken",
    "Verdicts",
    "known_accounts",
    "known_levels",
    "known_orders",
    "known_people",
    "known_products",
    "take_accounts",
    "take_levels",
    "take_orders",
    "take_people",
    "take_products",
]
