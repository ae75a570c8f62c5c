// Copy buttons, the colour theme, the menu on small screens, the contents that follow the page,
// and the door to search. Everything else works without this file.
const root = document.documentElement;

function icon(path) {
  return `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`;
}
const COPY = icon("M7 6.5V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-2M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7Z");
const DONE = icon("m4 10.5 4 4 8-9");

// What a reader wants of an example: its lines without prompts and notes; of a transcript, the
// commands alone.
function exampleText(figure) {
  const commands = figure.querySelectorAll(".line.cmd");
  const lines = commands.length ? commands : figure.querySelectorAll(".line");
  return [...lines].map((line) => {
    const copy = line.cloneNode(true);
    copy.querySelectorAll(".prompt").forEach((prompt) => prompt.remove());
    return copy.textContent.replace(/\n$/, "");
  }).join("\n");
}

for (const figure of document.querySelectorAll("figure.code")) {
  const facts = figure.querySelector(".code-facts");
  if (!facts || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.setAttribute("aria-label", "Copy");
  button.innerHTML = COPY;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(exampleText(figure));
    button.innerHTML = DONE;
    button.classList.add("done");
    button.setAttribute("aria-label", "Copied");
    setTimeout(() => {
      button.innerHTML = COPY;
      button.classList.remove("done");
      button.setAttribute("aria-label", "Copy");
    }, 1600);
  });
  facts.append(button);
}

// System, light, dark, and round again.
const themes = ["system", "light", "dark"];
const themeButton = document.querySelector(".theme-button");
function showTheme(theme) {
  if (theme === "system") delete root.dataset.theme; else root.dataset.theme = theme;
  themeButton.setAttribute("aria-label", `Colour theme: ${theme}`);
  themeButton.title = `Theme: ${theme}`;
  themeButton.querySelector("use").setAttribute("href", `#i-${theme}`);
}
if (themeButton) {
  showTheme(root.dataset.theme ?? "system");
  themeButton.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme ?? "system") + 1) % themes.length];
    showTheme(next);
    try { localStorage.setItem("theme", next); } catch { /* not remembered then */ }
  });
}

// The sidebar as a drawer.
const menuButton = document.querySelector(".menu-button");
const scrim = document.querySelector(".scrim");
function showMenu(open) {
  document.body.classList.toggle("menu-open", open);
  menuButton.setAttribute("aria-expanded", String(open));
  if (scrim) scrim.hidden = !open;
  if (open) document.querySelector("#menu a")?.focus({ preventScroll: true });
}
menuButton?.addEventListener("click", () => showMenu(!document.body.classList.contains("menu-open")));
scrim?.addEventListener("click", () => showMenu(false));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("menu-open")) {
    showMenu(false);
    menuButton.focus();
  }
});

// The current page, in view in a long sidebar.
const side = document.querySelector(".side");
const current = side?.querySelector("[aria-current=page]");
if (current && current.offsetTop > side.clientHeight - 120) side.scrollTop = current.offsetTop - side.clientHeight / 2;

// The contents mark the section that is being read.
const entries = new Map([...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let here;
function follow() {
  const line = innerHeight * 0.22;
  const atEnd = innerHeight + scrollY >= document.body.scrollHeight - 4;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  const link = entries.get((atEnd && passed.length ? headings.at(-1) : passed.at(-1) ?? headings[0])?.id);
  if (link === here) return;
  here?.classList.remove("here");
  here?.removeAttribute("aria-current");
  link?.classList.add("here");
  link?.setAttribute("aria-current", "location");
  here = link;
}
if (headings.length) {
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
}

// Search is loaded when it is first asked for.
const searchButton = document.querySelector("[data-search]");
let search;
async function openSearch() {
  search ??= import(new URL(searchButton.dataset.src, location.href).href);
  (await search).open(root.dataset.root);
}
if (searchButton) {
  searchButton.addEventListener("click", openSearch);
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (slash || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) {
      event.preventDefault();
      openSearch();
    }
  });
}
