//! A download that is run without being looked at: `curl … | sh` and its forms.

use proofpress_plugin::{Context, Finding, Rule, Severity, Span};

use crate::Shell;
use crate::command::Run;
use crate::walk::Pipeline;
use crate::word::{Kind, Word};

pub(crate) const RULE: Rule<Shell> = Rule::new(Severity::Warning, check).tags(&["security"]);

const DOWNLOADERS: &[&str] = &["curl", "wget", "fetch", "http", "https"];
const SHELLS: &[&str] = &["sh", "bash", "dash", "zsh", "ksh", "ash", "fish"];
/// They run their input, too, but only without a program in their arguments.
const INTERPRETERS: &[&str] = &["python", "python3", "perl", "ruby", "node", "php"];
const HELP: &str = "download it to a file, check its checksum or signature, and run the file";

fn check(cx: &Context<'_, Shell>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        cx.tree.outline.pipelines.iter().filter_map(|pipeline| piped(cx, pipeline)).collect();
    findings.extend(cx.tree.runs().filter_map(|run| substituted(cx, &run)));
    findings
}

fn piped(cx: &Context<'_, Shell>, pipeline: &Pipeline) -> Option<Finding> {
    let runs: Vec<Option<Run<'_>>> =
        pipeline.stages.iter().map(|stage| cx.tree.stage(*stage)).collect();
    let download = runs.iter().flatten().find(|run| DOWNLOADERS.contains(&run.name.as_str()))?;
    let runner = runs
        .iter()
        .flatten()
        .find(|run| run.span.start > download.span.start && runs_input(run))?;
    let span = download.span.to(runner.span);
    Some(found(span, download, &runner.name))
}

/// Whether a command takes the program it runs from its input.
fn runs_input(run: &Run<'_>) -> bool {
    let mut operands = run.operands();
    if SHELLS.contains(&run.name.as_str()) {
        let commands = run.literals().any(|option| option == "-c");
        let reads = run.literals().any(|option| option == "-s");
        return !commands
            && (reads
                || operands.next().is_none_or(|word| run.literal(word).as_deref() == Some("-")));
    }
    INTERPRETERS.contains(&run.name.as_str())
        && run.arguments.iter().all(|word| run.literal(word).is_some_and(|text| text == "-"))
}

/// `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`, `source <(curl …)`.
fn substituted(cx: &Context<'_, Shell>, run: &Run<'_>) -> Option<Finding> {
    let name = run.name.as_str();
    if !SHELLS.contains(&name)
        && !INTERPRETERS.contains(&name)
        && !["eval", "source", "."].contains(&name)
    {
        return None;
    }
    let text = name == "eval" || run.literals().any(|option| option == "-c" || option == "-e");
    let word =
        run.arguments.iter().find(|word| match word.pieces.first().map(|piece| &piece.kind) {
            Some(Kind::Command(_) | Kind::Backticks(_)) => text,
            Some(Kind::Process(_)) => !text,
            _ => false,
        })?;
    let download = download_in(cx, word)?;
    Some(found(run.span, &download, name))
}

/// The command of a substitution that downloads, where it is the first of its pipeline.
fn download_in<'a>(cx: &'a Context<'_, Shell>, word: &Word) -> Option<Run<'a>> {
    let nth = word.substitutions().next()?;
    let range = cx.tree.outline.inside.get(nth)?.clone();
    let pipeline = cx.tree.outline.pipelines.get(range)?.first()?;
    let run = cx.tree.stage(*pipeline.stages.first()?)?;
    DOWNLOADERS.contains(&run.name.as_str()).then_some(run)
}

fn found(span: Span, download: &Run<'_>, runner: &str) -> Finding {
    let message = format!("`{runner}` runs what `{}` downloads, unseen", download.name);
    Finding::new(span, message).help(HELP)
}
