//! The edge: a [`Plugin`] as the exports of the contract. The only file that converts between
//! the generated types and ours.

mod whole;

use std::cell::RefCell;
use std::marker::PhantomData;

use crate::bindings::checker::exports::proofpress::plugin::example_checker;
use crate::bindings::exports::proofpress::plugin::{lifecycle, meta};
use crate::bindings::proofpress::plugin::types as wire;
use crate::bindings::runner::exports::proofpress::plugin::runner;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use whole::diagnostics;

use crate::{
    Applicability, Capability, Checker, Context, Declined, Example, Finding, Plugin, Runner,
    Session, Span,
};

/// Carries a checker's exports; see [`export!`](crate::export).
pub struct CheckerComponent<P>(PhantomData<P>);

/// Carries the exports of a plugin's other halves, and who it is if it does not check examples;
/// see [`export!`](crate::export).
pub struct PlainComponent<P>(PhantomData<P>);

thread_local! {
    /// What `start` was given. An instance does one job on one thread.
    static SESSION: RefCell<Option<lifecycle::Session>> = const { RefCell::new(None) };
}

fn describe<P: Plugin>() -> meta::Info {
    let pair = |&(key, value): &(&str, &str)| wire::Extra { key: key.into(), value: value.into() };
    meta::Info {
        id: P::INFO.id.into(),
        version: P::INFO.version.into(),
        license: P::INFO.license.into(),
        homepage: None,
        languages: P::INFO.languages.iter().map(|&language| language.into()).collect(),
        facts: P::INFO.facts.iter().map(pair).collect(),
        capabilities: P::CAPABILITIES.iter().map(capability).collect(),
        extra: Vec::new(),
    }
}

fn capability(asked: &Capability) -> meta::Capability {
    let (name, scope) = match *asked {
        Capability::ReadFiles(globs) => ("read-files", globs),
    };
    let scope = scope.iter().map(|&part| part.into()).collect();
    meta::Capability { name: name.into(), scope }
}

fn validate<P: Plugin>(config: &str) -> Vec<meta::ConfigProblem> {
    match serde_json::from_str::<P::Config>(config) {
        Ok(_) => Vec::new(),
        Err(why) => vec![meta::ConfigProblem { path: String::new(), message: why.to_string() }],
    }
}

fn start(session: lifecycle::Session) {
    report_panics();
    SESSION.with(|slot| *slot.borrow_mut() = Some(session));
}

/// Works with what `start` was given, and the configuration read from it.
fn with_session<P: Plugin, T>(
    work: impl FnOnce(&lifecycle::Session, P::Config) -> Result<T, Declined>,
) -> Result<T, wire::Failure> {
    SESSION.with(|slot| {
        let session = slot.borrow();
        let Some(session) = session.as_ref() else {
            return Err(wire::Failure::Internal("called before `start`".into()));
        };
        let config = serde_json::from_str(&session.config)
            .map_err(|why| wire::Failure::Config(why.to_string()))?;
        work(session, config).map_err(|Declined(why)| wire::Failure::Unsupported(why))
    })
}

impl<P: Checker> meta::Guest for CheckerComponent<P> {
    fn describe() -> meta::Info {
        describe::<P>()
    }

    fn rules() -> Vec<meta::Rule> {
        let rules = P::rules().iter().map(|rule| meta::Rule {
            id: rule.name.into(),
            title: rule.title().into(),
            docs: rule.page.into(),
            severity: rule.severity,
            default_on: rule.default_on,
            fixable: rule.fixable,
            tags: rule.tags.iter().map(|&tag| tag.into()).collect(),
            extra: Vec::new(),
        });
        rules.chain(whole::rules::<P>()).collect()
    }

    fn config_schema() -> String {
        P::CONFIG_SCHEMA.into()
    }

    fn validate_config(config: String) -> Vec<meta::ConfigProblem> {
        validate::<P>(&config)
    }
}

impl<P: Plugin> meta::Guest for PlainComponent<P> {
    fn describe() -> meta::Info {
        describe::<P>()
    }

    fn rules() -> Vec<meta::Rule> {
        whole::rules::<P>().collect()
    }

    fn config_schema() -> String {
        P::CONFIG_SCHEMA.into()
    }

    fn validate_config(config: String) -> Vec<meta::ConfigProblem> {
        validate::<P>(&config)
    }
}

impl<P: Checker> lifecycle::Guest for CheckerComponent<P> {
    fn start(session: lifecycle::Session) -> Result<(), wire::Failure> {
        start(session);
        Ok(())
    }
}

impl<P: Plugin> lifecycle::Guest for PlainComponent<P> {
    fn start(session: lifecycle::Session) -> Result<(), wire::Failure> {
        start(session);
        Ok(())
    }
}

impl<P: Checker> example_checker::Guest for CheckerComponent<P> {
    fn check_example(example: Example) -> Result<example_checker::Checked, wire::Failure> {
        with_session::<P, _>(|session, config| {
            let enabled =
                session.rules.iter().map(|rule| (rule.id.as_str(), rule.options.as_str()));
            check::<P>(&example, &config, enabled)
        })
    }
}

impl<P: Runner> runner::Guest for PlainComponent<P> {
    fn run(request: runner::RunRequest) -> Result<runner::RunResult, wire::Failure> {
        with_session::<P, _>(|session, config| {
            let session = Session { config, now: session.now, seed: session.seed };
            P::run(&request, &session)
        })
    }
}

/// A panic ends the instance, and without a standard error its message would be lost: the host
/// shows what was logged last.
#[doc(hidden)]
pub fn report_panics() {
    #[cfg(target_arch = "wasm32")]
    std::panic::set_hook(Box::new(|panic| {
        use crate::bindings::proofpress::plugin::log;
        log::log(log::Level::Warn, &panic.to_string());
    }));
}

/// Parses an example and lets the enabled rules look at it.
pub(crate) fn check<'a, P: Checker>(
    example: &Example,
    config: &P::Config,
    enabled: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<example_checker::Checked, Declined> {
    let tree = P::parse(example, config)?;
    let sound = P::is_sound(&tree);
    let mut diagnostics = Vec::new();
    for (name, options) in enabled {
        let Some(rule) = P::rules().iter().find(|rule| rule.name == name) else { continue };
        if sound || rule.runs_on_broken {
            let cx = Context { tree: &tree, example, config, options };
            let found = (rule.check)(&cx).into_iter();
            diagnostics.extend(found.map(|finding| diagnostic(name, rule.severity, finding)));
        }
    }
    let facts = P::facts(&tree).into_iter();
    let facts = facts.map(|fact| wire::Extra { key: fact.key, value: fact.value }).collect();
    Ok(example_checker::Checked { diagnostics, facts })
}

fn diagnostic(rule: &str, severity: wire::Severity, finding: Finding) -> wire::Diagnostic {
    placed(rule, severity, finding, &wire::Target::Current)
}

/// A finding whose places are all in `target`.
fn placed(
    rule: &str,
    severity: wire::Severity,
    finding: Finding,
    target: &wire::Target,
) -> wire::Diagnostic {
    let related = finding.related.into_iter().map(|related| wire::Related {
        target: target.clone(),
        span: span(related.span),
        message: related.message,
    });
    let fixes = finding.fixes.into_iter().map(|fix| wire::Fix {
        title: fix.title,
        applicability: match fix.applicability {
            Applicability::Safe => wire::Applicability::Safe,
            Applicability::Suggestion => wire::Applicability::Suggestion,
            Applicability::Manual => wire::Applicability::Manual,
        },
        edits: fix
            .edits
            .into_iter()
            .map(|edit| wire::Edit {
                target: target.clone(),
                span: span(edit.span),
                replacement: edit.replacement,
            })
            .collect(),
    });
    wire::Diagnostic {
        rule: rule.into(),
        severity: finding.severity.unwrap_or(severity),
        message: finding.message,
        target: target.clone(),
        span: span(finding.span),
        help: finding.help,
        related: related.collect(),
        fixes: fixes.collect(),
        extra: Vec::new(),
    }
}

/// Offsets beyond 4 GiB cannot occur: guest memory is smaller.
fn span(span: Span) -> wire::Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    wire::Span { start: offset(span.start), end: offset(span.end) }
}
