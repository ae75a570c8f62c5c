// `node:test`, as its TAP reporter writes: suites, subtests, hooks, skipped and failing tests.

const { process } = internal("process");
const { inspect } = internal("inspect");
const root = suiteOf("", 0);
let current = root;
let begun = false;
const totals = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };

function suiteOf(name, depth) {
  return { name, depth, queue: [], count: 0, failed: 0, hooks: { before: [], after: [], beforeEach: [], afterEach: [] } };
}
const say = (depth, text) => process.stdout.write(text.split("\n").map((line) => `${"    ".repeat(depth)}${line}\n`).join(""));

function begin() {
  if (begun) return;
  begun = true;
  setImmediate(async () => {
    say(0, "TAP version 13");
    await drain(root);
    say(0, `1..${root.count}`);
    for (const [name, count] of Object.entries(totals)) say(0, `# ${name} ${count}`);
    say(0, `# duration_ms ${internal("clock").elapsed()}`);
    if (totals.fail > 0) process.exitCode = 1;
  });
}
async function drain(suite) {
  for (const hook of suite.hooks.before) await hook();
  while (suite.queue.length > 0) await suite.queue.shift()();
  for (const hook of suite.hooks.after) await hook();
}
function told(suite, name, outcome, detail = "") {
  suite.count++;
  say(suite.depth, `${outcome === "fail" ? "not ok" : "ok"} ${suite.count} - ${name}${detail}`);
}

async function runTest(suite, name, options, body) {
  if (options.skip || !body) {
    totals.tests++;
    totals.skipped++;
    say(suite.depth, `# Subtest: ${name}`);
    told(suite, name, "skip", ` # SKIP${typeof options.skip === "string" ? ` ${options.skip}` : ""}`);
    return;
  }
  totals.tests++;
  say(suite.depth, `# Subtest: ${name}`);
  const inner = suiteOf(name, suite.depth + 1);
  const context = {
    name, diagnostic: (text) => say(suite.depth, `# ${text}`),
    test: (...args) => runTest(inner, ...argumentsOf(args)),
    skip: () => {}, todo: () => {}, mock,
  };
  let failure;
  try {
    for (const hook of suite.hooks.beforeEach) await hook(context);
    await body(context);
    if (inner.failed > 0) throw new Error(`${inner.failed} subtest${inner.failed > 1 ? "s" : ""} failed`);
  } catch (error) {
    failure = { error };
  }
  for (const hook of suite.hooks.afterEach) await hook(context);
  if (inner.count > 0) say(inner.depth, `1..${inner.count}`);
  report(suite, name, failure);
}
function report(suite, name, failure) {
  if (failure) {
    suite.failed++;
    totals.fail++;
    told(suite, name, "fail");
    const message = String(failure.error?.message ?? inspect(failure.error));
    say(suite.depth, `  ---\n  error: |-\n${message.split("\n").map((line) => `    ${line}`).join("\n")}\n  ...`);
  } else {
    totals.pass++;
    told(suite, name, "ok");
  }
}
function argumentsOf(args) {
  const name = typeof args[0] === "string" ? args.shift() : args.find((arg) => typeof arg === "function")?.name || "<anonymous>";
  const options = typeof args[0] === "object" && args[0] !== null ? args.shift() : {};
  return [name, options, args[0]];
}

function test(...args) {
  begin();
  const suite = current;
  const [name, options, body] = argumentsOf(args);
  return new Promise((done) => suite.queue.push(async () => { await runTest(suite, name, options, body); done(); }));
}
function describe(...args) {
  begin();
  const [name, , body] = argumentsOf(args);
  const outer = current;
  const suite = suiteOf(name, outer.depth + 1);
  current = suite;
  body?.();
  current = outer;
  outer.queue.push(async () => {
    totals.suites++;
    say(outer.depth, `# Subtest: ${name}`);
    await drain(suite);
    say(suite.depth, `1..${suite.count}`);
    if (suite.failed > 0) outer.failed++;
    told(outer, name, suite.failed > 0 ? "fail" : "ok");
  });
}
const mock = {
  fn(implementation = () => undefined) {
    const calls = [];
    const made = function (...args) {
      const call = { arguments: args, this: this };
      calls.push(call);
      try {
        return (call.result = Reflect.apply(implementation, this, args));
      } catch (error) {
        call.error = error;
        throw error;
      }
    };
    made.mock = { calls, callCount: () => calls.length, resetCalls: () => calls.splice(0) };
    return made;
  },
  method(object, name, implementation = object[name]) {
    const original = object[name];
    object[name] = mock.fn(implementation);
    object[name].mock.restore = () => { object[name] = original; };
    return object[name];
  },
};
const skipping = (run) => (...args) => { const [name, options, body] = argumentsOf(args); return run(name, { ...options, skip: true }, body); };
Object.assign(test, {
  test, it: test, describe, suite: describe, mock, skip: skipping(test), todo: skipping(test), only: test,
  before: (hook) => { current.hooks.before.push(hook); }, after: (hook) => { current.hooks.after.push(hook); },
  beforeEach: (hook) => { current.hooks.beforeEach.push(hook); }, afterEach: (hook) => { current.hooks.afterEach.push(hook); },
});
test.default = test;
describe.skip = () => {};
Object.assign(exports, { test });
