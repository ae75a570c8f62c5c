{
  // The contents mark the section that is being read.
  let entries, headings, here;
  function read() {
    entries = new Map([...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    headings = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  }
  function follow() {
    const line = innerHeight * 0.22;
    const atEnd = innerHeight + scrollY >= document.body.scrollHeight - 4;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
    const link = entries.get((atEnd && passed.length ? headings.at(-1) : passed.at(-1) ?? headings[0])?.id);
    if (link === here) return;
    here?.classList.remove("here");
    here?.removeAttribute("aria-current");
    link?.classList.add("here");
    link?.setAttribute("aria-current", "location");
    here = link;
  }
  read();
  // The preview puts another page in the place of this one.
  document.addEventListener("proofpress:morphed", () => { read(); follow(); });
  if (headings.length) {
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; follow(); });
    }, { passive: true });
    follow();
  }
}
