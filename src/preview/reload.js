// Reloads the page when the site was saved; the browser keeps the place. The query of this script's address names the snapshot that
// the page was made from, so that a save between the page and this script, or a restart of the preview, is not missed.
const address = new URL("reload" + new URL(import.meta.url).search, import.meta.url);
let events = null;

function listen() {
  if (events || document.hidden) return;
  const stream = events = new EventSource(address);
  stream.addEventListener("saved", () => location.reload());
  stream.addEventListener("error", () => {
    // Most browsers try again by themselves; after some errors they give up.
    if (stream.readyState !== EventSource.CLOSED) return;
    rest();
    setTimeout(listen, 1000);
  });
}

function rest() {
  events?.close();
  events = null;
}

// Browsers allow six connections to one server: tabs that nobody looks at must not hold them all.
document.addEventListener("visibilitychange", () => document.hidden ? rest() : listen());
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
listen();
