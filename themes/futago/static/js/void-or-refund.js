// The reader's own dates, reckoned on the device: in which phase the money of a charge is, and the last days to report it.
import { addMonths, format, last, next, parse, today, iso } from "./dates.js";

const byId = id => document.getElementById("tool-" + id);
const form = document.querySelector("[data-tool]");
const { elements, dataset: wrong } = form;
const [summary, result, calendar] = ["summary", "result", "calendar"].map(byId);
const words = summary.dataset;
const value = name => elements[name].value;
const day = name => parse(value(name));
const rules = Array.from(elements.issuer.options, option => option.dataset).filter(rule => rule.days);
const chosen = () => elements.issuer.selectedOptions[0].dataset;

/** How many days a rule of that direction has: the chosen row's, or the fewest that any row has. */
const daysOf = direction =>
  chosen().direction === direction ? +chosen().days : Math.min(...rules.filter(rule => rule.direction === direction).map(rule => rule.days));

/** The fields that cannot be reckoned with, and why. */
function mistakes() {
  const found = {};
  for (const name of ["charge", "noticed", "notice", "today"]) {
    const { value, required, validity, min, max } = elements[name];
    if (!value && !required && !validity.badInput) continue;
    if (!(value >= min && value <= max)) found[name] = wrong.missing;
    else if (name !== "today" && value > elements.today.value) found[name] = wrong.future;
    else if (value < elements.charge.value) found[name] = wrong.early;
  }
  if (value("payment") && value("closing") && value("months") === "0" && +value("payment") <= +value("closing")) found.months = wrong.payment;
  return found;
}

/** Closing and payment of the bill that a charge comes on, or of the bill after it. */
function bill(charge, nextBankDay, later) {
  const closing = addMonths(next(charge, +value("closing")), later, +value("closing"));
  const nominal = addMonths(closing, +value("months"), +value("payment"));
  return { closing, nominal, debit: nextBankDay(nominal) };
}

function clocks(charge, closing) {
  const notice = day("notice");
  const by = notice ? "notice" : closing ? "closing" : "charge";
  const starts = { forward: notice || closing || charge, back: charge };
  return Object.entries(starts)
    .filter(([direction]) => value("rule") === "unknown" || value("rule") === direction)
    .map(([direction, start]) => ({ direction, by, start, days: daysOf(direction) }))
    .filter(({ days }) => days < Infinity)
    .map(clock => ({ ...clock, careful: last(clock.start, clock.days, "forward", true), uncounted: last(clock.start, clock.days) }))
    .sort((a, b) => a.careful - b.careful);
}

function fill(root, values, flags) {
  const texts = { ...values };
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = element.dataset.text.replace(/{(\w+)}/g, (_, name) => texts[name]);
  }
  for (const element of root.querySelectorAll("[data-if]")) element.hidden = !flags.includes(element.dataset.if);
}
