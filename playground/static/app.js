/** Puts the page together: the connection, two panes, the mailbox, the header. */

import { Api } from "./api.js";
import { fullName, paintAvatar } from "./avatar.js";
import { count, label, make } from "./dom.js";
import { Live } from "./live.js";
import { Mailbox } from "./mailbox.js";
import { Pane } from "./pane.js";
import { startTheme } from "./theme.js";
import { TimeMachine } from "./time.js";
import { languageOf, wordsIn } from "./words.js";
import { World } from "./world.js";

const SIDES = ["left", "right"];
const KEY = "playground.people";

const language = languageOf(navigator.language);
const words = wordsIn(language);
const world = new World();
const panes = new Map();
const oneAtATime = matchMedia("(max-width: 819px)");
const find = (id) => document.getElementById(id);
let api = null;
let active = "left";

function startHeader() {
  document.documentElement.lang = language;
  find("title").textContent = words("title");
  find("note").textContent = words("note");
  find("note").title = words("note");
  find("nobody").textContent = words("nobody");
  find("strip").textContent = words("reconnecting");
  label(find("theme"), words("theme"));
  startTheme(find("theme"));
}

function showConsole() {
  const link = find("console");
  link.hidden = !api.console;
  link.href = `${api.console}/`;
  link.target = "console";
  link.querySelector("span").textContent = words("console");
  label(link, words("console"));
}

/** The people chosen in this tab, else the first one and the first one with another role. */
function peopleToShow() {
  const chosen = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  if (chosen.length === SIDES.length && chosen.every((id) => world.people.has(id))) return chosen;
  const people = [...world.people.values()];
  const left = people[0];
  const right = people.find((person) => person.role !== left.role) ?? people[1] ?? left;
  return [left.id, right.id];
}

function choose(side, personId) {
  panes.get(side).show(personId);
  sessionStorage.setItem(KEY, JSON.stringify(SIDES.map((each) => panes.get(each).personId)));
  drawSwitch();
}

/** Panes exist as soon as there are people, and show people that exist. */
function settle() {
  find("nobody").hidden = world.people.size > 0;
  for (const pane of panes.values()) pane.element.hidden = !world.people.size;
  if (!world.people.size) return;
  const people = peopleToShow();
  if (!panes.size) build();
  SIDES.forEach((side, index) => {
    if (panes.get(side).personId !== people[index]) panes.get(side).show(people[index]);
  });
  drawSwitch();
}

function build() {
  for (const side of SIDES) {
    const pane = new Pane({
      side, world, api,
      chosen: (personId) => choose(side, personId),
      isShown: () => !oneAtATime.matches || active === side,
    });
    pane.element.addEventListener("focusin", () => {
      active = side;
    });
    panes.set(side, pane);
    find("desk").append(pane.element);
  }
  const mailbox = new Mailbox({ world, language, toggle: find("mail-toggle"), start: startAs });
  find("desk").append(mailbox.element);
  find("desk").dataset.active = active;
}

/** On a narrow screen one pane is shown; this brings it to the front. */
function turnTo(side) {
  active = side;
  find("desk").dataset.active = side;
  drawSwitch();
  panes.get(side).see();
}

function drawSwitch() {
  if (SIDES.some((side) => !panes.get(side)?.person)) return;
  const box = find("switch");
  SIDES.forEach((side, index) => {
    const button = box.children[index] ?? box.appendChild(switchButton(side));
    const { person } = panes.get(side);
    const unread = world.unreadOf(person.id);
    paintAvatar(button.querySelector(".avatar"), person);
    button.querySelector(".name").textContent = person.first_name;
    count(button.querySelector(".badge"), unread);
    label(button, unread ? words("unreadBy", { name: fullName(person), n: unread }) : fullName(person));
    button.setAttribute("aria-pressed", String(find("desk").dataset.active === side));
  });
  const unread = [...world.people.keys()].reduce((sum, id) => sum + world.unreadOf(id), 0);
  document.title = unread ? `(${unread}) ${words("title")}` : words("title");
}

function switchButton(side) {
  const button = make("button", { type: "button", "data-role": "switch", "data-side": side },
    make("span", { class: "avatar", "aria-hidden": "true" }), make("span", { class: "name" }), make("span", { class: "badge" }));
  button.addEventListener("click", () => turnTo(side));
  return button;
}

/** A letter's link to the bot: the person it was written to starts the bot with it, in the chat that shows them. */
function startAs(person, payload) {
  const side = SIDES.find((each) => panes.get(each).personId === person?.id) ?? active;
  if (person && panes.get(side).personId !== person.id) choose(side, person.id);
  turnTo(side);
  panes.get(side).say(`/start ${payload}`.trim());
}

/** A link that was opened elsewhere (`/?as=…&start=…`): that person's chat is shown, and the bot started with it. */
function follow() {
  const asked = new URLSearchParams(location.search);
  const personId = Number(asked.get("as"));
  if (!world.people.has(personId)) return;
  const payload = asked.get("start");
  for (const name of ["as", "start"]) asked.delete(name);
  history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}`);
  choose("left", personId);
  turnTo("left");
  panes.get("left").say(`/start ${payload ?? ""}`.trim());
}

/** Reads the world anew whenever the line has been opened; the first time, the page is built. */
async function opened() {
  world.hold();
  try {
    await world.load(api);
  } catch {
    find("strip").hidden = false;
    live.again();
    return;
  }
  find("strip").hidden = true;
  for (const pane of panes.values()) pane.reload();
  settle();
  follow();
}

const live = new Live({
  url: async () => {
    const found = await Api.connect();
    if (api?.token === found.token) return api.eventsUrl;
    if (api) location.reload();
    api = found;
    showConsole();
    return api.eventsUrl;
  },
  opened,
  received: (event) => world.receive(event),
  lost: () => {
    find("strip").hidden = false;
    world.hold();
  },
});

new TimeMachine({ world, language, element: find("time") });
window.name = "chats"; // links of the console lead back to this tab
startHeader();
world.addEventListener("people", settle);
for (const name of ["chat", "read", "groups"]) world.addEventListener(name, drawSwitch);
live.open();
document.addEventListener("visibilitychange", () => {
  for (const pane of panes.values()) pane.see();
});
