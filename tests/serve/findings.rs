//! What is told of the site besides its pages: findings, verdicts, and why a change is not shown.

use serde_json::Value;

use crate::preview::{Events, Preview, Site};

const GOOD: &str = "# One\n\n```json\n{\"a\": 1}\n```\n";
const BAD: &str = "# One\n\nMore text.\n\n```json\n{\"a\": }\n```\n";

fn site() -> Site {
    Site::new(
        "[site]\ntitle = \"T\"\n",
        &[
            ("content/_index.md", "# Home\n"),
            ("content/one.md", GOOD),
            ("content/two.md", "# Two\n\n--8<-- \"part.md\"\n"),
            ("part.md", "A part.\n"),
            ("static/style.css", "p { }\n"),
        ],
    )
}

fn rules(page: &Value) -> Vec<String> {
    let findings = page["findings"].as_array().unwrap().iter();
    findings
        .map(|one| {
            format!(
                "{} {}:{}",
                one["rule"].as_str().unwrap(),
                one["path"].as_str().unwrap(),
                one["line"]
            )
        })
        .collect()
}

#[test]
fn findings_come_and_go_with_the_edits() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    assert_eq!(rules(&preview.page("/one/")), Vec::<String>::new());
    site.write("content/one.md", BAD);
    let page = preview.until("the finding", || {
        let page = preview.page("/one/");
        (!rules(&page).is_empty()).then_some(page)
    });
    assert_eq!(rules(&page), ["data/json-syntax-error content/one.md:6"]);
    let edit = page["findings"][0]["edit"].as_str().unwrap();
    assert!(edit.starts_with("vscode://file/") && edit.ends_with("/content/one.md:6:7"), "{edit}");
    assert_eq!(rules(&preview.page("/")), Vec::<String>::new(), "it is about another page");
    assert!(preview.get("/one/").text().contains("proof-failed"));
    let all = preview.get("/.proofpress/").text();
    assert!(all.contains("data/json-syntax-error") && all.contains("1 error"), "{all}");
    let none = preview.get("/.proofpress/?severity=warning").text();
    assert!(!none.contains("data/json-syntax-error"), "{none}");
    preview.line("error[data/json-syntax-error]");
    let line = preview.line("shown after");
    assert!(
        line.starts_with("`content/one.md`: shown after ") && line.ends_with("1 error"),
        "{line}"
    );
    // What is included is part of the page; the finding is where it was written.
    site.write("part.md", "[nowhere](gone.md)\n");
    preview.until("the finding in the part", || {
        (rules(&preview.page("/two/")).iter().any(|one| one.ends_with(" part.md:1"))).then_some(())
    });
    site.write("content/one.md", GOOD);
    preview.until("no finding", || rules(&preview.page("/one/")).is_empty().then_some(()));
}

#[test]
fn what_a_plugin_reads_is_read_again_though_a_page_brings_it_in() {
    let config = "[plugins.model]\npath = \"model.wasm\"\nallow = { read_files = [\"deploy/*\"] }\n\
                  [links]\nskip = [\"/deploy/**\"]\n";
    let site = Site::new(
        config,
        &[
            ("content/_index.md", "# Home\n\n[Linked](/deploy/a.yaml)\n"),
            ("content/one.md", "# One\n\n--8<-- \"deploy/a.yaml\"\n"),
            ("deploy/a.yaml", "a: 1\n"),
        ],
    );
    let preview = Preview::start(&site, &[]);
    assert_eq!(rules(&preview.page("/")), Vec::<String>::new());
    site.remove("deploy/a.yaml");
    preview.until("the finding of the plugin", || {
        let found = rules(&preview.page("/"));
        found.contains(&"model/missing-file content/_index.md:3".to_owned()).then_some(())
    });
    site.write("deploy/a.yaml", "a: 2\n");
    preview.until("no finding", || rules(&preview.page("/")).is_empty().then_some(()));
}

#[test]
fn nothing_is_made_while_nothing_changes() {
    let site = Site::new(
        "",
        &[
            ("content/_index.md", "# Home\n\n--8<-- \"parts/deep/part.md\"\n"),
            ("parts/deep/part.md", "A part.\n"),
        ],
    );
    let preview = Preview::start(&site, &[]);
    let number = || preview.wait_for("news", |_| true)["generation"].as_u64().unwrap();
    // The folder of the part is watched since it was read, and looked at once more for that.
    let mut last = number();
    preview.until("nothing more to make", || {
        std::thread::sleep(std::time::Duration::from_millis(1500));
        let now = number();
        let is_still = now == last;
        last = now;
        is_still.then_some(())
    });
    site.write("parts/deep/part.md", "Another part.\n");
    preview.until("the other part", || {
        preview.get("/").text().contains("Another part.").then_some(())
    });
}

#[test]
fn a_page_is_shown_before_its_examples_are_checked() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    // No cache knows this example.
    let unique = site.folder().to_string_lossy().replace('\\', "/");
    site.write("content/one.md", format!("# One\n\n```json\n{{\"{unique}\": 1}}\n```\n"));
    // Who listens may be told of the second at once; the terminal is told of both.
    let line = preview.line("`content/one.md`: shown after ");
    assert!(line.contains(", checked after "), "{line}");
    assert!(preview.get("/one/").text().contains("proof-passed"));
    let before = preview.wait_for("the news of now", |_| true)["generation"].to_string();
    let events = Events::listen(&preview, &format!("?after={before}"));
    site.write("static/style.css", "p { color: red }\n");
    let touched = serde_json::json!(["style.css"]);
    let number = loop {
        let news = events.next();
        if news["touched"] == touched {
            break news["generation"].as_u64().unwrap();
        }
        assert_eq!(news["touched"], serde_json::json!([]));
    };
    // Who comes back is told what it missed.
    let again = Events::listen(&preview, &format!("?after={before}"));
    assert_eq!(again.next()["touched"], touched);
    let known = Events::listen(&preview, &format!("?after={number}"));
    assert_eq!(known.next()["touched"], serde_json::json!([]));
}

#[test]
fn what_is_broken_never_ends_the_preview() {
    let site = site();
    let preview = Preview::start(&site, &[]);
    let broken = |what: &str, words: &str| {
        let page = preview.until(what, || {
            let page = preview.page("/one/");
            page["trouble"].as_str().is_some_and(|why| why.contains(words)).then_some(page)
        });
        let shown = preview.get("/one/");
        assert_eq!(shown.status, 200, "{what}");
        assert!(shown.text().contains("<h1") && shown.text().contains("One"), "{what}");
        page
    };
    let mended = |what: &str| {
        preview.until(what, || preview.page("/one/")["trouble"].is_null().then_some(()));
    };
    site.configure("[site]\ntilte = \"T\"\n");
    let page = broken("a wrong key", "`proofpress.toml` has to be mended first");
    assert_eq!(rules(&page), ["config/unknown-key proofpress.toml:2"]);
    site.configure("[site\n");
    broken("no TOML", "`proofpress.toml` has to be mended first");
    site.configure("[site]\ntitle = \"Back\"\n");
    mended("the configuration");
    preview.until("the new title", || preview.get("/one/").text().contains("Back").then_some(()));

    site.write("theme/templates/page.html", "<h1>{{ page.title }</h1>");
    let page = broken("a template that does not parse", "template `page.html`, line 1");
    assert_eq!(page["findings"][0]["path"], "theme/templates/page.html");
    site.write("theme/templates/page.html", "<h1>\n{{ page.nope.nothing }}</h1>");
    broken("a template that asks for too much", "template `page.html`, line 2");
    site.remove("theme");
    mended("the theme");

    site.rename("content", "elsewhere");
    broken("no content", "there is no content in `content`");
    site.rename("elsewhere", "content");
    mended("the content");

    site.write("content/one.md", "---\ntitle: [\n---\n\n# One\n");
    preview.until("front matter that is none", || {
        let page = preview.page("/one/");
        (page["trouble"].is_null() && !rules(&page).is_empty()).then_some(())
    });
    assert_eq!(preview.get("/one/").status, 200);
}

#[test]
fn a_preview_may_begin_with_what_is_broken() {
    let site = site();
    site.configure("[site]\ntilte = \"T\"\n");
    let preview = Preview::start(&site, &[]);
    let answer = preview.get("/one/");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("<code>proofpress.toml</code> has to be mended first"));
    assert_eq!(rules(&preview.page("/one/")), ["config/unknown-key proofpress.toml:2"]);
    site.configure("[site]\ntitle = \"T\"\n");
    preview.until("the site", || (preview.get("/one/").status == 200).then_some(()));
}
