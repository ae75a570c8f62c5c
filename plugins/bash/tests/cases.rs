//! Every script under `cases/` prints and ends as recorded beside it; what is recorded is what
//! bash 5.2 does, and is held against it where it is installed.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read their cases and run bash; they fail by panicking"
)]

#[path = "support/case.rs"]
mod case;

use case::Case;

#[test]
fn cases() {
    let mut wrong = Vec::new();
    let all = Case::all();
    assert!(all.len() >= 150, "only {} cases were found", all.len());
    for case in &all {
        let ours = case.ours();
        if std::env::var_os("BLESS").is_some() {
            let Some(real) = case.real() else { panic!("only bash may say what is expected") };
            case.bless(&real);
        }
        if case.expected() != ours {
            wrong.push(format!(
                "{}\n--- expected\n{}\n--- got\n{ours}",
                case.name,
                case.expected()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

#[test]
fn bash_agrees() {
    let Some(version) = case::bash_version() else {
        println!("bash is not installed: what is recorded was not held against it");
        return;
    };
    if !version.starts_with("5.2") {
        println!("bash {version} is not 5.2: what is recorded was not held against it");
        return;
    }
    if case::signals_ignored() {
        println!("signals are ignored here, and traps list them: nothing was held against bash");
        return;
    }
    let wrong: Vec<String> = Case::all()
        .iter()
        .filter_map(|case| {
            let real = case.real()?;
            (real != case.expected()).then(|| format!("{}\n{real}", case.name))
        })
        .collect();
    assert!(wrong.is_empty(), "bash does otherwise:\n{}", wrong.join("\n"));
}
