{
  // Search is loaded when it is first asked for, or about to be.
  const buttons = document.querySelectorAll("[data-search]");
  const { src, css } = document.querySelector("[data-src]")?.dataset ?? {};
  let search;
  // Its styles are there before it is shown.
  const styles = () => new Promise((ready) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: css, onload: ready, onerror: ready });
    document.head.append(link);
  });
  const load = () => search ??= Promise.all([import(new URL(src, location.href).href), styles()]);
  async function ask(query = "") {
    const [{ open }] = await load();
    open(root.dataset.root, words, query);
  }
  for (const button of buttons) {
    button.addEventListener("click", () => ask(button.dataset.search));
    button.addEventListener("pointerenter", load, { once: true });
  }
  if (src) {
    addEventListener("keydown", (event) => {
      // The field of the dialog keeps the focus for a moment after it is closed.
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]")?.checkVisibility();
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (slash || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) {
        event.preventDefault();
        ask();
      }
    });
  }

  // On a page that is not there, what the address asked for.
  const lost = document.querySelector(".lost-search");
  if (lost) {
    let path = location.pathname.slice(root.dataset.root.length);
    try { path = decodeURIComponent(path); } catch { /* as it is then */ }
    lost.dataset.search = path.replace(/\.html?$|index$/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(-4).join(" ");
    lost.hidden = !src;
  }
}
