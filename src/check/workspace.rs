//! What an example is run with: its steps, the files and the session of its page, its input.
//! Pure, and the reason it can be: a page says all of it.

use super::Registry;
use super::expectation::is_run;
use crate::content::Page;
use crate::fence;
use crate::markdown::Example;
use crate::plugin::{RunFile, RunInput, RunPart};
use crate::transcript::{self, Transcript};

/// Why an example cannot be run though its page asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The rule it is reported as.
    pub rule: &'static str,
    /// The attribute it is about.
    pub attribute: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The input of a run.
///
/// # Errors
///
/// Where what the page says of it does not go together.
pub(super) fn input(
    page: &Page,
    example: &Example,
    registry: &Registry,
    attrs: Vec<(String, String)>,
) -> Result<RunInput, Blocked> {
    let fence = &example.fence;
    let main = part(example);
    if main.steps.is_empty() {
        return Err(Blocked {
            rule: "expect/not-run",
            attribute: "run",
            message: "there is no command in this transcript".into(),
            help: "start its commands with a prompt, `$ ` in a shell".into(),
        });
    }
    let files = files(page, example);
    let env = fence.attributes.iter().filter_map(|attribute| {
        let name = attribute.key.strip_prefix("env.")?;
        Some((name.to_owned(), attribute.value.clone().unwrap_or_default()))
    });
    Ok(RunInput {
        lang: fence.check_as().to_owned(),
        attrs,
        prelude: session(page, example, registry).into_iter().map(part).collect(),
        main,
        stdin: stdin(example, &files)?,
        args: words(fence.get("args").unwrap_or_default()),
        env: env.collect(),
        files,
        vendor: None,
        timeout: fence.get("timeout").and_then(fence::nanoseconds),
    })
}

/// The earlier examples of an example's session, oldest first: those that the same plugin runs.
pub(super) fn session<'p>(
    page: &'p Page,
    example: &Example,
    registry: &Registry,
) -> Vec<&'p Example> {
    let Some(name) = example.fence.get("session") else { return Vec::new() };
    let runner = registry.runner(example.fence.check_as());
    let before = page.document.examples.iter().take(example.index);
    before
        .filter(|before| is_run(before) && before.fence.get("session") == Some(name))
        .filter(|before| registry.runner(before.fence.check_as()) == runner)
        .collect()
}

/// The example as a transcript, if it is one: as it is written, or as what it stands for.
pub(super) fn transcript_of(example: &Example) -> Option<Transcript> {
    let (fence, text) = (&example.fence, example.text.as_str());
    transcript::read(&fence.lang, text).or_else(|| transcript::read(fence.check_as(), text))
}

fn part(example: &Example) -> RunPart {
    let text = example.text.as_str();
    let name = example.fence.get("file").and_then(fence::workspace_path);
    match transcript_of(example) {
        Some(transcript) => RunPart {
            name,
            steps: transcript.steps.into_iter().map(|step| step.command).collect(),
            interactive: true,
        },
        None => RunPart { name, steps: vec![text.to_owned()], interactive: false },
    }
}

/// The files of an example's group, by path: those on the page up to the example itself. Where a
/// path is given again, the later text counts.
fn files(page: &Page, example: &Example) -> Vec<RunFile> {
    let mut files: Vec<RunFile> = Vec::new();
    for other in page.document.examples.iter().take(example.index + 1) {
        let path = other.fence.get("file").and_then(fence::workspace_path);
        let Some(path) = path.filter(|_| other.fence.get("group") == example.fence.get("group"))
        else {
            continue;
        };
        files.retain(|file| file.path != path);
        files.push(RunFile { path, contents: other.text.as_str().into() });
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// `stdin="text\n"`, or `stdin=@path` for a file of the workspace.
fn stdin(example: &Example, files: &[RunFile]) -> Result<Vec<u8>, Blocked> {
    let given = example.fence.get("stdin").unwrap_or_default();
    let Some(path) = given.strip_prefix('@') else { return Ok(unescaped(given).into_bytes()) };
    if let Some(file) = files.iter().find(|file| file.path == path) {
        return Ok(file.contents.clone());
    }
    let known: Vec<String> = files.iter().map(|file| format!("`{}`", file.path)).collect();
    let help = match known.as_slice() {
        [] => format!("give a block before it the name: `file={path}`"),
        known => format!("the files before it are {}", known.join(", ")),
    };
    Err(Blocked {
        rule: "expect/missing-file",
        attribute: "stdin",
        message: format!("no file `{path}` stands before this example"),
        help,
    })
}

/// Text with `\n`, `\t` and `\\` as what they stand for.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (c, rest.clone().next()) {
            ('\\', Some(escape @ ('n' | 't' | '\\'))) => {
                rest.next();
                plain.push(match escape {
                    'n' => '\n',
                    't' => '\t',
                    _ => '\\',
                });
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// The words of a line, as a shell would part them: at spaces, except within quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_parted_as_a_shell_does() {
        assert_eq!(words("-a  'b c' d\"e f\" ''"), ["-a", "b c", "de f", ""]);
        assert_eq!(words(""), Vec::<String>::new());
    }

    #[test]
    fn standard_input_may_have_line_ends() {
        assert_eq!(unescaped(r"a\nb\\n\x"), "a\nb\\n\\x");
    }
}
