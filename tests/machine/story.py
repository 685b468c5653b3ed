"""What people do while the desk comes live: a partner, support, and a client, in two languages."""

from __future__ import annotations

import re

from tests.machine.people import Telegram

_LINK = re.compile(r"\?start=(\S+)")


class Story:
    """Lea, who reads German, would like the partner Alpweb's Noah, who reads English, to manage all she has."""

    def __init__(self, telegram: Telegram) -> None:
        self.lea = telegram.person("Lea", "de")
        self.noah = telegram.person("Noah", "en")
        self.nina = telegram.person("Nina", "en")
        self._telegram = telegram

    def greets(self) -> None:
        """Both write to the bot for the first time, and are answered in their languages."""
        self.lea.says("/start", "Willkommen, Lea")
        self.noah.says("/start", "Welcome, Noah")

    def partner_arrives(self, said: str) -> None:
        """Noah opens the link that the command line has printed."""
        (payload,) = _LINK.findall(said)
        self.noah.says(f"/start {payload}", "Alpweb GmbH")
        self.noah.taps("✅ Accept", "Alpweb GmbH")

    def asks_to_connect(self) -> str:
        """Nina makes a group for support; the number that she reads there."""
        self.nina = self.nina.within(self._telegram.group("Support", self.nina))
        self.nina.says("/connect", str(self.nina.id))
        return str(self.nina.id)

    def connects(self) -> None:
        """Nina is known now."""
        self.nina.says("/connect", "This is support’s group from now on.")

    def registers(self) -> None:
        """Lea registers her company, and asks support to verify it; she begins to ask a partner."""
        self.lea.says("/register", "Firma")
        self.lea.taps("Firma", "Schritt 2")
        self.lea.says("Seegarten AG", "Schritt 3")
        self.lea.says("Schweiz", "Schritt 4")
        self.lea.says("CHE-109.322.551", "Schritt 5")
        self.lea.taps("✅ Das erkläre ich", "Ist alles richtig?")
        self.lea.taps("✅ Registrieren", "Noch nicht geprüft")
        self.lea.says("/addpartner", "Schritt 1")

    def asks(self) -> None:
        """She goes on where she was, whatever has become of the desk meanwhile."""
        self.lea.says("Alpweb", "Welchen Zugriff")
        self.lea.taps("Vollständiger Zugriff", "Zahlungsmittel")
        self.lea.taps("Ihr Zahlungsmittel", "Bitte prüfen Sie")
        self.lea.taps("📝 Anfrage vorbereiten", "Vorbereitet: Ich sende sie")

    def settles(self) -> None:
        """Support verifies her company, the request goes out, and the partner confirms."""
        self.lea.taps("✅ Prüfen lassen", "Support")
        self.lea.taps("🔎 Den Support prüfen lassen", "Der Support schaut es sich an")
        self.nina.reads("Seegarten AG")
        self.nina.taps("✅ Approve", "Approved by Nina")
        self.lea.reads("Ihre vorbereitete Anfrage an Alpweb GmbH ist unterwegs")
        self.noah.reads("Seegarten AG would like to work with you")
        self.noah.taps("✅ Confirm", "The partnership with Seegarten AG is confirmed")
        self.lea.reads("Alpweb GmbH hat bestätigt")

    def goes_on(self) -> None:
        """After an update, everything is where it was."""
        self.lea.says("/partners", "Alpweb GmbH – Vollständiger Zugriff")
        self.noah.says("/clients", "Seegarten AG – Full access")
