// Reads a phrase aloud. Only with a voice that is on this device (`localService`): with another, what is read would leave it.
const speech = window.speechSynthesis;
let speaking;

/** Browsers write the language of a voice as `ja-JP` or `ja_JP`. */
function voice(lang) {
  return speech.getVoices().find((voice) => voice.localService && voice.lang.split(/[-_]/)[0] === lang.split("-")[0]);
}

function rest() {
  if (!speaking) return;
  speaking.textContent = "▶";
  speaking.setAttribute("aria-label", speaking.closest(".say").dataset.say);
  speaking = null;
}

function press({ currentTarget: button }) {
  const again = button === speaking;
  speech.cancel();
  rest();
  const words = button.parentNode.querySelector(".spoken");
  const found = voice(words.lang);
  if (again || !found) return;
  const said = new SpeechSynthesisUtterance(words.textContent);
  Object.assign(said, { voice: found, lang: found.lang, rate: 0.85 });
  said.onend = said.onerror = () => { if (button === speaking) rest(); };
  speaking = button;
  button.textContent = "■";
  button.setAttribute("aria-label", button.closest(".say").dataset.stop);
  speech.speak(said);
}

/** A button for every phrase that a voice can read and that has none yet: voices may be found late. */
function offer() {
  let count = document.querySelectorAll(".said button").length;
  for (const words of document.querySelectorAll("[data-say] .spoken")) {
    if (words.parentNode.querySelector("button") || !voice(words.lang)) continue;
    const button = document.createElement("button");
    words.id = "said-" + ++count;
    button.type = "button";
    button.className = "copy";
    button.textContent = "▶";
    button.setAttribute("aria-label", words.closest(".say").dataset.say);
    button.setAttribute("aria-describedby", words.id);
    button.addEventListener("click", press);
    words.after(button);
  }
}

if (speech) {
  offer();
  speech.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", () => speech.cancel());
}
