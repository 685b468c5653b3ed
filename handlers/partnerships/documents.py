"""Documents about a partnership: its history for the file, and the list with which a partner hands over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.partnerships.rules import Payer, Side
from domain.programme import Programme
from domain.sorting import sort_key
from domain.words import Country, Day, Lines, Literal, Msg, Provider, Value, Words, lines
from handlers.chat.documents import Document
from handlers.partnerships import ending_words, states, terms
from handlers.partnerships.paper import Sheet
from handlers.partnerships.sentences import ON_PAPER, Teller
from services.partnerships.closing import managed_at_last
from services.partnerships.handover import Handover
from services.partnerships.steps import Taken
from storage.tables import Organisation, Partnership

_NONE = Literal("–")
_SIGN = re.compile(r"^[^\w<&]+")


@dataclass(frozen=True, slots=True)
class Papers:
    """Lays out documents about a partnership for its reader, who stands on `side`."""

    sheet: Sheet
    programme: Programme
    partnership: Partnership
    side: Side
    now: dt.datetime

    def history(self, steps: Sequence[Taken]) -> Document:
        """The present terms, and all that has happened, the oldest first."""
        teller = Teller(self.programme, self.partnership, self.side, ON_PAPER)
        told = [(step.at, teller.sentence(step)) for step in teller.tells(steps)]
        return self.sheet.document(
            self._name(Msg("History")),
            Msg("History of the partnership"),
            self._title(),
            self._state(),
            self._parties(),
            self.sheet.section(Msg("Terms"), self.sheet.table(self._terms())),
            self.sheet.section(Msg("What happened"), self.sheet.table(told, kind="steps")),
            foot=self._foot(),
        )

    def handover(self, left: Handover) -> Document:
        """What the partner managed, what is open, what was said last, what follows."""
        return self.sheet.document(
            self._name(Msg("Handover")),
            Msg("Handover list"),
            self._title(),
            self._state(),
            self._parties(),
            self.sheet.section(Msg("Products"), *self._products(left)),
            self.sheet.section(Msg("Open questions"), self._questions(left)),
            *self._last_words(),
            self.sheet.section(Msg("What holds when it has ended"), self.sheet.table(self._what_follows())),
            foot=self._foot(),
        )

    def _name(self, what: Words) -> Words:
        other = terms.other_organisation(self.partnership, self.side).name
        day = self.now.date().isoformat()
        return Lines((what, other, day), " ")

    def _title(self) -> Words:
        return Lines((self.partnership.client.name, self.partnership.partner.name), " – ")

    def _state(self) -> Words:
        """As on the card, without its sign in front."""
        other = terms.other_organisation(self.partnership, self.side).name
        html = self.sheet.words(states.state_line(self.partnership, self.side, other))
        return Literal(_SIGN.sub("", html))

    def _parties(self) -> list[Markup]:
        client, partner = self.partnership.client, self.partnership.partner
        return [self._party(Msg("Client"), client), self._party(Msg("Partner"), partner)]

    def _party(self, role: Words, organisation: Organisation) -> Markup:
        number, code = organisation.register_number, organisation.partner_code
        verified = organisation.verified_at is not None
        return self.sheet.party(
            role,
            organisation.name,
            lines(Country(organisation.country)),
            Msg("Register number: {number}", number=number) if number is not None else None,
            Msg("Partner code: {code}", code=code) if code is not None else None,
            Msg("Verified by {provider}", provider=Provider()) if verified else Msg("Not verified"),
        )

    def _terms(self) -> list[tuple[Value, Value]]:
        """The terms that the partnership has, or had when it was over."""
        made = self.partnership
        rows: list[tuple[Value, Value]] = [(Msg("Access"), terms.ACCESS_NAMES[made.access])]
        if made.payer is not None:
            payer = made.partner if made.payer is Payer.PARTNER else made.client
            rows += [(Msg("Payment means"), payer.name), (Msg("Products"), Msg("All"))]
        else:
            shelves = [each.name for each in self.programme.categories if each.code in (made.shelves or ())]
            names = sorted((access.product.name for access in managed_at_last(made)), key=sort_key)
            rows.append((Msg("Products"), lines(*(names or shelves or [_NONE]))))
        if made.confirmed_at is not None:
            rows.append((Msg("Since"), Day(made.confirmed_at)))
        if made.ends_on is not None:
            rows.append((Msg("Last day"), made.ends_on))
        return rows

    def _products(self, left: Handover) -> list[Markup]:
        if not left.products:
            return [self.sheet.note(Msg("None."))]
        heads = (Msg("Name"), Msg("Kind"), Msg("Category"), Msg("Expires on"))
        rows = [
            (
                product.name,
                self.programme.kind(product.kind),
                self.programme.category_of(product.kind).name,
                product.expires_on if product.expires_on is not None else _NONE,
            )
            for product in left.products
        ]
        table = self.sheet.table(rows, heads, "list")
        return [table, self.sheet.note(Msg("… and {n} more", n=left.more))] if left.more else [table]

    def _questions(self, left: Handover) -> Markup:
        if not left.questions:
            return self.sheet.note(Msg("None."))
        made = self.partnership
        rows = [
            (
                lines((made.client if each.asked_by is Side.CLIENT else made.partner).name, each.asked_at),
                Msg("“{text}”", text=each.question),
            )
            for each in left.questions
        ]
        return self.sheet.table(rows)

    def _last_words(self) -> list[Markup]:
        made = self.partnership
        said: list[tuple[Value, Value]] = []
        if made.reason is not None and made.closed_by is not Side.PROGRAMME:
            said.append((Msg("Reason"), ending_words.reason_in_words(made.reason)))
        if made.last_words is not None:
            said.append((Msg("Last words"), Msg("“{text}”", text=made.last_words)))
        return [self.sheet.section(Msg("What was said"), self.sheet.table(said))] if said else []

    def _what_follows(self) -> list[tuple[Value, Value]]:
        """What holds from the last day on (facts 16–27), the same for both."""
        client, partner = self.partnership.client.name, self.partnership.partner.name
        rows: list[tuple[Value, Value]] = [
            (Msg("Access"), Msg("{partner} can no longer manage these products.", partner=partner)),
            (Msg("Products"), Msg("They stay with {client}, as they are.", client=client)),
            (Msg("Orders and renewals"), Msg("{client} orders, renews and pays itself from now on.", client=client)),
        ]
        if self.partnership.payer is Payer.PARTNER:  # fact 26
            rows.append(
                (Msg("Invoices"), Msg("Those issued until then stay with {partner}, which paid them.", partner=partner))
            )
        elif self.partnership.payer is Payer.CLIENT:  # fact 25
            rows.append((Msg("Invoices"), Msg("They stay with {client}.", client=client)))
        rows.append(
            (Msg("Income"), Msg("{partner} no longer earns on what is ordered or renewed later.", partner=partner))
        )
        return rows

    def _foot(self) -> Words:
        own = self.partnership.client if self.side is Side.CLIENT else self.partnership.partner
        return Msg(
            "Made on {moment} for {organisation}, from the records of the {provider} reseller programme. It shows what "
            "{organisation} may see.",
            moment=self.now,
            organisation=own.name,
            provider=Provider(),
        )
