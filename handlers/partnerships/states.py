"""Where a partnership stands, in a line: what has happened last, who is to act, through which door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from domain.partnerships.rules import (
    OPEN,
    Ceased,
    Declined,
    SetUp,
    Side,
    Status,
)
from domain.words import Day, Msg, Provider, Value, Words
from storage.tables import Partnership

CANNED_REASONS: Mapping[str, Msg] = {
    Declined.CAPACITY: Msg("We have no capacity now."),
    Declined.FIELD: Msg("This is not our field."),
    Declined.NO_NEED: Msg("We do not need that now."),
    Declined.UNKNOWN: Msg("We do not know you."),
}
"""Reasons for declining that can be tapped. They are stored by their code and read in each reader's language."""
REASONS_OF: Mapping[Side, tuple[Declined, ...]] = {
    Side.PARTNER: (Declined.CAPACITY, Declined.FIELD),
    Side.CLIENT: (Declined.NO_NEED, Declined.UNKNOWN),
}
"""Which of them fit whom."""
CONSOLE, PAGE = "api", "page"
"""The channels of what people do in the provider's console, or on a page that a mail leads to, and not in the chat."""
WHERE: Mapping[str, Msg] = {CONSOLE: Msg("in the console"), PAGE: Msg("by e-mail")}
SET_UP_REFUSALS: Mapping[str, Msg] = {
    "#product_gone": Msg("a product of it is no longer there."),
    "#account_blocked": Msg("one of the two accounts is blocked there."),
}
"""Why the provider's systems refuse what was agreed, by their codes; other reasons are in their own words."""
LONGEST_REFUSAL = 300


def state_line(partnership: Partnership, side: Side, other: str) -> Msg:
    """The state; where somebody has brought it about outside of the chat, it says so."""
    state = _state(partnership, side, other)
    where = WHERE.get(partnership.status_via or "")
    if where is None or partnership.closed_by is Side.PROGRAMME:
        return state
    if partnership.status is Status.ACTIVE and partnership.set_up is not SetUp.WAITING:
        day = Day(partnership.confirmed_at or partnership.requested_at)
        if partnership.set_up is SetUp.DONE:
            return _until(Msg("✅ Active, confirmed on {day} {where}", day=day, where=where), partnership.ends_on)
        return _until(Msg("✅ Confirmed on {day} {where}", day=day, where=where), partnership.ends_on)
    if partnership.status in OPEN:
        return state
    return Msg("{what_happened} – {where}", what_happened=state, where=where)


def _state(partnership: Partnership, side: Side, other: str) -> Msg:
    day = Day(partnership.closed_at or partnership.confirmed_at or partnership.requested_at)
    for_client = side is Side.CLIENT
    match partnership.status:
        case Status.PREPARED:
            return Msg("📝 Prepared: I send it as soon as your organisation is verified")
        case Status.PENDING:
            until = partnership.lapses_at or partnership.requested_at  # to the minute: that is when it lapses
            if for_client:
                return Msg("⏳ Waiting for the answer from {partner} until {moment}", partner=other, moment=until)
            return Msg("⏳ Waiting for your answer until {moment}", moment=until)
        case Status.PROPOSED:
            until = partnership.lapses_at or partnership.requested_at
            if for_client:
                return Msg("⏳ Waiting for your answer until {moment}", moment=until)
            return Msg("⏳ Waiting for the answer from {client} until {moment}", client=other, moment=until)
        case Status.ACTIVE:
            return _until(_active(partnership.set_up, day), partnership.ends_on)
        case Status.DECLINED:
            return _declined(reason_words(partnership), day, None if partnership.closed_by is side else other)
        case Status.WITHDRAWN:
            if partnership.closed_by is side:
                return Msg("↩️ You withdrew the request on {day}", day=day)
            return Msg("↩️ {other} withdrew the request on {day}", other=other, day=day)
        case Status.LAPSED:
            return Msg("⌛ Lapsed on {day}, because nobody answered", day=day)
        case Status.OVERTAKEN:
            if for_client:
                return Msg("↪️ Closed on {day}, because you gave full access to another partner", day=day)
            return Msg("↪️ Closed on {day}, because {client} gave full access to another partner", day=day, client=other)
        case Status.ENDED:
            if partnership.closed_by is side:
                return Msg("⏹ You ended the partnership on {day}", day=day)
            if partnership.reason is not None and partnership.closed_by is Side.PROGRAMME:
                return _ceased(Ceased(partnership.reason), partnership, day)
            if partnership.closed_by is Side.PROGRAMME:
                return Msg("⏹ Ended on {day}, replaced by another partnership", day=day)
            return Msg("⏹ {other} ended the partnership on {day}", other=other, day=day)


def _until(state: Msg, last_day: dt.date | None) -> Msg:
    return state if last_day is None else Msg("{state}, until {last_day}", state=state, last_day=last_day)


def _active(set_up: SetUp | None, day: Day) -> Msg:
    """Where the provider's systems listen, it is active when they say so."""
    if set_up is SetUp.WAITING:
        return Msg("⚙️ Confirmed on {day}, being set up at {provider}", day=day, provider=Provider())
    if set_up is None:
        return Msg("✅ Confirmed on {day}", day=day)
    return Msg("✅ Active, confirmed on {day}", day=day)


def set_up_refusal(partnership: Partnership) -> Words | None:
    """What the provider's systems could not do, as long as nothing else has been agreed; in whose words, it shows."""
    return refusal_words(partnership.set_up_refusal) if partnership.status in OPEN else None


def refusal_words(refusal: str | None) -> Words | None:
    """The provider's systems' reason for not doing something."""
    if refusal is None:
        return None
    if (known := SET_UP_REFUSALS.get(refusal)) is not None:
        return Msg("⚠️ {provider} could not set it up: {reason}", provider=Provider(), reason=known)
    quoted = refusal if len(refusal) <= LONGEST_REFUSAL else refusal[: LONGEST_REFUSAL - 1].rstrip() + "…"
    return Msg("⚠️ {provider} could not set it up: “{reason}”", provider=Provider(), reason=quoted)


def _ceased(why: Ceased, partnership: Partnership, day: Day) -> Msg:
    client, partner = partnership.client.name, partnership.partner.name
    match why:
        case Ceased.CLIENT_CLOSED:
            return Msg("⏹ Ended on {day}: the account of {client} is closed", day=day, client=client)
        case Ceased.PARTNER_CLOSED:
            return Msg("⏹ Ended on {day}: {partner} is no longer a partner", day=day, partner=partner)
        case Ceased.PRODUCTS_GONE:
            return Msg("⏹ Ended on {day}: its products are no longer there", day=day)
        case Ceased.NOT_VERIFIED:
            return Msg("⏹ Never sent, because {client} could not be verified", client=client)
        case Ceased.END_DATE:
            return Msg("⏹ Ended on {day}: it was agreed until then", day=day)
        case Ceased.NOT_POSSIBLE:
            return Msg("⏹ Never sent: when {client} was verified, it was not possible any more", client=client)


def _declined(reason: Value | None, day: Day, other: str | None) -> Msg:
    """What the `other` has done; without, the reader's own side."""
    if other is None:
        if reason is None:
            return Msg("❌ You declined on {day}", day=day)
        return Msg("❌ You declined on {day}: “{reason}”", day=day, reason=reason)
    if reason is None:
        return Msg("❌ {other} declined on {day}", other=other, day=day)
    return Msg("❌ {other} declined on {day}: “{reason}”", other=other, day=day, reason=reason)


def reason_words(partnership: Partnership) -> Value | None:
    """The reason for declining, if one was given."""
    if partnership.reason is None:
        return None
    return CANNED_REASONS.get(partnership.reason, partnership.reason)
