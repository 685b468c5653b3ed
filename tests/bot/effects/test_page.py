"""docs/events.md tells what the program does."""

from __future__ import annotations

from docs.event_examples import examples
from docs.events import MEANS, PAGE, page
from services.effects.kinds import KINDS


def test_the_page_is_made_from_this_code() -> None:
    assert PAGE.read_text("utf-8") == page(), "make it anew: make docs"


def test_every_type_has_its_example() -> None:
    assert set(examples()) == set(MEANS) == set(KINDS.values())
