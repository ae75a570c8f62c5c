//! Info strings, and the attributes of a `proof:` comment.

use proofpress::fence::{self, Attribute, FenceProblem};

use super::{holds, text};

/// Reads the text as an info string and as attributes of a comment.
pub(crate) fn fence(data: &[u8]) {
    let info = text(data);
    let (read, problems) = fence::parse(&info);
    assert_eq!((&read, &problems), (&fence::parse(&info).0, &fence::parse(&info).1));
    check(&info, &read.attributes, &problems);
    assert!(!read.lang.contains([' ', '\t', '\n', ',', '{']), "language {:?}", read.lang);
    for set in [&read.display.highlight, &read.display.hidden, &read.display.focus] {
        for &(first, last) in &set.0 {
            assert!(1 <= first && first <= last, "lines {first} to {last}");
            assert!(set.contains(first) && set.contains(last));
        }
    }

    let (attributes, problems) = fence::attributes(&info);
    check(&info, &attributes, &problems);
    // What a comment says holds unless the fence says otherwise.
    let (both, _) = fence::parse_with(&attributes, &info);
    assert!(both.attributes.starts_with(&attributes));

    if let Some(path) = fence::workspace_path(&info) {
        assert!(!path.is_empty() && !path.starts_with('/'), "{path:?}");
        assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{path:?}");
        assert_eq!(fence::workspace_path(&path).as_deref(), Some(path.as_str()));
    }
    let _ = fence::nanoseconds(&info);
}

fn check(info: &str, attributes: &[Attribute], problems: &[FenceProblem]) {
    let mut end = 0;
    for attribute in attributes {
        holds(info, attribute.span, &attribute.key);
        assert!(attribute.span.start >= end, "attributes overlap: {attribute:?}");
        end = attribute.span.end;
        assert!(!attribute.key.is_empty(), "an attribute without a name");
    }
    for problem in problems {
        holds(info, problem.span, &problem.message);
        // The finding made of it shows a line end as a sign: see `findings_hold`.
        assert!(!problem.message.is_empty());
    }
}
