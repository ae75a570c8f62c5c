//! The code of an example: all of it, or, in an interactive session, what stands after its
//! `>>> ` and `... ` prompts. Maps offsets in that code back to the example's own text.

use proofpress_plugin::{Declined, Example, Span};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Python code and where it came from.
#[derive(Debug)]
pub(crate) struct Code {
    /// The code, without prompts and output.
    pub(crate) text: String,
    /// What the interpreter compiles in one go: the whole of a file, each input of a session.
    /// In order, and each separated from the next by one line end.
    pub(crate) inputs: Vec<TextRange>,
    /// Whether it is a session, where the value of an expression is shown, not dropped.
    pub(crate) interactive: bool,
    /// Whether it is a session of `python -m asyncio`, where `await` is allowed at the top.
    pub(crate) awaits: bool,
    /// The indentation of lines that go on with an input after `>>> ` where `... ` belongs; the
    /// first of each input.
    pub(crate) misprompted: Vec<TextRange>,
    /// Lines of `text` as `(offset in text, offset in the example)`, in order.
    lines: Vec<(usize, usize)>,
}

impl Code {
    /// Where a range of the code lies in the example.
    pub(crate) fn span(&self, of: impl Ranged) -> Span {
        let (start, end) = (of.start().to_usize(), of.end().to_usize());
        if start == end {
            return Span::at(self.original(start));
        }
        // The last character decides, so that a range up to a line's end stays on that line.
        Span::new(self.original(start), self.original(end - 1) + 1)
    }

    /// The text of a range of the code.
    pub(crate) fn slice(&self, of: impl Ranged) -> &str {
        self.text.get(of.start().to_usize()..of.end().to_usize()).unwrap_or_default()
    }

    fn original(&self, offset: usize) -> usize {
        let next = self.lines.partition_point(|&(start, _)| start <= offset);
        let line = next.checked_sub(1).and_then(|index| self.lines.get(index));
        line.map_or(offset, |&(start, original)| original + (offset - start))
    }
}

/// Reads the code of an example. A `python` example that opens with a prompt, remarks aside, is a
/// session too.
///
/// # Errors
///
/// [`Declined`] for a `pycon` example without a prompt.
pub(crate) fn read(example: &Example) -> Result<Code, Declined> {
    let source = &example.source;
    let said = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let opening = source.lines().map(str::trim_start).find(said).unwrap_or_default();
    if example.lang == "pycon" || after(opening, ">>>").is_some() {
        let code = session(source);
        if code.inputs.is_empty() && !source.contains(">>>") {
            return Err(Declined("a `pycon` example without a `>>> ` prompt".into()));
        }
        return Ok(code);
    }
    Ok(Code {
        text: source.clone(),
        inputs: vec![TextRange::up_to(TextSize::of(source.as_str()))],
        interactive: false,
        awaits: false,
        misprompted: Vec::new(),
        lines: Vec::new(),
    })
}

fn session(source: &str) -> Code {
    let mut code = Code {
        text: String::new(),
        inputs: Vec::new(),
        interactive: true,
        awaits: source.lines().any(|line| line.starts_with("asyncio REPL")),
        misprompted: Vec::new(),
        lines: Vec::new(),
    };
    let mut input: Vec<Line<'_>> = Vec::new();
    let mut output = String::new();
    let mut offset = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        let prompt = prompt(text.trim_start());
        let at = |rest: &str| offset + text.len() - rest.len();
        match prompt {
            Some((Prompt::More, rest)) if !input.is_empty() && output.is_empty() => {
                input.push(Line { at: at(rest), text: rest, misprompted: false });
            }
            Some((Prompt::New, rest)) if goes_on(rest) && !input.is_empty() && blank(&output) => {
                input.push(Line { at: at(rest), text: rest, misprompted: true });
            }
            Some((Prompt::New, rest)) => {
                code.push(&input, &output);
                input = vec![Line { at: at(rest), text: rest, misprompted: false }];
                output.clear();
            }
            _ => output.push_str(line),
        }
        offset += line.len();
    }
    code.push(&input, &output);
    code
}

/// One line of input.
struct Line<'a> {
    /// Where its code starts in the example.
    at: usize,
    text: &'a str,
    misprompted: bool,
}

/// The two prompts of an interpreter.
enum Prompt {
    New,
    More,
}

fn prompt(line: &str) -> Option<(Prompt, &str)> {
    let new = after(line, ">>>").map(|rest| (Prompt::New, rest));
    new.or_else(|| after(line, "...").map(|rest| (Prompt::More, rest)))
}

fn goes_on(text: &str) -> bool {
    text.starts_with([' ', '\t']) && !blank(text)
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// What follows a prompt: nothing, or a space and the code.
fn after<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(prompt)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

impl Code {
    /// Takes an input in, unless its output shows that it is there to be rejected.
    fn push(&mut self, input: &[Line<'_>], output: &str) {
        let shown = ["SyntaxError", "IndentationError", "TabError"];
        let rejected = |line: &str| shown.iter().any(|name| line.trim_start().starts_with(name));
        if input.is_empty() || output.lines().any(rejected) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = TextSize::of(self.text.as_str());
        let mut misprompted = None;
        for (index, line) in input.iter().enumerate() {
            if index > 0 {
                self.text.push('\n');
            }
            if line.misprompted && misprompted.is_none() {
                let indent = line.text.len() - line.text.trim_start().len();
                let indent = TextSize::of(line.text.get(..indent).unwrap_or_default());
                misprompted = Some(TextRange::at(TextSize::of(self.text.as_str()), indent));
            }
            self.lines.push((self.text.len(), line.at));
            self.text.push_str(line.text);
        }
        self.misprompted.extend(misprompted);
        // An empty first input would leave no line end for the next one to follow.
        if self.text.is_empty() {
            self.lines.clear();
            return;
        }
        self.inputs.push(TextRange::new(start, TextSize::of(self.text.as_str())));
    }
}

#[cfg(test)]
mod tests {
    use proofpress_plugin::testing::example;

    use super::*;

    #[test]
    fn a_file_is_its_own_code() {
        let code = read(&example("python", "x = 1\n")).unwrap();
        assert_eq!((code.text.as_str(), code.inputs.len()), ("x = 1\n", 1));
        assert_eq!(code.span(TextRange::new(4.into(), 5.into())), Span::new(4, 5));
    }

    #[test]
    fn inputs_of_a_session_map_back() {
        let source = ">>> x = 1\n>>> for i in x:\n...     print(i)\n...\n1\n>>> y\n";
        let code = read(&example("pycon", source)).unwrap();
        assert_eq!(code.text, "x = 1\nfor i in x:\n    print(i)\n\ny");
        let inputs: Vec<&str> = code.inputs.iter().map(|&input| code.slice(input)).collect();
        assert_eq!(inputs, ["x = 1", "for i in x:\n    print(i)\n", "y"]);
        for word in ["x = 1", "for i in x:", "print(i)"] {
            let at = TextSize::try_from(code.text.find(word).unwrap()).unwrap();
            let span = code.span(TextRange::at(at, TextSize::of(word)));
            assert_eq!(&source[span.start..span.end], word);
        }
    }

    #[test]
    fn an_input_shown_to_be_rejected_is_left_out() {
        let source = ">>> 1 +\n  File \"<stdin>\", line 1\nSyntaxError: invalid syntax\n>>> 2\n2\n";
        assert_eq!(read(&example("pycon", source)).unwrap().text, "2");
    }

    #[test]
    fn ellipses_in_output_are_output() {
        assert_eq!(read(&example("pycon", ">>> f()\na\n... b\n")).unwrap().text, "f()");
    }

    #[test]
    fn an_indented_line_after_the_wrong_prompt_goes_on() {
        let source = ">>> def f():\n>>>     return 1\n>>> f()\n1\n";
        let code = read(&example("pycon", source)).unwrap();
        assert_eq!((code.text.as_str(), code.inputs.len()), ("def f():\n    return 1\nf()", 2));
        assert_eq!(code.span(code.misprompted[0]), Span::new(17, 21));
    }

    #[test]
    fn without_a_prompt_it_is_declined() {
        assert!(read(&example("pycon", "x = 1\n")).is_err());
    }
}
