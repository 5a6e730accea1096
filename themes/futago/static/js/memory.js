// What this device keeps, under one key. Where storage is blocked or full, it lasts as long as the page.
const KEY = "futago-tree";
let text;
export let kept = {};

try {
  text = localStorage.getItem(KEY);
  kept = JSON.parse(text) ?? {};
} catch {}

export function keep(name, value) {
  kept[name] = value;
  try {
    localStorage.setItem(KEY, (text = JSON.stringify(kept)));
  } catch {}
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {}
}

// A page that comes back by "back" shows what was chosen meanwhile.
addEventListener("pageshow", ({ persisted }) => {
  try {
    if (persisted && localStorage.getItem(KEY) !== text) location.reload();
  } catch {}
});
