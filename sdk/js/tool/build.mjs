// Builds a plugin into a component, in the plugin's folder:
// `node build.mjs --wit FOLDER --work FOLDER --output FILE [--entry FILE]`. `proofpress plugin build` calls it; the tools come from the plugin's own
// `node_modules`.

import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { lineTable } from "./lines.mjs";

/** The files a plugin may begin in, relative to its folder. */
const ENTRIES = ["src/plugin.ts", "src/plugin.js", "src/plugin.mjs"];

/** What of the engine is left out: a plugin has no clock, no randomness, no network, no output. */
const WITHOUT = ["random", "stdio", "clocks", "http", "fetch-event"];

const SDK = resolve(dirname(fileURLToPath(import.meta.url)), "..", "src");
const PROJECT = process.cwd();

/** An error that is told without a stack: the author's to mend. */
class Wrong extends Error {}

async function main() {
  const { values } = parseArgs({
    options: {
      entry: { type: "string" },
      wit: { type: "string" },
      work: { type: "string" },
      output: { type: "string" },
    },
  });
  for (const name of ["wit", "work", "output"]) {
    if (!values[name]) throw new Wrong(`\`--${name}\` is missing`);
  }
  const work = resolve(values.work);
  await mkdir(join(work, "wit"), { recursive: true });
  const entry = await entryFile(values.entry ? [values.entry] : ENTRIES);
  const about = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8"));
  const pages = await readPages();
  const found = await examine(entry, work);
  pair(found.rules, pages);
  await writeFile(join(work, "wit", "plugin.wit"), await world(values.wit, found));
  const bundle = await bundled(entry, pages, about, found, work);
  await mkdir(dirname(resolve(values.output)), { recursive: true });
  await writeFile(values.output, await componentized(bundle, join(work, "wit")));
}

async function entryFile(entries) {
  for (const entry of entries) {
    if (await isFile(join(PROJECT, entry))) return join(PROJECT, entry);
  }
  throw new Wrong(`there is no ${entries.map((entry) => `\`${entry}\``).join(" or ")}`);
}

async function isFile(path) {
  return stat(path).then((found) => found.isFile(), () => false);
}

/** The rule pages by name. */
async function readPages() {
  const folder = join(PROJECT, "pages");
  const names = await readdir(folder).catch(() => []);
  const pages = {};
  for (const name of names.filter((name) => name.endsWith(".md")).sort()) {
    pages[basename(name, ".md")] = await readFile(join(folder, name), "utf8");
  }
  return pages;
}

/** Runs the plugin's own module once, here: what it exports decides what the component does. */
async function examine(entry, work) {
  const contents = `
    import plugin from ${JSON.stringify(entry)};
    import { interfaces, isPlugin } from ${JSON.stringify(join(SDK, "index.js"))};
    export const found = isPlugin(plugin) && {
      rules: plugin.rules.map((rule) => rule.name),
      interfaces: interfaces(plugin),
      capabilities: Object.keys(plugin.capabilities ?? {}),
    };
  `;
  const file = join(work, "examined.mjs");
  await esbuild(contents, file, false);
  // Another address each time, or Node.js would take the module it has.
  const { found } = await import(`${pathToFileURL(file)}?${process.pid}`).catch((error) => {
    throw new Wrong(`${shown(entry)} cannot be run: ${error.stack ?? error}`);
  });
  if (!found) throw new Wrong(`${shown(entry)} has no \`export default plugin({ … })\``);
  if (found.interfaces.length === 0) {
    throw new Wrong(`${shown(entry)} does nothing: give it \`rules\`, \`run\` or \`render\``);
  }
  return found;
}

/** A rule has a page and a page has a rule. */
function pair(rules, pages) {
  const missing = rules.find((rule) => !(rule in pages));
  if (missing) throw new Wrong(`rule \`${missing}\` has no page: write \`pages/${missing}.md\``);
  const stray = Object.keys(pages).find((page) => !rules.includes(page));
  if (stray) throw new Wrong(`page \`pages/${stray}.md\` has no rule of that name in \`rules\``);
}

/** The contract with a world that is this plugin. */
async function world(folder, { interfaces, capabilities }) {
  const contract = await readFile(join(folder, "plugin.wit"), "utf8");
  const imports = ["log", ...(capabilities.includes("read-files") ? ["site-files"] : [])];
  const lines = [
    ...imports.map((name) => `  import ${name};`),
    ...["meta", "lifecycle", ...interfaces].map((name) => `  export ${name};`),
  ];
  return `${contract}\nworld this-plugin {\n${lines.join("\n")}\n}\n`;
}

/** The author's files, the SDK and the pages as one module, and the way back from its lines. */
async function bundled(entry, pages, about, { interfaces, capabilities }, work) {
  const { version, license, homepage } = about;
  const files = capabilities.includes("read-files");
  const names = ["meta", "lifecycle", ...interfaces.map(camel)];
  const contents = `
    import plugin from ${JSON.stringify(entry)};
    import { component, connect, traceBy } from ${JSON.stringify(join(SDK, "component.js"))};
    import { log } from "proofpress:plugin/log@1.0.0";
    ${files ? 'import { read, paths } from "proofpress:plugin/site-files@1.0.0";' : ""}
    connect({ log${files ? ", read, paths" : ""} });
    const made = component(plugin, ${JSON.stringify(pages)}, ${JSON.stringify({ version, license, homepage })});
    export const { ${names.join(", ")} } = made;
    globalThis.__proofpressTrace = traceBy;
  `;
  const file = join(work, "plugin.js");
  const map = await esbuild(contents, file, true);
  const table = lineTable(map, (source) => author(resolve(work, source)));
  const code = await readFile(file, "utf8");
  await writeFile(file, `${code}\nglobalThis.__proofpressTrace(${JSON.stringify(table)});\n`);
  return file;
}

/** The path of one of the author's files as they know it; none for what is not theirs. */
function author(path) {
  const own = relative(PROJECT, path);
  const foreign = own.startsWith("..") || own.startsWith("vendor") || own.includes("node_modules");
  return foreign || path.startsWith(SDK) ? undefined : own.replaceAll("\\", "/");
}

async function esbuild(contents, outfile, sourcemap) {
  const { build } = await tool("esbuild");
  try {
    await build({
      stdin: { contents, resolveDir: PROJECT, sourcefile: "component" },
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
      external: ["proofpress:*"],
      alias: { "proofpress-plugin": join(SDK, "index.js") },
      legalComments: "none",
      logLevel: "silent",
      sourcemap: sourcemap ? "external" : false,
      outfile,
    });
  } catch (error) {
    const told = (error.errors ?? []).map(({ text, location }) =>
      location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
    );
    throw told.length > 0 ? new Wrong(told.join("\n")) : error;
  }
  return sourcemap ? JSON.parse(await readFile(`${outfile}.map`, "utf8")) : undefined;
}

async function componentized(sourcePath, witPath) {
  const { componentize } = await tool("@bytecodealliance/componentize-js");
  const { component } = await componentize({
    sourcePath,
    witPath,
    worldName: "this-plugin",
    disableFeatures: WITHOUT,
  });
  return component;
}

/**
 * A tool from the plugin's own `node_modules`, or those of a folder above. Node.js would look from
 * this file, which may be a link to somewhere else.
 */
async function tool(name) {
  for (let folder = PROJECT; ; folder = dirname(folder)) {
    const home = join(folder, "node_modules", name);
    if (await isFile(join(home, "package.json"))) {
      const about = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
      return import(pathToFileURL(join(home, about.exports?.import ?? about.main)));
    }
    if (folder === dirname(folder)) throw new Wrong(`\`${name}\` is not there: run \`npm install\``);
  }
}

function shown(path) {
  return `\`${relative(PROJECT, path)}\``;
}

function camel(name) {
  return name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
}

main().catch((error) => {
  console.error(error instanceof Wrong ? error.message : (error.stack ?? error));
  process.exitCode = 1;
});
