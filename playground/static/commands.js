/** The bot's commands above the input: opened by "/" or the button, filtered while typing. */

import { make } from "./dom.js";
import { Suggestions } from "./suggestions.js";

export class CommandList extends Suggestions {
  /** `choose(command, run)`: `run` is false where the command is only completed in the input. */
  constructor({ box, name, input, words, fetchCommands, choose }) {
    super({ box, name, input, choose: ({ command }, run) => choose(`/${command}`, run) });
    Object.assign(this, { words, fetchCommands });
    this.commands = null;
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

  async #fetch() {
    this.commands ??= await this.fetchCommands().catch(() => []);
  }

  #show(commands) {
    this.show(commands, commands.map(({ command, description }) => make("li", {}, make("b", {}, `/${command}`), make("span", {}, description))));
  }

  #showNothing() {
    this.box.replaceChildren(make("li", { class: "nothing" }, this.words("noCommands")));
    this.box.hidden = false;
  }
}
