"""Messages as they are compared: what each has in common with the words that are known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.answers.sparse import Numbers, Weights, added
from domain.answers.vocabulary import Vocabulary

MOST_UNKNOWN = 12
"""Words that stand in no entry for which those like them are looked up in a message; of more, nothing is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as what it has in common with each known word, by number, and nought behind them: the products; and
    its own length.
    """

    products: Weights
    length: float


def hear(vocabulary: Vocabulary, typed: list[str]) -> list[str]:
    """The words of a message, without the slips of those that are meant to be known ones."""
    unknown = [token for token in dict.fromkeys(typed) if not vocabulary.knows(token)]
    if not unknown:
        return typed
    heard = {token: vocabulary.read_as(token) for token in unknown[:MOST_UNKNOWN]}
    return [heard.get(token, token) for token in typed]


def ask(vocabulary: Vocabulary, heard: Sequence[Sequence[str]]) -> Sequence[Asked]:
    """Messages, given by their words."""
    numbers, products, sizes, lengths = list[Numbers](), list[Weights](), list[int](), list[float]()
    for text in heard:
        squares, size, room = 0.0, 0, MOST_UNKNOWN
        counts = dict.fromkeys(text, 1) if len(set(text)) == len(text) else Counter(text)
        for token, count in counts.items():
            known = vocabulary.knows(token)
            room -= not known
            near = vocabulary.neighbours(token) if known or room >= 0 else vocabulary.stranger(token)
            size += len(near.numbers)
            numbers.append(near.numbers)
            if count == 1:
                squares += near.length**2
                products.append(near.products)
            else:
                weight = math.log2(1 + count)
                squares += (weight * near.length) ** 2
                products.append(weight * near.products)
        sizes.append(size)
        lengths.append(math.sqrt(squares))
    width = 1 + len(vocabulary)
    together = np.zeros((len(heard), width))
    if numbers:
        places = np.concatenate(numbers)
        if len(heard) > 1:
            places += (width * np.arange(len(heard))).repeat(sizes)
        together = added(places, np.concatenate(products), len(heard) * width).reshape(len(heard), width)
    return [Asked(products, length) for products, length in zip(together, lengths, strict=True)]
