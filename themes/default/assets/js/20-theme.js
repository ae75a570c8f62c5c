{
  // System, light, dark, and round again.
  const themes = ["system", "light", "dark"];
  const button = document.querySelector(".theme-button");
  function show(theme) {
    if (theme === "system") delete root.dataset.theme; else root.dataset.theme = theme;
    button.ariaLabel = button.title = `${words.theme}: ${words[`theme_${theme}`]}`;
    button.querySelector("use").setAttribute("href", `#i-${theme}`);
  }
  if (button) {
    show(root.dataset.theme ?? "system");
    button.addEventListener("click", () => {
      const next = themes[(themes.indexOf(root.dataset.theme ?? "system") + 1) % themes.length];
      show(next);
      keep("localStorage", "theme", next);
    });
  }
}
