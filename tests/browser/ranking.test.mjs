// Which page of our own must come first for what somebody may type: `ranking.json`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { done, open, serve } from "./parts.mjs";

const wanted = Object.entries(JSON.parse(await readFile(new URL("ranking.json", import.meta.url), "utf8")));

test(`${wanted.length} questions have the page first that answers them`, async () => {
  const page = await open(await serve("ours"));
  await page.keyboard.press("/");
  const field = page.locator(".find input");
  const wrong = [];
  for (const [query, first] of wanted) {
    await field.fill("");
    await page.waitForFunction(() => !document.querySelector(".find-list a"), null, { polling: 20 });
    await field.fill(query);
    await page.waitForFunction(() => document.querySelector(".find-list a"), null, { polling: 20 });
    const found = await page.locator(".find-list a:not(.find-sub)").evaluateAll((links) => links.map((link) => link.pathname));
    if (found[0] !== first) wrong.push(`${query}: ${found.slice(0, 4).join(" ")} and not ${first}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(wanted.length >= 40);
  await done(page);
});
