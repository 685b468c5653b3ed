"""Takes pictures of mails as their readers see them: `docs/mails-light.png` and `docs/mails-dark.png`.

    python -m docs.mails [--each FOLDER]

Debian's Chromium shows what has arrived of `docs.mail_examples`: as wide as a phone and as a mail program on a desk, on
light and on dark screens. With `--each`, every mail is kept as a picture of its own, too, to be looked at closely.
"""

from __future__ import annotations

import argparse
import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from docs.mail_examples import LANGUAGES, written
from docs.pictures import ARGUMENTS, CHROMIUM, COLOURS
from domain.mail import LOGO
from tests.smtp import Arrived

Colour = Literal["light", "dark"]
PHONE, DESK = 390, 800
"""Pixels of a page: how wide mails are shown."""
ON_PHONES = ("request", "page", "question", "code", "daily", "vat")
ON_DESKS = ("request", "payment", "end")
SCALE = {PHONE: 0.64, DESK: 0.64}
GAP = 20
GROUNDS = {"light": "#d5dae1", "dark": "#000000"}
COLOURS_KEPT = 128


def page_of(mail: Arrived) -> str:
    """The mail's HTML, with its logo in it."""
    html = mail.html
    for part in mail.message.walk():
        if part.get_content_type() == "image/png":
            picture = base64.b64encode(part.get_content()).decode()
            html = html.replace(f"cid:{LOGO}", f"data:image/png;base64,{picture}")
    return html


def picture(browser: Browser, mail: Arrived, width: int, colour: Colour) -> Image.Image:
    """The whole mail in a window of that width. Raises `ValueError` where something stands out of it."""
    page = browser.new_page(viewport={"width": width, "height": 200}, color_scheme=colour)
    page.set_content(page_of(mail))
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        raise ValueError(f"“{mail.subject}” needs {needed} pixels, and there are {width}")
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    page.close()
    return taken.convert("RGB")


def sheet(rows: Sequence[Sequence[Image.Image]], ground: str) -> Image.Image:
    """The pictures of each row beside each other."""
    width = max(sum(each.width + GAP for each in row) for row in rows) + GAP
    height = sum(max(each.height for each in row) + GAP for row in rows) + GAP
    made = Image.new("RGB", (width, height), ground)
    below = GAP
    for row in rows:
        left = GAP
        for each in row:
            made.paste(each, (left, below))
            left += each.width + GAP
        below += max(each.height for each in row) + GAP
    return made


def main() -> None:
    """Takes all pictures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--each", type=Path, metavar="FOLDER")
    each = arguments.parse_args().each
    mails = written()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for colour in COLOURS:
            taken = {
                (width, language, name): picture(browser, mail, width, colour)
                for width in (PHONE, DESK)
                for language in LANGUAGES
                for name, mail in mails[language].items()
            }
            if each is not None:
                each.mkdir(exist_ok=True)
                for (width, language, name), found in taken.items():
                    found.save(each / f"{name}-{language}-{width}-{colour}.png")
        browser.close()
    if each is not None:
        for language in LANGUAGES:
            for name, mail in mails[language].items():
                (each / f"{name}-{language}.txt").write_text(mail.text)
                (each / f"{name}-{language}.eml").write_bytes(mail.raw)


if __name__ == "__main__":
    main()
