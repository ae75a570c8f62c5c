//! What of a drawing is shown, and what refuses it: each `tests/sanitize/*.vectors` is a list of
//! inputs, `--- what it is` before each and `==> what comes of it` after. `BLESS=1 cargo test
//! --test sanitize` writes what came out.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the test reads its own cases, and may stop at the first surprise"
)]

use std::fs;
use std::path::Path;

use proofpress::sanitize::{Drawing, FOLDER, Part, Piece, Refused, Shown, drawing};

/// The head of a picture of that size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

fn part<'a>(media_type: &'a str, name: &'a str, contents: &'a [u8]) -> Part<'a> {
    Part { media_type, name, contents }
}

/// A drawing that has a picture of a cat.
fn drawn(media_type: &str, body: &str) -> Result<Drawing, Refused> {
    let cat = png(8, 8);
    drawing(
        part(media_type, "", body.as_bytes()),
        &[part("image/png", "cat.png", &cat)],
        "drawing_1",
    )
}

/// What comes of it, on one line.
fn told(drawing: Result<Drawing, Refused>) -> String {
    let shown = match drawing {
        Err(Refused(why)) => return format!("refused: {why}"),
        Ok(drawing) => drawing.shown().clone(),
    };
    let Shown::Markup(pieces) = shown else { return format!("{shown:?}") };
    let text = |piece: &Piece| match piece {
        Piece::Markup(text) => text.clone(),
        Piece::Address(path) => format!("[{path}]"),
    };
    format!("shown: {}", pieces.iter().map(text).collect::<String>().replace('\n', "⏎"))
}

/// Holds every vector of a file against what is written after it. The results.
fn hold(name: &str, outcome: impl Fn(&str) -> String) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sanitize").join(name);
    let text = fs::read_to_string(&path).unwrap();
    let mut results = Vec::new();
    let mut written = String::new();
    for vector in text.split("--- ").skip(1) {
        let (title, rest) = vector.split_once('\n').unwrap();
        let input = rest.split("\n==> ").next().unwrap();
        let input = input.strip_suffix('\n').unwrap_or(input);
        let result = outcome(input);
        written.push_str(&format!("--- {title}\n{input}\n==> {result}\n"));
        results.push(result);
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &written).unwrap();
    }
    let written: Vec<&str> = written.lines().collect();
    assert_eq!(written, fs::read_to_string(&path).unwrap().lines().collect::<Vec<_>>());
    results
}

/// What must not be in anything that is shown, whatever the expectation says.
fn is_harmless(shown: &str) {
    let lower = shown.to_lowercase();
    for word in ["<script", "javascript:", "<iframe", "<foreignobject", "evil.example", "@import"] {
        assert!(!lower.contains(word), "{shown}");
    }
    let in_tags = lower.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
    for tag in in_tags {
        let attributes = tag.split('"').step_by(2);
        assert!(attributes.into_iter().all(|names| !names.contains(" on")), "{shown}");
    }
}

#[test]
fn svg() {
    let results = hold("svg.vectors", |input| told(drawn("image/svg+xml", input)));
    assert!(results.len() > 90, "only {} vectors", results.len());
    results
        .iter()
        .filter(|result| result.starts_with("shown"))
        .for_each(|shown| is_harmless(shown));
}

#[test]
fn html() {
    let results = hold("html.vectors", |input| told(drawn("text/html", input)));
    assert!(results.len() > 80, "only {} vectors", results.len());
    results
        .iter()
        .filter(|result| result.starts_with("shown"))
        .for_each(|shown| is_harmless(shown));
}

#[test]
fn names_of_assets() {
    hold("names.vectors", |name| {
        let drawn = drawing(part("text/plain", "", b"x"), &[part("text/plain", name, b"y")], "d");
        match drawn {
            Ok(drawing) => {
                let (path, _) = drawing.files().first_key_value().unwrap();
                assert!(path.starts_with(FOLDER) && path.ends_with(".txt"), "{path}");
                "kept".to_owned()
            }
            Err(Refused(why)) => format!("refused: {why}"),
        }
    });
}

/// What refuses a picture; empty where nothing does.
fn picture(kind: &str, bytes: &[u8]) -> String {
    drawing(part(kind, "", bytes), &[], "d").map_or_else(|why| why.0, |_| String::new())
}

#[test]
fn a_picture_is_what_it_says() {
    let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20";
    let gif = b"GIF89a\x10\0\x20\0";
    let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x1f\0\0";
    let kinds: [(&str, &[u8]); 4] = [
        ("image/png", &png(16, 32)),
        ("image/jpeg", jpeg),
        ("image/gif", gif),
        ("image/webp", webp),
    ];
    for (kind, _) in kinds {
        for (other, bytes) in kinds {
            let why = picture(kind, bytes);
            assert_eq!(why.is_empty(), kind == other, "{other} as {kind}: {why}");
        }
        assert_eq!(picture(kind, b""), format!("it says `{kind}` and is something else"));
    }
    assert_eq!(picture("image/png", b"<svg/>"), "it says `image/png` and is something else");
}

#[test]
fn a_picture_that_unpacks_to_gigabytes() {
    assert_eq!(picture("image/png", &png(16_000, 16_000)), "the picture is 16000 by 16000 pixels");
    assert_eq!(picture("image/png", &png(1, 70_000)), "the picture is 1 by 70000 pixels");
    assert_eq!(picture("image/png", &png(0, 5)), "the picture is 0 by 5 pixels");
}

#[test]
fn other_media_types_are_refused() {
    for kind in ["text/javascript", "application/xhtml+xml", "image/avif", "", "text/xml"] {
        assert_eq!(picture(kind, b"x"), format!("its media type is `{kind}`"));
    }
    // Letters' case and parameters mean nothing.
    assert_eq!(picture("Text/Plain; charset=utf-8", b"x"), "");
}

#[test]
fn an_asset_is_held_to_the_same() {
    let with = |kind: &str, bytes: &[u8]| {
        let drawn = drawing(part("text/plain", "", b"x"), &[part(kind, "a", bytes)], "d");
        drawn.map_or_else(|why| why.0, |_| String::new())
    };
    assert_eq!(
        with("image/svg+xml", b"<svg onload='alert(1)'/>"),
        "in the asset `a`: it has `onload=` on `svg`, which is not allowed"
    );
    assert_eq!(with("text/html", b"<p/>"), "the asset `a` is HTML");
    assert_eq!(
        with("image/png", b"x"),
        "in the asset `a`: it says `image/png` and is something else"
    );
    assert_eq!(with("text/csv", b"\xff"), "in the asset `a`: it is not UTF-8");
    assert_eq!(with("image/svg+xml", b"<svg/>"), "");
}

#[test]
fn two_assets_of_one_name() {
    let assets = [part("text/plain", "a", b"1"), part("text/plain", "A", b"2")];
    let why = drawing(part("text/plain", "", b"x"), &assets, "d").unwrap_err();
    assert_eq!(why.0, "two assets are called `A`");
}

#[test]
fn elements_deep_in_each_other() {
    for (kind, tag) in [("image/svg+xml", "g"), ("text/html", "div")] {
        let deep =
            format!("{}{}", format!("<{tag}>").repeat(50_000), format!("</{tag}>").repeat(50_000));
        let body = if tag == "g" { format!("<svg>{deep}</svg>") } else { deep };
        let why = drawn(kind, &body).unwrap_err().0;
        assert!(why.contains("too deep"), "{why}");
    }
}

#[test]
fn a_file_is_named_after_what_is_in_it() {
    let cat = png(8, 8);
    let once = drawing(part("image/png", "x", &cat), &[], "drawing_1").unwrap();
    let again = drawing(part("image/png", "y", &cat), &[], "drawing_2").unwrap();
    assert_eq!(once, again);
    let Shown::Picture(path) = once.shown() else { panic!("{:?}", once.shown()) };
    assert_eq!(once.files()[path], cat);
}
