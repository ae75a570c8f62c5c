//! Reads the block at the top of a page.

use super::{Date, FrontMatter};
use crate::diagnostic::Finding;
use crate::source::{Location, SourceId, Span};
use crate::spanned::{Node, Reader, Table, Value};

/// What front matter is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Toml,
    Yaml,
}

impl Format {
    fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }
}

impl FrontMatter {
    /// Splits a page's text into front matter and Markdown. Returns the front matter, where the
    /// Markdown starts, and what is wrong. A byte order mark may stand first. A block that is
    /// never closed is reported and read as Markdown.
    pub fn split(text: &str, source: SourceId) -> (Self, usize, Vec<Finding>) {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let body = &text[start..];
        let first = body.lines().next().unwrap_or_default().trim_end();
        let format = match first {
            "+++" => Format::Toml,
            "---" => Format::Yaml,
            _ => return (Self::default(), start, Vec::new()),
        };
        let inner = start + body.find('\n').map_or(body.len(), |end| end + 1);
        let Some((end, after)) = closing(text, inner, format) else {
            // A page may well start with a thematic break, but hardly with `title:` under it.
            let next = text[inner..].lines().next().unwrap_or_default();
            if format == Format::Yaml && !is_key(next) {
                return (Self::default(), start, Vec::new());
            }
            let mut reader = Reader::new(source, 0, "front-matter");
            reader
                .error("unclosed", Span::new(start, start + 3), "front matter is never closed")
                .help = Some(format!("end it with a line `{}`", format.fence()));
            return (Self::default(), start, reader.finish());
        };
        let mut reader = Reader::new(source, inner, "front-matter");
        let text = &text[inner..end];
        let node = if format == Format::Toml { Node::toml(text) } else { Node::yaml(text) };
        let front = match node {
            Ok(node) => read(node, &mut reader),
            Err(why) => {
                reader.error("syntax-error", why.span, why.message);
                Self::default()
            }
        };
        (front, after, reader.finish())
    }
}

/// Where a page's text gives a key of its front matter, or the item of that text in a list of the
/// key; the top of the page where it does not.
pub fn place(text: &str, source: SourceId, key: &str, item: Option<&str>) -> Location {
    let span = find(text, key, item).unwrap_or(Span::at(0));
    Location { source, span }
}

fn find(text: &str, key: &str, item: Option<&str>) -> Option<Span> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let format = match body.lines().next()?.trim_end() {
        "+++" => Format::Toml,
        "---" => Format::Yaml,
        _ => return None,
    };
    let inner = text.len() - body.len() + body.find('\n')? + 1;
    let (end, _) = closing(text, inner, format)?;
    let front = text.get(inner..end)?;
    let node = if format == Format::Toml { Node::toml(front) } else { Node::yaml(front) };
    let Value::Table(entries) = node.ok()?.value else { return None };
    let node = entries.into_iter().find(|entry| entry.key == key)?.node;
    let is = |node: &Node| match (&node.value, item) {
        (Value::String(text), Some(item)) => text.trim_matches('/') == item.trim_matches('/'),
        _ => false,
    };
    let span = match &node.value {
        Value::List(items) => items.iter().find(|one| is(one)).unwrap_or(&node).span,
        _ => node.span,
    };
    Some(Span::new(span.start + inner, span.end + inner))
}

/// Whether a line begins with a key of YAML as front matter has them: `title: …`.
fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let word = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '-');
        !key.is_empty() && key.chars().all(word) && value.trim_start().len() < value.len().max(1)
    })
}

/// The offset of the closing line and of the line after it.
fn closing(text: &str, from: usize, format: Format) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        if line.trim_end() == format.fence() {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn read(node: Node, reader: &mut Reader) -> FrontMatter {
    let mut table = reader.table(node, "");
    let front = FrontMatter {
        title: table.string("title", reader),
        description: table.string("description", reader),
        date: date("date", &mut table, reader),
        updated: date("updated", &mut table, reader),
        weight: table.integer("weight", reader),
        slug: slug(&mut table, reader),
        aliases: aliases(&mut table, reader),
        draft: table.bool("draft", reader).unwrap_or_default(),
        category: table.string("category", reader),
        tags: table.strings("tags", reader),
        authors: table.strings("authors", reader),
        template: table.string("template", reader),
        image: table.string("image", reader),
        noindex: table.bool("noindex", reader).unwrap_or_default(),
        extra: table
            .table("extra", reader)
            .map(|extra| {
                extra.rest().into_iter().map(|entry| (entry.key, entry.node.to_json())).collect()
            })
            .unwrap_or_default(),
    };
    // Pages come with the keys of other generators, which belong there.
    table.finish_shared(reader);
    front
}

fn date(key: &'static str, table: &mut Table, reader: &mut Reader) -> Option<Date> {
    let node = table.take(key)?;
    let text = match &node.value {
        Value::Date(text) | Value::String(text) => text.as_str(),
        _ => {
            reader.wrong_type(key, "a date", &node);
            return None;
        }
    };
    let parsed = Date::parse(text);
    if parsed.is_none() {
        reader.error("bad-value", node.span, format!("`{text}` is not a date")).help =
            Some("write it as `2026-11-21`".into());
    }
    parsed
}

impl Date {
    /// Reads `2026-11-21`, with or without a time after it.
    fn parse(text: &str) -> Option<Self> {
        let day = text.get(..10)?;
        let rest = &text[10..];
        let valid_rest = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
        let date: jiff::civil::Date = day.parse().ok().filter(|_| valid_rest)?;
        Some(Self {
            year: date.year().try_into().ok()?,
            month: date.month().try_into().ok()?,
            day: date.day().try_into().ok()?,
        })
    }
}

fn slug(table: &mut Table, reader: &mut Reader) -> Option<String> {
    let node = table.take("slug")?;
    match &node.value {
        Value::String(slug) if is_path_part(slug) => Some(slug.clone()),
        Value::String(slug) => {
            reader
                .error("bad-value", node.span, format!("`{slug}` cannot be part of an address"))
                .help = Some("use letters, digits, `-`, `_` and `.`, 200 bytes at most".into());
            None
        }
        _ => {
            reader.wrong_type("slug", "a string", &node);
            None
        }
    }
}

fn is_path_part(text: &str) -> bool {
    // File systems have room for 255 bytes.
    (1..=200).contains(&text.len())
        && text != "."
        && text != ".."
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'))
}

/// Aliases as addresses from the root: `/old/`. One that leads out of the site is reported.
fn aliases(table: &mut Table, reader: &mut Reader) -> Vec<String> {
    let Some(node) = table.take("aliases") else { return Vec::new() };
    let items = match node.value {
        Value::List(items) => items,
        Value::String(_) => vec![node],
        _ => {
            reader.wrong_type("aliases", "a list of addresses", &node);
            return Vec::new();
        }
    };
    let mut aliases = Vec::new();
    for item in items {
        let Value::String(alias) = &item.value else {
            reader.wrong_type("aliases", "a list of addresses", &item);
            continue;
        };
        let path = alias.trim_matches('/');
        if !path.is_empty() && path.split('/').all(is_path_part) {
            aliases.push(if path.ends_with(".html") {
                format!("/{path}")
            } else {
                format!("/{path}/")
            });
        } else {
            reader
                .error("bad-value", item.span, format!("`{alias}` is no address of this site"))
                .help = Some("write it as `/old/path/`".into());
        }
    }
    aliases
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Sources;

    fn split(text: &str) -> (FrontMatter, String, Vec<String>) {
        let mut sources = Sources::default();
        let source = sources.add("a.md", text);
        let (front, body, findings) = FrontMatter::split(text, source);
        let lines = findings.iter().map(|finding| {
            let at = sources.get(source).position(finding.location.span.start);
            format!("{}:{} {}: {}", at.line, at.column, finding.rule, finding.message)
        });
        (front, text[body..].to_owned(), lines.collect())
    }

    #[test]
    fn reads_toml_and_yaml_alike() {
        let toml =
            split("+++\ntitle = \"T\"\ndate = 2026-11-21\ntags = [\"a\"]\nweight = 3\n+++\nbody\n");
        let yaml = split("---\ntitle: T\ndate: 2026-11-21\ntags: [a]\nweight: 3\n---\nbody\n");
        assert_eq!(toml, yaml);
        assert_eq!(toml.0.title.as_deref(), Some("T"));
        assert_eq!(toml.0.date, Some(Date { year: 2026, month: 11, day: 21 }));
        assert_eq!(toml.1, "body\n");
        assert_eq!(toml.2, Vec::<String>::new());
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
        let (front, body, findings) = split("\u{feff}+++\r\ntitle = \"T\"\r\n+++\r\nbody");
        assert_eq!((front.title.as_deref(), body.as_str()), (Some("T"), "body"));
        assert_eq!(findings, Vec::<String>::new());
    }

    #[test]
    fn a_key_of_another_generator_is_a_warning_and_a_misspelt_one_an_error() {
        let mut sources = Sources::default();
        let text = "---\nsidebar_position: 3\ntilte: T\n---\n";
        let (_, _, findings) = FrontMatter::split(text, sources.add("a.md", text));
        let severities: Vec<Severity> = findings.iter().map(|finding| finding.severity).collect();
        assert_eq!(severities, [Severity::Warning, Severity::Error]);
    }

    #[test]
    fn places_are_those_of_the_file() {
        let (_, _, findings) = split("+++\ntitle = \"T\"\ndate = \"yesterday\"\nwieght = 1\n+++\n");
        assert_eq!(
            findings,
            [
                "3:8 front-matter/bad-value: `yesterday` is not a date",
                "4:1 front-matter/unknown-key: unknown key `wieght`"
            ]
        );
        let (_, _, findings) = split("---\ntitle: é\ndraft: perhaps\n---\n");
        assert_eq!(
            findings,
            ["3:8 front-matter/wrong-type: `draft` must be `true` or `false`, not a string"]
        );
    }

    #[test]
    fn a_block_never_closed_is_reported_and_a_thematic_break_is_not_a_block() {
        let (_, body, findings) = split("+++\ntitle = 1\n");
        assert_eq!(body, "+++\ntitle = 1\n");
        assert_eq!(findings, ["1:1 front-matter/unclosed: front matter is never closed"]);
        let (_, body, findings) = split("---\nbody");
        assert_eq!((body.as_str(), findings.len()), ("---\nbody", 0));
    }

    #[test]
    fn an_alias_out_of_the_site_is_refused() {
        let (front, _, findings) = split("+++\naliases = [\"/old/\", \"../x\"]\n+++\n");
        assert_eq!(front.aliases, ["/old/"]);
        assert_eq!(findings, ["2:21 front-matter/bad-value: `../x` is no address of this site"]);
    }
}
