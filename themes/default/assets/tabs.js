{
  // Panels: one of a set is shown, and that of its label in every set of the page and of the next.
  const sets = [];
  const kept = () => { try { return JSON.parse(localStorage.getItem("proofpress.tabs")) ?? []; } catch { return []; } };
  const show = (set, at) => set.forEach(([button, panel], n) => {
    button.ariaSelected = n === at;
    button.tabIndex = n === at ? 0 : -1;
    panel.classList.toggle("chosen", n === at);
  });
  const choose = (label) => sets.forEach((set) => {
    const at = set.findIndex(([, panel]) => panel.dataset.label === label);
    if (at >= 0) show(set, at);
  });
  const equip = () => document.querySelectorAll(".tab-set:not(.ready)").forEach((box) => {
    const group = sets.length;
    const list = document.createElement("div");
    list.className = "tab-list";
    list.role = "tablist";
    const set = [...box.children].filter((child) => child.matches(".tab-panel")).map((panel, at) => {
      const button = document.createElement("button");
      const { label } = panel.dataset;
      button.innerHTML = panel.querySelector(".tab-label").innerHTML;
      button.id = `tab-${group}-${at}`;
      panel.id ||= `panel-${group}-${at}`;
      button.role = "tab";
      button.setAttribute("aria-controls", panel.id);
      panel.role = "tabpanel";
      panel.setAttribute("aria-labelledby", button.id);
      panel.tabIndex = 0;
      button.onclick = () => {
        // What was clicked stays where it is, whatever grows above it.
        const { top } = list.getBoundingClientRect();
        choose(label);
        show(set, at);
        scrollBy({ top: list.getBoundingClientRect().top - top, behavior: "instant" });
        const labels = [label, ...kept().filter((other) => other !== label)].slice(0, 20);
        try { localStorage.setItem("proofpress.tabs", JSON.stringify(labels)); } catch { /* not kept then */ }
      };
      list.append(button);
      return [button, panel];
    });
    if (!set.length) return;
    list.onkeydown = (event) => {
      const step = getComputedStyle(list).direction === "rtl" ? -1 : 1;
      const at = set.findIndex(([button]) => button === document.activeElement);
      const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const [button] = set.at(to % set.length);
      button.focus();
      button.click();
    };
    set[0][1].before(list);
    sets.push(set);
    show(set, 0);
    box.classList.add("ready");
  });
  equip();
  // The preview puts what is new into the page.
  document.addEventListener("proofpress:morphed", equip);
  kept().reverse().forEach(choose);
  // A link to what is in a panel shows it.
  const target = sets.length && location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const set of target ? sets : []) {
    const at = set.findIndex(([, panel]) => panel.contains(target));
    if (at >= 0) { show(set, at); target.scrollIntoView(); }
  }
}
