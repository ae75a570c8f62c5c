// What axe finds wrong for those who read otherwise: on every template, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, open, pages, serve, violations } from "./parts.mjs";

const site = await serve("docs", { root: "/docs/" });

for (const colorScheme of ["light", "dark"]) {
  test(`axe has nothing to say of any page, ${colorScheme}`, async () => {
    const page = await open(site, { colorScheme, missing: true });
    for (const path of [...await pages("docs"), "nowhere/"]) {
      await page.goto(site + path);
      assert.deepEqual(await violations(page), [], `${path}, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${site}guide/first-page/`);
    assert.deepEqual(await violations(page), [], `narrow, ${colorScheme}`);
    await page.locator(".menu-button").click();
    assert.deepEqual(await violations(page), [], `menu open, ${colorScheme}`);
    await page.keyboard.press("Escape");
    await page.locator(".search-button").click();
    await page.locator(".find input").fill("lamp");
    await page.locator(".find-list a").first().waitFor();
    assert.deepEqual(await violations(page), [], `search open, ${colorScheme}`);
    await done(page);
  });
}

test("a site that is read from right to left is laid out so", async () => {
  const address = await serve("hebrew");
  const page = await open(`${address}first/page/`);
  assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
  const left = async (selector) => (await page.locator(selector).first().boundingBox()).x;
  assert.ok(await left(".side") > await left(".prose"), "the sidebar is on the right");
  assert.ok(await left(".toc") < await left(".prose"), "the contents are on the left");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("pre code")).direction), "ltr");
  assert.equal(await page.locator(".search-button span").textContent(), "חיפוש");
  assert.equal(await page.locator(".bottom p").first().textContent(), "נדפס בבית");
  assert.match(await page.locator(".brand img").getAttribute("src"), /mark\.svg/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".prose p a")).color), "rgb(122, 63, 160)");
  assert.deepEqual(await violations(page), []);
  for (const width of [390, 820, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `too wide at ${width}`);
  }
  await done(page);
});
