/** What the desk has told, newest first, and what was answered. */

import { make } from "../../static/dom.js";
import { cardHead } from "./parts.js";
import { moment, words } from "./words.js";

export function eventsCard(desk) {
  const { events } = desk.books;
  const head = cardHead(words("events"), events.length);
  if (!events.length) return [head, make("p", { class: "none" }, words("noEvents"))];
  return [head, make("ol", { class: "events" }, ...[...events].reverse().map(line))];
}

function line(event) {
  const failed = event.status >= 500;
  const said = event.status < 300 ? "acknowledged" : failed ? "failedEvent" : "refused";
  const often = event.times > 1 ? ` · ${words("times", { n: event.times })}` : "";
  return make("li", { "data-event": event.type, "data-status": event.status },
    make("code", {}, event.type),
    make("span", { class: event.status < 300 ? "tag" : "tag bad" }, `${event.status} ${words(said)}${often}`),
    make("p", { class: "about" }, make("time", { datetime: event.at }, moment(event.at)), event.about ? ` · ${event.about}` : ""),
    event.detail ? make("p", { class: "said" }, event.detail) : null);
}
