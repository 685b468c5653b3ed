"""What the desk knows: articles by topic, in groups, and the decision whether a message has an answer.

A wrong answer costs more trust than a question back, so there are three outcomes: a clear best topic is answered, a few
likely ones are offered to choose from, and everything else is honestly not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from domain.answers.articles import Article, Places, Text
from domain.answers.follow_ups import FollowUps
from domain.answers.learnt import Table
from domain.answers.meanings import Meanings
from domain.answers.misconduct import POLICY, Misconduct
from domain.answers.outcomes import MOST_CHOICES, Found, Outcome, nearness, outcome_of
from domain.answers.search import Entry, Explanation, Hit, Index
from domain.answers.sparse import Numbers
from domain.answers.spelling import within_reach, words
from domain.answers.telling import Telling
from domain.answers.topics import GROUPS, Group
from domain.answers.weighing import Weighed, weighed

LANGUAGES = ("de", "en")
"""Those in which everything is written; a folder of `locales/` may bring another one, with as much as it has."""
SOURCE_LANGUAGE = "en"
"""What an article is read in where its reader's language has none."""

EVIDENCE = 0.05
"""What evidence is worth in a score (see `domain.answers.evidence`)."""
NEIGHBOUR = 0.12
"""A neighbour of the last answer that scores this high is what a follow-up means: little else can be meant."""
FOREIGN, FOREIGN_WORDS = 0.75, 3
"""From this share of the other language on, in so many words, a message is taken to be written in it."""


class Knowledge:
    """All articles, as `storage.answers.wording` loads them; KeyError for unknown topics. Threads may share it."""

    def __init__(
        self,
        articles: Iterable[Article],
        meanings: Meanings | None = None,
        elsewhere: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
        misconduct: Misconduct | None = None,
        follow_ups: FollowUps | None = None,
        places: Mapping[str, Places] | None = None,
        learnt: Table | None = None,
    ) -> None:
        """`elsewhere` is what people write that no article is about: by language and matter; `places` are by language;
        `learnt` is what examples have taught.

        An article may name related topics that the provider has left out: readers are not led to them.
        """
        self._written = {(article.id, article.language): article for article in articles}
        self._places = places or {}
        self._articles = {key: self._read(article) for key, article in self._written.items()}
        self._meanings = meanings
        self._phrasings = elsewhere or {}
        self._misconduct = misconduct or Misconduct()
        self._follow_ups = follow_ups or FollowUps((), Meanings())
        self._learnt = learnt or Table.nothing()
        self._elsewhere = frozenset(matter for matters in self._phrasings.values() for matter in matters)

    def _read(self, article: Article) -> Article:
        related = tuple(topic for topic in article.related if (topic, article.language) in self._written)
        return replace(article, related=related).filled(self.places(article.language))

    @cached_property
    def _index(self) -> Index:
        entries = [
            Entry(article.id, article.language, tuple(dict.fromkeys(_found_by(article))), article.body)
            for article in self._articles.values()
        ]
        entries += (
            Entry(matter, language, phrasings, "")
            for language, matters in self._phrasings.items()
            for matter, phrasings in matters.items()
        )
        return Index(entries, self._meanings, evidence=EVIDENCE)

    @cached_property
    def _telling(self) -> Telling:
        topics: dict[str, list[str]] = defaultdict(list)
        for article in self._articles.values():
            topics[article.id] += _found_by(article)
        return Telling(self._index.meanings, topics, self._learnt, self.places(SOURCE_LANGUAGE).get("provider", ""))

    def changed(self, phrasings: Iterable[tuple[str, str, str]], texts: Mapping[tuple[str, str], Text]) -> Knowledge:
        """With more phrasings – topic, language, words –, and with other texts by topic and language."""
        more: dict[tuple[str, str], list[str]] = defaultdict(list)
        for topic, language, phrasing in phrasings:
            more[topic, language].append(phrasing)
        articles = []
        for key, article in self._written.items():
            text = texts.get(key, Text(None, article.body))
            articles.append(
                replace(
                    article,
                    question=text.question or article.question,
                    body=text.body,
                    aliases=(*article.aliases, *more.get(key, ())),
                )
            )
        return self._with(articles, self._phrasings)

    def without(self, topics: Iterable[str]) -> Knowledge:
        """Without articles about these topics: what people ask about them is a matter that is elsewhere."""
        gone = frozenset(topics) & {topic for topic, _ in self._written}
        if not gone:
            return self
        phrasings = {language: dict(matters) for language, matters in self._phrasings.items()}
        for (topic, language), article in self._articles.items():
            if topic in gone:
                phrasings.setdefault(language, {})[topic] = _found_by(article)
        left = (article for article in self._written.values() if article.id not in gone)
        return self._with(left, phrasings)

    def taught(self, learnt: Table) -> Knowledge:
        """With another table of what examples have taught."""
        return self._with(self._written.values(), self._phrasings, learnt)

    def _with(
        self,
        articles: Iterable[Article],
        elsewhere: Mapping[str, Mapping[str, tuple[str, ...]]],
        learnt: Table | None = None,
    ) -> Knowledge:
        return Knowledge(
            articles,
            self._meanings,
            elsewhere,
            self._misconduct,
            self._follow_ups,
            self._places,
            learnt or self._learnt,
        )

    def prepare(self, words: int = 0) -> None:
        """Makes ready for questions what they would wait for otherwise: the index, and so many of its words more."""
        self._index.vocabulary.prepare(words)
        self._telling  # noqa: B018  # the first question would wait for it

    def article(self, topic: str, language: str) -> Article:
        """The article about `topic` in `language`, or else in English; KeyError if there is none."""
        return self._articles[self._key(topic, language)]

    def written(self, topic: str, language: str) -> Article:
        """The same as its editors write it, with its places."""
        return self._written[self._key(topic, language)]

    def _key(self, topic: str, language: str) -> tuple[str, str]:
        return (topic, language if (topic, language) in self._written else SOURCE_LANGUAGE)

    def texts(self) -> Iterator[str]:
        """What all articles say and are found by, in all languages."""
        yield from self.phrasings()
        yield from (article.body for article in self._articles.values())

    def phrasings(self) -> Iterator[str]:
        """What all articles are found by, in all languages."""
        yield from (text for _, text in self.found_by())

    def found_by(self) -> Iterator[tuple[str, str]]:
        """The same, each behind its topic."""
        for article in self._articles.values():
            yield from ((article.id, text) for text in _found_by(article))

    def elsewhere(self) -> Iterator[str]:
        """What people write that no article is about, in all languages."""
        yield from (text for matters in self._phrasings.values() for texts in matters.values() for text in texts)

    def places_of(self, text: str) -> Numbers:
        """The places in the table of what is learnt (`domain.answers.learnt`) that a message has."""
        return self._telling.places(text, self._index.heard(text))

    def places(self, language: str) -> Places:
        """What the places of articles in `language` stand for."""
        return self._places.get(language, {})

    def has(self, topic: str) -> bool:
        """Whether there are articles about the topic."""
        return any((topic, language) in self._written for language in LANGUAGES)

    def topics(self, language: str) -> tuple[tuple[Group, tuple[Article, ...]], ...]:
        """All articles in `language` by group, in the order in which a person browses them."""
        return tuple(
            (
                group,
                tuple(
                    self._articles[key]
                    for key in (self._key(topic, language) for topic in topics)
                    if key in self._articles
                ),
            )
            for group, topics in GROUPS.items()
        )

    def hits(self, text: str, language: str) -> tuple[Hit, ...]:
        """Everything that comes near a message, best first, be there an article about it or not."""
        return self._index.rank(text, language)

    def find(self, text: str, language: str, hits: Sequence[Hit] | None = None) -> Found:
        """The topics a message may be about, for a reader of `language`; it may be written in any language we speak.

        What may be about misconduct by its words is answered with the policy; what is clearly found beside that comes
        behind. Where only the search comes near the policy, its result stands, but is silent, too.

        `hits` are those of the message, where they are known.
        """
        hits = self.hits(text, language) if hits is None else hits
        found = outcome_of(self.weighed(text, language, hits))
        if self.signs(text):
            clear = found.ranked[:1] if found.outcome is Outcome.ANSWER else ()
            ranked = (POLICY, *(topic for topic in clear if topic != POLICY))
            return replace(found, outcome=Outcome.ANSWER, ranked=ranked, silent=True)
        nearest = [hit.topic for hit in hits if self.is_topic(hit.topic)][:MOST_CHOICES]
        return replace(found, silent=POLICY in (*nearest, *found.nearest))

    def signs(self, text: str) -> tuple[str, ...]:
        """The words for which a message may be about misconduct; none where it is not."""
        return self._misconduct.signs(text)

    def is_delicate(self, text: str) -> bool:
        """Whether a message may be about misconduct, and cannot be a name that somebody was asked for."""
        return bool(self.signs(text)) and not self._misconduct.is_name(text)

    def weighed(self, text: str, language: str, hits: Sequence[Hit] | None = None) -> tuple[Weighed, ...]:
        """The articles that come near a message, the likeliest first."""
        hits = self.hits(text, language) if hits is None else hits
        heard = self._index.heard(text)
        return weighed(hits, self._elsewhere, heard, self._telling.of(text, heard))

    def find_after(self, last: str | None, text: str, language: str, hits: Sequence[Hit] | None = None) -> Found:
        """The same, after an answer about `last`: a follow-up is read together with it."""
        hits = self.hits(text, language) if hits is None else hits
        found = self.find(text, language, hits)
        if last is None or not self.has(last) or not self._follow_ups.is_one(text) or self.signs(text):
            return found
        meant = self._follow_ups.leads_to(last, text)
        if meant is None and found.outcome is not Outcome.ANSWER:
            near = {last, *self.article(last, language).related}
            first = takewhile(lambda hit: hit.topic not in self._elsewhere, hits)
            meant = next((hit.topic for hit in first if hit.topic in near and hit.score >= NEIGHBOUR), None)
        if meant is None or not self.has(meant):
            return found
        return replace(found, outcome=Outcome.ANSWER, ranked=(meant,), silent=found.silent or meant == POLICY)

    def nearness(self, text: str, language: str) -> float:
        """How near the nearest matter comes to a message, be there an article about it or not."""
        return nearness(self.hits(text, language))

    def follows(self, last: str | None, text: str) -> bool:
        """Whether a message goes on from an answer about `last`, by how it begins and what it asks for."""
        if last is None or not self.has(last) or not self._follow_ups.is_one(text):
            return False
        return self._follow_ups.leads_to(last, text) is not None

    def language_of(self, text: str, reader: str) -> str:
        """The language to answer in: the reader's, unless the message is clearly written in another one."""
        if len(words(within_reach(text))) < FOREIGN_WORDS:
            return reader
        shares = self._index.languages.shares(text)
        most = max(shares, key=shares.__getitem__)
        return most if shares[most] >= FOREIGN else reader

    def rank(self, text: str, language: str) -> tuple[Hit, ...]:
        """The topics that come near a message, the likeliest first, whether or not one of them is likely enough."""
        return tuple(Hit(each.topic, each.score) for each in self.weighed(text, language))

    def is_topic(self, topic: str) -> bool:
        """Whether there is an article about it; False for matters that are elsewhere."""
        return topic not in self._elsewhere

    def speaks_for(self, topic: str, text: str) -> tuple[tuple[str, float], ...]:
        """The signs of a message by what examples have taught: those that speak for a topic, the most telling first."""
        spoken = self._telling.learnt.speaks_for(topic, self._index.heard(text).signs)
        return tuple(sorted(((sign, worth) for sign, worth in spoken.items() if worth > 0), key=lambda each: -each[1]))

    def explain(self, text: str, language: str) -> Explanation:
        """How `find` comes to its result, for editors; topics that no article is about are in it, too."""
        return self._index.explain(text, language)


def _found_by(article: Article) -> tuple[str, ...]:
    return (article.question, article.title, *article.aliases)
