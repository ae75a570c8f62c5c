{
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
}
