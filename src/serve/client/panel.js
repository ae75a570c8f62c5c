// The page of all findings filters as somebody types; without this the button does.
const form = document.querySelector("form");

function filter() {
  const { text, severity } = form.elements;
  const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const section of document.querySelectorAll("section")) {
    const file = section.querySelector("h2").textContent;
    for (const item of section.querySelectorAll("li")) {
      const said = `${file} ${item.textContent}`.toLowerCase();
      item.hidden = (severity.value !== "" && !item.classList.contains(severity.value)) || !wanted.every((word) => said.includes(word));
    }
    section.hidden = !section.querySelector("li:not([hidden])");
  }
}

if (form) {
  form.addEventListener("input", filter);
  document.addEventListener("proofpress:morphed", filter);
}
