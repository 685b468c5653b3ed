/** The bot's commands above the input: opened by "/" or the button, filtered while typing, chosen by keys or pointer. */

import { make } from "./dom.js";

export class CommandList {
  /** `choose(command, run)`: `run` is false where the command is only completed in the input. */
  constructor({ box, input, words, fetchCommands, choose }) {
    Object.assign(this, { box, input, words, fetchCommands, choose });
    this.commands = null;
    this.shown = [];
    this.at = -1;
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#choose(this.shown[[...box.children].indexOf(option)], true);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  /** The bot has set other commands, or the person another language. */
  forget() {
    this.commands = null;
    this.close();
  }

  /** Follows the input: a text that begins like a command opens the list, any other closes it. */
  async follow() {
    const typed = this.input.value;
    if (!/^\/\w*$/.test(typed)) {
      this.close();
      return;
    }
    await this.#fetch();
    if (this.input.value === typed) this.#show(this.commands.filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase())));
  }

  /** All commands, or none if they are shown already. */
  async toggle() {
    if (this.isOpen) {
      this.close();
      return;
    }
    await this.#fetch();
    this.#show(this.commands);
    if (!this.commands.length) this.#showNothing();
  }

  close() {
    this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Takes a key of the input; tells whether it was meant for the list. */
  key(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (!this.shown.length) return false;
    else if (step) this.#mark((this.at + step + this.shown.length) % this.shown.length);
    else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) {
      this.#choose(this.shown[this.at], event.key === "Enter");
    } else return false;
    event.preventDefault();
    return true;
  }

  async #fetch() {
    this.commands ??= await this.fetchCommands().catch(() => []);
  }

  #show(commands) {
    this.shown = commands;
    this.box.replaceChildren(
      ...commands.map(({ command, description }, index) =>
        make("li", { role: "option", id: `${this.box.id}-${index}`, "aria-selected": "false" }, make("b", {}, `/${command}`), make("span", {}, description)),
      ),
    );
    this.box.hidden = commands.length === 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    if (commands.length) this.#mark(0);
    else this.close();
  }

  #showNothing() {
    this.box.replaceChildren(make("li", { class: "nothing" }, this.words("noCommands")));
    this.box.hidden = false;
  }

  #mark(index) {
    this.at = index;
    [...this.box.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.box.children[index];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #choose({ command }, run) {
    this.close();
    this.choose(`/${command}`, run);
  }
}
