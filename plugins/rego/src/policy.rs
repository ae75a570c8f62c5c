//! A policy as the rules see it: the parsed module, or what is wrong with the text. It knows
//! nothing of running one.

use proofpress_plugin::{Declined, Span};
use regorus::unstable::{Lexer, Module, Parser, TokenKind};
use regorus::{Engine, PolicyLengthConfig, Source};

use crate::mistake::{self, Mistake};
use crate::version::Version;

/// Longest line, most bytes, most lines of a policy. Examples are far below; what is given here is
/// what keeps the parser in bounds.
const LENGTHS: [u32; 3] = [100_000, 8 << 20, 200_000];

/// How deep brackets may nest. The parser reads what is in a bracket twice, as a comprehension
/// and as a list, so that each level doubles its work.
pub(crate) const DEEPEST: usize = 16;

/// A text that is to be a policy.
pub struct Policy {
    /// The Rego it is read as.
    pub(crate) version: Version,
    /// The module, where the text is one.
    pub(crate) module: Option<Module>,
    /// The first thing that is wrong with the text.
    pub(crate) mistake: Option<Problem>,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// What sort of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It is no policy: there is no `package`.
    Package,
    /// It does not parse.
    Syntax,
    /// A variable never gets a value.
    Unsafe,
    /// It parses, and the evaluator refuses it all the same.
    Rules,
}

/// The evaluator's bounds on the size of a policy, wide enough for data in a line.
pub(crate) fn lengths() -> PolicyLengthConfig {
    let mut lengths = PolicyLengthConfig::default();
    let [columns, bytes, lines] = LENGTHS;
    lengths.max_col = columns.try_into().unwrap_or(lengths.max_col);
    lengths.max_file_bytes = (bytes as usize).try_into().unwrap_or(lengths.max_file_bytes);
    lengths.max_lines = (lines as usize).try_into().unwrap_or(lengths.max_lines);
    lengths
}

impl Policy {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// [`Declined`] where it is in a Rego newer than the parser.
    pub(crate) fn read(text: &str, version: Version) -> Result<Self, Declined> {
        if depth(text) > DEEPEST {
            return Err(Declined(format!("the policy nests brackets more than {DEEPEST} deep")));
        }
        let mut policy = Self { version, module: None, mistake: None };
        policy.mistake = policy.parse(text).err().or_else(|| compile(text, version).err());
        match policy.mistake.as_ref().and_then(|mistake| newer(text, mistake)) {
            Some(what) => Err(Declined(format!("{what}, which is not read here"))),
            None => Ok(policy),
        }
    }

    fn parse(&mut self, text: &str) -> Result<(), Problem> {
        let lengths = lengths();
        let source = Source::from_contents_with_limits(
            String::new(),
            text.to_owned(),
            lengths.max_file_bytes,
            lengths.max_lines,
        )
        .map_err(|error| problem(text, &error))?;
        if let Some(span) = no_package(&source) {
            return Err(Problem {
                kind: Kind::Package,
                span,
                message: "a policy begins with `package`".into(),
            });
        }
        let module = Parser::new(&source).and_then(|mut parser| {
            parser.set_max_col(lengths.max_col);
            if self.version == Version::V1 {
                parser.enable_rego_v1()?;
            }
            parser.parse()
        });
        self.module = Some(module.map_err(|error| problem(text, &error))?);
        Ok(())
    }
}

/// How deep the brackets of a text nest.
pub(crate) fn depth(text: &str) -> usize {
    let Ok(source) = Source::from_contents(String::new(), text.to_owned()) else { return 0 };
    let mut lexer = Lexer::new(&source);
    let (mut depth, mut deepest) = (0_usize, 0);
    while let Ok(token) = lexer.next_token() {
        match (&token.0, token.1.text()) {
            (TokenKind::Eof, _) => break,
            (TokenKind::Symbol, "[" | "{" | "(") => depth += 1,
            (TokenKind::Symbol, "]" | "}" | ")") => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// What a text that does not parse has of later versions of Rego: template strings, keywords as
/// names in a reference.
fn newer(text: &str, mistake: &Problem) -> Option<&'static str> {
    let before = text.get(..mistake.span.start)?;
    let here = text.get(mistake.span.start..)?;
    if here.starts_with("$\"") || here.starts_with("$`") {
        return Some("the policy has a template string (OPA 1.12)");
    }
    let word = here.starts_with(|first: char| first.is_ascii_lowercase());
    let within = word && before.ends_with('.') && mistake.message.contains("keyword");
    within.then_some("the policy has a keyword as a name within a reference (OPA 1.9)")
}

/// The first token, where it is not `package`.
fn no_package(source: &Source) -> Option<Span> {
    let token = Lexer::new(source).next_token().ok()?;
    let (start, end) = (token.1.start as usize, token.1.end as usize);
    let package = token.0 == TokenKind::Ident && token.1.text() == "package";
    (!package).then(|| Span::new(start, end.max(start)))
}

/// What the evaluator finds when it gets a policy that parses ready to be asked.
fn compile(text: &str, version: Version) -> Result<(), Problem> {
    let mut engine = Engine::new();
    engine.set_policy_length_config(lengths());
    engine.set_rego_v0(version == Version::V0);
    let added = engine.add_policy(String::new(), text.to_owned());
    added.and_then(|_| engine.eval_query("true".into(), false)).map_err(|error| {
        let mut problem = problem(text, &error);
        problem.kind = match problem.message.contains("is unsafe") {
            true => Kind::Unsafe,
            false => Kind::Rules,
        };
        problem
    })?;
    Ok(())
}

fn problem(text: &str, error: &anyhow::Error) -> Problem {
    let mistake = Mistake::of(error);
    let (start, end) = mistake::token_at(text, mistake.line, mistake.column);
    let message = mistake.message.replace("expecting", "expected");
    Problem { kind: Kind::Syntax, span: Span::new(start, end), message }
}
