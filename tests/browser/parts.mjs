// What every browser test stands on: the built site on a server of its own, and pages that remember
// what went wrong on them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { after } from "node:test";

const require = createRequire(join(process.env.BROWSER_TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

// The strictest policy a page with search can have; nothing inline, nothing from elsewhere.
const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:",
  "connect-src 'self'", "font-src 'self'", "base-uri 'none'", "form-action 'none'",
].join("; ");

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml", ".webp": "image/webp", ".avif": "image/avif",
};

/** Serves a built site below `root`, with the policy or without. */
export async function serve(name, { root = "/", policy = true } = {}) {
  const folder = join(process.env.BROWSER_SITES, name);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const headers = policy ? { "content-security-policy": POLICY } : {};
    const send = async (status, file) => {
      const bytes = await readFile(join(folder, normalize(file)));
      response.writeHead(status, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(bytes);
    };
    const inside = path.startsWith(root) ? path.slice(root.length) : null;
    const file = inside === null || inside === "" || inside.endsWith("/") ? `${inside ?? "nowhere/"}index.html` : inside;
    await send(200, file).catch(() => send(404, "404.html")).catch(() => response.writeHead(404).end());
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  after(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${server.address().port}${root}`;
}

/** A preview of a site with these files, and what changes them. */
export async function preview(files, options = []) {
  const folder = await mkdtemp(join(tmpdir(), "preview-"));
  const write = async (path, text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  // Plugins that no page needs would be compiled first.
  const unused = ["bash", "cel", "cpython", "javascript", "jinja", "jmespath", "jq", "kubernetes", "python", "redis", "regex", "rego", "sql"];
  await write("proofpress.toml", unused.map((id) => `[plugins.${id}]\nenabled = false\n`).join(""));
  const home = process.env.PROOFPRESS_HOME;
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, "cache"), XDG_STATE_HOME: join(home, "state") };
  const program = spawn(process.env.PROOFPRESS, ["serve", "--port", "0", ...options], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  after(async () => {
    program.kill();
    await rm(folder, { recursive: true, force: true });
  });
  let said = "";
  const url = await new Promise((ready, fail) => {
    program.stdout.on("data", (text) => {
      said += text;
      if (said.includes("shown after") || said.includes("has to be")) ready(/^serving (\S+)/m.exec(said)[1]);
    });
    program.on("exit", () => fail(new Error(`the preview ended: ${said}`)));
  });
  return { url, write, remove: (path) => rm(join(folder, path)) };
}

let browser;
after(() => browser?.close());

/** A page of its own, and in `page.wrong` all that went wrong on it. */
export async function open(address, options = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (message) => {
    const expected = message.type() !== "error" || (options.missing && message.text().includes("404"));
    if (!expected) page.wrong.push(`console: ${message.text().slice(0, 160)}`);
  });
  page.on("pageerror", (error) => page.wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && host !== new URL(address).host) page.wrong.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

/** Ends a page on which nothing may have gone wrong. */
export async function done(page) {
  assert.deepEqual([...new Set(page.wrong)], []);
  await page.context().close();
}

/** What axe has to say of a page: rule, and the elements it is about. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** The addresses of every page of a site, from its files; of many pages that are alike, a few. */
export async function pages(name) {
  const { readdir } = await import("node:fs/promises");
  const folder = join(process.env.BROWSER_SITES, name);
  const files = await readdir(folder, { recursive: true });
  const all = files.filter((file) => file.endsWith("index.html")).map((file) => file.slice(0, -"index.html".length)).sort();
  return all.filter((path) => !/watch-[5-9]/.test(path)).filter((path) => !path.startsWith("rules/") || /^rules\/(python\/(bare-except\/)?)?$/.test(path));
}
