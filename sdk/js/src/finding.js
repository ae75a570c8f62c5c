// Findings as the contract has them. What a rule gives is checked here, so that a mistake is told
// with the rule's name rather than by an interpreter's error deep in the bindings.

const APPLICABILITIES = ["safe", "suggestion", "manual"];

/** Where every span of a check lies: in what was given. */
const CURRENT = { tag: "current" };

/**
 * The findings of one rule as the contract's diagnostics.
 *
 * @param {object} rule
 * @param {Iterable<object> | undefined | null} found what its function gave
 * @param {import("./offsets.js").Offsets} offsets
 */
export function diagnostics(rule, found, offsets) {
  if (found === undefined || found === null) return [];
  if (typeof found[Symbol.iterator] !== "function") {
    throw new TypeError(`rule \`${rule.name}\` gave ${typeof found}, not a list of findings`);
  }
  const made = [];
  for (const finding of found) made.push(diagnostic(rule, finding, offsets));
  return made;
}

function diagnostic(rule, finding, offsets) {
  return {
    rule: rule.name,
    severity: finding.severity ?? rule.severity,
    message: text(finding.message, rule, "message"),
    target: CURRENT,
    span: offsets.span(finding.span),
    help: finding.help === undefined ? undefined : text(finding.help, rule, "help"),
    related: (finding.related ?? []).map((related) => ({
      target: CURRENT,
      span: offsets.span(related.span),
      message: text(related.message, rule, "related message"),
    })),
    fixes: (finding.fixes ?? []).map((fix) => contractFix(fix, rule, offsets)),
    extra: extras(finding.extra),
  };
}

function contractFix(fix, rule, offsets) {
  if (!APPLICABILITIES.includes(fix.applicability)) {
    const known = APPLICABILITIES.map((one) => `"${one}"`).join(", ");
    throw new TypeError(`rule \`${rule.name}\`: \`applicability\` of a fix is one of ${known}`);
  }
  return {
    title: text(fix.title, rule, "title"),
    applicability: fix.applicability,
    edits: fix.edits.map((edit) => ({
      target: CURRENT,
      span: offsets.span(edit.span),
      replacement: text(edit.replacement, rule, "replacement"),
    })),
  };
}

/** An object as the contract's list of pairs. */
export function extras(object) {
  return Object.entries(object ?? {}).map(([key, value]) => ({ key, value: String(value) }));
}

function text(value, rule, what) {
  if (typeof value !== "string") {
    throw new TypeError(`rule \`${rule.name}\`: the ${what} of a finding is ${typeof value}, not a string`);
  }
  return value;
}
