/** The date in the playground, and the buttons that move it: days pass one by one, and whatever is due happens. */

import { label } from "./dom.js";
import { date, wordsIn } from "./words.js";

const JOURNEYS = [["next-day", "day", "nextDay", 1], ["next-week", "week", "nextWeek", 7]];
const LOOKS_EVERY_MS = 60_000;

export class TimeMachine {
  constructor({ world, language, element }) {
    Object.assign(this, { world, language, element, words: wordsIn(language) });
    this.buttons = JOURNEYS.map(([role, short, long, days]) => {
      const button = this.#find(role);
      button.textContent = this.words(short);
      label(button, this.words(long));
      button.addEventListener("click", () => this.#travel(days));
      return button;
    });
    element.setAttribute("aria-label", this.words("date"));
    world.addEventListener("clock", () => this.#draw());
    setInterval(() => this.#draw(), LOOKS_EVERY_MS);
  }

  async #travel(days) {
    this.#rest(true);
    try {
      await this.world.api.travel(days);
    } catch {
      this.#rest(false); // the page says by itself that the server is gone
    }
  }

  #draw() {
    const { clock } = this.world;
    this.element.hidden = !clock; // where the server does not let time be moved
    this.#find("date").textContent = date(this.language);
    this.#rest(clock?.days_left > 0);
  }

  #rest(travelling) {
    this.element.toggleAttribute("aria-busy", travelling);
    for (const button of this.buttons) button.disabled = travelling;
  }

  #find(role) {
    return this.element.querySelector(`[data-role=${role}]`);
  }
}
