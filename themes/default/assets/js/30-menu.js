{
  // The sidebar: a drawer on a narrow screen, beside the text on a wide one, where it can be shut.
  const button = document.querySelector(".menu-button");
  const side = document.querySelector(".side");
  const scrim = document.querySelector(".scrim");
  const narrow = matchMedia("(max-width: 56rem)");
  const drawn = () => document.body.classList.contains("menu-open");
  function tell() {
    button.setAttribute("aria-expanded", String(narrow.matches ? drawn() : !root.classList.contains("side-shut")));
  }
  function draw(open) {
    document.body.classList.toggle("menu-open", open);
    scrim.hidden = !open;
    for (const part of document.querySelectorAll(".main, .toc, .bottom")) part.inert = open;
    if (open) side.querySelector("[aria-current], a")?.focus({ preventScroll: true });
    tell();
  }
  if (button) {
    button.addEventListener("click", () => {
      if (narrow.matches) draw(!drawn());
      else {
        keep("localStorage", "side-shut", root.classList.toggle("side-shut"));
        tell();
      }
    });
    scrim.addEventListener("click", () => draw(false));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawn()) {
        draw(false);
        button.focus();
      }
    });
    narrow.addEventListener("change", () => draw(false));
    tell();
  }

  // Where the sidebar stands, for the next page; `start.js` puts it back.
  addEventListener("pagehide", () => {
    const folders = {};
    for (const folder of side.querySelectorAll("details")) folders[folder.previousElementSibling.pathname] = folder.open;
    const top = side.querySelector(".tree-top a")?.pathname ?? "";
    keep("sessionStorage", `side.${root.dataset.root}`, { top, folders, scroll: side.scrollTop });
  });
  const current = side.querySelector(".tree [aria-current]");
  if (current) {
    const { top, bottom } = current.getBoundingClientRect();
    const frame = side.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) side.scrollTop += top - frame.top - frame.height / 2;
  }
}
