/** The console's own words, and how it writes amounts and times. */

const WORDS = {
  en: {
    title: "Console of the provider",
    note: "A made-up provider: it tells the desk what it knows, and does what is agreed.",
    chats: "Chats", language: "Language", theme: "Light or dark", accounts: "Accounts", close: "Close", cancel: "Cancel",
    away: "Connection lost – reconnecting …", notTold: "The desk is being told about accounts and products …",
    trouble: "The desk does not take everything: {reason}", failed: "That did not work: {reason}",
    partner: "Partner", client: "Client", closed: "Closed", blocked: "Blocked", number: "Account {n}",
    loggedIn: "Logged in as", nobody: "Nobody is left who could log in.",
    connect: "Connect Telegram", connectTitle: "Connect {name}’s Telegram",
    connectHow: "Scan the picture with your phone, or open the link. It works once, until {time}.",
    openAs: "Open it in the Telegram of", open: "Open in Telegram",
    closeAccount: "Close the account", openAccount: "Open the account again", sureClose: "Close the account of {name}? Its partnerships end.",
    faults: "Try faults", blockAccount: "Account blocked", productGone: "Product gone", outOfOrder: "Systems out of order (500)",
    people: "People", remove: "Remove", removeOne: "Remove {name}", sureRemove: "Remove {name}? The rights in Telegram end at once.", role: "{name}’s role",
    legal_representative: "Legal representative", administrator: "Administrator", employee: "Employee",
    products: "Products", noProducts: "No products yet.", search: "Search products", addProduct: "Add a product", kind: "Kind", name: "Name",
    yearlyValue: "Value a year ({currency})", add: "Add", cancelProduct: "Cancel", cancelled: "cancelled", until: "until {date}", aYear: "{amount} a year",
    sureCancel: "Cancel {name}? Access to it ends.", nothingFound: "Nothing is called so.",
    domains: "Domains", hosting: "Hosting", mail: "Mail", cloud: "Cloud", others: "Others",
    domain: "Domain", web_hosting: "Web hosting", kind_mail: "Mail service", kind_cloud: "Cloud service", other: "Other product",
    access: "Access and partners", noAccess: "Nobody else has access.", noClients: "No clients yet.",
    manages: "{partner} manages {products}", managesAll: "{partner} manages everything", shallManage: "{partner} is to manage {products}", shallManageAll: "{partner} is to manage everything", shallManageSome: "{partner} asks to manage products ({shelves})", andMore: "{products} and {n} more",
    inEffect: "in effect", beingSetUp: "being set up", waits: "waits for {partner}", notSentYet: "not sent yet",
    forClient: "for {client}", invoicesTo_client: "Payment means: the client’s", invoicesTo_partner: "Payment means: the partner’s",
    confirm: "Confirm", decline: "Decline", withdraw: "Withdraw", end: "End", changeMeans_client: "Let the client’s payment means be used",
    changeMeans_partner: "Let the partner’s payment means be used", sureEnd: "End the partnership? The access ends at once.",
    addPartner: "Add a partner", whichPartner: "Partner", byCode: "… by partner code", partnerCode: "Partner code", which: "Access",
    limited: "Limited: chosen products", full: "Full: everything", payer: "Whose payment means", payer_client: "The client’s", payer_partner: "The partner’s",
    whichProducts: "Products", ask: "Send the request",
    events: "Events received", noEvents: "None yet. They come from the desk, signed.", acknowledged: "acknowledged", refused: "refused", failedEvent: "failed", times: "{n} times",
  },
  de: {
    title: "Konsole des Anbieters",
    note: "Ein erfundener Anbieter: Er meldet, was er weiss, und tut, was vereinbart wird.",
    chats: "Chats", language: "Sprache", theme: "Hell oder dunkel", accounts: "Konten", close: "Schliessen", cancel: "Abbrechen",
    away: "Verbindung unterbrochen – wird wiederhergestellt …", notTold: "Konten und Produkte werden dem Chat gemeldet …",
    trouble: "Der Chat nimmt nicht alles an: {reason}", failed: "Das hat nicht geklappt: {reason}",
    partner: "Partner", client: "Kunde", closed: "Geschlossen", blocked: "Gesperrt", number: "Konto {n}",
    loggedIn: "Angemeldet als", nobody: "Es ist niemand mehr da, der sich anmelden könnte.",
    connect: "Telegram verbinden", connectTitle: "Telegram von {name} verbinden",
    connectHow: "Scannen Sie das Bild mit dem Handy, oder öffnen Sie den Link. Er gilt einmal, bis {time}.",
    openAs: "Öffnen im Telegram von", open: "In Telegram öffnen",
    closeAccount: "Konto schliessen", openAccount: "Konto wieder öffnen", sureClose: "Das Konto von {name} schliessen? Seine Partnerschaften enden.",
    faults: "Störungen ausprobieren", blockAccount: "Konto gesperrt", productGone: "Produkt weg", outOfOrder: "Systeme ausser Betrieb (500)",
    people: "Personen", remove: "Entfernen", removeOne: "{name} entfernen", sureRemove: "{name} entfernen? Die Rechte in Telegram enden sofort.", role: "Rolle von {name}",
    legal_representative: "Gesetzliche Vertretung", administrator: "Administration", employee: "Mitarbeit",
    products: "Produkte", noProducts: "Noch keine Produkte.", search: "Produkte suchen", addProduct: "Produkt hinzufügen", kind: "Art", name: "Name",
    yearlyValue: "Wert pro Jahr ({currency})", add: "Hinzufügen", cancelProduct: "Kündigen", cancelled: "gekündigt", until: "bis {date}", aYear: "{amount} pro Jahr",
    sureCancel: "{name} kündigen? Der Zugriff darauf endet.", nothingFound: "Nichts heisst so.",
    domains: "Domains", hosting: "Hosting", mail: "E-Mail", cloud: "Cloud", others: "Weitere",
    domain: "Domain", web_hosting: "Webhosting", kind_mail: "E-Mail-Dienst", kind_cloud: "Cloud-Dienst", other: "Anderes Produkt",
    access: "Zugriff und Partner", noAccess: "Niemand sonst hat Zugriff.", noClients: "Noch keine Kunden.",
    manages: "{partner} verwaltet {products}", managesAll: "{partner} verwaltet alles", shallManage: "{partner} soll {products} verwalten", shallManageAll: "{partner} soll alles verwalten", shallManageSome: "{partner} möchte Produkte verwalten ({shelves})", andMore: "{products} und {n} weitere",
    inEffect: "in Kraft", beingSetUp: "wird eingerichtet", waits: "wartet auf {partner}", notSentYet: "noch nicht gesendet",
    forClient: "für {client}", invoicesTo_client: "Zahlungsmittel: die des Kunden", invoicesTo_partner: "Zahlungsmittel: die des Partners",
    confirm: "Bestätigen", decline: "Ablehnen", withdraw: "Zurückziehen", end: "Beenden", changeMeans_client: "Zahlungsmittel des Kunden verwenden",
    changeMeans_partner: "Zahlungsmittel des Partners verwenden", sureEnd: "Die Partnerschaft beenden? Der Zugriff endet sofort.",
    addPartner: "Partner hinzufügen", whichPartner: "Partner", byCode: "… mit Partnercode", partnerCode: "Partnercode", which: "Zugriff",
    limited: "Eingeschränkt: ausgewählte Produkte", full: "Vollständig: alles", payer: "Wessen Zahlungsmittel", payer_client: "Die des Kunden", payer_partner: "Die des Partners",
    whichProducts: "Produkte", ask: "Anfrage senden",
    events: "Empfangene Ereignisse", noEvents: "Noch keine. Sie kommen vom Chat, signiert.", acknowledged: "bestätigt", refused: "abgelehnt", failedEvent: "gescheitert", times: "{n}-mal",
  },
};
const LOCALES = { en: "en-GB", de: "de-CH" };
const KEY = "provider.language";

export let language = localStorage.getItem(KEY) ?? (navigator.language.toLowerCase().startsWith("de") ? "de" : "en");

export function speak(chosen) {
  language = chosen;
  localStorage.setItem(KEY, chosen);
}

export function words(key, values = {}) {
  return (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function amount(value, currency) {
  return new Intl.NumberFormat(LOCALES[language], { style: "currency", currency }).format(Number(value));
}

/** "28 Nov, 14:05" of an RFC 3339 time. */
export function moment(text) {
  return new Intl.DateTimeFormat(LOCALES[language], { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(text));
}

export function clock(text) {
  return new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit" }).format(new Date(text));
}

export function day(text) {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "medium" }).format(new Date(text));
}
