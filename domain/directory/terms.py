"""The words by which entries are found: in one spelling, without endings, German and English for the same thing.

What stands in an entry and what is typed go through the same mill, so a word need not be known to be found; the table
brings together what means the same in the two languages, or is written in several ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from domain.names.keys import fold, words_in

LONGEST_WORD = 30
_ENDING = re.compile(r"(?:ungen|ung|ern|em|en|er|es|e|n|s|ing|ed)$")
_SHORTEST_STEM = 4
_INSIDE = frozenset({"in", "near", "around"})
"""Words that belong to a place behind them."""
_PARTING = " .,;:!?…"
_NAME = 40
"""Characters of a text that may well come again."""

# What means the same; a blank joins two words.
_SAME = """
online shop, webshop, web shop, e-commerce, ecommerce, onlinehandel, shop, store, boutique en ligne
webdesign, web design, screendesign, gestaltung, design, grafik, graphics, graphic design
website, webseite, webauftritt, internetauftritt, homepage, site, seite
webentwicklung, web development, programmierung, programming, entwicklung, development, entwickler, developer, software
suchmaschinenoptimierung, seo, search engine optimisation, search engine optimization, google ranking, suchmaschine
online marketing, werbung, advertising, ads, kampagne, campaign, marketing, sea, google ads
soziale medien, social media, instagram, facebook, linkedin
newsletter, mailing, e-mail marketing
übersetzung, translation, übersetzer, traduction
texte, copywriting, texter, redaktion, content, inhalte, journalismus, journalism
fotografie, photography, fotograf, photographer, foto, photo
film, video, videoproduktion
schulung, training, kurs, course, workshop, weiterbildung, formation
wartung, maintenance, unterhalt, pflege, updates, betreuung
umzug, migration, zügeln, transfer, wechsel, relaunch, move, moving
sicherheit, security, sécurité, sicher
datenschutz, privacy, gdpr, dsgvo, dsg, data protection
datensicherung, backup, sicherung
barrierefreiheit, accessibility, barrierefrei, accessible, wcag
mehrsprachigkeit, multilingual, mehrsprachig, multilinguale
buchhaltung, accounting, buchführung, fibu, comptabilité
hotel, hotellerie, hospitality, ferienwohnung, tourismus, tourism
restaurant, gastronomie, gastro, catering, café
verein, association, club, ngo, nonprofit, hilfswerk, charity, stiftung, foundation
anwalt, lawyer, kanzlei, law firm, jurist, notar, legal, recht
arzt, doctor, praxis, medical practice, medizin, medical, gesundheit, health, spital, clinic, klinik, zahnarzt, dentist
schule, school, bildung, education, universität, university
gemeinde, municipality, verwaltung, public sector, behörde, öffentliche hand
immobilien, real estate, makler, liegenschaft, property
bau, construction, handwerk, craft, handwerker, craftsman, schreiner, carpenter
landwirtschaft, agriculture, bauernhof, farm, winzer, winery, wein, wine
musik, music, kultur, culture, museum, theater, theatre, band
kirche, church, pfarrei, parish
industrie, industry, maschinenbau, engineering
startup, gründer, founder, jungunternehmen
kmu, sme, small business, kleinunternehmen, small companies
cloud, server, virtueller server, vps, infrastructure, infrastruktur, devops
e-mail, mail, mailbox, postfach, exchange
domain, domains, domainname, domäne
web hosting, webhosting, hosting, webspace
app, mobile app, apps, ios, android
schnittstelle, api, integration, anbindung, interface
kasse, pos, point of sale, kassensystem, till
zahlung, payment, bezahlen, twint, checkout
buchung, booking, reservation, reservierung
nachhaltigkeit, sustainability, nachhaltig, sustainable, öko, eco, green
notfall, emergency, pikett, 24/7, rund um die uhr
beratung, consulting, consultant, berater, advice
künstliche intelligenz, ai, ki, artificial intelligence, chatbot, machine learning
barcode, logistik, logistics, versand, shipping, lager, warehouse
statistik, analytics, matomo, auswertung, tracking
intranet, nextcloud, collaboration, zusammenarbeit, groupware, kdrive
"""

_ASKING = """
jemand jemanden wer welche welcher welches wo gibt es ich wir suche suchen brauche brauchen finde finden bitte kann
können könnt mir uns mich der die das den dem des ein eine einen einem einer für mit in im am an auf aus bei bis von
vom zu zum zur und oder auch nicht kein keine um über nach als man sich sein sind ist hat haben hätte gern gerne
möchte möchten wie was etwas meine mein meinen meiner unsere unser unseren unserem unserer raum region gegend nähe
umgebung stadt kanton ort agentur agenturen firma firmen betrieb unternehmen büro anbieter partner partnerin
dienstleister profi profis fachmann fachfrau fachleute spezialist spezialisten spezialistin experte experten expertin
spricht sprechen sprechend sprachig sprache hilft hilfe helfen macht machen baut bauen erstellt erstellen auskennt
kennt gute guter gutes gut günstig günstige beste bester erfahrung erfahren kleine kleiner kleines grosse lokal lokale
neue neuen neuer neues alte alten dringend jemandem braucht ihr ihre kundin kunde kunden leute reseller uns da hier
dort so schnell someone somebody anyone anybody who which where is are there i we you need needs want wants looking
look search searching find for with in at on from by of to the a an and or also not no near around about any some can
could would please me us my our your agency agencies company companies firm firms business provider providers partner
partners professional professionals specialist specialists expert experts freelancer freelancers speaks speaking speak
language does do help helps helping make makes makes making build builds building create knows know good best cheap
experienced experience small local new old urgent area region city town canton recommend recommended that this has
have based it its their they people un une le la les de des du en et pour avec qui cherche agence partenaire parle
verzeichnis partnerverzeichnis durchsuchen directory browse schau schaue schauen nachschauen nachsehen such sieh mal ob
steht stehen eingetragen eintrag up whether if listed entry
hallo guten tag moin servus grüezi hoi sali salü hello hi hey danke merci thanks öpper öpperem üs eus üsi üse
üses eusi euse mer wänd wei wett wetti würd sött chasch chan chönd chöi chönnt git gits suech sueche sueched
bruuch bruuche bruuched bim ufem uf vor min mis isch händ hend hei het hät macht mached chunt wo weiss kennt
kennsch guet gueti guete schnäll lieb no nöd nid au dass denn wenn jetzt jetz
"""


def terms_of(text: str) -> Sequence[str]:
    """The terms of a text, in its order; what means the same is the same term."""
    return _terms_of_name(text) if len(text) <= _NAME else _terms_of(text)


def _terms_of(text: str) -> tuple[str, ...]:
    return tuple(term for word, term in _read(words_in(fold(text))) if word not in stop_words())


_terms_of_name = lru_cache(maxsize=20_000)(_terms_of)
"""Specialities and categories come again in thousands of entries."""


def _read(words: Sequence[str]) -> list[tuple[str, str]]:
    """Each word with its term; two words, or three, that have a term together are one."""
    same = _same()
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(words):
        for length in (3, 2):
            joined = "".join(words[place : place + length])
            if len(words) - place >= length and joined in same:
                found.append((joined, same[joined]))
                place += length
                break
        else:
            found.append((words[place], term_of(words[place])))
            place += 1
    return found


@lru_cache(maxsize=20_000)
def term_of(word: str) -> str:
    """The term of one folded word."""
    word = word[:LONGEST_WORD]
    return _same().get(word) or _same().get(_stem(word)) or _stem(word)


def read_words(words: Sequence[str]) -> list[tuple[str, str]]:
    """Folded words with their terms, without those that only ask."""
    return [(word, term) for word, term in _read(words) if word not in stop_words()]


def parts_of(word: str, known: Mapping[str, object]) -> list[str] | None:
    """The terms of a compound's parts, “wordpressagentur”, where both are known or only ask; else `None`."""
    for cut in range(len(word) - 3, 3, -1):
        head, tail = word[:cut], word[cut:].removeprefix("s") if word[cut:].startswith("s") else word[cut:]
        first = term_of(head)
        if first not in known and head not in stop_words():
            continue
        for rest in {tail, word[cut:]}:
            if rest in stop_words():
                return [first] if head not in stop_words() else None
            if term_of(rest) in known and head not in stop_words():
                return [first, term_of(rest)]
    return None


def _stem(word: str) -> str:
    """A word without its last ending, German or English; short words keep theirs."""
    if len(word) <= _SHORTEST_STEM:
        return word
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


@cache
def stop_words() -> frozenset[str]:
    """Words that only ask, and those that every partner could say of itself."""
    return frozenset(words_in(fold(_ASKING))) | {"i", "a"}


def without_asking(words: Sequence[str]) -> list[str]:
    """The words as they were typed, without those that only ask."""
    return [word for word in words if not stop_words().issuperset(words_in(fold(word)))]


def what_is_wanted(text: str) -> str:
    """A text without what only asks at its ends: of “wer kann Shopware in Bern?”, “Shopware in Bern”."""
    words = text.split()
    telling = [place for place, word in enumerate(words) if not stop_words().issuperset(words_in(fold(word)))]
    if not telling:
        return ""
    first = telling[0] - 1 if telling[0] and fold(words[telling[0] - 1]) in _INSIDE else telling[0]
    return " ".join(words[first : telling[-1] + 1]).strip(_PARTING)


def spellings() -> Mapping[str, str]:
    """What the table has, without blanks, with its terms."""
    return _same()


@cache
def _same() -> Mapping[str, str]:
    """A term by each word, or words without blanks, of the table, and by their stems."""
    table: dict[str, str] = {}
    for line in _SAME.strip().splitlines():
        spellings = ["".join(words_in(fold(each))) for each in line.split(",")]
        term = "~" + spellings[0]
        for spelling in spellings:
            table.setdefault(spelling, term)
        for spelling in spellings:
            table.setdefault(_stem(spelling), term)
    return MappingProxyType(table)
