//! What was read, as text a person can check line by line.

use std::fmt::Write;

use proofpress::fence::{self, Display, Fence, LineSet};
use proofpress::source::Span;

use crate::page::Read;

/// All that is known of a page.
pub(crate) fn document(read: &Read) -> String {
    let mut out = String::new();
    let document = &read.document;
    writeln!(out, "summary {:?}", document.summary).unwrap();
    for heading in &document.headings {
        let place = read.place(heading.location);
        writeln!(
            out,
            "heading {} #{} {:?} {} at {place}",
            heading.level, heading.id, heading.text, heading.html
        )
        .unwrap();
    }
    for link in &document.links {
        let place = read.place(link.location);
        let written = read.source_text(link.location);
        writeln!(out, "{:?} {:?} at {place} {written:?}", link.kind, link.target).unwrap();
    }
    for example in &document.examples {
        let place = read.place(example.opening);
        let opening = read.source_text(example.opening);
        writeln!(out, "example {} {:?} at {place} {opening:?}", example.index, example.fence.lang)
            .unwrap();
        if !example.headings.is_empty() {
            writeln!(out, "  under {}", example.headings.join(" > ")).unwrap();
        }
        for (attribute, &location) in
            example.fence.attributes.iter().zip(&example.attribute_locations)
        {
            let place = read.place(location);
            let written = read.source_text(location);
            let value = attribute.value.as_ref().map(|value| format!("={value:?}"));
            let value = value.unwrap_or_default();
            writeln!(out, "  {}{value} at {place} {written:?}", attribute.key).unwrap();
        }
        display(&mut out, &example.fence.display);
        let mut start = 0;
        for line in example.text.as_str().split_inclusive('\n') {
            let end = start + line.len();
            let place = read.place(example.text.locate(Span::new(start, end)));
            writeln!(out, "  {place} {line:?}").unwrap();
            start = end;
        }
    }
    for finding in &read.findings {
        let severity = finding.severity.name();
        let place = read.place(finding.location);
        let written = read.source_text(finding.location);
        writeln!(out, "{severity} {} at {place} {written:?}", finding.rule).unwrap();
        writeln!(out, "  {}", finding.message).unwrap();
        if let Some(help) = &finding.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        for related in &finding.related {
            writeln!(out, "  see {}: {}", read.place(related.location), related.message).unwrap();
        }
    }
    out
}

/// All that is known of an info string.
pub(crate) fn fence(info: &str) -> String {
    let (Fence { lang, attributes, display: shown }, problems) = fence::parse(info);
    let mut out = format!("`{info}` is {lang:?}\n");
    for attribute in &attributes {
        let written = &info[attribute.span.start..attribute.span.end];
        let value = attribute.value.as_ref().map(|value| format!("={value:?}"));
        writeln!(out, "  {}{} from `{written}`", attribute.key, value.unwrap_or_default()).unwrap();
    }
    display(&mut out, &shown);
    for problem in problems {
        let written = &info[problem.span.start..problem.span.end];
        let severity = problem.severity.name();
        writeln!(out, "  {severity} {} at `{written}`: {}", problem.rule, problem.message).unwrap();
        writeln!(out, "    help: {}", problem.help.unwrap_or_default()).unwrap();
    }
    out
}

fn display(out: &mut String, display: &Display) {
    if *display == Display::default() {
        return;
    }
    out.push_str("  shown");
    if let Some(title) = &display.title {
        write!(out, " title={title:?}").unwrap();
    }
    if let Some(first) = display.first_line_number {
        write!(out, " from line {first}").unwrap();
    }
    let sets = [
        ("highlight", &display.highlight),
        ("hidden", &display.hidden),
        ("ins", &display.inserted),
        ("del", &display.deleted),
        ("focus", &display.focus),
        ("collapsed", &display.collapsed),
    ];
    for (name, LineSet(ranges)) in sets {
        if !ranges.is_empty() {
            write!(out, " {name}={ranges:?}").unwrap();
        }
    }
    for mark in &display.marks {
        write!(out, " {:?} of {:?}", mark.kind, mark.pattern).unwrap();
    }
    if let Some(lang) = &display.changed_lang {
        write!(out, " changed={lang:?}").unwrap();
    }
    if display.wrap {
        out.push_str(" wrap");
    }
    out.push('\n');
}
