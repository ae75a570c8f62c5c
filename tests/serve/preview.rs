//! A preview that runs, and how it is spoken to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program;

/// Long enough for the slowest machine; nothing waits that long where all is well.
const PATIENCE: Duration = Duration::from_secs(300);

/// The plugins that no page of these tests needs. Each would have to be compiled.
const UNUSED: [&str; 13] = [
    "bash",
    "cel",
    "cpython",
    "javascript",
    "jinja",
    "jmespath",
    "jq",
    "kubernetes",
    "python",
    "redis",
    "regex",
    "rego",
    "sql",
];

/// A site of a test.
pub(crate) struct Site(tempfile::TempDir);

impl Site {
    /// A site with these files, and a configuration that goes on with `config`.
    pub(crate) fn new(config: &str, files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        site.configure(config);
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// Another configuration.
    pub(crate) fn configure(&self, config: &str) {
        let unused: String =
            UNUSED.iter().map(|id| format!("\n[plugins.{id}]\nenabled = false\n")).collect();
        self.write("proofpress.toml", format!("{config}\n{unused}"));
        program::give_plugins(self.folder());
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// As many editors save: another file is written and takes the place of the old one.
    pub(crate) fn replace(&self, path: &str, text: &str) {
        let beside = self.path(&format!("{path}.tmp-1"));
        std::fs::write(&beside, text).unwrap();
        std::fs::rename(beside, self.path(path)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path(from), self.path(to)).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
            .unwrap();
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        let mut lines = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        lines.next().map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A preview that runs until this is dropped.
pub(crate) struct Preview {
    child: Child,
    pub(crate) port: u16,
    /// The address it said.
    pub(crate) url: String,
    said: Receiver<String>,
}

impl Preview {
    /// Starts a preview and waits until there is a site, or why there is none.
    pub(crate) fn start(site: &Site, arguments: &[&str]) -> Self {
        let mut command = program::command(site.folder());
        command.args(["serve", "--port", "0"]).args(arguments);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, said) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let url = loop {
            let line = said.recv_timeout(PATIENCE).expect("the address is said");
            if let Some(url) = line.strip_prefix("serving ") {
                break url.to_owned();
            }
        };
        let port = url.split([':', '/']).nth(4).unwrap().parse().unwrap();
        let preview = Self { child, port, url, said };
        let settled = |news: &Value| news["awaited"] == 0;
        preview.wait_for("the first site", |news| news["generation"] != 0 && settled(news));
        preview
    }

    /// The process.
    pub(crate) fn process(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Asks with a head of its own: the first line and headers, without the last empty line.
    pub(crate) fn ask(&self, head: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("headers");
        let headers = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}", self.port))
    }

    /// What is told of a page, by its address.
    pub(crate) fn page(&self, at: &str) -> Value {
        serde_json::from_slice(&self.get(&format!("/.proofpress/page?at={at}")).body).unwrap()
    }

    /// Waits for news of which something holds, and gives them.
    pub(crate) fn wait_for(&self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let events = Events::listen(self, "");
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let news = events.next();
            if holds(&news) {
                return news;
            }
        }
        panic!("waited in vain for {what}")
    }

    /// Waits until something holds of what is served.
    pub(crate) fn until<T>(&self, what: &str, mut holds: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(found) = holds() {
                return found;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("waited in vain for {what}")
    }

    /// Waits for a line on the terminal that holds some words.
    pub(crate) fn line(&self, words: &str) -> String {
        loop {
            let line = self.said.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no `{words}`"));
            if line.contains(words) {
                return line;
            }
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The news of a preview, as a browser gets them.
pub(crate) struct Events(std::cell::RefCell<BufReader<TcpStream>>);

impl Events {
    /// Listens; `query` may say what is known.
    pub(crate) fn listen(preview: &Preview, query: &str) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "GET /.proofpress/events{query} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            preview.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        Self(BufReader::new(stream).into())
    }

    /// The next event.
    pub(crate) fn next(&self) -> Value {
        let mut reader = self.0.borrow_mut();
        loop {
            let mut line = String::new();
            assert_ne!(reader.read_line(&mut line).expect("an event in time"), 0, "it hung up");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}
