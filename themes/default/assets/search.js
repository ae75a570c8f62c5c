// The search dialog, over the index that was built with the site.
let dialog, field, list, said, pagefind, asked = 0, selected = -1;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export async function open(base) {
  if (!dialog) build();
  if (!dialog.open) dialog.showModal();
  field.select();
  if (!pagefind) {
    try {
      pagefind = await import(`${base}pagefind/pagefind.js`);
      await pagefind.options({ baseUrl: base, excerptLength: 24 });
      await pagefind.init();
      if (field.value) find();
    } catch {
      said.textContent = "The search index could not be loaded.";
    }
  }
}

function build() {
  field = element("input", { type: "search", placeholder: "Search", "aria-label": "Search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "true", "aria-controls": "find-list" });
  list = element("ul", { class: "find-list", id: "find-list", role: "listbox", "aria-label": "Results" });
  said = element("p", { class: "find-said", role: "status" });
  const glass = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  glass.setAttribute("class", "icon");
  glass.innerHTML = '<use href="#i-search"/>';
  const keys = element("p", { class: "find-keys", "aria-hidden": "true" });
  for (const [key, does] of [["↑↓", "choose"], ["↵", "open"], ["esc", "close"]]) {
    keys.append(element("span", {}, element("kbd", {}, key), does));
  }
  dialog = element("dialog", { class: "find", "aria-label": "Search" }, element("div", { class: "find-field" }, glass, field), list, said, keys);
  document.body.append(dialog);
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    const links = list.querySelectorAll("a");
    if (event.key === "ArrowDown") select((selected + 1) % links.length);
    else if (event.key === "ArrowUp") select((selected - 1 + links.length) % links.length);
    else if (event.key === "Enter" && links[selected]) links[selected].click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
}

async function find() {
  const words = field.value.trim();
  const mine = ++asked;
  if (!words || !pagefind) {
    show([], words ? "" : " ");
    return;
  }
  const answer = await pagefind.debouncedSearch(words, {}, 120);
  if (!answer || mine !== asked) return;
  const found = await Promise.all(answer.results.slice(0, 16).map((result) => result.data()));
  const pages = exactFirst(found, words).slice(0, 8);
  if (mine === asked) show(pages, pages.length ? "" : `Nothing found for “${words}”.`);
}

// A page called just what was asked for comes first, whatever else the words occur in.
function exactFirst(pages, words) {
  const asked = words.toLowerCase();
  const exact = (page) => page.meta.title?.toLowerCase() === asked;
  return [...pages.filter(exact), ...pages.filter((page) => !exact(page))];
}

function show(pages, words) {
  list.replaceChildren(...pages.flatMap(entries));
  said.textContent = words.trim();
  select(pages.length ? 0 : -1);
}

// A page, and the sections of it that fit.
function entries(page) {
  const own = page.sub_results.find((part) => part.url === page.url);
  const parts = page.sub_results.filter((part) => part.url !== page.url && part.anchor?.element !== "figure").slice(0, 3);
  const where = page.meta.section ? [element("span", { class: "find-where" }, page.meta.section)] : [];
  const title = element("span", { class: "find-title" }, page.meta.title ?? page.url, ...where);
  const top = entry(page.url, title, own || !parts.length ? page.excerpt : null);
  return [top, ...parts.map((part) => entry(part.url, element("span", { class: "find-title" }, part.title.replace(/\s*#$/, "")), part.excerpt, "find-sub"))];
}

function entry(url, title, excerpt, kind = "") {
  const link = element("a", { href: url, role: "option", "aria-selected": "false", tabindex: "-1", class: kind }, title);
  if (excerpt) {
    const text = element("span", { class: "find-text" });
    text.innerHTML = excerpt; // Pagefind escapes the page's text and marks the words.
    link.append(text);
  }
  link.addEventListener("mousemove", () => select([...list.querySelectorAll("a")].indexOf(link)));
  return element("li", { role: "presentation" }, link);
}

function select(at) {
  const links = list.querySelectorAll("a");
  selected = at;
  links.forEach((link, number) => {
    link.setAttribute("aria-selected", String(number === at));
    link.id = `find-${number}`;
    if (number === at) link.scrollIntoView({ block: "nearest" });
  });
  if (links[at]) field.setAttribute("aria-activedescendant", `find-${at}`);
  else field.removeAttribute("aria-activedescendant");
}
