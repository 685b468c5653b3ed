"""Pages of links that do one thing at the press of a button, and mail programs that press it in one click."""

from __future__ import annotations

import httpx
import pytest

from domain.mail import MailPace
from services.mail import confirming
from services.mail.choosing import unsubscribe_token
from storage.tables import Person
from tests.bot.pages.scene import Answered, Scene
from tests.desk import PATIENCE_S

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ADDRESS = "lea@seegarten.example"


def posts(url: str, body: dict[str, str], origin: str = "null") -> Answered:
    return Answered(httpx.post(url, data=body, headers={"Origin": origin}, timeout=PATIENCE_S))


def test_an_address_is_confirmed_by_the_button_and_not_by_looking(scene: Scene) -> None:
    scene.desk.app.units.mails = True
    with scene.desk.work() as work:
        new = confirming.ask(work, scene.lea.row(work), ADDRESS)
    url = scene.desk.app.desk.around.pages.confirm_address(new.token)
    assert url is not None

    for _ in range(2):
        page = scene.opens(url)
        assert (page.title, page.labels) == ("Is this your address?", ["Confirm the address"])
        assert ADDRESS in page.text
    assert email_of(scene) is None
    assert posts(url, {}, "https://evil.example").status == 403
    assert posts(url, {"List-Unsubscribe": "One-Click"}, "https://evil.example").status == 403
    assert email_of(scene) is None

    for _ in range(2):
        assert posts(url, {}).title == "Your address is confirmed"
    scene.desk.settle()
    assert email_of(scene) == ADDRESS
    assert scene.opens(url).labels == []
    assert "Mails go to" in scene.lea.reads()


@pytest.mark.parametrize(
    ("body", "origin"), [({"List-Unsubscribe": "One-Click"}, "https://mail.example"), ({}, "null")]
)
def test_mails_end_by_the_button_or_in_one_click(scene: Scene, body: dict[str, str], origin: str) -> None:
    with scene.desk.work() as work:
        lea = scene.lea.row(work)
        lea.email, lea.email_confirmed_at = ADDRESS, work.now
        url = scene.desk.app.desk.around.pages.unsubscribe(work, lea)
        other = unsubscribe_token(work, scene.noah)
    assert url is not None

    for _ in range(2):
        assert scene.opens(url).labels == ["Unsubscribe"]
    assert pace_of(scene) is MailPace.AT_ONCE
    forged = f"{url.rpartition('/')[0]}/{scene.noah}_{url.rpartition('_')[2]}"
    assert forged.rpartition("/")[2] != other
    assert posts(forged, body, origin).status == 404

    for _ in range(2):
        assert (posts(url, body, origin).title, pace_of(scene)) == ("You are unsubscribed", MailPace.CONTRACTS)
    scene.desk.settle()
    assert "mails come to you about contracts only" in scene.lea.reads()


def email_of(scene: Scene) -> str | None:
    return lea_of(scene).email


def pace_of(scene: Scene) -> MailPace:
    return lea_of(scene).mail_pace


def lea_of(scene: Scene) -> Person:
    with scene.desk.work() as work:
        return scene.lea.row(work)
