"""Whom a message names, as people type names, and whom it does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.sayings.names.left_out import without_denied
from domain.sayings.names.looking_up import MOST_PARTS, keys, parts
from domain.sayings.names.mentions import MOST_CHOICES, mentioned
from domain.sayings.names.message import Message
from domain.sayings.names.named import Named
from domain.sayings.names.unknown_names import MOST_STRANGERS, could_be_name, strangers
from tests.domain.sayings.naming import name_words, read, said, those

MOST_KEYS = 600
"""Keys of the longest message; each takes some microseconds."""


CLIENT = those(
    own=("Nordnet Sàrl", "Liffey Digital Ltd", "Studio Grün", "Kompass Web AG"),
    others=(
        *("Alpweb AG", "Alpweb Bern", "Webwerk Müller & Söhne", "Full Service Web", "Neustart GmbH", "Partner Plus"),
        *("Rechnungshof IT", "Web Zürich", "Cloudnine Sàrl", "Agentur Morgenrot", "Müller Informatik Thun", "ProData"),
        *("Bit & Byte AG", "Zugriff24 GmbH", "Kreativküche", "Seeland IT", "Pixelbude", "Pixelwerk"),
        *("Ostwind Web", "Ostwind Design", "Weber Medien", "Bauer & Koch", "HP Systems", "Bergmann", "Bergmann AG"),
        *("Alenen Webdesign", "Bestaetig GmbH", "Zahler", "Helvetia Web"),
        *("Full Access Ltd", "Pay Easy Inc", "First Choice"),
    ),
    products=("Webshop", "Mail", "sonne-shop.ch", "Webhosting example.ch", "Newsletter-Tool", "wellness-sonne.ch"),
    people=("Rolf", "Anna Maria", "Max", "Tim", "Mathias"),
)
"""A client's own partners, those of others, what the client has, and its people."""
PARTNER = those(
    own=(
        *(
            "Bergblick Immobilien",
            "Gasthof Linde",
            "Zahnarztpraxis Dr. Huber",
            "Malerei Frei",
            "Hotel Krone",
            "Kita Käfer",
        ),
        *("Weingut Rebberg", "Bäckerei Steiner", "Treuhand Kuster", "Hotel Linde Thun", "Müller", "Müller Söhne"),
    ),
    products=("bergblick.ch", "Mailservice dr-huber.ch"),
    people=("Sina Wyss", "Tim Vogel"),
)

BY_CLIENTS = {
    # Cases and endings.
    "Alpweb": ["Alpweb = Alpweb AG"],
    "Alpwebs Zugriff": ["Alpwebs = Alpweb AG"],
    "Nordnet's access": ["Nordnet's = Nordnet Sàrl"],
    "Nordnet’s access": ["Nordnet’s = Nordnet Sàrl"],
    "Hat ausser uns noch jemand Zugang zum Webshop?": ["Webshop = Webshop"],
    "als Agentur, aber nur fürs mail": ["mail = Mail"],
    "hook it up with our mail": ["mail = Mail"],
    "bei der Alpweb AG": ["Alpweb AG = Alpweb AG"],
    "mit Studio Grüns Zugriff": ["Studio Grüns = Studio Grün"],
    "vo de kreativküche": ["kreativküche = Kreativküche"],
    "dem Alpweb de Zuegriff gäh": ["Alpweb = Alpweb AG"],
    "Alpweb-Zugriff beenden": ["Alpweb = Alpweb AG"],
    "die Nordnet-Partnerschaft": ["Nordnet = Nordnet Sàrl"],
    "(Nordnet)": ["Nordnet = Nordnet Sàrl"],
    "nordnet!!!": ["nordnet = Nordnet Sàrl"],
    "NORDNET RAUSWERFEN": ["NORDNET = Nordnet Sàrl"],
    "hat nordnet uns schon geantwortet": ["nordnet = Nordnet Sàrl"],
    # Spelling.
    "mueller und soehne": ["mueller und soehne ~ Webwerk Müller & Söhne"],
    "webwerk mueller und soehne": ["webwerk mueller und soehne = Webwerk Müller & Söhne"],
    "Webwerk Mueller & Soehne": ["Webwerk Mueller & Soehne = Webwerk Müller & Söhne"],
    "webwerk müller": ["webwerk müller ~ Webwerk Müller & Söhne"],
    "webwerk": ["webwerk ~ Webwerk Müller & Söhne"],
    "studio gruen": ["studio gruen = Studio Grün"],
    "studio grün soll die webseite machen": ["studio grün = Studio Grün"],
    "kreativkueche": ["kreativkueche = Kreativküche"],
    "alp web": ["alp web = Alpweb AG"],
    "Nord Net hinzufügen": ["Nord Net = Nordnet Sàrl"],
    "pro data": ["pro data = ProData"],
    "we want pro data on our side": [],
    "what happens if i give them full access": [],
    "Full access for Nordnet": ["Nordnet = Nordnet Sàrl"],
    "add Full Access as partner": ["Full Access = Full Access Ltd"],
    "full access ltd": ["full access ltd = Full Access Ltd"],
    "who payes for nordnet": ["nordnet = Nordnet Sàrl"],
    "First Choice soll es machen": ["First Choice = First Choice"],
    "pro-data": ["pro-data = ProData"],
    "bit und byte": ["bit und byte = Bit & Byte AG"],
    "bit & byte ag": ["bit & byte ag = Bit & Byte AG"],
    "alpweb ag": ["alpweb ag = Alpweb AG"],
    "Alpweb GmbH": ["Alpweb GmbH = Alpweb AG"],
    "alpweb bern": ["alpweb bern = Alpweb Bern"],
    "Nordnet und Alpweb Bern": ["Nordnet = Nordnet Sàrl", "Alpweb Bern = Alpweb Bern"],
    # One slip, in words that tell.
    "alpwep hinzufügen": ["alpwep ~ Alpweb AG"],
    "nordent kündigen": ["nordent ~ Nordnet Sàrl"],
    "Nrodnet": ["Nrodnet ~ Nordnet Sàrl"],
    "lifey soll weg": ["lifey ~ Liffey Digital Ltd"],
    "agentur morgerot": ["agentur morgerot ~ Agentur Morgenrot"],
    "kreativküche": ["kreativküche = Kreativküche"],
    "kreativkuche": ["kreativkuche = Kreativküche"],
    "Kretivküche": ["Kretivküche ~ Kreativküche"],
    "bäckerei ablenen": [],
    "helvetia wb als partner": ["helvetia wb ~ Helvetia Web"],
    "helvetia": [],
    "in helvetia": [],
    "seelnd it": ["seelnd ~ Seeland IT"],
    "die zahle ich selber": [],
    "zahlr mit karte": [],
    "Alennen soll es machen": ["Alennen ~ Alenen Webdesign"],
    # Short forms.
    "Liffey": ["Liffey ~ Liffey Digital Ltd"],
    "liffey digital": ["liffey digital = Liffey Digital Ltd"],
    "was darf liffey?": ["liffey ~ Liffey Digital Ltd"],
    "cloudnine mit vollem zugriff": ["cloudnine = Cloudnine Sàrl"],
    "morgenrot": ["morgenrot ~ Agentur Morgenrot"],
    "seeland it": ["seeland it = Seeland IT"],
    "alpweb.ch soll es machen": ["alpweb.ch = Alpweb AG"],
    "www.alpweb.ch": ["alpweb.ch = Alpweb AG"],
    "HP soll den Server betreuen": ["HP ~ HP Systems"],
    # One's own go first; of those that fit as well, nobody is chosen.
    "müller": ["müller ? Müller Informatik Thun | Webwerk Müller & Söhne"],
    "ostwind": ["ostwind ? Ostwind Design | Ostwind Web"],
    "ostwind web": ["ostwind web = Ostwind Web"],
    "Bergmann": ["Bergmann = Bergmann"],
    "Bergmann AG": ["Bergmann AG = Bergmann AG"],
    "bergmann gmbh": ["bergmann gmbh ? Bergmann | Bergmann AG"],
    "pixelbudde": ["pixelbudde ~ Pixelbude"],
    "der Kompass soll weg": ["Kompass ~ Kompass Web AG"],
    # Ordinary words are no names.
    "wir wollen einen Neustart": [],
    "Neustart nach dem Umzug": [],
    "Neustart": ["Neustart = Neustart GmbH"],
    "neustart gmbh hinzufügen": ["neustart gmbh = Neustart GmbH"],
    "füge „Neustart“ hinzu": ["Neustart = Neustart GmbH"],
    "wir möchten mit Neustart arbeiten": ["Neustart = Neustart GmbH"],
    "wie viele Partner kann ich haben?": [],
    "Partner Plus soll alles dürfen": ["Partner Plus = Partner Plus"],
    "unser Partner hat plus minus alles": [],
    "die Rechnung ist falsch": [],
    "Rechnungen sehen": [],
    "Rechnungshof IT bitte": ["Rechnungshof IT = Rechnungshof IT"],
    "rechnungshof it gets the server": ["rechnungshof it = Rechnungshof IT"],
    "full service web soll den shop machen": [
        "full service web = Full Service Web",
        "shop ? Webshop | sonne-shop.ch",
    ],
    "wir suchen full service": [],
    "ich suche jemanden für Web in Zürich": [],
    "Web Zürich hinzufügen": ["Web Zürich = Web Zürich"],
    "Zürich": [],
    "wer kümmert sich ums Web?": [],
    "was kostet Informatik in Thun": [],
    "I'm a bit lost": [],
    "limited access for Nordnet": ["Nordnet = Nordnet Sàrl"],
    "Nordnet limited access": ["Nordnet = Nordnet Sàrl"],
    "nordnet as partner": ["nordnet = Nordnet Sàrl"],
    "der Partner soll Zugriff haben": [],
    "zugriff 24 stunden": [],
    "Zugriff24": ["Zugriff24 = Zugriff24 GmbH"],
    "wir bauen ein Web": [],
    "Bauer kochen gern": ["Bauer ~ Bauer & Koch"],
    "ich kenne Alp, Web und Co": [],
    "Weber soll den Mailservice machen": ["Weber ~ Weber Medien"],
    "keine Weber": ["Weber ~ Weber Medien"],
    # Somebody else's name is not that of whom it has a part of.
    "Füge Müller IT hinzu": [],
    "Füge Liffey Bergson hinzu": [],
    "write to info@alpweb.ch": [],
    "hallo@nordnet.example anrufen": [],
    # Products.
    "Alpweb soll den Webshop betreuen": ["Alpweb = Alpweb AG", "Webshop = Webshop"],
    "zugriff auf den webshop": ["webshop = Webshop"],
    "ein Webshop": [],
    "wir möchten einen Shop eröffnen": [],
    "den Shop": ["Shop ? Webshop | sonne-shop.ch"],
    "schick mir eine Mail": [],
    "per mail bitte": [],
    "Ich habe keine Mail bekommen": [],
    "Mail": ["Mail = Mail"],
    "Zugriff auf «Mail»": ["Mail = Mail"],
    "der Mail-Service spinnt": [],
    "sonne-shop.ch": ["sonne-shop.ch = sonne-shop.ch"],
    "sonne-shop": ["sonne-shop ~ sonne-shop.ch"],
    "wellness-sonne": ["wellness-sonne ~ wellness-sonne.ch"],
    "nimm nordnet die domain wellness-sonne.ch weg": [
        "nordnet = Nordnet Sàrl",
        "wellness-sonne.ch = wellness-sonne.ch",
    ],
    "die domain example.ch": ["example.ch ~ Webhosting example.ch"],
    "das Hosting": ["Hosting ~ Webhosting example.ch"],
    "nur den newsletter": ["newsletter ~ Newsletter-Tool"],
    "our newsletter": ["newsletter ~ Newsletter-Tool"],
    "newsletter abbestellen": ["newsletter ~ Newsletter-Tool"],
    "zum newsletter": ["newsletter ~ Newsletter-Tool"],
    "wie verschickt man einen Newsletter": [],
    "webhosting example.ch an Nordnet": [
        "webhosting example.ch = Webhosting example.ch",
        "Nordnet = Nordnet Sàrl",
    ],
    "unser Onlineshop": ["Onlineshop ? Webshop | sonne-shop.ch"],
    "our web space": ["web space ~ Webhosting example.ch"],
    "our webspace": ["webspace ~ Webhosting example.ch"],
    # Words for products: two for one, many at once, in a list, and of letters.
    "der Mail-Hosting-Vertrag": [],
    "web hosting und Newsletter": ["web hosting ~ Webhosting example.ch", "Newsletter ~ Newsletter-Tool"],
    "unsere Shops": ["Shops ~ Webshop", "Shops ~ sonne-shop.ch"],
    "beide Shops": ["Shops ~ Webshop", "Shops ~ sonne-shop.ch"],
    "alle drei Shops": [],
    "the .ch shops": ["shops ~ sonne-shop.ch"],
    "Shops": [],
    "one of our shops": [],
    "alles ohne den Newsletter": [],
    "Alpweb ohne Newsletter": ["Alpweb = Alpweb AG", "Newsletter ~ Newsletter-Tool"],
    "keinen Newsletter mehr": ["Newsletter ~ Newsletter-Tool"],
    "no more newsletter": ["newsletter ~ Newsletter-Tool"],
    "Zugriff auf unsere Mail": ["Mail = Mail"],
    "Mail, Newsletter und das Hosting": [
        "Mail = Mail",
        "Newsletter ~ Newsletter-Tool",
        "Hosting ~ Webhosting example.ch",
    ],
    "in der Mail steht, sie haben Zugriff": [],
    "sie antworten nicht auf unsere Mail": [],
    "die Adresse des Newsletters": ["Newsletters ~ Newsletter-Tool"],
    "zwei Newsletters": [],
    "mein zweites Hosting": [],
    "Hosting, Mail und alles andere": [],
    "den Shop, also sonne-shop.ch": ["Shop ~ sonne-shop.ch", "sonne-shop.ch = sonne-shop.ch"],
    # People.
    "was darf Rolf?": ["Rolf = Rolf"],
    "rolfs rechte": ["rolfs = Rolf"],
    "Rolf's rights": ["Rolf's = Rolf"],
    "mach anna zur administratorin": ["anna ~ Anna Maria"],
    "Anna Maria ist weg": ["Anna Maria = Anna Maria"],
    "Max darf alles": ["Max = Max"],
    "max. drei Partner": [],
    "entferne tim": ["tim = Tim"],
    "3 times": [],
    "matthias entfernen": ["matthias ~ Mathias"],
    "meien Partner": [],
    "": [],
    "?!": [],
    "👍": [],
}
BY_PARTNERS = {
    "zeig mir Bergblick": ["Bergblick ~ Bergblick Immobilien"],
    "bergblicks produkte": ["bergblicks ~ Bergblick Immobilien"],
    "was läuft bei der Linde": ["Linde ? Gasthof Linde | Hotel Linde Thun"],
    "gasthof linde": ["gasthof linde = Gasthof Linde"],
    "hotel linde": ["hotel linde ~ Hotel Linde Thun"],
    "dr. huber": ["dr. huber ~ Zahnarztpraxis Dr. Huber"],
    "kunde huber zahnarzt öffnen": ["huber ~ Zahnarztpraxis Dr. Huber"],
    "die Krone annehmen": ["Krone ~ Hotel Krone"],
    "no to krone's request": ["krone's ~ Hotel Krone"],
    "eine Krone": [],
    "das Hotel": ["Hotel ? Hotel Krone | Hotel Linde Thun"],
    "wir haben ein Hotel": [],
    "bei der kita": ["kita ~ Kita Käfer"],
    "der zahnarzt": [],
    "die zahnarztpraxis": ["zahnarztpraxis ~ Zahnarztpraxis Dr. Huber"],
    "malerei frei abgeben": ["malerei frei = Malerei Frei"],
    "sind Sie frei?": [],
    "die kunden sind frei": [],
    "Müller": ["Müller = Müller"],
    "müller söhne": ["müller söhne = Müller Söhne"],
    "vom weingut": ["weingut ~ Weingut Rebberg"],
    "bäckerei steiner und treuhand kuster": [
        "bäckerei steiner = Bäckerei Steiner",
        "treuhand kuster = Treuhand Kuster",
    ],
    "baeckerei steinr": ["baeckerei steinr ~ Bäckerei Steiner"],
    "bergblick.ch": ["bergblick.ch = bergblick.ch"],
    "den mailservice von dr. huber": [
        "mailservice ~ Mailservice dr-huber.ch",
        "dr. huber ~ Zahnarztpraxis Dr. Huber",
    ],
    "was darf tim": ["tim ~ Tim Vogel"],
    "Sina Wyss": ["Sina Wyss = Sina Wyss"],
}

OF_A_KIND = {
    "wer kann an sonne.ch (domain)?": ["sonne.ch ~ Domain sonne.ch"],
    "access to sonne.ch, the domain I mean": ["sonne.ch ~ Domain sonne.ch", "domain ~ Domain sonne.ch"],
    "das Hosting von sonne.ch": ["Hosting ~ Webhosting sonne.ch", "sonne.ch ~ Webhosting sonne.ch"],
    "our domain nearly expired, so look after sonne.ch": ["domain ~ Domain sonne.ch", "sonne.ch ~ Domain sonne.ch"],
    "wer betreut sonne.ch?": ["sonne.ch ? Domain sonne.ch | Webhosting sonne.ch"],
    # A mail is a letter, but for whoever gets to it.
    "darf Alpweb an unsere Mails?": ["Mails ~ Mailservice"],
    "who can see our emails": ["emails ~ Mailservice"],
    "wer kann auf unsre Mails zugreifen": ["Mails ~ Mailservice"],
    "statt Vollzugriff nur Mail": ["Mail ~ Mailservice"],
    "nicht alles, Mail reicht": ["Mail ~ Mailservice"],
    "sie haben nur per Mail geantwortet": [],
    "sie antworten nicht auf Mails": [],
    "they never answer our emails": [],
    # What stands beside something else is there already.
    "neben der Domain auch den Mailservice": ["Mailservice = Mailservice"],
    "nicht nur das Hosting": [],
    "zum Mailservice dezue au no s Hosting": ["Hosting ~ Webhosting sonne.ch"],
    "the hosting on top of the Mailservice": ["hosting ~ Webhosting sonne.ch"],
    "nicht nur den Mailservice, sondern auch das Hosting": [
        "Mailservice = Mailservice",
        "Hosting ~ Webhosting sonne.ch",
    ],
    "cha an Shop": ["Shop ~ Shop laden.ch"],
    "Hosting an Alpweb übergeben": ["Hosting ~ Webhosting sonne.ch"],
    "Hosting und Mail": ["Hosting ~ Webhosting sonne.ch", "Mail ~ Mailservice"],
}
"""By a client with a domain of which it has the hosting, too."""
SONNE = those(products=("Domain sonne.ch", "Webhosting sonne.ch", "Mailservice", "Shop laden.ch"))


@pytest.mark.parametrize("text", ["die Hauptdomain", "our main domain", "d Haupt-Domain"])
def test_the_main_domain_is_the_one_by_which_others_are_called(text: str) -> None:
    (found,) = read(text, those(products=("Domain wellness.ch", "Domain sonne.ch", "Webhosting sonne.ch")))
    assert found.endswith("~ Domain sonne.ch")
    assert read(text, those(products=("Domain wellness.ch", "Domain sonne.ch"))) == []


BY_WHAT_STANDS_BESIDE = {
    "die Hotel-Domain": ["Hotel-Domain ~ Domain berghotel.ch"],
    "the hotel domain": ["hotel domain ~ Domain berghotel.ch"],
    "unsere Hoteldomain": ["Hoteldomain ~ Domain berghotel.ch"],
    "die Domain des Hotels": ["Domain ~ Domain berghotel.ch"],
    "the domain for the hotel": ["domain ~ Domain berghotel.ch"],
    "the webshop and the hotel hosting": [
        "webshop ~ Shop laden.ch",
        "hotel hosting ~ Webhosting berghotel.ch",
    ],
    "unsere Subdomain": [],
    "die Garten-Domain": [],
    "the hotel shop": ["shop ~ Shop laden.ch"],
    "alle Domains ausser wellness.ch": ["Domains ~ Domain berghotel.ch"],
    "unser Domainname wellness.ch": ["wellness.ch ~ Domain wellness.ch"],
    "Hosting + Shop": ["Hosting ~ Webhosting berghotel.ch", "Shop ~ Shop laden.ch"],
    "Shop geht an Nordnet": ["Shop ~ Shop laden.ch"],
}
"""By a client with two domains."""
HOTEL = those(products=("Domain berghotel.ch", "Domain wellness.ch", "Webhosting berghotel.ch", "Shop laden.ch"))


WITHOUT_DENIED = {
    "die Domain vom Hotel, nicht den Shop": ["Domain ~ Domain berghotel.ch"],
    "both domains but not the shop": ["domains ~ Domain berghotel.ch", "domains ~ Domain wellness.ch"],
    "das Hosting ohne die Hotel-Domain und den Shop": ["Hosting ~ Webhosting berghotel.ch"],
    "nicht den Shop und nicht das Hosting": ["Shop ~ Shop laden.ch", "Hosting ~ Webhosting berghotel.ch"],
    "nicht in den Shop": ["Shop ~ Shop laden.ch"],
    "statt des Shops das Hosting": ["Hosting ~ Webhosting berghotel.ch"],
    "the hosting instead of the shop": ["hosting ~ Webhosting berghotel.ch"],
    "it shouldn't get the shop but the hosting": ["hosting ~ Webhosting berghotel.ch"],
    "sie sollen den Shop nicht bekommen, sondern das Hosting": ["Hosting ~ Webhosting berghotel.ch"],
    "nicht den Shop, sondern das Hosting": ["Hosting ~ Webhosting berghotel.ch"],
}


@pytest.mark.parametrize("text", WITHOUT_DENIED)
def test_what_is_denied_is_not_wished_beside_something_else(text: str) -> None:
    message, names = Message(text, name_words()), {(one.slot, one.id): one.name for one in HOTEL}
    assert said(text, without_denied(message, mentioned(message, HOTEL)), names) == WITHOUT_DENIED[text]


@pytest.mark.parametrize("text", BY_WHAT_STANDS_BESIDE)
def test_a_product_is_told_by_what_stands_beside(text: str) -> None:
    assert read(text, HOTEL) == BY_WHAT_STANDS_BESIDE[text]


@pytest.mark.parametrize("text", ["Neustart soll unser Partner werden", "Neustart should become partner"])
def test_a_name_of_every_day_does_something(text: str) -> None:
    assert read(text, those(others=("Neustart GmbH",))) == ["Neustart = Neustart GmbH"]


OF_EVERY_DAY = {
    # What companies call themselves after is somebody's name where a name stands, in a longer name, too.
    "Weitblick Digital AG soll das Hosting bekommen": ["Weitblick Digital AG ~ Weitblick Digital AG (Demo)"],
    "wir hätten gern weitblick digital": ["weitblick digital ~ Weitblick Digital AG (Demo)"],
    "weitblick soll unsere Domain betreuen": ["weitblick ~ Weitblick Digital AG (Demo)"],
    "kann weitblick das Hosting übernehmen?": ["weitblick ~ Weitblick Digital AG (Demo)"],
    "was darf Weitblick?": ["Weitblick ~ Weitblick Digital AG (Demo)"],
    "und weitblick?": ["weitblick ~ Weitblick Digital AG (Demo)"],
    "Weitblick eingeschränkt aufs Hosting hinzufügen": ["Weitblick ~ Weitblick Digital AG (Demo)"],
    "Weitblick mit vollem Zugriff hinzufügen": ["Weitblick ~ Weitblick Digital AG (Demo)"],
    "gib weitblick vollzugriff": ["weitblick ~ Weitblick Digital AG (Demo)"],
    "we'd also like weitblick to look after the hosting": ["weitblick ~ Weitblick Digital AG (Demo)"],
    "add weitblick with full access": ["weitblick ~ Weitblick Digital AG (Demo)"],
    "crown should get the hosting": ["crown ~ Crown Web Ltd"],
    "Neustart mit vollem Zugriff hinzufügen": ["Neustart = Neustart GmbH"],
    # Where none stands, it means what it says.
    "mit Weitblick und einem Neustart": ["Weitblick ~ Weitblick Digital AG (Demo)"],
    "Neustart nach dem Umzug": [],
    "der Server braucht einen Neustart": [],
    "mit mehr Weitblick": [],
    "unser Garten braucht Pflege": [],
    "der Garten soll schön werden": [],
    "add garden photos": [],
    "the jewel in our crown": [],
    "welche Farbe? grün": [],
}
SOME_OF_EVERY_DAY = those(
    others=("Weitblick Digital AG (Demo)", "Neustart GmbH", "Garten Design AG", "Studio Grün", "Crown Web Ltd")
)


@pytest.mark.parametrize("text", OF_EVERY_DAY)
def test_a_word_of_every_day_is_a_name_where_a_name_stands(text: str) -> None:
    assert read(text, SOME_OF_EVERY_DAY) == OF_EVERY_DAY[text]


@pytest.mark.parametrize("text", OF_A_KIND)
def test_a_product_is_told_by_what_it_is(text: str) -> None:
    assert read(text, SONNE) == OF_A_KIND[text]


@pytest.mark.parametrize("text", BY_CLIENTS)
def test_a_client_names_partners_products_and_colleagues(text: str) -> None:
    assert read(text, CLIENT) == BY_CLIENTS[text]


@pytest.mark.parametrize("text", BY_PARTNERS)
def test_a_partner_names_its_clients(text: str) -> None:
    assert read(text, PARTNER) == BY_PARTNERS[text]


@given(st.text(max_size=80) | st.lists(st.sampled_from(sorted([*BY_CLIENTS, *BY_PARTNERS])), max_size=8).map(" ".join))
@settings(max_examples=150)
def test_whatever_is_typed_names_stand_beside_each_other_in_the_text(text: str) -> None:
    message = Message(text, name_words())
    found = mentioned(message, CLIENT)
    # Several products may stand at one place.
    places = sorted(
        [*{(each.start, each.end) for each in found.values}] + [(each.start, each.end) for each in found.unclear]
    )
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert all(1 < len(each.candidates) <= MOST_CHOICES for each in found.unclear)
    assert len(keys(message)) <= MOST_KEYS
    assert len(parts(message)) <= MOST_PARTS
    place = could_be_name(message, places)
    assert place is None or all(place[1] <= start or end <= place[0] for start, end in places)


@pytest.mark.parametrize("one", CLIENT, ids=lambda one: one.name)
def test_everything_is_found_by_its_whole_name(one: Named) -> None:
    for text in (f"{one.name}", f"Bitte «{one.name}» anzeigen"):
        assert any(line.endswith(f"= {one.name}") or one.name in line for line in read(text, CLIENT)), text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("add sunshine media as our partner", "sunshine media"),
        ("webfuchs bern als neuer partner", "webfuchs"),
        ("bitte die firma steinadler gmbh aufnehmen", "steinadler gmbh"),
        ("unsere werberin lüthi grafik braucht zugang", "lüthi grafik"),
        ("Füge Müller IT hinzu", "Müller IT"),
    ],
)
def test_somebody_unknown_may_be_named_in_small_letters(text: str, name: str) -> None:
    assert name in unknown(text)


@pytest.mark.parametrize("text", ["sucje webagentur", "bitte partnre hinzufügen", "add nordnet", "neuer Partner bitte"])
def test_neither_a_slip_nor_who_is_known_is_somebody_unknown(text: str) -> None:
    assert unknown(text) == []


def test_few_names_of_a_long_message_are_tried() -> None:
    assert len(unknown("zorbax, quimby, " * 40)) <= MOST_STRANGERS


def unknown(text: str) -> list[str]:
    """What could be the name of somebody who is not here."""
    message = Message(text, name_words())
    taken = [(each.start, each.end) for each in mentioned(message, CLIENT).values]
    return [text[start:end] for start, end in strangers(message, taken)]
