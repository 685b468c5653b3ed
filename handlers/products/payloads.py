"""Buttons about products. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import ProductId


@dataclass(frozen=True, slots=True)
class ShowProduct(Payload):
    code: ClassVar[str] = "ps"
    product: ProductId


@dataclass(frozen=True, slots=True)
class ShowCategory(Payload):
    """A page, from 0, of the products in the category with this code."""

    code: ClassVar[str] = "pg"
    category: str
    page: int


@dataclass(frozen=True, slots=True)
class RemoveProduct(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "pr"
    product: ProductId
    sure: bool
