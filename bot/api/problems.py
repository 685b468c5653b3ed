"""What the API says when it cannot do something: problems after RFC 9457, in English, for whatever may go wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from domain.partnerships import NotPossibleNow, NotYours, TermsRefused
from domain.words import Refused
from handlers.chat.rendering import Renderer
from services.partnerships.proposals import AlreadyPartners, PartnerUnknown, ProductTaken
from services.rights import Frozen, NoOrganisation, NotFound, OrganisationClosed, SignatureNeeded

MEDIA_TYPE = "application/problem+json"
KIND = "urn:handschlag:problem:"
LANGUAGE = "en"
MOST_ERRORS = 100
"""Errors named in one answer: a batch may have a thousand records, all wrong in the same way."""


class FieldError(BaseModel):
    """What is wrong with one field of the request."""

    field: str = Field(description="Where: `email`, `records.3.as_of`, `query.limit`.", examples=["records.3.as_of"])
    detail: str = Field(description="What is wrong, and what a right value looks like.")


class Problem(BaseModel):
    """Why something was not done (RFC 9457). Programs go by `type`, people read `detail`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": f"{KIND}not-found",
                    "title": "Not found",
                    "status": 404,
                    "detail": "There is no such account, person or partnership, or it is not this one’s to decide.",
                }
            ]
        }
    )

    type: str = Field(description="The kind of problem; it never changes.", examples=[f"{KIND}not-found"])
    title: str = Field(description="The kind in a few words.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="What went wrong this time, and what to do.")
    errors: list[FieldError] | None = Field(default=None, description="What is wrong with which fields.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem, which every problem of it shares."""

    status: int
    slug: str
    title: str


TOKEN_MISSING = Kind(401, "unauthorized", "No valid token")
SCOPE_MISSING = Kind(403, "scope-missing", "The token may not do this")
SIGNATURE_NEEDED = Kind(403, "signature-needed", "Only a legal representative decides this")
OTHER_SIDE = Kind(403, "other-side", "The other side decides this")
NOT_FOUND = Kind(404, "not-found", "Not found")
NO_SUCH_PATH = Kind(404, "no-such-path", "There is nothing at this address")
METHOD = Kind(405, "method-not-allowed", "Method not allowed")
TOO_SLOW = Kind(408, "too-slow", "The request took too long to arrive")
NOT_POSSIBLE = Kind(409, "not-possible-now", "Not possible now")
FROZEN = Kind(409, "frozen", "It is disputed who may act for the organisation")
ALREADY_PARTNERS = Kind(409, "already-partners", "There is a request or partnership already")
PRODUCT_TAKEN = Kind(409, "product-taken", "Another partner has the product")
TOO_LARGE = Kind(413, "too-large", "The request is too large")
NOT_JSON = Kind(415, "not-json", "The request is not JSON")
INVALID = Kind(422, "invalid", "The request cannot be read")
TERMS = Kind(422, "terms", "The terms do not go together")
NOT_TAKEN = Kind(422, "not-taken", "A record cannot be taken")
KEY_REUSED = Kind(422, "key-reused", "The idempotency key belongs to another request")
REFUSED = Kind(422, "refused", "Refused")
TOO_MANY = Kind(429, "too-many-requests", "Too many requests")
DEFECT = Kind(500, "defect", "Something is wrong on our side")
UNAVAILABLE = Kind(503, "unavailable", "The database does not answer")

UNKNOWN = "There is no such account, person, partner or partnership, or it is not this person’s to decide."

_KINDS: Mapping[type[Refused], Kind] = {
    NotFound: NOT_FOUND,
    NoOrganisation: NOT_FOUND,
    PartnerUnknown: NOT_FOUND,
    SignatureNeeded: SIGNATURE_NEEDED,
    NotYours: OTHER_SIDE,
    NotPossibleNow: NOT_POSSIBLE,
    OrganisationClosed: NOT_POSSIBLE,
    Frozen: FROZEN,
    AlreadyPartners: ALREADY_PARTNERS,
    ProductTaken: PRODUCT_TAKEN,
    TermsRefused: TERMS,
}
"""What refusals of the services are; any other is `REFUSED`."""


class Stopped(Exception):
    """The request is not done: this problem is the answer."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(kind.slug)
        self.kind = kind
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = headers

    def answer(self) -> JSONResponse:
        """The problem as an answer."""
        problem = Problem(
            type=KIND + self.kind.slug,
            title=self.kind.title,
            status=self.kind.status,
            detail=self.detail,
            errors=list(self.errors) or None,
        )
        return JSONResponse(
            problem.model_dump(exclude_none=True),
            status_code=self.kind.status,
            headers={"Cache-Control": "no-store", **self.headers},
            media_type=MEDIA_TYPE,
        )


def of_refusal(refused: Refused, renderer: Renderer) -> Stopped:
    """A refusal of the services, in its own words – but whatever is unknown sounds the same (see `UNKNOWN`)."""
    kind = next((kind for refusal, kind in _KINDS.items() if isinstance(refused, refusal)), REFUSED)
    return Stopped(kind, UNKNOWN if kind is NOT_FOUND else renderer.plain(refused.reason, LANGUAGE))


def of_fields(errors: Iterable[FieldError], kind: Kind = INVALID) -> Stopped:
    """Fields that are wrong."""
    all_errors = tuple(errors)
    count = len(all_errors)
    detail = "One field is wrong." if count == 1 else f"{count} fields are wrong."
    if count > MOST_ERRORS:
        detail += f" The first {MOST_ERRORS} are named."
    return Stopped(kind, detail, all_errors[:MOST_ERRORS])


def of_validation(error: RequestValidationError) -> Stopped:
    """What the declared types refuse. What was sent is not repeated."""
    return of_fields(FieldError(field=_place(each["loc"]), detail=_sentence(each)) for each in error.errors())


def _place(location: tuple[str | int, ...]) -> str:
    """`("body", "records", 3, "name")` is `records.3.name`; what is not in the body says where it is."""
    first, *rest = map(str, location)
    return ".".join(rest if first == "body" and rest else (first, *rest))[:200]


def _sentence(error: Mapping[str, object]) -> str:
    if error["type"] == "json_invalid":
        return "The body is not valid JSON."
    if error["type"] == "extra_forbidden":
        return "There is no field of this name."
    return f"{str(error['msg']).rstrip('.')}."


def described(*statuses: int) -> dict[int | str, dict[str, object]]:
    """These problems in the description of an operation."""
    return {status: _DESCRIPTIONS[status] for status in statuses}


def _description(text: str, **headers: str) -> dict[str, object]:
    schema = {"$ref": "#/components/schemas/Problem"}
    described: dict[str, object] = {"description": text, "content": {MEDIA_TYPE: {"schema": schema}}}
    if headers:
        described["headers"] = {
            name.replace("_", "-"): {"description": about, "schema": {"type": "string"}, "required": True}
            for name, about in headers.items()
        }
    return described


_DESCRIPTIONS = {
    status: _description(text, **headers)
    for status, text, headers in (
        (401, "There is no token, or none that is known.", {"WWW_Authenticate": "`Bearer`, with what is wrong."}),
        (403, "The token lacks the scope, or the person may not decide this.", {}),
        (404, UNKNOWN, {}),
        (408, "The body did not arrive in time.", {}),
        (409, "It is not possible now: somebody was first, or something else is in its place.", {}),
        (413, "The body is too large.", {}),
        (415, "The body is not `application/json`.", {}),
        (422, "Something in the request is wrong; `errors` says which fields, if it is in fields.", {}),
        (429, "This token asks too often.", {"Retry_After": "In how many seconds to ask again."}),
        (500, "A defect; `detail` has the number under which it was recorded.", {}),
        (503, "The database does not answer. Nothing was done.", {"Retry_After": "In how many seconds to ask again."}),
    )
}
