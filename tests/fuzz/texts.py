"""Texts as nobody expects them: what people type into the desk's questions, cut up and joined in any way."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.hostile.texts import TEXTS

PIECES = (
    *("Alpweb", "Müller & Söhne", "AG", "GmbH", "e.V.", "seegarten.example", "webshop", "voller Zugriff", "access"),
    *("CHE-123.456.788", "CHE", "DE", "ATU", "IT", "HRB 1234", "Amtsgericht", "FN 123456a", "MWST", "123456789", "B-"),
    *("1'200.50", "1.200,50", "CHF", "EUR", "€", "k", "Mio", "-", "–", "%", "per year", "im Monat", "0", "00", "٣"),
    *("½", "²", "31.12.2026", "2026-02-30", "29.2.", "morgen", "tomorrow", "nächsten Freitag", "in 3 weeks", "KW 53"),
    *("Ostern", "24:00", "nora@alpweb.example", "https://x.example/?a=b#c", "www.", "@", "mailto:", "xn--", "ß", "ﬁ"),
    *("İ", "ı", "ǆ", "\u0301", "nicht", "not", "was wäre wenn", "what if", "?", "!", "„", "“", '"', "(", ")", "/"),
    *("//", "\\", ":", ";", "|", "~", "*", "_", "\n", "\r", "\t", " ", "\u00a0", "\u2028", "\x00", "\x1b[2J"),
    *(
        "\ud83d",
        "\U0001f469\u200d\U0001f527",
        "\U0001f1e8\U0001f1ed",
        "山",
        "א",
        "ع",
        "{",
        "}",
        "{x}",
        "%s",
        "=?utf-8?q?",
    ),
    *("?=", "=0D=0A", "<b>", "</a>", "&lt;", "&#0;", "<!--", "]]>", "[a](b)", "```", "1" * 40, "9" * 400, "a" * 300),
)
"""Words, numbers, days, addresses and signs that some reader has a rule about."""
_letters = st.text(st.characters(exclude_categories=()), max_size=30)
WRITTEN = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.sampled_from(PIECES) | _letters, max_size=8).map("".join),
    st.sampled_from(tuple(TEXTS.values())),
    _letters,
)
"""Whatever arrives, halves of characters among it."""
KEPT = WRITTEN.map(lambda text: text.replace("\x00", "").encode("utf-8", "replace").decode())
"""As the intake lets it in."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | KEPT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEPT, inner, max_size=3),
    max_leaves=5,
)
