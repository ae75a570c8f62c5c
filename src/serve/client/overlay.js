// What was found on the page that is shown, in a corner of it. In a tree of its own, so that no style
// of the site reaches it; whatever a finding says is put in as text.

const STYLES = `
:host { all: initial; color-scheme: inherit; }
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; color: inherit; }
.corner { --paper: light-dark(#fcfbf8, #1f1d1a); --press: light-dark(#eeebe3, #2d2a25); --line: light-dark(#cfc9bc, #48443c);
  --ink: light-dark(#1d1b18, #ece8e0); --ink-2: light-dark(#524e46, #bbb5a9); --blue: light-dark(#1d5d8a, #86bee6);
  --red: light-dark(#b03a24, #f0937a); --amber: light-dark(#8a5a0b, #dfb163); --green: light-dark(#2b6b4a, #86c6a0);
  position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000; max-width: calc(100vw - 2rem);
  display: flex; flex-direction: column; align-items: flex-end; gap: .5rem; color: var(--ink);
  font: 400 14px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
button { cursor: pointer; background: none; border: 0; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.pill { display: flex; align-items: center; gap: .75rem; padding: .35rem .8rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: 999px; box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px -8px rgb(0 0 0 / 35%); }
.pill > * { display: flex; align-items: center; gap: .4rem; white-space: nowrap; }
.pill > * + * { padding-inline-start: .75rem; border-inline-start: 1px solid var(--line); }
.pill a { text-decoration: none; color: var(--ink-2); }
.pill a:hover, .counts:hover { text-decoration: underline; }
.dot { inline-size: .55rem; block-size: .55rem; border-radius: 50%; background: var(--ink-2); }
.error .dot { background: var(--red); } .warning .dot { background: var(--amber); }
.awaited .dot { background: none; border: 2px solid var(--blue); border-block-start-color: transparent; animation: turn 1s linear infinite; }
.away .dot { background: var(--red); }
.draft { color: var(--amber); font-weight: 600; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { .awaited .dot { animation: none; } }
.list { inline-size: min(44rem, calc(100vw - 2rem)); max-block-size: min(60vh, 32rem); overflow: auto; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 16px 40px -10px rgb(0 0 0 / 45%); }
.head { position: sticky; inset-block-start: 0; display: flex; align-items: center; gap: 1rem; padding: .6rem .6rem .6rem 1rem;
  background: var(--paper); border-block-end: 1px solid var(--line); }
.head h2 { font-weight: 650; flex: 1; }
.head a { color: var(--blue); }
.close { inline-size: 1.9rem; block-size: 1.9rem; border-radius: 6px; color: var(--ink-2); font-size: 1.2rem; line-height: 1; }
.close:hover { background: var(--press); color: var(--ink); }
ol { list-style: none; }
li { padding: .7rem 1rem; border-inline-start: 3px solid var(--line); }
li + li { border-block-start: 1px solid var(--press); }
li.error { border-inline-start-color: var(--red); } li.warning { border-inline-start-color: var(--amber); } li.info { border-inline-start-color: var(--blue); }
.kind { font-weight: 650; } .error .kind { color: var(--red); } li.warning .kind { color: var(--amber); } .info .kind { color: var(--blue); }
.message { overflow-wrap: anywhere; }
.help { color: var(--ink-2); overflow-wrap: anywhere; }
.where { display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .93em; color: var(--ink-2); }
.where a { color: var(--blue); }
code, .place { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .93em; overflow-wrap: anywhere; }
code { background: var(--press); padding: .05em .3em; border-radius: 4px; }
.trouble { padding: .7rem 1rem; border-inline-start: 3px solid var(--red); overflow-wrap: anywhere; }
@media print { .corner { display: none; } }
`;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
};

/** Words in backticks as code; everything is text. */
function words(text) {
  const parts = text.split("`");
  // Without its other half a backtick is one.
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2).join("`")}`);
  return parts.map((part, at) => (at % 2 ? element("code", {}, part) : part));
}

const counted = (number, one, many) => (number ? [`${number} ${number === 1 ? one : many}`] : []);

export class Overlay {
  #own;
  #corner = element("section", { className: "corner", ariaLabel: "Preview" });
  #list = element("div", { className: "list", id: "list", hidden: true, tabIndex: -1 });
  #pill = element("div", { className: "pill", hidden: true });
  #said = element("p", { className: "said", role: "status" });
  #notes = null;
  #isAway = false;
  /** The findings that were dismissed, as text. */
  #dismissed = "";

  constructor(own) {
    this.#own = own;
    const host = document.createElement("proofpress-preview");
    const shadow = host.attachShadow({ mode: "open" });
    const styles = new CSSStyleSheet();
    styles.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [styles];
    this.#corner.append(this.#list, this.#pill, this.#said);
    shadow.append(this.#corner);
    this.#corner.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#list.hidden) return;
      event.stopPropagation();
      this.#dismiss();
      this.#pill.querySelector("button")?.focus();
    });
    document.documentElement.append(host);
  }

  /** Whether the server is away. */
  away(isAway) {
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.#draw();
  }

  /** What is known of the page. */
  show(notes) {
    const before = this.#key();
    this.#notes = notes;
    const key = this.#key();
    const isBad = notes.trouble !== null || notes.findings.some(({ severity }) => severity === "error");
    if (key !== before) {
      if (key !== this.#dismissed) this.#list.hidden = !isBad && (this.#list.hidden || key === "");
      if (key === "") this.#dismissed = "";
    }
    this.#draw();
  }

  #key() {
    const { trouble = null, findings = [] } = this.#notes ?? {};
    return trouble === null && !findings.length ? "" : JSON.stringify([trouble, findings.map(({ rule, message, path }) => [rule, message, path])]);
  }

  #dismiss() {
    this.#dismissed = this.#key();
    this.#list.hidden = true;
    this.#draw();
  }

  #draw() {
    const { trouble = null, findings = [], awaited = 0, draft = false } = this.#notes ?? {};
    const number = (severity) => findings.filter((one) => one.severity === severity).length;
    const counts = [
      ...counted(number("error"), "error", "errors"),
      ...counted(number("warning"), "warning", "warnings"),
      ...counted(number("info"), "note", "notes"),
    ];
    const parts = [];
    const dot = () => element("span", { className: "dot", ariaHidden: "true" });
    if (this.#isAway) parts.push(element("span", { className: "away" }, dot(), "the preview is not running"));
    if (draft) parts.push(element("span", { className: "draft" }, "Draft"));
    if (awaited) parts.push(element("span", { className: "awaited" }, dot(), `checking ${awaited}`));
    if (trouble !== null || counts.length) {
      const worst = trouble !== null || number("error") ? "error" : number("warning") ? "warning" : "info";
      const label = trouble === null ? counts.join(", ") : "the last change is not shown";
      const button = element("button", { type: "button", className: `counts ${worst}` }, dot(), label);
      button.setAttribute("aria-expanded", String(!this.#list.hidden));
      button.setAttribute("aria-controls", "list");
      button.addEventListener("click", () => {
        if (this.#list.hidden) {
          this.#list.hidden = false;
          this.#draw();
        } else this.#dismiss();
        this.#pill.querySelector("button")?.focus();
      });
      parts.push(button);
    } else this.#list.hidden = true;
    const said = parts.map((part) => part.textContent).join(", ");
    if (said !== this.#said.textContent) this.#said.textContent = said;
    const focused = this.#corner.getRootNode().activeElement?.className;
    this.#pill.replaceChildren(...parts);
    this.#pill.hidden = !parts.length;
    this.#fill(trouble, findings);
    // What had the focus was made anew.
    if (focused) this.#corner.querySelector(`.${focused.trim().split(" ")[0]}`)?.focus();
  }

  #fill(trouble, findings) {
    if (this.#list.hidden) return;
    const close = element("button", { type: "button", className: "close", ariaLabel: "Dismiss", title: "Dismiss" }, "×");
    close.addEventListener("click", () => this.#dismiss());
    const all = element("a", { href: this.#own }, "all findings");
    const title = trouble === null ? "Findings on this page" : "The last change is not shown";
    const scrolled = this.#list.scrollTop;
    this.#list.replaceChildren(
      element("div", { className: "head" }, element("h2", {}, title), all, close),
      ...(trouble === null ? [] : [element("p", { className: "trouble" }, ...words(trouble))]),
      element("ol", {}, ...findings.map(item)),
    );
    this.#list.scrollTop = scrolled;
  }
}

function item({ severity, message, help, path, line, column, rule, url, edit }) {
  const place = `${path}:${line}:${column}`;
  const where = edit
    ? element("a", { className: "place", href: edit, title: "Open in the editor" }, place)
    : element("span", { className: "place" }, place);
  const named = url ? element("a", { href: url }, rule) : rule ? element("span", { title: `proofpress explain ${rule}` }, rule) : null;
  return element("li", { className: severity },
    element("p", { className: "message" }, element("span", { className: "kind" }, severity), " ", ...words(message)),
    help ? element("p", { className: "help" }, ...words(help)) : null,
    element("p", { className: "where" }, where, named),
  );
}
