"""A sample of the matrix at its other doors: forms, pages in the browser, the API; and that each finds what leaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.api import partnerships
from handlers.chat.mail.pages import UNSUBSCRIBE_PATH
from handlers.vat import entering
from services.mail import choosing
from storage.tables import Organisation
from tests.rights.api import Api
from tests.rights.forms import NEVER_THROUGH, Forms
from tests.rights.judging import Judge
from tests.rights.losses import Loss
from tests.rights.pages import Pages
from tests.rights.playing import Player
from tests.rights.programme import Programme
from tests.rights.walking import OPENINGS

Playing = tuple[Programme, Player]
PARTS = [list(OPENINGS)[place::6] for place in range(6)]
FOR_AN_ORGANISATION = ("add_product", "apply", "become_company", "enter_vat", "subscribe_tenders", "write_entry")
"""Forms that name the organisation for which they were begun, or what is known of it."""


@pytest.mark.parametrize("names", PARTS, ids=lambda names: f"{names[0]} and others")
def test_no_answer_in_a_form_tells_what_is_there_or_does_what_is_no_longer_allowed(
    player: Playing, names: Sequence[str]
) -> None:
    judge = Judge()
    forms = Forms(*player, judge, few=True)
    forms.play(names)
    assert not judge.result.leaks
    assert {whose for _, whose in judge.result.cells} == {"own", "foreign", "lost"}
    assert forms.finished == {*names} - NEVER_THROUGH


def test_every_form_is_walked_through(player: Playing) -> None:
    assert player[1].desk.forms.keys() == OPENINGS.keys()


def test_who_has_left_reads_nothing_more_of_the_organisation_in_a_form(player: Playing) -> None:
    judge = Judge()
    Forms(*player, judge, few=True, loss=Loss.LEFT).play(FOR_AN_ORGANISATION)
    assert not judge.result.leaks
    assert judge.result.cells["form", "lost"]


def test_the_forms_find_what_leaks(player: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not asked again who belongs to the organisation, its new name is read."""
    monkeypatch.setattr(entering, "begun_for", lambda turn, number: turn.work.session.get_one(Organisation, number))
    judge = Judge()
    Forms(*player, judge, few=True, loss=Loss.LEFT).play(["enter_vat"])
    assert judge.result.leaks


def test_no_page_tells_what_is_there_or_does_what_is_no_longer_allowed(player: Playing) -> None:
    judge = Judge()
    Pages(*player, judge, few=True).play()
    assert not judge.result.leaks
    assert {whose for _, whose in judge.result.cells} == {"own", "foreign", "lost"}


def test_the_pages_find_what_leaks(player: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the seal of a link is not looked at, everybody's mails can be ended."""
    monkeypatch.setattr(choosing, "_mac", lambda _work, _person: "A" * 22)
    judge = Judge()
    Pages(*player, judge, few=True).play([UNSUBSCRIBE_PATH])
    assert judge.result.leaks


def test_no_call_tells_what_is_there_or_does_what_is_not_allowed(player: Playing) -> None:
    judge = Judge()
    Api(*player, judge, few=True).play()
    assert not judge.result.leaks
    assert {whose for _, whose in judge.result.cells} == {"own", "foreign"}


def test_the_api_finds_what_leaks(player: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where numbers are not hidden, it takes more statements to refuse a partnership than to find none."""
    monkeypatch.setattr(partnerships, "as_theirs", lambda _work, _person, number: number)
    judge = Judge()
    Api(*player, judge, few=True).play_decisions("representative of Bergbahn")
    assert judge.result.leaks
