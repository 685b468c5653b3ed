"""What staff has found, in words: a line and a button for each record that may be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.partnerships.rules import Status
from domain.words import Msg, Value, Words, lines
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
    return Button(lines(Msg("{icon} {name}", icon=KIND_ICONS[kind], name=label)), LookAt(kind, number))


def _label(hit: Hit) -> Value:
    if hit.kind is Kind.PARTNERSHIP:
        return f"{hit.name} – {hit.about}"
    return hit.name


def _hit(hit: Hit) -> Words:
    number = f"{hit.kind} {hit.id}"
    icon = KIND_ICONS[hit.kind]
    if hit.status is not None:
        return Msg(
            "{icon} {client} – {partner}: {status} (<code>{number}</code>)",
            icon=icon,
            client=hit.name,
            partner=hit.about,
            status=STATUS_NAMES[hit.status],
            number=number,
        )
    about = " · ".join(filter(None, (hit.about, hit.product)))
    if about:
        return Msg(
            "{icon} <b>{name}</b>, {about} (<code>{number}</code>)",
            icon=icon,
            name=hit.name,
            about=about,
            number=number,
        )
    return Msg("{icon} <b>{name}</b> (<code>{number}</code>)", icon=icon, name=hit.name, number=number)
