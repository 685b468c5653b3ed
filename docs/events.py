"""Writes `docs/events.md` from the code: every event type with an example that the services themselves have made.

    python -m docs.events

`tests/bot/effects/test_page.py` holds the page against the code.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sqlalchemy import create_engine, select

from bot.effects.answers import FIRST_PAUSE, LARGEST_ANSWER, LONGEST_PAUSE, REFUSALS, TRIED_FOR
from bot.effects.endpoint import LONGEST, SHORTEST, body_of, name_of
from bot.profile.reading import load_profile
from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import VerifiedBy
from domain.partnerships.rules import Access, Ceased, Declined, Payer, Status, Terms
from domain.people import Parting, Role
from domain.programme import VerificationWay
from domain.vat.formats import VatNumber
from domain.words import Country, Money
from services import events, organisations, products, vat
from services.effects.kinds import KINDS
from services.effects.reporting import report
from services.effects.settling import KNOWN_CODES, refuse
from services.partnerships import answering, changing, requesting
from services.partnerships.deadlines import look_at_due_requests
from services.people import colleagues, invitations
from storage.tables import Base, Organisation, Partnership, Person, ProgrammeEvent
from storage.tables.base import JsonObject
from storage.work import Units, Work

PAGE = Path(__file__).with_name("events.md")
START = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
PROGRAMME = replace(load_profile(), verification=frozenset({VerificationWay.AT_ONCE}))


def _codes(reasons: type[Ceased] | type[Declined]) -> str:
    """Those that an event can have, without the mark by which they are stored."""
    never_sent = {Ceased.NOT_VERIFIED, Ceased.NOT_POSSIBLE}
    return ", ".join(f"`{reason.removeprefix('#')}`" for reason in reasons if reason not in never_sent)


_LEFT = [why for why in Parting if why not in {Parting.DISCONNECTED, Parting.REPLACED}]
MEANS: Mapping[str, str] = {
    "partnership.requested": "A client asks a partner to manage products, or everything.",
    "partnership.resent": "The client has sent its request again; the time to answer starts anew.",
    "partnership.confirmed": "The partner agrees: grant the access. **Your answer counts.**",
    "partnership.declined": f"The partner does not want it. Its `reason`, if it gave one, or a `reason_code`: {_codes(Declined)}.",
    "partnership.withdrawn": "The client has taken its request back.",
    "partnership.lapsed": "Nobody answered in time.",
    "partnership.overtaken": "The client’s full access went to another partner, so this request is closed.",
    "partnership.replaced": "Another partnership was confirmed in its place: take the access away.",
    "partnership.ended": (
        "One side has ended it, or the programme has (`closed_by`): take the access away. "
        f"Where the programme did, `reason_code` says why: {_codes(Ceased)}."
    ),
    "partnership.payment_means_changed": "The client has changed whose payment means count. **Your answer counts.**",
    "partnership.products_changed": "The client has changed which products are managed. **Your answer counts.**",
    "partnership.taken_back": (
        "What you refused is as it was before; `takes_back` is the type of the event, `refusal` your code or words. "
        "What it had replaced goes on and has an event of this type, too, with `takes_back` partnership.replaced."
    ),
    "organisation.verified": "The organisation counts as what it says; `verified_by` tells who found so.",
    "vat_number.entered": "A VAT number, new or another than before.",
    "vat_number.removed": "There is no VAT number any more.",
    "member.joined": "A person acts for the organisation; `person` is your number for them, if they are linked.",
    "member.left": (
        f"A person no longer acts for it; `why`: {', '.join(f'`{why}`' for why in _LEFT)}. Of a person of your console "
        "you read once, whether their Telegram is connected or not; who disconnects it has not left."
    ),
    "member.role_changed": "A person acts for it in another role; of a person of your console you read once.",
}


class _World:
    """A programme in memory in which each thing happens once, at fixed moments."""

    def __init__(self) -> None:
        self.moment = START
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        self._units = Units(engine, lambda: self.moment, listened=True)
        self.examples: dict[str, ProgrammeEvent] = {}

    @contextmanager
    def happens(self) -> Iterator[Work]:
        """A unit of work whose events are reported, as the desk does it."""
        self.moment += dt.timedelta(minutes=5)
        with self._units.begin("chat") as work:
            yield work
            for event in work.events:
                kept = report(work, event)
                if kept is not None:
                    work.session.flush()
                    self.examples.setdefault(kept.kind, kept)


def examples() -> Mapping[str, ProgrammeEvent]:
    """An event of each type."""
    world = _World()
    client, partner = _parties(world)
    other = _other_partner(world)
    _requests(world, client, partner, other)
    _partnerships(world, client, partner, other)
    _organisation(world, client)
    missing = set(KINDS.values()) ^ set(world.examples)
    if missing or set(MEANS) != set(KINDS.values()):
        raise ValueError(
            f"these types have no example, or no description: {missing or set(MEANS) ^ set(KINDS.values())}"
        )
    return world.examples


def _parties(world: _World) -> tuple[int, int]:
    with world.happens() as work:
        client = _person(work, 1, "Lea")
        organisation = organisations.register(
            work,
            client,
            OrganisationKind.COMPANY,
            "Seegarten Hotels GmbH (Demo)",
            Country("DE"),
            None,
            programme=PROGRAMME,
        )
        organisation.account_id, organisation.as_of = "A-1001", work.now
        for number, (kind, name) in enumerate((("web_hosting", "seegarten.example"), ("web_hosting", "Webshop"))):
            product = products.add(work, client, kind, name, Money(Decimal(240), organisation.currency))
            product.provider_id, product.as_of = f"P-{number + 1}", work.now
        partner = _person(work, 2, "Noah")
        admitted, invitation = organisations.admit_partner(
            work, "Alpweb AG (Demo)", Country("CH"), "CHE-123.456.788", programme=PROGRAMME
        )
        invitations.join(work, partner, invitation.token)
        admitted.account_id, admitted.as_of, admitted.partner_code = "A-2002", work.now, "P-7K2M9Q"
        return client.id, partner.id


def _other_partner(world: _World) -> int:
    with world.happens() as work:
        other = _person(work, 3, "Mia")
        admitted, invitation = organisations.admit_partner(
            work, "Nordnet SA (Demo)", Country("CH"), "CHE-100.000.006", programme=PROGRAMME
        )
        invitations.join(work, other, invitation.token)
        admitted.account_id, admitted.as_of, admitted.partner_code = "A-3003", work.now, "P-4D8XW2"
        return other.id


def _person(work: Work, number: int, name: str) -> Person:
    person = Person(telegram_id=number, first_name=name, language="en", reachable=True, created_at=work.now)
    work.session.add(person)
    work.session.flush()
    return person


def _ask(work: Work, client: int, partner: int, terms: Terms) -> Partnership:
    person, asked = work.session.get_one(Person, client), work.session.get_one(Person, partner)
    return requesting.request(work, PROGRAMME, person, asked.organisation_id or 0, terms)


def _requests(world: _World, client: int, partner: int, other: int) -> None:
    limited = Terms(Access.LIMITED, None, frozenset({1}))
    full = Terms(Access.FULL, Payer.CLIENT, frozenset())
    with world.happens() as work:
        made = _ask(work, client, partner, limited).id
    world.moment += dt.timedelta(days=2)
    with world.happens() as work:
        requesting.resend(work, PROGRAMME, work.session.get_one(Person, client), made)
    with world.happens() as work:
        answering.decline(work, work.session.get_one(Person, partner), made, "We have no capacity before March.")
    with world.happens() as work:
        made = _ask(work, client, partner, limited).id
    with world.happens() as work:
        requesting.withdraw(work, work.session.get_one(Person, client), made)
    with world.happens() as work:
        _ask(work, client, partner, limited)
    world.moment += PROGRAMME.request_lapses_after
    with world.happens() as work:
        look_at_due_requests(work, PROGRAMME)
    with world.happens() as work:
        _ask(work, client, other, full)
        made = _ask(work, client, partner, full).id
    with world.happens() as work:
        answering.confirm(work, work.session.get_one(Person, partner), made)


def _partnerships(world: _World, client: int, partner: int, other: int) -> None:
    with world.happens() as work:
        found = work.session.scalars(select(Partnership.id).where(Partnership.status == Status.ACTIVE)).one()
        changing.change_payer(work, work.session.get_one(Person, client), found, Payer.PARTNER)
    with world.happens() as work:
        made = _ask(work, client, other, Terms(Access.FULL, Payer.CLIENT, frozenset())).id
    with world.happens() as work:
        answering.confirm(work, work.session.get_one(Person, other), made)
    with world.happens() as work:
        confirmed = select(ProgrammeEvent).where(
            ProgrammeEvent.kind == "partnership.confirmed", ProgrammeEvent.partnership_id == made
        )
        refused = work.session.scalars(confirmed).one()
        refuse(work, PROGRAMME, refused, "account_blocked", "Account A-3003 is blocked.")
    with world.happens() as work:
        changing.end(work, work.session.get_one(Person, client), found)
    with world.happens() as work:
        made = _ask(work, client, partner, Terms(Access.LIMITED, None, frozenset({1}))).id
    with world.happens() as work:
        answering.confirm(work, work.session.get_one(Person, partner), made)
    with world.happens() as work:
        changing.change_products(work, work.session.get_one(Person, client), made, frozenset({2}))


def _organisation(world: _World, client: int) -> None:
    with world.happens() as work:
        person = work.session.get_one(Person, client)
        organisation = work.session.get_one(Organisation, person.organisation_id or 0)
        organisation.verified_by = VerifiedBy.ACCOUNT
        work.happened(events.OrganisationVerified(organisation.id))
        vat.enter(work, person, VatNumber(Country("DE"), "DE136695976"))
    with world.happens() as work:
        vat.remove(work, work.session.get_one(Person, client))
    with world.happens() as work:
        lea = work.session.get_one(Person, client)
        tim = _person(work, 4, "Tim").id
        invitation = invitations.invite(work, lea, lea.organisation_id or 0, Role.EMPLOYEE, programme=PROGRAMME)
        invitations.join(work, work.session.get_one(Person, tim), invitation.token)
        work.happened(events.RoleChanged(tim, lea.organisation_id or 0))
    with world.happens() as work:
        lea = work.session.get_one(Person, client)
        colleagues.remove(work, lea, lea.organisation_id or 0, tim)


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

Your answer counts for `partnership.confirmed`, `partnership.payment_means_changed` and `partnership.products_changed`, until
you have given it: cards say “being set up” meanwhile. If the partnership has moved on by then – it has ended, or the same term
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
