{
  // Panels: one is shown, those of the same label everywhere on the page, and on the next page.
  const groups = [];
  const remembered = () => { try { return JSON.parse(localStorage.getItem("tabs")) ?? []; } catch { return []; } };
  function choose(label, from) {
    for (const tabs of groups) {
      const at = tabs.findIndex((tab) => tab.panel.dataset.label === label);
      if (at >= 0) show(tabs, at);
    }
    if (!from) return;
    // What was chosen last counts most; labels that exclude each other are told by their order.
    const labels = [label, ...remembered().filter((other) => other !== label)].slice(0, 20);
    try { localStorage.setItem("tabs", JSON.stringify(labels)); } catch { /* It works without. */ }
  }
  function show(tabs, at) {
    tabs.forEach(({ button, panel }, position) => {
      const chosen = position === at;
      button.setAttribute("aria-selected", chosen);
      button.tabIndex = chosen ? 0 : -1;
      panel.classList.toggle("chosen", chosen);
    });
  }
  document.querySelectorAll(".tabs").forEach((box, group) => {
    const panels = [...box.children].filter((child) => child.matches(".tab"));
    if (!panels.length) return;
    const list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    const tabs = panels.map((panel, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.innerHTML = panel.querySelector(".tab-label").innerHTML;
      button.id = `tab-${group}-${at}`;
      panel.id ||= `panel-${group}-${at}`;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      panel.tabIndex = 0;
      button.addEventListener("click", () => {
        // The box stays where it is, whatever grows or shrinks above it.
        const { top } = list.getBoundingClientRect();
        show(tabs, at);
        choose(panel.dataset.label, true);
        scrollBy({ top: list.getBoundingClientRect().top - top, behavior: "instant" });
      });
      list.append(button);
      return { button, panel };
    });
    list.addEventListener("keydown", (event) => {
      const at = tabs.findIndex(({ button }) => button === document.activeElement);
      const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      const to = { [forward]: at + 1, [back]: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const { button } = tabs.at(to % tabs.length);
      button.focus();
      button.click();
    });
    panels[0].before(list);
    groups.push(tabs);
    show(tabs, 0);
    box.classList.add("ready");
    // A link to something in a panel that is not shown shows it.
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const holds = tabs.findIndex(({ panel }) => target && panel.contains(target));
    if (holds >= 0) { show(tabs, holds); target.scrollIntoView(); }
  });
  if (groups.length && !location.hash) remembered().reverse().forEach((label) => choose(label));
}
