// Before anything is shown: the theme the reader chose, and the sidebar as they left it. Read before
// the page's body is, so that nothing is seen to change; everything else can wait for `site.js`.
(() => {
  const root = document.documentElement;
  function kept(store, key) {
    try { return JSON.parse(window[store].getItem(key)); } catch { return null; }
  }
  const theme = kept("localStorage", "proofpress.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.classList.add("js");
  root.classList.toggle("side-shut", kept("localStorage", "proofpress.side-shut") === true);

  const side = kept("sessionStorage", `proofpress.side.${root.dataset.root}`);
  if (!side) return;
  const watch = new MutationObserver(() => {
    // The sidebar is there whole once the text after it begins.
    if (!document.querySelector(".main")) return;
    watch.disconnect();
    for (const folder of document.querySelectorAll(".tree details")) {
      const open = side.folders[folder.previousElementSibling.pathname];
      if (open !== undefined && !folder.querySelector("[aria-current]")) folder.open = open;
    }
    const top = document.querySelector(".tree-top a")?.pathname ?? "";
    if (side.top === top) document.querySelector(".side").scrollTop = side.scroll;
  });
  watch.observe(root, { childList: true, subtree: true });
})();
