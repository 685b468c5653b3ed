"""Pages as HTML: templates with automatic escaping, one style sheet in the page itself, no script at all."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from domain.words import Value
from handlers.chat.rendering import DEFAULT_LANGUAGE, Renderer, own_name
from handlers.pages import labels
from handlers.pages.sheets import Sheet

TEMPLATES = Path(__file__).parent / "templates"
_ICONS = re.compile(r"(?m)^((?:<\w+>)*)([\u2190-\u21ff\u2300-\u2794\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f\u200d]+) ")
"""What stands in front of a line and says no more than its words; plus and minus signs do say more."""


class Printer:
    """Makes pages. The provider is named on top of each."""

    def __init__(self, renderer: Renderer, provider: str) -> None:
        self._renderer = renderer
        self._provider = provider
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._page = self._templates.get_template("page.html")
        self._style = Markup((TEMPLATES / "page.css").read_text("utf-8"))
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self._headers = {
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; frame-ancestors 'none'; "
                "base-uri 'none'"
            ),
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex, nofollow",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Vary": "Accept-Language",
        }

    def response(
        self,
        sheet: Sheet,
        request: Request,
        language: str | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The page; in the language that the address names, or else `language`, or else what the browser likes."""
        spoken = self._renderer.languages
        chosen = language_asked(request, spoken) or language or _language_liked(request, spoken)
        html = self._page.render(
            sheet=sheet,
            labels=labels,
            language=chosen,
            languages={each: own_name(each).html for each in self._renderer.languages},
            path=request.url.path,
            style=self._style,
            provider=self._provider,
            say=lambda words: Markup(self._said(words, chosen)),
            plain=lambda words: _ICONS.sub("", self._renderer.plain(words, chosen)),
            flow=lambda words: self._flow(words, chosen),
        )
        return HTMLResponse(html, status, {**self._headers, "Content-Language": chosen, **(headers or {})})

    def _said(self, words: Value, language: str) -> str:
        """The words as HTML; icons in front of lines are not read out."""
        return _ICONS.sub(r'\1<span aria-hidden="true">\2</span> ', str(self._renderer.html(words, language)))

    def _flow(self, words: Value, language: str) -> Markup:
        """The words as paragraphs."""
        parts = (part.replace("\n", "<br>") for part in self._said(words, language).split("\n\n"))
        return Markup("".join(f"<p>{part}</p>" for part in parts))


def language_asked(request: Request, spoken: Collection[str]) -> str | None:
    """The language that the address names, if it is one of those that are `spoken` here."""
    asked = request.query_params.get("lang")
    return asked if asked in spoken else None


def _language_liked(request: Request, spoken: Collection[str]) -> str:
    """The one that the browser likes best among those that there are."""
    liked = (part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return next((each for each in liked if each in spoken), DEFAULT_LANGUAGE)
