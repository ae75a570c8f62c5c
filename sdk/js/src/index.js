// What a plugin author imports: `plugin` and `rule` say what there is, `decline` that a text is not
// the plugin's. Nothing here knows WebAssembly, so all of it runs in Node.js for tests.

export { log, readFile, paths } from "./world.js";

/** The severities, from the worst. */
const SEVERITIES = ["error", "warning", "info"];

/** What marks a rule made by `rule`. */
const RULE = Symbol.for("proofpress rule");

/** What marks a plugin made by `plugin`. */
const PLUGIN = Symbol.for("proofpress plugin");

/** Thrown by `decline`. */
export class Declined extends Error {
  name = "Declined";
}

/**
 * Says that the text is not for this plugin. It then counts neither as checked nor as failed.
 *
 * @param {string} why for the log of a verbose run
 * @returns {never}
 */
export function decline(why) {
  throw new Declined(why);
}

/**
 * A rule: `name` is that of its page, `pages/<name>.md`, and says what is wrong.
 *
 * @param {string} name
 * @param {object} facts severity, `check`, and what else there is to say; see `index.d.ts`
 */
export function rule(name, facts) {
  const wrong = (what) => {
    throw new TypeError(`rule \`${name}\`: ${what}`);
  };
  if (!/^[a-z0-9-]+$/.test(name)) {
    wrong("a rule's name is lower-case letters, digits and `-`");
  }
  if (!SEVERITIES.includes(facts.severity)) {
    wrong(`\`severity\` is one of ${SEVERITIES.map((one) => `"${one}"`).join(", ")}`);
  }
  if (typeof facts.check !== "function" && typeof facts.checkDocument !== "function") {
    wrong("give it a function `check`, or `checkDocument` for whole pages");
  }
  return { defaultOn: true, onBroken: false, fixable: false, tags: [], ...facts, name, [RULE]: true };
}

/**
 * A plugin: who it is, how it reads an example, and its rules.
 *
 * @param {object} facts see `index.d.ts`
 */
export function plugin(facts) {
  const wrong = (what) => {
    throw new TypeError(`plugin \`${facts.id}\`: ${what}`);
  };
  if (typeof facts.id !== "string") wrong("give it an `id`, as in `acme:nginx`");
  if (!Array.isArray(facts.languages)) wrong("`languages` is a list of words");
  const rules = facts.rules ?? [];
  const stranger = rules.find((entry) => !entry?.[RULE]);
  if (stranger !== undefined) wrong("`rules` is a list of what `rule(…)` gives");
  const names = rules.map((entry) => entry.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) wrong(`it has the rule \`${twice}\` twice`);
  return { ...facts, rules, [PLUGIN]: true };
}

/** Whether a value was made by `plugin`. */
export function isPlugin(value) {
  return Boolean(value?.[PLUGIN]);
}

/**
 * The interfaces of the contract that a plugin fulfils, besides `meta` and `lifecycle`.
 *
 * @returns {string[]} names as in the contract
 */
export function interfaces(of) {
  const found = [];
  if (of.rules.some((rule) => rule.check)) found.push("example-checker");
  if (of.rules.some((rule) => rule.checkDocument)) found.push("document-checker");
  if (of.run) found.push("runner");
  if (of.render) found.push("renderer");
  return found;
}
