"""What comes from other machines: registers, mail servers, bounces, the provider's systems and files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from bot.commands.record_files import open_records
from bot.effects import answers as events
from bot.ending import CannotGoOn
from bot.mail import answers as smtp
from bot.mail.answers import Stage
from bot.mail.letters import letter_of
from bot.mail.reports import read_bounce
from domain.accounts import records
from domain.vat.formats import VatNumber
from domain.vat.swiss_answers import swiss_verdict_from
from domain.vat.verdicts import Verdict, verdict_from
from domain.words import Country, Refused
from tests.bot.mail.test_letters import account, due
from tests.domain.accounts.examples import ACCOUNT, ORDER, PERSON, PRODUCT
from tests.fuzz.target import Check, Target, assert_storable, plain
from tests.fuzz.texts import JSON, KEPT, WRITTEN

STATUS = st.sampled_from((200, 201, 204, 301, 400, 404, 409, 410, 422, 429, 500, 503))
ASKED = VatNumber(Country("DE"), "DE123456788")
_VIES = {
    "countryCode": "DE",
    "vatNumber": "123456788",
    "valid": True,
    "name": "Alpweb",
    "address": "---",
    "requestIdentifier": "WAPI",
    "actionSucceed": False,
    "errorWrappers": [{"error": "MS_UNAVAILABLE", "message": "x"}],
}
_SWISS = (
    "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><GetByUIDResponse><GetByUIDResult>"
    "<organisationType><uidOrganisationId>123456788</uidOrganisationId><organisationName>{}</organisationName>"
    "<uidregStatusEnterpriseDetail>3</uidregStatusEnterpriseDetail><address><addressCategory>LEGAL</addressCategory>"
    "<street>{}</street></address></organisationType></GetByUIDResult></GetByUIDResponse></s:Body></s:Envelope>"
)
_REPORT = (
    "From: mailer@mail.example\r\nSubject: {0}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
    "report-type=delivery-status; boundary=b{1}\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; x\r\nOriginal-Envelope-Id: mail.42.0123456789abcdef01234567@x\r\n\r\nAction: failed\r\n"
    "Status: {2}\r\nDiagnostic-Code: smtp; {3}\r\n\r\n--b\r\nContent-Type: {4}\r\n\r\n{0}\r\n--b--\r\n"
)
_KINDS = st.sampled_from(
    ("message/rfc822", "text/rfc822-headers", "text/plain; charset=x", "multipart/mixed; boundary=c")
)


def mutated(given: Mapping[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """The object with other values in some places, and some places missing."""
    others = st.dictionaries(st.sampled_from(sorted(given)) | KEPT, JSON | st.just(_GONE), max_size=3)
    return others.map(
        lambda changed: {key: value for key, value in (dict(given) | changed).items() if value is not _GONE}
    )


_GONE = object()


def cut(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts, some of which break off or have something else in the middle."""
    places = st.tuples(texts, st.floats(0, 1), st.floats(0, 1), WRITTEN)
    return texts | places.map(lambda it: it[0][: int(it[1] * len(it[0]))] + it[3] + it[0][int(it[2] * len(it[0])) :])


def _verdict(found: Verdict) -> None:
    for value in (found.name, found.address, found.consultation, found.trouble):
        assert_storable(value)


def _event_answer(value: tuple[int, str, str]) -> None:
    status, words, wait = value
    found = events.judge(status, words, CIMultiDictProxy(CIMultiDict({"Retry-After": wait})))
    assert_storable(found.says)
    assert_storable(found.code)
    events.pause_after(3, found.wait)


def _smtp_answer(value: tuple[Stage, int, str]) -> None:
    found = smtp.judge(*value)
    assert_storable(found.says)
    assert "\n" not in found.says


def _bounce(raw: bytes) -> None:
    found = read_bounce(raw)
    if found is not None:
        assert found.ids
        assert_storable(found.says)
        assert all(number < 2**63 for number, _ in found.ids)


def _record(value: tuple[str, dict[str, object]]) -> None:
    kind, raw = value
    try:
        record = getattr(records, f"read_{kind}")(raw)
    except Refused:
        return
    for name in record.__slots__:
        assert_storable(getattr(record, name))
        if isinstance(found := getattr(record, name), int):
            assert abs(found) < 2**63, name


def _letter(value: tuple[str, str, str]) -> None:
    subject, text, html = value
    letter = letter_of(due(subject=subject, text=text, html=html), account())
    head = letter.content.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert len(names) == len(set(names))
    assert {name.lower() for name in names} <= _HEADERS, names
    assert max(map(len, letter.content.split(b"\r\n"))) <= 998


_HEADERS = set(
    b"from to subject date message-id in-reply-to references auto-submitted x-auto-response-suppress mime-version "
    b"content-type content-language content-transfer-encoding".split()
)


@contextmanager
def _files() -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records"

        def check(content: bytes) -> None:
            path.write_bytes(content)
            try:
                for line in open_records(path).lines(lambda _: None):
                    if isinstance(line.raw, str):
                        continue
                    for kind in _RAW:
                        _record((kind, dict(line.raw)))
            except CannotGoOn:
                return

        yield check


_RAW = {"account": ACCOUNT, "person": PERSON, "product": PRODUCT, "order": ORDER}
_some = st.sampled_from(sorted(_RAW)).flatmap(lambda kind: st.tuples(st.just(kind), mutated(_RAW[kind])))


def _csv(rows: Sequence[dict[str, object]], separator: str) -> str:
    heads = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[f'"{row[key]}"' if key in row else "" for key in heads] for row in rows]
    return "\r\n".join(separator.join(line) for line in (heads, *cells))


_rows = st.lists(_some.map(lambda it: it[1]), min_size=1, max_size=3)
_tables = st.tuples(_rows, st.sampled_from(",;\t")).map(lambda it: _csv(*it))
_lines = _rows.map(lambda rows: "\n".join(json.dumps(row) for row in rows))
_encodings = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "latin-1"))
_content = st.tuples(cut(_tables | _lines), _encodings).map(lambda it: it[0].encode(it[1], "replace"))

_bytes = st.binary(max_size=200)
_reports = st.tuples(KEPT, st.sampled_from(("", ";x", '"')), KEPT, KEPT, _KINDS).map(lambda it: _REPORT.format(*it))

TARGETS: tuple[Target, ...] = (
    plain(
        "vies",
        st.tuples(STATUS, cut(mutated(_VIES).map(json.dumps))),
        lambda it: _verdict(verdict_from(it[0], it[1], ASKED)),
        (200, json.dumps(_VIES | {"name": "\ud800\x00", "actionSucceed": True, "errorWrappers": []})),
        (200, "[" * 100_000),
    ),
    plain(
        "swiss-register",
        st.tuples(STATUS, cut(st.tuples(KEPT, KEPT).map(lambda it: _SWISS.format(*it)))),
        lambda it: _verdict(swiss_verdict_from(it[0], it[1], "CHE123456788")),
        (200, "<a>" * 100_000),
        (200, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ),
    plain(
        "smtp",
        st.tuples(st.sampled_from(Stage), st.integers(0, 999), cut(st.just("5.1.1 unknown user\r\n4.2.2 full") | KEPT)),
        _smtp_answer,
    ),
    plain("bounces", cut(_reports).map(lambda text: text.encode("utf-8", "surrogatepass")) | _bytes, _bounce),
    plain(
        "event-answers",
        st.tuples(STATUS, cut(mutated({"code": "unknown", "detail": "x"}).map(json.dumps)), KEPT | st.just("9" * 30)),
        _event_answer,
    ),
    plain("records", _some, _record),
    Target("import-files", _content | _bytes, _files, (b"a,b\rc\n", b"a" * 200_000)),
    plain("letters", st.tuples(KEPT, KEPT, KEPT), _letter),
)
