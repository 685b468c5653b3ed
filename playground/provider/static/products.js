/** The account's products, on the shelves of the catalogue. */

import { make } from "../../static/dom.js";
import { ask } from "./api.js";
import { field, formDialog, sure } from "./dialogs.js";
import { button, cardHead, pick, toggle } from "./parts.js";
import { amount, day, words } from "./words.js";

const SHELVES = [["domains", "🌐"], ["hosting", "🖥"], ["mail", "✉️"], ["cloud", "☁️"], ["others", "📦"]];
const KINDS = { domain: "domains", web_hosting: "hosting", mail: "mail", cloud: "cloud", other: "others" };
const MANY = 8;

export function productsCard(desk) {
  const all = desk.books.products.filter(({ account }) => account === desk.open.account);
  const live = all.filter(({ status }) => status === "active");
  const head = cardHead(words("products"), live.length, button(words("addProduct"), () => addDialog(desk), { symbol: "plus", role: "add-product" }));
  if (all.length > MANY) head.append(search(desk));
  if (!all.length) return [head, make("p", { class: "none" }, words("noProducts"))];
  const found = all.filter(({ name }) => name.toLowerCase().includes(desk.search.toLowerCase()));
  if (!found.length) return [head, make("p", { class: "none" }, words("nothingFound"))];
  return [head, ...SHELVES.map(([code, symbol]) => shelf(desk, code, symbol, found, all.length)).filter(Boolean)];
}

/** The name of a kind of product; two of them are called like their shelves. */
function kindName(kind) {
  return words(["mail", "cloud"].includes(kind) ? `kind_${kind}` : kind);
}

function search(desk) {
  const box = make("input", { type: "search", class: "field find", id: "find", "aria-label": words("search"), placeholder: words("search") });
  box.value = desk.search;
  box.addEventListener("input", () => {
    desk.search = box.value;
    const caret = box.selectionStart;
    const card = box.closest(".card");
    card.replaceChildren(...productsCard(desk));
    const again = card.querySelector("#find");
    again.focus();
    again.setSelectionRange(caret, caret);
  });
  return box;
}

function shelf(desk, code, symbol, found, all) {
  const here = found.filter(({ kind }) => (KINDS[kind] ?? "others") === code);
  if (!here.length) return null;
  const key = `${desk.open.account}/${code}`;
  const open = desk.opened.has(key) || desk.search !== "" || (all <= MANY && !desk.opened.has(`${key}/shut`));
  const made = make("details", { class: "shelf", open, "data-shelf": code },
    make("summary", {}, make("span", { class: "icon", "aria-hidden": "true" }, symbol), words(code), make("span", { class: "n" }, String(here.length))),
    make("ul", { class: "rows" }, ...here.map((product) => row(desk, product))));
  made.querySelector("summary").addEventListener("click", () => {
    desk.opened[made.open ? "delete" : "add"](key);
    desk.opened[made.open ? "add" : "delete"](`${key}/shut`);
  });
  return made;
}

function row(desk, product) {
  const { name, status, gone } = product;
  const cancelled = status === "cancelled";
  const facts = [cancelled ? words("cancelled") : null, product.expires_on && !cancelled ? words("until", { date: day(product.expires_on) }) : null];
  const price = words("aYear", { amount: amount(product.yearly_value, currency(desk)) });
  const what = make("span", { class: "what" }, make("b", {}, name), make("small", {}, [...facts, price].filter(Boolean).join(" · ")));
  if (cancelled) return make("li", { class: "cancelled", "data-product": product.product }, what);
  const cancel = button(words("cancelProduct"), async () => {
    if (await sure(words("sureCancel", { name }), words("cancelProduct"))) await desk.does("POST", `products/${product.product}/cancel`);
  }, { kind: "bare danger" });
  const fault = toggle(words("productGone"), gone, (on) => desk.does("PUT", "switches", { product: product.product, gone: on }));
  return make("li", { "data-product": product.product }, what, make("span", { class: "does" }, desk.faults ? fault : null, cancel));
}

function currency(desk) {
  return desk.open.country === "CH" ? "CHF" : "EUR";
}

function addDialog(desk) {
  const kind = pick(Object.keys(KINDS).map((each) => [each, kindName(each)]), "domain", { name: "kind" });
  const name = make("input", { class: "field", name: "name", required: true, maxlength: 128 });
  const value = make("input", { class: "field", name: "yearly_value", required: true, inputmode: "decimal", value: "18.00" });
  formDialog(words("addProduct"), words("add"), [field(words("kind"), kind), field(words("name"), name), field(words("yearlyValue", { currency: currency(desk) }), value)],
    () => ask("POST", "products", { account: desk.open.account, kind: kind.value, name: name.value, yearly_value: value.value.replace(",", ".") }));
  name.focus();
}
