"""What the control API is told: the requests' bodies, checked."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from playground.actions import Impossible
from playground.faults import FaultKind
from playground.state import Kind

_Body = TypeVar("_Body", bound="Body")


class Body(BaseModel):
    """A body of the control API. What it does not know, it refuses: a misspelt field should not pass in silence."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Name = Annotated[str, Field(min_length=1, max_length=64)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class NewWorld(Body):
    bot_name: Name = "Bot"
    username: Annotated[str, Field(pattern=r"^\w{3,32}$")] = "playground_bot"


class NewPerson(Body):
    first_name: Name
    last_name: Name | None = None
    username: Annotated[str, Field(pattern=r"^\w{3,32}$")] | None = None
    language_code: Language = "en"
    role: str | None = None
    organisation: str | None = None
    email: str | None = None
    id: Annotated[int, Field(gt=0)] | None = None


class PersonChange(Body):
    language_code: Language | None = None
    blocked: bool | None = None
    deactivated: bool | None = None


class NewMessage(Body):
    sender: Annotated[int | None, Field(alias="from")] = None
    text: str = ""
    kind: Kind = "text"
    forward: bool = False
    reply_to: int | None = None
    thread_id: int | None = None


class SharedUsers(Body):
    sender: Annotated[int, Field(alias="from")]
    request_id: int
    users: Annotated[list[int], Field(min_length=1)]


class NewWords(Body):
    sender: Annotated[int, Field(alias="from")]
    text: str


class Press(Body):
    sender: Annotated[int, Field(alias="from")]
    data: Annotated[str, Field(min_length=1)]


class NewInlineQuery(Body):
    sender: Annotated[int, Field(alias="from")]
    chat_id: int
    text: str
    offset: str = ""


class ChosenResult(Body):
    result_id: str
    thread_id: int | None = None


class NewGroup(Body):
    title: Annotated[str, Field(min_length=1, max_length=128)]
    members: list[int]
    forum: bool = False
    basic: bool = False
    admins: list[int] = Field(default_factory=list)


class NewChannel(Body):
    title: Annotated[str, Field(min_length=1, max_length=128)]


class NewMail(Body):
    to: str
    subject: str
    text: str


class Journey(Body):
    days: Annotated[int, Field(ge=1, le=31)]


class NewFault(Body):
    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: Annotated[int, Field(ge=1)] | None = None
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    seconds: Annotated[float, Field(ge=0)] = 0.0
    retry_after: Annotated[int, Field(ge=0)] = 1


async def read(request: Request, kind: type[_Body]) -> _Body:
    """The request's JSON body as `kind`. Raises `Impossible` with a sentence about the first thing that is wrong."""
    body = await request.body()
    try:
        return kind.model_validate_json(body or b"{}")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise Impossible(f"{place}: {first['msg']}." if place else f"{first['msg']}.") from error
