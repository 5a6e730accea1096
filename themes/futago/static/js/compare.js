// A field filters all comparisons by name, a list its own by choice; a heading sorts by its column.
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
const plain = (text) => text.normalize("NFKC").toLowerCase().trim();

function make(tag, properties, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

/** The key of a cell, or its words without their marks; nothing if it is not known. */
function value(cell) {
  const words = [...(cell.querySelector(".fact") ?? cell).childNodes].filter((node) => node.nodeName !== "SUP");
  return cell.dataset.key ?? words.map((node) => node.textContent).join("");
}

const field = make("input", { type: "search" });
const tables = [...document.querySelectorAll(".compare")].map((box, place) => {
  const { filter, all, shown } = box.dataset;
  const [head, body] = box.querySelectorAll("thead, tbody");
  const rows = [...body.rows];
  const heads = [...head.rows[0].cells];
  // The first speaks for the field.
  const status = make(place && !head.querySelector("[data-choice]") ? "p" : "output");
  const tools = make("div", { className: "pick" });
  const lists = [];

  function show() {
    for (const row of rows) {
      const name = plain(row.cells[0].textContent + row.dataset.row);
      row.hidden = !name.includes(plain(field.value)) || !lists.every((fits) => fits(row));
    }
    const { length } = rows.filter((row) => !row.hidden);
    status.textContent = shown.replace("{shown}", length).replace("{total}", rows.length);
  }

  if (!place) tools.append(make("label", {}, filter, field));
  heads.forEach((head, column) => {
    const of = (row) => value(row.cells[column]);
    if ("choice" in head.dataset) {
      const found = [...new Set(rows.map(of).filter(Boolean))];
      const list = make("select", { oninput: show }, new Option(all, ""), ...found.map((text) => new Option(text)));
      lists.push((row) => !list.value || of(row) === list.value);
      tools.append(make("label", {}, head.textContent, list));
    }
    function onclick() {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      // The unknown comes last.
      body.append(...rows.sort((a, b) => !of(a) - !of(b) || compare(of(a), of(b)) * (up ? 1 : -1)));
    }
    head.append(make("button", { type: "button", onclick }, ...head.childNodes));
  });
  tools.append(status);
  box.before(tools);
  box.classList.add("live");
  return show;
});

field.oninput = () => tables.forEach((show) => show());
