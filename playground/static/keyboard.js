/** Inline keyboards: buttons that wait for the bot's answer, and links. */

import { icon, make } from "./dom.js";
import { alertDialog, toast } from "./notices.js";
import { follow } from "./rich.js";

const PATIENCE_MS = 20_000;

/** The rows of buttons below a message. `presses` knows which of them still wait. */
export function keyboard(message, act, presses) {
  const box = make("div", { class: "keyboard" });
  for (const row of message.keyboard) {
    const line = make("div", { class: "keys" });
    for (const key of row) line.append(button(key, message, act, presses));
    box.append(line);
  }
  return box;
}

function button(key, message, act, presses) {
  const element = make("button", { type: "button", class: "key", "data-url": key.url ?? null }, key.text);
  if (key.url) {
    element.append(icon("out", "mark"));
    element.addEventListener("click", () => follow(key.url, act));
    return element;
  }
  if (presses.isWaiting(message.message_id, key.data)) element.setAttribute("aria-busy", "true");
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-busy") !== "true") presses.press(message.message_id, key.data);
  });
  return element;
}

/** The presses of one person that the bot has not answered yet. */
export class Presses {
  /** `changed(messageId)` is called when one of a message's buttons begins or ends to wait. */
  constructor({ api, world, personId, chatId, words, toasts, changed }) {
    Object.assign(this, { api, world, personId, chatId, words, toasts, changed });
    this.waiting = new Set();
    this.asked = new Map();
    this.answered = ({ detail }) => this.#answer(detail);
    world.addEventListener("callback", this.answered);
  }

  close() {
    this.world.removeEventListener("callback", this.answered);
  }

  isWaiting(messageId, data) {
    return this.waiting.has(`${messageId} ${data}`);
  }

  async press(messageId, data) {
    this.#wait(messageId, data, true);
    try {
      const { callback_query_id: id } = await this.api.press(this.chatId, messageId, this.personId, data);
      const timer = setTimeout(() => this.#ask(id), PATIENCE_MS);
      this.asked.set(id, { messageId, data, timer });
      const early = this.world.callbacks.get(id);
      if (early) this.#answer(early);
    } catch (error) {
      this.#wait(messageId, data, false);
      toast(this.toasts, this.words("failed", { reason: error.message }), "error");
    }
  }

  /** The event did not come: asks the server once more, then gives the button back. */
  async #ask(id) {
    const answer = await this.api.callback(id).catch(() => ({ answered: false }));
    if (!this.asked.has(id)) return;
    if (!answer.answered) toast(this.toasts, this.words("noAnswer"), "error");
    this.#answer({ ...answer, callback_query_id: id });
  }

  #answer(answer) {
    const id = answer.callback_query_id;
    const press = this.asked.get(id);
    if (!press) return;
    clearTimeout(press.timer);
    this.asked.delete(id);
    this.#wait(press.messageId, press.data, false);
    if (!answer.text) return;
    if (answer.show_alert) alertDialog(this.world.bot.name, answer.text);
    else toast(this.toasts, answer.text);
  }

  #wait(messageId, data, on) {
    if (on) this.waiting.add(`${messageId} ${data}`);
    else this.waiting.delete(`${messageId} ${data}`);
    this.changed(messageId);
  }
}
