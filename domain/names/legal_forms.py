"""Legal forms of companies in Switzerland, Liechtenstein, the EU, Norway, Iceland, the United Kingdom and America.

People leave them out, or guess them. Spelt as in the registers; dots, case and accents do not matter. Words that names
end in more often than forms are called so (Stiftung, Verein, Company) are none. The library cleanco has a list as well,
but “da”, “et” and “private” are forms to it, and Sagl, EOOD, OÜ and SIA are not.
"""

from __future__ import annotations

LEGAL_FORMS = (
    # German
    *("AG", "Aktiengesellschaft", "GmbH", "gGmbH", "mbH", "UG", "UG haftungsbeschränkt", "haftungsbeschränkt", "KG"),
    *(
        "KGaA",
        "OHG",
        "OG",
        "GbR",
        "GesbR",
        "KlG",
        "KmG",
        "PartG",
        "PartGmbB",
        "mbB",
        "e.K.",
        "e.Kfm.",
        "e.Kfr.",
        "e.U.",
    ),
    *("eG", "e.V.", "Genossenschaft", "Einzelfirma", "Anstalt", "SE", "Co", "Cie"),
    # French
    *("SA", "S.à r.l.", "SAS", "SASU", "EURL", "EI", "EIRL", "SNC", "SCS", "SCA", "SCI", "SCOP", "Société anonyme"),
    # Italian
    *("S.r.l.", "S.r.l.s.", "S.p.A.", "S.a.p.A.", "S.a.s.", "S.n.c.", "Sagl", "S.c.a r.l."),
    # Dutch, Belgian
    *("B.V.", "N.V.", "V.O.F.", "C.V.", "BVBA", "CVBA", "SRL", "SPRL", "SCRL", "ASBL", "VZW"),
    # English
    *("Ltd", "Limited", "LLP", "LLC", "PLC", "Inc", "Incorporated", "Corp", "Corporation", "DAC", "CLG", "CIC"),
    # Spanish, Portuguese
    *("S.L.", "S.L.U.", "S.A.U.", "S.L.L.", "Lda", "Ltda", "Unipessoal Lda", "SGPS"),
    # Danish, Norwegian, Swedish, Finnish, Icelandic
    *("A/S", "ApS", "IVS", "AS", "ASA", "ANS", "AB", "HB", "KB", "Oy", "Oyj", "Oy Ab", "Ky", "ehf", "hf"),
    # Polish, Czech, Slovak, Hungarian
    *("Sp. z o.o.", "Sp. k.", "Sp. j.", "Sp. p.", "s.r.o.", "spol. s r.o.", "a.s.", "v.o.s.", "k.s."),
    *("Kft", "Bt", "Zrt", "Nyrt", "Kkt"),
    # Slovenian, Croatian, Romanian, Bulgarian, Greek
    *("d.o.o.", "j.d.o.o.", "d.d.", "d.n.o.", "PFA", "EOOD", "OOD", "EAD", "ЕООД", "ООД", "ЕАД", "ΑΕ", "ΕΠΕ", "ΙΚΕ"),
    # Estonian, Latvian, Lithuanian
    *("OÜ", "FIE", "SIA", "UAB", "MB"),
)
"""Each is one word or two, when its dots are off and letters in a row are one word."""

LEGAL_FORMS_IN_FRONT = ("SAS", "SASU", "SARL", "EURL", "SCI", "UAB", "SIA", "OÜ", "Genossenschaft")
"""Those that stand before the name as well."""
