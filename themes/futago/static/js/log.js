// A record of what happened, kept on this device under one key and sent nowhere; written out as text for a desk.
import { format, parse } from "./dates.js";

const KEY = "futago-log";
const byId = id => document.getElementById("tool-" + id);
const form = document.querySelector("[data-tool]");
const { elements, dataset: words } = form;
const [status, done, list, undo, at, who, what] = ["status", "done", "entries", "undo", "at", "who", "what"].map(byId);
const fields = form.querySelectorAll("[name]");
let log = { fields: {}, entries: [] };
let forgotten;

const isFilled = () => Object.values(log.fields).some(Boolean) || log.entries.length > 0;

function keep() {
  try {
    if (isFilled()) localStorage.setItem(KEY, JSON.stringify(log));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

function kept() {
  try {
    const { fields = {}, entries = [] } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    return { fields, entries: entries.filter(entry => entry.what) };
  } catch {
    return { fields: {}, entries: [] };
  }
}

// `2026-09-02T21:40` in words.
function moment(value, lang) {
  const day = parse(value.slice(0, 10));
  return day === day ? format(day, lang) + value.slice(10).replace("T", " ") : value;
}

const shown = ({ type, value }, lang) => (/date/.test(type) ? moment(value, lang) : value.trim().replace(/\n/g, "\n  "));

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function write(sheet) {
  const { lang } = sheet;
  const { head, colon } = sheet.dataset;
  const name = label => (lang !== document.documentElement.lang && label.dataset.desk) || label.textContent;
  const lines = [head];
  for (const group of form.querySelectorAll("[data-group]")) {
    const filled = [...group.querySelectorAll("[name]")].filter(field => log.fields[field.name]);
    if (filled[0]) lines.push("", "■ " + name(group.querySelector("legend")));
    for (const field of filled) lines.push(name(field.labels[0]) + colon + shown(field, lang));
  }
  if (log.entries[0]) lines.push("", "■ " + name(byId("new").querySelector("legend")));
  for (const entry of log.entries) lines.push([moment(entry.at, lang), entry.who, entry.what.replace(/\n/g, "\n  ")].filter(Boolean).join(" / "));
  sheet.textContent = lines.join("\n");
}

function draw() {
  list.replaceChildren(
    ...log.entries.map((entry, index) => {
      const item = element("li", "");
      const button = element("button", words.remove);
      const text = element("p", entry.what);
      text.id = "tool-entry-" + index;
      button.type = "button";
      button.className = "button second";
      button.setAttribute("aria-describedby", text.id);
      button.addEventListener("click", () => {
        log.entries.splice(index, 1);
        change();
        (list.querySelectorAll("button")[index] ?? byId("add")).focus();
      });
      item.append(element("p", [moment(entry.at, document.documentElement.lang), entry.who].filter(Boolean).join(" / ")), text, button);
      return item;
    }),
  );
  list.hidden = !log.entries[0];
  byId("out").classList.toggle("filled", isFilled());
  document.querySelectorAll(".sheet").forEach(write);
}

function change() {
  const text = keep() ? words.kept : words.blocked;
  if (status.textContent !== text) status.textContent = text;
  done.textContent = "";
  undo.hidden = true;
  draw();
}

function open(found) {
  log = found;
  for (const field of fields) field.value = log.fields[field.name] ?? "";
  draw();
}

function digits() {
  for (const field of form.querySelectorAll("[maxlength]")) {
    const error = byId(field.name + "-error");
    const wrong = field.value && !/^\d{4}$/.test(field.value);
    error.textContent = wrong ? words.digits : "";
    error.hidden = !wrong;
    field.setAttribute("aria-invalid", Boolean(wrong));
  }
}

for (const field of fields) {
  field.addEventListener("input", () => {
    log.fields[field.name] = field.value;
    change();
  });
  field.addEventListener("change", digits);
  // Of a whole number that is pasted, the field would keep the first four digits.
  field.addEventListener("paste", event => {
    if (field.maxLength !== 4) return;
    event.preventDefault();
    field.value = event.clipboardData.getData("text").replace(/\D/g, "").slice(-4);
    field.dispatchEvent(new Event("input"));
  });
}
// Nothing may end up in the address.
form.addEventListener("submit", event => event.preventDefault());
byId("add").addEventListener("click", () => {
  const empty = !what.value.trim();
  const error = byId("what-error");
  error.textContent = empty ? words.empty : "";
  error.hidden = !empty;
  what.setAttribute("aria-invalid", empty);
  if (empty) return what.focus();
  log.entries.push({ at: at.value, who: who.value.trim(), what: what.value.trim() });
  log.entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at));
  at.value = who.value = what.value = "";
  change();
  at.focus();
});
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const sheet = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(sheet.textContent);
      done.textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(sheet);
      done.textContent = words.notCopied;
    }
  });
}
byId("print").addEventListener("click", () => print());
byId("forget").addEventListener("click", () => {
  forgotten = log;
  open({ fields: {}, entries: [] });
  keep();
  status.textContent = "";
  done.textContent = words.forgotten;
  undo.hidden = false;
});
undo.addEventListener("click", () => {
  open(forgotten);
  change();
  byId("forget").focus();
});
// Another tab, or the other language, changed it.
addEventListener("storage", () => open(kept()));
open(kept());
if (!keep()) status.textContent = words.blocked;
form.hidden = byId("out").hidden = false;
