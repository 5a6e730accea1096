// A button on each block of code that copies it; the words come from the page.
const { copy, copied } = document.getElementById("main").dataset;

for (const figure of navigator.clipboard && copy ? document.querySelectorAll("figure.code") : []) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(figure.querySelector("code").textContent);
    } catch {
      return;
    }
    button.textContent = said.textContent = copied;
    setTimeout(() => { button.textContent = copy; said.textContent = ""; }, 3000);
  });
  figure.append(button, said);
}
