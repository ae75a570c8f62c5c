//! A call that stops the whole event loop while it waits.

use proofpress_plugin::{Applicability, Context, Finding, Rule, Severity};

use crate::Python;
use crate::calls::{self, Call, Runs};

pub(crate) const RULE: Rule<Python> =
    Rule::new(Severity::Warning, check).fixable().tags(&["asyncio", "performance"]);

const REQUESTS: &[&str] =
    &["delete", "get", "head", "options", "patch", "post", "put", "request", "send", "stream"];

fn check(cx: &Context<'_, Python>) -> Vec<Finding> {
    let calls = calls::of(cx.tree);
    let running = calls.iter().filter(|call| call.runs == Runs::InAsync);
    running.filter_map(|call| finding(cx, call)).collect()
}

fn finding(cx: &Context<'_, Python>, call: &Call<'_>) -> Option<Finding> {
    let name = call.name.as_deref()?;
    let instead = instead(name)?;
    let function = cx.tree.span(&*call.expr.func);
    let shown = name.replace("()", "");
    let finding = Finding::new(function, format!("`{shown}` blocks the event loop"))
        .help(format!("while it waits no other task runs: {instead}"));
    let mendable = name == "time.sleep" && call.dropped && cx.tree.names.imports("asyncio");
    Some(if mendable {
        let title = "sleep without blocking";
        finding.fix(Applicability::Suggestion, title, function, "await asyncio.sleep")
    } else {
        finding
    })
}

/// What to use instead of a blocking function, by its full name.
fn instead(name: &str) -> Option<&'static str> {
    let (owner, member) = name.rsplit_once('.').unwrap_or(("", name));
    Some(match (owner, member) {
        ("time", "sleep") => "use `await asyncio.sleep(…)`",
        ("requests" | "requests.Session()" | "requests.session()", member)
            if REQUESTS.contains(&member) && member != "stream" =>
        {
            "use an async client, or `await asyncio.to_thread(…)`"
        }
        ("httpx" | "httpx.Client()", member) if REQUESTS.contains(&member) => {
            "use `httpx.AsyncClient`"
        }
        ("urllib.request", "urlopen" | "urlretrieve") => {
            "use an async client, or `await asyncio.to_thread(…)`"
        }
        (
            "subprocess",
            "run" | "call" | "check_call" | "check_output" | "getoutput" | "getstatusoutput",
        )
        | ("subprocess.Popen()", "wait" | "communicate")
        | ("os", "system" | "wait" | "waitpid") => "use `asyncio.create_subprocess_exec(…)`",
        ("socket", "create_connection") => "use `asyncio.open_connection(…)`",
        ("socket", "getaddrinfo" | "gethostbyname") => "use the loop's `getaddrinfo(…)`",
        ("", "open") | ("io", "open") => "read and write the file in `await asyncio.to_thread(…)`",
        ("", "input") => "use `await asyncio.to_thread(input)`",
        _ => return None,
    })
}
