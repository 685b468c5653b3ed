"""What stands in the tables of a made-up programme: each row's columns, as SQL expressions of its number.

Numbers count from 0. Two people belong to one client, and two partnerships, one product in each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, DateTime, Float, Interval, String, case, cast, func, literal, null
from sqlalchemy.dialects.postgresql import JSONB

from domain.names.keys import search_name, sort_name
from domain.names.lookalikes import skeleton
from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Side, Status
from domain.people import Role
from storage.tables import Membership, Organisation, Partnership

Expression: TypeAlias = ColumnElement[Any]
Columns: TypeAlias = Mapping[str, Expression]

FIRST_UPDATE = 400_000_000
PARTNERSHIPS_OF_A_PARTNER = 100
DAY_S = 24 * 60 * 60
OPEN_FORM = (
    '{"open": {"form": "add_partner", "serial": 1, "answers": {"access": "limited"}, "ticked": null}, "kept": []}'
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people (an even number), and which chats are theirs: every `step`-th from `first_chat` on."""

    size: int
    first_chat: int
    step: int = 1

    @property
    def clients(self) -> int:
        return self.size // 2

    @property
    def partners(self) -> int:
        return max(2, self.size // PARTNERSHIPS_OF_A_PARTNER)

    def chat(self, number: int) -> int:
        """The private chat of a person: 0, 1 … are the clients’, those of the partners follow."""
        return self.first_chat + number * self.step


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a crowd's programme as it is at the moment `now`."""

    crowd: Crowd
    now: dt.datetime
    on_postgresql: bool

    def client(self, i: Expression) -> Columns:
        return {**self._organisation(i + 1, "Client ", i), "is_partner": literal(value=False)}

    def partner(self, i: Expression) -> Columns:
        """Partners have the numbers behind the clients'."""
        organisation = self._organisation(self.crowd.clients + 1 + i, "Partner ", i)
        return {**organisation, "is_partner": literal(value=True), "partner_code": literal("P-") + cast(i, String)}

    def _organisation(self, key: Expression, name: str, i: Expression) -> Columns:
        return {
            "id": key,
            "kind": literal(OrganisationKind.COMPANY, Organisation.kind.type),
            "name": literal(name) + cast(i, String) + " AG",
            "sort_name": literal(sort_name(name)) + cast(i, String) + sort_name(" AG"),
            "search_name": literal(search_name(name) + " ") + cast(i, String) + search_name("AG"),
            "skeleton": literal(skeleton(name)) + func.replace(func.replace(cast(i, String), "0", "o"), "1", "l"),
            "country": literal("CH"),
            "currency": literal("CHF"),
            "created_at": self._days_ago(200),
        }

    def person(self, i: Expression) -> Columns:
        return {
            "id": i + 1,
            "telegram_id": self._chat(i),
            "first_name": literal("Person ") + cast(i, String),
            "language": literal("en"),
            "organisation_id": self._organisation_of(i),
            "created_at": self._days_ago(100),
        }

    def membership(self, i: Expression) -> Columns:
        return {
            "id": i + 1,
            "person_id": i + 1,
            "organisation_id": self._organisation_of(i),
            "role": literal(Role.LEGAL_REPRESENTATIVE, Membership.role.type),
        }

    def conversation(self, i: Expression) -> Columns:
        return {
            "chat_id": self._chat(i),
            "person_id": i + 1,
            "serial": literal(1),
            "state": self._json(literal(OPEN_FORM)),
            "updated_at": self._days_ago(50),
        }

    def update(self, i: Expression) -> Columns:
        """The last one of a person; all of them came within a day and a half, so that none is forgotten meanwhile."""
        moment = self._in(-(i % (DAY_S * 3 // 2)))
        return {
            "update_id": FIRST_UPDATE + i,
            "processed_at": moment,
            "chat_id": self._chat(i),
            "received_at": moment,
        }

    def product(self, k: Expression) -> Columns:
        return {
            "id": k + 1,
            "organisation_id": k // 2 + 1,
            "kind": literal("web_hosting"),
            "name": literal("website-") + cast(k, String) + ".example",
            "sort_name": literal(sort_name("website-")) + cast(k, String) + sort_name(".example"),
            "search_name": literal(search_name("website-") + " ") + cast(k, String) + search_name(".example"),
            "yearly_value": literal(24_000),
        }

    def partnership(self, k: Expression) -> Columns:
        """Pending ones are looked at within the next days, but not today."""
        table, pending, ended = Partnership, self.is_pending(k), self._has_ended(k)
        status = case(
            (pending, literal(Status.PENDING, table.status.type)),
            (ended, literal(Status.ENDED, table.status.type)),
            else_=literal(Status.ACTIVE, table.status.type),
        )
        full = literal(Access.FULL, table.access.type)
        return {
            "id": k + 1,
            "client_id": k // 2 + 1,
            "partner_id": self.crowd.clients + 1 + k % self.crowd.partners,
            "access": case((self.is_full(k), full), else_=literal(Access.LIMITED, table.access.type)),
            "payer": case((self.is_full(k), literal(Payer.CLIENT, table.payer.type)), else_=null()),
            "status": status,
            "requested_by_id": k // 2 * 2 + 1,
            "requested_at": self._days_ago(40),
            "sent_at": self._days_ago(1),
            "lapses_at": case((pending, self._days_ago(-29)), else_=null()),
            "due_at": case((pending, self._in(k % (10 * DAY_S) + DAY_S)), else_=null()),
            "confirmed_at": case((pending, null()), else_=self._days_ago(30)),
            "closed_at": case((ended, self._days_ago(20)), else_=null()),
            "closed_by": case((ended, literal(Side.CLIENT, table.closed_by.type)), else_=null()),
        }

    def product_access(self, k: Expression) -> Columns:
        """Of partnerships without full access."""
        return {
            "id": k + 1,
            "partnership_id": k + 1,
            "product_id": k + 1,
            "granted_at": self._days_ago(40),
            "released_at": case((self._has_ended(k), self._days_ago(20)), else_=null()),
        }

    def client_card(self, k: Expression) -> Columns:
        return self._card(2 * k + 1, self._chat(k // 2 * 2), k)

    def partner_card(self, k: Expression) -> Columns:
        return self._card(2 * k + 2, self._chat(self._representative(k)), k)

    def _card(self, key: Expression, chat_id: Expression, k: Expression) -> Columns:
        return {"id": key, "chat_id": chat_id, "message_id": k + 10, "partnership_id": k + 1}

    def seen(self, i: Expression) -> Columns:
        """The trail of a person's first message."""
        after = (
            literal('{"telegram_id": ') + cast(self._chat(i), String) + ', "first_name": "Person", "language": "en"}'
        )
        return self._trail("person.seen", "person", i + 1, i + 1, after)

    def requested(self, k: Expression) -> Columns:
        """The trail of a request."""
        client, partner = cast(k // 2 + 1, String), cast(k % self.crowd.partners, String)
        after = literal('{"client_id": ') + client + ', "partner_id": ' + partner
        return self._trail(
            "partnership.request", "partnership", k + 1, k // 2 * 2 + 1, after + ', "access": "limited"}'
        )

    def confirmed(self, k: Expression) -> Columns:
        """The trail of a confirmation, of partnerships that are not pending."""
        before, after = literal('{"status": "pending", "confirmed_at": null}'), literal('{"status": "active"}')
        signed = self._representative(k) + 1
        trail = self._trail("partnership.confirm", "partnership", k + 1, signed, after)
        return {**trail, "before": self._json(before)}

    def _trail(self, action: str, subject: str, key: Expression, actor: Expression, after: Expression) -> Columns:
        return {
            "at": self._days_ago(30),
            "actor_id": actor,
            "channel": literal("chat"),
            "action": literal(action),
            "subject": literal(subject),
            "subject_id": key,
            "after": self._json(after),
        }

    def is_full(self, k: Expression) -> Expression:
        """Whether a partnership gives full access."""
        return k % 8 == 1

    def is_pending(self, k: Expression) -> Expression:
        """Whether a partnership is still a request."""
        return k % 10 == 0

    def _has_ended(self, k: Expression) -> Expression:
        return k % 10 == 5

    def _representative(self, k: Expression) -> Expression:
        """The number of the person who acts for a partnership's partner."""
        return self.crowd.size + k % self.crowd.partners

    def _organisation_of(self, i: Expression) -> Expression:
        of_partner = i - self.crowd.size + self.crowd.clients + 1
        return case((i < self.crowd.size, i // 2 + 1), else_=of_partner)

    def _chat(self, i: Expression) -> Expression:
        return self.crowd.first_chat + i * self.crowd.step

    def _days_ago(self, days: int) -> Expression:
        return self._in(literal(-days * DAY_S))

    def _in(self, seconds: Expression) -> Expression:
        """A moment so long after `now`, as the database keeps it."""
        if self.on_postgresql:
            span = func.make_interval(0, 0, 0, 0, 0, 0, cast(seconds, Float), type_=Interval())
            return literal(self.now, DateTime(timezone=True)) + span
        moment, shift = self.now.strftime("%Y-%m-%d %H:%M:%S"), cast(seconds, String) + " seconds"
        return func.strftime("%Y-%m-%d %H:%M:%f", moment, shift, type_=String()) + "000"

    def _json(self, words: Expression) -> Expression:
        return cast(words, JSONB) if self.on_postgresql else words
