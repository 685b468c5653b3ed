/** One message as a bubble with what belongs to it: quote, text or attachment, time, keyboard. */

import { icon, make } from "./dom.js";
import { keyboard } from "./keyboard.js";
import { rich } from "./rich.js";
import { clock, moment } from "./words.js";

const ATTACHMENTS = new Set(["photo", "sticker", "voice", "contact", "location", "poll", "document", "dice", "video"]);

/**
 * `frame`: `{personId, inGroup, language, words, act, presses, messageById, jump}` of the chat that shows the message.
 * The element carries `data-message-id` and `data-from` ("bot" or "me").
 */
export function bubble(message, frame) {
  if (message.kind === "service") return make("p", { class: "day", "data-message-id": message.message_id, "data-from": "bot" }, message.text);
  const mine = message.from === frame.personId;
  const element = make("article", {
    class: "message",
    "data-message-id": message.message_id,
    "data-from": mine ? "me" : "bot",
    "data-kind": message.kind ?? "text",
    "aria-label": mine ? frame.words("you") : message.name,
  });
  const balloon = make("div", { class: "bubble" });
  if (frame.inGroup && !mine) balloon.append(make("b", { class: "sender" }, message.name));
  if (message.via) balloon.append(make("span", { class: "via" }, frame.words("via", { bot: message.via })));
  const quoted = message.reply_to && frame.messageById(message.reply_to);
  if (quoted) balloon.append(quote(quoted, frame));
  const shown = attachment(message, frame);
  if (shown) balloon.append(shown);
  const text = make("div", { class: "text" });
  if (message.html) text.append(rich(message.html, frame.act));
  const stamp = meta(message, mine, frame);
  stamp.classList.toggle("below", /^(PRE|BLOCKQUOTE)$/.test(text.lastChild?.nodeName ?? ""));
  text.append(stamp);
  balloon.append(text);
  element.append(balloon);
  if (message.keyboard?.length) element.append(keyboard(message, frame.act, frame.presses));
  return element;
}

/** One line that stands for a message: in quotes, in announcements. */
export function summary(message, words) {
  const text = (message.text ?? "").replace(/\s+/g, " ").trim();
  return text || message.file?.name || words(ATTACHMENTS.has(message.kind) ? message.kind : "other");
}

function meta(message, mine, { language, words }) {
  const time = clock(message.date, language);
  const element = make("span", { class: "meta" });
  if (message.edit_date) element.append(make("span", { class: "edited" }, words("edited")), " ");
  element.append(make("time", { datetime: new Date(message.date * 1000).toISOString(), title: moment(message.date, language) }, time));
  if (mine) element.append(make("span", { class: "tick" }, icon("sent", "one"), icon("seen", "two")));
  return element;
}

function quote(message, { words, personId, jump }) {
  const name = message.from === personId ? words("you") : message.name;
  const element = make("button", { type: "button", class: "quote" }, make("b", {}, name), make("span", {}, summary(message, words)));
  element.addEventListener("click", () => jump(message.message_id));
  return element;
}

function attachment({ kind, file }, { words }) {
  const url = file?.url ? new URL(file.url, location.href) : null;
  const own = url?.origin === location.origin ? url.href : null;
  if (kind === "photo" && own) {
    const picture = make("img", { class: "photo", src: own, alt: file.name || words("photo"), loading: "lazy" });
    return make("a", { href: own, target: "_blank", rel: "noopener" }, picture);
  }
  if (!ATTACHMENTS.has(kind) && !file) return kind && kind !== "text" ? card("document", words("other")) : null;
  if (kind === "photo" || kind === "sticker" || kind === "location" || kind === "video") {
    return make("div", { class: `picture ${kind}`, role: "img", "aria-label": words(kind) }, icon(kind));
  }
  if (kind === "voice") return voice(words);
  if (own) return make("a", { class: "card", href: own, download: file.name, target: "_blank" }, icon("document"), make("b", {}, file.name));
  return card(ATTACHMENTS.has(kind) ? kind : "document", file?.name ?? words(kind));
}

function card(symbol, text) {
  return make("div", { class: "card" }, icon(symbol), make("b", {}, text));
}

function voice(words) {
  const heights = [5, 9, 14, 8, 17, 12, 6, 15, 19, 11, 7, 13, 18, 9, 5, 12, 16, 8, 10, 6, 13, 7, 4];
  const wave = make("span", { class: "wave", "aria-hidden": "true" });
  wave.append(...heights.map((height) => make("i", { style: `height:${height}px` })));
  return make("div", { class: "card", role: "img", "aria-label": words("voice") }, icon("voice"), wave);
}
