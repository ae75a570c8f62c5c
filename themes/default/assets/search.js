// The search dialog, over the index that was built with the site.
let dialog, field, list, said, facets, pagefind, words, root, asked = 0, selected = -1;

// How many pages are shown, and how many parts of each.
const PAGES = 10, PARTS = 3;
// What results can be narrowed down by: the index's filters.
const FILTERS = ["category", "tag", "language"];
// A title counts for much: who types the name of a page wants that page. Short pages are not
// better than long ones.
const RANKING = { metaWeights: { title: 10, lead: 1, section: 0 }, termFrequency: 1, pageLength: 0 };
// A rule that is not called by its name counts for less than what explains the matter.
const UNNAMED_RULE = 0.3;
// Writing without spaces. The index holds its signs one by one.
const SIGN = "[\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}]";
const POINT = "[\\u3001-\\u3003\\u3008-\\u303f\\uff01-\\uff65]";
const SIGNS = new RegExp(SIGN, "gu");
const GAPS = new RegExp(`(?<=(?:${SIGN}|${POINT})(?:</mark>)?) (?=(?:<mark>)?(?:${SIGN}|${POINT}))`, "gu");
const apart = (text) => text.replace(SIGNS, " $& ").trim();
const together = (text) => text.replace(GAPS, "").replaceAll("</mark><mark>", "");

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const path = (url) => url.replace(/[?#].*/, "");
const fill = (text, value) => text.replace("{}", () => value);

export async function open(base, spoken, query) {
  words = spoken;
  root = base;
  if (!dialog) build();
  if (!dialog.open) dialog.showModal();
  if (query) field.value = query;
  field.select();
  if (!pagefind) {
    try {
      const loaded = await import(new URL(`${base}pagefind/pagefind.js`, location.href).href);
      await loaded.options({ baseUrl: base, excerptLength: 24, highlightParam: "highlight", ranking: RANKING });
      await loaded.init();
      offer(await loaded.filters());
      pagefind = loaded;
    } catch {
      said.textContent = words.search_failed;
      return;
    }
  }
  find();
}

function build() {
  field = element("input", { type: "text", inputmode: "search", placeholder: words.search, "aria-label": words.search, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": "find-list" });
  list = element("ul", { class: "find-list", id: "find-list", role: "listbox", "aria-label": words.search_results });
  said = element("p", { class: "find-said", role: "status" });
  facets = element("div", { class: "find-facets" });
  facets.hidden = true;
  const glass = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  glass.setAttribute("class", "icon");
  glass.setAttribute("aria-hidden", "true");
  glass.innerHTML = '<use href="#i-search"/>';
  const shut = element("button", { type: "button", class: "find-shut" }, words.search_close);
  shut.addEventListener("click", () => dialog.close());
  const keys = element("p", { class: "find-keys", "aria-hidden": "true" });
  for (const [key, does] of [["↑↓", words.search_choose], ["↵", words.search_open], ["esc", words.search_close]]) {
    keys.append(element("span", {}, element("kbd", {}, key), does));
  }
  dialog = element("dialog", { class: "find", "aria-label": words.search }, element("div", { class: "find-field" }, glass, field, shut), facets, said, list, keys);
  document.body.append(dialog);
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    const links = list.querySelectorAll("a");
    if (event.isComposing) return;
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

// One choice for each filter that tells pages apart.
function offer(filters) {
  for (const name of FILTERS) {
    const values = Object.entries(filters[name] ?? {});
    if (values.length < 2) continue;
    const choice = element("select", { "aria-label": words[name], name }, element("option", { value: "" }, words[name]));
    values.sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
    for (const [value] of values) choice.append(element("option", { value }, together(value)));
    choice.addEventListener("change", find);
    facets.append(choice);
  }
}

// What is chosen; how many pages each choice would leave is written beside it.
function chosen(counts) {
  const filters = {};
  for (const choice of facets.children) {
    if (choice.value) filters[choice.name] = choice.value;
    for (const option of counts ? choice.options : []) {
      if (!option.value) continue;
      const count = counts[choice.name]?.[option.value] ?? 0;
      option.textContent = `${together(option.value)} (${count})`;
      option.disabled = !count && !option.selected;
    }
  }
  return filters;
}

async function find() {
  const query = field.value.trim();
  const mine = ++asked;
  if (!query || !pagefind) {
    facets.hidden = true;
    show([], query ? "" : words.search_hint);
    return;
  }
  let answer, pages;
  try {
    const filters = chosen();
    const spaced = apart(query);
    // Signs that stand together are to be found together, if they are anywhere.
    const phrase = spaced !== query && !/[\s"]/.test(query) && `"${spaced.replace(/\s+/g, " ")}"`;
    answer = await pagefind.debouncedSearch(phrase || spaced, { filters }, 100);
    if (answer && phrase && !answer.results.length) answer = await pagefind.search(spaced, { filters });
    if (!answer || mine !== asked) return;
    pages = await Promise.all(answer.results.slice(0, 2 * PAGES).map(async (result) => ({ ...await result.data(), score: result.score })));
  } catch {
    if (mine === asked) show([], words.search_failed);
    return;
  }
  if (mine !== asked) return;
  const narrowed = Object.keys(chosen(answer.filters)).length > 0;
  facets.hidden = !facets.children.length || !(pages.length || narrowed);
  show(ranked(pages, query).slice(0, PAGES), pages.length ? fill(words.search_found, answer.results.length) : fill(words.search_none, query));
}

// A page called just what was asked for comes first, whatever else the words occur in.
function ranked(pages, query) {
  const plain = (text = "") => together(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const wanted = plain(query);
  const named = (page) => wanted.split(" ").every((word) => path(page.url).includes(word));
  const score = (page) => page.score * (page.url.startsWith(`${root}rules/`) && !named(page) ? UNNAMED_RULE : 1);
  const exact = (page) => Number(plain(page.meta.title) === wanted);
  return [...pages].sort((a, b) => exact(b) - exact(a) || score(b) - score(a));
}

function show(pages, text) {
  list.replaceChildren(...pages.flatMap(entries));
  said.textContent = text;
  field.setAttribute("aria-expanded", String(pages.length > 0));
  select(pages.length ? 0 : -1);
}

// A page, and the sections of it that fit best, in their order.
function entries(page) {
  const own = page.sub_results.find((part) => !part.anchor);
  const weight = (part) => part.weighted_locations.reduce((sum, at) => sum + at.balanced_score, 0);
  const fitting = page.sub_results.filter((part) => part.anchor && part.anchor.element !== "figure" && path(part.url) === path(page.url));
  const best = new Set([...fitting].sort((a, b) => weight(b) - weight(a)).slice(0, PARTS));
  const parts = fitting.filter((part) => best.has(part));
  const where = page.meta.section ? [element("span", { class: "find-where" }, together(page.meta.section))] : [];
  const title = element("span", { class: "find-title" }, together(page.meta.title ?? page.url), ...where);
  const top = entry(page.url, title, own || !parts.length ? page.excerpt : null);
  return [top, ...parts.map((part) => entry(part.url, element("span", { class: "find-title" }, together(part.title.replace(/\s*#$/, ""))), part.excerpt, "find-sub"))];
}

function entry(url, title, excerpt, kind = "") {
  const link = element("a", { href: url, role: "option", "aria-selected": "false", tabindex: "-1", class: kind }, title);
  if (excerpt) {
    const text = element("span", { class: "find-text" });
    text.innerHTML = together(excerpt); // Pagefind escapes the page's text and marks the words.
    link.append(text);
  }
  link.addEventListener("mousemove", () => select([...list.querySelectorAll("a")].indexOf(link)));
  return element("li", { role: "presentation" }, link);
}

function select(at) {
  const links = list.querySelectorAll("a");
  selected = links.length ? at : -1;
  links.forEach((link, number) => {
    link.setAttribute("aria-selected", String(number === at));
    link.id = `find-${number}`;
    if (number === at) link.scrollIntoView({ block: "nearest" });
  });
  if (links[at]) field.setAttribute("aria-activedescendant", `find-${at}`);
  else field.removeAttribute("aria-activedescendant");
}
