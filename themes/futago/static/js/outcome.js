// What the reader has done, and the last days counted from the reader's own.
import { keep, kept } from "./memory.js";
import { format, last, parse, today } from "./dates.js";
import { calendar, save } from "./ics.js";

const ticks = new Set(kept.ticks);
for (const head of document.querySelectorAll(".steps h3")) {
  const id = document.getElementById("main").dataset.node + "/" + head.dataset.step;
  const [label, box, text] = ["label", "input", "span"].map(name => document.createElement(name));
  box.type = "checkbox";
  box.autocomplete = "off";
  box.checked = ticks.has(id);
  box.addEventListener("change", () => {
    ticks[box.checked ? "add" : "delete"](id);
    keep("ticks", [...ticks]);
  });
  text.append(...head.childNodes);
  label.append(box, text);
  head.append(label);
}

const dates = document.getElementById("dates");
if (dates) {
  const row = document.getElementById("row");
  const days = dates.querySelectorAll("input");
  const rules = [...dates.querySelectorAll("li")];
  const link = dates.querySelector(".button");
  const count = () => {
    const given = { today: today() };
    for (const { name, value } of days) given[name] = parse(value);
    for (const rule of rules) {
      const { days, from, rows } = rule.dataset;
      const deadline = rule.querySelector("br");
      rule.day = last(given[from], +days, "", deadline);
      rule.hidden = isNaN(rule.day) || (rows && row?.value && !rows.split(" ").includes(row.value));
      if (rule.hidden) continue;
      rule.querySelector("b").textContent = format(rule.day, document.documentElement.lang);
      rule.querySelector(".past").hidden = !deadline || rule.day >= given.today;
    }
    rules.sort((a, b) => a.day - b.day);
    const shown = rules.filter(rule => !rule.hidden);
    dates.querySelector("ul").append(...rules);
    link.hidden = !shown.length;
    save(link, dates.dataset.file, calendar(shown.map(rule => ({
      day: rule.day,
      title: rule.querySelector("span").textContent,
      text: rule.querySelector("small").innerText,
      alarm: "-PT15H",
    }))));
  };
  for (const day of days) {
    day.value = kept.dates?.[day.name] ?? "";
    day.addEventListener("change", () => {
      keep("dates", { ...kept.dates, [day.name]: day.value });
      count();
    });
  }
  row?.addEventListener("change", count);
  dates.hidden = false;
  count();
}
