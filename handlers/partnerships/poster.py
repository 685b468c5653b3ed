"""A partner's link on paper: a page with its QR code, its name beneath, to print and to put up."""

from __future__ import annotations

from markupsafe import Markup

from domain.words import Msg, Value
from handlers.chat.documents import Document
from handlers.chat.qr import svg_of
from handlers.chat.rendering import Renderer

_STYLE = """
:root { color-scheme: light; }
@page { size: A5; margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 28px; max-width: 520px; background: #fff; color: #1d2327; text-align: center;
  font: 16px/1.45 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
svg { display: block; width: 78%; max-width: 340px; margin: 0 auto; }
h1 { margin: 18px 0 4px; font-size: 28px; line-height: 1.2; font-weight: 650; text-wrap: balance; }
p { margin: 0 0 10px; }
.code { font-size: 18px; letter-spacing: .06em; font-variant-numeric: tabular-nums; }
.link { color: #5b666e; font-size: 13px; }
.how { margin: 22px auto 0; max-width: 26em; text-wrap: balance; }
@media print { body { padding: 0; max-width: none; } }
"""


def poster(renderer: Renderer, language: str, name: str, code: str, link: str) -> Document:
    """The page of the partner called `name`, in a language; it needs nothing from elsewhere."""

    def words(each: Value) -> Markup:
        return renderer.html(each, language)

    page = Markup(
        "<!doctype html>\n"
        '<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<title>{name}</title>\n<style>{style}</style>\n</head>\n<body>\n{picture}\n<h1>{name}</h1>\n"
        '<p class="code">{code}</p>\n<p class="link">{link}</p>\n<p class="how">{how}</p>\n</body>\n</html>\n'
    ).format(
        language=language,
        style=Markup(_STYLE),
        picture=Markup(svg_of(link)),  # drawn by the program itself
        name=name,
        code=words(Msg("Partner code: {code}", code=code)),
        link=link,
        how=words(
            Msg(
                "Scan this with the phone on which your Telegram is, and choose which access {partner} gets to your "
                "products.",
                partner=name,
            )
        ),
    )
    title = renderer.plain(Msg("QR code of {partner}", partner=name), language)
    return Document(f"{title}.html", str(page).encode(), "text/html")
