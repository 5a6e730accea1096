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
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        // Not allowed: then it is selected, to be copied by hand.
        return getSelection().selectAllChildren(text);
      }
      status.textContent = message.dataset.copied;
      button.dataset.done = "✓";
      setTimeout(() => { delete button.dataset.done; }, 3000);
    });
    button.disabled = false;
  }
  for (const fields of message.querySelectorAll("fieldset")) fields.disabled = false;
}
