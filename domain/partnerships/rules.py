"""The rules of a partnership: who may do what in which status, and which terms go together.

    ┌──────────┐ send        ┌─────────┐ confirm (partner)     ┌────────┐ end (client, partner)   ┌───────┐
    │ PREPARED │ ──────────▶ │ PENDING │ ────────────────────▶ │ ACTIVE │ ──────────────────────▶ │ ENDED │
    └──────────┘ (programme) └─────────┘ ◀──────────────────── └────────┘ replace, expire, cease  └───────┘
                    counter  │        ▲   refuse (programme)    │      ▲  (programme)                │
                    (partner)▼        │ counter (client)        │      └── undo (client, partner) ───┤
                             ┌──────────┐ confirm (client)      │          restore (programme) ──────┘
                             │ PROPOSED │ ───────────────────▶  │
                             └──────────┘ ◀─────────────────────┘
                                          reopen (programme)

A request waits for one side at a time: PENDING for the partner's answer, PROPOSED for the client's. A partner that asks
for access begins with PROPOSED; a counter-proposal hands the decision over. From both:

    ├── decline  (who has to answer) ──▶ DECLINED
    ├── withdraw (the other one)     ──▶ WITHDRAWN   from PREPARED, too
    ├── lapse    (programme)         ──▶ LAPSED      nobody answered in time
    └── overtake (programme)         ──▶ OVERTAKEN   the client's full access went to another partner

A request of a client that is not verified is PREPARED: it is sent when that has been done. From PREPARED, PENDING,
PROPOSED and ACTIVE, `cease` (programme) leads to ENDED: an account was closed at the provider, or the last product is
gone. What the provider's systems refuse to set up goes back to whoever had confirmed it, and what it had replaced is
restored. Statuses on the right and below are final otherwise. `resend` and `enquire` leave a request as it is;
`change_payer`, `change_products`, `set_end`, `announce_end` and `revoke_end` change an active partnership's terms
without changing its status. On its last day, it expires.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.words import Msg, Refused


class Access(StrEnum):
    """Facts 16–24."""

    LIMITED = "limited"
    FULL = "full"


class Payer(StrEnum):
    """Whose payment means settle the partner's orders and renewals; full access only (facts 25, 26)."""

    CLIENT = "client"
    PARTNER = "partner"


class Side(StrEnum):
    """Who acts. The programme itself acts when time runs out or another partnership takes the place."""

    CLIENT = "client"
    PARTNER = "partner"
    PROGRAMME = "programme"


class Status(StrEnum):
    PREPARED = "prepared"
    PENDING = "pending"
    """The partner is to answer."""
    PROPOSED = "proposed"
    """The client is to answer: the partner has asked for access, or has proposed other terms."""
    ACTIVE = "active"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OVERTAKEN = "overtaken"
    ENDED = "ended"


WAITING = frozenset({Status.PENDING, Status.PROPOSED})
"""A request that one of the two has to answer."""
ASKED = WAITING | {Status.PREPARED}
"""A request that is not settled yet; the partner does not see a prepared one."""
OPEN = ASKED | {Status.ACTIVE}


def awaited(status: Status) -> Side | None:
    """Whose answer a request waits for."""
    return {Status.PENDING: Side.PARTNER, Status.PROPOSED: Side.CLIENT}.get(status)


def other(side: Side) -> Side:
    """The one of the two that is not `side`."""
    return Side.PARTNER if side is Side.CLIENT else Side.CLIENT


class SetUp(StrEnum):
    """How far the provider's systems are with what was agreed; nothing where no system listens."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    """They could not do it, and all is as it was before."""


class Ceased(StrEnum):
    """Why the programme itself has ended a partnership; stored as its reason."""

    CLIENT_CLOSED = "#client_closed"
    PARTNER_CLOSED = "#partner_closed"
    PRODUCTS_GONE = "#products_gone"
    NOT_VERIFIED = "#not_verified"
    """The client could not be verified, so that its prepared request was never sent."""
    NOT_POSSIBLE = "#not_possible"
    """When it could be sent at last, the prepared request was not possible any more."""
    END_DATE = "#end_date"
    """Its last day, which the client had set, is over."""


class Declined(StrEnum):
    """Why somebody has declined, where they chose a reason and wrote none of their own; stored as the reason."""

    CAPACITY = "#capacity"
    FIELD = "#field"
    NO_NEED = "#no_need"
    UNKNOWN = "#unknown"
    """The client does not know the partner that asks."""


class Action(StrEnum):
    CONFIRM = "confirm"
    DECLINE = "decline"
    ENQUIRE = "enquire"
    COUNTER = "counter"
    WITHDRAW = "withdraw"
    RESEND = "resend"
    SEND = "send"
    LAPSE = "lapse"
    OVERTAKE = "overtake"
    END = "end"
    REPLACE = "replace"
    CEASE = "cease"
    REFUSE = "refuse"
    REOPEN = "reopen"
    RESTORE = "restore"
    UNDO = "undo"
    EXPIRE = "expire"
    CHANGE_PAYER = "change_payer"
    CHANGE_PRODUCTS = "change_products"
    SET_END = "set_end"
    ANNOUNCE_END = "announce_end"
    REVOKE_END = "revoke_end"


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of the diagram: who may take it, and where it leads."""

    sides: frozenset[Side]
    to: Status


def _moves(*moves: tuple[Action, Status, Status, tuple[Side, ...]]) -> Mapping[tuple[Status, Action], Move]:
    return MappingProxyType(
        {(start, action): Move(frozenset(sides), to) for action, start, to, sides in moves},
    )


MOVES = _moves(
    (Action.CONFIRM, Status.PENDING, Status.ACTIVE, (Side.PARTNER,)),  # fact 31
    (Action.DECLINE, Status.PENDING, Status.DECLINED, (Side.PARTNER,)),  # fact 31
    (Action.ENQUIRE, Status.PENDING, Status.PENDING, (Side.PARTNER,)),
    (Action.COUNTER, Status.PENDING, Status.PROPOSED, (Side.PARTNER,)),
    (Action.CONFIRM, Status.PROPOSED, Status.ACTIVE, (Side.CLIENT,)),  # facts 31, 39
    (Action.DECLINE, Status.PROPOSED, Status.DECLINED, (Side.CLIENT,)),
    (Action.ENQUIRE, Status.PROPOSED, Status.PROPOSED, (Side.CLIENT,)),
    (Action.COUNTER, Status.PROPOSED, Status.PENDING, (Side.CLIENT,)),  # fact 31: other rights than asked for
    (Action.WITHDRAW, Status.PROPOSED, Status.WITHDRAWN, (Side.PARTNER,)),
    (Action.RESEND, Status.PROPOSED, Status.PROPOSED, (Side.PARTNER,)),
    (Action.LAPSE, Status.PROPOSED, Status.LAPSED, (Side.PROGRAMME,)),
    (Action.OVERTAKE, Status.PROPOSED, Status.OVERTAKEN, (Side.PROGRAMME,)),
    (Action.WITHDRAW, Status.PENDING, Status.WITHDRAWN, (Side.CLIENT,)),  # fact 31
    (Action.WITHDRAW, Status.PREPARED, Status.WITHDRAWN, (Side.CLIENT,)),
    (Action.SEND, Status.PREPARED, Status.PENDING, (Side.PROGRAMME,)),
    (Action.RESEND, Status.PENDING, Status.PENDING, (Side.CLIENT,)),  # fact 31
    (Action.LAPSE, Status.PENDING, Status.LAPSED, (Side.PROGRAMME,)),
    (Action.OVERTAKE, Status.PENDING, Status.OVERTAKEN, (Side.PROGRAMME,)),
    (Action.END, Status.ACTIVE, Status.ENDED, (Side.CLIENT, Side.PARTNER)),  # fact 32
    (Action.REPLACE, Status.ACTIVE, Status.ENDED, (Side.PROGRAMME,)),
    (Action.CEASE, Status.PREPARED, Status.ENDED, (Side.PROGRAMME,)),
    (Action.CEASE, Status.PENDING, Status.ENDED, (Side.PROGRAMME,)),
    (Action.CEASE, Status.PROPOSED, Status.ENDED, (Side.PROGRAMME,)),
    (Action.CEASE, Status.ACTIVE, Status.ENDED, (Side.PROGRAMME,)),
    (Action.REFUSE, Status.ACTIVE, Status.PENDING, (Side.PROGRAMME,)),
    (Action.REOPEN, Status.ACTIVE, Status.PROPOSED, (Side.PROGRAMME,)),
    (Action.RESTORE, Status.ENDED, Status.ACTIVE, (Side.PROGRAMME,)),
    (Action.UNDO, Status.ENDED, Status.ACTIVE, (Side.CLIENT, Side.PARTNER)),
    (Action.EXPIRE, Status.ACTIVE, Status.ENDED, (Side.PROGRAMME,)),
    (Action.CHANGE_PAYER, Status.ACTIVE, Status.ACTIVE, (Side.CLIENT,)),  # fact 28
    (Action.CHANGE_PRODUCTS, Status.ACTIVE, Status.ACTIVE, (Side.CLIENT,)),  # fact 32
    (Action.SET_END, Status.ACTIVE, Status.ACTIVE, (Side.CLIENT,)),
    (Action.ANNOUNCE_END, Status.ACTIVE, Status.ACTIVE, (Side.CLIENT, Side.PARTNER)),  # fact 32
    (Action.REVOKE_END, Status.ACTIVE, Status.ACTIVE, (Side.CLIENT, Side.PARTNER)),
)


class NotPossibleNow(Refused):
    """The partnership's status does not allow the action (any more)."""


class NotYours(Refused):
    """The other side decides this."""


_STATUS_SAYS = {
    Status.PREPARED: Msg("This request is prepared and not sent yet, so that is not possible yet."),
    Status.PENDING: Msg("This request is still waiting for an answer, so that is not possible yet."),
    Status.PROPOSED: Msg("This request is waiting for the client’s answer, so that is not possible yet."),
    Status.ACTIVE: Msg("This partnership is already confirmed, so that is no longer possible."),
    Status.DECLINED: Msg("This request was declined, so nothing more can be done with it. A new request is possible."),
    Status.WITHDRAWN: Msg("This request was withdrawn, so nothing more can be done with it."),
    Status.LAPSED: Msg("This request has lapsed because nobody answered it in time. A new request is possible."),
    Status.OVERTAKEN: Msg(
        "This request was closed because full access has been given to another partner in the meantime."
    ),
    Status.ENDED: Msg("This partnership has ended, so nothing more can be done with it."),
}


def move(status: Status, action: Action, side: Side) -> Status:
    """The status that follows when `side` takes `action`.

    Raises `NotPossibleNow` where the diagram has no such arrow, `NotYours` where it is the other side's.
    """
    step = MOVES.get((status, action))
    if step is None:
        raise NotPossibleNow(_STATUS_SAYS[status])
    if side not in step.sides:
        raise NotYours(Msg("Only the other side of this partnership can do that."))
    return step.to


def possible_actions(status: Status, side: Side) -> frozenset[Action]:
    """What `side` may do in `status`, by the diagram alone (terms may rule out more, see `applies`)."""
    return frozenset(action for (start, action), step in MOVES.items() if start is status and side in step.sides)


def applies(action: Action, access: Access) -> bool:
    """Payment means are settled for full access only (fact 22), product access for limited access only (fact 32)."""
    match action:
        case Action.CHANGE_PAYER:
            return access is Access.FULL
        case Action.CHANGE_PRODUCTS:
            return access is Access.LIMITED
        case _:
            return True


@dataclass(frozen=True, slots=True)
class Terms:
    """What a client grants: full access has a payer and no products, limited access products and no payer.

    `products` are product ids, and `shelves` codes of the catalogue's categories: a partner that asks for access does
    not see the client's products, and names what it is for. Raises `TermsRefused` where they are mixed or incomplete
    (facts 16, 20, 22).
    """

    access: Access
    payer: Payer | None
    products: frozenset[int]
    shelves: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.access is Access.FULL and self.payer is None:
            raise TermsRefused(Msg("Full access needs a choice of payment means: yours or the partner’s."))
        if self.access is Access.FULL and (self.products or self.shelves):
            raise TermsRefused(Msg("Full access covers all products, so none are chosen one by one."))
        if self.access is Access.LIMITED and self.payer is not None:
            raise TermsRefused(Msg("Payment means are settled for full access only."))
        if self.access is Access.LIMITED and not self.products and not self.shelves:
            raise TermsRefused(Msg("Limited access needs at least one product. Choose which ones the partner manages."))


class TermsRefused(Refused):
    """The access, payment means and products do not go together."""
