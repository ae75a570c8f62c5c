// The types of the SDK, for TypeScript and for editors.

/** How bad a finding is. */
export type Severity = "error" | "warning" | "info";

/** `safe` keeps the meaning; `suggestion` is probably what the author wants; `manual` is only shown. */
export type Applicability = "safe" | "suggestion" | "manual";

/**
 * A range of a text: a pair of string indices, an object with both, or what a regular expression
 * matched. The SDK turns indices into the bytes of the contract.
 */
export type Span = readonly [number, number] | { start: number; end: number } | RegExpExecArray | RegExpMatchArray;

/** Replaces a range by other text; an empty range inserts it. */
export interface Edit {
  span: Span;
  replacement: string;
}

/** A change that mends a finding; applied whole or not at all. Its edits do not overlap. */
export interface Fix {
  title: string;
  applicability: Applicability;
  edits: Edit[];
}

/** One complaint about one place. */
export interface Finding {
  span: Span;
  /** One line: what is wrong, lower case, things named in backticks. */
  message: string;
  /** What to do about it. */
  help?: string;
  /** Where it is not the rule's. */
  severity?: Severity;
  /** Other places that explain it. */
  related?: { span: Span; message: string }[];
  fixes?: Fix[];
  extra?: Record<string, string>;
}

/** One fenced code block. */
export interface Example {
  /** The language to check it as, lower case. */
  lang: string;
  /** The attributes of the fence that are not only about how it is shown; a flag's value is "". */
  attrs: Record<string, string>;
  /** The text, with `\n` line ends. */
  source: string;
  /** Path of the page in the content folder. */
  path: string;
  /** The headings it stands under, outermost first. */
  headings: string[];
}

/** One Markdown page. Spans are string indices into `source`. */
export interface Document {
  path: string;
  source: string;
  frontMatter: Record<string, unknown>;
  headings: { level: number; text: string; anchor: string; span: { start: number; end: number } }[];
  links: { href: string; text: string; image: boolean; span: { start: number; end: number } }[];
  /** Each span is the whole block; the text of an example must not be looked for there. */
  examples: { example: Example; span: { start: number; end: number } }[];
}

/** What a rule gets to see of an example. */
export interface Context<Tree = string, Config = any, Options = any> {
  /** What `parse` gave; the text, where there is no `parse`. */
  tree: Tree;
  source: string;
  example: Example;
  /** The plugin's configuration. */
  config: Config;
  /** The rule's own options; an empty object where the site gives none. */
  options: Options;
}

/** What a rule about whole pages gets to see. */
export interface DocumentContext<Config = any, Options = any> {
  document: Document;
  source: string;
  config: Config;
  options: Options;
}

/** Findings: a list, or what a generator yields; nothing where all is well. */
export type Findings = Iterable<Finding> | void | undefined | null;

export interface RuleFacts<Tree = any, Config = any, Options = any> {
  severity: Severity;
  /** Whether it is on unless the site says otherwise; `true` unless given. */
  defaultOn?: boolean;
  /** Whether it also looks at text that does not parse. */
  onBroken?: boolean;
  /** Whether its findings can carry fixes. */
  fixable?: boolean;
  /** Words to filter by. */
  tags?: string[];
  check?(cx: Context<Tree, Config, Options>): Findings;
  checkDocument?(cx: DocumentContext<Config, Options>): Findings;
}

export interface Rule<Tree = any, Config = any, Options = any> extends RuleFacts<Tree, Config, Options> {
  readonly name: string;
}

/** A rule. Its name is that of its page, `pages/<name>.md`, and says what is wrong. */
export function rule<Tree = any, Config = any, Options = any>(
  name: string,
  facts: RuleFacts<Tree, Config, Options>,
): Rule<Tree, Config, Options>;

/** What holds for every job of a site. */
export interface Session<Config = any> {
  config: Config;
  /** The site's own time in seconds since the epoch. */
  now: number;
  seed: bigint;
  hostVersion: string;
}

export interface Artifact {
  mediaType: string;
  name: string;
  contents: string | Uint8Array;
}

/** A picture, and a text for those who do not see it. */
export interface Rendered {
  body: Artifact;
  assets?: Artifact[];
  alt: string;
  /** Each in the name of a rule of the plugin. */
  findings?: (Finding & { rule: string })[];
  facts?: Record<string, string>;
}

export interface Part {
  name?: string;
  steps: string[];
  interactive: boolean;
}

export interface RunRequest {
  lang: string;
  attrs: Record<string, string>;
  prelude: Part[];
  main: Part;
  stdin: Uint8Array;
  args: string[];
  env: Record<string, string>;
  files: { path: string; contents: Uint8Array }[];
  timeout?: bigint;
}

export interface RunResult {
  /** What each step wrote, in order, and its exit status (0 unless given). */
  steps: { output?: { to: "stdout" | "stderr"; bytes: string | Uint8Array }[]; status?: number }[];
  /** What ended the run, where it was not its own end. */
  raised?: {
    kind: string;
    message: string;
    places: { part: number; step: number; line: number; function: string }[];
  };
  files?: { path: string; contents: string | Uint8Array }[];
  artifacts?: Artifact[];
  facts?: Record<string, string>;
}

export interface PluginFacts<Tree = any, Config = any> {
  /** `acme:nginx` */
  id: string;
  /** Those of `package.json` unless given. */
  version?: string;
  license?: string;
  homepage?: string;
  /** The languages it handles, lower case. */
  languages: string[];
  /** Tools and specifications the rules follow, with versions. */
  facts?: Record<string, string>;
  /** What it asks for beyond the example: `{ "read-files": ["deploy/**"] }`. */
  capabilities?: Record<string, string[]>;
  /** JSON Schema (2020-12) of its configuration; without one it takes an empty object only. */
  configSchema?: object;
  /** What is wrong with a configuration beyond its schema; `path` is a JSON pointer. */
  validateConfig?(config: Config): Iterable<{ path?: string; message: string }>;
  /** Reads an example, once for all rules. Calls `decline` where it is not the plugin's. */
  parse?(example: Example, config: Config): Tree;
  /** Whether the text parsed. If not, only rules with `onBroken` look. */
  isSound?(tree: Tree): boolean;
  /** What this text was held against, where that is not the same for each. */
  factsOf?(tree: Tree): Record<string, string>;
  rules?: Rule<any, any, any>[];
  /** Draws an example. */
  render?(example: Example, given: { theme: Record<string, string>; config: Config }): Rendered;
  /** Runs an example. */
  run?(request: RunRequest, session: Session<Config>): RunResult;
}

export interface Plugin<Tree = any, Config = any> extends PluginFacts<Tree, Config> {
  readonly rules: Rule<any, any, any>[];
}

/** A plugin: the default export of its main module. */
export function plugin<Tree = any, Config = any>(facts: PluginFacts<Tree, Config>): Plugin<Tree, Config>;

/** Says that the text is not for this plugin. It then counts neither as checked nor as failed. */
export function decline(why: string): never;

/** What `decline` throws. */
export class Declined extends Error {}

/** Writes a line for the log of a verbose run. It is never part of a verdict. */
export function log(message: string, level?: "debug" | "info" | "warn"): void;

/** A file of the site that the plugin asked for and the site granted; none otherwise. */
export function readFile(path: string): Uint8Array | undefined;

/** Every path that can be read, sorted. */
export function paths(): string[];
