//! Asks a server on this machine for a page. HTTP/1.0, so that the end of the connection is the end
//! of the answer.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// The longest one answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The pause between two questions for the same thing.
const PAUSE: Duration = Duration::from_millis(2);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status, such as 200.
    pub(crate) status: u16,
    /// What was sent.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Whether it is a page with that word in it.
    pub(crate) fn shows(&self, word: &str) -> bool {
        let word = word.as_bytes();
        self.status == 200 && self.body.windows(word.len()).any(|part| part == word)
    }
}

/// Asks for a path; none where there is no server, or it breaks off.
pub(crate) fn get(port: u16, path: &str) -> Option<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_nodelay(true).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request = format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    read(&bytes)
}

fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let body = &bytes[end + 4..];
    // An answer that broke off is none.
    (length.is_none_or(|length: usize| length == body.len()))
        .then(|| Answer { status, body: body.to_vec() })
}

/// Asks until a page shows the word, and tells how long that took.
///
/// # Errors
///
/// Where it does not within `limit`.
pub(crate) fn wait_for(port: u16, path: &str, word: &str, limit: Duration) -> Result<Duration> {
    let start = Instant::now();
    loop {
        if get(port, path).is_some_and(|answer| answer.shows(word)) {
            return Ok(start.elapsed());
        }
        if start.elapsed() > limit {
            bail!("no `{word}` on `{path}` after {} s", limit.as_secs());
        }
        std::thread::sleep(PAUSE);
    }
}

/// A port that nothing listens at.
///
/// # Errors
///
/// Where the system gives none.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let answer = read(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc").unwrap();
        assert!(answer.shows("bc") && !answer.shows("x"));
        assert!(read(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc").is_none());
        assert!(!read(b"HTTP/1.0 404 No\r\n\r\nabc").unwrap().shows("abc"));
        assert!(read(b"HTTP/1.0 200").is_none());
    }

    #[test]
    fn a_server_is_asked() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            for body in ["old", "new"] {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 512];
                let length = stream.read(&mut request).unwrap();
                assert!(request[..length].starts_with(b"GET /a/ HTTP/1.0\r\n"));
                write!(stream, "HTTP/1.0 200 OK\r\n\r\n{body}").unwrap();
            }
        });
        assert!(wait_for(port, "/a/", "new", Duration::from_secs(10)).is_ok());
        server.join().unwrap();
        assert!(get(port, "/a/").is_none());
    }
}
