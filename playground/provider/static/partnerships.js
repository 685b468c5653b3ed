/** Who has access: what counts in the provider's own books, and what the desk says is being settled. */

import { make } from "../../static/dom.js";
import { ask } from "./api.js";
import { field, formDialog, sure } from "./dialogs.js";
import { button, cardHead, pick } from "./parts.js";
import { words } from "./words.js";

const NAMED = 3;

export function partnershipsCard(desk) {
  const number = desk.open.account;
  const here = desk.books.access.filter(({ client, partner }) => [client.account, partner.account].includes(number));
  const known = new Set(desk.deals.map(({ id }) => id));
  const all = [...desk.deals, ...here.filter(({ id }) => !known.has(id))];
  const effective = new Map(here.map((deal) => [deal.id, deal]));
  const add = desk.open.status === "closed" ? null : button(words("addPartner"), () => addDialog(desk), { symbol: "plus", role: "add-partner" });
  const head = cardHead(words("access"), all.length, add);
  if (!all.length) return [head, make("p", { class: "none" }, words(desk.open.partner ? "noClients" : "noAccess"))];
  return [head, ...all.map((deal) => card(desk, effective.get(deal.id) ?? deal, deal, effective.has(deal.id)))];
}

/** `kept` is what the provider has put into effect, if it has; `deal` is what the desk says. */
function card(desk, kept, deal, inEffect) {
  const asClient = deal.client.account === desk.open.account;
  const tag = inEffect ? make("span", { class: "tag" }, words("inEffect")) : make("span", { class: "tag waits" }, waiting(deal));
  const facts = [asClient ? null : words("forClient", { client: deal.client.name }), kept.payment_means ? words(`invoicesTo_${kept.payment_means}`) : null];
  return make("article", { class: "deal", "data-partnership": deal.id, "data-in-effect": String(inEffect) },
    make("p", { class: "line" }, sentence(kept, inEffect), tag), make("p", { class: "more" }, facts.filter(Boolean).join(" · ")), buttons(desk, deal, asClient));
}

function waiting(deal) {
  if (deal.status === "active") return words("beingSetUp");
  return deal.status === "prepared" ? words("notSentYet") : words("waits", { partner: deal[deal.waits_for].name });
}

function sentence(deal, inEffect) {
  const partner = deal.partner.name;
  if (deal.access === "full") return words(inEffect ? "managesAll" : "shallManageAll", { partner });
  const names = deal.products.map(({ name }) => name);
  if (!names.length) return words("shallManageSome", { partner, shelves: deal.shelves.join(", ") });
  const products = names.slice(0, NAMED).join(", ");
  const more = names.length - NAMED;
  return words(inEffect ? "manages" : "shallManage", { partner, products: more > 0 ? words("andMore", { products, n: more }) : products });
}

function buttons(desk, deal, asClient) {
  const decide = (decision) => desk.does("POST", `partnerships/${deal.id}/${decision}`, desk.by);
  const box = make("div", { class: "does" });
  if (deal.status !== "active") {
    if (deal.waits_for !== (asClient ? "client" : "partner")) box.append(button(words("withdraw"), () => decide("withdraw"), { role: "withdraw" }));
    else {
      const chosen = deal.access === "full" || deal.products.length; // products are chosen in the chat
      if (chosen) box.append(button(words("confirm"), () => decide("confirm"), { kind: "button", role: "confirm" }));
      box.append(button(words("decline"), () => decide("decline"), { role: "decline" }));
    }
    return box;
  }
  const other = deal.payment_means === "client" ? "partner" : "client";
  if (deal.access === "full" && asClient) {
    box.append(button(words(`changeMeans_${other}`), () => desk.does("PUT", `partnerships/${deal.id}/payment-means`, { by: desk.by, payment_means: other }), { role: "payment-means" }));
  }
  box.append(button(words("end"), async () => {
    if (await sure(words("sureEnd"), words("end"))) await decide("end");
  }, { kind: "quiet danger", role: "end" }));
  return box;
}

function addDialog(desk) {
  const partners = desk.books.accounts.filter(({ account, partner, status }) => partner && status === "open" && account !== desk.open.account);
  const partner = pick([...partners.map(({ account, name }) => [account, name]), ["", words("byCode")]], partners[0]?.account ?? "", { name: "partner" });
  const code = field(words("partnerCode"), make("input", { class: "field", name: "code" }), { hidden: true });
  const access = pick(["limited", "full"].map((each) => [each, words(each)]), "limited", { name: "access" });
  const payer = field(words("payer"), pick(["client", "partner"].map((each) => [each, words(`payer_${each}`)]), "client", { name: "payer" }), { hidden: true });
  const own = desk.books.products.filter(({ account, status }) => account === desk.open.account && status === "active");
  const choices = make("div", { class: "choices" }, ...own.map(({ product, name }) => make("label", {}, make("input", { type: "checkbox", value: product }), name)));
  const products = make("div", { class: "ask" }, choices);
  const adapt = () => {
    code.hidden = partner.value !== "";
    payer.hidden = access.value !== "full";
    products.hidden = access.value === "full";
  };
  partner.addEventListener("change", adapt);
  access.addEventListener("change", adapt);
  adapt();
  formDialog(words("addPartner"), words("ask"), [field(words("whichPartner"), partner), code, field(words("which"), access), payer, products], async () => {
    const body = { by: desk.by, partner: partner.value || code.querySelector("input").value.trim(), access: access.value };
    if (access.value === "full") body.payment_means = payer.querySelector("select").value;
    else body.products = [...choices.querySelectorAll(":checked")].map(({ value }) => value);
    await ask("POST", "partnerships", body);
    await desk.look();
  });
}
