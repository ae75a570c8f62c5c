//! `source` and `.`.

use std::rc::Rc;

use crate::os::bytes;
use crate::os::open::How;
use crate::shell::{Flow, Frame, Ran, Shell};

pub(super) async fn source(shell: &mut Shell, args: &[String]) -> Ran {
    let rest = if args.get(1).is_some_and(|first| first == "--") { &args[2..] } else { &args[1..] };
    let Some(name) = rest.first() else {
        let usage = format!(
            "{0}: filename argument required\n{0}: usage: {0} filename [arguments]",
            args[0]
        );
        return shell.fails(2, &usage).await;
    };
    let path = locate(shell, name);
    let os = Rc::clone(&shell.os);
    if os.files.find(&shell.cwd, &path).is_ok_and(|node| node.is_folder()) {
        return shell.fails(1, &format!("{}: {name}: is a directory", args[0])).await;
    }
    let read = match shell.fds.open(&os, &shell.cwd, &path, How::READ).await {
        Ok(file) => file.read_all(&os).await,
        Err(errno) => Err(errno),
    };
    let text = match read {
        Ok(text) => bytes::decode(&text),
        Err(errno) => {
            return shell.fails(1, &format!("{name}: {errno}")).await;
        }
    };
    let positional = (rest.len() > 1)
        .then(|| std::mem::replace(&mut shell.positional, Rc::new(rest[1..].to_vec())));
    let script = std::mem::replace(&mut shell.script, path.clone());
    let interactive = std::mem::replace(&mut shell.interactive, false);
    let line = shell.line;
    shell.frames.push(Frame { function: "source".into(), source: path, line });
    let ran = shell.run_inner(&text, 1).await;
    shell.frames.pop();
    shell.script = script;
    shell.interactive = interactive;
    shell.line = line;
    if let Some(positional) = positional {
        shell.positional = positional;
    }
    match ran {
        Err(Flow::Return(status)) => Ok(status),
        other => other,
    }
}

/// Where a file without a slash lies: in `PATH`, else here.
fn locate(shell: &Shell, name: &str) -> String {
    if name.contains('/') {
        return name.to_owned();
    }
    let search = shell.get("PATH").unwrap_or_default();
    for folder in search.split(':') {
        let path = format!("{folder}/{name}");
        let is_text = |node: crate::os::node::Node| {
            matches!(*node.kind.borrow(), crate::os::node::Kind::File(_))
        };
        if shell.os.files.find(&shell.cwd, &path).is_ok_and(is_text) {
            return path;
        }
    }
    name.to_owned()
}
