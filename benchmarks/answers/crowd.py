"""Very many made-up articles: half their words are the desk's, half are of their own."""

from __future__ import annotations

import random

from domain.answers.articles import Article
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.spelling import words
from domain.answers.topics import TOPICS

PHRASINGS = 8
OWN_WORDS = 12
VOCABULARY = 8000
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprstvw" for vowel in "aeiou")


def crowd(knowledge: Knowledge, topics: int) -> list[Article]:
    """Articles on `topics` topics in every language, the real ones among them."""
    chance = random.Random(topics)  # noqa: S311  # the same crowd each time
    made_up = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(VOCABULARY)]
    real = [knowledge.article(topic, language) for topic in sorted(TOPICS) for language in LANGUAGES]
    spoken = sorted({word for article in real for word in words(f"{' '.join(article.aliases)} {article.body}")})
    found = list(real)
    for number in range(topics - len(TOPICS)):
        for language in LANGUAGES:
            own = chance.sample(made_up, OWN_WORDS)
            mixed = [*own * 5, *chance.sample(spoken, 60)]
            phrasings = tuple(" ".join(chance.sample(mixed, chance.randint(3, 9))) for _ in range(PHRASINGS))
            question, *aliases = phrasings
            body = " ".join(chance.choices(mixed, k=110))
            pattern = real[0]
            found.append(
                Article(
                    f"t{number}", language, question, question, tuple(aliases), (), "made up", pattern.reviewed, body
                )
            )
    return found
