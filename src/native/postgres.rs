//! PostgreSQL examples on a real server, through the server's own client `psql`.
//!
//! Each run has a database of its own, made for it and dropped after it, so that runs neither see
//! nor disturb one another. Statements are handed over one by one as arguments, which `psql` sends
//! to the server as they are: no example reaches the client's own commands, some of which start
//! programs.

#![expect(
    clippy::disallowed_methods,
    reason = "a native runner starts a program: that is its work"
)]

use std::io::{self, Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::statements::{is_ordered, statements};
use crate::check::{Prover, Task, Verdict};
use crate::plugin::{
    Artifact, Failure, Limits, Raised, Ran, RanStep, RunInput, Session, Stream, Written,
};

/// How long a run may take where its page does not say, in nanoseconds of real time.
const TIMEOUT: u64 = 30_000_000_000;
/// What the client gets on top to start, stop and tell of a statement that took too long.
const GRACE: Duration = Duration::from_secs(10);
/// The most output of a run, in bytes, of each stream.
const MOST_OUTPUT: u64 = 1 << 20;
/// Stands between what the examples before this one wrote and what it wrote itself.
const MARK: &str = "\u{1}proofpress\u{1}";
/// Ways of the client to print that a page may ask for with `args=`.
const FORMATS: [&str; 6] = ["-A", "-t", "-At", "-x", "--csv", "--expanded"];

/// Counts databases, to name them apart.
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A server that the site grants.
#[derive(Clone, Debug)]
pub struct Postgres {
    server: Server,
}

impl Postgres {
    /// The server at a `postgresql://` address. Nothing is connected yet.
    pub fn new(url: &str) -> Self {
        Self { server: Server::new(url) }
    }
}

impl Prover for Postgres {
    fn prove(&self, task: &Task, _: &Session, _: &Limits) -> Result<Verdict, Failure> {
        match task {
            Task::Run(input) => self.run(input).map(Verdict::RanNatively),
            _ => Err(Failure::Declined("a server checks nothing without running it".into())),
        }
    }

    fn is_native(&self) -> bool {
        true
    }
}

impl Postgres {
    fn run(&self, input: &RunInput) -> Result<Ran, Failure> {
        let mut arguments: Vec<String> = ["-v", "ON_ERROR_STOP=0"].map(str::to_owned).to_vec();
        for part in &input.prelude {
            commands(&part.steps, &mut arguments)?;
        }
        arguments.extend(
            ["-c", &format!("\\echo '{MARK}'"), "-c", &format!("\\warn '{MARK}'")]
                .map(str::to_owned),
        );
        arguments.extend(["-c", "\\set ON_ERROR_STOP 1"].map(str::to_owned));
        commands(&input.main.steps, &mut arguments)?;
        if let Some(unknown) = input.args.iter().find(|word| !FORMATS.contains(&word.as_str())) {
            return Err(Failure::Declined(format!(
                "`{unknown}` is not one of the arguments it takes: {}",
                FORMATS.join(", ")
            )));
        }
        arguments.extend(input.args.iter().cloned());
        let timeout = Duration::from_nanos(input.timeout.unwrap_or(TIMEOUT));
        let (database, version) = self.server.database()?;
        let mut command = self.server.psql(&database.name);
        let milliseconds = timeout.as_millis().max(1);
        command.env("PGOPTIONS", format!("-c statement_timeout={milliseconds}"));
        command.arg("-q").args(arguments);
        let ended = run(command, &input.stdin, timeout + GRACE)?;
        drop(database);
        Ok(outcome(&ended, input, version))
    }
}

/// Adds the statements of an example, each as one argument.
fn commands(steps: &[String], arguments: &mut Vec<String>) -> Result<(), Failure> {
    for statement in steps.iter().flat_map(|step| statements(step)) {
        // What starts with a backslash would be a command of the client: `\!` starts a program.
        if statement.starts_with('\\') {
            let line = statement.lines().next().unwrap_or_default();
            return Err(Failure::Declined(format!("`{line}` is a command of `psql`, not SQL")));
        }
        arguments.extend(["-c".to_owned(), statement.to_owned()]);
    }
    Ok(())
}

/// What a run came to, in the values of any runner.
fn outcome(ended: &Ended, input: &RunInput, version: String) -> Ran {
    let own = |text: &str| {
        let text = text.split_once(MARK).map_or(text, |(_, own)| own);
        text.strip_prefix('\n').unwrap_or(text).to_owned()
    };
    let (stdout, stderr) = (own(&ended.stdout), own(&ended.stderr));
    let last = input.main.steps.last().map(|step| statements(step));
    let last = last.as_ref().and_then(|statements| statements.last().copied());
    let rows = last.and_then(|_| last_rows(&stdout));
    let media_type = if last.is_some_and(is_ordered) { "text/csv" } else { "text/csv; order=none" };
    let artifact = rows.map(|csv| Artifact {
        media_type: media_type.into(),
        name: "rows".into(),
        contents: csv.into_bytes(),
    });
    let too_long = "ERROR:  canceling statement due to statement timeout";
    let timeout = stderr.contains(too_long).then_some("timeout");
    let raised = ended.cut_off.or(timeout).map(|kind| Raised {
        kind: kind.into(),
        message: String::new(),
        places: Vec::new(),
    });
    let written = |to, text| Written { to, text };
    let output = vec![written(Stream::Stdout, stdout), written(Stream::Stderr, stderr)];
    let output = output.into_iter().filter(|written| !written.text.is_empty()).collect();
    Ran {
        steps: vec![RanStep { output, status: ended.status }],
        raised,
        artifacts: artifact.into_iter().collect(),
        facts: vec![("PostgreSQL".into(), version)],
        ..Ran::default()
    }
}

/// The last table the client printed, as CSV: its head stands above a line of dashes, and the
/// crosses in that line say where the columns end.
fn last_rows(stdout: &str) -> Option<String> {
    let lines: Vec<&str> = stdout.lines().collect();
    let is_rule = |line: &&str| line.contains("--") && line.bytes().all(|b| b"-+".contains(&b));
    let rule = lines.iter().rposition(is_rule)?;
    let widths: Vec<usize> = lines[rule].split('+').map(str::len).collect();
    let head = lines.get(rule.checked_sub(1)?)?;
    let rows = lines[rule + 1..].iter().take_while(|line| !is_count(line));
    let mut csv = String::new();
    let mut row: Vec<String> = vec![String::new(); widths.len()];
    for line in std::iter::once(head).chain(rows) {
        let mut goes_on = false;
        let mut rest = line.chars();
        for (cell, &width) in row.iter_mut().zip(&widths) {
            let text: String = rest.by_ref().take(width).collect();
            // A cross at the end of a cell says that its text goes on below.
            let below = text.chars().nth(width - 1) == Some('+');
            cell.push_str(text.strip_suffix('+').filter(|_| below).unwrap_or(&text).trim());
            if below {
                cell.push('\n');
            }
            goes_on |= below;
            rest.next();
        }
        if !goes_on {
            let cells: Vec<String> =
                row.iter_mut().map(|cell| field(&std::mem::take(cell))).collect();
            csv.push_str(&(cells.join(",") + "\n"));
        }
    }
    Some(csv)
}

/// `(3 rows)`
fn is_count(line: &str) -> bool {
    let count = line.strip_prefix('(').and_then(|rest| rest.split_once(" row"));
    count.is_some_and(|(count, _)| count.bytes().all(|byte| byte.is_ascii_digit()))
}

fn field(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Where a server is and who asks it.
#[derive(Clone, Debug)]
struct Server {
    /// The address up to the database's name, without the password.
    before: String,
    /// What follows the database's name: `?sslmode=require`.
    after: String,
    /// The database to connect to for making others.
    database: String,
    /// Kept out of the arguments, which every user of the machine can list.
    password: Option<String>,
}

impl Server {
    fn new(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgresql", url));
        let (rest, after) = match rest.find('?') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        let (user, password) = match user.map(|user| user.split_once(':')) {
            Some(Some((name, password))) => (Some(name), Some(decoded(password))),
            Some(None) => (user, None),
            None => (None, None),
        };
        let user = user.map_or_else(String::new, |user| format!("{user}@"));
        Self {
            before: format!("{scheme}://{user}{host}/"),
            after: after.to_owned(),
            database: if database.is_empty() { "postgres" } else { database }.to_owned(),
            password,
        }
    }

    /// The client, connected to a database, with nothing taken from the user's own settings.
    fn psql(&self, database: &str) -> Command {
        let mut command = Command::new("psql");
        for name in ["PGOPTIONS", "PGSERVICE", "PGDATABASE", "PSQL_PAGER", "PAGER"] {
            command.env_remove(name);
        }
        command
            .env("PGCLIENTENCODING", "UTF8")
            .env("PGTZ", "UTC")
            .env("LC_ALL", "C")
            .env("PGCONNECT_TIMEOUT", "10")
            .args(["-X", "-w", "-P", "pager=off", "-d"])
            .arg(format!("{}{database}{}", self.before, self.after));
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command
    }

    /// Makes a database, and asks for the server's version.
    fn database(&self) -> Result<(Database<'_>, String), Failure> {
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("proofpress_{}_{number}", std::process::id());
        let create = format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        );
        let mut command = self.psql(&self.database);
        command.args(["-qAt", "-v", "ON_ERROR_STOP=1", "-c", &create, "-c", "SHOW server_version"]);
        let ended = run(command, b"", GRACE + GRACE)?;
        if ended.status != 0 {
            let said = ended.stderr.lines().next().unwrap_or("no word why");
            return Err(Failure::Declined(format!("no database could be made for it: {said}")));
        }
        let version = ended.stdout.split_whitespace().next().unwrap_or_default().to_owned();
        Ok((Database { server: self, name }, version))
    }
}

/// A database that goes when its run is over.
struct Database<'s> {
    server: &'s Server,
    name: String,
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        let mut command = self.server.psql(&self.server.database);
        let text = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        command.args(["-q", "-c", &text]);
        // Nothing can be done about one that stays: its name tells whose it was.
        let _ = run(command, b"", GRACE);
    }
}

/// What became of a program.
struct Ended {
    status: i32,
    stdout: String,
    stderr: String,
    /// What had to stop it: `timeout` or `output-limit`.
    cut_off: Option<&'static str>,
}

/// Runs a program to its end, or until it has taken too long or written too much.
fn run(mut command: Command, stdin: &[u8], limit: Duration) -> Result<Ended, Failure> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|why| {
        Failure::Declined(match why.kind() {
            io::ErrorKind::NotFound => {
                "there is no `psql` on the path: install PostgreSQL's client".into()
            }
            _ => format!("`psql` cannot be started: {why}"),
        })
    })?;
    let (tell, told) = mpsc::channel();
    read_to(child.stdout.take(), 0, &tell);
    read_to(child.stderr.take(), 1, &tell);
    if let Some(mut input) = child.stdin.take() {
        let stdin = stdin.to_vec();
        // Apart, since a program may write before it reads, or never read. One that does not want
        // its input may be gone before it has all of it.
        thread::spawn(move || drop(input.write_all(&stdin)));
    }
    let mut texts = [String::new(), String::new()];
    let mut cut_off = None;
    for _ in 0..2 {
        match told.recv_timeout(limit) {
            Ok((stream, bytes)) => {
                if bytes.len() as u64 > MOST_OUTPUT {
                    cut_off = Some("output-limit");
                    let _ = child.kill();
                }
                texts[stream] = String::from_utf8_lossy(&bytes).into_owned();
            }
            Err(_) => {
                cut_off = Some("timeout");
                let _ = child.kill();
            }
        }
    }
    let [stdout, stderr] = texts;
    Ok(Ended { status: status(&mut child), stdout, stderr, cut_off })
}

/// Reads a stream to its end, or to one byte more than is taken, in a thread of its own.
fn read_to<R: Read + Send + 'static>(
    stream: Option<R>,
    number: usize,
    tell: &mpsc::Sender<(usize, Vec<u8>)>,
) {
    let tell = tell.clone();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // What was read before an error is what there is.
            let _ = stream.take(MOST_OUTPUT + 1).read_to_end(&mut bytes);
        }
        // Nobody listens any more where the program took too long.
        let _ = tell.send((number, bytes));
    });
}

fn status(child: &mut Child) -> i32 {
    child.wait().ok().and_then(|status| status.code()).unwrap_or(-1)
}

/// A part of an address, without its percent signs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stays_out_of_the_address() {
        let server = Server::new("postgres://me:p%40ss@db:5433/docs?sslmode=require");
        assert_eq!(server.before, "postgres://me@db:5433/");
        assert_eq!(server.after, "?sslmode=require");
        assert_eq!(server.database, "docs");
        assert_eq!(server.password.as_deref(), Some("p@ss"));
        assert_eq!(Server::new("postgresql:///").database, "postgres");
    }

    #[test]
    fn the_last_table_is_taken() {
        let printed = " a \n---\n 1\n(1 row)\n\n name | note  \n------+-------\n ann  | x, \"y\"\n      | a|b\n(2 rows)\n\n";
        let csv = last_rows(printed).unwrap();
        assert_eq!(csv, "name,note\nann,\"x, \"\"y\"\"\"\n,a|b\n");
        let folded = " t  \n----\n a +\n b\n c\n(2 rows)\n";
        assert_eq!(last_rows(folded).unwrap(), "t\n\"a\nb\"\nc\n");
        assert_eq!(last_rows("INSERT 0 1\n"), None);
    }

    #[test]
    fn a_command_of_the_client_is_refused() {
        let steps = ["SELECT 1;\n \\! touch /tmp/x".to_owned()];
        let refused = commands(&steps, &mut Vec::new()).unwrap_err();
        let why = "`\\! touch /tmp/x` is a command of `psql`, not SQL";
        assert_eq!(refused, Failure::Declined(why.into()));
    }
}
