/** What the bot shows to somebody who types behind its name ("@bot webhosting"): results, one of which can be sent. */

import { make } from "./dom.js";
import { Suggestions } from "./suggestions.js";

const TYPES_ON_MS = 250;
const LOOKS = 20;

export class InlineResults extends Suggestions {
  /** `send(queryId, resultId)` sends a result; `start(payload)` goes where the list's button leads. */
  constructor({ box, name, input, world, api, chatId, personId, send, start }) {
    super({
      box, name, input,
      choose: (option) => (option.start ? start(option.start) : send(option.queryId, option.id)),
    });
    Object.assign(this, { world, api, chatId, personId });
    this.typed = null;
  }

  /** Follows the input: as soon as the typing pauses, the bot is asked. */
  follow() {
    clearTimeout(this.timer);
    const { value } = this.input;
    const [, name, text] = /^@(\w+)\s([^]*)$/.exec(value) ?? [];
    if (name?.toLowerCase() !== this.world.bot.username.toLowerCase()) {
      this.typed = null;
      this.close();
      return;
    }
    if (value === this.typed) return;
    this.typed = value;
    this.timer = setTimeout(() => this.#ask(value, text.trim()), TYPES_ON_MS);
  }

  /** `typed`: what stood in the input. An answer to what does not stand there any more is for nobody. */
  async #ask(typed, text) {
    try {
      const queryId = await this.api.inline(this.chatId, this.personId, text);
      for (let look = 0; look < LOOKS && this.input.value === typed; look += 1) {
        const answer = await this.api.inlineAnswer(queryId);
        if (!answer.answered) continue;
        if (this.input.value === typed) this.#show(queryId, answer);
        return;
      }
    } catch {
      this.close(); // without a server there are no results; the page says elsewhere that it is gone
    }
  }

  #show(queryId, { results, button }) {
    const above = button ? [{ start: button.start_parameter, title: button.text }] : [];
    const options = [...above, ...results.map((result) => ({ ...result, queryId }))];
    this.show(options, options.map(({ title, description, start }) =>
      make("li", start ? { class: "above" } : {}, make("b", {}, title), ...(description ? [make("span", {}, description)] : []))));
  }
}
