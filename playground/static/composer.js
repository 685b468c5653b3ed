/** Where a person writes: text, commands, attachments, answers to a message, and changes of the last one. */

import { summary } from "./bubble.js";
import { CommandList } from "./commands.js";
import { fromTemplate, icon, label } from "./dom.js";
import { InlineResults } from "./inline.js";
import { Keys } from "./keys.js";
import { openMenu } from "./menu.js";
import { toast } from "./notices.js";

const KINDS = ["photo", "sticker", "voice", "contact", "location", "poll"];
const hasPointer = matchMedia("(pointer: fine)");

export class Composer {
  /** `own()` gives the person's messages, oldest first; `unblock()` lets the bot write again; `start(payload)` follows a link to it; `draft` is what was begun. */
  constructor({ api, world, person, place, words, foot, toasts, own, unblock, start, draft }) {
    Object.assign(this, { api, person, place, words, foot, toasts, own });
    this.sending = Promise.resolve();
    foot.replaceChildren(fromTemplate("composer-template"));
    this.form = foot.querySelector("form");
    this.input = foot.querySelector("textarea");
    this.sendButton = foot.querySelector(".send");
    this.bar = foot.querySelector(".context");
    this.blockedButton = foot.querySelector(".unblock");
    const [box, results] = foot.querySelectorAll(".commands");
    const side = foot.closest("[data-pane]").dataset.pane;
    box.id = `commands-${side}`;
    results.id = `results-${side}`;
    this.input.setAttribute("aria-controls", box.id);
    this.commands = new CommandList({
      box, words, name: words("commands"), input: this.input,
      fetchCommands: () => api.commands(person.language_code, place.chatId),
      choose: (command, run) => this.#command(command, run),
    });
    this.results = new InlineResults({
      box: results, name: words("results"), input: this.input, world, api, chatId: place.chatId, personId: person.id,
      send: (queryId, resultId) => {
        this.#clear();
        this.#try(() => api.sendInline(queryId, resultId, place.threadId));
      },
      start: (payload) => {
        this.#clear();
        start(payload);
      },
    });
    this.keys = new Keys({
      box: foot.querySelector(".reply-keys"), world, person, words,
      say: (text) => this.say(text),
      share: (requestId, users) => this.#try(() => api.shareUsers(place.chatId, person.id, requestId, users)),
    });
    this.blockedButton.addEventListener("click", unblock);
    this.#name();
    this.#listen();
    this.setBlocked(person.blocked && !place.inGroup);
    this.input.value = draft;
    this.#changed();
  }

  setBlocked(blocked) {
    this.form.hidden = blocked;
    this.blockedButton.hidden = !blocked;
  }

  focus() {
    if (hasPointer.matches && !this.form.hidden) this.input.focus();
  }

  /** Sends a text as if it had been written: links to /start, commands in texts. */
  say(text) {
    return this.#post({ text });
  }

  replyTo(message) {
    this.#setContext({ reply: message, title: this.words("reply"), symbol: "reply", message });
  }

  edit(message) {
    this.#setContext({ edited: message, title: this.words("edit"), symbol: "edit", message });
    this.input.value = message.text;
    this.#changed();
  }

  #name() {
    const { words, foot, input, sendButton } = this;
    input.placeholder = words("placeholder");
    input.setAttribute("aria-label", words("placeholder"));
    label(sendButton, words("send"));
    label(foot.querySelector("[data-role=attach]"), words("attach"));
    label(foot.querySelector("[data-role=commands]"), words("commands"));
    label(this.bar.querySelector("button"), words("cancel"));
    this.blockedButton.textContent = words("unblock");
  }

  #listen() {
    const { form, input, foot } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", () => {
      this.#changed();
      this.commands.follow();
      this.results.follow();
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#closeLists());
    this.bar.querySelector("button").addEventListener("click", () => this.#clear());
    const slash = foot.querySelector("[data-role=commands]");
    slash.addEventListener("pointerdown", (event) => event.preventDefault());
    slash.addEventListener("click", () => {
      input.focus();
      this.commands.toggle();
    });
    const attach = foot.querySelector("[data-role=attach]");
    attach.addEventListener("click", () =>
      openMenu(attach, KINDS.map((kind) => ({ icon: kind, text: this.words(kind), act: () => this.#post({ kind }) }))),
    );
  }

  #key(event) {
    if (event.isComposing || this.commands.key(event) || this.results.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.context) {
      event.preventDefault();
      this.#clear();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const last = this.own().findLast((message) => message.text);
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { edited, reply } = this.context ?? {};
    this.#clear();
    if (edited) this.#change(edited, text);
    else this.#post({ text, reply_to: reply?.message_id });
  }

  #command(command, run) {
    if (run) {
      this.#clear();
      this.#post({ text: command });
      return;
    }
    this.input.value = `${command} `;
    this.#changed();
  }

  /** One after the other: messages arrive in the order in which they were written. */
  #post(message) {
    return this.#try(() => this.api.send(this.place.chatId, this.person.id, { ...message, thread_id: this.place.threadId }), message.text);
  }

  #change(message, text) {
    if (text === message.text) return null;
    return this.#try(() => this.api.edit(this.place.chatId, message.message_id, this.person.id, text), text);
  }

  #try(call, text) {
    this.sending = this.sending.then(call).catch((error) => {
      toast(this.toasts, this.words("notSent", { reason: error.message }), "error");
      if (text && !this.input.value) {
        this.input.value = text;
        this.#changed();
      }
    });
    return this.sending;
  }

  #setContext(context) {
    this.context = context;
    const { title, message, symbol } = context;
    this.bar.hidden = false;
    this.bar.querySelector("svg").replaceWith(icon(symbol));
    this.bar.querySelector("strong").textContent = title;
    this.bar.querySelector("span").textContent = summary(message, this.words);
    const editing = Boolean(context.edited);
    this.sendButton.replaceChildren(icon(editing ? "save" : "send"));
    label(this.sendButton, this.words(editing ? "save" : "send"));
    this.input.placeholder = this.words(editing ? "placeholderEdit" : "placeholder");
    this.input.focus();
  }

  #clear() {
    this.context = null;
    this.bar.hidden = true;
    this.input.value = "";
    this.input.placeholder = this.words("placeholder");
    this.sendButton.replaceChildren(icon("send"));
    label(this.sendButton, this.words("send"));
    this.#closeLists();
    this.#changed();
  }

  #closeLists() {
    this.commands.close();
    this.results.close();
  }

  #changed() {
    const { input } = this;
    this.sendButton.disabled = !input.value.trim();
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight}px`;
  }
}
