"""How a document for somebody's file looks: one HTML file that prints on A4, without scripts and without anything from
elsewhere.

All words go through the desk's renderer, which escapes what people have written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.words import Value, Words
from handlers.chat.documents import Document
from handlers.chat.rendering import Renderer

_STYLE = """
:root { color-scheme: light; }
@page { size: A4; margin: 20mm 18mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 56px 48px; max-width: 820px; background: #fff; color: #1d2327;
  font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
header { padding-bottom: 22px; border-bottom: 2px solid #1d2327; }
header p { margin: 0; color: #5b666e; }
header .what { font-size: 12px; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: #17645e; }
h1 { margin: 4px 0 8px; font-size: 27px; line-height: 1.2; font-weight: 650; text-wrap: balance; }
h2 { margin: 34px 0 10px; font-size: 17px; font-weight: 650; break-after: avoid; }
.parties { display: grid; grid-template-columns: 1fr 1fr; gap: 28px; margin-top: 24px; }
.parties section { padding-top: 10px; border-top: 1px solid #cdd4d8; }
.parties h3 { margin: 0; font-size: 12px; font-weight: 600; color: #5b666e; }
.parties strong { display: block; font-size: 16px; margin-bottom: 2px; }
.parties p { margin: 0; font-size: 14px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 8px 14px 8px 0; vertical-align: top; text-align: left; border-bottom: 1px solid #e2e7ea; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 12px; font-weight: 600; color: #5b666e; border-bottom-color: #1d2327; }
tbody th { font-weight: 600; }
.facts th { width: 30%; }
.steps th { width: 14em; white-space: nowrap; font-weight: 400; color: #5b666e; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
p.note, footer { color: #5b666e; font-size: 13px; }
footer { margin-top: 40px; padding-top: 10px; border-top: 1px solid #cdd4d8; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; }
  h1 { font-size: 19pt; } h2 { font-size: 12pt; } }
@media (max-width: 560px) { body { padding: 28px 20px; } .parties { grid-template-columns: 1fr; gap: 18px; }
  .steps th, .steps td { display: block; } .steps th { border: 0; padding-bottom: 0; } }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document in one language, put together from its parts."""

    renderer: Renderer
    language: str

    def words(self, words: Value) -> Markup:
        """The words as HTML; a new line in them is one on paper."""
        return Markup("<br>\n").join(self.renderer.html(words, self.language).split("\n"))

    def table(self, rows: Iterable[Sequence[Value]], heads: Sequence[Words] = (), kind: str = "facts") -> Markup:
        """Rows whose first cell says what the others are about."""
        head = Markup("<thead><tr>{}</tr></thead>").format(
            Markup().join(Markup('<th scope="col">{}</th>').format(self.words(each)) for each in heads)
        )
        body = Markup("\n").join(
            Markup('<tr><th scope="row">{}</th>{}</tr>').format(
                self.words(first), Markup().join(Markup("<td>{}</td>").format(self.words(each)) for each in others)
            )
            for first, *others in rows
        )
        return Markup('<table class="{}">{}<tbody>\n{}\n</tbody></table>').format(kind, head if heads else "", body)

    def section(self, title: Words, *parts: Markup) -> Markup:
        """Parts under a title."""
        return Markup("<section>\n<h2>{}</h2>\n{}\n</section>").format(self.words(title), Markup("\n").join(parts))

    def note(self, words: Words) -> Markup:
        """A remark in small letters."""
        return Markup('<p class="note">{}</p>').format(self.words(words))

    def party(self, role: Words, name: str, *facts: Words | None) -> Markup:
        """One of the two: what it is here, its name, what else identifies it."""
        told = Markup("\n").join(Markup("<p>{}</p>").format(self.words(each)) for each in facts if each is not None)
        return Markup("<section>\n<h3>{}</h3>\n<strong>{}</strong>\n{}\n</section>").format(
            self.words(role), name, told
        )

    def document(
        self,
        name: Words,
        what: Words,
        title: Words,
        about: Words,
        parties: Sequence[Markup],
        *rest: Markup,
        foot: Words,
    ) -> Document:
        """The whole file: its `name` without the ending, `what` it is and its `title`, a line `about` it, the two
        parties, and the `rest`."""
        plain = f"{self.renderer.plain(what, self.language)}: {self.renderer.plain(title, self.language)}"
        page = Markup(
            "<!doctype html>\n"
            '<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<title>{plain}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            '<header>\n<p class="what">{what}</p>\n<h1>{title}</h1>\n<p>{about}</p>\n</header>\n'
            '<div class="parties">\n{parties}\n</div>\n{rest}\n<footer>{foot}</footer>\n</body>\n</html>\n'
        ).format(
            language=self.language,
            plain=plain,
            style=Markup(_STYLE),
            what=self.words(what),
            title=self.words(title),
            about=self.words(about),
            parties=Markup("\n").join(parties),
            rest=Markup("\n").join(rest),
            foot=self.words(foot),
        )
        file_name = f"{self.renderer.plain(name, self.language)}.html"
        return Document(file_name, str(page).encode(), "text/html")
