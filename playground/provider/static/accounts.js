/** The list of accounts, and the head of the open one. */

import { make } from "../../static/dom.js";
import { connectDialog } from "./connecting.js";
import { sure } from "./dialogs.js";
import { pick, toggle } from "./parts.js";
import { words } from "./words.js";

const HUES = [190, 250, 145, 300, 30, 80];

export function accountList(desk) {
  const buttons = desk.books.accounts.map((account) => {
    const button = make("button", { type: "button", "aria-current": String(account === desk.open), "data-account": account.account },
      avatar(desk, account), make("span", { class: "name" }, account.name), make("span", { class: "about" }, about(account)));
    button.addEventListener("click", () => desk.turnTo(account.account));
    return button;
  });
  return [make("h2", {}, words("accounts")), ...buttons];
}

export function accountHead(desk) {
  const account = desk.open;
  const title = make("div", {}, make("h2", {}, account.name),
    make("p", { class: "facts" }, ...[about(account), account.register_number, account.email].filter(Boolean).map((fact) => make("span", {}, fact))));
  return [avatar(desk, account), title, login(desk), more(desk, account)];
}

function login(desk) {
  const box = make("div", { class: "login" });
  if (!desk.loggedIn) {
    box.append(make("span", { class: "tag bad" }, words("nobody")));
    return box;
  }
  const people = desk.people.map(({ person, name, role }) => [person, `${name} · ${words(role)}`]);
  const picker = pick(people, desk.loggedIn.person, { class: "pick small", id: "login", "data-role": "login", "aria-label": words("loggedIn") });
  picker.addEventListener("change", () => desk.turnTo(desk.open.account, picker.value));
  const connect = make("button", { type: "button", class: "button", "data-role": "connect", disabled: !desk.books.told || desk.open.status === "closed" }, words("connect"));
  connect.addEventListener("click", () => connectDialog(desk));
  box.append(picker, connect);
  return box;
}

function more(desk, account) {
  const trying = toggle(words("faults"), desk.faults, (on) => desk.tryFaults(on));
  const blocked = toggle(words("blockAccount"), account.blocked, (on) => desk.does("PUT", "switches", { account: account.account, blocked: on }));
  const broken = toggle(words("outOfOrder"), desk.books.out_of_order, (on) => desk.does("PUT", "switches", { out_of_order: on }));
  const close = make("button", { type: "button", class: "bare danger push", "data-role": "close-account", hidden: account.status === "closed" }, words("closeAccount"));
  close.addEventListener("click", async () => {
    if (await sure(words("sureClose", { name: account.name }), words("closeAccount"))) desk.does("POST", `accounts/${account.account}/close`);
  });
  const open = make("button", { type: "button", class: "bare push", "data-role": "open-account", hidden: account.status !== "closed" }, words("openAccount"));
  open.addEventListener("click", () => desk.does("POST", `accounts/${account.account}/open`));
  return make("div", { class: "more" }, trying, ...(desk.faults ? [blocked, broken] : []), close, open);
}

function about(account) {
  const what = account.status === "closed" ? "closed" : account.blocked ? "blocked" : account.partner ? "partner" : "client";
  return `${words(what)} · ${words("number", { n: account.account })}`;
}

function avatar(desk, account) {
  const initials = account.name.split(" ").slice(0, 2).map(([letter]) => letter).join("");
  const hue = HUES[desk.books.accounts.indexOf(account) % HUES.length];
  return make("span", { class: "avatar", "aria-hidden": "true", "data-initials": initials, style: `--hue: ${hue}` });
}
