"""Where the provider's profile says that products come from its systems, nobody types any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from bot.profile.reading import DEFAULT_PROFILE
from tests.chats.products.accounts import has
from tests.desk import Desk, Loop


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop, tmp_path: Path) -> Iterator[Desk]:
    """A desk whose profile takes no products typed by hand."""
    copytree(DEFAULT_PROFILE.parent, tmp_path, dirs_exist_ok=True)
    profile = tmp_path / DEFAULT_PROFILE.name
    profile.write_text(profile.read_text("utf-8").replace("by_hand = true", "by_hand = false"), "utf-8")
    running = Desk(playground_url, database_url, loop, profile=profile)
    yield running
    running.close()


def test_nobody_is_offered_to_type_products(desk: Desk, lang: str) -> None:
    client = desk.client(products=[], lang=lang)
    account = "Products come from your account at {provider}. As soon as it is connected, they are here."
    add = client.words("➕ Add a product")

    assert client.words(account, provider="Infomaniak") in client.says("/products")
    assert add not in client.buttons()
    assert "/addproduct" not in client.says("/help")
    commands = desk.api("getMyCommands", language_code=lang if lang == "de" else "")
    assert commands
    assert "addproduct" not in {command["command"] for command in commands}
    has(desk, client, "domain", ["seegarten.example"])
    assert "seegarten.example" in client.says("/products")
    assert add not in client.buttons()


def test_who_types_the_command_reads_where_products_come_from(desk: Desk, lang: str) -> None:
    client = desk.client(products=[], lang=lang)
    told = (
        "Products are not typed in here: they come from your account at {provider}. "
        "As soon as it is connected, /products shows them."
    )

    assert client.words(told, provider="Infomaniak") in client.says("/addproduct")
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    client.taps("Limited access")
    none = (
        "There is no product on your list to which you could give access. "
        "Products come from your account at {provider}; full access is possible without."
    )
    assert client.words(none, provider="Infomaniak") in client.reads()


def test_a_new_organisation_is_not_told_to_type_products(desk: Desk, lang: str) -> None:
    person = desk.newcomer(lang=lang)
    person.says("/register")
    person.taps(person.words("Private account"))
    person.says("Mia Muster")
    person.says("Schweiz")
    person.taps("✅ I declare this")
    person.taps("✅ Register")

    what_next = (
        "What next? Your products come from your account at {provider}. "
        "For full access you can ask a partner straight away."
    )
    assert person.words(what_next, provider="Infomaniak") in person.reads()
    assert person.words("🤝 Add a partner") in person.buttons()
    assert person.words("📦 Add a product") not in person.buttons()


def test_what_was_typed_before_the_profile_changed_can_be_removed(desk: Desk) -> None:
    client = desk.client(products=["Webshop"])

    assert "typed by hand" in client.says("/products")
    client.taps("Webshop")
    client.taps("Remove from the list")
    client.taps("Yes, remove it")
    assert "Webshop is no longer on your list" in client.reads()
