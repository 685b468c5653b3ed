"""The demo's market: what partners say of themselves in the directory, and tenders that wait for their offers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.demo import ALPWEB, FJORDLICHT, LIFFEY, WEITBLICK
from domain.directory.entries import Content
from domain.programme import Programme
from domain.tenders.budgets import Budget
from domain.tenders.kinds import WorkKind, WorkLanguage
from services.accounts.console import acting, partner_id
from services.directory.writing import write
from services.tenders.publishing import NewTender, publish
from storage.directory import entry_of
from storage.work import Units

ZONE = "Europe/Zurich"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tender: who publishes it, for the account of that number, and how many days there still are."""

    account: str
    person: str
    days: int
    subject: str
    wanted: str
    kind: WorkKind
    budget: Budget | None = None
    anonymous: bool = False


ENTRIES = {
    (WEITBLICK, "3041"): Content(
        {
            "de": "Wir bauen und betreuen Websites und Shops für KMU, vom ersten Entwurf bis zum Betrieb. Ein Team für "
            "die Deutschschweiz, eines für die Romandie.",
            "en": "We build and run websites and shops for small companies, from the first sketch to daily care, in "
            "German and French.",
        },
        ("hosting", "domains"),
        ("WordPress", "WooCommerce", "Wartung", "Barrierefreiheit"),
        ("de", "fr", "en"),
        ("CH",),
        "https://weitblick.example",
    ),
    (ALPWEB, "3011"): Content(
        {
            "de": "Wir bauen Onlineshops mit Shopware für Weinhandlungen und Höfe und betreuen sie über Jahre. "
            "Zu fünft, in Bern.",
            "en": "We build online shops with Shopware for wine merchants and farms, and look after them for years. "
            "Five people, at home in Bern.",
        },
        ("hosting", "cloud"),
        ("Shopware", "Umzug", "Schnittstellen"),
        ("de", "fr"),
        ("CH-BE", "CH-FR"),
        "https://alpweb.example",
        "Shopware Certified Developer",
    ),
    (LIFFEY, "3021"): Content(
        {"en": "Cloud servers, backups and mail for teams across Europe: we move you, and answer at night."},
        ("cloud", "mail"),
        ("Kubernetes", "Backup", "Mail"),
        ("en", "fr"),
        ("DE", "FR"),
        "https://liffey.example",
    ),
    (FJORDLICHT, "3031"): Content(
        {"de": "Gestaltung mit ruhiger Hand: Websites, Fotografie und Texte für Hotels und Gasthäuser am Wasser."},
        ("hosting",),
        ("Gestaltung", "Fotografie", "Texte"),
        ("de", "en"),
        ("DE",),
        "https://fjordlicht.example",
    ),
}
TENDERS = (
    Wanted(
        "200105",
        "4105",
        5,
        "Newsletter und Blog für unsere Gärtnerei",
        "Wir möchten viermal im Jahr einen Newsletter senden und einmal im Monat etwas im Blog schreiben. Gesucht ist "
        "jemand, der beides einrichtet und uns zeigt, wie es geht.",
        WorkKind.MARKETING,
        Budget(150_000, 300_000, "CHF"),
    ),
    Wanted(
        "200116",
        "4116",
        12,
        "Website für unser Hotel in drei Sprachen",
        "Unsere Website ist von 2016 und auf dem Telefon kaum zu lesen. Wir möchten zwölf Seiten in drei Sprachen, mit "
        "Zimmern, Preisen und einem Formular für Anfragen. Bilder sind da.",
        WorkKind.WEBSITE,
        Budget(800_000, 1_500_000, "CHF"),
        anonymous=True,
    ),
    Wanted(
        "200103",
        "4103",
        20,
        "Umzug von drei Websites und zwanzig Postfächern",
        "Drei Websites mit WordPress und zwanzig Postfächer sollen von einem anderen Anbieter umziehen, an einem "
        "Wochenende und ohne verlorene Mails.",
        WorkKind.MOVE,
    ),
)


def open_market(units: Units, programme: Programme) -> None:
    """Writes the entries, and publishes the tenders, two days ago. Nobody is told."""
    then = Units(units.engine, lambda: units.clock() - dt.timedelta(days=2))
    with then.begin("cli") as work:
        if entry_of(work.session, partner_id(work, WEITBLICK)) is not None:
            return
        for (account, person), content in ENTRIES.items():
            write(work, acting(work, account, person), content)
        for each in TENDERS:
            new = NewTender(
                subject=each.subject,
                wanted=each.wanted,
                kind=each.kind,
                budget=each.budget,
                region=None,
                languages=(WorkLanguage.GERMAN,),
                anonymous=each.anonymous,
                deadline=work.now.replace(hour=17, minute=0, second=0, microsecond=0) + dt.timedelta(days=each.days),
                zone=ZONE,
            )
            publish(work, programme, acting(work, each.account, each.person), new, group=False)
        work.events.clear()
