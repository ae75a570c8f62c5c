{
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
}
