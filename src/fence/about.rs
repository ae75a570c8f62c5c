//! What each attribute of a fence is for, in a sentence: for editors.

/// An attribute, told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name, one of [`KNOWN`](super::KNOWN).
    pub name: &'static str,
    /// As it is written, `$` where a value goes: `title="$"`. Without one it is a flag.
    pub form: &'static str,
    /// What it does.
    pub text: &'static str,
    /// Every value it can have, where those are few.
    pub values: &'static [&'static str],
}

const fn about(name: &'static str, form: &'static str, text: &'static str) -> About {
    About { name, form, text, values: &[] }
}

/// Every attribute that means something, by name.
pub const ABOUT: &[About] = &[
    about("args", "args=\"$\"", "The arguments of a run, parted as a shell does."),
    about("as", "as=$", "Checked as this language, shown as the one written."),
    about("budget", "budget=$", "How much its run may compute, in units of fuel."),
    about("collapse", "collapse=$", "These lines are folded away until a reader opens them."),
    about("del", "del=$", "These lines, or this text, are shown as removed."),
    about("exit", "exit=$", "Run; it has to end with this exit status."),
    about(
        "fails",
        "fails=$",
        "An anti-pattern: exactly these rules must report it, and the page shows it as wrong.",
    ),
    about("file", "file=$", "The example is this file of the page's workspace: others see it."),
    about("focus", "focus=$", "All other lines are dimmed."),
    about("group", "group=$", "Examples of one group see each other's files, and no others."),
    about(
        "hide_lines",
        "hide_lines=$",
        "These lines are not shown until a reader asks for them. They are checked and run.",
    ),
    about("highlight", "highlight=$", "These lines are highlighted; shorter: `{1,4-6}`."),
    about(
        "ignore",
        "ignore=\"$\"",
        "Not checked, and listed with this reason. Without a reason there is a warning.",
    ),
    about("ins", "ins=$", "These lines, or this text, are shown as added."),
    about("lang", "lang=$", "On a `diff` fence: the colours are those of this language."),
    about("linenos", "linenos", "Line numbers, from 1, or from the number given: `linenos=40`."),
    about(
        "mark-text",
        "mark-text=\"$\"",
        "This text is marked wherever it stands; shorter: `\"text\"`.",
    ),
    about("name", "name=$", "A name to refer to."),
    about("raises", "raises=$", "Run; it has to end with this error of the language."),
    about("run", "run", "Run; it has to end with exit status 0."),
    about(
        "session",
        "session=$",
        "Run; it goes on where the examples of this session before it ended.",
    ),
    about("show-output", "show-output", "Run; what it prints is shown below it."),
    About {
        name: "show-source",
        form: "show-source",
        text: "The text of an example that is drawn is shown below the drawing, or with `no` not \
               at all.",
        values: &["no"],
    },
    about(
        "stdin",
        "stdin=\"$\"",
        "What a run reads: this text, or with `@name` a file of the page.",
    ),
    About {
        name: "stream",
        form: "stream=$",
        text: "On an `output` fence: what the example before it writes there.",
        values: &["stdout", "stderr"],
    },
    about(
        "target",
        "target=\"$\"",
        "The version of the domain's tool to check against; several, each on its own.",
    ),
    about("timeout", "timeout=$", "How long its run may last: `500ms`, `2s`."),
    about("title", "title=\"$\"", "A title over the block."),
    about("wrap", "wrap", "Long lines break instead of scrolling."),
];

/// What there is to say of an attribute.
pub fn find(name: &str) -> Option<&'static About> {
    ABOUT.iter().find(|about| about.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fence::{KNOWN, parse};

    #[test]
    fn every_attribute_is_told_and_no_other() {
        let told: Vec<&str> = ABOUT.iter().map(|about| about.name).collect();
        assert_eq!(told, KNOWN);
    }

    #[test]
    fn forms_and_values_are_what_a_fence_takes() {
        for about in ABOUT {
            let value = about.values.first().copied().unwrap_or("1");
            let mut written = vec![about.form.replace('$', value)];
            written.extend(about.values.iter().map(|value| format!("{}={value}", about.name)));
            for written in written {
                let (fence, problems) = parse(&format!("python {written}"));
                assert_eq!(problems, [], "{written}");
                assert!(fence.get(about.name).is_some(), "{written}");
            }
        }
    }
}
