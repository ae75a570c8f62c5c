//! Matches each line of the standard input and writes what was found, group by group.

use std::fmt::Write as _;

use proofpress_plugin::{
    Declined, Extra, Output, OutputStream, Raised, RunRequest, RunResult, StepResult,
};

use crate::flavour::{self, Flavour};
use crate::pattern::{self, LARGEST};

/// The status where nothing matches, as that of grep.
const NO_MATCH: i32 = 1;
/// The status where a pattern is wrong.
const WRONG: i32 = 2;

/// How often the backtracking engine may go back for one match.
const MOST_BACKTRACKS: usize = 1_000_000;

/// A pattern that was compiled.
enum Matcher {
    Re2(regex::Regex),
    Pcre(fancy_regex::Regex),
}

/// A match, or a group of one: where it starts and ends, and its text.
struct Found<'t> {
    start: usize,
    end: usize,
    text: &'t str,
}

/// The groups of a match, the whole match first; none where a group took no part.
type Groups<'t> = Vec<Option<Found<'t>>>;

/// Runs the patterns of an example.
///
/// # Errors
///
/// [`Declined`] where the request is not one for patterns.
pub(crate) fn run(request: &RunRequest) -> Result<RunResult, Declined> {
    let [text] = request.main.steps.as_slice() else {
        return Err(Declined("patterns are one text, not a transcript".into()));
    };
    if !request.args.is_empty() {
        return Err(Declined("patterns take no arguments".into()));
    }
    let flavour = flavour::of(&request.lang, &request.attrs)?;
    let input = String::from_utf8_lossy(&request.stdin);
    let patterns = pattern::patterns(text);
    let mut output = Output::default();
    let (mut status, mut raised) = (NO_MATCH, None);
    for (number, (_, pattern)) in patterns.iter().enumerate() {
        pattern::bounded(pattern)?;
        let result = match Matcher::new(pattern, flavour) {
            Ok(matcher) => matcher.lines(&input),
            Err(why) => {
                status = WRONG;
                let told = format!("pattern {}: {why}\n", number + 1);
                raised =
                    output.write(OutputStream::Stderr, told.as_bytes()).err().map(Raised::from);
                break;
            }
        };
        let (mut told, ended) = result;
        if patterns.len() > 1 {
            told = format!("pattern {}:\n{told}", number + 1);
        }
        if told.contains("line ") && status == NO_MATCH {
            status = 0;
        }
        let written = output.write(OutputStream::Stdout, told.as_bytes());
        raised = ended.or_else(|| written.err().map(Raised::from));
        if raised.is_some() {
            status = WRONG;
            break;
        }
    }
    let fact = flavour.fact();
    Ok(RunResult {
        steps: vec![StepResult { output: output.take(), status }],
        raised,
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: vec![Extra { key: fact.key, value: fact.value }],
    })
}

impl Matcher {
    fn new(pattern: &str, flavour: Flavour) -> Result<Self, String> {
        let last = |text: String| {
            let line = text.lines().rev().find(|line| !line.trim().is_empty());
            line.unwrap_or_default().trim().trim_start_matches("error: ").to_owned()
        };
        match flavour {
            Flavour::Re2 => {
                let mut builder = regex::RegexBuilder::new(pattern);
                let built = builder.size_limit(LARGEST).build();
                built.map(Self::Re2).map_err(|why| last(why.to_string()))
            }
            Flavour::Pcre => {
                let mut builder = fancy_regex::RegexBuilder::new(pattern);
                builder.backtrack_limit(MOST_BACKTRACKS).delegate_size_limit(LARGEST);
                builder.build().map(Self::Pcre).map_err(|why| last(why.to_string()))
            }
        }
    }

    /// What is found in the lines of a text, and what ended the search before its end.
    fn lines(&self, text: &str) -> (String, Option<Raised>) {
        let mut told = String::new();
        for (at, line) in text.lines().enumerate() {
            let (matches, ended) = self.matches(line);
            for groups in matches {
                let _ = writeln!(told, "line {}: {}", at + 1, self.told(&groups));
            }
            if let Some(message) = ended {
                let message = format!("line {}: {message}", at + 1);
                let kind = "backtrack-limit".into();
                return (told, Some(Raised { kind, message, places: Vec::new() }));
            }
        }
        if told.is_empty() {
            told.push_str("no match\n");
        }
        (told, None)
    }

    /// The matches in a line.
    fn matches<'t>(&self, line: &'t str) -> (Vec<Groups<'t>>, Option<String>) {
        match self {
            Self::Re2(regex) => {
                let groups = |captures: regex::Captures<'t>| {
                    let found = |found: regex::Match<'t>| Found {
                        start: found.start(),
                        end: found.end(),
                        text: found.as_str(),
                    };
                    captures.iter().map(|group| group.map(found)).collect()
                };
                (regex.captures_iter(line).map(groups).collect(), None)
            }
            Self::Pcre(regex) => {
                let mut matches = Vec::new();
                for captures in regex.captures_iter(line) {
                    let captures = match captures {
                        Ok(captures) => captures,
                        Err(why) => return (matches, Some(why.to_string())),
                    };
                    let found = |found: fancy_regex::Match<'t>| Found {
                        start: found.start(),
                        end: found.end(),
                        text: found.as_str(),
                    };
                    matches.push(captures.iter().map(|group| group.map(found)).collect());
                }
                (matches, None)
            }
        }
    }

    fn names(&self) -> Vec<Option<&str>> {
        match self {
            Self::Re2(regex) => regex.capture_names().collect(),
            Self::Pcre(regex) => regex.capture_names().collect(),
        }
    }

    /// `match [0-3] "abc", group 1="a", group name="bc"`.
    fn told(&self, groups: &Groups<'_>) -> String {
        let Some(Some(whole)) = groups.first() else { return String::new() };
        let mut told = format!("match [{}-{}] {:?}", whole.start, whole.end, whole.text);
        for (at, name) in self.names().iter().enumerate().skip(1) {
            let name = name.map_or_else(|| at.to_string(), str::to_owned);
            match groups.get(at) {
                Some(Some(found)) => {
                    let _ = write!(told, ", group {name}={:?}", found.text);
                }
                _ => {
                    let _ = write!(told, ", group {name} none");
                }
            }
        }
        told
    }
}
