//! Pages of the preview's own: every finding of the site, and what is shown where there is no site
//! yet. They work without any script.

use std::fmt::Write as _;

use super::generation::{Complaint, Counts, Generation};
use super::own::Placed;
use super::path::OWN;
use crate::highlight::escaped;

/// What of the findings is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Words that file, rule or message must hold.
    pub(super) text: String,
    /// `error`, `warning` or `info`; anything else is all of them.
    pub(super) severity: String,
}

impl Filter {
    fn keeps(&self, complaint: &Complaint) -> bool {
        let severity = matches!(self.severity.as_str(), "error" | "warning" | "info");
        let text = format!("{} {} {}", complaint.path, complaint.rule, complaint.message);
        let text = text.to_lowercase();
        (!severity || complaint.severity.name() == self.severity)
            && self.text.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// The page of all findings.
pub(super) fn page(now: &Generation, filter: &Filter, folder: Option<&str>) -> String {
    let counts = Counts::of(now.complaints.iter());
    let shown: Vec<&Complaint> =
        now.complaints.iter().filter(|complaint| filter.keeps(complaint)).collect();
    let mut main = String::new();
    let _ = write!(main, "<header><h1>Findings</h1><p class=\"counts\">{}</p>", counted(counts));
    let _ = write!(
        main,
        "<p class=\"back\"><a href=\"{}\">To the site</a></p></header>",
        escaped(&now.root)
    );
    if let Some(why) = &now.trouble {
        let _ = write!(
            main,
            "<p class=\"trouble\" role=\"status\"><strong>The last change is not shown.</strong> {}</p>",
            code_words(why)
        );
    }
    if now.awaited > 0 {
        let examples = if now.awaited == 1 { "example is" } else { "examples are" };
        let _ = write!(
            main,
            "<p class=\"awaited\" role=\"status\">{} {examples} being checked.</p>",
            now.awaited
        );
    }
    form(&mut main, filter);
    if shown.is_empty() {
        let text = match (now.complaints.is_empty(), now.trouble.is_some()) {
            (true, false) => "Nothing was found.",
            (true, true) => "No place is known for what is wrong.",
            (false, _) => "Nothing that was found is like that.",
        };
        let _ = write!(main, "<p class=\"none\">{text}</p>");
    }
    list(&mut main, &shown, now, folder);
    document("Findings", &main)
}

/// What is shown where there is no site yet, or a page cannot be made.
pub(super) fn instead(why: Option<&str>) -> String {
    let main = match why {
        Some(why) => format!(
            "<header><h1>There is no site yet</h1></header><p class=\"trouble\">{}</p>\
             <p>This page becomes the site once that is mended.</p>",
            code_words(why)
        ),
        None => {
            "<header><h1>The site is being made</h1></header><p>This page becomes the site in a \
                 moment. The first time on a machine takes longer: plugins are compiled, once.</p>"
                .to_owned()
        }
    };
    document("Preview", &main)
}

fn document(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{OWN}panel.css\">\n\
         <script type=\"module\" src=\"{OWN}panel.js\"></script>\n</head>\n<body>\n<main>{main}</main>\n\
         </body>\n</html>\n"
    )
}

/// `2 errors, 1 warning`.
fn counted(counts: Counts) -> String {
    let part = |number: usize, kind: &str, one: &str, many: &str| {
        let word = if number == 1 { one } else { many };
        (number > 0).then(|| format!("<span class=\"{kind}\">{number} {word}</span>"))
    };
    let parts = [
        part(counts.errors, "error", "error", "errors"),
        part(counts.warnings, "warning", "warning", "warnings"),
        part(counts.infos, "info", "for information", "for information"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "<span>no findings</span>".into() } else { parts.join(" ") }
}

fn form(html: &mut String, filter: &Filter) {
    let _ = write!(
        html,
        "<form method=\"get\" role=\"search\"><label>Find <input type=\"search\" name=\"text\" \
         value=\"{}\" placeholder=\"file, rule or words\"></label><label>Severity \
         <select name=\"severity\">",
        escaped(&filter.text)
    );
    for (value, name) in
        [("", "all"), ("error", "errors"), ("warning", "warnings"), ("info", "information")]
    {
        let selected = if filter.severity == value { " selected" } else { "" };
        let _ = write!(html, "<option value=\"{value}\"{selected}>{name}</option>");
    }
    html.push_str("</select></label><button>Show</button></form>");
}

/// The findings, those of a file together; the files with the worst come first.
fn list(html: &mut String, shown: &[&Complaint], now: &Generation, folder: Option<&str>) {
    let mut files: Vec<&str> = Vec::new();
    for complaint in shown {
        if !files.contains(&complaint.path.as_str()) {
            files.push(&complaint.path);
        }
    }
    for file in files {
        let of_file: Vec<&&Complaint> = shown.iter().filter(|one| one.path == file).collect();
        let _ = write!(html, "<section><h2>{}</h2><ol>", escaped(file));
        for complaint in of_file {
            item(html, complaint, &Placed::new(complaint, now, folder));
        }
        html.push_str("</ol></section>");
    }
}

fn item(html: &mut String, complaint: &Complaint, placed: &Placed<'_>) {
    let severity = complaint.severity.name();
    let _ = write!(html, "<li class=\"{severity}\"><p><span class=\"kind\">{severity}</span> ");
    let place = format!("{}:{}", complaint.line, complaint.column);
    let _ = match placed.edit() {
        Some(edit) => write!(
            html,
            "<a class=\"place\" href=\"{}\" title=\"Open in the editor\">{place}</a> ",
            escaped(edit),
        ),
        None => write!(html, "<span class=\"place\">{place}</span> "),
    };
    html.push_str(&code_words(&complaint.message));
    html.push_str("</p>");
    if let Some(help) = &complaint.help {
        let _ = write!(html, "<p class=\"help\">{}</p>", code_words(help));
    }
    let rule = escaped(&complaint.rule);
    if let Some(url) = placed.url() {
        let _ = write!(html, "<p class=\"rule\"><a href=\"{}\">{rule}</a></p>", escaped(url));
    } else if !rule.is_empty() {
        let _ = write!(html, "<p class=\"rule\">{rule}</p>");
    }
    html.push_str("</li>");
}

/// Words in backticks as code.
fn code_words(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        let is_closed = parts.peek().is_some();
        match (is_code, is_closed) {
            (true, true) => {
                let _ = write!(html, "<code>{}</code>", escaped(part));
            }
            (true, false) => {
                let _ = write!(html, "`{}", escaped(part));
            }
            (false, _) => html.push_str(&escaped(part)),
        }
        is_code = !is_code;
    }
    html
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Severity;

    fn complaint(path: &str, severity: Severity, message: &str) -> Complaint {
        Complaint {
            path: path.into(),
            line: 3,
            column: 7,
            end_line: 3,
            end_column: 9,
            rule: "page/x".into(),
            severity,
            message: message.into(),
            example: None,
            help: Some("do `that`".into()),
        }
    }

    fn generation(complaints: Vec<Complaint>) -> Generation {
        Generation { complaints: complaints.into(), ..Generation::none("/docs/".into()) }
    }

    #[test]
    fn findings_are_text_whatever_they_hold() {
        let hostile =
            complaint("content/<b>.md", Severity::Error, "`<img src=x onerror=1>` & \"q\"");
        let html = page(&generation(vec![hostile]), &Filter::default(), Some("/home/\"x"));
        assert!(html.contains("<h2>content/&lt;b&gt;.md</h2>"));
        assert!(html.contains("<code>&lt;img src=x onerror=1&gt;</code> &amp; "));
        assert!(html.contains("href=\"vscode://file/home/%22x/content/%3Cb%3E.md:3:7\""));
        assert!(!html.contains("<img") && !html.contains("<b>"));
    }

    #[test]
    fn the_list_can_be_filtered_without_a_script() {
        let now = generation(vec![
            complaint("content/a.md", Severity::Error, "one"),
            complaint("content/b.md", Severity::Warning, "two"),
        ]);
        let shown = |text: &str, severity: &str| {
            let filter = Filter { text: text.into(), severity: severity.into() };
            page(&now, &filter, None).matches("<li ").count()
        };
        assert_eq!(shown("", ""), 2);
        assert_eq!(shown("TWO b.md", ""), 1);
        assert_eq!(shown("", "error"), 1);
        assert_eq!(shown("two", "error"), 0);
        assert_eq!(shown("", "\"><script>"), 2);
    }

    #[test]
    fn a_page_is_there_before_the_site() {
        let now = Arc::new(generation(Vec::new()));
        assert!(page(&now, &Filter::default(), None).contains("Nothing was found."));
        assert!(instead(Some("`x` <b>")).contains("<code>x</code> &lt;b&gt;"));
    }
}
