"""What people have done, as they know it themselves: the requests of clients and the answers of partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

Facts = Counter[tuple[str, ...]]
"""What is stored, or ought to be: each fact with how often it is there."""


@dataclass(slots=True)
class Request:
    """What a client asked for, and what became of it as far as the client had a part in it."""

    access: str
    payer: str
    products: tuple[str, ...]
    replies: list[str] = field(default_factory=list)
    ended: bool = False


@dataclass(slots=True)
class Answer:
    """What a partner did about a request. `status` is empty as long as it has not decided."""

    questions: list[str] = field(default_factory=list)
    status: str = ""
    reason: str = ""


@dataclass(slots=True)
class Couple:
    """A client and the partner it makes its partnerships with, one after the other; what both have done so far."""

    client: str
    partner: str
    requests: list[Request] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def facts(self) -> Facts:
        """What must be stored of it, and nothing else."""
        facts: Facts = Counter()
        for number, request in enumerate(self.requests):
            answer = self.answers[number] if number < len(self.answers) else Answer()
            deal = (self.client, self.partner, str(number))
            facts.update((*deal, *rest) for rest in _facts_of(request, answer))
        return facts


def _facts_of(request: Request, answer: Answer) -> Iterator[tuple[str, ...]]:
    status = "ended" if request.ended else answer.status or "pending"
    yield "partnership", request.access, request.payer, status, answer.reason
    yield "audit", "partnership.request", "partnership"
    yield "audit", "partnership.request", "proposal"
    for product in request.products:
        yield "product", product
        yield "audit", "partnership.request", "product_access"
    for place, question in enumerate(answer.questions):
        reply = request.replies[place] if place < len(request.replies) else ""
        yield "enquiry", question, reply
        yield "audit", "partnership.enquire", "enquiry"
        if reply:
            yield "audit", "partnership.answer_enquiry", "enquiry"
    if answer.status == "active":
        yield "audit", "partnership.confirm", "partnership"
    closing = "partnership.decline" if answer.status == "declined" else "partnership.end" if request.ended else ""
    if closing:
        yield "audit", closing, "partnership"
        for _ in request.products:
            yield "audit", closing, "product_access"
