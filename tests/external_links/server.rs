//! A server on loopback that answers as it is told, and remembers what it was asked.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

type Answer = dyn Fn(&str, &str) -> Vec<u8> + Send + Sync;

/// A server; it ends with the process.
pub(crate) struct Server {
    /// `http://127.0.0.1:40000`
    pub(crate) address: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    counts: Mutex<BTreeMap<String, usize>>,
    /// Answers for a path that go before, or, from the second request on, after the usual one.
    before: Mutex<BTreeMap<String, VecDeque<Vec<u8>>>>,
    after: Mutex<BTreeMap<String, Vec<u8>>>,
    open: AtomicUsize,
    most: AtomicUsize,
}

impl Server {
    /// Answers with what `answer` makes of method and path.
    pub(crate) fn start(answer: impl Fn(&str, &str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State::default());
        let (answer, shared): (Arc<Answer>, _) = (Arc::new(answer), Arc::clone(&state));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, state) = (Arc::clone(&answer), Arc::clone(&shared));
                thread::spawn(move || {
                    let open = state.open.fetch_add(1, Ordering::SeqCst) + 1;
                    state.most.fetch_max(open, Ordering::SeqCst);
                    serve(stream, &*answer, &state);
                    state.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { address, state }
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.state.counts.lock().unwrap().get(path).copied().unwrap_or_default()
    }

    /// The most requests that were open at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.state.most.load(Ordering::SeqCst)
    }

    /// The next answer for a path.
    pub(crate) fn first(&self, path: &str, answer: Vec<u8>) {
        self.state.before.lock().unwrap().entry(path.to_owned()).or_default().push_back(answer);
    }

    /// The answer for a path from the second request on.
    pub(crate) fn then(&self, path: &str, answer: Vec<u8>) {
        self.state.after.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// From now on a path has its usual answer.
    pub(crate) fn gone(&self, path: &str) {
        self.state.after.lock().unwrap().remove(path);
    }
}

fn serve(mut stream: TcpStream, answer: &Answer, state: &State) {
    let mut request = Vec::new();
    let mut chunk = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut chunk) {
            Ok(read) if read > 0 => request.extend_from_slice(&chunk[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request);
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let count = {
        let mut counts = state.counts.lock().unwrap();
        let count = counts.entry(path.to_owned()).or_insert(0);
        *count += 1;
        *count
    };
    let before = state.before.lock().unwrap().get_mut(path).and_then(VecDeque::pop_front);
    let after = state.after.lock().unwrap().get(path).cloned().filter(|_| count > 1);
    let mut bytes = before.or(after).unwrap_or_else(|| answer(method, path));
    if method == "HEAD"
        && let Some(end) = bytes.windows(4).position(|end| end == b"\r\n\r\n")
    {
        bytes.truncate(end + 4);
    }
    let _ = stream.write_all(&bytes);
}

/// A page of HTML.
pub(crate) fn page(html: &str) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8";
    format!("{head}\r\nContent-Length: {}\r\n\r\n{html}", html.len()).into_bytes()
}

/// An answer without a body.
pub(crate) fn status(line: &str, header: &str) -> Vec<u8> {
    format!("HTTP/1.1 {line}\r\nConnection: close\r\n{header}Content-Length: 0\r\n\r\n")
        .into_bytes()
}
