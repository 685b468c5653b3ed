"""What axe-core finds wrong with a page in the browser, for people who use it by keyboard or by ear, or see little."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()


def faults(page: Page) -> list[str]:
    """Each rule that the page breaks, with the parts that do: all rules in light, contrast again in dark."""
    found = []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        if colours == "dark":
            options["runOnly"] = ["color-contrast"]
        for violation in _AXE.run(page, options=options).response["violations"]:
            parts = "; ".join(f"{node['target']} {node['html'][:120]}" for node in violation["nodes"])
            found.append(f"{colours}: {violation['id']}: {violation['help']}: {parts}")
    page.emulate_media(color_scheme="light")
    return found
