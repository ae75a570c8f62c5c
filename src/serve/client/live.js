// Keeps a page of the preview up to date. The server says that there is something new; the page is
// asked for again, and what differs is put in its place.
import { morph, restyle } from "./morph.js";
import { Overlay } from "./overlay.js";

const own = document.querySelector("script[data-page]");
const OWN = new URL("./", own.src).pathname;
const overlay = location.pathname.startsWith(OWN) ? null : new Overlay(OWN);

/** The page as it was served last, and what its bytes are known by. */
let served = null;
let shown = own.dataset.page;
/** The newest generation that is shown, and the one that is asked for. */
let known = null;
let wanted = null;
let source = null;

const here = () => location.pathname + location.search;
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const tag = (response) => response.headers.get("etag")?.replace(/^W\/|"/g, "");

/** The page as it came, out of the browser's own store: scripts have changed what is shown. */
const first = fetch(here(), { cache: "force-cache" }).then(async (response) => {
  const html = await response.text();
  if (tag(response) === shown) served ??= parsed(html);
}).catch(() => {});

async function update(news) {
  const at = encodeURIComponent(location.pathname);
  const [page, notes] = await Promise.all([
    fetch(here(), { cache: "no-cache" }),
    overlay && fetch(`${OWN}page?at=${at}`, { cache: "no-store" }).then((answer) => answer.json()),
    first,
  ]);
  if (page.redirected && new URL(page.url).pathname !== location.pathname) {
    location.replace(page.url);
    return;
  }
  // Addresses that change with what they lead to are new by themselves.
  const stood = new Set([...(served ?? document).querySelectorAll("link[href]")].map((link) => plain(link.getAttribute("href"))));
  if (tag(page) !== shown) {
    const fresh = parsed(await page.text());
    if (!served) throw new Error("the page as it was is not known");
    keepPlace(() => document.dispatchEvent(new CustomEvent("proofpress:morphed", { detail: morph(document, served, fresh) })));
    served = fresh;
    shown = tag(page);
  }
  for (const path of news.touched) renew(new URL(news.root + path, location.href).pathname, news.generation, stood);
  overlay?.show(notes);
}

/** What is in sight stays where it is, whatever grows above it. */
function keepPlace(change) {
  const mark = scrollY > 0 ? document.elementFromPoint(innerWidth / 2, innerHeight / 3) : null;
  const top = mark?.getBoundingClientRect().top;
  change();
  if (!mark?.isConnected || mark === document.documentElement || mark === document.body) return;
  const moved = mark.getBoundingClientRect().top - top;
  if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
}

/** An address without what `renew` adds. */
function plain(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete("proofpress");
  return url.pathname + url.search;
}

/** Shows a style sheet or a picture as it is now. */
function renew(path, generation, stood) {
  const is = (address) => address && new URL(address, location.href).pathname === path;
  const again = (address) => {
    const url = new URL(address, location.href);
    url.searchParams.set("proofpress", generation);
    return url.pathname + url.search;
  };
  for (const link of document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")) {
    if (is(link.getAttribute("href")) && stood.has(plain(link.getAttribute("href")))) restyle(link, again(link.getAttribute("href")));
  }
  for (const picture of document.querySelectorAll("img[src]")) {
    if (is(picture.getAttribute("src"))) picture.src = again(picture.getAttribute("src"));
  }
  for (const picture of document.querySelectorAll("[srcset]")) {
    const sources = picture.srcset.split(/,\s+/).map((one) => {
      const [address, ...size] = one.trim().split(/\s+/);
      return [is(address) ? again(address) : address, ...size].join(" ");
    });
    if (sources.join(", ") !== picture.srcset) picture.srcset = sources.join(", ");
  }
}

let busy = false;
/** One update after the other; what comes meanwhile is one more. */
async function follow() {
  if (busy) return;
  busy = true;
  while (wanted) {
    const news = wanted;
    wanted = null;
    try {
      await update(news);
      known = news.generation;
    } catch (why) {
      // The server may have gone in between: then the next event brings it all again.
      if (why instanceof TypeError) break;
      location.reload();
      break;
    }
  }
  busy = false;
}

function listen() {
  if (source || document.hidden) return;
  source = new EventSource(known === null ? `${OWN}events` : `${OWN}events?after=${known}`);
  source.addEventListener("open", () => overlay?.away(false));
  source.addEventListener("generation", ({ data }) => {
    const news = JSON.parse(data);
    const before = wanted?.touched ?? [];
    wanted = { ...news, touched: [...new Set([...before, ...news.touched])] };
    follow();
  });
  source.addEventListener("error", () => {
    overlay?.away(true);
    if (source?.readyState !== EventSource.CLOSED) return;
    silence();
    setTimeout(listen, 1000);
  });
}

// A browser keeps few connections to a server: a page that nobody looks at holds none.
function silence() {
  source?.close();
  source = null;
}
document.addEventListener("visibilitychange", () => (document.hidden ? silence() : listen()));
addEventListener("pagehide", silence);
addEventListener("pageshow", listen);
listen();
