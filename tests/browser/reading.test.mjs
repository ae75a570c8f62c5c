// Getting about a page and a site, by eye, by hand and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, open, pages, serve } from "./parts.mjs";

const site = await serve("docs", { root: "/docs/" });
const PAGE = `${site}guide/first-page/`;
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = "rgb(252, 251, 248)", DARK = "rgb(23, 22, 20)";

test("every page stands, at every width, without errors, overflow or a request to elsewhere", async () => {
  const all = await pages("docs");
  assert.ok(all.length > 8, all.join(" "));
  const page = await open(site, { missing: true });
  for (const path of [...all, "nowhere/"]) {
    await page.goto(site + path);
    for (const width of [390, 820, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${path} is ${over} px too wide at ${width}`);
    }
    assert.equal(await page.locator("h1").count(), 1, path);
  }
  await done(page);
});

test("an old address leads on, to the same place on the page", async () => {
  const page = await open(`${site}older/#deeper-still`);
  await page.waitForURL(`${PAGE}#deeper-still`);
  await done(page);
});

test("the first stop of the keyboard skips to the text", async () => {
  const page = await open(PAGE);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const box = await page.locator(".skip").boundingBox();
  assert.ok(box.y >= 0, "it is seen when it has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main-content");
  await done(page);
});

test("the keyboard reaches everything, and shows where it is", async () => {
  const page = await open(PAGE);
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((element) => !element.disabled);
    return all.filter((element) => element.checkVisibility({ visibilityProperty: true })).length;
  });
  const missed = await page.evaluate(() => {
    window.seen = new Set();
    document.addEventListener("focusin", ({ target }) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      window.seen.add(target);
      if (outlineStyle === "none" || outlineWidth === "0px") (window.blind ??= []).push(target.outerHTML.slice(0, 120));
    });
  });
  assert.equal(missed, undefined);
  for (let stop = 0; stop < wanted + 2; stop++) await page.keyboard.press("Tab");
  const { seen, blind } = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((element) => !element.disabled);
    const visible = all.filter((element) => element.checkVisibility({ visibilityProperty: true }));
    return { seen: visible.filter((element) => !window.seen.has(element)).map((element) => element.outerHTML.slice(0, 120)), blind: window.blind ?? [] };
  });
  assert.deepEqual(seen, [], "not reached");
  assert.deepEqual(blind, [], "focus not seen");
  await done(page);
});

test("the theme follows the system, then the reader, and is there before anything is shown", async () => {
  const page = await open(PAGE, { colorScheme: "dark" });
  assert.equal(await background(page), DARK);
  const button = page.locator(".theme-button");
  assert.match(await button.getAttribute("aria-label"), /system/);
  await button.click();
  assert.equal(await background(page), LIGHT);
  await button.click();
  assert.equal(await background(page), DARK);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await background(page), DARK, "the reader's choice stays");
  // The first moment at which something could be shown.
  await page.addInitScript(() => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector("main")) return;
      watch.disconnect();
      window.first = getComputedStyle(document.body).backgroundColor;
    }).observe(document, { childList: true, subtree: true });
  });
  await page.route("**/site.js*", async (route) => {
    await new Promise((later) => setTimeout(later, 300));
    await route.continue();
  });
  await page.reload();
  assert.equal(await page.evaluate(() => window.first), DARK);
  await button.click();
  assert.equal(await background(page), LIGHT, "back to the system's");
  await done(page);
});

test("the sidebar keeps its folders and its place from page to page", async () => {
  const page = await open(PAGE, { viewport: { width: 1440, height: 420 } });
  const folder = page.locator(".tree .tree-folder", { hasText: "Corners" }).locator("details");
  assert.equal(await folder.getAttribute("open"), "");
  await folder.locator("summary").click();
  assert.equal(await folder.getAttribute("open"), null);
  await page.evaluate(() => { document.querySelector(".side").scrollTop = 60; });
  await page.locator(".tree a", { hasText: "Second page" }).click();
  await page.waitForURL(/second-page/);
  assert.equal(await folder.getAttribute("open"), null, "shut folders stay shut");
  assert.equal(await page.evaluate(() => document.querySelector(".side").scrollTop), 60);
  assert.equal(await page.locator(".tree [aria-current=page]").textContent(), "Second page");
  // A page inside the folder shows where it is, whatever was shut.
  await page.goto(`${site}guide/corners/signs/`);
  assert.equal(await folder.getAttribute("open"), "");
  await done(page);
});

test("the sidebar can be shut, and stays so", async () => {
  const page = await open(PAGE);
  const button = page.locator(".menu-button");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await button.click();
  assert.equal(await page.locator(".side").isVisible(), false);
  await page.goto(`${site}guide/second-page/`);
  assert.equal(await page.locator(".side").isVisible(), false);
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await button.click();
  assert.equal(await page.locator(".side").isVisible(), true);
  await done(page);
});

test("on a narrow screen the menu is a drawer", async () => {
  const page = await open(PAGE, { viewport: { width: 390, height: 800 }, hasTouch: true });
  const side = page.locator(".side"), button = page.locator(".menu-button");
  assert.equal(await side.isVisible(), false);
  await button.click();
  assert.equal(await side.isVisible(), true);
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.ok(await page.evaluate(() => document.activeElement.closest(".side") !== null), "the focus is in it");
  assert.ok(await page.evaluate(() => document.querySelector(".main").inert));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".side")).visibility === "hidden");
  assert.ok(await page.evaluate(() => document.activeElement.className.includes("menu-button")), "the focus is back");
  await button.click();
  await page.locator(".scrim").click({ position: { x: 370, y: 400 } });
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".side")).visibility === "hidden");
  await button.click();
  await page.locator(".side-tabs a", { hasText: "Reference" }).click();
  await page.waitForURL(/reference/);
  await done(page);
});

test("the contents follow the text", async () => {
  const page = await open(PAGE);
  const here = () => page.locator(".toc .here").textContent();
  assert.equal(await here(), "Where it begins");
  await page.locator("#deeper-still").evaluate((heading) => heading.scrollIntoView({ behavior: "instant" }));
  await page.waitForFunction(() => document.querySelector(".toc .here")?.textContent === "Deeper still");
  assert.equal(await page.locator(".toc [aria-current=location]").textContent(), "Deeper still");
  await done(page);
});

test("copying takes the example, without prompts and without what was printed", async () => {
  const page = await open(PAGE, { permissions: ["clipboard-read", "clipboard-write"] });
  const copied = async (id) => {
    await page.locator(`#${id} .copy`).click();
    await page.waitForFunction((id) => document.querySelector(`#${id} .copy.done`), id);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.equal(await copied("example-1"), "def greet(name):\n    return f\"hello, {name}\"\n\n\nprint(greet(\"reader\"))");
  assert.equal(await copied("example-3"), "echo one\necho two");
  await done(page);
});

test("tabs of one name change together, by hand and by keyboard, and are remembered", async () => {
  const page = await open(`${site}reference/blocks/`);
  const chosen = () => page.locator("[role=tab][aria-selected=true]").allTextContents();
  assert.deepEqual(await chosen(), ["Python", "Python"]);
  await page.locator("[role=tab]", { hasText: "Shell" }).first().click();
  assert.deepEqual(await chosen(), ["Shell", "Shell"]);
  assert.ok(await page.getByText("Words about shell.").isVisible());
  assert.equal(await page.getByText("Words about Python.").isVisible(), false);
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual(await chosen(), ["Python", "Python"]);
  await page.keyboard.press("End");
  await page.reload();
  assert.deepEqual(await chosen(), ["Shell", "Shell"]);
  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok(await page.locator("[role=tablist]").first().isVisible());
  await done(page);
});

test("there is no motion for who wants none", async () => {
  const page = await open(PAGE, { reducedMotion: "reduce" });
  const motion = await page.evaluate(() => {
    const moving = [...document.querySelectorAll("*")].filter((element) => getComputedStyle(element).transitionDuration !== "0s");
    return [getComputedStyle(document.documentElement).scrollBehavior, moving.length];
  });
  assert.deepEqual(motion, ["auto", 0]);
  await done(page);
});

test("without scripts everything can be read and reached", async () => {
  for (const width of [390, 1440]) {
    const page = await open(PAGE, { javaScriptEnabled: false, viewport: { width, height: 900 } });
    assert.ok(await page.locator(".prose").isVisible());
    for (const name of ["Second page", "Signs"]) {
      assert.ok(await page.locator(".tree a", { hasText: name }).isVisible(), `${name} at ${width}`);
    }
    for (const button of await page.locator("button").all()) {
      assert.equal(await button.isVisible(), false, "a button that does nothing");
    }
    await page.locator(".tree a", { hasText: "Second page" }).click();
    assert.match(page.url(), /second-page/);
    await done(page);
  }
});

test("a page that is not there offers to search for what was meant", async () => {
  const page = await open(`${site}guide/quiet-lighthouse.html`, { missing: true });
  await page.locator(".lost-search").click();
  await page.locator(".find-list a").first().waitFor();
  assert.equal(await page.locator(".find input").inputValue(), "guide quiet lighthouse");
  await done(page);
});
