{
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
}
