"""The steps of a partnership in sentences, as a file keeps them: each says who did it, by name.

Of one's own side, people are named; of the other side, the organisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from domain.partnerships.rules import Access, Ceased, Payer, Side, Status
from domain.programme import Programme
from domain.words import Lines, Literal, Msg, Provider, Value, Words, lines, listing
from handlers.partnerships import ending_words, states
from services.partnerships.steps import Door, Standing, Step, Taken
from storage.tables import Partnership, Product


@dataclass(frozen=True, slots=True)
class Space:
    """How much there is room for: letters of a quotation and of a name, and letters of all products' names."""

    quoted: int
    name: int
    products: int


IN_CHAT = Space(quoted=120, name=40, products=120)
"""Eight steps fit into one message, whatever people have written."""
ON_PAPER = Space(quoted=10_000, name=1_000, products=100_000)
_WHERE = {Door.CONSOLE: states.WHERE[states.CONSOLE], Door.PAGE: states.WHERE[states.PAGE]}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the steps of a partnership to somebody on `side`."""

    programme: Programme
    partnership: Partnership
    side: Side
    space: Space

    def tells(self, steps: Sequence[Taken]) -> list[Taken]:
        """The steps that this side may know of: what was before a prepared request was sent is the client's alone."""
        if self.side is Side.CLIENT or not steps or steps[0].what is not Step.PREPARED:
            return list(steps)
        return list(dropwhile(lambda step: step.what is not Step.REQUESTED, steps))

    def sentence(self, step: Taken) -> Lines:
        """What happened, in a sentence, with what was said, and the products that it is about."""
        said = self._sentence(step)
        where = _WHERE.get(step.door)
        if where is not None and step.party is not None:
            said = Msg("{what_happened} – {where}", what_happened=said, where=where)
        return lines(
            said,
            self._products("➕", step.granted) if step.what is Step.PRODUCTS_CHANGED else None,
            self._products("➖", step.released) if step.what is Step.PRODUCTS_CHANGED else None,
            self._reason(step) if step.what is Step.ENDED else None,
            self._words(step),
        )

    def terms(self, standing: Standing) -> Words:
        """The terms, the same for both sides."""
        if standing.access is Access.FULL:
            return Msg("full access, payment means of {organisation}", organisation=self._payer(standing.payer))
        if standing.products:
            return Msg("limited access to {products}", products=self._names(standing.products))
        shelves = [each.name for each in self.programme.categories if each.code in standing.shelves]
        return Msg("limited access to {products}", products=listing(shelves)) if shelves else Msg("limited access")

    def _sentence(self, step: Taken) -> Words:
        who, other = self._who(step), self._other(step)
        terms = self.terms(step.after)
        match step.what:
            case Step.PREPARED:
                return Msg("{who} prepared a request to {other}: {terms}.", who=who, other=other, terms=terms)
            case Step.REQUESTED if step.was is Status.PREPARED and self.side is Side.CLIENT:
                return Msg("The prepared request was sent to {partner}.", partner=self._organisation(Side.PARTNER))
            case Step.REQUESTED:
                return Msg("{who} sent {other} a request: {terms}.", who=who, other=other, terms=terms)
            case Step.ASKED:
                return Msg("{who} asked {other} for access: {terms}.", who=who, other=other, terms=terms)
            case Step.COUNTERED:
                return Msg("{who} proposed other terms: {terms}.", who=who, terms=terms)
            case Step.RESENT:
                return Msg("{who} sent the request again.", who=who)
            case Step.QUESTION:
                return Msg("{who} asked {other}: “{question}”", who=who, other=other, question=self._quoted(step))
            case Step.ANSWER:
                return Msg("{who} answered: “{answer}”", who=who, answer=self._quoted(step))
            case Step.CONFIRMED:
                return Msg("{who} confirmed the partnership: {terms}.", who=who, terms=terms)
            case Step.DECLINED:
                return self._declined(step, who)
            case Step.WITHDRAWN:
                return Msg("{who} withdrew the request.", who=who)
            case _:
                return self._later(step, who, terms)

    def _later(self, step: Taken, who: Value, terms: Words) -> Words:
        """What happens to a partnership that was confirmed, and what the programme does."""
        match step.what:
            case Step.LAPSED:
                return Msg("The request lapsed, because nobody answered it in time.")
            case Step.OVERTAKEN:
                return Msg("The request was closed, because another partner had been given full access.")
            case Step.REPLACED:
                return Msg("The partnership ended, because another one took its place.")
            case Step.ENDED:
                return Msg("{who} ended the partnership.", who=who)
            case Step.UNDONE:
                return Msg("{who} undid the end, and the partnership went on.", who=who)
            case Step.CEASED:
                return self._ceased(Ceased(step.reason or ""))
            case Step.TAKEN_BACK if step.status is Status.ACTIVE:
                return Msg("The partnership went on, because what had replaced it could not be set up.")
            case Step.TAKEN_BACK:
                return Msg("{provider} could not set it up; the request waited again.", provider=Provider())
            case Step.PAYMENT_MEANS_CHANGED:
                return self._payer_changed(step, who)
            case Step.ACCESS_CHANGED:
                return Msg("{who} changed the access: {terms}.", who=who, terms=terms)
            case Step.PRODUCTS_CHANGED if step.party is None:
                return Msg("The products changed.")
            case Step.PRODUCTS_CHANGED:
                return Msg("{who} changed the products.", who=who)
            case Step.SET_UP:
                return Msg("{provider} set it up.", provider=Provider())
            case Step.SET_UP_REFUSED:
                return Msg("{provider} could not set the last change up.", provider=Provider())
            case _:
                return _of_last_day(step, who)

    def _who(self, step: Taken) -> Value:
        """The person, if they are of the reader's side; the organisation of the other one; or nobody of the two."""
        if step.party is None:
            if step.what is Step.REQUESTED:
                return self._organisation(Side.CLIENT)  # a prepared request, sent by the programme
            return Provider()
        if step.party is self.side and step.person is not None:
            return self._name(step.person.first_name)
        return self._organisation(step.party)

    def _other(self, step: Taken) -> str:
        return self._organisation(Side.CLIENT if step.party is Side.PARTNER else Side.PARTNER)

    def _organisation(self, side: Side) -> str:
        return self._name((self.partnership.client if side is Side.CLIENT else self.partnership.partner).name)

    def _payer(self, payer: Payer | None) -> str:
        return self._organisation(Side.PARTNER if payer is Payer.PARTNER else Side.CLIENT)

    def _name(self, name: str) -> str:
        return _cut(name, self.space.name)

    def _names(self, products: Sequence[Product]) -> Words:
        """As many as there is room for; how many are left out is said."""
        fitting: list[str] = []
        for name in (_cut(product.name, self.space.name) for product in products):
            if fitting and sum(map(len, fitting)) + len(name) > self.space.products:
                break
            fitting.append(name)
        more = len(products) - len(fitting)
        named = Lines((listing(fitting),))
        return named if more <= 0 else Msg("{products} … and {n} more", products=named, n=more)

    def _products(self, icon: str, products: Sequence[Product]) -> Words | None:
        return Lines((Literal(icon), self._names(products)), " ") if products else None

    def _words(self, step: Taken) -> Words | None:
        """What was said with it; what was said when the request was prepared, the client has read there."""
        is_repeated = step.what is Step.REQUESTED and step.was is Status.PREPARED and self.side is Side.CLIENT
        if step.words is None or is_repeated or step.what in {Step.QUESTION, Step.ANSWER}:
            return None
        return Msg("“{text}”", text=self._quoted(step))

    def _quoted(self, step: Taken) -> str:
        return _cut(step.words, self.space.quoted)

    def _declined(self, step: Taken, who: Value) -> Words:
        if step.reason is None:
            return Msg("{who} declined the request.", who=who)
        return Msg("{who} declined the request: “{reason}”", who=who, reason=self._in_words(step.reason))

    def _reason(self, step: Taken) -> Words | None:
        return None if step.reason is None else Msg("Reason: “{reason}”", reason=self._in_words(step.reason))

    def _in_words(self, reason: str) -> Value:
        """A reason that was chosen is stored by its code."""
        known = ending_words.reason_in_words(reason)
        return _cut(known, self.space.quoted) if isinstance(known, str) else known

    def _payer_changed(self, step: Taken, who: Value) -> Words:
        before, after = self._payer(step.payer_before), self._payer(step.payer)
        if step.party is None:
            return Msg(
                "{provider} could not set the change up; the payment means are those of {organisation} again.",
                provider=Provider(),
                organisation=after,
            )
        return Msg(
            "{who} changed the payment means: from those of {before} to those of {after}.",
            who=who,
            before=before,
            after=after,
        )

    def _ceased(self, why: Ceased) -> Words:
        client, partner = self._organisation(Side.CLIENT), self._organisation(Side.PARTNER)
        match why:
            case Ceased.CLIENT_CLOSED:
                return Msg("It ended, because the account of {client} was closed.", client=client)
            case Ceased.PARTNER_CLOSED:
                return Msg("It ended, because {partner} was no longer a partner.", partner=partner)
            case Ceased.PRODUCTS_GONE:
                return Msg("It ended, because its products were no longer there.")
            case Ceased.NOT_VERIFIED:
                return Msg("It was never sent, because {client} could not be verified.", client=client)
            case Ceased.NOT_POSSIBLE:
                return Msg("It was never sent, because it was not possible any more.")
            case Ceased.END_DATE:
                return Msg("It ended: the access was given until then.")


def _of_last_day(step: Taken, who: Value) -> Words:
    day = step.after.ends_on
    match step.what:
        case Step.END_SET if day is not None:
            return Msg("{who} set the last day of the access: {day}.", who=who, day=day)
        case Step.END_SET:
            return Msg("{who} took the last day away: the access goes on.", who=who)
        case Step.END_ANNOUNCED if day is not None:
            return Msg("{who} announced the end of the partnership for {day}.", who=who, day=day)
        case Step.END_REVOKED:
            return Msg("{who} took the announced end back.", who=who)
        case _:
            return Msg("{who} confirmed that the access is still needed.", who=who)


def _cut(text: str | None, longest: int) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
