// The language switch keeps the section being read. Without this script it leads to the top of the same page.
const links = document.querySelectorAll("a[data-twin]");
const headings = document.querySelectorAll("main :is(h2, h3, h4)[id]");

/** The id of the section on the screen; at the top of the page, the one the address names. */
function section() {
  let id = "";
  if (scrollY > 0) {
    for (const heading of headings) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) break;
      id = heading.id;
    }
  }
  return id ? "#" + id : document.querySelector(":target") ? location.hash : "";
}

// Before a press, a key or a long touch acts on the link, its address is made right.
for (const link of links) {
  for (const event of ["pointerdown", "focus", "click"]) {
    link.addEventListener(event, () => { link.hash = section(); });
  }
}
