"""People who act: clients who ask for partnerships and end them, partners who answer.

They do the next thing when they have read what the last one led to, think a while in between, and now and then ask
something else, go back, start again, or write several things at once.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field

from tests.crash.chat import Chat, Due, Sight, Stuck, changed, new
from tests.crash.deals import Answer, Couple, Request

QUESTIONS = (
    "Which kinds of access are there?",
    "Who can see the invoices?",
    "How many partners can I have?",
    "How do I reach a person?",
    "What is a client?",
)
"""Each stands at the top of the article that answers it."""
PAYMENT = "Which payment means should be used"


@dataclass(slots=True)
class Mood:
    """How somebody decides: by chance, but by the same chance in every run with the same seed."""

    chance: random.Random
    thinks_s: tuple[float, float] = (0.4, 1.6)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def thinks(self) -> None:
        await asyncio.sleep(self.chance.uniform(*self.thinks_s))

    def feels_like(self, probability: float) -> bool:
        return self.chance.random() < probability


class Person:
    """What clients and partners have in common."""

    def __init__(self, chat: Chat, couple: Couple, mood: Mood) -> None:
        self.chat = chat
        self.couple = couple
        self.mood = mood

    async def starts(self) -> None:
        """The first thing that everybody does."""
        await self.chat.says("/start", new("Welcome"))

    async def is_impatient(self, asked: str = "") -> Sight | None:
        """Sometimes: writes commands that do not exist, faster than they can be answered.

        `asked` is what the open form asks, if there is one: each time, a button leads back to it.
        """
        if not self.mood.feels_like(0.12):
            return None
        numbers = [next(self.mood.numbers) for _ in range(self.mood.chance.randint(2, 4))]
        due = [new(f"command /n{number}.", "Continue" if asked else "Menu") for number in numbers]
        told = await self.chat.says_all([f"/n{number}" for number in numbers], *due)
        return await self.taps(told, "Continue", changed(asked)) if asked else told

    async def is_curious(self, asked: str) -> Sight | None:
        """Sometimes: asks a question in the middle of a form, which is answered before the form asks again."""
        if not self.mood.feels_like(0.15):
            return None
        await self.mood.thinks()
        question = self.mood.chance.choice(QUESTIONS)
        return await self.chat.says(question, new(question), new(asked))

    async def taps(self, sight: Sight, label: str, *due: Due) -> Sight:
        await self.mood.thinks()
        return await self.chat.taps(sight, label, *due)

    async def says(self, text: str, *due: Due) -> Sight:
        await self.mood.thinks()
        return await self.chat.says(text, *due)


class Client(Person):
    """Asks the partner, who is found under `code`, for one partnership after the other."""

    def __init__(self, chat: Chat, couple: Couple, mood: Mood, code: str, products: Sequence[str]) -> None:
        super().__init__(chat, couple, mood)
        self._code = code
        self._products = products
        self.finished = asyncio.Event()

    async def lives(self, over: asyncio.Event) -> None:
        """Goes on until `over`, and brings what is begun to its end."""
        try:
            while not over.is_set():
                await self._makes_a_deal()
        finally:
            self.finished.set()

    async def _makes_a_deal(self) -> None:
        asked = await self._begins()
        request = self._wishes()
        label, question = ("Limited access", "Which products should") if request.products else ("Full access", PAYMENT)
        asked = await self.taps(asked, label, changed(question))
        review = await self._settles_terms(asked, request)
        if self.mood.feels_like(0.1):
            asked = await self.taps(review, "Back", changed(question))
            review = await self._settles_terms(asked, request)
        await self.mood.thinks()
        self.couple.requests.append(request)
        sent = await self.chat.taps(review, "Send the request", changed("Your request is on its way"))
        await self.is_impatient()
        await self._sees_it_through(sent, request)

    async def _begins(self) -> Sight:
        """Up to the question about the access, on ways that are not always straight."""
        which_access = f"Which access should {self.couple.partner} have?"
        which_partner = "Which partner would you like to add?"
        begun = await self.says("/addpartner", new(which_partner))
        if self.mood.feels_like(0.1):
            await self.taps(begun, "Cancel", changed("is cancelled"))
            await self.says("/addpartner", new(which_partner))
        asked = await self.says(self._code, new(which_access))
        if self.mood.feels_like(0.1):
            # The question has come as a message of its own, and goes back to the one before in its place.
            await self.taps(asked, "Back", changed(which_partner))
            asked = await self.says(self._code, new(which_access))
        asked = await self.is_curious(which_access) or asked
        return await self.is_impatient(which_access) or asked

    def _wishes(self) -> Request:
        if self.mood.feels_like(0.35):
            return Request("full", self.mood.chance.choice(("client", "partner")), ())
        many = self.mood.chance.randint(1, len(self._products))
        return Request("limited", "", tuple(self.mood.chance.sample(self._products, many)))

    async def _settles_terms(self, asked: Sight, request: Request) -> Sight:
        """Chooses the products or the payment means; the review."""
        check = changed(f"Please check your request to {self.couple.partner}", "Send the request")
        if request.payer:
            asked = await self.is_curious(PAYMENT) or asked
            means = "Your payment means" if request.payer == "client" else f"Payment means of {self.couple.partner}"
            return await self.taps(asked, means, check)
        for product in self._products:  # ticks of an earlier answer are still there
            is_wanted, is_ticked = product in request.products, asked.button(f"☑️ {product}") is not None
            if is_wanted is not is_ticked:
                before, after = ("◻️", "☑️") if is_wanted else ("☑️", "◻️")
                asked = await self.taps(
                    asked, f"{before} {product}", changed("Which products should", f"{after} {product}")
                )
        asked = await self.is_curious("Which products should") or asked
        return await self.taps(asked, f"Done ({len(request.products)} chosen)", check)

    async def _sees_it_through(self, sent: Sight, request: Request) -> None:
        """Until the partner has decided; answers its questions meanwhile, and ends again what it has confirmed."""
        partner = self.couple.partner
        since = sent
        news = (
            new(f"{partner} has a question about your request:"),
            changed("✅ Confirmed on", "End partnership"),
            changed(f"❌ {partner} declined on"),
        )
        while (seen := await self.chat.hears(*news, since=since)).is_new:
            await self.taps(seen, "💬 Answer", new("Write your answer in one message."))
            await self.mood.thinks()
            request.replies.append(f"Reply {next(self.mood.numbers)} of {self.couple.client}")
            shown = await self.chat.says(request.replies[-1], new(f"This is what {partner} will read:", "Send"))
            await self.mood.thinks()
            since = await self.chat.taps(shown, "Send", changed(f"Your answer is on its way to {partner}."))
        if seen.button("End partnership") is None:
            await self.chat.hears(new(f"{partner} has declined your request."), since=since)
            return
        await self.chat.hears(new(f"{partner} has confirmed."), since=since)
        await self.is_impatient()
        await self.taps(seen, "End partnership", new(f"End the partnership with {partner} at once?"))
        await self.mood.thinks()
        request.ended = True
        await self.chat.says(partner, new("The partnership has ended."))


class Partner(Person):
    """Answers the requests of its one client."""

    async def lives(self, finished: asyncio.Event) -> None:
        """Goes on until the client has `finished`."""
        last: Sight | None = None
        client = self.couple.client
        while True:
            wish = new(f"{client} would like to work with you.", "Confirm")
            asked = await self.chat.hears_of(wish, since=last, unless=finished)
            if asked is None:
                return
            answer = Answer()
            self.couple.answers.append(answer)
            await self.is_impatient()
            if self.mood.feels_like(0.3):
                asked = await self._asks_first(asked, answer)
            if self.mood.feels_like(0.75):
                await self.mood.thinks()
                answer.status = "active"
                seen = await self.chat.taps(asked, "Confirm", changed(f"The partnership with {client} is confirmed."))
                await self.is_impatient()
                last = await self.chat.hears(new(f"{client} has ended the partnership with you."), since=seen)
            else:
                last = await self._declines(asked, answer)

    async def _asks_first(self, asked: Sight, answer: Answer) -> Sight:
        client = self.couple.client
        await self.taps(asked, "Ask the client first", new(f"What would you like to ask {client}?"))
        await self.mood.thinks()
        answer.questions.append(f"Question {next(self.mood.numbers)} of {self.couple.partner}")
        shown = await self.chat.says(answer.questions[-1], new(f"This is what {client} will read:", "Send"))
        await self.mood.thinks()
        card = await self.chat.taps(shown, "Send", changed("Your question is on its way", "Confirm"))
        return await self.chat.hears(new(f"{client} has answered your question."), since=card)

    async def _declines(self, asked: Sight, answer: Answer) -> Sight:
        why = f"Why are you declining the request from {self.couple.client}?"
        reasons = await self.taps(asked, "Decline", new(why))
        reasons = await self.is_impatient(why) or reasons
        await self.mood.thinks()
        answer.status = "declined"
        if self.mood.feels_like(0.5):
            answer.reason = "#capacity"
            return await self.chat.taps(reasons, "We have no capacity", changed("The request is declined, and"))
        answer.reason = f"Reason {next(self.mood.numbers)} of {self.couple.partner}"
        shown = await self.chat.says(answer.reason, new("will read:", "Decline"))
        await self.mood.thinks()
        return await self.chat.taps(shown, "Decline", changed("The request is declined, and"))


@dataclass(slots=True)
class Crowd:
    """All the people of a storm, and what those say who are stuck."""

    clients: list[Client] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    stuck: list[Stuck] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        return [*self.clients, *self.partners]

    async def start(self) -> None:
        """Everybody presses “Start”."""
        await asyncio.gather(*(self._patiently(person.starts()) for person in self.people))

    async def live(self, over: asyncio.Event) -> None:
        """All go about their business until it is `over`, and bring what they have begun to its end."""
        clients = [client.lives(over) for client in self.clients]
        partners = [partner.lives(client.finished) for client, partner in zip(self.clients, self.partners, strict=True)]
        await asyncio.gather(*(self._patiently(life) for life in (*clients, *partners)))

    async def _patiently(self, life: Coroutine[None, None, None]) -> None:
        try:
            await life
        except Stuck as stuck:
            self.stuck.append(stuck)
