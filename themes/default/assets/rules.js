// Filters the list of rules: by words, plugin and severity. What is asked for stands in the address.
const prose = document.querySelector(".prose");
const groups = [...prose.querySelectorAll("h2")].map((heading) => ({
  heading,
  name: heading.firstChild.textContent.trim(),
  table: heading.nextElementSibling,
}));
const rows = groups.flatMap(({ name, table }) => [...table.querySelectorAll("tbody tr")].map((row) => ({
  row,
  name,
  table,
  severity: row.lastElementChild.textContent.trim(),
  text: `${name}/${row.textContent}`.toLowerCase(),
})));

const form = document.querySelector(".rule-filter");
const { q: words, plugin, severity } = form.elements;
const count = form.querySelector("output");
const severities = ["error", "warning", "info"].filter((name) => rows.some((rule) => rule.severity === name));
plugin.append(...groups.map(({ name }) => new Option(name)));
severity.append(...severities.map((name) => new Option(name)));

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const rule of rows) {
    const fits = (!plugin.value || rule.name === plugin.value)
      && (!severity.value || rule.severity === severity.value)
      && wanted.every((word) => rule.text.includes(word));
    rule.row.hidden = !fits;
    shown += fits;
  }
  for (const { heading, table } of groups) {
    heading.hidden = table.hidden = !table.querySelector("tbody tr:not([hidden])");
  }
  count.textContent = shown === 1 ? form.dataset.one : form.dataset.many.replace("{}", shown);
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
}

for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
