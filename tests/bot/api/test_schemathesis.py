"""Schemathesis makes up calls from the API's own description, and the answers keep to it, whatever it thinks of.

It is let in everywhere: every operation, with a token that may do everything, on a database with accounts, people,
products and partnerships. `-s` shows how many calls it made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.api.gate import Gate
from handlers.chat.desk import Desk
from tests.bot.api.provider import CLIENT, CLIENTS, LEA, PARTNERS, SHOP, SITE, Json, Provider, seed
from tests.databases import SqliteFiles
from tests.desk import Loop
from tests.services.world import World

AnyCase: TypeAlias = schemathesis.Case[Any]

EXAMPLES = 10
REAL = (None, (1, CLIENTS), (1, PARTNERS), (2, CLIENTS))
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


@pytest.fixture(scope="module")
def let_in(sqlite_files: SqliteFiles, conversations: Desk, loop: Loop) -> Iterator[Provider]:
    """A provider whose calls are not counted, with partnerships to be decided."""
    world = World(sqlite_files.fresh("schemathesis"))
    seed(world.units)
    made = Provider(world.units, conversations, loop, Gate(world.units, per_second=1e6, burst=1_000_000))
    made.confirmed(SITE)
    made.request(SHOP, partner="p-2")
    yield made
    world.close()


def test_every_operation_keeps_to_its_description(let_in: Provider) -> None:
    description = schemathesis.openapi.from_asgi("/openapi.json", let_in.app)
    answers: Counter[int] = Counter()
    for found in description.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=st.one_of([operation.as_strategy(mode) for mode in GenerationMode]), real=st.sampled_from(REAL))
        def keeps(case: AnyCase, real: tuple[int, Json] | None) -> None:
            if real is not None:
                _make_real(case, *real)
            answered = case.call(headers={"Authorization": f"Bearer {let_in.token}"})
            answers[answered.status_code] += 1
            case.validate_response(answered, checks=list(CHECKS))

        keeps()
    print(f"Schemathesis: {answers.total()} calls, answered {dict(sorted(answers.items()))}")  # noqa: T201 - see above
    assert {200, 201, 204, 401, 403, 404, 409, 422} <= answers.keys(), answers


def _make_real(case: AnyCase, partnership: int, decider: Json) -> None:
    """Names somebody and something that is there: made up, it hardly ever is."""
    named: Json = {"partnership": partnership, "by": decider, "partner": "p-2", "account": CLIENT, "person": LEA}
    case.path_parameters |= {name: value for name, value in named.items() if name in case.path_parameters}
    if isinstance(case.body, dict):
        case.body |= {name: value for name, value in named.items() if name in case.body}
