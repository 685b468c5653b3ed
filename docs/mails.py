"""Takes pictures of mails as their readers see them: `docs/mails-light.png` and `docs/mails-dark.png`.

    python -m docs.mails [--each FOLDER]

Debian's Chromium shows what has arrived of `docs.mail_examples`: as wide as a phone and as a mail program on a desk, on
light and on dark screens. With `--each`, every mail is kept as a picture of its own, too, to be looked at closely.
"""

from __future__ import annotations

import argparse
import base64
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

from docs.mail_examples import LANGUAGES, written
from docs.pictures import ARGUMENTS, CHROMIUM, COLOURS, ROOT
from domain.mail import LOGO
from tests.smtp import Arrived

Colour = Literal["light", "dark"]
PHONE, DESK = 390, 800
"""Pixels of a page: how wide mails are shown."""
PHONES: Sequence[Sequence[tuple[str, str]]] = (
    (("request", "de"), ("end", "de")),
    (("page", "en"), ("daily", "en")),
    (("payment", "en"),),
    (("vat", "de"), ("code", "en"), ("question", "de")),
)
DESKS = (("request", "en"), ("payment", "de"))
"""What stands on the sheet, phones in columns and below them desks: mails by their names, and their languages."""
GAP = 24
GROUNDS: Mapping[Colour, str] = {"light": "#c9d0d9", "dark": "#3a4048"}


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


def beside(pictures: Sequence[Image.Image], ground: str) -> Image.Image:
    """The pictures from left to right."""
    size = sum(each.width + GAP for each in pictures) - GAP, max(each.height for each in pictures)
    made, left = Image.new("RGB", size, ground), 0
    for each in pictures:
        made.paste(each, (left, 0))
        left += each.width + GAP
    return made


def below(pictures: Sequence[Image.Image], ground: str) -> Image.Image:
    """The pictures from top to bottom."""
    size = max(each.width for each in pictures), sum(each.height + GAP for each in pictures) - GAP
    made, top = Image.new("RGB", size, ground), 0
    for each in pictures:
        made.paste(each, (0, top))
        top += each.height + GAP
    return made


def sheet(taken: Mapping[tuple[str, str, int], Image.Image], ground: str) -> Image.Image:
    """What stands on the sheet, with a margin. `taken` are the pictures by name, language and width."""
    columns = [below([taken[*each, PHONE] for each in column], ground) for column in PHONES]
    inner = below([beside(columns, ground), beside([taken[*each, DESK] for each in DESKS], ground)], ground)
    return ImageOps.expand(inner, GAP, ground)


def main() -> None:
    """Takes all pictures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--each", type=Path, metavar="FOLDER")
    each = arguments.parse_args().each
    mails = written()
    if each is not None:
        each.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for colour in COLOURS:
            taken = {
                (name, language, width): picture(browser, mail, width, colour)
                for width in (PHONE, DESK)
                for language in LANGUAGES
                for name, mail in mails[language].items()
            }
            # A quarter as large, and only a magnifying glass shows that colours are missing.
            made = sheet(taken, GROUNDS[colour]).quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            made.save(ROOT / "docs" / f"mails-{colour}.png", optimize=True)
            if each is not None:
                for (name, language, width), found in taken.items():
                    found.save(each / f"{name}-{language}-{width}-{colour}.png")
        browser.close()


if __name__ == "__main__":
    main()
