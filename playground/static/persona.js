/** The picker of a pane's person: a real `<select>`; browsers that can style it show avatars and unread counts. */

import { fullName, paintAvatar } from "./avatar.js";
import { count, make } from "./dom.js";
import { roleIn } from "./words.js";

/** Fills the `<select>`; the options' values are the people's ids. Options stay the same elements: the list may be open. */
export function fillPicker(select, { people, chosen, language, words, unread }) {
  const button = select.querySelector("button") ?? select.appendChild(make("button"));
  button.textContent = fullName(people.get(chosen));
  for (const person of people.values()) {
    const known = [...select.options].find(({ value }) => value === String(person.id));
    fillOption(known ?? select.appendChild(emptyOption(person)), person, { language, words, unread: unread(person.id) });
  }
  for (const option of [...select.options]) if (!people.has(Number(option.value))) option.remove();
  select.value = String(chosen);
}

/** "Partner · Alpweb GmbH" */
export function affiliation(person, language) {
  return [roleIn(language, person.role), person.organisation].filter(Boolean).join(" · ");
}

/** The gaps are for browsers that show an option as one line of text. */
function emptyOption(person) {
  const gap = () => make("span", { class: "gap" }, ", ");
  return make("option", { value: person.id }, make("span", { class: "avatar", "aria-hidden": "true" }),
    make("span", { class: "name" }), gap(), make("span", { class: "org" }), gap(), make("span", { class: "badge" }));
}

function fillOption(option, person, { language, words, unread }) {
  const name = fullName(person);
  paintAvatar(option.querySelector(".avatar"), person);
  option.querySelector(".name").textContent = name;
  option.querySelector(".org").textContent = affiliation(person, language);
  option.setAttribute("aria-label", unread ? words("unreadBy", { name, n: unread }) : name);
  count(option.querySelector(".badge"), unread);
  option.querySelector(".gap:has(+ .badge)").hidden = unread === 0;
}
