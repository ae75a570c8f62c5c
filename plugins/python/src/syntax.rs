//! Parses an example: text into a tree with spans, and all that Python's compiler would reject.

use proofpress_plugin::Span;
use ruff_python_ast::{PythonVersion, Stmt, Suite};
use ruff_python_parser::semantic_errors::{SemanticSyntaxError, SemanticSyntaxErrorKind};
use ruff_python_parser::{Mode, ParseError, ParseOptions, parse_cells_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::names::Names;
use crate::session::Code;
use crate::{nesting, semantic, wording};

/// A parsed example.
#[derive(Debug)]
pub struct Module {
    /// The code, and where it came from.
    pub(crate) code: Code,
    /// The version it was parsed as.
    pub(crate) version: PythonVersion,
    /// Whether the grammar accepts it. The rules that read the tree rely on this.
    pub(crate) parses: bool,
    /// What the compiler rejects, other than `outside`.
    pub(crate) errors: Vec<Rejection>,
    /// `await`, `async for` and `async with` outside an `async def`.
    pub(crate) outside: Vec<Rejection>,
    /// Names that are read and bound nowhere in the example.
    pub(crate) unresolved: Vec<TextRange>,
    /// What names stand for.
    pub(crate) names: Names,
    body: Suite,
}

/// Something the compiler rejects.
#[derive(Debug)]
pub(crate) struct Rejection {
    pub(crate) at: TextRange,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Module {
    /// Parses `code` as `version`.
    pub(crate) fn parse(code: Code, version: PythonVersion) -> Self {
        let mut module = Self {
            code,
            version,
            parses: true,
            errors: Vec::new(),
            outside: Vec::new(),
            unresolved: Vec::new(),
            names: Names::default(),
            body: Suite::new(),
        };
        if let Some(at) = nesting::too_deep(&module.code.text) {
            module.parses = false;
            let message = "too many nested brackets".into();
            module.errors.push(Rejection { at, message, help: None });
            return module;
        }
        module.read();
        module
    }

    /// The statements, in order.
    pub(crate) fn body(&self) -> &[Stmt] {
        &self.body
    }

    /// Where something of the tree lies in the example.
    pub(crate) fn span(&self, of: impl Ranged) -> Span {
        self.code.span(of)
    }

    fn read(&mut self) {
        let options = ParseOptions::from(Mode::Module).with_target_version(self.version);
        let inputs = self.code.inputs.iter().copied();
        let parsed = parse_cells_unchecked(&self.code.text, inputs, &options);
        // One mistake derails a parser; what it says of the rest of that input is noise.
        for input in &self.code.inputs {
            let errors = parsed.errors().iter().filter(|error| within(*input, error.start()));
            let first = errors.min_by_key(|error| error.start());
            let misprompted = self.code.misprompted.iter().find(|at| within(*input, at.start()));
            self.errors.extend(match misprompted {
                Some(&at) => Some(wrong_prompt(at)),
                None => first.map(|error| self.broken(*input, error)),
            });
        }
        self.parses = parsed.errors().is_empty();
        if self.parses {
            let unsupported = parsed.unsupported_syntax_errors().iter().map(|error| Rejection {
                at: error.range,
                message: wording::message(&error.to_string()),
                help: Some(wording::version_advice(error)),
            });
            self.errors.extend(unsupported);
        }
        self.body = parsed.into_syntax().body;
        if self.parses {
            self.names = Names::of(&self.body);
            self.judge();
        }
    }

    /// What the compiler says of code that parses.
    fn judge(&mut self) {
        let found = semantic::check(&self.code, &self.body, self.version);
        for error in &found.errors {
            match kind(error) {
                Kind::Await => self.outside.push(rejection(error)),
                Kind::Repeated => {}
                Kind::Other => self.errors.push(rejection(error)),
            }
        }
        let strict = found.strict.into_iter();
        self.errors.extend(strict.map(|(at, message)| Rejection { at, message, help: None }));
        // The library's checker and ours may see the same mistake.
        self.errors.sort_by_key(|error| (error.at.start(), error.at.end()));
        self.errors.dedup_by_key(|error| error.at);
        self.unresolved = found.unresolved;
    }

    fn broken(&self, input: TextRange, error: &ParseError) -> Rejection {
        let message = error.error.to_string();
        if message.contains("unexpected EOF")
            && let Some(open) = nesting::unclosed(self.code.slice(input))
        {
            let at = open + input.start();
            let message = format!("`{}` is never closed", self.code.slice(at));
            return Rejection { at, message, help: None };
        }
        // An error at the start of a line is about the line before it.
        let start = error.start().to_usize();
        let before = self.code.text.get(..start).unwrap_or_default();
        let from = before.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
        let line = self.code.text.get(from..).unwrap_or_default();
        let line = line.split('\n').find(|line| !line.trim().is_empty()).unwrap_or_default();
        // Of a line that ends too early, the end is marked, not the line end itself.
        let ends = self.code.slice(error) == "\n";
        Rejection {
            at: if ends { TextRange::empty(error.start()) } else { error.range() },
            message: wording::message(&message),
            help: wording::advice(line),
        }
    }
}

fn wrong_prompt(at: TextRange) -> Rejection {
    Rejection {
        at,
        message: "a line that goes on with the one before follows `>>> `".into(),
        help: Some("write `... ` before it, as the interpreter does".into()),
    }
}

/// Which rule reports an error.
enum Kind {
    /// `await-outside-async`.
    Await,
    /// None: another error says the same.
    Repeated,
    /// `syntax-error`.
    Other,
}

fn kind(error: &SemanticSyntaxError) -> Kind {
    match &error.kind {
        SemanticSyntaxErrorKind::AwaitOutsideAsyncFunction(_) => Kind::Await,
        SemanticSyntaxErrorKind::YieldOutsideFunction(kind) if kind.is_await() => Kind::Repeated,
        _ => Kind::Other,
    }
}

fn rejection(error: &SemanticSyntaxError) -> Rejection {
    Rejection { at: error.range, message: wording::message(&error.to_string()), help: None }
}

fn within(input: TextRange, offset: TextSize) -> bool {
    input.start() <= offset && offset <= input.end()
}
