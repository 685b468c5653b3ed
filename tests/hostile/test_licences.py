"""No licence comes in that nobody has allowed, and the page tells all of them."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import PackageMetadata
from typing import cast

import pytest

from docs import licences


def told(**fields: str) -> PackageMetadata:
    """What a package says of itself."""
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return cast(PackageMetadata, message)


def test_the_page_is_up_to_date() -> None:
    assert licences.PAGE.read_text() == licences.page(), "please run: python -m docs.licences"


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("x", "GPL-3.0-only"),
        ("x", "AGPL-3.0-or-later AND MIT"),
        ("x", "LGPL-3.0-only"),
        ("x", "MIT AND (GPL-2.0-only OR LicenseRef-Proprietary)"),
        ("psycopg", "GPL-3.0-only"),
        ("x", ""),
    ],
)
def test_what_is_not_allowed_does_not_come_in(name: str, expression: str) -> None:
    with pytest.raises(licences.Unclear, match="allowed"):
        licences.require_allowed(name, expression)


@pytest.mark.parametrize(
    "expression", ["MIT", "MIT AND Zlib", "GPL-2.0-only OR MIT", "MPL-2.0 AND (Apache-2.0 OR MIT)"]
)
def test_what_is_allowed_comes_in(expression: str) -> None:
    licences.require_allowed("x", expression)


def test_a_package_that_says_nothing_is_read_by_somebody() -> None:
    assert licences.licence_of("x", told(License="Apache-2.0")) == "Apache-2.0"
    assert licences.licence_of("x", told(Classifier="License :: OSI Approved :: MIT License")) == "MIT"
    for fields in ({}, {"License": "Dual License"}, {"Classifier": "License :: OSI Approved"}):
        with pytest.raises(licences.Unclear, match="LICENSE"):
            licences.licence_of("x", told(**fields))
