// The search dialog: opening, choosing, narrowing down, and what follows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, open, serve } from "./parts.mjs";

const site = await serve("docs", { root: "/docs/" });
const PAGE = `${site}guide/first-page/`;
const titles = (page) => page.locator(".find-list a:not(.find-sub) .find-title").evaluateAll((all) => all.map((one) => one.firstChild.data));

async function shut(page) {
  await page.keyboard.press("Escape");
  await page.locator("dialog.find").waitFor({ state: "hidden" });
}

async function ask(page, words) {
  await page.keyboard.press("/");
  await page.locator(".find input").fill(words);
  await page.locator(".find-list a").first().waitFor();
}

test("opens by `/`, by Ctrl-K and by its button, and closes by Escape", async () => {
  const page = await open(PAGE);
  const dialog = page.locator("dialog.find");
  for (const opened of [() => page.keyboard.press("/"), () => page.keyboard.press("Control+k"), () => page.locator(".search-button").click()]) {
    await opened();
    await dialog.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
    await page.locator(".find input").fill("whatever stands in it");
    await shut(page);
  }
  await done(page);
});

test("is chosen from by arrow keys, and followed by Enter", async () => {
  const page = await open(PAGE);
  await ask(page, "barometer");
  const marked = () => page.locator(".find-list [aria-selected=true]");
  assert.equal(await marked().count(), 1);
  const first = await marked().getAttribute("href");
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await marked().getAttribute("href"), first);
  assert.equal(await page.locator(".find input").getAttribute("aria-activedescendant"), await marked().getAttribute("id"));
  await page.keyboard.press("ArrowUp");
  assert.equal(await marked().getAttribute("href"), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator(".find-list a").last().getAttribute("aria-selected"), "true", "round again");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/second-page|quiet-lighthouse/);
  await done(page);
});

test("shows the heading it was found under, and leads there", async () => {
  const page = await open(PAGE);
  await ask(page, "tap the glass");
  const part = page.locator(".find-sub", { hasText: "Reading the barometer" });
  await part.click();
  await page.waitForURL(/second-page\/#reading-the-barometer/);
  await done(page);
});

test("what was found is marked on the page, and the address does not keep it", async () => {
  const page = await open(PAGE);
  await ask(page, "barometer");
  await page.keyboard.press("Enter");
  await page.waitForURL(/second-page|quiet-lighthouse/);
  await page.waitForFunction(() => window.CSS.highlights.get("found")?.size > 0);
  await page.waitForFunction(() => !location.search);
  const found = await page.evaluate(() => [...CSS.highlights.get("found")].map(String));
  assert.ok(found.every((words) => words.toLowerCase() === "barometer"), found.join());
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => CSS.highlights.has("found")), false);
  await done(page);
});

test("puts a page of that very title first", async () => {
  const page = await open(PAGE);
  for (const title of ["Quiet lighthouse", "second page", "Switches", "Guide"]) {
    await ask(page, title);
    await page.waitForFunction((title) => document.querySelector(".find-title")?.firstChild.data.toLowerCase() === title.toLowerCase(), title);
    await shut(page);
  }
  await done(page);
});

test("is narrowed down by category, tag and language", async () => {
  const page = await open(PAGE);
  await ask(page, "lamp");
  const choice = (name) => page.locator(`.find-facets select[name=${name}]`);
  assert.ok((await titles(page)).length > 2);
  await choice("category").selectOption("Rounds");
  await page.waitForFunction(() => document.querySelectorAll(".find-list a:not(.find-sub)").length === 2);
  await choice("tag").selectOption("evening");
  await page.waitForFunction(() => document.querySelectorAll(".find-list a:not(.find-sub)").length === 1);
  assert.deepEqual(await titles(page), ["First page"]);
  await choice("tag").selectOption("");
  await choice("language").selectOption("Shell");
  await page.waitForFunction(() => document.querySelector(".find-title")?.firstChild.data === "Second page");
  await done(page);
});

test("says when there is nothing, and when there is no index", async () => {
  const page = await open(PAGE);
  await page.keyboard.press("/");
  const said = page.locator(".find-said");
  await page.waitForFunction(() => document.querySelector(".find-said")?.textContent.length > 3);
  await page.locator(".find input").fill("zzyzx");
  await page.waitForFunction(() => document.querySelector(".find-said")?.textContent?.includes("zzyzx"));
  assert.equal(await said.getAttribute("role"), "status");
  await done(page);

  const lost = await open(PAGE, { missing: true });
  await lost.route("**/pagefind/**", (route) => route.fulfill({ status: 404, body: "" }));
  await lost.keyboard.press("/");
  await lost.waitForFunction(() => document.querySelector(".find-said")?.textContent?.includes("could not be loaded"));
  lost.wrong = lost.wrong.filter((line) => !/pagefind|Failed to (load|fetch)/.test(line));
  await done(lost);
});

test("finds Chinese and Japanese by any part of a sentence", async () => {
  const signs = await serve("signs");
  const page = await open(signs);
  for (const [words, first] of [
    ["部署应用", "部署应用"], ["数据库", "数据库备份"], ["检查数据库连接", "部署应用"], ["滚动更新", "部署应用"],
    ["docker", "部署应用"], ["データベース", "データベースの設定"], ["東京都", "データベースの設定"], ["恢复数据", "数据库备份"],
    ["起動する前に", "データベースの設定"],
  ]) {
    await ask(page, words);
    await page.waitForFunction((first) => document.querySelector(".find-title")?.firstChild.data === first, first, { timeout: 5000 })
      .catch(async () => assert.fail(`${words}: ${await titles(page)}`));
    const text = await page.locator(".find-list").textContent();
    assert.ok(!/[\u4e00-\u9fff] [\u4e00-\u9fff]/.test(text), `put together again: ${text}`);
    await shut(page);
  }
  await done(page);
});
