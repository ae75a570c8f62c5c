// A site whose every word tries to run something. Served without any policy: nothing may run anyway.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pages, serve } from "./parts.mjs";

const site = await serve("hostile", { policy: false });
const pwned = (page) => page.evaluate(() => window.pwned);

test("nothing runs by itself, on any page", async () => {
  const page = await open(site, { missing: true });
  for (const path of [...await pages("hostile"), "nowhere/<script>window.pwned='path'</script>/"]) {
    await page.goto(site + path);
    await page.waitForLoadState("load");
    assert.equal(await pwned(page), undefined, path);
    const bad = await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].filter(({ name, value }) => name.startsWith("on") || /^\s*(javascript|vbscript|data:text)/i.test(value.replace(/[\t\n\r]/g, "")))
        .map(({ name, value }) => `<${element.localName} ${name}="${value}">`)));
    assert.deepEqual(bad, [], path);
  }
  await page.context().close();
});

test("nothing runs when it is pointed at, pressed or copied", async () => {
  const page = await open(`${site}guide/page/`, { missing: true, permissions: ["clipboard-read", "clipboard-write"] });
  for (const element of await page.locator("a, button, summary, img").all()) {
    if (!await element.isVisible()) continue;
    await element.hover({ timeout: 1000, force: true }).catch(() => {});
    await element.evaluate((one) => {
      one.addEventListener("click", (event) => { if (one.protocol?.startsWith("http")) event.preventDefault(); });
      one.click();
    });
    assert.equal(await pwned(page), undefined, await element.evaluate((one) => one.outerHTML));
  }
  await page.context().close();
});

test("nothing runs when it is searched for or found", async () => {
  const page = await open(`${site}guide/page/`, { missing: true });
  for (const words of ["search words", "img", "<img src=x onerror=window.pwned=5>", "onerror", "<script>window.pwned=6</script>"]) {
    await page.goto(`${site}guide/page/`);
    await page.keyboard.press("/");
    await page.locator(".find input").fill(words);
    await page.waitForFunction(() => /\d|“|onerror/.test(document.querySelector(".find-said")?.textContent));
    assert.equal(await page.locator(".find img, .find script").count(), 0, words);
    assert.equal(await pwned(page), undefined, words);
    if (await page.locator(".find-list a").count()) {
      await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("Enter")]);
      await page.waitForLoadState("load");
      assert.equal(await pwned(page), undefined, words);
    }
  }
  await page.goto(`${site}guide/page/?highlight=${encodeURIComponent("<img src=x onerror=window.pwned=7>(((")}`);
  assert.equal(await pwned(page), undefined);
  await page.context().close();
});
