use proofpress_plugin::*;
use std::io::Write;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap_or_else(|_| {
        String::from_utf8_lossy(&std::fs::read(&args[1]).unwrap()).into_owned()
    });
    let name = args.get(2).cloned().unwrap_or("example.sh".into());
    let console = name == "--console";
    let steps =
        if console { text.split("\n---\n").map(str::to_owned).collect() } else { vec![text] };
    let request = RunRequest {
        lang: "bash".into(),
        attrs: vec![],
        prelude: vec![],
        main: Part { name: Some(name), steps, interactive: console },
        stdin: vec![],
        args: vec![],
        env: vec![],
        files: vec![],
        timeout: Some(3600_000_000_000),
    };
    let result = proofpress_bash::Bash::run(
        &request,
        &Session { config: NoConfig {}, now: 1_790_000_000, seed: 1 },
    )
    .unwrap();
    let mut status = 0;
    for s in &result.steps {
        for c in &s.output {
            match c.to {
                OutputStream::Stdout => std::io::stdout().write_all(&c.bytes).unwrap(),
                OutputStream::Stderr => std::io::stderr().write_all(&c.bytes).unwrap(),
            }
        }
        status = s.status;
        if console {
            eprintln!("? {status}");
        }
    }
    if let Some(r) = result.raised {
        eprintln!("RAISED {} {}", r.kind, r.message);
    }
    std::process::exit(status);
}
