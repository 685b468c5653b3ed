"""The picture of many offers, looked at pixel by pixel: what is measured is drawn to scale."""

from __future__ import annotations

import io

from PIL import Image

from handlers.tenders.picture import WIDTH, PictureRow, png_of


def row(letter: str, low: float, high: float = 0, *, hourly: bool = False, name: str = "Alpweb") -> PictureRow:
    return PictureRow(letter, name, f"CHF {low:g}", low, high or low, hourly, "by 12 December", chosen=False)


def drawn(*rows: PictureRow) -> Image.Image:
    return Image.open(io.BytesIO(png_of("A new shop", "Offers", rows))).convert("RGB")


def coloured(image: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """How long the bars of this colour are, from the top."""
    found: list[int] = []
    before = 0
    for y in range(image.height):
        counted = image.crop((0, y, WIDTH, y + 1)).getcolors() or []
        length = sum(count for count, found_colour in counted if found_colour == colour)
        if length > 20 and before <= 20:
            found.append(0)
        if length > 20:
            found[-1] = max(found[-1], length)
        before = length
    return found


BLUE, VIOLET = (0x2F, 0x7D, 0xC8), (0x7A, 0x4F, 0xBF)


def test_bars_are_as_long_as_their_prices() -> None:
    half, whole, quarter = coloured(drawn(row("A", 2000), row("B", 4000), row("C", 1000)), BLUE)

    assert abs(half - whole / 2) < 8
    assert abs(quarter - whole / 4) < 8


def test_hours_are_measured_among_themselves() -> None:
    image = drawn(row("A", 4000), row("B", 120, hourly=True), row("C", 60, hourly=True))

    (whole,) = coloured(image, BLUE)
    high, low = coloured(image, VIOLET)
    assert abs(whole - high) < 8
    assert abs(low - high / 2) < 8


def test_a_name_that_the_font_cannot_write_leaves_its_letter_and_price() -> None:
    assert drawn(row("A", 4000, name="株式会社")).tobytes() != drawn(row("A", 4000)).tobytes()
    assert drawn(row("A", 4000, name="株式会社")).tobytes() == drawn(row("A", 4000, name="")).tobytes()


def test_a_picture_is_small_enough_to_be_sent() -> None:
    rows = [row(letter, 4000, 5000, name="Bergwerk Digital und Partner Genossenschaft") for letter in "ABCDEFGH"]

    assert len(png_of("A new shop" * 20, "Offers" * 30, rows)) < 200_000
