// The SDK in Node.js: `node --test` in this folder. What the component does is tested with the
// plugins of `examples/`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { component } from "../src/component.js";
import { decline, interfaces, plugin, rule } from "../src/index.js";
import { Offsets } from "../src/offsets.js";
import { lineTable } from "../tool/lines.mjs";

const example = (source, attrs = []) => ({ lang: "x", attrs, source, path: "a.md", headings: [] });

/** A started component with the rules `given`. */
function started(given, options = "{}") {
  const made = component(plugin({ id: "acme:x", languages: ["x"], ...given }), {}, {});
  const rules = (given.rules ?? []).map(({ name }) => ({ id: name, options }));
  made.lifecycle.start({ config: "{}", rules, now: 0n, seed: 0n, hostVersion: "0" });
  return made;
}

test("string indices become bytes", () => {
  const text = "aé€😀z";
  const offsets = new Offsets(text);
  assert.deepEqual([...text, ""].map((_, at) => offsets.toByte(at)), [0, 1, 3, 6, 6, 10]);
  assert.equal(offsets.toByte(text.length), 11);
  for (const index of [0, 1, 2, 3, 5, 6]) assert.equal(offsets.toIndex(offsets.toByte(index)), index);
  assert.deepEqual(offsets.span(/€/.exec(text)), { start: 3, end: 6 });
});

test("a span that cuts a character takes the whole of it", () => {
  const offsets = new Offsets("😀");
  assert.deepEqual(offsets.span([0, 1]), { start: 0, end: 4 });
  assert.deepEqual(offsets.span([1, 2]), { start: 0, end: 4 });
});

test("a span beyond the text is refused", () => {
  for (const span of [[0, 4], [2, 1], [-1, 0], [0.5, 1], undefined]) {
    assert.throws(() => new Offsets("abc").span(span), /span/);
  }
});

test("a finding arrives in bytes, in the rule's name", () => {
  const found = rule("odd", {
    severity: "warning",
    *check({ source }) {
      for (const match of source.matchAll(/o/g)) {
        yield {
          span: match,
          message: "an `o`",
          fixes: [{ title: "drop it", applicability: "safe", edits: [{ span: match, replacement: "" }] }],
        };
      }
    },
  });
  const { diagnostics } = started({ rules: [found] }).exampleChecker.checkExample(example("é o"));
  assert.equal(diagnostics.length, 1);
  assert.deepEqual(diagnostics[0].span, { start: 3, end: 4 });
  assert.deepEqual(diagnostics[0].fixes[0].edits[0].span, { start: 3, end: 4 });
  assert.equal(diagnostics[0].rule, "odd");
  assert.equal(diagnostics[0].severity, "warning");
});

test("rules that are off, and those for sound text, do not look", () => {
  const seen = [];
  const look = (name, facts) =>
    rule(name, { severity: "info", check: () => void seen.push(name), ...facts });
  const made = component(
    plugin({
      id: "acme:x",
      languages: ["x"],
      isSound: () => false,
      rules: [look("off"), look("sound"), look("broken", { onBroken: true })],
    }),
    {},
    {},
  );
  const rules = ["sound", "broken"].map((id) => ({ id, options: "{}" }));
  made.lifecycle.start({ config: "{}", rules, now: 0n, seed: 0n, hostVersion: "0" });
  made.exampleChecker.checkExample(example(""));
  assert.deepEqual(seen, ["broken"]);
});

test("options and attributes arrive", () => {
  let seen;
  const look = rule("look", { severity: "info", check: (cx) => void (seen = cx) });
  const attrs = [{ key: "a", value: "1" }, { key: "a", value: "2" }, { key: "__proto__", value: "3" }];
  started({ rules: [look] }, '{"deep":1}').exampleChecker.checkExample(example("", attrs));
  assert.deepEqual(seen.options, { deep: 1 });
  assert.equal(seen.example.attrs.a, "1");
  assert.equal(seen.example.attrs.__proto__, "3");
});

test("what is thrown becomes a failure", () => {
  const failure = (given) => {
    try {
      started(given).exampleChecker.checkExample(example(""));
    } catch (thrown) {
      return thrown;
    }
    return assert.fail("nothing was thrown");
  };
  assert.deepEqual(failure({ parse: () => decline("not mine") }), { tag: "unsupported", val: "not mine" });
  const wrong = (check) => failure({ rules: [rule("a", { severity: "info", check })] }).val;
  assert.equal(wrong(() => null.x).split(":")[0], "TypeError");
  assert.match(wrong(() => [{ span: [0, 9], message: "a" }]), /RangeError: the span 0..9/);
  assert.match(wrong(() => [{ span: [0, 0] }]), /the message of a finding is undefined/);
  assert.match(wrong(() => 7), /gave number, not a list of findings/);
});

test("a rule or plugin that is wrong is refused where it is made", () => {
  const check = () => [];
  assert.throws(() => rule("Odd Name", { severity: "info", check }), /lower-case/);
  assert.throws(() => rule("a", { severity: "bad", check }), /"error", "warning", "info"/);
  assert.throws(() => rule("a", { severity: "info" }), /`check`/);
  assert.throws(() => plugin({ languages: [] }), /`id`/);
  const twice = rule("a", { severity: "info", check });
  assert.throws(() => plugin({ id: "a", languages: [], rules: [twice, twice] }), /twice/);
});

test("interfaces are those with something behind them", () => {
  const check = () => [];
  const made = (facts) => interfaces(plugin({ id: "a", languages: [], ...facts }));
  assert.deepEqual(made({}), []);
  assert.deepEqual(made({ rules: [rule("a", { severity: "info", check })], run: check }), [
    "example-checker",
    "runner",
  ]);
  assert.deepEqual(made({ rules: [rule("a", { severity: "info", checkDocument: check })] }), [
    "document-checker",
  ]);
});

test("the catalogue takes titles from pages and versions from the package", () => {
  const look = rule("a", { severity: "info", check: () => [] });
  const { meta } = component(
    plugin({ id: "acme:x", languages: ["x"], facts: { x: 1 }, rules: [look] }),
    { a: "\n# The title \n\ntext" },
    { version: "1.2.3", license: "MIT" },
  );
  assert.equal(meta.describe().version, "1.2.3");
  assert.deepEqual(meta.describe().facts, [{ key: "x", value: "1" }]);
  assert.equal(meta.rules()[0].title, "The title");
  assert.equal(JSON.parse(meta.configSchema()).additionalProperties, false);
});

test("a source map leads back to lines", () => {
  // Two sources; the second bundle line comes from line 3 of `b`, the third from nowhere.
  const map = { sources: ["a", "b"], mappings: "AAAA;ACEA;" };
  assert.deepEqual(lineTable(map, (source) => (source === "b" ? "b.js" : undefined)), {
    files: ["b.js"],
    lines: [-1, -1, 0, 3, -1, -1],
  });
});

test("a rule about pages sees string indices, and its findings are bytes", () => {
  const look = rule("links", {
    severity: "info",
    *checkDocument({ document }) {
      for (const link of document.links) {
        assert.equal(document.source.slice(link.span.start, link.span.end), "[é](x)");
        yield { span: link.span, message: "a link" };
      }
      assert.deepEqual(document.frontMatter, { a: 1 });
      assert.equal(document.examples[0].example.attrs.run, "");
    },
  });
  const placed = { example: example("", [{ key: "run", value: "" }]), span: { start: 0, end: 2 } };
  const found = started({ rules: [look] }).documentChecker.checkDocument({
    path: "a.md",
    source: "é [é](x)",
    frontMatter: '{"a":1}',
    headings: [],
    links: [{ href: "x", text: "é", image: false, span: { start: 3, end: 10 } }],
    examples: [placed],
  });
  assert.deepEqual(found.map(({ span }) => span), [{ start: 3, end: 10 }]);
});

test("a drawing is bytes, with the theme's colours and findings in the name of a rule", () => {
  const wrong = rule("wrong", { severity: "warning", check: () => [] });
  const render = (given, { theme }) => ({
    body: { mediaType: "image/svg+xml", name: "a.svg", contents: `<svg fill="${theme.ink}"/>` },
    alt: given.source,
    findings: [{ rule: "wrong", span: [0, 1], message: "wrong" }],
  });
  const theme = [{ key: "ink", value: "é" }];
  const drawn = started({ rules: [wrong], render }).renderer.render(example("é"), theme);
  assert.deepEqual(drawn.body.contents, new TextEncoder().encode('<svg fill="é"/>'));
  assert.deepEqual(drawn.diagnostics.map(({ rule, span }) => [rule, span.end]), [["wrong", 2]]);
  const stranger = () => ({ ...render(example(""), { theme: {} }), findings: [{ rule: "other" }] });
  assert.throws(
    () => started({ render: stranger }).renderer.render(example("a"), []),
    (thrown) => thrown.tag === "internal" && thrown.val.includes("`other`"),
  );
});

test("a run gives what each step wrote", () => {
  const run = ({ main, env }) => ({
    steps: main.steps.map((step) => ({ output: [{ to: "stdout", bytes: step + env.A }] })),
  });
  const request = { attrs: [], env: [{ key: "A", value: "!" }], main: { steps: ["a", "b"] } };
  const result = started({ run }).runner.run(request);
  const written = result.steps.map(({ output }) => new TextDecoder().decode(output[0].bytes));
  assert.deepEqual(written, ["a!", "b!"]);
  assert.deepEqual(result.steps.map(({ status }) => status), [0, 0]);
});
