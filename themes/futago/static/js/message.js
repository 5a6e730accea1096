// Fills the blanks of a message, and copies it. What is typed is in the page alone: nothing is kept, nothing is sent.
for (const message of document.querySelectorAll(".message")) {
  const status = message.querySelector("[role=status]");
  for (const field of message.querySelectorAll("[data-fills]")) {
    const blanks = [...message.querySelectorAll(`[data-blank="${field.dataset.fills}"]`)].map((blank) => [blank, blank.textContent]);
    const fill = () => {
      for (const [blank, words] of blanks) blank.textContent = field.value.trim() || words;
    };
    field.addEventListener("input", fill);
    // A browser may have kept what was typed on the way back to this page.
    fill();
  }
  for (const button of message.querySelectorAll("button")) {
    const text = button.parentNode.querySelector("pre");
    const mark = document.createElement("span");
    mark.setAttribute("aria-hidden", "true");
    button.append(mark);
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        // Not allowed: then it is selected, to be copied by hand.
        return getSelection().selectAllChildren(text);
      }
      status.textContent = message.dataset.copied;
      mark.textContent = " ✓";
      setTimeout(() => { mark.textContent = ""; }, 3000);
    });
    button.disabled = false;
  }
  for (const fields of message.querySelectorAll("fieldset")) fields.disabled = false;
}
