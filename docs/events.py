"""Writes `docs/events.md` from the code: every event type with its example (`docs.event_examples`).

    python -m docs.events

`tests/bot/effects/test_page.py` holds the page against the code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.effects.answers import FIRST_PAUSE, LARGEST_ANSWER, LONGEST_PAUSE, REFUSALS, TRIED_FOR
from bot.effects.endpoint import LONGEST, SHORTEST, body_of, name_of
from docs.event_examples import examples
from domain.partnerships.ending import Ended
from domain.partnerships.rules import Ceased, Declined
from domain.people import Parting
from services.effects.settling import KNOWN_CODES
from storage.tables import ProgrammeEvent
from storage.tables.base import JsonObject

PAGE = Path(__file__).with_name("events.md")


def _codes(reasons: type[Ceased] | type[Declined] | type[Ended]) -> str:
    """Those that an event can have, without the mark by which they are stored."""
    never_sent = {Ceased.NOT_VERIFIED, Ceased.NOT_POSSIBLE}
    return ", ".join(f"`{reason.removeprefix('#')}`" for reason in reasons if reason not in never_sent)


_LEFT = [why for why in Parting if why not in {Parting.DISCONNECTED, Parting.REPLACED}]
MEANS: Mapping[str, str] = {
    "partnership.requested": "A client asks a partner to manage products, or everything.",
    "partnership.asked": "A partner asks a client for access; the client is to answer.",
    "partnership.countered": "Whoever was to answer proposes other terms; the other one is to answer now.",
    "partnership.resent": "Whoever has asked sends it again; the time to answer starts anew.",
    "partnership.confirmed": "The partner agrees: grant the access. **Your answer counts.**",
    "partnership.declined": f"The partner does not want it. Its `reason`, if it gave one, or a `reason_code`: {_codes(Declined)}.",
    "partnership.withdrawn": "The client has taken its request back.",
    "partnership.lapsed": "Nobody answered in time.",
    "partnership.overtaken": "The client’s full access went to another partner, so this request is closed.",
    "partnership.replaced": "Another partnership was confirmed in its place: take the access away.",
    "partnership.ended": (
        "One side has ended it, or the programme has (`closed_by`): take the access away. Its `reason`, if somebody gave "
        f"one, or a `reason_code`: {_codes(Ended)}; `last_words` are for the other side. "
        f"Where the programme did, `reason_code` says why: {_codes(Ceased)}."
    ),
    "partnership.resumed": "Who has ended it has undone that in time: grant the access again. **Your answer counts.**",
    "partnership.end_changed": "The last day of an access has been set, changed or taken away.",
    "partnership.payment_means_changed": "The client has changed whose payment means count. **Your answer counts.**",
    "partnership.products_changed": "The client has changed which products are managed. **Your answer counts.**",
    "partnership.taken_back": (
        "What you refused is as it was before; `takes_back` is the type of the event, `refusal` your code or words. "
        "What it had replaced goes on and has an event of this type, too, with `takes_back` partnership.replaced."
    ),
    "organisation.verified": "The organisation counts as what it says; `verified_by` tells who found so.",
    "partner.admitted": (
        "Support has approved an application: the organisation is a partner. Your next record of the account should "
        "say so, too: a newer one without `partner` ends it."
    ),
    "partner.dismissed": "Support has decided that the organisation is no partner any more (its products: fact 5).",
    "vat_number.entered": "A VAT number, new or another than before.",
    "vat_number.checked": (
        "VIES was asked about the number, or the Swiss UID register about a `CHE…`, as `register` says: `status` is "
        "`valid` or `invalid`. Told once, and again when it changes; as long as nobody can answer, you hear nothing. "
        "`consultation_number` proves the question, where the profile names a "
        "`requester`; `name_differs` where the holder’s name is clearly another one than the organisation’s."
    ),
    "vat_number.removed": "There is no VAT number any more.",
    "member.joined": "A person acts for the organisation; `person` is your number for them, if they are linked.",
    "member.left": (
        f"A person no longer acts for it; `why`: {', '.join(f'`{why}`' for why in _LEFT)}. Of a person of your console "
        "you read once, whether their Telegram is connected or not; who disconnects it has not left."
    ),
    "member.role_changed": "A person acts for it in another role; of a person of your console you read once.",
}


def page() -> str:
    """The whole page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield _BEFORE
    found = examples()
    for kind, means in MEANS.items():
        yield f"### {kind}\n\n{means}\n\n```json\n{_pretty(found[kind])}\n```\n"


def _pretty(kept: ProgrammeEvent) -> str:
    whole: JsonObject = json.loads(body_of(kept.kind, kept.at, kept.content))
    return json.dumps(whole, indent=2, ensure_ascii=False)


_BEFORE = f"""\
# Events

<!-- Made from the code: python -m docs.events -->

What happens in the chat desk takes effect in the provider’s systems: every event of the programme goes out as a signed
webhook after the [Standard Webhooks](https://www.standardwebhooks.com/) specification, whoever acted and through whichever
channel.

## Listening

Two settings name the endpoint, both or none:

```sh
HANDSCHLAG_EVENTS_URL=https://console.example/events
HANDSCHLAG_EVENTS_SECRET=whsec_…    # whsec_ and {SHORTEST} to {LONGEST} random bytes in base64:
python3 -c 'import base64, os; print("whsec_" + base64.b64encode(os.urandom(32)).decode())'
```

The address must begin with https://, except on this machine itself; certificates are checked, redirects are not followed. Only
the operator sets it: nothing that people write ever becomes an address. `handschlag doctor` says whether it answers and what
waits. Without an endpoint, events are kept and nothing waits for anybody.

## A request

A `POST` with the event as JSON, `{{"type", "timestamp", "data"}}`, and three headers:

| Header | |
| --- | --- |
| `webhook-id` | `{name_of(4711, "8c1f03ba")}`: the event’s id. A repetition has the same, and the same body; no other event ever has it |
| `webhook-timestamp` | when this request was made, in seconds since 1970 |
| `webhook-signature` | `v1,` and the signature in base64: HMAC-SHA256, with the secret, of id, timestamp and body, joined by dots |

Check the signature over the body as it came, before anything reads it; libraries of the specification do that, and reject what
is older than five minutes. In Python:

```python
from standardwebhooks import Webhook

event = Webhook(secret).verify(body, headers)  # raises WebhookVerificationError
```

Remember the ids that you have dealt with: an event arrives at least once, and after a crash or a replay once more.

## Your answer

| Answer | Means |
| --- | --- |
| any 2xx | acknowledged: you have taken note, and what was agreed is set up. People read “active” |
| {" or ".join(map(str, REFUSALS))} with `{{"code": "…", "detail": "…"}}` | refused for good. Where your answer counts, the partnership returns to what it was before this event, and both sides read why |
| 410 | you want no events any more: sending pauses, and an hour later it is asked again |
| anything else, or none within 20 seconds | tried again |

Of the codes {" and ".join(f"`{code}`" for code in sorted(KNOWN_CODES, reverse=True))}, people read what they mean in their language; of any other, they read your
`detail` as it is, in quotation marks: up to 300 characters. Of an answer, {LARGEST_ANSWER // 1024} KiB are read, and redirects (3xx) are failures.

Your answer counts for `partnership.confirmed`, `partnership.resumed`, `partnership.payment_means_changed` and
`partnership.products_changed`, until you have given it: cards say “being set up” meanwhile. If the partnership has moved on by then – it has ended, or the same term
has changed again –, a refusal is kept, and nothing is taken back. What is taken back goes out in turn as
`partnership.taken_back`; that one cannot be refused.

## Order, retries, replay

- Events of one partnership arrive in their order, each after the one before it was answered. So do those of an organisation that
  belong to no partnership. Between two partnerships there is no order.
- What fails is tried again after {FIRST_PAUSE.seconds} seconds, then ever later, up to once an hour, or when a `Retry-After` says;
  {TRIED_FOR.days} days after its first try has failed, it becomes a dead letter, and the next one goes. The longest pause is {LONGEST_PAUSE.seconds // 60} minutes.
- One partnership whose events fail does not hold up others, and an endpoint that is slow or away does not slow down the chat.

```sh
handschlag events                        # the newest, and what became of them
handschlag events list --waiting         # also --dead, --refused, --partnership 42, --since 2026-11-24
handschlag events show 4711              # headers, body, and the last answers
handschlag events replay 4711            # also --dead, --since 2026-11-24, --all
```

What is replayed goes behind whatever waits for the same partnership, and in its order among itself: a dead letter arrives after
events that are newer than it. It has the id and the body that it always had, so its `timestamp` tells how old it is. A new
endpoint gets the whole history with `replay --all`; what is on its way already keeps its place, ahead of it. What you have
answered before changes nothing a second time.

## Types

`account`, `person` and `product` are your own numbers, null for what you do not know. The partnership is described as it is when
the event happens, as the HTTP API describes it.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
