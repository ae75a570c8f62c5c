{
  // What was searched for, marked on the page it was found on.
  const address = new URL(location.href);
  const asked = address.searchParams.getAll("highlight").flatMap((words) => words.split(/\s+/)).filter(Boolean);
  const text = document.querySelector(".prose");
  if (asked.length && text && window.Highlight) {
    const escaped = asked.slice(0, 12).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(escaped.join("|"), "giu");
    const ranges = [];
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < 500) {
      const node = walker.currentNode;
      for (const { index, 0: found } of node.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + found.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") CSS.highlights.delete("found");
    });
  }
  if (asked.length) {
    // The address is to be passed on without them.
    address.searchParams.delete("highlight");
    history.replaceState(history.state, "", address);
  }
}
