//! After any edit what is served is what `build` would write, and one script more.

use std::collections::BTreeMap;

use crate::preview::{Preview, Site};
use crate::program;

const FILES: &[(&str, &str)] = &[
    ("content/_index.md", "# Home\n\n[One](guide/one.md)\n"),
    ("content/guide/_index.md", "---\ntitle: Guide\n---\n"),
    (
        "content/guide/one.md",
        "---\ntitle: One\ntags: [a]\n---\n\nText.\n\n```json\n{\"a\": 1}\n```\n",
    ),
    ("content/guide/two.md", "# Two\n\n--8<-- \"snippets/part.md\"\n"),
    ("snippets/part.md", "A part.\n"),
    ("static/style.css", "p { color: red }\n"),
    ("theme/templates/404.html", "<head></head>lost: {{ site.title }}"),
];

/// A picture wide enough to be made in other sizes.
pub(crate) fn picture() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(900, 20, |x, y| image::Rgb([x as u8, y as u8, 7]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A page without the script of the preview.
pub(crate) fn without_script(html: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(html.to_vec()).unwrap();
    let Some(start) = text.find("<script type=\"module\" src=\"/.proofpress/live.js\"") else {
        panic!("a page without the script:\n{text}")
    };
    let end = start + text[start..].find("</script>").unwrap() + "</script>".len();
    [&text[..start], &text[end..]].concat().into_bytes()
}

/// What differs between a site as it is served below `root` and a clean build of it; waits for a
/// while until nothing does.
fn held_against_a_build(
    site: &Site,
    preview: &Preview,
    root: &str,
    arguments: &[&str],
    what: &str,
) {
    let output = tempfile::tempdir().unwrap();
    let folder = output.path().join("site");
    let folder = folder.to_string_lossy().into_owned();
    let mut call = vec!["build", "--quiet", "--output", folder.as_str()];
    call.extend(arguments);
    let built = program::call(site.folder(), &call);
    assert!(built.status < 2, "{what}: {}", built.stderr);
    let mut files: BTreeMap<String, Vec<u8>> = program::files(std::path::Path::new(&folder))
        .into_iter()
        .map(|(path, bytes)| (path.to_string_lossy().into_owned(), bytes))
        .collect();
    files.remove(".proofpress-site");
    assert!(files.len() > 15, "{what}: a site has many files: {:?}", files.keys());
    preview.until(&format!("the site as built: {what}"), || {
        let same = files.iter().all(|(path, bytes)| {
            let answer = preview.get(&format!("{root}{path}"));
            let body = match path.ends_with(".html") && answer.status == 200 {
                true => without_script(&answer.body),
                false => answer.body,
            };
            answer.status == 200 && body == *bytes
        });
        same.then_some(())
    });
}

#[test]
fn every_edit_is_shown_as_a_build_would_write_it() {
    let site = Site::new("[site]\ntitle = \"First\"\n", FILES);
    let preview = Preview::start(&site, &[]);
    let exact = |what: &str| held_against_a_build(&site, &preview, "/", &[], what);
    exact("at first");
    site.write("content/guide/one.md", "---\ntitle: One\ntags: [a]\n---\n\nOther text.\n");
    exact("a text");
    site.replace("content/guide/one.md", "---\ntitle: Uno\ntags: [b]\n---\n\nOther text.\n");
    exact("a title, which is in the sidebar of others, saved by renaming");
    site.write("snippets/part.md", "Another part.\n");
    exact("an included file");
    site.write("static/style.css", "p { color: green }\n");
    exact("a style sheet");
    site.write("theme/templates/404.html", "<head></head>gone: {{ site.title }}");
    exact("a template");
    site.configure("[site]\ntitle = \"Second\"\n");
    exact("the configuration");
    site.write("static/img/wide.png", picture());
    exact("a picture that no page shows");
    site.write("content/guide/one.md", "# Uno\n\n![Wide](/img/wide.png)\n");
    exact("a page that shows a picture");
    let page = preview.get("/guide/one/").text();
    assert!(page.contains("width=\"900\"") && page.contains("srcset"), "{page}");
    site.write("content/new/deep/page.md", "# New\n");
    exact("a new page in new folders");
    assert_eq!(preview.get("/new/deep/page/").status, 200);
    site.rename("content/guide/two.md", "content/guide/three.md");
    exact("a page under another name");
    assert_eq!(preview.get("/guide/two/").status, 404);
    site.rename("content/new", "content/old");
    exact("a folder under another name");
    site.write("content/old/deep/page.md", "# Newer\n");
    exact("a page in a folder that was renamed");
    site.remove("content/old");
    exact("a folder less");
    site.write("theme/templates/page.html", "<head></head><h1>{{ page.title }}</h1>");
    exact("a template of its own");
    site.remove("theme");
    exact("the theme as it comes");
}

#[test]
fn checks_go_on_where_an_edit_found_them() {
    let site = Site::new("", FILES);
    let preview = Preview::start(&site, &[]);
    // More than are checked together, in languages that are: no cache knows them.
    let unique = site.folder().to_string_lossy().replace('\\', "/");
    let page = |number: usize, text: &str| {
        let path = format!("content/many/page-{number}.md");
        site.write(
            &path,
            format!("# {number}\n\n```json\n{{\"{unique}-{number}\": {text}}}\n```\n"),
        );
    };
    (0..400).for_each(|number| page(number, "1"));
    for number in [399, 0, 200] {
        page(number, "wrong");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    site.remove("content/many/page-7.md");
    let settled = |news: &serde_json::Value| news["awaited"] == 0 && news["site"]["errors"] == 3;
    preview.wait_for("all verdicts", settled);
    held_against_a_build(&site, &preview, "/", &[], "after all verdicts");
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let site = Site::new("[site]\nbase_url = \"https://docs.example.com/manual/\"\n", FILES);
    let preview = Preview::start(&site, &[]);
    assert!(preview.url.ends_with("/manual/"), "{}", preview.url);
    held_against_a_build(&site, &preview, "/manual/", &[], "below /manual/");
    for (path, to) in [("/", "/manual/"), ("/manual", "/manual/"), ("/?a=b", "/manual/?a=b")] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (302, Some(to)), "{path}");
    }
    assert_eq!(preview.get("/guide/one/").status, 404);
    site.configure("[site]\nbase_url = \"/other/\"\n");
    held_against_a_build(&site, &preview, "/other/", &[], "below another path");
}

#[test]
fn drafts_are_shown_when_asked_for_and_marked() {
    let site = Site::new("", FILES);
    site.write("content/guide/later.md", "---\ntitle: Later\ndraft: true\n---\n\nSoon.\n");
    let without = Preview::start(&site, &[]);
    assert_eq!(without.get("/guide/later/").status, 404);
    drop(without);
    let arguments = ["--drafts", "--base-url", "/docs/"];
    let preview = Preview::start(&site, &arguments);
    held_against_a_build(&site, &preview, "/docs/", &arguments, "with drafts");
    assert_eq!(preview.page("/docs/guide/later/")["draft"], true);
    assert_eq!(preview.page("/docs/guide/one/")["draft"], false);
}
