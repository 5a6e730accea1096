// Answers so far, kept in the fragment (no server sees it): #answers=question.answer,…;later ones that may still apply.
import { forget, keep, kept } from "./memory.js";

const main = document.getElementById("main");
const { start, node } = main.dataset;
const all = selector => document.querySelectorAll(selector);
const address = id => start + (id && id + "/");
const read = text => (text ? text.split(",").map(pair => pair.split(".")) : []);
const write = (...lists) => "#answers=" + lists.map(list => list.map(pair => pair.join(".")).join()).join(";");
// After a jump inside the page, the entry of the history has them.
const answers = history.state?.answers ?? location.hash;
let [, path = [], later = []] = (/^#answers=([^;]*);?(.*)/.exec(answers) ?? []).map(read);

addEventListener("hashchange", () => {
  if (!/^#answers=/.test(location.hash)) history.replaceState({ answers }, "");
  else if (location.hash !== answers) location.reload();
});

// Another page of the tree, whose words and links are the truth. It is never shown, and its scripts do not run.
const page = url =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.open("GET", url);
    request.onload = () => done(request.response);
    request.onerror = fail;
    request.send();
  });
const choice = (document, answer) => [...document.querySelectorAll("[data-answer]")].find(link => link.dataset.answer === answer);

function aim() {
  for (const link of all("[data-answer]")) link.hash = write([...path, [node, link.dataset.answer]], later.filter(([id]) => id !== node));
  for (const link of path.length ? all("a[data-twin]") : []) {
    for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, () => { link.hash = write(path, later); });
  }
}

// As far as the later answers still apply.
async function onward(link) {
  const way = [...path];
  for (let at = node; ; ) {
    way.push([at, link.dataset.answer]);
    later = later.filter(([id]) => id !== at);
    const to = link.pathname;
    at = to.slice(start.length, -1);
    const next = later.find(([id]) => id === at);
    const found = next && choice(await page(to), next[1]);
    if (!found) return to + write(way, later);
    link = found;
  }
}

main.addEventListener("click", async event => {
  const link = event.target.closest("[data-answer]");
  if (!link || !later.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.href = await onward(link).catch(() => link.href);
});

async function recap() {
  const section = document.querySelector(".recap");
  const pages = await Promise.all(path.map(([id]) => page(address(id))));
  const items = path.map(([id, answer], at) => {
    const link = choice(pages[at], answer);
    if (link.pathname !== address(path[at + 1]?.[0] ?? node)) throw id;
    const label = link.firstChild.textContent;
    const [item, said, change] = ["li", "strong", "a"].map(name => document.createElement(name));
    said.textContent = label;
    change.href = address(id) + write(path.slice(0, at), [...path.slice(at), ...later]);
    change.textContent = section.dataset.change.replace("{answer}", label);
    item.append(pages[at].querySelector("h1").textContent, " ", said, " ", change);
    return item;
  });
  section.querySelector("ol").replaceChildren(...items);
  section.hidden = !items.length;
  const before = later.find(([id]) => id === node);
  const link = before && choice(document, before[1]);
  if (link) link.append(Object.assign(document.createElement("small"), { textContent: section.dataset.before }));
}

aim();
// A way that the tree no longer has is no way: then nothing is said, and nothing kept.
recap().catch(() => { path = later = []; aim(); });

// The chosen row: its facts stand in the place of the words. A number that nobody confirmed stands behind them, where one may call.
const select = document.getElementById("row");
const rows = [...all("[data-row]")];
const words = new Map([...all("[data-fact]")].map(element => [element, element.textContent]));

function fill() {
  const own = rows.find(row => row.dataset.row === select.value);
  const fact = id => own?.querySelector(`[data-of="${id}"]`);
  for (const [element, text] of words) {
    element.textContent = text;
    const cell = fact(element.dataset.fact);
    const value = cell?.querySelector("dd").cloneNode(true);
    if (!cell) continue;
    value.querySelector("small").remove();
    if (value.lastChild.data === " ") value.lastChild.remove();
    if (!("second" in cell.dataset)) element.replaceChildren(...value.childNodes);
    else if (element.tagName === "STRONG" && !value.querySelector(".bad")) element.append(" ", ...value.childNodes);
  }
  for (const see of all("[data-facts]")) {
    const list = document.createElement("dl");
    list.append(...see.dataset.facts.split(" ").map(fact).filter(Boolean).map(cell => cell.cloneNode(true)));
    see.querySelector("dl")?.remove();
    if (list.firstChild) see.append(list);
  }
  const [lists, others] = [all("#rows ul"), document.querySelector(".others")];
  for (const row of rows) lists[+(!!own && row !== own)].append(row);
  if (others) others.hidden = !own;
}

if (select) {
  select.value = kept.row ?? "";
  select.parentNode.hidden = false;
  select.addEventListener("change", () => { keep("row", select.value); fill(); });
  fill();
}
for (const link of all("[href='#rows']")) link.addEventListener("click", () => { document.getElementById("rows").open = true; });

document.querySelector(".own").hidden = false;
document.getElementById("forget").addEventListener("click", () => {
  forget();
  history.replaceState(null, "", location.pathname);
  location.reload();
});

// The next page is fetched when a finger or the focus comes near.
for (const event of ["pointerover", "focusin"]) {
  main.addEventListener(event, ({ target }) => {
    const link = target.closest("[data-answer]");
    if (!link || link.ready) return;
    link.ready = true;
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: link.pathname }));
  });
}
