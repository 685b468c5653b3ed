"""What the Swiss UID register answers about a number `CHE…`, and what that means: the same three results as of VIES.

Its public service speaks SOAP 1.1 (`GetByUID`, interface 5.0, eCH-0108 and eCH-0097). A company with two seats in the
commercial register comes twice, under the same number. An empty result, or a fault that calls the number wrong, is a
verdict; every other fault says nothing about the number.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from domain.vat.verdicts import VatStatus, Verdict, Waits, kept_text, not_known

DELETED = frozenset({"5", "6", "7"})
"""`uidregStatusEnterpriseDetail` of an entry that is deleted, for good, or annulled."""
WRONG_NUMBER = "Data_validation_failed"
"""The fault where the register calls a number impossible."""


def swiss_verdict_from(http_status: int, text: str, number: str) -> Verdict:
    """What an answer about the `number` means, which is as in `CHE123456788`; `text` is its body."""
    try:
        answer: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        beginning = " ".join(text[:200].split())[:80] or "nothing"
        return not_known(f"HTTP {http_status}, and no answer of the UID register: {beginning}", Waits.EVERYTHING)
    fault = _first(answer, "Fault")
    if fault is not None:
        return _failed(fault)
    result = _first(answer, "GetByUIDResult")
    if not 200 <= http_status < 300 or result is None:
        return not_known(f"HTTP {http_status} without a result of the UID register", Waits.EVERYTHING)
    found = [each for each in result if _name(each) == "organisationType"]
    if not found:
        return Verdict(VatStatus.INVALID)
    if any("CHE" + (_text(each, "uidOrganisationId") or "").zfill(9) != number for each in found):
        return not_known("an answer about another number", Waits.EVERYTHING)
    alive = [each for each in found if _text(each, "uidregStatusEnterpriseDetail") not in DELETED]
    if not alive:
        return Verdict(VatStatus.INVALID)
    names = dict.fromkeys(name for each in alive for name in _names(each))
    addresses = filter(None, map(_address, alive))
    return Verdict(VatStatus.VALID, kept_text(" || ".join(names)), kept_text(next(addresses, None)))


def _failed(fault: Element) -> Verdict:
    error = _text(fault, "error") or _text(fault, "faultstring") or "no error named"
    if error == WRONG_NUMBER:
        return Verdict(VatStatus.INVALID)
    return not_known(f"{error}: the UID register’s fault", Waits.EVERYTHING)


def _names(organisation: Element) -> Iterator[str]:
    """The registered name, and the one that the company goes by."""
    for element in ("organisationLegalName", "organisationName"):
        if (name := _text(organisation, element)) is not None:
            yield name


def _address(organisation: Element) -> str | None:
    found = [each for each in organisation.iter() if _name(each) == "address"]
    legal = next((each for each in found if _text(each, "addressCategory") == "LEGAL"), found[0] if found else None)
    if legal is None:
        return None
    lines = (("street", "houseNumber"), ("swissZipCode", "town"))
    return "\n".join(" ".join(filter(None, (_text(legal, part) for part in line))) for line in lines)


def _name(element: Element) -> str:
    """Without its namespace: each version of the interface has others."""
    return element.tag.rpartition("}")[2]


def _first(within: Element, name: str) -> Element | None:
    return next((each for each in within.iter() if _name(each) == name), None)


def _text(within: Element, name: str) -> str | None:
    found = _first(within, name)
    text = "" if found is None or found.text is None else found.text.strip()
    return text or None
