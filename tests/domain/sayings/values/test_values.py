"""Values in running text, said on Wednesday, 18 March 2026."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.partnerships.rules import Access, Payer, Side
from domain.people import Role
from domain.sayings.slots import Slot, Value, disjoint
from domain.sayings.values.reader import Values
from domain.words import Money
from storage.answers.saying_words import load_values

LOCALES = Path(__file__).parents[4] / "locales"
TODAY = dt.date(2026, 3, 18)


@cache
def load_values_once() -> Values:
    return load_values(LOCALES)


@pytest.fixture(scope="module")
def values() -> Values:
    return load_values_once()


def named(text: str, **slots: str) -> tuple[Value, ...]:
    """The places of names: `named("Alpweb zahlt", other="Alpweb")`."""
    return tuple(Value(text.index(name), text.index(name) + len(name), Slot(slot), 1) for slot, name in slots.items())


def read(values: Values, text: str, slot: Slot) -> list[tuple[str, object]]:
    return [(text[each.start : each.end], each.value) for each in values.found(text, TODAY) if each.slot is slot]


FULL = (
    "volstendiger Zugriff",
    "den ganzen Kram machen",
    "unsere gesamte Infrastruktur",
    "zu allem Zuegriff",
    "Zugriff voll",
    "alles, was wir haben",
    "access all areas",
    "they do it all",
    "no longer limited",
    "kompletter Admin-Zugang",
    "Rundum-Betreuung",
    "alles bis Ende März",
    "everything except billing",
    "lift the restrictions",
    "keine Einschränkungen mehr",
    "make them a full partner",
    "statt eingeschränkt soll es voller Zugriff sein",
    "limited to full",
    "voller Zugriff",
    "vollen Zugriff bitte",
    "vollständiger Zugriff",
    "gib ihnen vollständigen Zugriff",
    "kompletter Zugang",
    "Vollzugriff bitte",
    "Alpweb soll alles machen",
    "Zugriff auf alles",
    "alles",
    "alle unsere Produkte",
    "unser ganzes Konto",
    "de volli Zuegriff",
    "Zuegriff uf alls",
    "uneingeschränkter Zugriff",
    "alle Rechte",
    "full",
    "full, we pay",
    "full please",
    "Full access for Nordnet",
    "give them everything",
    "all our products",
    "upgrade to full",
    "von eingeschränktem auf vollen Zugriff",
    "auf alles, was wir haben",
    "access to all of our products",
    "the whole account",
    "uneingeschränkt arbeiten können",
    "no restrictions",
    "voller Zugrif",
    "volständigen Zugriff",
    "das ganze Konto betreuen",
    "komplett freie Hand",
    "dürfen überall rein",
    "dörf überall ine",
    "bitte mit allen Rechten",
    "die Schlüssel zum ganzen Haus",
    "die vollständigen Rechte",
    "bi üs aues dörfe",
    "for all our stuff",
    "the whole shebang",
    "let them in everywhere",
    "the keys to the castle",
    "let us into everything",
    "they look into everything, not only the shop",
    "vollumfänglicher Zugriff",
    "de ganz Lade mache",
    "auf voll ändern",
    "darf alles, zahlen tun wir",
    "alles ausser die Rechnungen",
    "carte blanche",
    "full account access",
    "ob wir alles verwalten dürfen",
    "Alpweb soll zu allem schauen",
    "Alpweb soll das Ganze übernehmen",
    "Alpweb should look after everything",
    "look after everything, they pay",
    "they take care of everything we have",
    "sämtliche Bereiche unseres Kontos",
    "alles, was wir auch dürfen",
    "statt wie bisher nur den Shop sollen sie künftig alles verwalten",
    "sie machen bei uns alles, ausser dass die Rechnungen weiterhin wir bekommen",
    "turn the limited access into a full one",
    "each and every product",
    "anything of ours",
    "vollen Zugriff statt nur auf einzelne Sachen",
    "unser ganzes Zeug übernehmen",
    "alles, was bei uns läuft",
    "für sie reicht kein eingeschränkter Zugriff mehr, es muss der volle sein",
    "limited access isn't enough any more, it has to be full",
    "sie haben zu wenig Rechte und brauchen alles",
    "so ziemlich alles machen ausser der Buchhaltung",
    "jedes einzelne Produkt",
    "überall freischalten",
    "every single thing",
    "open it all up for them",
    "she can't cope with the renewals and he'd like us to run the lot",
)
LIMITED = (
    "soll nicht mehr an alles ran",
    "den Shop und sonst nichts",
    "alles andere geht sie nichts an",
    "exclusively the hosting",
    "the rest is none of their business",
    "alles ausser dem Mail",
    "alles, ausser dem Newsletter",
    "alle unsere Produkte ausser dem Mailservice",
    "Zugriff auf alles bis auf den Server",
    "alles ohne Shop",
    "everything except the shop",
    "full access except for the domains",
    "everything but the shop",
    "nicht mit Vollzugriff",
    "ohne vollen Zugriff",
    "no need for full access",
    "they shouldn't see everything anymore",
    "no more full access",
    "don't give them everything",
    "nur so viel wie nötig",
    "das Nötigste",
    "partieller Zugriff",
    "bare minimum",
    "reduce their rights",
    "partial",
    "limited to begin with",
    "full to limited",
    "as limited partner",
    "they lose full access",
    "verlieren den Vollzugriff",
    "möglichst wenig Zugriff",
    "etwas weniger weit hineinlassen",
    "nume no dr beschränkt zuegriff",
    "nume no iigschränkt",
    "de zuegriff chliner",
    "they see far too much",
    "narrow it down",
    "weniger Rechte",
    "schränken Sie den Zugriff bitte ein",
    "aufs Nötigste",
    "only what they need",
    "they no longer need everything",
    "fewer rights",
    "eingeschränkter Zugriff",
    "eingeschränkt",
    "lieber eingeschränkt",
    "eingeschränkter Zugriff reicht",
    "Nordnet auf eingeschränkt zurückstufen",
    "nur einzelne Produkte",
    "nur ein paar Produkte",
    "einzelne Produkte",
    "nicht alles",
    "muss nicht mehr alles sehen",
    "kein voller Zugriff",
    "iigschränkte Zuegriff",
    "nur den Shop",
    "nume de Shop",
    "nur unseren Webshop",
    "bloss die Domain",
    "nur Zugriff auf die Website",
    "limited",
    "limited access to it",
    "only some",
    "only a few products",
    "only the domain",
    "the shop only",
    "from full to limited access",
    "einzelne Domains",
    "just our website",
    "not everything",
    "restricted access",
    "eingeschrenkter Zugriff",
    "limted access to the shop",
    "nöd meh volle Zuegriff",
    "den Vollzugriff entziehen",
    "nur noch einzelne Produkte",
    "remove full access",
    "restrict their access",
    "und sonst gar nichts",
    "vollen Zugang brauchen die nicht",
    "full access isn't needed",
    "sie sollen alles behalten ausser der Domain",
    "they keep everything except the shop",
    "ausschliesslich um den Shop",
    "they only need the website",
    "solely with the shop",
    "turn full access into limited access",
    "we manage everything but want to go down to limited",
    "they don't need the full monty",
    "mehr brauchen die nicht zu sehen",
    "they don't need to see more",
    "nur so weit es nötig ist",
    "please not with all rights",
    "vorerst nur den Shop, später vielleicht alles",
    "full access was a mistake, please go back to limited",
    "Vollzugriff wäre zu viel",
    "full access would be too much",
    "full access is more than they need",
    "nur noch das sehen, was sie wirklich brauchen",
    "sie dürfen künftig weniger",
)
NO_ACCESS = (
    "voll oder eingeschränkt weiss ich noch nicht",
    "what's the difference between full and limited",
    "uns alles in Rechnung stellen",
    "alles verrechnen",
    "they will pay for everything",
    "please bill us for everything",
    "not only the shop",
    "nöd nume de Shop",
    "aus dem Nachbardorf",
    "es bleibt alles, wie es ist",
    "alles verwerfen",
    "my mailbox is full",
    "alles klar",
    "alles gut",
    "alles Gute!",
    "Alles in Ordnung?",
    "das ist alles",
    "das wäre alles",
    "danke für alles",
    "vor allem",
    "Was darf ich alles?",
    "was kann Alpweb alles sehen",
    "das hilft mir alles nicht",
    "ich habe alles versucht",
    "wir sind nicht alle da",
    "nur bis Ende März",
    "nur eine Frage",
    "ich wollte nur fragen",
    "nur noch heute",
    "voll gut",
    "in voller Höhe",
    "all right",
    "all good",
    "that's all",
    "after all",
    "is everything all right?",
    "thanks for everything",
    "after everything they did to us",
    "cancel everything",
    "full refund",
    "in full",
    "the full name",
    "Liffey Limited",
    "add Liffey Limited",
    "only until March",
    "only a question",
    "just a moment",
    "limited time only",
    "voll oder beschränkt?",
    "voller Zugriff oder nur den Shop?",
    "Full Service Web",
    "sie zahlen im Moment alles",
    "dass wir alles direkt mit euch abrechnen",
    "we settle everything with you",
    "invoices for everything they do",
    "that would be everything for today",
    "leave everything as it is",
    "too few rights",
    "everything ordered since 1 February",
    "alles, was bestellt wurde",
)


@pytest.mark.parametrize(
    ("texts", "access"), [(FULL, [Access.FULL]), (LIMITED, [Access.LIMITED]), (NO_ACCESS, [])], ids=str
)
def test_access(values: Values, texts: tuple[str, ...], access: list[Access]) -> None:
    found = {text: [value for _, value in read(values, text, Slot.ACCESS)] for text in texts}
    assert {text: each for text, each in found.items() if each != access} == {}


def test_only_is_limited_access_where_a_product_follows(values: Values) -> None:
    text = "nur den Rebberg, bitte"
    assert values.found(text, TODAY) == ()
    found = values.found(text, TODAY, named(text, product="Rebberg"))
    assert [(text[each.start : each.end], each.value) for each in found] == [("nur", Access.LIMITED)]


@pytest.mark.parametrize(
    "text",
    [
        "wir sehen dort nur den Shop, möchten aber mehr",
        "mir hei bi ihm nume de Shop",
        "we have only the shop",
        "wir haben nur eingeschränkten Zugriff",
    ],
)
def test_what_a_partner_says_it_has_is_no_wish(values: Values, text: str) -> None:
    assert values.found(text, TODAY, speaker=Side.PARTNER) == ()


def test_what_a_partner_only_wants_is_one(values: Values) -> None:
    for text in ("wir brauchen nur den Shop", "we'd like only the shop"):
        (found,) = values.found(text, TODAY, speaker=Side.PARTNER)
        assert found.value is Access.LIMITED


def test_slip_is_read_but_not_for_certain(values: Values) -> None:
    (slipped,) = values.found("vollständiger Zugrifff", TODAY)
    (right,) = values.found("vollständiger Zugriff", TODAY)
    assert (slipped.value, slipped.certain, right.certain) == (Access.FULL, False, True)


WE = (
    "wir sind bereit, selber zu zahlen",
    "wir haben angeboten, die Verlängerungen selber zu zahlen",
    "wer zahlt? wir",
    "who pays? we do",
    "Zahlung: wir",
    "Kosten wie bisher wir",
    "das geht auf unsere Kappe",
    "bezahlt von uns",
    "für die Rechnungen sind wir zuständig",
    "die Rechnungen sollen nicht mehr zu ihnen, sondern zu uns",
    "Abrechnung direkt mit uns",
    "they don't pay any more, we do",
    "the costs are ours",
    "payment on our side",
    "it comes out of our budget",
    "our accountant will pay the renewals",
    "financially everything runs through us",
    "heute zahlen sie, künftig übernehmen wir das",
    "settled by us",
    "schickt die Rechnung wieder uns",
    "zahle tüe mir",
    "we'll settle the bills ourselves",
    "für die Kosten kommen wir auf",
    "wir kommen selber für die Rechnungen auf",
    "please bill us",
    "I'd rather your invoices came straight to us instead of going through them",
    "wir übernehmen alles, auch das Bezahlen",
    "Zahlung durch uns",
    "Rechnung neu an uns",
    "die Kosten möchten wir tragen",
    "wir zahlen",
    "wir zahlen selber",
    "wir bezahlen die Rechnungen",
    "auf unsere Rechnung",
    "auf unsere Kosten",
    "mit unserer Kreditkarte",
    "über unsere Zahlungsmittel",
    "Rechnung an uns",
    "die Kosten tragen wir",
    "die Rechnung geht an uns",
    "abgerechnet wird über uns",
    "zahlen tun wir",
    "wir wollen das selber zahlen",
    "mit der Firmenkreditkarte",
    "von unserem Konto abbuchen",
    "mir zahled",
    "uf euse Rächnig",
    "we pay",
    "we'll pay",
    "I will pay",
    "bill us",
    "on our card",
    "switch billing to our card",
    "at our expense",
    "invoice me",
    "we want to pay ourselves",
    "we'd rather pay",
    "let us pay",
    "payment by us",
    "we'll cover it",
    "put it on our bill",
    # In any words, beside what is paid.
    "die Rechnung kommt weiterhin zu uns",
    "d Rächnig chunnt zu üs",
    "zu unseren Lasten",
    "zahle tüemmer mir",
    "Bezahlt wird wie bisher durch uns",
    "finanziell bleibt alles bei uns",
    "Lastschrift von unserem Konto",
    "das Finanzielle machen wir",
    "unsere Firma bezahlt die Rechnungen",
    "the bills stay with us",
    "payment by us, as ever",
    "we keep footing the bill",
    "paid from our account",
    "payer: we",
    "in deren Auftrag zahlen wir",
    "wir kommen dafür auf",
    "wir schiessen das Geld vor",
    "der Betrag wird von unserem Konto abgezogen",
    "die Zahlungsmittel von uns",
    "stellen Sie uns bitte die Rechnung",
    "verrechnen Sie uns das",
    "we'll foot the bill",
    "this one's on us",
    "keep billing us",
    "it should be us paying, not them",
    "we advance the costs",
    "the invoices should be in our name",
    "ask whether we can pay on their behalf",
    "bisher haben sie bezahlt, ab April machen wir das",
    "die Rechnungen nicht mehr zu ihnen, sondern zu uns ans Hotel",
    "wir würden lieber selbst bezahlen als über sie",
    "bezahlt wird ab sofort von uns",
    "dass wir direkt mit euch abrechnen",
    "it's us who'll pay",
    "Rechnungen zu Handen unserer Buchhaltung",
    "wir werden ab 1. Mai Rechnungsempfänger",
    "they no longer want to pay",
    "the costs are no longer to be paid by them, we do that",
    "they have been paying so far; from April it'll be us",
    "die Rechnungen landen bei ihnen, gehören aber zu uns",
    "dass sie zahlen. Bitte stellen Sie das auf uns um",
    "they pay at the moment. Please change that to us",
    "dass ihr es mir in Rechnung stellt",
    "d Rächnige wette mir wieder sälber übercho",
    "they asked us to bear the costs",
    "I'd prefer the invoices to reach us directly",
    "sie haben uns gebeten, die Kosten zu tragen",
    "ich will nicht, dass sie unsere Rechnungen erhalten, die will ich selber haben",
    "I don't agree that they get our invoices, I want them myself",
    "they want us to pay the bills and charge them on",
    "they would like us to pay",
    "they'd prefer us to pay",
    "can they get us to pay?",
    "we would rather pay ourselves for what they order",
    "lieber zahlen wir das, was sie bestellt, aus eigener Tasche",
    "was sie bestellen, geht auf unser Konto",
    "whatever they order goes on our account",
    "make us the ones who pay",
    "I'd rather we paid",
    "verlängerungen gehen auf unsre kosten",
    "the bills: ours again",
    "die Rechnungen nicht mehr über deren Karte, sondern über unser Konto",
    "mir würded lieber sälber zahle, was si bstelled",
)
THEY = (
    "auf ihre Kappe",
    "bezahlt von ihnen",
    "sie strecken das Geld vor und verrechnen es uns",
    "um die Zahlungen kümmern sie sich",
    "das Geld kommt von ihnen",
    "they're billed directly",
    "they pay for it, and we pay them back",
    "we no longer want to pay, they should",
    "who pays? they do",
    "nicht wir zahlen, sondern die",
    "fragt sie um mehr an, sie zahlt selbst",
    "sie stellen uns die Rechnung",
    "dass sie das ab jetzt selber bezahlen und uns weiterverrechnen",
    "hallo, wir hätten gern einen Partner mit allem und die sollen auch gleich zahlen bitte danke",
    "die zahlen selber und stellen uns dann eine Rechnung",
    "we die ab jetz sälber zahle und üs's verrächne",
    "zahlen soll weiterhin sie",
    "also: sie bekommen bei uns alles und zahlen auch die Rechnungen",
    "they bill us",
    "they will invoice us themselves",
    "have them bill us for the hosting",
    "they get billed",
    "he keeps paying",
    "they settle the invoices",
    "they have offered to pay",
    "auf ihre Kosten",
    "auf ihre Rechnung",
    "mit ihrer eigenen Kreditkarte",
    "sie zahlen",
    "no they pay",
    "sie sollen auch die Rechnungen zahlen",
    "their card",
    "they pay",
    "they'll pay",
    "They cover all costs",
    "charge them",
    "with their own card",
    "let them pay",
    "si zahled",
    "er söll zahle",
    "die verrechnen uns das dann",
    "zu ihren Lasten",
    "Bezahlung läuft über sie",
    "sie übernehmen die Kosten",
    "Die sollen zuerst einmal zahlen und uns dann die Rechnung schicken",
    "d Rächnige gönd a si",
    "charge it to them",
    "let them settle the renewals",
    "they will foot the bill",
    "their company pays for renewals",
    "zu Lasten der Agentur",
    "we don't want to pay any more, they should",
    "was sie bestellen, bezahlen sie auch selber",
    "geht auf deren Kappe",
    "they get the invoice",
    "whatever they order they pay for",
    "they order in our name, the bill goes to them",
    "they pass the costs on to us",
    "they advance the money",
    "it's them who pay",
    "we reimburse them",
    "what they order they should pay for themselves",
    "my accountant says they have to settle their orders themselves",
    "they should no longer charge our card",
    "we used to pay ourselves, now they do",
    "sie haben angeboten, die Kosten zu übernehmen",
    "they offered to absorb the costs",
    "sie bieten an, die Verlängerungen selber zu zahlen",
    "dass sie verwalten und wir blechen. Jetzt bieten sie an, selber zu zahlen",
    "sie boten an, die Rechnungen selbst zu übernehmen",
    "orders shall not go on our card anymore",
    "orders shall not go on our credit card anymore, they shall use their own",
    "sie übernehmen alles inkl. Rechnungen",
    "they take over everything including the invoices",
    "unsere Karte soll nicht mehr belastet werden",
    "stop debiting our card, they should use theirs",
    "das Geld soll künftig von ihnen kommen",
    "the money should come from them from now on",
    "don't send the bills here any longer, send them to them",
    "wir möchten nicht mehr dafür zahlen",
    "Zahlung uns -> die",
    "unter der Bedingung, dass sie die Kosten übernehmen",
    "nicht auf unsere Rechnung, sondern auf eigene",
    "we arranged that they absorb the renewals",
    "the bills keep landing here, they belong with them",
    "could they take over the payments?",
    "we're tired of paying for their orders, they should do that",
    "we don't want to deal with invoices, so they should pay",
    "wir zahlen im Moment, das sollen künftig die machen",
    "die rechnungen gehen dann an die",
    "die Rechnungen an denen ihre Firma, Kosten bei denen",
    "make them the ones who pay",
    "I'd rather they paid",
    "we would rather not pay",
    "without us having to pay",
    "full access, at no cost to us",
    "get it off our card",
    "ohne dass wir zahlen müssen",
    "das darf uns nichts kosten",
    "wir zahlen keinen Rappen",
    "ich möchte, dass die Kosten nicht mehr auf unserer Karte landen",
    "die Kosten nicht mehr über uns, sondern über deren Konto",
    "they no longer charge our card but pay themselves",
    "sie sollen nicht mehr über uns abrechnen, sondern selber zahlen",
    "sie rechnen künftig direkt mit euch ab",
)
NOBODY = (
    "wer zahlt? wer weiss",
    "put somebody in charge of the account",
    "Die Rechnungen waren falsch",
    "sieht sie unsere Rechnungen?",
    "Meine Rechnung stimmt nicht",
    "wer zahlt?",
    "Wer bezahlt die Rechnungen",
    "wer zahlt bei uns",
    "was zahlen wir?",
    "wie zahlen wir eigentlich",
    "wir zahlen nicht",
    "nicht wir zahlen",
    "zahlt der Partner?",
    "zahlen wir oder sie?",
    "who pays",
    "who pays for our renewals",
    "how do we pay",
    "what do we pay",
    "we don't pay",
    "add a new employee to our account",
    "Zugriff auf unser Konto",
    "wir sind dabei",
    "our website",
    "mehr über die Agentur",
    "wir haben die Rechnung schon bezahlt",
    "they have paid our invoice",
    "set up a reseller for our account",
    "den Zahler ändern",
    "Sie können die Rechnung ablegen",
    # Who acts for whom says nothing of who pays.
    "in deren Auftrag",
    "sie handeln in unserem Namen",
    "they act on our behalf",
    "on their behalf",
    "they work in our name",
    # Each side pays its own.
    "jeder zahlt seins",
    "jeder zahlt das Seine",
    "beide Seiten zahlen selber",
    "each pays their own",
    "everyone pays their own bills",
    "we each pay our own",
    # What has been, who pays late, and what is not to be.
    "bisher hat Nordnet bezahlt",
    "im Moment zahlen wir",
    "currently they pay",
    "we used to pay ourselves",
    "they didn't pay the last invoice",
    "die zahlen immer zu spät",
    "they are always late with the bills",
    "stop debiting our card",
    "do we have to pay the bill?",
    "unsere Kreditkarte läuft bald ab",
    "our credit card is about to expire",
    "gehen die Bestellungen auf unsere Kosten?",
    "laufen die Kosten über uns?",
    "on my card statement are items that I don't know",
    "auf unserer Karte ist eine Abbuchung",
)


@pytest.mark.parametrize(
    ("texts", "client", "partner"),
    [
        (WE, [Payer.CLIENT], [Payer.PARTNER]),
        (THEY, [Payer.PARTNER], [Payer.CLIENT]),
        (NOBODY, [], []),
        (
            (
                "der Partner zahlt",
                "die Agentur soll zahlen",
                "über die Agentur",
                "the agency pays",
                "d Agäntur söll zahle",
                "Abrechnung auf Partner umstellen",
                "künftig übernimmt die Agentur die Kosten",
            ),
            *2 * ([Payer.PARTNER],),
        ),
        (
            (
                *("der Kunde zahlt", "Zahlungsmittel des Kunden", "zahlen soll der Kunde", "the client pays"),
                *("das Hotel zahlt", "payment is by client", "the invoices should come to the hotel"),
                *("die Rechnung geht direkt ans Hotel", "über die Kreditkarte des Hotels", "the hotel foots the bill"),
                "the client is billed directly by you",
                *(
                    "zahle tuet d Praxis",
                    "die Zahnarztpraxis zahlt",
                    "Rechnung an die Praxis",
                    "Kosten trägt das Weingut",
                ),
                *("the practice pays", "with the winery paying", "die Rechnung geht ab Juni an den Maler"),
            ),
            *2 * ([Payer.CLIENT],),
        ),
    ],
    ids=["we", "they", "nobody", "partner", "client"],
)
def test_payer(values: Values, texts: tuple[str, ...], client: list[Payer], partner: list[Payer]) -> None:
    for side, payer in ((Side.CLIENT, client), (Side.PARTNER, partner)):
        found = {
            text: [each.value for each in values.found(text, TODAY, speaker=side) if each.slot is Slot.PAYER]
            for text in texts
        }
        assert {text: each for text, each in found.items() if each != payer} == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Alpweb zahlt", "zahlt"),
        ("have Alpweb pay instead of us", "have"),
        ("Alpweb zahlt das nicht mehr über uns, sondern aus der eigenen Tasche", "zahlt"),
        ("Alpweb auf eigene Kosten", "eigene Kosten"),
        ("we don't pay any more, Alpweb does", "does"),
        ("die Rechnungen nicht mehr zu uns, sondern zu Alpweb", "sondern zu"),
        ("ab jetzt zahlt Alpweb", "zahlt"),
        ("Alpweb soll zahlen", "soll zahlen"),
        ("auf Rechnung von Alpweb", "auf Rechnung von"),
        ("Abrechnung über Alpweb", "Abrechnung über"),
        ("Alpweb pays", "pays"),
        ("let Alpweb pay", "let"),
        ("bill Alpweb", "bill"),
        ("Alpweb should pay", "should pay"),
        ("Alpweb söll ab jetzt sälber zahle", "zahle"),
        ("ich will, dass Alpweb für alles aufkommt", "aufkommt"),
        ("make Alpweb the payer", "the payer"),
        ("Zahler: Alpweb", "Zahler"),
        ("zu Lasten von Alpweb", "Lasten"),
        ("invoices go to Alpweb", "to"),
        ("Alpweb bills us", "bills"),
        ("have Alpweb bill us", "bill"),
        ("Alpweb rechnet mit uns ab", "rechnet mit uns ab"),
        ("Alpweb kommt für die Kosten auf", "kommt"),
        ("Alpweb foots the bill", "foots the bill"),
        ("Alpweb schickt uns die Rechnung selber", "schickt"),
        ("nicht mehr über unsere Karte, sondern über die von Alpweb", "sondern über die von"),
        ("have Alpweb invoiced", "have"),
        ("Alpweb kommt dafür auf", "kommt"),
        ("Alpweb soll das Geld vorschiessen", "vorschiessen"),
    ],
)
def test_other_side_pays_where_its_name_stands_beside(values: Values, text: str, words: str) -> None:
    names = named(text, other="Alpweb")
    for side, payer in ((Side.CLIENT, Payer.PARTNER), (Side.PARTNER, Payer.CLIENT)):
        found = values.found(text, TODAY, names, side)
        assert [(text[each.start : each.end], each.value) for each in found] == [(words, payer)]
        assert disjoint((*names, *found)) == tuple(sorted((*names, *found), key=lambda value: value.start))


@pytest.mark.parametrize(
    ("text", "access", "payer"),
    [
        ("Voller Zugriff, wir zahlen. Nein, doch nur den Shop!", [Access.LIMITED], [Payer.CLIENT]),
        ("They pay everything today.\nIn future on our card.", [], [Payer.CLIENT]),
        ("Nur den Shop, später voller Zugriff", [Access.LIMITED], []),
        ("Es läuft über unsere Kreditkarte. Das sollen künftig sie bezahlen.", [], [Payer.PARTNER]),
        ("Bitte belasten Sie nicht mehr uns, sondern die Agentur.", [], [Payer.PARTNER]),
        ("mir wänd d Rächnige nüme zahle, das söll d Agentur mache", [], [Payer.PARTNER]),
    ],
)
def test_later_sentence_puts_right_what_an_earlier_one_says(
    values: Values, text: str, access: list[Access], payer: list[Payer]
) -> None:
    assert [value for _, value in read(values, text, Slot.ACCESS)] == access
    assert [value for _, value in read(values, text, Slot.PAYER)] == payer


@pytest.mark.parametrize(
    "text",
    [
        "bei Alpweb zahlen neu wir",
        "bi Alpweb zahled ab sofort mir",
        "statt Alpweb bezahlen jetzt wir",
        "nicht mehr Alpweb, sondern wir zahlen",
        "die Rechnungen von Alpweb wieder zu uns",
        "from now on we pay for Alpweb's orders",
        "move the billing with Alpweb back to us",
        "Alpweb: Rechnung wieder zu uns, und zwar ab 1.7.",
        "Alpweb – Kosten wieder bei uns",
        "für s Alpweb zahled mir",
        "we pay for what Alpweb orders",
    ],
)
def test_other_side_that_is_spoken_of_is_not_who_pays(values: Values, text: str) -> None:
    found = values.found(text, TODAY, named(text, other="Alpweb"))
    assert [each.value for each in found if each.slot is Slot.PAYER] == [Payer.CLIENT]


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("ask Alpweb if they would pay", Payer.PARTNER),
        ("frag Alpweb, ob sie zahlen würden", Payer.PARTNER),
        ("could you check with Alpweb whether we can pay", Payer.CLIENT),
    ],
)
def test_what_somebody_is_asked_is_wished(values: Values, text: str, payer: Payer) -> None:
    assert [value for _, value in read(values, text, Slot.PAYER)] == [payer]


@pytest.mark.parametrize(
    "text",
    ["sack Alpweb", "damit die Rechnungen ohne Steuer kommen, hier unsere USt-ID", "ob sie zahlen, weiss ich nicht"],
)
def test_other_words_say_nothing_of_who_pays(values: Values, text: str) -> None:
    assert [value for _, value in read(values, text, Slot.PAYER)] == []


@pytest.mark.parametrize("text", ["zahlt Alpweb?", "wer zahlt, Alpweb", "zahlt Alpweb oder wir?", "Alpweb zahlt nicht"])
def test_question_who_pays_says_nothing(values: Values, text: str) -> None:
    assert values.found(text, TODAY, named(text, other="Alpweb")) == ()


def test_names_keep_what_they_are_called(values: Values) -> None:
    text = "Full Service Web, Neustart April GmbH und Alles Klar AG"
    names = named(text, other="Full Service Web", product="Neustart April GmbH", person="Alles Klar AG")
    assert values.found(text, TODAY, names) == ()


@pytest.mark.parametrize(
    ("text", "number", "certain"),
    [
        ("meine UID ist jetzt DE 123 456 788", "DE123456788", True),
        ("ATU 12345675", "ATU12345675", True),
        ("atu12345005", "ATU12345005", True),
        ("de 123 456 788 bitte", "DE123456788", True),
        ("BE 0123.456.749", "BE0123456749", True),
        ("FR 83 123456709", "FR83123456709", True),
        ("NL 004495445B01", "NL004495445B01", True),
        ("unsere Nummer: CHE-123.456.788 MWST", "CHE123456788MWST", True),
        ("che 123 456 788 tva", "CHE123456788TVA", True),
        ("CHE-123.456.788, IVA", "CHE123456788IVA", True),
        ("meine MWST-Nummer ist CHE-123.456.788", "CHE123456788", True),
        ("VAT no.: CHE 123 456 788", "CHE123456788", True),
        ("Firmennummer HR 12, Mehrwertsteuernummer CHE-123.456.788", "CHE123456788", True),
        ("CHE-123.456.789 MWST", "CHE123456789MWST", False),
        ("GR123456783", "EL123456783", True),
        ("DE123456789", "DE123456789", False),
        ("de 123 456 789", "DE123456789", False),
        ("DE 12345678", "DE12345678", False),
    ],
)
def test_vat_number(values: Values, text: str, number: str, certain: bool) -> None:
    (found,) = values.found(text, TODAY)
    assert (found.slot, found.value, found.certain) == (Slot.VAT, number, certain)


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 00",
        "call me at 044 123 45 67",
        "DE 80331 München",
        "it 12 34",
        "der 12. Partner",
        "GB123456789",
        "at 12345678",
        "de",
        "index123456789",
    ],
)
def test_no_vat_number(values: Values, text: str) -> None:
    assert read(values, text, Slot.VAT) == []


@pytest.mark.parametrize(
    ("text", "number", "certain"),
    [
        ("CHE-123.456.788 HR", "CHE123456788", True),
        ("che 123 456 788", "CHE123456788", True),
        ("CHE-123.456.789", "CHE123456789", False),
        ("FN 123456d", "123456d", True),
        ("Amtsgericht München HRB 12345", "München HRB 12345", True),
        ("SIRET 123 456 782 00002", "12345678200002", True),
        ("KVK 12345678", "12345678", True),
    ],
)
def test_register_number(values: Values, text: str, number: str, certain: bool) -> None:
    (found,) = values.found(text, TODAY)
    assert (found.slot, found.value, found.certain) == (Slot.NUMBER, number, certain)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("CHF 500", Money(Decimal(500), "CHF")),
        ("1'200 Fr.", Money(Decimal(1200), "CHF")),
        ("2k EUR", Money(Decimal(2000), "EUR")),
        ("2,5k EUR", Money(Decimal(2500), "EUR")),
        ("5000 Franken im Jahr", Money(Decimal(5000), "CHF")),
        ("€ 50", Money(Decimal(50), "EUR")),
        ("1.800,00 €", Money(Decimal(1800), "EUR")),
        ("CHF 2025", Money(Decimal(2025), "CHF")),
        ("Fr. 200.–", Money(Decimal(200), "CHF")),
        ("2'000.–", Money(Decimal(2000), "CHF")),
        ("1500.-", Money(Decimal(1500), "CHF")),
        ("2 Tausend Franken", Money(Decimal(2000), "CHF")),
        ("500 dollars", Money(Decimal(500), "USD")),
        ("zehntausend Franken", Money(Decimal(10_000), "CHF")),
        ("CHF zweitausendfünfhundert", Money(Decimal(2500), "CHF")),
        ("fifteen thousand euros", Money(Decimal(15_000), "EUR")),
        ("half a million francs", Money(Decimal(500_000), "CHF")),
        ("a hundred thousand", None),
        ("1200", None),
        ("Frau 3", None),
        ("CHF", None),
        ("CHF 0", None),
    ],
)
def test_amount(values: Values, text: str, amount: Money | None) -> None:
    assert [each.value for each in values.found(text, TODAY)] == ([] if amount is None else [amount])


@pytest.mark.parametrize(
    ("text", "slot", "found"),
    [
        ("meine Adresse ist Hans@Muster.ch.", Slot.EMAIL, [("Hans@Muster.ch", "hans@muster.ch")]),
        ("Agentur in der Schweiz", Slot.COUNTRY, [("Schweiz", "CH")]),
        ("in den Niederlanden oder in Polen", Slot.COUNTRY, [("Niederlanden", "NL"), ("Polen", "PL")]),
        ("from the United Kingdom", Slot.COUNTRY, [("United Kingdom", "GB")]),
        ("USA", Slot.COUNTRY, [("USA", "US")]),
        ("an agency in the UK", Slot.COUNTRY, [("the UK", "GB")]),
        ("find me an Irish web firm", Slot.COUNTRY, [("Irish", "IE")]),
        ("a Swiss company", Slot.COUNTRY, [("Swiss", "CH")]),
        ("eine deutsche Webagentur", Slot.COUNTRY, [("deutsche", "DE")]),
        ("ein österreichischer Partner", Slot.COUNTRY, [("österreichischer", "AT")]),
        ("en Agentur z Östriich", Slot.COUNTRY, [("Östriich", "AT")]),
        ("the German version", Slot.COUNTRY, []),
        ("a German speaking agency", Slot.COUNTRY, []),
        ("is it at no cost in de", Slot.COUNTRY, []),
        ("the turkey is here", Slot.COUNTRY, []),
        ("auf Deutsch bitte", Slot.LANGUAGE, [("auf Deutsch", "de")]),
        ("answer in English", Slot.LANGUAGE, [("in English", "en")]),
        ("uf Dütsch", Slot.LANGUAGE, [("uf Dütsch", "de")]),
        ("Deutsch", Slot.LANGUAGE, [("Deutsch", "de")]),
        ("chömer änglisch rede", Slot.LANGUAGE, [("änglisch rede", "en")]),
        ("eine Agentur, die auch Französisch spricht", Slot.LANGUAGE, [("auch Französisch", "fr")]),
        ("i sueche e agentur wo französisch cha", Slot.LANGUAGE, [("französisch cha", "fr")]),
        ("Gibt es Agenturen, die Italienisch können?", Slot.LANGUAGE, [("Italienisch können", "it")]),
        ("an agency that understands German", Slot.LANGUAGE, [("understands German", "de")]),
        ("Agentur mit Englischkenntnissen", Slot.LANGUAGE, [("Englischkenntnissen", "en")]),
        ("an agency that speaks Italian", Slot.LANGUAGE, [("speaks Italian", "it")]),
        ("the French VAT number", Slot.LANGUAGE, []),
        ("die französische Agentur", Slot.LANGUAGE, []),
        ("i prefer german", Slot.LANGUAGE, [("prefer german", "de")]),
        ("the German VAT number", Slot.LANGUAGE, []),
        ("eine Agentur, die Englisch spricht", Slot.LANGUAGE, [("Englisch spricht", "en")]),
        ("die englische Agentur", Slot.LANGUAGE, []),
        ("Können wir Englisch reden?", Slot.LANGUAGE, [("Können wir Englisch", "en")]),
        ("englische Version", Slot.LANGUAGE, [("englische Version", "en")]),
        ("an agency in the US", Slot.COUNTRY, [("the US", "US")]),
        ("tell us more", Slot.COUNTRY, []),
        ("Agenturen in den USA", Slot.COUNTRY, [("den USA", "US")]),
        ("eine amerikanische Agentur", Slot.COUNTRY, [("amerikanische", "US")]),
        ("in francs, please", Slot.COUNTRY, []),
        ("not a Swiss agency, a German one", Slot.COUNTRY, [("German", "DE")]),
        ("keine Schweizer Agentur, eine aus Frankreich", Slot.COUNTRY, [("Frankreich", "FR")]),
        ("nicht mehr DE136695976, sondern ATU13585627", Slot.VAT, [("ATU13585627", "ATU13585627")]),
        ("replace DE136695976 by ATU13585627", Slot.VAT, [("ATU13585627", "ATU13585627")]),
        ("von Deutsch auf Englisch wechseln", Slot.LANGUAGE, [("auf Englisch", "en")]),
        ("switch from English to German", Slot.LANGUAGE, [("to German", "de")]),
        ("set language German", Slot.LANGUAGE, [("set language German", "de")]),
        ("als Administratorin einladen", Slot.ROLE, [("Administratorin", Role.ADMINISTRATOR)]),
        ("make her an admin", Slot.ROLE, [("admin", Role.ADMINISTRATOR)]),
        ("gesetzlicher Vertreter", Slot.ROLE, [("gesetzlicher Vertreter", Role.LEGAL_REPRESENTATIVE)]),
        ("our legal representative", Slot.ROLE, [("legal representative", Role.LEGAL_REPRESENTATIVE)]),
        ("die Adminrechte entziehen", Slot.ROLE, []),
        ("mehr als nur lesen, als Mitarbeiterin", Slot.ROLE, [("Mitarbeiterin", Role.EMPLOYEE)]),
        ("they don't do German, English please", Slot.LANGUAGE, [("English please", "en")]),
        ("ich verstehe kein Englisch", Slot.LANGUAGE, [("verstehe kein Englisch", "de")]),
        ("I want German", Slot.LANGUAGE, [("German", "de")]),
        ("language: de", Slot.LANGUAGE, [("language: de", "de")]),
        ("as emploee", Slot.ROLE, [("emploee", Role.EMPLOYEE)]),
        ("als Mitarbeiter", Slot.ROLE, [("Mitarbeiter", Role.EMPLOYEE)]),
        ("nur lesen", Slot.ROLE, [("nur lesen", Role.READER)]),
        ("read-only please", Slot.ROLE, [("read-only", Role.READER)]),
        ("Shop verwalten", Slot.ROLE, []),
        ("wird Verwalter", Slot.ROLE, [("wird Verwalter", Role.ADMINISTRATOR)]),
        ("als Chefin eintragen", Slot.ROLE, [("als Chefin", Role.LEGAL_REPRESENTATIVE)]),
        ("Sie ist auch Chefin", Slot.ROLE, []),
        ("als Chefin möchte ich das wissen", Slot.ROLE, []),
        ("darf nur noch lesen", Slot.ROLE, [("nur noch lesen", Role.READER)]),
        ("soll nur anschauen", Slot.ROLE, [("nur anschauen", Role.READER)]),
        ("view-only rights", Slot.ROLE, [("view-only", Role.READER)]),
        # What has been is not what shall be.
        ("nicht mehr Mitarbeiter, sondern Administrator", Slot.ROLE, [("Administrator", Role.ADMINISTRATOR)]),
        ("ab heute Administrator statt nur Mitarbeiter", Slot.ROLE, [("Administrator", Role.ADMINISTRATOR)]),
        ("from administrator to reader", Slot.ROLE, [("reader", Role.READER)]),
        ("our new CEO is Luca", Slot.ROLE, [("our new CEO is", Role.LEGAL_REPRESENTATIVE)]),
        ("Mitarbeiterin statt nur lesen", Slot.ROLE, [("Mitarbeiterin", Role.EMPLOYEE)]),
        ("einen Mitarbeiter als Admin einladen", Slot.ROLE, [("Admin", Role.ADMINISTRATOR)]),
        ("soll nicht mehr Administrator sein", Slot.ROLE, []),
        ("aus dem eingeschränkten einen vollen Zugriff", Slot.ACCESS, [("vollen Zugriff", Access.FULL)]),
        ("statt eingeschränkt bitte vollen Zugriff", Slot.ACCESS, [("vollen Zugriff", Access.FULL)]),
    ],
)
def test_other_values(values: Values, text: str, slot: Slot, found: list[tuple[str, object]]) -> None:
    assert read(values, text, slot) == found


def test_address_is_no_name(values: Values) -> None:
    text = "rechnung@alpweb.ch"
    assert [each.value for each in values.found(text, TODAY, named(text, other="alpweb"))] == [text]


def test_several_values_stand_in_their_order(values: Values) -> None:
    text = "Alpweb ab 1. Mai mit vollem Zugriff, wir zahlen; meine Nummer ist ATU12345005"
    found = values.found(text, TODAY, named(text, other="Alpweb"))
    assert [each.slot for each in found] == [Slot.WHEN, Slot.ACCESS, Slot.PAYER, Slot.VAT]
    assert disjoint(found) == found


def test_places_are_those_of_the_whole_message(values: Values) -> None:
    text = f"voller Zugriff {'x ' * 2000} ATU12345005"
    found = values.found(text, TODAY)
    assert [text[each.start : each.end] for each in found] == ["voller Zugriff", "ATU12345005"]


@pytest.mark.parametrize(
    "text", ["", "{other}", "🇨🇭", "ä" * 4096, "1." * 2048, "DE " * 1300, "bis " * 1000, "\u0308" * 900]
)
def test_anything_can_be_read(values: Values, text: str) -> None:
    assert isinstance(values.found(text, TODAY), tuple)


SAID = (
    *("Zahler", "zahlt", "die Rechnung", "geht", "an", "zu", "uns", "sie", "wir", "their", "account", "charge", "us"),
    *("statt", "nicht mehr", "Administrator", "Leser", "sondern", "von", "voll", "auf", "eingeschränkt", "Mitarbeiter"),
    *("Freitag", "nächste Woche", "in einer Woche", "Ostern", "bis", "letzten", "April", "from", "on", "wie", "bisher"),
    *("Alpweb", "Alpweb", "Alpweb"),
)
JOINTS = (" ", " ", " ", ", ", ": ", ". ", "? ", "\n")


@given(st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from(JOINTS)), max_size=12), st.sampled_from(Side))
@settings(max_examples=200)
def test_whatever_is_said_values_stand_beside_each_other_and_beside_names(
    said: list[tuple[str, str]], speaker: Side
) -> None:
    text = "".join(word + joint for word, joint in said)
    names = tuple(Value(each.start(), each.end(), Slot.OTHER, 1) for each in re.finditer("Alpweb", text))
    found = load_values_once().found(text, TODAY, names, speaker)
    every = sorted((*names, *found), key=lambda each: each.start)
    assert all(first.end <= second.start for first, second in pairwise(every))
    assert all(text[each.start : each.end].strip() for each in found)
