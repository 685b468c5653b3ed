/** A person's chat with the bot, or another place where they write: the list of bubbles, its days, and where the reader stands in it. */

import { bubble } from "./bubble.js";
import { arrange, label, make } from "./dom.js";
import { Presses } from "./keyboard.js";
import { day, startOfDay } from "./words.js";

const GROUP_S = 300;
const NEAR_PX = 48;
const TYPING_MS = 6000;

export class Thread {
  /**
   * `parts`: `{list, pill, toasts}`; `act`: see rich.js, and `menu(message, place)` for a bubble's menu.
   * `visible()` tells whether a reader can see the chat now.
   */
  constructor({ api, world, person, place, language, words, parts, act, visible }) {
    Object.assign(this, { api, world, personId: person.id, place, language, words, parts, act, visible });
    this.bubbles = new Map();
    this.days = new Map();
    this.missed = 0;
    this.stuck = true;
    this.presses = new Presses({
      api, world, words, personId: person.id, chatId: place.chatId, toasts: parts.toasts, changed: (messageId) => this.#markBusy(messageId),
    });
    this.frame = {
      personId: person.id, inGroup: place.inGroup, language, words, act, presses: this.presses,
      messageById: (id) => world.chats.get(place.chatId)?.get(id),
      jump: (id) => this.jump(id),
    };
    this.dots = make("div", { class: "message dots", "data-from": "bot", "aria-hidden": "true" },
      make("div", { class: "bubble" }, make("i"), make("i"), make("i")));
    this.unreadFrom = this.#firstUnread();
    parts.list.setAttribute("aria-busy", "true");
    this.#listen();
    this.draw();
    this.#start();
  }

  close() {
    this.leaving.abort();
    this.resized.disconnect();
    this.presses.close();
    clearTimeout(this.typingTimer);
    this.parts.list.replaceChildren();
    this.parts.pill.hidden = true;
  }

  /** Brings the list in line with the world; what has not changed keeps its element. */
  draw() {
    const wanted = [];
    let before = null;
    for (const message of this.world.messages(this.place)) {
      const places = wanted.length;
      if (!before || startOfDay(before.date * 1000) !== startOfDay(message.date * 1000)) wanted.push(this.#day(message.date));
      if (message.message_id === this.unreadFrom) wanted.push(this.#divider());
      const apart = wanted.length > places;
      const follows = !apart && before.from === message.from && message.date - before.date < GROUP_S;
      if (before) this.#elementOf(before).classList.toggle("leads", follows);
      const element = this.#bubble(message);
      element.classList.toggle("follows", follows);
      wanted.push(element);
      before = message;
    }
    if (before) this.#elementOf(before).classList.remove("leads");
    this.#tick();
    if (this.typing) wanted.push(this.dots);
    if (this.footer) wanted.push(this.footer);
    arrange(this.parts.list, wanted);
    this.#follow();
  }

  /** What stands below the last message: the card of a bot that has not been started. */
  setFooter(element) {
    if (!element && !this.footer) return;
    this.footer = element;
    this.draw();
  }

  /** A message has come, changed or gone. */
  update({ message, fresh }) {
    if (message.from === "bot") this.#setTyping(false);
    if (fresh && message.from === this.personId) {
      this.unreadFrom = null;
      this.stuck = true;
    }
    if (fresh && message.from === "bot" && !this.stuck) this.missed += 1;
    this.draw();
    if (fresh) this.#elementOf(message)?.classList.add("arrived");
    this.#showPill();
  }

  showTyping() {
    this.#setTyping(true);
    this.draw();
    this.typingTimer = setTimeout(() => {
      this.#setTyping(false);
      this.draw();
    }, TYPING_MS);
  }

  /** Scrolls to a message and lets it shine up. */
  jump(messageId) {
    const element = this.bubbles.get(messageId)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.classList.remove("shine");
    requestAnimationFrame(() => element.classList.add("shine"));
  }

  toEnd() {
    this.parts.list.scrollTop = this.parts.list.scrollHeight;
  }

  /** Notes what has been seen, if a reader is looking at the end of the chat. */
  see() {
    if (this.stuck && this.visible()) this.world.markRead(this.place);
  }

  #listen() {
    const { list, pill } = this.parts;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    list.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    list.addEventListener("contextmenu", (event) => this.#menu(event), { signal });
    pill.addEventListener("click", () => this.toEnd(), { signal });
    this.resized = new ResizeObserver(() => this.#follow());
    this.resized.observe(list);
  }

  /** A chat that has just been opened is not read out; what comes later is. */
  #start() {
    const { list } = this.parts;
    setTimeout(() => list.removeAttribute("aria-busy"));
    const divider = list.querySelector(".divider");
    if (divider) list.scrollTop += divider.getBoundingClientRect().top - list.getBoundingClientRect().top - NEAR_PX;
    else this.toEnd();
    this.#scrolled();
  }

  #firstUnread() {
    const unread = this.world.unread(this.place);
    if (!unread || !this.world.hasRead(this.place)) return null;
    return this.world.messages(this.place).filter((message) => message.from === "bot").at(-unread).message_id;
  }

  #bubble(message) {
    const known = this.bubbles.get(message.message_id);
    if (known?.message === message) return known.element;
    const element = bubble(message, this.frame);
    if (known) {
      const focused = [...known.element.querySelectorAll(".key")].indexOf(document.activeElement);
      known.element.replaceWith(element);
      if (focused >= 0) (element.querySelectorAll(".key")[focused] ?? element.querySelector(".key") ?? this.parts.list).focus();
    }
    this.bubbles.set(message.message_id, { message, element });
    return element;
  }

  #elementOf(message) {
    return this.bubbles.get(message.message_id)?.element;
  }

  #day(seconds) {
    const key = startOfDay(seconds * 1000);
    if (!this.days.has(key)) this.days.set(key, make("h3", { class: "day" }));
    const element = this.days.get(key);
    element.textContent = day(seconds, this.language);
    return element;
  }

  #divider() {
    this.dividerElement ??= make("p", { class: "divider" }, this.words("unreadFrom"));
    return this.dividerElement;
  }

  /** An own message counts as answered as soon as the bot has said something after it. */
  #tick() {
    let answered = false;
    for (const message of this.world.messages(this.place).reverse()) {
      if (message.from === "bot") answered = true;
      const tick = this.#elementOf(message).querySelector(".tick");
      if (!tick) continue;
      tick.classList.toggle("answered", answered);
      tick.title = this.words(answered ? "answered" : "sent");
    }
  }

  #markBusy(messageId) {
    const element = this.bubbles.get(messageId)?.element;
    const message = this.frame.messageById(messageId);
    if (!element || !message?.keyboard) return;
    const keys = element.querySelectorAll(".key");
    message.keyboard.flat().forEach((key, index) => {
      if (this.presses.isWaiting(messageId, key.data)) keys[index]?.setAttribute("aria-busy", "true");
      else keys[index]?.removeAttribute("aria-busy");
    });
  }

  #menu(event) {
    const element = event.target.closest("[data-message-id]");
    const message = element && this.frame.messageById(Number(element.dataset.messageId));
    if (!message || event.target.closest("a, .key") || getSelection()?.toString()) return;
    event.preventDefault();
    this.act.menu(message, { x: event.clientX, y: event.clientY });
  }

  #setTyping(on) {
    clearTimeout(this.typingTimer);
    this.typing = on;
    this.act.typing(on);
  }

  #scrolled() {
    const { list } = this.parts;
    this.stuck = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
    if (this.stuck) this.missed = 0;
    this.#showPill();
    this.see();
  }

  #follow() {
    if (!this.stuck) return;
    this.toEnd();
    this.see();
  }

  #showPill() {
    const { pill } = this.parts;
    pill.hidden = this.stuck;
    pill.querySelector("span").textContent = this.missed ? this.words("newer", { n: this.missed }) : "";
    label(pill, this.missed ? this.words("newer", { n: this.missed }) : this.words("toEnd"));
  }
}
