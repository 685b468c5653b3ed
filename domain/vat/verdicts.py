"""What VIES answers about a VAT number, and what that means (facts 33, 37).

There are three results, never two: the number is valid, it is not, or that is not known yet. Only VALID, INVALID and
INVALID_INPUT are verdicts; an outage comes as HTTP 200 with `actionSucceed: false`, and whatever else comes – HTML,
half a JSON, an unknown code – says nothing about the number. An answer that is no verdict says how much else has to
wait with it: nothing, what belongs to the same country, or everything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from domain.vat.formats import VatNumber

LONGEST_KEPT = 500
"""Characters of a name, an address or a reason that are kept."""


class VatStatus(StrEnum):
    """What is known of a number."""

    UNKNOWN = "unknown"
    """Not known yet: never to be shown as invalid."""
    VALID = "valid"
    INVALID = "invalid"


class Waits(Enum):
    """What has to wait because of an answer that is no verdict."""

    NUMBER = "number"
    COUNTRY = "country"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means. `trouble` is why nothing is known, in words for an operator, with what `waits` then.

    `consultation` is the number that proves that VIES was asked; it comes only where the requester is named.
    """

    status: VatStatus
    name: str | None = None
    address: str | None = None
    consultation: str | None = None
    trouble: str = ""
    waits: Waits = Waits.NUMBER


def _in_one_line(text: str) -> str:
    """Without what no database takes; JSON can spell halves of characters."""
    whole = text.encode("utf-8", "replace").decode()
    return " ".join("".join(char if char.isprintable() else " " for char in whole).split())


def not_known(trouble: str, waits: Waits) -> Verdict:
    """Nothing is known yet."""
    return Verdict(VatStatus.UNKNOWN, trouble=_in_one_line(trouble)[:LONGEST_KEPT], waits=waits)


ERRORS: Mapping[str, Verdict] = MappingProxyType(
    {
        "INVALID": Verdict(VatStatus.INVALID),
        "INVALID_INPUT": Verdict(VatStatus.INVALID),
        "INVALID_REQUESTER_INFO": not_known(
            "INVALID_REQUESTER_INFO: VIES does not take the requester’s number of the profile", Waits.EVERYTHING
        ),
        "SERVICE_UNAVAILABLE": not_known("SERVICE_UNAVAILABLE: VIES is out of order", Waits.EVERYTHING),
        "MS_UNAVAILABLE": not_known("MS_UNAVAILABLE: the country’s own service is out of order", Waits.COUNTRY),
        "TIMEOUT": not_known("TIMEOUT: the country’s own service did not answer in time", Waits.COUNTRY),
        "VAT_BLOCKED": not_known("VAT_BLOCKED: VIES has blocked the requester’s number", Waits.EVERYTHING),
        "IP_BLOCKED": not_known("IP_BLOCKED: VIES has blocked this machine’s address", Waits.EVERYTHING),
        "GLOBAL_MAX_CONCURRENT_REQ": not_known(
            "GLOBAL_MAX_CONCURRENT_REQ: VIES is asked too much by everybody together", Waits.EVERYTHING
        ),
        "GLOBAL_MAX_CONCURRENT_REQ_TIME": not_known(
            "GLOBAL_MAX_CONCURRENT_REQ_TIME: VIES is asked too much by everybody together", Waits.EVERYTHING
        ),
        "MS_MAX_CONCURRENT_REQ": not_known(
            "MS_MAX_CONCURRENT_REQ: the country’s own service is asked too much", Waits.COUNTRY
        ),
        "MS_MAX_CONCURRENT_REQ_TIME": not_known(
            "MS_MAX_CONCURRENT_REQ_TIME: the country’s own service is asked too much", Waits.COUNTRY
        ),
    }
)
"""What each code means for which an answer may fail."""


def country_code(number: VatNumber) -> str:
    """What VIES calls the number's country: EL for Greece, whatever stands in front of it, and XI."""
    return {"GR": "EL"}.get(number.prefix, number.prefix)


def verdict_from(http_status: int, text: str, asked: VatNumber) -> Verdict:
    """What an answer about the number `asked` means; `text` is its body."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return _no_json(http_status, text)
    if not isinstance(answer, dict):
        return _no_json(http_status, text)
    codes = _codes(answer)
    if codes or answer.get("actionSucceed") is False:
        return _failed(http_status, codes)
    if not 200 <= http_status < 300:
        return not_known(f"HTTP {http_status} without a code", Waits.EVERYTHING)
    valid = answer.get("valid")
    if not isinstance(valid, bool):
        return not_known("an answer without “valid”", Waits.COUNTRY)
    if _is_about_another(answer, asked):
        return not_known("an answer about another number", Waits.COUNTRY)
    if not valid:
        return Verdict(VatStatus.INVALID, consultation=kept_text(answer.get("requestIdentifier")))
    return Verdict(
        VatStatus.VALID,
        kept_text(answer.get("name")),
        kept_text(answer.get("address")),
        kept_text(answer.get("requestIdentifier")),
    )


def _no_json(http_status: int, text: str) -> Verdict:
    """A page instead of an answer is what stands in front of VIES speaking, so everything waits."""
    beginning = _in_one_line(text)[:80] or "nothing"
    return not_known(f"HTTP {http_status}, and no answer of VIES: {beginning}", Waits.EVERYTHING)


def _failed(http_status: int, codes: list[str]) -> Verdict:
    """The meaning of the codes together: one that is no verdict outweighs those that are."""
    if not codes:
        return not_known(f"HTTP {http_status}: it did not succeed, and no code says why", Waits.COUNTRY)
    found = [ERRORS.get(code) or not_known(f"unknown code {code}", Waits.COUNTRY) for code in codes]
    return next((verdict for verdict in found if verdict.status is VatStatus.UNKNOWN), found[0])


def _codes(answer: Mapping[str, object]) -> list[str]:
    wrappers = answer.get("errorWrappers")
    found = [each.get("error") for each in wrappers if isinstance(each, dict)] if isinstance(wrappers, list) else []
    if answer.get("userError") not in ("VALID", "INVALID"):  # where the older way to ask, by GET, tells its code
        found.append(answer.get("userError"))
    return [_in_one_line(code)[:64] for code in found if isinstance(code, str) and code != ""]


def _is_about_another(answer: Mapping[str, object], asked: VatNumber) -> bool:
    country, number = answer.get("countryCode"), answer.get("vatNumber")
    return (isinstance(country, str) and country not in ("", country_code(asked))) or (
        isinstance(number, str) and number.replace(" ", "") not in ("", asked.body)
    )


def kept_text(value: object) -> str | None:
    """A text of the answer, its lines kept; `---` and nothing but blanks are none."""
    if not isinstance(value, str):
        return None
    kept = "\n".join(line for line in map(_in_one_line, value.splitlines()) if line)[:LONGEST_KEPT]
    return None if kept.strip("-\n ") == "" else kept
