// The reader's own dates, reckoned on the device: in which phase the money of a charge is, and the last days to report it.
import { addMonths, format, iso, last, next, parse, today } from "./dates.js";
import { nextBankDay } from "./holidays.js";
import { calendar, save } from "./ics.js";

const byId = id => document.getElementById("tool-" + id);
const form = document.querySelector("[data-tool]");
const { elements, dataset: wrong } = form;
const result = byId("result");
const summary = byId("summary");
const link = byId("calendar");
const words = summary.dataset;
const value = name => elements[name].value;
const text = day => format(day, document.documentElement.lang);
const put = (words, values) => words.replace(/{(\w+)}/g, (_, name) => values[name] ?? "");
const rules = Array.from(elements.issuer.options, option => option.dataset);
const chosen = () => rules[elements.issuer.selectedIndex];

// The fields that cannot be reckoned with, and why.
function mistakes() {
  const found = {};
  for (const name of ["charge", "noticed", "notice", "today"]) {
    const { value, required, validity, min, max } = elements[name];
    if (!value && !required && !validity.badInput) continue;
    if (!(value >= min && value <= max)) found[name] = wrong.missing;
    else if (elements.today.value && value > elements.today.value) found[name] = wrong.future;
    else if (value < elements.charge.value) found[name] = wrong.early;
  }
  const [closing, payment] = [+value("closing"), +value("payment")];
  if (closing && payment && payment <= closing && value("months") === "0") found.months = wrong.payment;
  return found;
}

function tell(found) {
  for (const error of form.querySelectorAll(".error")) {
    const name = error.id.split("-")[1];
    error.textContent = found[name] ?? "";
    error.hidden = !found[name];
    elements[name].setAttribute("aria-invalid", name in found);
  }
}

// The bill that the charge comes on, or one `later`.
function bill(charge, later) {
  const closing = addMonths(next(charge, +value("closing")), later, +value("closing"));
  const nominal = addMonths(closing, +value("months"), +value("payment"));
  return { closing, nominal, debit: nextBankDay(nominal) };
}

// The rules that may hold, what ends first at the top: the chosen row's days, or the fewest of any row.
function clocks(charge, closing) {
  const notice = parse(value("notice"));
  const [by, start] = notice ? ["notice", notice] : closing ? ["closing", closing] : ["charge", charge];
  const found = [];
  for (const [direction, from] of [["forward", start], ["back", charge]]) {
    const known = chosen().direction === direction ? [chosen()] : rules.filter(rule => rule.direction === direction);
    const days = Math.min(...known.map(rule => rule.days));
    if (known.length && [direction, "unknown"].includes(value("rule"))) {
      found.push({ direction, by, from, days, careful: last(from, days, "forward", true), uncounted: last(from, days) });
    }
  }
  return found.sort((a, b) => a.careful - b.careful);
}

function left(days) {
  const word = days > 1 ? "left" : days < -1 ? "leftPast" : ["leftYesterday", "leftToday", "leftOne"][days + 1];
  return put(words[word], { days: Math.abs(days) });
}

function fill(root, values, flags) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = put(element.dataset.text, values);
  for (const element of root.querySelectorAll("[data-if]")) element.hidden = !flags.includes(element.dataset.if);
}

function show() {
  const [charge, noticed, now] = ["charge", "noticed", "today"].map(name => parse(value(name)));
  const known = value("closing") && value("payment");
  const { closing, nominal, debit } = known ? bill(charge, 0) : {};
  const after = known && bill(charge, 1);
  const phase = !known ? "unknown" : now <= closing ? "open" : now < debit ? "closed" : now === debit ? "due" : "debited";
  fill(
    result,
    {
      ...(known && { closing: text(closing), nominal: text(nominal), debit: text(debit), closing2: text(after.closing), debit2: text(after.debit) }),
      noticed: noticed ? text(noticed) : "",
    },
    [phase, known && "billed", debit !== nominal && "moved", noticed && "noticed"],
  );
  const found = clocks(charge, value("closing") && next(charge, +value("closing")));
  const events = [];
  for (const item of result.querySelectorAll("[data-clock]")) item.hidden = true;
  for (const { direction, by, from, days, careful, uncounted } of found) {
    const item = result.querySelector(`[data-clock=${direction}]`);
    const values = { days, from: text(from), careful: text(careful), uncounted: text(uncounted), left: left(careful - now) };
    fill(item, values, ["by_" + by]);
    item.hidden = false;
    item.parentNode.append(item);
    if (careful >= now) events.push({ day: careful, title: link.dataset.report, text: put(link.dataset.reportText, values), alarm: "-P2DT15H" });
  }
  if (debit >= now) events.push({ day: debit, title: link.dataset.debit, text: link.dataset.debitText, alarm: "-PT15H" });
  link.hidden = !events.length;
  save(link, "days.ics", calendar(events));
  const [first] = found;
  summary.textContent = first ? put(first.careful < now ? words.firstPast : words.first, { careful: text(first.careful) }) : words.none;
}

// Shows what can be reckoned; gives back the first field that is wrong.
function run() {
  const found = mistakes();
  const [first] = Object.keys(found);
  tell(found);
  result.hidden = Boolean(first);
  if (first) summary.textContent = "";
  else show();
  return first;
}

elements.issuer.addEventListener("change", () => {
  elements.rule.value = chosen().direction ?? "unknown";
});
form.addEventListener("submit", event => {
  event.preventDefault();
  const first = run();
  if (first) elements[first].focus();
});
form.addEventListener("change", () => {
  if (!result.hidden) run();
});
elements.today.value = iso(today());
form.hidden = false;
