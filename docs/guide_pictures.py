"""Takes the pictures of the guides for clients and partners, `docs/guides/*.png`, from the demo's real page.

    python -m docs.guide_pictures

The same story in both languages: a client asks a partner, the partner confirms, and each looks at what they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from docs.pictures import ARGUMENTS, CHROMIUM, ROOT, Person, demo

FOLDER = ROOT / "docs" / "guides"


@dataclass(frozen=True)
class Story:
    """Who plays it, and what they tap and read, in one language."""

    language: str
    locale: str
    client: str
    partner: str
    add: str
    named: str
    wish: tuple[str, ...]
    send: str
    review: str
    arrived: str
    confirm: str
    confirmed: str


STORIES = (
    Story(
        *("de", "de-CH", "Lea", "Reto", "Partner hinzufügen", "alpweb", ("eingeschränkt, nur der Webshop",)),
        *("Anfrage senden", "Anfrage senden", "möchte mit Ihnen zusammenarbeiten", "Bestätigen", "Aktiv, bestätigt am"),
    ),
    Story(
        *("en", "en-GB", "Emma", "Aoife", "Add a partner", "liffey", ("full access, we pay",)),
        *("Send the request", "Send the request", "would like to work with you", "Confirm", "Active, confirmed on"),
    ),
)


def tell(page: Page, story: Story) -> None:
    """Plays the story, and takes a picture of a chat where it is worth one."""
    client, partner = Person(page, "left", story.client), Person(page, "right", story.partner)
    partner.starts()
    client.starts()
    client.taps(story.add)
    client.writes(story.named)
    page.wait_for_timeout(700)
    for words in story.wish:
        client.writes(words)
    client.waits_for(story.review)
    take(page, "left", f"client-review.{story.language}")
    client.taps(story.send)
    partner.waits_for(story.arrived)
    take(page, "right", f"partner-request.{story.language}")
    partner.taps(story.confirm)
    client.waits_for(story.confirmed)
    take(page, "left", f"client-card.{story.language}")
    partner.writes("/clients")
    page.wait_for_timeout(700)
    take(page, "right", f"partner-clients.{story.language}")


def take(page: Page, side: str, name: str) -> None:
    page.wait_for_timeout(800)  # the page scrolls softly to the newest message
    shown = page.locator(f'[data-pane="{side}"] .chat').screenshot()
    # In as few colours as a chat has, a picture is a third as large.
    Image.open(BytesIO(shown)).convert("RGB").quantize(128).save(FOLDER / f"{name}.png", optimize=True)


def take_all(browser: Browser, address: str) -> None:
    for story in STORIES:
        page = browser.new_page(viewport={"width": 900, "height": 980}, color_scheme="light", locale=story.locale)
        page.goto(address)
        tell(page, story)
        page.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take_all(browser, address)
        browser.close()
