//! `jobs`, `wait`, `fg`, `bg`, `disown`.

use crate::expand::is_name;
use crate::os::process::Pid;
use crate::shell::{Job, Ran, Shell};
use crate::syntax::print;

/// A job by `%1`, `%+`, `%name`, or the process id.
pub(super) fn find(shell: &Shell, text: &str) -> Option<Job> {
    let jobs = &shell.jobs;
    let Some(spec) = text.strip_prefix('%') else {
        let pid: Pid = text.parse().ok()?;
        return jobs.iter().find(|job| job.pid == pid).cloned();
    };
    match spec {
        "" | "%" | "+" => jobs.last().cloned(),
        "-" => jobs.get(jobs.len().checked_sub(2)?).cloned(),
        _ => match spec.parse::<usize>() {
            Ok(number) => jobs.iter().find(|job| job.number == number).cloned(),
            Err(_) => jobs.iter().find(|job| print::chain(&job.chain).starts_with(spec)).cloned(),
        },
    }
}

pub(super) async fn jobs(shell: &mut Shell, args: &[String]) -> Ran {
    let has = |c: char| args[1..].iter().any(|flag| flag.starts_with('-') && flag.contains(c));
    let mut out = String::new();
    let count = shell.jobs.len();
    let mut gone = Vec::new();
    for (n, job) in shell.jobs.iter().enumerate() {
        let ended = shell.os.end_of(job.pid);
        let state = match ended {
            None => "Running".to_owned(),
            Some(ended) if ended.status == 0 => "Done".to_owned(),
            Some(ended) => match ended.signal.and_then(crate::os::signal::obituary) {
                Some(words) => words.to_owned(),
                None => format!("Exit {}", ended.status),
            },
        };
        if ended.is_some() {
            gone.push(job.pid);
        }
        if (has('r') && ended.is_some()) || (has('s') && !has('r')) {
            continue;
        }
        if has('p') {
            out.push_str(&format!("{}\n", job.pid));
            continue;
        }
        let mark = match count - n {
            1 => '+',
            2 => '-',
            _ => ' ',
        };
        let pid = if has('l') { format!("{} ", job.pid) } else { String::new() };
        let amp = if ended.is_none() { " &" } else { "" };
        out.push_str(&format!(
            "[{}]{mark}  {pid}{state:<24}{}{amp}\n",
            job.number,
            print::chain(&job.chain)
        ));
    }
    if !has('p') {
        shell.jobs.retain(|job| !gone.contains(&job.pid));
    }
    shell.print(&out).await
}

/// Waits for a process, until a signal that is trapped comes: its status then.
async fn wait_one(shell: &mut Shell, pid: Pid) -> Ran {
    loop {
        if let Some(ended) = shell.os.end_of(pid) {
            if let Some(signal) = ended.signal {
                let job = shell.jobs.iter().find(|job| job.pid == pid);
                let text = job.map(|job| print::chain(&job.chain)).unwrap_or_default();
                shell.obituary(pid, signal, &text, false).await?;
            }
            shell.jobs.retain(|job| job.pid != pid);
            shell.end_coproc(pid);
            return Ok(ended.status);
        }
        if let Some(status) = interrupted(shell).await? {
            return Ok(status);
        }
        let os = std::rc::Rc::clone(&shell.os);
        os.wait_any(shell.pid, &[pid]).await;
    }
}

async fn interrupted(shell: &mut Shell) -> Result<Option<i32>, crate::shell::Flow> {
    if !shell.os.has_pending(shell.pid) {
        return Ok(None);
    }
    let signal = shell.os.first_pending(shell.pid).unwrap_or(0);
    shell.signals().await?;
    Ok(Some(128 + signal))
}

pub(super) async fn wait(shell: &mut Shell, args: &[String]) -> Ran {
    let mut any = false;
    let mut variable = None;
    let mut at = 1;
    while let Some(flag) = args.get(at).filter(|text| text.starts_with('-') && text.len() > 1) {
        match flag.as_str() {
            "-n" => any = true,
            "-p" => {
                at += 1;
                variable = args.get(at).cloned().filter(|name| is_name(name));
            }
            _ => {}
        }
        at += 1;
    }
    let mut pids = Vec::new();
    let mut status = 0;
    for text in &args[at..] {
        match find(shell, text) {
            Some(job) => pids.push(job.pid),
            None if text.starts_with('%') => {
                status = shell.fails(127, &format!("wait: {text}: no such job")).await?;
            }
            None => match text.parse::<Pid>() {
                Ok(pid) if shell.os.end_of(pid).is_some() || shell.background == Some(pid) => {
                    pids.push(pid)
                }
                Ok(pid) => {
                    status = shell
                        .fails(127, &format!("wait: pid {pid} is not a child of this shell"))
                        .await?;
                }
                Err(_) => {
                    let message = format!("wait: `{text}': not a pid or valid job spec");
                    status = shell.fails(1, &message).await?;
                }
            },
        }
    }
    if any {
        return wait_next(shell, pids, variable).await;
    }
    if args.len() > at {
        for pid in pids {
            status = wait_one(shell, pid).await?;
        }
        return Ok(status);
    }
    let all: Vec<Pid> = shell.jobs.iter().map(|job| job.pid).collect();
    for pid in all {
        let status = wait_one(shell, pid).await?;
        if shell.jobs.iter().any(|job| job.pid == pid) {
            return Ok(status);
        }
    }
    Ok(0)
}

/// `wait -n`: the first of them to end.
async fn wait_next(shell: &mut Shell, pids: Vec<Pid>, variable: Option<String>) -> Ran {
    let pids = if pids.is_empty() { shell.jobs.iter().map(|job| job.pid).collect() } else { pids };
    if pids.is_empty() {
        return Ok(127);
    }
    loop {
        if let Some(pid) = pids.iter().find(|pid| shell.os.end_of(**pid).is_some()) {
            if let Some(name) = variable {
                let done = shell.set(&name, &pid.to_string());
                shell.allowed(done).await?;
            }
            return wait_one(shell, *pid).await;
        }
        if let Some(status) = interrupted(shell).await? {
            return Ok(status);
        }
        let os = std::rc::Rc::clone(&shell.os);
        os.wait_any(shell.pid, &pids).await;
    }
}

pub(super) async fn fg(shell: &mut Shell, args: &[String]) -> Ran {
    let spec = args.get(1).map_or("%+", String::as_str);
    if !shell.interactive {
        return shell.fails(1, "fg: no job control").await;
    }
    let Some(job) = find(shell, spec) else {
        let shown = args.get(1).map_or("current", String::as_str);
        return shell.fails(1, &format!("fg: {shown}: no such job")).await;
    };
    shell.print(&format!("{}\n", print::chain(&job.chain))).await?;
    wait_one(shell, job.pid).await
}

pub(super) async fn bg(shell: &mut Shell, args: &[String]) -> Ran {
    if !shell.interactive {
        return shell.fails(1, "bg: no job control").await;
    }
    let spec = args.get(1).map_or("%+", String::as_str);
    match find(shell, spec) {
        Some(job) => shell.fails(0, &format!("bg: job {} already in background", job.number)).await,
        None => {
            shell
                .fails(
                    1,
                    &format!("bg: {}: no such job", args.get(1).map_or("current", String::as_str)),
                )
                .await
        }
    }
}

pub(super) async fn disown(shell: &mut Shell, args: &[String]) -> Ran {
    if args[1..].iter().any(|flag| flag == "-a") {
        shell.jobs.clear();
        return Ok(0);
    }
    let specs: Vec<&str> =
        args[1..].iter().filter(|text| !text.starts_with('-')).map(String::as_str).collect();
    let specs = if specs.is_empty() { vec!["%+"] } else { specs };
    for spec in specs {
        match find(shell, spec) {
            Some(job) => shell.jobs.retain(|other| other.pid != job.pid),
            None => return shell.fails(1, &format!("disown: {spec}: no such job")).await,
        }
    }
    Ok(0)
}
