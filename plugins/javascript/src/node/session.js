// Examples that share their names: those of a session, and what is typed at a prompt.

const errors = internal("errors");
const timers = internal("timers");
const path = internal("path");
const { process } = internal("process");
const { builtin, builtins, note, syntax, Module, cache, requireFrom, runText, unsettled } = internal("modules");

const typedSteps = { count: 0, isReady: false };
function shareGlobals(file) {
  if (typedSteps.isReady) return;
  typedSteps.isReady = true;
  const module = new Module(file);
  cache.main = module;
  const shared = { require: requireFrom(file, module), module, exports: module.exports, __filename: file, __dirname: path.dirname(file) };
  for (const [key, value] of Object.entries(shared)) {
    Object.defineProperty(globalThis, key, { value, writable: true, configurable: true, enumerable: false });
  }
}

// Runs an example of a session: in the global scope, where the next one finds what it declared.
function runShared(file, source) {
  shareGlobals(file);
  source = note(file, source);
  if (native.isModule(source) && /^\s*(import\s*[\w{*"']|export\s)/m.test(source)) return runText(file, source);
  let settled = true;
  try {
    const waits = /\bawait\b/.test(source) && !compiles(source);
    const value = native.typed(source, file, waits);
    if (waits) {
      settled = false;
      value.then(() => { settled = true; }, (error) => { settled = true; errors.uncaught(error); });
    }
  } catch (error) {
    errors.uncaught(error instanceof SyntaxError ? syntax(error, file, false) : error);
  }
  timers.loop();
  if (!settled && !errors.isFatal()) { unsettled(); return 13; }
  return errors.isFatal() ? 1 : Number(process.exitCode ?? 0) & 255;
}

// Whether it compiles without `await` outside of functions.
function compiles(source) {
  try {
    native.commonjs(source, "node:internal/try");
    return true;
  } catch {
    return false;
  }
}

// Runs what was typed at a prompt and shows its value, as Node.js does there.
function runTyped(source, place) {
  const file = `REPL${++typedSteps.count}`;
  errors.parts.set(file, place);
  shareGlobals("/workspace/repl");
  shareBuiltins();
  source = source.trimEnd();
  note(file, source);
  let text = source;
  if (/^\s*\{/.test(source) && !/;\s*$/.test(source) && compiles(`(${source.trim()})`)) text = `(${source.trim()})`;
  const waits = /\bawait\b/.test(text) && !compiles(text);
  const outcome = { kind: "none" };
  try {
    const value = native.typed(text, file, waits);
    if (waits) value.then((done) => Object.assign(outcome, { kind: "value", value: done.value }), (error) => Object.assign(outcome, { kind: "error", error }));
    else Object.assign(outcome, { kind: "value", value });
  } catch (error) {
    Object.assign(outcome, { kind: "error", error: error instanceof SyntaxError ? syntax(error, file, false) : error });
  }
  if (outcome.kind === "value" && !waits) show(outcome.value);
  timers.loop();
  if (waits && outcome.kind === "value") show(outcome.value);
  if (outcome.kind === "error") showError(outcome.error);
  return outcome.kind === "error" ? 1 : 0;
}

function show(value) {
  Object.defineProperty(globalThis, "_", { value, writable: true, configurable: true });
  process.stdout.write(`${internal("inspect").inspect(value)}\n`);
}
function showError(error) {
  let text = internal("inspect").inspect(error);
  text = text.replace(/\n {4}at REPL\d+:\d+:\d+(?=\n|$)/g, "");
  if (error instanceof Error && text.startsWith("[") && text.endsWith("]")) text = text.slice(1, -1);
  process.stdout.write(`Uncaught ${text}\n`);
  errors.fail(error);
}
function shareBuiltins() {
  for (const name of Object.keys(builtins)) {
    if (name.includes("/") || name in globalThis) continue;
    Object.defineProperty(globalThis, name, {
      get: () => builtin(name), set: (value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true }),
      configurable: true,
    });
  }
}

Object.assign(exports, { runShared, runTyped });
