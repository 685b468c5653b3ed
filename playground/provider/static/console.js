/** The provider's console: which account is open, who is logged in there, and the cards of the page. */

import { label, make } from "../../static/dom.js";
import { startTheme } from "../../static/theme.js";
import { accountHead, accountList } from "./accounts.js";
import { news, ask } from "./api.js";
import { eventsCard } from "./events.js";
import { partnershipsCard } from "./partnerships.js";
import { peopleCard } from "./people.js";
import { productsCard } from "./products.js";
import { language, speak, words } from "./words.js";

const find = (role) => document.querySelector(`[data-role="${role}"]`);
const strip = document.getElementById("strip");

/** What every card is drawn from. `deals` are the desk's partnerships of the open account. */
const desk = {
  books: null,
  deals: [],
  account: sessionStorage.getItem("provider.account"),
  person: sessionStorage.getItem("provider.person"),
  search: "",
  opened: new Set(),
  tries: false,

  /** Whether the switches of faults are shown: on demand, or because one is on. */
  get faults() {
    return this.tries || this.books.out_of_order || this.open.blocked || this.books.products.some(({ account, gone }) => gone && account === this.open.account);
  },
  tryFaults(on) {
    this.tries = on;
    draw();
  },

  get open() {
    return this.books.accounts.find(({ account }) => account === this.account) ?? this.books.accounts[0];
  },
  get people() {
    return this.books.people.filter(({ account, status }) => account === this.open.account && status === "active");
  },
  get loggedIn() {
    return this.people.find(({ person }) => person === this.person) ?? this.people[0];
  },
  get by() {
    return { account: this.open.account, person: this.loggedIn?.person ?? "" };
  },
  accountNamed(number) {
    return this.books.accounts.find(({ account }) => account === number);
  },

  /** Opens an account; somebody there is logged in. */
  async turnTo(account, person = null) {
    this.account = account;
    this.person = person;
    this.search = "";
    this.deals = [];
    sessionStorage.setItem("provider.account", account);
    sessionStorage.setItem("provider.person", this.loggedIn?.person ?? "");
    draw();
    await this.look();
  },

  /** Does something at the server; what it refuses is shown. */
  async does(method, path, body) {
    try {
      await ask(method, path, body);
    } catch (error) {
      toast(words("failed", { reason: error.message }));
    }
    await this.look();
  },

  /** Reads the desk's partnerships anew. */
  async look() {
    const { account } = this.open;
    let found = [];
    try {
      found = (await ask("GET", `partnerships?account=${encodeURIComponent(account)}`)).items;
    } catch {
      // The desk is away, or has not been told of the account: what counts here is shown all the same.
    }
    if (account === this.open.account) this.deals = found;
    draw();
  },
};

function toast(text) {
  const shown = make("p", {}, text);
  find("toasts").append(shown);
  setTimeout(() => shown.remove(), 9000);
}

function draw() {
  if (!desk.books) return;
  document.getElementById("console").hidden = false;
  const { trouble, told } = desk.books;
  strip.hidden = told && !trouble;
  strip.dataset.kind = trouble ? "trouble" : "waits";
  strip.textContent = trouble ? words("trouble", { reason: trouble }) : words("notTold");
  const cards = { accounts: accountList, account: accountHead, products: productsCard, partnerships: partnershipsCard, people: peopleCard, events: eventsCard };
  const focus = document.activeElement?.id;
  for (const [role, card] of Object.entries(cards)) {
    const place = find(role);
    const scrolled = [...place.querySelectorAll(".rows, .events")].map(({ scrollTop }) => scrollTop);
    place.replaceChildren(...card(desk));
    [...place.querySelectorAll(".rows, .events")].forEach((list, index) => { list.scrollTop = scrolled[index] ?? 0; });
  }
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus();
}

function sayWords() {
  document.documentElement.lang = language;
  document.title = words("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words(element.dataset.word);
  label(document.getElementById("theme"), words("theme"));
  label(find("language"), words("language"));
  label(find("chats"), words("chats"));
  draw();
}

function start() {
  window.name = "console"; // the link beside the chats leads back to this tab
  find("chats").href = `../${location.search}`;
  find("language").value = language;
  find("language").addEventListener("change", ({ target }) => {
    speak(target.value);
    sayWords();
  });
  startTheme(document.getElementById("theme"));
  sayWords();
}

async function listen() {
  for (let version = 0; ;) {
    try {
      desk.books = await news(version);
      version = desk.books.version;
      await desk.look();
    } catch {
      strip.hidden = false;
      strip.dataset.kind = "waits";
      strip.textContent = words("away");
      version = 0;
      await new Promise((resolve) => { setTimeout(resolve, 700); });
    }
  }
}

start();
listen();
