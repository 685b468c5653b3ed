"""Whose number it is: which names may be the same company's, and where somebody is asked."""

from __future__ import annotations

import pytest

from domain.vat.holders import names_agree


@pytest.mark.parametrize(
    ("registered", "own", "agree"),
    [
        ("ALPWEB GMBH", "Alpweb", True),
        ("ALPWEB GESELLSCHAFT MIT BESCHRÄNKTER HAFTUNG", "Alpweb GmbH", True),
        ("MÜLLER & SÖHNE IT GMBH", "Mueller und Söhne IT AG", True),
        ("SARL DUPONT ET FILS", "Dupont & Fils", True),
        ("SEEGARTEN HOTELS BETRIEBS AG", "Seegarten Hotels", True),
        ("SEEGARTEN HOTEL", "Seegarten Hotels AG (Demo)", True),
        ("HARBOR TEA GMBH", "Harbour Tea GmbH", True),
        ("ΕΛΛΑΔΑ ΑΕ||ELLADA", "Ellada SA", True),
        ("AB VOLVO", "Volvo", True),
        ("LIDL STIFTUNG & CO. KG", "Lidl", True),
        ("HARBOUR TRADING GMBH", "Harbour Tea GmbH", False),
        ("SEEGARTEN HOTELS AG", "Harbour Tea GmbH", False),
        ("SONNENHANG HANDELS GMBH", "Seegarten Handels GmbH", False),
        ("ΕΛΛΑΔΑ ΑΕ", "Ellada SA", False),
        ("GMBH", "Alpweb GmbH", False),
        ("…", "Alpweb", False),
    ],
)
def test_which_names_agree(registered: str, own: str, agree: bool) -> None:
    assert names_agree(registered, own) is agree
