//! What of a page the search index looks at. Taking a page apart is most of what indexing costs, and most
//! of a page is colours of code and ways to other pages.

use crate::site::length::is_sign;

/// What marks the part of a page that is searched.
const BODY: &str = "data-pagefind-body";

/// What anything that the index is told by an attribute begins with.
const TOLD: &str = "data-pagefind-";

/// Elements around the text of a page that hold ways to others, and what the browser is told.
const AROUND: [&str; 5] = ["aside", "head", "header", "footer", "nav"];

/// A page as the index needs it: without what stands around its text, without the elements that give
/// code its colours, and with each Chinese and Japanese sign for itself. So another header or style
/// sheet makes no other index.
pub(super) fn searchable(html: &str) -> String {
    let mut parts = Vec::new();
    // What the text is, is marked; where it is not, all of the page is.
    let mark = mark(html);
    let (mut before, body) = html.split_at(mark.unwrap_or_default());
    while let Some((start, end)) = around(before) {
        parts.push(&before[..start]);
        parts.extend(title(&before[start..end]));
        before = &before[end..];
    }
    let is_left_out = |end: &usize| *end < body.len() && is_mute(&body[*end..]);
    let end = mark.and_then(|_| body_end(body)).filter(is_left_out);
    parts.extend([before, &body[..end.unwrap_or(body.len())]]);
    parts.extend(end.map(|_| "</body></html>"));
    let mut out = String::with_capacity(html.len());
    let mut spans = Vec::new();
    for part in parts {
        without_colours(part, &mut out, &mut spans);
    }
    if out.is_ascii() || !out.contains(is_sign) { out } else { signs_apart(&out) }
}

/// Whether what is searched of a page is marked in it, rather than told of in its text.
pub(super) fn is_marked(page: &str) -> bool {
    mark(page).is_some()
}

/// Where the tag begins that marks what is searched.
fn mark(page: &str) -> Option<usize> {
    // The last sign of a tag, and how far it was looked for.
    let (mut sign, mut looked) = (None, 0);
    for (at, _) in page.match_indices(BODY) {
        sign = page[looked..at].rfind(['<', '>']).map(|sign| looked + sign).or(sign);
        looked = at;
        if sign.is_some_and(|sign| page[sign..].starts_with('<')) {
            return sign;
        }
    }
    None
}

/// Where the element ends that begins here.
fn body_end(body: &str) -> Option<usize> {
    let name = body.strip_prefix('<')?;
    let name = &name[..name.find([' ', '>', '\n', '\t', '/'])?];
    end_of(body, 0, name)
}

/// Whether the index is told nothing there, and would take nothing from there by itself.
fn is_mute(html: &str) -> bool {
    !html.contains(TOLD) && !html.contains("<h1")
}

/// The title that the browser is told.
fn title(head: &str) -> Option<&str> {
    let start = head.find("<title").filter(|_| is_tag(&head[1..], "head"))?;
    Some(&head[start..end_of(head, start, "title")?])
}

/// The first of those elements in which nothing is told to the index.
fn around(html: &str) -> Option<(usize, usize)> {
    let opening = |from: usize| {
        let tags = html[from..].match_indices('<').map(move |(at, _)| from + at);
        let of = |at: usize| AROUND.iter().find(|name| is_tag(&html[at + 1..], name));
        tags.filter_map(move |at| Some((at, *of(at)?))).next()
    };
    let mut from = 0;
    while let Some((start, name)) = opening(from) {
        match end_of(html, start, name) {
            Some(end) if !html[start..end].contains(TOLD) => return Some((start, end)),
            _ => from = start + 1,
        }
    }
    None
}

/// Whether a tag's text begins with that name.
fn is_tag(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t']))
}

/// Where the element ends that begins at `start`.
fn end_of(html: &str, start: usize, name: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, _) in html[start..].match_indices('<') {
        let tag = &html[start + at + 1..];
        if is_tag(tag, name) {
            depth += 1;
        } else if tag.strip_prefix('/').is_some_and(|tag| is_tag(tag, name)) {
            depth -= 1;
        }
        if depth == 0 {
            return Some(start + at + tag.find('>')? + 2);
        }
    }
    None
}

/// Leaves out elements that have a class and nothing else. `spans` are those that are open, and whether they
/// were left out.
fn without_colours(html: &str, out: &mut String, spans: &mut Vec<bool>) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        let goes = if is_tag(&tag[1..], "span") {
            let attributes = &tag["<span".len()..];
            let goes = attributes.starts_with(" class=\"") && attributes.matches('"').count() == 2;
            spans.push(goes);
            goes
        } else {
            tag == "</span>" && spans.pop().unwrap_or_default()
        };
        if !goes {
            out.push_str(tag);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Chinese and Japanese with each sign for itself.
///
/// Pagefind takes what stands between spaces for a word, and these languages have no spaces. With
/// every sign a word, any part of a sentence can be found: `search.js` takes what is asked for
/// apart in the same way, looks for the signs in a row, and puts results together again.
fn signs_apart(html: &str) -> String {
    let mut apart = String::with_capacity(html.len() * 2);
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if is_sign(letter) && !in_tag => {
                apart.extend([' ', letter, ' ']);
                continue;
            }
            _ => {}
        }
        apart.push(letter);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_apart_in_text_and_nowhere_else() {
        assert_eq!(searchable("<p id=\"a\">b c</p>"), "<p id=\"a\">b c</p>");
        assert_eq!(searchable("<h2 id=\"数据\">用Go。</h2>"), "<h2 id=\"数据\"> 用 Go。</h2>");
        assert_eq!(searchable("データ"), " デ  ー  タ ");
    }

    #[test]
    fn colours_are_left_out_and_what_is_told_stays() {
        for (html, expected) in [
            ("<code><span class=\"k\">let</span> x</code>", "<code>let x</code>"),
            (
                "<span class=\"a\"><span data-pagefind-ignore class=\"b\">x</span>y</span>z",
                "<span data-pagefind-ignore class=\"b\">x</span>yz",
            ),
            ("<span>x</span></span>", "<span>x</span></span>"),
            ("<span class=\"x", "<span class=\"x"),
            ("a < b", "a < b"),
        ] {
            assert_eq!(searchable(html), expected, "{html}");
        }
    }

    #[test]
    fn what_stands_around_the_text_is_left_out_where_the_text_is_marked() {
        let page = "<body><nav>a<nav>b</nav></nav><aside >c</aside><asides>d</asides>\
                    <header><i data-pagefind-meta=\"t\">e</i></header>\
                    <main data-pagefind-body><header><h1>f</h1></header></main>";
        let left = "<body><asides>d</asides><header><i data-pagefind-meta=\"t\">e</i></header>\
                    <main data-pagefind-body><header><h1>f</h1></header></main>";
        assert_eq!(searchable(page), left);
        assert_eq!(searchable("<nav>a</nav>"), "<nav>a</nav>");
        let inside = "<header>x<main data-pagefind-body>a</main></header>";
        assert_eq!(searchable(inside), format!("{}</body></html>", &inside[..inside.len() - 9]));
    }

    #[test]
    fn a_mark_is_found_in_a_tag_alone() {
        let at = |page: &str| mark(page).map(|at| page[at..].chars().take(4).collect::<String>());
        let told = "<p>data-pagefind-body and data-pagefind-body</p>";
        assert_eq!(at(told), None);
        assert_eq!(at("data-pagefind-body"), None);
        assert_eq!(at(&format!("{told}<div data-pagefind-body>x</div>")), Some("<div".into()));
        // However often it is spoken of, a page is read once.
        assert_eq!(at(&format!("<p>{}", "> data-pagefind-body".repeat(200_000))), None);
        assert_eq!(at(&format!("<p>{}", "data-pagefind-body ".repeat(200_000))), None);
    }

    #[test]
    fn another_head_or_foot_makes_no_other_index() {
        let page = |head: &str, foot: &str| {
            format!(
                "<html><head>{head}<title>T</title></head><body><nav>n</nav>\
                 <main data-pagefind-body><div>a</div></main>{foot}</body></html>"
            )
        };
        let searched = "<html><title>T</title><body><main data-pagefind-body><div>a</div></main>\
                        </body></html>";
        assert_eq!(searchable(&page("", "")), searched);
        assert_eq!(searchable(&page("<meta name=\"a\">", "<p>foot</p>")), searched);
        // Where the index is told something, all of it stays.
        for (head, foot) in [
            ("", "<p data-pagefind-meta=\"a\">foot</p>"),
            ("", "<h1>foot</h1>"),
            ("<meta data-pagefind-filter=\"a:b\">", ""),
        ] {
            let all = page(head, foot).replace("<nav>n</nav>", "");
            let all = if head.is_empty() {
                all.replace("<head>", "").replace("</head>", "")
            } else {
                all
            };
            assert_eq!(searchable(&page(head, foot)), all);
        }
        let unmarked =
            "<html><head></head><body><nav>n</nav><p>data-pagefind-body</p></body></html>";
        assert_eq!(searchable(unmarked), unmarked);
    }
}
