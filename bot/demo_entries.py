"""What the demo's partners say of themselves in the directory."""

from __future__ import annotations

from domain.directory.entries import Content
from services.directory.writing import write
from storage.tables import Person
from storage.work import Work

ALPWEB = Content(
    texts={
        "de": "Wir bauen Onlineshops mit Shopware für Weinhandlungen und Höfe und betreuen sie über Jahre. "
        "Zu fünft, in Bern.",
        "en": "We build online shops with Shopware for wine merchants and farms, and look after them for years. "
        "Five people, at home in Bern.",
    },
    shelves=("domains", "hosting"),
    skills=("Shopware", "WordPress", "SEO", "wine merchants"),
    languages=("de", "fr"),
    places=("CH-BE", "CH-FR"),
    website="https://alpweb.example",
    certificates="Shopware Certified Developer",
)
LIFFEY = Content(
    texts={
        "en": "Mail and files in the cloud for hotels and small companies: migration, backup, and help within the hour."
    },
    shelves=("cloud", "mail"),
    skills=("Nextcloud", "mail migration", "backup", "hotels"),
    languages=("en", "de"),
    places=("CH-ZH", "CH-ZG"),
    website="https://liffey.example",
)


def write_entries(work: Work, web: Person, cloud: Person) -> None:
    """Their people put them into the directory."""
    write(work, web, ALPWEB)
    write(work, cloud, LIFFEY)
