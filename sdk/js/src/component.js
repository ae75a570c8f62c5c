// The edge: a plugin as the exports of the contract. An instance does one job, so what `start` was
// given is kept in a variable.

import { Declined } from "./index.js";
import { diagnostics, extras } from "./finding.js";
import { Offsets } from "./offsets.js";
import { describeError, traceBy } from "./trace.js";
import { connect } from "./world.js";

export { connect, traceBy };

/** A plugin without settings takes an empty object only. */
const NO_CONFIG = { type: "object", properties: {}, additionalProperties: false };

/**
 * The exports of the contract.
 *
 * @param {object} plugin what `plugin(…)` gave
 * @param {Record<string, string>} pages the rule pages by name
 * @param {{version?: string, license?: string, homepage?: string}} about from `package.json`
 */
export function component(plugin, pages, about) {
  let session;
  const started = () => {
    if (!session) throw new Error("called before `start`");
    return session;
  };
  return {
    meta: meta(plugin, pages, about),
    lifecycle: {
      start(given) {
        session = guarded(() => read(given));
      },
    },
    exampleChecker: {
      checkExample: (example) => guarded(() => checkExample(plugin, started(), example)),
    },
    documentChecker: {
      checkDocument: (document) => guarded(() => checkDocument(plugin, started(), document)),
    },
    runner: {
      run: (request) => guarded(() => run(plugin, started(), request)),
    },
    renderer: {
      render: (example, theme) => guarded(() => render(plugin, started(), example, theme)),
    },
  };
}

function meta(plugin, pages, about) {
  return {
    describe: () => ({
      id: plugin.id,
      version: plugin.version ?? about.version ?? "0.0.0",
      license: plugin.license ?? about.license ?? "",
      homepage: plugin.homepage ?? about.homepage,
      languages: plugin.languages,
      facts: extras(plugin.facts),
      capabilities: Object.entries(plugin.capabilities ?? {}).map(([name, scope]) => ({ name, scope })),
      extra: [],
    }),
    rules: () =>
      plugin.rules.map((rule) => ({
        id: rule.name,
        title: title(pages[rule.name]) ?? rule.name,
        docs: pages[rule.name],
        severity: rule.severity,
        defaultOn: rule.defaultOn,
        fixable: rule.fixable,
        tags: rule.tags,
        extra: [],
      })),
    configSchema: () => JSON.stringify(plugin.configSchema ?? NO_CONFIG),
    validateConfig: (config) => {
      const problems = plugin.validateConfig?.(parsed(config)) ?? [];
      return [...problems].map(({ path = "", message }) => ({ path, message }));
    },
  };
}

/** The first heading of a page. */
function title(page) {
  return /^# +(.+?) *$/m.exec(page)?.[1];
}

function parsed(json) {
  return json === "" ? {} : JSON.parse(json);
}

function read(given) {
  const rules = new Map(given.rules.map((rule) => [rule.id, parsed(rule.options)]));
  const config = parsed(given.config);
  return { config, rules, now: Number(given.now), seed: given.seed, hostVersion: given.hostVersion };
}

function checkExample(plugin, session, example) {
  const given = { ...example, attrs: record(example.attrs) };
  const tree = plugin.parse ? plugin.parse(given, session.config) : given.source;
  const sound = plugin.isSound ? plugin.isSound(tree) : true;
  const offsets = new Offsets(example.source);
  const cx = { tree, example: given, source: given.source, config: session.config };
  const rules = enabled(plugin, session).filter((rule) => rule.check && (sound || rule.onBroken));
  const found = rules.flatMap((rule) =>
    diagnostics(rule, rule.check({ ...cx, options: session.rules.get(rule.name) }), offsets),
  );
  const facts = typeof plugin.factsOf === "function" ? plugin.factsOf(tree) : plugin.facts;
  return { diagnostics: found, facts: extras(facts) };
}

function checkDocument(plugin, session, document) {
  const offsets = new Offsets(document.source);
  const placed = (entry) => ({ ...entry, span: offsets.indices(entry.span) });
  const given = {
    ...document,
    frontMatter: parsed(document.frontMatter),
    headings: document.headings.map(placed),
    links: document.links.map(placed),
    examples: document.examples.map(({ example, span }) => ({
      example: { ...example, attrs: record(example.attrs) },
      span: offsets.indices(span),
    })),
  };
  const cx = { document: given, source: given.source, config: session.config };
  const rules = enabled(plugin, session).filter((rule) => rule.checkDocument);
  return rules.flatMap((rule) =>
    diagnostics(rule, rule.checkDocument({ ...cx, options: session.rules.get(rule.name) }), offsets),
  );
}

function enabled(plugin, session) {
  return plugin.rules.filter((rule) => session.rules.has(rule.name));
}

function run(plugin, session, request) {
  const given = { ...request, attrs: record(request.attrs), env: record(request.env) };
  const result = plugin.run(given, session);
  const steps = result.steps.map(({ output = [], status = 0 }) => ({
    output: output.map(({ to, bytes }) => ({ to, bytes: raw(bytes) })),
    status,
  }));
  const files = (result.files ?? []).map(({ path, contents }) => ({ path, contents: raw(contents) }));
  const facts = extras(result.facts ?? plugin.facts);
  return { steps, raised: result.raised, files, artifacts: (result.artifacts ?? []).map(artifact), facts };
}

function render(plugin, session, example, theme) {
  const given = { ...example, attrs: record(example.attrs) };
  const drawn = plugin.render(given, { theme: record(theme), config: session.config });
  const offsets = new Offsets(example.source);
  const found = (drawn.findings ?? []).flatMap((finding) => {
    const rule = plugin.rules.find((entry) => entry.name === finding.rule);
    if (!rule) throw new TypeError(`\`render\` speaks for a rule \`${finding.rule}\`, which there is not`);
    return session.rules.has(rule.name) ? diagnostics(rule, [finding], offsets) : [];
  });
  return {
    body: artifact(drawn.body),
    assets: (drawn.assets ?? []).map(artifact),
    alt: drawn.alt,
    diagnostics: found,
    facts: extras(drawn.facts ?? plugin.facts),
  };
}

function artifact({ mediaType, name, contents }) {
  return { mediaType, name, contents: raw(contents) };
}

/** Text as its bytes; bytes as they are. */
function raw(contents) {
  return typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
}

/** A list of pairs as an object without a prototype: the first of equal keys counts. */
function record(pairs) {
  const object = Object.create(null);
  for (const { key, value } of pairs) if (!(key in object)) object[key] = value;
  return object;
}

/** Turns what is thrown into a failure of the contract. */
function guarded(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Declined) throw { tag: "unsupported", val: error.message };
    throw { tag: "internal", val: describeError(error) };
  }
}
