// Last days, counted from the reader's own dates.
import { keep, kept } from "./memory.js";
import { format, last, parse, today } from "./dates.js";
import { calendar, save } from "./ics.js";

const dates = document.getElementById("dates");
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
  // The earliest first; of two rules that say the same, the first.
  const said = new Set();
  const shown = rules.filter(rule => !rule.hidden).sort((a, b) => a.day - b.day);
  for (const rule of shown) {
    const saying = rule.day + rule.querySelector("span").textContent;
    rule.hidden = said.has(saying);
    said.add(saying);
  }
  dates.querySelector("ul").append(...shown);
  link.hidden = !shown.length;
  save(link, dates.dataset.file, calendar(shown.filter(rule => !rule.hidden).map(rule => ({
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
count();
