/** One chat window: whose it is, the chat with the bot, and the input. */

import { fullName, paintAvatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { fromTemplate, icon, label, make } from "./dom.js";
import { openMenu } from "./menu.js";
import { toast } from "./notices.js";
import { affiliation, fillPicker } from "./persona.js";
import { Thread } from "./thread.js";
import { languageOf, wordsIn } from "./words.js";

export class Pane {
  /** `side`: "left" or "right"; `chosen(personId)` is told of a choice; `isShown()` whether the pane is on the screen. */
  constructor({ side, world, api, chosen, isShown }) {
    Object.assign(this, { side, world, api, chosen, isShown });
    this.element = fromTemplate("pane-template").firstElementChild;
    this.element.dataset.pane = side;
    this.drafts = new Map();
    this.#listen();
  }

  get person() {
    return this.world.people.get(this.personId);
  }

  /** Shows this person's chat. */
  show(personId) {
    this.personId = personId;
    this.#open();
  }

  /** The world has been read anew: shows what it says now. The reader stays where the reader is. */
  reload() {
    if (!this.person) {
      this.personId = null;
      return;
    }
    this.#peopleChanged();
    this.thread.draw();
  }

  say(text) {
    return this.composer.say(text);
  }

  /** The reader has come back to this pane. */
  see() {
    this.thread?.see();
  }

  #find(role) {
    return this.element.querySelector(`[data-role=${role}]`);
  }

  #listen() {
    this.#find("persona").addEventListener("change", ({ target }) => this.chosen(Number(target.value)));
    this.#find("language").addEventListener("change", ({ target }) => this.#change({ language_code: target.value }));
    this.#find("chat-menu").addEventListener("click", ({ currentTarget }) => this.#chatMenu(currentTarget));
    this.world.addEventListener("people", () => this.#peopleChanged());
    this.world.addEventListener("read", () => this.#fillPicker());
    this.world.addEventListener("commands", () => this.composer?.commands.forget());
    this.world.addEventListener("chat", ({ detail }) => {
      if (detail.chatId === this.personId) {
        this.thread.update(detail);
        this.#drawStart();
      }
      this.#fillPicker();
    });
    this.world.addEventListener("typing", ({ detail }) => {
      if (detail.chatId === this.personId) this.thread.showTyping();
    });
  }

  #open() {
    const { person, element, world } = this;
    const language = languageOf(person.language_code);
    const words = wordsIn(language);
    Object.assign(this, { language, words, seen: person });
    this.thread?.close();
    this.thread = null;
    if (this.composer) this.drafts.set(this.composer.person.id, this.composer.input.value);
    element.lang = person.language_code;
    element.setAttribute("aria-label", words("personOf", { name: fullName(person) }));
    const toasts = element.querySelector(".toasts");
    this.composer = new Composer({
      api: this.api, person, words, toasts,
      foot: element.querySelector(".foot"),
      own: () => world.messages(person.id).filter((message) => message.from === person.id),
      unblock: () => this.#change({ blocked: false }),
      draft: this.drafts.get(person.id) ?? "",
    });
    this.#drawHead();
    this.thread = new Thread({
      api: this.api, world, person, language, words,
      parts: { list: this.#find("messages"), pill: this.#find("newer"), toasts },
      act: this.#acts(),
      visible: () => this.isShown() && document.visibilityState === "visible",
    });
    this.#drawStart();
  }

  #acts() {
    return {
      bot: this.world.bot,
      words: this.words,
      command: (text) => this.say(text),
      start: (payload) => this.say(`/start ${payload}`.trim()),
      typing: (on) => this.#status(on),
      menu: (message, place) => this.#messageMenu(message, place),
    };
  }

  #peopleChanged() {
    const { person, seen } = this;
    if (!person || !seen) return;
    if (person.language_code !== seen.language_code) {
      this.#open();
      return;
    }
    this.seen = person;
    this.composer.setBlocked(person.blocked);
    this.#drawHead();
    this.#drawStart();
  }

  #drawHead() {
    const { person, element, words, world, language } = this;
    const name = fullName(person);
    paintAvatar(element.querySelector(".account .avatar"), person);
    element.querySelector(".affiliation").textContent = affiliation(person, language);
    label(this.#find("persona"), words("person"));
    label(this.#find("language"), words("language", { name }));
    this.#find("language").value = language;
    element.querySelector(".chat-title h2").textContent = world.bot.name;
    this.#find("messages").setAttribute("aria-label", words("personOf", { name }));
    label(this.#find("chat-menu"), words("chatMenu"));
    this.#status();
    this.#fillPicker();
  }

  #fillPicker() {
    const { world, language, words } = this;
    if (!words) return;
    fillPicker(this.#find("persona"), {
      people: world.people, chosen: this.personId, language, words, unread: (id) => world.unread(id),
    });
  }

  #status(typing = Boolean(this.thread?.typing)) {
    const { person, words } = this;
    const status = this.#find("status");
    const still = person.blocked ? words("botBlocked", { name: person.first_name }) : `@${this.world.bot.username} · ${words("bot")}`;
    status.classList.toggle("typing", typing);
    status.textContent = typing ? words("typing") : still;
  }

  #drawStart() {
    const { person, words, world } = this;
    if (person.started || world.messages(person.id).some((message) => message.from === person.id)) {
      this.thread.setFooter(null);
      return;
    }
    const start = make("button", { type: "button", class: "primary", "data-role": "start" }, words("start"));
    start.addEventListener("click", () => {
      this.say("/start");
      this.composer.focus();
    });
    const avatar = make("span", { class: "avatar bot", "aria-hidden": "true" }, icon("handshake"));
    this.thread.setFooter(make("div", { class: "intro" }, avatar, make("h3", {}, world.bot.name),
      make("p", {}, words("introStart", { name: person.first_name })), start));
  }

  #chatMenu(place) {
    const { blocked } = this.person;
    openMenu(place, [
      {
        icon: "block", text: this.words(blocked ? "unblock" : "block"), danger: !blocked,
        act: () => this.#change({ blocked: !blocked }),
      },
    ]);
  }

  #messageMenu(message, place) {
    const mine = message.from === this.personId;
    openMenu(place, [
      { icon: "reply", text: this.words("reply"), act: () => this.composer.replyTo(message) },
      ...(mine && message.text ? [{ icon: "edit", text: this.words("edit"), act: () => this.composer.edit(message) }] : []),
      { icon: "copy", text: this.words("copy"), act: () => navigator.clipboard?.writeText(message.text ?? "") },
    ]);
  }

  async #change(change) {
    try {
      this.world.changePerson({ ...this.person, ...(await this.api.changePerson(this.personId, change)) });
    } catch (error) {
      toast(this.element.querySelector(".toasts"), this.words("failed", { reason: error.message }), "error");
      this.#drawHead();
    }
  }
}
