/** Who can log in for the account, and with which role. */

import { label, make } from "../../static/dom.js";
import { sure } from "./dialogs.js";
import { button, cardHead, pick } from "./parts.js";
import { words } from "./words.js";

const ROLES = ["legal_representative", "administrator", "employee"];

export function peopleCard(desk) {
  const rows = desk.people.map((person) => {
    const role = pick(ROLES.map((each) => [each, words(each)]), person.role, { class: "pick small", "aria-label": words("role", { name: person.name }) });
    role.addEventListener("change", () => desk.does("PUT", `people/${person.person}/role`, { role: role.value }));
    const remove = button("", async () => {
      if (await sure(words("sureRemove", { name: person.name }), words("remove"))) await desk.does("POST", `people/${person.person}/remove`);
    }, { kind: "bare danger", symbol: "close" });
    label(remove, words("removeOne", { name: person.name }));
    return make("li", { "data-person": person.person }, make("span", { class: "what who" }, make("b", { title: person.email }, person.name)),
      make("span", { class: "does" }, role, remove));
  });
  return [cardHead(words("people"), rows.length), rows.length ? make("ul", { class: "rows" }, ...rows) : make("p", { class: "none" }, words("nobody"))];
}
