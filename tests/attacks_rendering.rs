//! What hostile renderers, page checkers and site checkers do, and what the host says to it. What
//! is in a drawing is held against the lists of the sanitiser in `tests/sanitize.rs`; here is that
//! it gets there, and all that comes before.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where something is missing")]

#[path = "host/support.rs"]
mod support;

use std::sync::LazyLock;

use proofpress::plugin::{
    Checked, DrawInput, Drawn, Failure, Limits, PageInput, Plugin, SiteInput,
};
use proofpress::sanitize::{self, Drawing, Part, Shown};
use support::{component, example, host, limits, session};

static BARE: LazyLock<Plugin> = LazyLock::new(|| host().plugin(component("probe")));
static STD: LazyLock<Plugin> = LazyLock::new(|| host().plugin(component("probe-wasip2")));

/// Enough for nine megabytes of it.
const ROOM: Limits = Limits::WHOLE;

fn input(attack: &str, source: &str) -> DrawInput {
    let theme = vec![("accent".to_owned(), "var(--blue)".to_owned())];
    DrawInput { example: example("probe", source, &[("probe.draw", attack)]), theme }
}

fn draw_on(plugin: &Plugin, attack: &str) -> Result<Drawn, Failure> {
    plugin.draw(&session(&["said"]), &ROOM, &input(attack, "é: text\n"))
}

/// The same on both builds, and an ordinary drawing after each.
fn draw(attack: &str) -> Result<Drawn, Failure> {
    let drawn = draw_on(&BARE, attack);
    let std = draw_on(&STD, attack);
    let what =
        |drawn: &Result<Drawn, Failure>| drawn.clone().map(|drawn| Drawn { fuel: 0, ..drawn });
    assert_eq!(what(&drawn), what(&std));
    for plugin in [&*BARE, &*STD] {
        assert!(draw_on(plugin, "boxes").unwrap().findings.is_empty());
    }
    drawn
}

fn sanitized(drawn: &Drawn) -> Result<Drawing, String> {
    let part = |artifact: &'_ proofpress::plugin::Artifact| -> (String, String, Vec<u8>) {
        (artifact.media_type.clone(), artifact.name.clone(), artifact.contents.clone())
    };
    let (body, assets) = (part(&drawn.body), drawn.assets.iter().map(part).collect::<Vec<_>>());
    fn of((media_type, name, contents): &(String, String, Vec<u8>)) -> Part<'_> {
        Part { media_type, name, contents }
    }
    let assets: Vec<Part<'_>> = assets.iter().map(of).collect();
    sanitize::drawing(of(&body), &assets, "drawing_1").map_err(|why| why.0)
}

/// Why what is drawn is not shown.
fn refusal(attack: &str) -> String {
    sanitized(&draw(attack).unwrap()).unwrap_err()
}

fn too_large(attack: &str, expected: &str) {
    assert_eq!(draw(attack).unwrap_err(), Failure::TooLarge(expected.into()));
}

// What is drawn.

#[test]
fn renderer_returns_script() {
    assert_eq!(refusal("script"), "it has the element `script`, which is not allowed in SVG");
    assert_eq!(refusal("html-script"), "it has the element `script`, which is not allowed in HTML");
    assert_eq!(refusal("javascript"), "its media type is `text/javascript`");
}

#[test]
fn renderer_returns_event_handler() {
    assert_eq!(refusal("event-handler"), "it has `onload=` on `svg`, which is not allowed");
}

#[test]
fn renderer_returns_javascript_url() {
    assert_eq!(refusal("javascript-url"), "it refers to `javascript:alert(1)`");
}

#[test]
fn renderer_returns_external_reference() {
    let why = "it takes in `https://evil.example/x.png`, which is none of its assets";
    assert_eq!(refusal("external-reference"), why);
}

#[test]
fn renderer_returns_foreign_object() {
    let why = "it has the element `foreignObject`, which is not allowed in SVG";
    assert_eq!(refusal("foreign-object"), why);
}

#[test]
fn asset_that_would_be_a_page() {
    let why = "an asset is called `../../index.html`, which leads out of its folder";
    assert_eq!(refusal("index"), why);
}

#[test]
fn asset_that_is_a_device() {
    assert_eq!(refusal("device"), "an asset is called `CON`, which is the name of a device");
}

#[test]
fn asset_in_its_place() {
    let drawing = sanitized(&draw("asset").unwrap()).unwrap();
    let (path, _) = drawing.files().first_key_value().unwrap();
    assert!(path.starts_with("drawings/") && path.ends_with(".png"), "{path}");
    let Shown::Markup(pieces) = drawing.shown() else { panic!("{:?}", drawing.shown()) };
    assert!(pieces.contains(&sanitize::Piece::Address(path.clone())));
}

// How much is drawn.

#[test]
fn ten_thousand_assets() {
    too_large("many-assets", "10000 assets, and at most 32 are allowed");
}

#[test]
fn asset_of_nine_megabytes() {
    too_large("large-asset", "more than 8 MiB in one answer");
}

#[test]
fn body_over_two_megabytes() {
    too_large("large-body", "a body of 2097153 bytes, and at most 2097152 are allowed");
}

#[test]
fn eight_megabytes_in_all() {
    let failure = draw("large-in-all").unwrap_err();
    assert!(matches!(failure, Failure::TooLarge(_)), "{failure:?}");
}

#[test]
fn drawing_without_a_text() {
    let why = "its drawing has no text for those who do not see it (`alt`)";
    assert_eq!(draw("no-alt").unwrap_err(), Failure::Protocol(why.into()));
}

// What a renderer does besides.

#[test]
fn renderer_loops_recurses_and_panics() {
    let small = |attack| BARE.draw(&session(&["said"]), &limits(), &input(attack, "x"));
    assert_eq!(small("loop").unwrap_err(), Failure::Budget { fuel: limits().fuel });
    assert_eq!(small("recurse").unwrap_err(), Failure::Recursion);
    assert_eq!(small("allocate").unwrap_err(), Failure::Memory { limit: limits().memory });
    assert!(matches!(small("panic").unwrap_err(), Failure::Panic(_)));
}

#[test]
fn renderer_output_does_not_depend_on_time_or_chance() {
    let at = |now, seed| {
        let session = proofpress::plugin::Session { now, seed, ..session(&["said"]) };
        STD.draw(&session, &ROOM, &input("time", "x")).unwrap()
    };
    // The same site, the same drawing; what is random comes from the site's seed.
    assert_eq!(at(1, 2), at(1, 2));
    assert_eq!(draw("boxes").unwrap(), draw("boxes").unwrap());
}

#[test]
fn findings_of_a_renderer_are_held_to_the_same() {
    let found = draw("finding").unwrap().findings;
    assert_eq!(found[0].message, "drawn with a squint");
    let failure = draw("span-beyond").unwrap_err();
    let why = "`said` has the span 0..10 in an example of 9 bytes";
    assert_eq!(failure, Failure::Protocol(why.into()));
    let failure = draw("unknown-rule").unwrap_err();
    let why = "it reports `someone-elses`, which is not in its catalogue";
    assert_eq!(failure, Failure::Protocol(why.into()));
}

#[test]
fn overlapping_and_out_of_example_edits() {
    let protocol = |why: &str| Failure::Protocol(why.into());
    let why = protocol("`said` has a fix whose edits overlap");
    assert_eq!(draw("overlapping-edits").unwrap_err(), why);
    let why = protocol("`said` has the span 0..10 in an example of 9 bytes");
    assert_eq!(draw("edit-beyond").unwrap_err(), why);
}

#[test]
fn a_million_edits() {
    too_large("many-edits", "1001 edits in one fix, and at most 1000 are allowed");
    let failure = BARE.draw(&session(&["said"]), &Limits::RUN, &input("million-edits", "x"));
    let why = "more than 8 MiB in one answer";
    assert_eq!(failure.unwrap_err(), Failure::TooLarge(why.into()));
}

#[test]
fn its_own_words() {
    assert_eq!(draw("decline").unwrap_err(), Failure::Declined("not today".into()));
}

// Pages and sites.

fn page(source: &str) -> PageInput {
    PageInput {
        path: "page.md".into(),
        source: source.into(),
        front_matter: "{}".into(),
        ..PageInput::default()
    }
}

fn check_page(source: &str) -> Result<Checked, Failure> {
    BARE.check_document(&session(&["said"]), &limits(), &page(source))
}

#[test]
fn page_checker_lies() {
    let why = "`said` has the span 0..21 in a page of 20 bytes";
    assert_eq!(check_page("é\nprobe page beyond").unwrap_err(), Failure::Protocol(why.into()));
    let why = "`said` points at `other.md`, and only the page was given";
    assert_eq!(check_page("probe page other-file").unwrap_err(), Failure::Protocol(why.into()));
}

#[test]
fn page_checker_loops() {
    let failure = check_page("probe page loop").unwrap_err();
    assert_eq!(failure, Failure::Budget { fuel: limits().fuel });
}

#[test]
fn page_checker_says_where() {
    let checked = check_page("one\nprobe page say two\n").unwrap();
    let found = &checked.findings[0];
    assert_eq!((found.message.as_str(), found.span.start, found.span.end), ("two", 4, 22));
    assert_eq!(found.file, None);
}

#[test]
fn facts_of_two_megabytes() {
    let facts = BARE.collect(&session(&["said"]), &limits(), &page("probe site flood"));
    let why = "2097152 bytes about one page, and at most 1024 KiB are allowed";
    assert_eq!(facts.unwrap_err(), Failure::TooLarge(why.into()));
}

fn check_site(pages: &[(&str, &str)]) -> Result<Checked, Failure> {
    let facts = |&(path, source): &(&str, &str)| {
        let facts = BARE.collect(&session(&["said"]), &limits(), &page(source)).unwrap();
        (path.to_owned(), facts)
    };
    let site = SiteInput { pages: pages.iter().map(facts).collect() };
    BARE.check_site(&session(&["said"]), &limits(), &site)
}

#[test]
fn site_checker_lies() {
    let why = "`said` points at `../../etc/passwd`, which it was not given";
    let failure = check_site(&[("a.md", "probe site no-such-page")]).unwrap_err();
    assert_eq!(failure, Failure::Protocol(why.into()));
    let why = "`said` points at the current text, and for a site there is none";
    let failure = check_site(&[("a.md", "probe site current")]).unwrap_err();
    assert_eq!(failure, Failure::Protocol(why.into()));
}

#[test]
fn site_checker_says_where() {
    let topic = "probe site topic bees\n";
    let checked = check_site(&[("a.md", topic), ("b.md", topic), ("c.md", "")]).unwrap();
    let [found] = checked.findings.as_slice() else { panic!("{:?}", checked.findings) };
    assert_eq!(found.file.as_deref(), Some("b.md"));
    assert_eq!(found.message, "`bees` is told twice");
    assert_eq!(found.related[0].file.as_deref(), Some("a.md"));
}

#[test]
fn a_plugin_without_a_half_says_so() {
    let data = host().plugin(component("data"));
    let failure = data.draw(&session(&[]), &ROOM, &input("", "x")).unwrap_err();
    assert_eq!(failure, Failure::Load("it does not export `renderer`".into()));
    let failure = data.check_document(&session(&[]), &ROOM, &page("")).unwrap_err();
    assert_eq!(failure, Failure::Load("it does not export `document-checker`".into()));
    let failure = data.collect(&session(&[]), &ROOM, &page("")).unwrap_err();
    assert_eq!(failure, Failure::Load("it does not export `site-checker`".into()));
}
