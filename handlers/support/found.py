"""What staff has found, in words: a line and a button for each record that may be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.partnerships.rules import Status
from domain.words import Lines, Literal, Msg, Value, Words, lines
from handlers.chat.views import Button, View
from handlers.support.payloads import LookAt
from services.staff.finding import Hit, Kind

MOST_HITS = 10
STATUS_NAMES: Mapping[Status, Msg] = {
    Status.PREPARED: Msg("prepared"),
    Status.PENDING: Msg("waits for the partner"),
    Status.PROPOSED: Msg("waits for the client"),
    Status.ACTIVE: Msg("active"),
    Status.DECLINED: Msg("declined"),
    Status.WITHDRAWN: Msg("withdrawn"),
    Status.LAPSED: Msg("lapsed"),
    Status.OVERTAKEN: Msg("overtaken by another one"),
    Status.ENDED: Msg("ended"),
}
KIND_ICONS: Mapping[Kind, str] = {Kind.ORGANISATION: "🏢", Kind.PERSON: "👤", Kind.PARTNERSHIP: "🤝"}


def hits_view(hits: Sequence[Hit]) -> View:
    """What was found, a line and a button each."""
    more = len(hits) - MOST_HITS
    listed = [_hit(hit) for hit in hits[:MOST_HITS]]
    rows = tuple((opens(hit.kind, hit.id, _label(hit)),) for hit in hits[:MOST_HITS])
    return View(lines(*listed, Msg("… and {n} more", n=more) if more > 0 else None), rows)


def opens(kind: Kind, number: int, label: Value) -> Button:
    """A button that opens the file on a record."""
    return Button(Lines((Literal(KIND_ICONS[kind]), label), " "), LookAt(kind, number))


def heading(kind: Kind, number: int, name: str) -> Words:
    """What a record is called, and by what it is found again."""
    return Lines((Literal(KIND_ICONS[kind]), Msg("<b>{name}</b>", name=name), reference(kind, number)), " ")


def reference(kind: Kind, number: int) -> Words:
    """By what a record is found again, here and on the command line: to be copied with a tap."""
    return Literal(f"(<code>{kind} {number}</code>)")


def _label(hit: Hit) -> str:
    return f"{hit.name} – {hit.about}" if hit.kind is Kind.PARTNERSHIP else hit.name


def _hit(hit: Hit) -> Words:
    status = None if hit.status is None else STATUS_NAMES[hit.status]
    about: tuple[Value | None, ...] = (status, hit.product, Msg("in the console") if hit.is_in_console else None)
    if hit.kind is not Kind.PARTNERSHIP:
        about = (hit.about or None, *about)
    return Lines((heading(hit.kind, hit.id, _label(hit)), *(part for part in about if part is not None)), " · ")
