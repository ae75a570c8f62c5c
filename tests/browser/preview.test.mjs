// The preview in a browser: pages change in place, and what readers and scripts have done to them stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, open, preview, violations } from "./parts.mjs";

const LONG = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of many.\n`).join("\n");
const TABS = ":::: tabs\n::: tab One\nFirst panel.\n:::\n::: tab Two\nSecond panel.\n:::\n::::\n";
const PAGE = `# Page\n\n::: details More\nHidden words.\n:::\n\n${TABS}\n\`\`\`json\n{"a": 1}\n\`\`\`\n\n${LONG}`;
const FILES = {
  "content/_index.md": "# Home\n",
  "content/guide/page.md": PAGE,
  "content/guide/other.md": "# Other\n",
  "static/own.css": "body { --own: 1 }\n",
  "theme/templates/partials/head.html": '<link rel="stylesheet" href="/own.css">',
};

const own = (page, name) => page.evaluate((name) => getComputedStyle(document.body).getPropertyValue(name).trim(), name);
const corner = (page) => page.locator("proofpress-preview");
/** Marks the page, to see that it is not loaded again. */
const mark = (page) => page.evaluate(() => { window.stays = true; });
const stays = (page) => page.evaluate(() => window.stays === true);

test("a page changes in place", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  await mark(page);
  await page.locator("details summary", { hasText: "More" }).click();
  await page.getByRole("tab", { name: "Two" }).click();
  const buttons = await page.locator("figure.code button.copy").count();
  await page.locator("text=Paragraph 40 of many.").evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
  const top = async () => (await page.locator("text=Paragraph 40 of many.").boundingBox()).y;
  const before = await top();
  await site.write("content/guide/page.md", PAGE.replace("# Page", "# Page of today\n\nA new first paragraph.\n\nAnd another one.").replace("Paragraph 3 of many.", "Another third."));
  await page.locator("text=A new first paragraph.").waitFor({ state: "attached" });
  assert.equal(await page.locator("h1").textContent(), "Page of today");
  assert.match(await page.title(), /^Page of today/);
  assert.equal(await page.locator("text=Another third.").count(), 1);
  assert.ok(Math.abs(await top() - before) < 3, `it moved by ${await top() - before}`);
  assert.equal(await page.locator("details", { hasText: "Hidden words." }).getAttribute("open"), "");
  assert.equal(await page.getByRole("tab", { name: "Two" }).getAttribute("aria-selected"), "true");
  assert.ok(await page.locator("text=Second panel.").isVisible());
  assert.equal(await page.locator("figure.code button.copy").count(), buttons);
  assert.ok(await stays(page));
  await done(page);
});

test("what somebody types stays, and so does the focus", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  await page.keyboard.press("/");
  await page.locator(".find input").fill("other");
  await page.locator(".find-list a").first().waitFor();
  await site.write("content/guide/page.md", PAGE.replace("# Page", "# Page\n\nA new first paragraph."));
  await page.locator("text=A new first paragraph.").waitFor({ state: "attached" });
  assert.equal(await page.locator(".find input").inputValue(), "other");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "input");
  await done(page);
});

test("any edit leaves the page that a browser would have loaded", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  await mark(page);
  const texts = [
    "# One\n\n- a\n- b\n- c\n",
    "# One\n\n- a\n- c\n\n1. x\n2. y\n\n> quote\n",
    "> quote\n\n# Other title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Part\n\n## Part two\n",
    "# Other title\n\n## Part two\n\ntext *with* `code` and [link](other.md)\n\n## Part\n\n```json\n[1]\n```\n",
    "# Other title\n\n```json\n[1, 2]\n```\n\n```text\nx\n```\n",
    "",
    "# Back\n\nwords\n",
  ];
  // Without what scripts add: buttons, and marks of where a reader is.
  const shape = (source) => source.evaluate(() => {
    const copy = document.querySelector("main").cloneNode(true);
    copy.querySelectorAll("button.copy").forEach((one) => one.remove());
    return copy.innerHTML.replace(/\s+/g, " ");
  });
  const fresh = await open(`${site.url}guide/page/`);
  for (const [at, text] of texts.entries()) {
    await site.write("content/guide/page.md", `${text}\nEdit number ${at}.\n`);
    await page.locator(`text=Edit number ${at}.`).waitFor({ state: "attached" });
    // The verdicts come after the page; then the two are the same.
    await assert.doesNotReject(async () => {
      for (let tries = 0; ; tries += 1) {
        await fresh.goto(`${site.url}guide/page/`);
        const [one, other] = [await shape(page), await shape(fresh)];
        if (one === other) return;
        if (tries > 50) assert.equal(one, other);
        await page.waitForTimeout(100);
      }
    }, `after edit ${at}`);
  }
  assert.ok(await stays(page));
  await fresh.context().close();
  await done(page);
});

test("what is new is what scripts make of it", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  await mark(page);
  await page.getByRole("tab", { name: "Two" }).click();
  const third = TABS.replace("Second panel.\n:::\n", "Second panel.\n:::\n::: tab Three\nThird panel.\n:::\n");
  const code = '```json title="new.json"\n[1]\n```\n';
  await site.write("content/guide/page.md", PAGE.replace(TABS, `${third}\n${code}\n## A new part\n\n${TABS.replaceAll("panel", "other panel")}`));
  await page.getByRole("tab", { name: "Three" }).click();
  assert.ok(await page.locator("text=Third panel.").isVisible());
  assert.equal(await page.locator(".tab-list").count(), 2);
  assert.equal(await page.getByRole("tab").count(), 5);
  const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length, "every id is there once");
  assert.equal(await page.locator("figure.code").count(), await page.locator("figure.code button.copy").count());
  assert.equal(await page.locator(".toc a", { hasText: "A new part" }).count(), 1);
  await page.locator("h2", { hasText: "A new part" }).evaluate((one) => one.scrollIntoView({ behavior: "instant" }));
  await page.waitForFunction(() => document.querySelector(".toc .here")?.textContent.includes("A new part"));
  assert.ok(await stays(page));
  await done(page);
});

test("style sheets are exchanged", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  await mark(page);
  assert.equal(await own(page, "--own"), "1");
  await site.write("static/own.css", "body { --own: 2 }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).getPropertyValue("--own").trim() === "2");
  await site.write("theme/assets/css/99-own.css", "body { --theme: 3 }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).getPropertyValue("--theme").trim() === "3");
  await page.waitForFunction(() => document.querySelectorAll("link[href*='theme/site.css']").length === 1);
  assert.ok(await stays(page));
  await done(page);
});

test("findings stand in the corner until they are mended", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  assert.equal(await corner(page).locator(".counts").count(), 0);
  await site.write("content/guide/page.md", PAGE.replace('{"a": 1}', '{"a": }'));
  const list = corner(page).locator(".list");
  await list.waitFor();
  assert.match(await list.textContent(), /data\/json-syntax-error/);
  assert.match(await list.locator(".place").getAttribute("href"), /^vscode:\/\/file\/.*\/content\/guide\/page\.md:\d+:\d+$/);
  assert.match(await list.locator(".place").textContent(), /^content\/guide\/page\.md:\d+:\d+$/);
  assert.deepEqual(await violations(page), []);
  await list.locator(".close").focus();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });
  assert.equal(await corner(page).locator(".counts").textContent(), "1 error");
  assert.ok(await corner(page).locator(".counts").evaluate((one) => one.getRootNode().activeElement === one), "the focus stays near");
  await page.keyboard.press("Enter");
  await list.waitFor();
  await site.write("content/guide/page.md", PAGE);
  await corner(page).locator(".counts").waitFor({ state: "detached" });
  await list.waitFor({ state: "hidden" });
  await done(page);
});

test("what is broken is told, over the last good page", async () => {
  const site = await preview(FILES);
  const page = await open(`${site.url}guide/page/`);
  await mark(page);
  await site.write("theme/templates/page.html", "{{ nothing");
  await corner(page).locator(".trouble").waitFor();
  assert.match(await corner(page).locator(".trouble").textContent(), /template page\.html, line 1/);
  assert.equal(await page.locator("h1").textContent(), "Page");
  await site.remove("theme/templates/page.html");
  await corner(page).locator(".list").waitFor({ state: "hidden" });
  assert.ok(await stays(page));
  await done(page);
});

test("a page that is not there becomes one, and a draft is marked", async () => {
  const site = await preview(FILES, ["--drafts"]);
  const page = await open(`${site.url}guide/soon/`, { missing: true });
  await site.write("content/guide/soon.md", "---\ndraft: true\n---\n\n# Soon there\n");
  await page.locator("h1", { hasText: "Soon there" }).waitFor();
  await corner(page).locator(".draft").waitFor();
  await page.goto(`${site.url}guide/other/`);
  assert.equal(await corner(page).locator(".draft").count(), 0);
  await done(page);
});

test("nothing in a finding runs", async () => {
  const link = "[a](gone<img/src=x/onerror=window.pwned=1>.md)";
  const site = await preview({ ...FILES, "content/guide/page.md": `# Page\n\n${link}\n`, "content/<img src=x onerror=window.pwned=2>.md": `# Odd\n\n${link}\n` });
  const page = await open(`${site.url}guide/page/`);
  const list = corner(page).locator(".list");
  await list.waitFor();
  assert.match(await list.textContent(), /onerror/);
  assert.equal(await list.locator("img, script").count(), 0);
  await page.goto(`${site.url}.proofpress/`);
  assert.match(await page.locator("main").textContent(), /onerror=window\.pwned=1.*onerror=window\.pwned=2|onerror=window\.pwned=2.*onerror=window\.pwned=1/s);
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  await page.context().close();
});

test("the page of all findings works with a script and without", async () => {
  const site = await preview({ ...FILES, "content/guide/other.md": "# Other\n\n[x](gone.md)\n", "content/guide/page.md": '# Page\n\n```json\n{"a": }\n```\n' });
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(`${site.url}.proofpress/`, { javaScriptEnabled });
    assert.equal(await page.locator("li").count(), 2);
    await page.getByLabel("Find").fill("gone");
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Show" }).click();
    await page.locator("li:visible").first().waitFor();
    assert.match(await page.locator("li:visible").allTextContents().then((all) => all.join()), /^(?!.*json).*gone/s);
    if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    await done(page);
  }
});
