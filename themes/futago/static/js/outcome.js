// Ticks on the steps. Counting days is loaded by who opens it.
import { keep, kept } from "./memory.js";

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
  dates.hidden = false;
  dates.addEventListener("toggle", () => import("./count.js"), { once: true });
}
