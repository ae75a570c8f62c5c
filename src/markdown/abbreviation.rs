//! Abbreviations: short forms that say their long form.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::html::escape;

/// Adds words as the content of an element, with an `<abbr>` around each short form that stands
/// as a word of its own.
pub(super) fn write(html: &mut String, text: &str, known: &BTreeMap<String, String>) {
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let (between, word) = rest.split_at(start);
        escape::text(html, between);
        // The longest of the short forms that begin as this word does; a plural is as good.
        let head = &word[..word.chars().next().map_or(0, char::len_utf8)];
        let after = |short: &str| {
            let after = word.strip_prefix(short)?;
            let singular = !after.starts_with(char::is_alphanumeric);
            let plural = after.strip_prefix('s').filter(|_| !singular);
            let plural = plural.filter(|after| !after.starts_with(char::is_alphanumeric));
            singular.then_some(after).or(plural)
        };
        let known = known.range::<str, _>((Bound::Included(head), Bound::Unbounded));
        let known = known.take_while(|(short, _)| !head.is_empty() && short.starts_with(head));
        let found = known.filter_map(|(short, long)| Some((short, long, after(short)?)));
        if let Some((short, long, after)) = found.max_by_key(|(short, ..)| short.len()) {
            html.push_str("<abbr title=\"");
            escape::text(html, long);
            html.push_str("\">");
            escape::text(html, short);
            html.push_str("</abbr>");
            if word.len() - after.len() > short.len() {
                html.push('s');
            }
            rest = after;
            continue;
        }
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        escape::text(html, &word[..end]);
        rest = &word[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_is_found_as_a_word_of_its_own() {
        let known = [("API", "a <b>"), ("A/B", "two"), ("HTTP", "x"), ("HTTPS", "y")];
        let known =
            known.iter().map(|&(short, long)| (short.to_owned(), long.to_owned())).collect();
        let cases = [
            ("the API.", "the <abbr title=\"a &lt;b&gt;\">API</abbr>."),
            ("APIs, APIsx", "<abbr title=\"a &lt;b&gt;\">API</abbr>s, APIsx"),
            ("RAPID", "RAPID"),
            ("A/B & C", "<abbr title=\"two\">A/B</abbr> &amp; C"),
            ("HTTPS", "<abbr title=\"y\">HTTPS</abbr>"),
            ("é", "é"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let mut html = String::new();
            write(&mut html, text, &known);
            assert_eq!(html, expected);
        }
    }
}
