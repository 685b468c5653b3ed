/** The page's own words. A chat's frame speaks its person's language, the page's header the browser's. */

const WORDS = {
  en: {
    title: "Playground",
    note: "Made-up companies; nothing leaves this computer.",
    nobody: "There is nobody here yet. People appear as soon as they are added.",
    reconnecting: "Connection lost – reconnecting …",
    console: "Console of the provider",
    theme: "Light or dark",
    mail: "Mailbox", mailUnread: "Mailbox, {n} new", noMail: "No mail yet", closeMail: "Close the mailbox",
    from: "From", to: "To", noSubject: "(no subject)", asText: "As plain text", asSent: "As it was sent", letter: "The mail to {to}",
    date: "The date in this playground", nextDay: "Next day", nextWeek: "Next week", day: "+1 day", week: "+1 week",
    person: "Chat as", personOf: "{name}’s chat", leftOf: "On the left: {name}’s chat", rightOf: "On the right: {name}’s chat", language: "Language of {name}", unreadBy: "{name}, {n} unread",
    room: "Chat or topic", general: "General", members: "{n} members",
    bot: "bot", typing: "typing", botBlocked: "blocked by {name}", chatMenu: "Chat menu",
    block: "Block the bot", unblock: "Unblock the bot", intro: "Nothing has been said here yet.",
    introStart: "{name} has not started the bot yet.", start: "Start",
    placeholder: "Message", placeholderEdit: "Change the message", send: "Send", save: "Save",
    commands: "Commands", noCommands: "The bot has no commands", results: "What the bot has found", attach: "Attach", choose: "Send", contacts: "Contacts",
    photo: "Photo", sticker: "Sticker", voice: "Voice message", contact: "Contact", location: "Location", poll: "Poll",
    document: "File", dice: "Dice", video: "Video", other: "Message of another kind",
    reply: "Reply", edit: "Edit", copy: "Copy text", cancel: "Cancel", edited: "edited", sent: "Sent", answered: "Answered",
    spoiler: "Hidden text, press to show", newer: "{n} new", toEnd: "To the newest message", unreadFrom: "New messages",
    today: "Today", yesterday: "Yesterday", you: "You",
    via: "via {bot}",
    noAnswer: "The bot has not answered this button.", notSent: "Not sent: {reason}", failed: "That did not work: {reason}",
    role_client: "Client", role_partner: "Partner", role_employee: "Employee", role_support: "Support", role_affiliate: "Affiliate", role_newcomer: "New here",
  },
  de: {
    title: "Playground",
    note: "Erfundene Firmen; nichts verlässt diesen Computer.",
    nobody: "Hier ist noch niemand. Personen erscheinen, sobald sie hinzugefügt werden.",
    reconnecting: "Verbindung unterbrochen – wird wiederhergestellt …",
    console: "Konsole des Anbieters",
    theme: "Hell oder dunkel",
    mail: "Postfach", mailUnread: "Postfach, {n} neu", noMail: "Noch keine Post", closeMail: "Postfach schliessen",
    from: "Von", to: "An", noSubject: "(kein Betreff)", asText: "Als reiner Text", asSent: "Wie gesendet", letter: "Die Mail an {to}",
    date: "Das Datum auf dieser Spielwiese", nextDay: "Nächster Tag", nextWeek: "Nächste Woche", day: "+1 Tag", week: "+1 Woche",
    person: "Chat als", personOf: "Chat von {name}", leftOf: "Links: Chat von {name}", rightOf: "Rechts: Chat von {name}", language: "Sprache von {name}", unreadBy: "{name}, {n} ungelesen",
    room: "Chat oder Thema", general: "Allgemein", members: "{n} Mitglieder",
    bot: "Bot", typing: "schreibt", botBlocked: "blockiert von {name}", chatMenu: "Chat-Menü",
    block: "Bot blockieren", unblock: "Blockierung aufheben", intro: "Hier wurde noch nichts geschrieben.",
    introStart: "{name} hat den Bot noch nicht gestartet.", start: "Starten",
    placeholder: "Nachricht", placeholderEdit: "Nachricht ändern", send: "Senden", save: "Speichern",
    commands: "Befehle", noCommands: "Der Bot hat keine Befehle", results: "Was der Bot gefunden hat", attach: "Anhängen", choose: "Senden", contacts: "Kontakte",
    photo: "Foto", sticker: "Sticker", voice: "Sprachnachricht", contact: "Kontakt", location: "Standort", poll: "Umfrage",
    document: "Datei", dice: "Würfel", video: "Video", other: "Nachricht anderer Art",
    reply: "Antworten", edit: "Bearbeiten", copy: "Text kopieren", cancel: "Abbrechen", edited: "bearbeitet", sent: "Gesendet",
    answered: "Beantwortet",
    spoiler: "Verdeckter Text, zum Zeigen drücken", newer: "{n} neu", toEnd: "Zur neusten Nachricht", unreadFrom: "Neue Nachrichten",
    today: "Heute", yesterday: "Gestern", you: "Sie",
    via: "über {bot}",
    noAnswer: "Der Bot hat auf diese Taste nicht geantwortet.", notSent: "Nicht gesendet: {reason}",
    failed: "Das hat nicht geklappt: {reason}",
    role_client: "Kunde", role_partner: "Partner", role_employee: "Mitarbeit", role_support: "Support", role_affiliate: "Affiliate",
    role_newcomer: "Neu hier",
  },
};
const LOCALES = { en: "en-GB", de: "de-CH" };

/** The language of the dictionary for a Telegram language code: `de-CH` is `de`, an unknown one `en`. */
export function languageOf(code) {
  return (code ?? "").toLowerCase().startsWith("de") ? "de" : "en";
}

/** A function from a key (and values) to its words. */
export function wordsIn(language) {
  return (key, values = {}) => (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A role the dictionary knows is translated, another shown as the server calls it. */
export function roleIn(language, role) {
  return WORDS[language][`role_${role}`] ?? role ?? "";
}

let ahead = 0;

/** From now on it is this moment, in seconds since 1970, for the page. */
export function setTime(seconds) {
  ahead = seconds * 1000 - Date.now();
}

/** The playground's time, in milliseconds. */
export function present() {
  return Date.now() + ahead;
}

/** "Mon 23 Nov" of the playground's day. */
export function date(language) {
  return format(language, { weekday: "short", day: "numeric", month: "short" }).format(present());
}

/** "14:05" of a time in seconds since 1970. */
export function clock(seconds, language) {
  return format(language, { hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);
}

/** "Today", "Yesterday" or "12 March 2026". */
export function day(seconds, language) {
  const days = Math.round((startOfDay(present()) - startOfDay(seconds * 1000)) / 86_400_000);
  if (days === 0 || days === 1) return WORDS[language][days ? "yesterday" : "today"];
  return format(language, { day: "numeric", month: "long", year: "numeric" }).format(seconds * 1000);
}

/** Tells days apart, in the browser's time zone. */
export function startOfDay(milliseconds) {
  return new Date(milliseconds).setHours(0, 0, 0, 0);
}

/** "23 Nov 2026, 14:05". */
export function moment(seconds, language) {
  return format(language, { dateStyle: "medium", timeStyle: "short" }).format(seconds * 1000);
}

const formats = new Map();

function format(language, options) {
  const key = language + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALES[language], options));
  return formats.get(key);
}
