// Brings a page up to date. What differs between the page as it was served and as it is served now is
// put into the page as it stands; whatever scripts and readers have done to the rest stays: what is
// open, chosen, typed, focused, and how far it is scrolled.

/** Thrown where a page can only be loaded again: a script of it has changed. */
export class Reload extends Error {}

/** Brings `live` from `old` to `fresh`, both as they were served. Gives the elements that are new. */
export function morph(live, old, fresh) {
  const added = [];
  patch(live.documentElement, old.documentElement, fresh.documentElement, added);
  return added;
}

function patch(live, old, fresh, added) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    live.data = fresh.data;
    return;
  }
  if (old.localName === "script" && (old.getAttribute("src") !== fresh.getAttribute("src") || old.text !== fresh.text)) throw new Reload();
  if (isStyles(old) && old.getAttribute("href") !== fresh.getAttribute("href")) {
    restyle(live, fresh.getAttribute("href"));
    return;
  }
  attributes(live, old, fresh);
  // A browser that runs scripts has text where one that does not has elements.
  if (old.localName !== "noscript") children(live, old, fresh, added);
}

function attributes(live, old, fresh) {
  for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
    const [before, now] = [old.getAttribute(name), fresh.getAttribute(name)];
    if (before === now) continue;
    if (name === "class") {
      // Scripts have classes of their own.
      live.classList.remove(...[...old.classList].filter((one) => !fresh.classList.contains(one)));
      live.classList.add(...fresh.classList);
    } else if (now === null) live.removeAttribute(name);
    else live.setAttribute(name, now);
  }
}

function children(live, old, fresh, added) {
  const standing = partners(live, old);
  const before = pairs([...old.childNodes], [...fresh.childNodes]);
  const kept = new Set(before.values());
  for (const node of old.childNodes) if (!kept.has(node)) standing.get(node)?.remove();
  let last = null;
  for (const node of fresh.childNodes) {
    const was = before.get(node);
    let here = was && standing.get(was);
    if (here && isTaken(here, was, node)) {
      here.replaceWith(here = made(node));
      added.push(here);
    } else if (here) patch(here, was, node, added);
    else {
      here = made(node);
      if (last) last.after(here); else live.prepend(here);
      if (here.nodeType === Node.ELEMENT_NODE) added.push(here);
    }
    last = here;
  }
}

/** Whether a script has made something of an element, tabs of panels, that has other parts now: it has
    to be made again. */
function isTaken(live, old, fresh) {
  if (!live.classList?.contains("ready") || old.classList.contains("ready")) return false;
  const parts = (of) => [...of.children].map((part) => `${part.localName} ${part.className} ${part.dataset.label ?? ""}`).join();
  return parts(old) !== parts(fresh);
}

/** A node of another document for this one; scripts of the head run, as they would have. */
function made(node) {
  if (node.localName !== "script" || !node.src || !node.closest("head")) return document.importNode(node, true);
  const script = document.createElement("script");
  for (const { name, value } of node.attributes) script.setAttribute(name, value);
  return script;
}

/** Which node that stands in the page each served one is. What scripts have put between is nobody's. */
function partners(live, old) {
  const standing = [...live.childNodes];
  const found = new Map();
  let from = 0;
  for (const node of old.childNodes) {
    const at = standing.findIndex((other, at) => at >= from && isLike(other, node));
    if (at < 0) continue;
    found.set(node, standing[at]);
    from = at + 1;
  }
  return found;
}

function isLike(live, old) {
  if (live.nodeType !== old.nodeType || live.localName !== old.localName || leaving.has(live)) return false;
  if (old.nodeType !== Node.ELEMENT_NODE) return true;
  return (!old.id || old.id === live.id) && [...old.classList].every((one) => live.classList.contains(one));
}

/** Which of the old nodes each new one is, in the order of both: by what is equal, then by kind. */
function pairs(old, fresh) {
  const found = new Map();
  let [start, oldEnd, freshEnd] = [0, old.length, fresh.length];
  while (start < oldEnd && start < freshEnd && old[start].isEqualNode(fresh[start])) {
    found.set(fresh[start], old[start]);
    start += 1;
  }
  while (oldEnd > start && freshEnd > start && old[oldEnd - 1].isEqualNode(fresh[freshEnd - 1])) {
    oldEnd -= 1;
    freshEnd -= 1;
    found.set(fresh[freshEnd], old[oldEnd]);
  }
  let [oldAt, freshAt] = [start, start];
  for (const [oldNext, freshNext] of [...anchors(old, fresh, start, oldEnd, freshEnd), [oldEnd, freshEnd]]) {
    byKind(old.slice(oldAt, oldNext), fresh.slice(freshAt, freshNext), found);
    if (oldNext < oldEnd && freshNext < freshEnd) found.set(fresh[freshNext], old[oldNext]);
    [oldAt, freshAt] = [oldNext + 1, freshNext + 1];
  }
  return found;
}

function byKind(old, fresh, found) {
  let from = 0;
  for (const node of fresh) {
    const at = old.findIndex((other, at) => at >= from && kind(other) === kind(node));
    if (at < 0) continue;
    found.set(node, old[at]);
    from = at + 1;
  }
}

function kind(node) {
  const address = node.localName === "script" ? node.getAttribute("src")?.replace(/\?.*/, "") ?? "" : "";
  return `${node.nodeType} ${node.localName ?? ""} ${node.id ?? ""} ${address}`;
}

/** Nodes that are there once before and once now, unchanged: the longest row of them in one order. */
function anchors(old, fresh, start, oldEnd, freshEnd) {
  const count = (nodes, end) => {
    const places = new Map();
    for (let at = start; at < end; at += 1) {
      if (nodes[at].nodeType !== Node.ELEMENT_NODE) continue;
      const text = nodes[at].outerHTML;
      places.set(text, places.has(text) ? -1 : at);
    }
    return places;
  };
  const [before, now] = [count(old, oldEnd), count(fresh, freshEnd)];
  const both = [...now].filter(([text, at]) => at >= 0 && before.get(text) >= 0).map(([text, at]) => [before.get(text), at]);
  // Of rows of each length, the one whose last node comes first; each knows what came before it.
  const rows = [];
  for (const [oldAt, freshAt] of both) {
    let at = rows.length;
    while (at > 0 && rows[at - 1].pair[0] > oldAt) at -= 1;
    rows[at] = { pair: [oldAt, freshAt], last: rows[at - 1] };
  }
  const longest = [];
  for (let row = rows.at(-1); row; row = row.last) longest.unshift(row.pair);
  return longest;
}

function isStyles(node) {
  return node.localName === "link" && node.rel === "stylesheet";
}

/** Style sheets that go when another is there. */
const leaving = new WeakSet();

/** Gives a style sheet another address; the old one goes when the new one is there. */
export function restyle(link, href) {
  if (leaving.has(link)) return;
  leaving.add(link);
  const next = link.cloneNode();
  next.setAttribute("href", href);
  const done = () => link.remove();
  next.addEventListener("load", done, { once: true });
  next.addEventListener("error", done, { once: true });
  link.after(next);
}
