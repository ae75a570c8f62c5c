//! Schedules the CronJob controller cannot read.

use proofpress_plugin::{Context, Finding, Rule, Severity};

use crate::syntax::Node;
use crate::{Kubernetes, cron};

pub(crate) const RULE: Rule<Kubernetes> = Rule::new(Severity::Error, check).tags(&["correctness"]);

fn check(cx: &Context<'_, Kubernetes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for object in &cx.tree.objects {
        let schedule = object.spec().and_then(|spec| spec.get("schedule"));
        let Some(schedule) =
            schedule.filter(|_| object.group() == "batch" && object.kind == "CronJob")
        else {
            continue;
        };
        let Some(Err(why)) = schedule.text().map(cron::check) else { continue };
        findings
            .push(Finding::new(schedule.span, format!("the schedule {why}")).help(help(schedule)));
    }
    findings
}

fn help(schedule: &Node) -> &'static str {
    match schedule.text().unwrap_or_default() {
        text if text.contains("TZ") => "say `timeZone: Europe/Berlin` beside `schedule`",
        text if text.starts_with('@') => {
            "write `@hourly`, `@daily`, `@weekly`, `@monthly` or `@yearly`"
        }
        _ => "write minute, hour, day of the month, month, day of the week: `30 4 * * 1-5`",
    }
}
