//! Servers on loopback that answer as they are told, over TCP or TLS, and close the connection.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{fs, thread};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What to answer to a path.
type Answer = dyn Fn(&str) -> Vec<u8> + Send + Sync;

/// A server; it ends with the process.
pub(crate) struct Server {
    /// `http://127.0.0.1:40000`
    pub(crate) address: String,
}

impl Server {
    /// Answers over TCP.
    pub(crate) fn plain(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let (listener, host) = listener();
        let answer: Arc<Answer> = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answer = Arc::clone(&answer);
                thread::spawn(move || serve(stream, &*answer));
            }
        });
        Self { address: format!("http://{host}") }
    }

    /// Answers over TLS with that certificate.
    pub(crate) fn tls(
        certificate: &Certificate,
        answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        let (listener, host) = listener();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let chain = vec![CertificateDer::from_pem_file(&certificate.file).unwrap()];
        let key = PrivateKeyDer::from_pem_file(&certificate.key).unwrap();
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let (config, answer): (_, Arc<Answer>) = (Arc::new(config), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, answer) = (Arc::clone(&config), Arc::clone(&answer));
                thread::spawn(move || {
                    let connection = rustls::ServerConnection::new(config).unwrap();
                    serve(rustls::StreamOwned::new(connection, stream), &*answer);
                });
            }
        });
        Self { address: format!("https://{host}") }
    }

    /// An address on this server.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    (listener, host)
}

/// Reads one request and answers it. What goes wrong on the way is the other side's affair.
fn serve(mut stream: impl Read + Write, answer: &Answer) {
    let mut request = Vec::new();
    let mut chunk = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut chunk) {
            // Somebody who wants to speak TLS with a server that does not.
            Ok(_) if request.is_empty() && chunk[0] == 22 => {
                let _ = stream.write_all(&status("400 Bad Request", ""));
                return;
            }
            Ok(read) if read > 0 => request.extend_from_slice(&chunk[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default();
    // Each connection is for one request; said, so that nobody sends a second.
    let bytes = answer(path);
    let line = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let close: &[u8] = if line == 0 { b"" } else { b"Connection: close\r\n" };
    let bytes = [&bytes[..line], close, &bytes[line..]].concat();
    if stream.write_all(&bytes).is_err() {
        return;
    }
    // Told to go on without end: until nobody listens.
    if bytes.ends_with(ENDLESS) {
        let chunk = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    }
    let _ = stream.flush();
}

/// The end of an answer after which the server sends chunk after chunk.
pub(crate) const ENDLESS: &[u8] = b"Transfer-Encoding: chunked\r\n\r\n";

/// A whole answer.
pub(crate) fn ok(bytes: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
    [head.as_bytes(), bytes].concat()
}

/// An answer that promises more bytes than come.
pub(crate) fn half(bytes: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
    [head.as_bytes(), &bytes[..bytes.len() / 2]].concat()
}

/// An answer without a body.
pub(crate) fn status(line: &str, header: &str) -> Vec<u8> {
    format!("HTTP/1.1 {line}\r\n{header}Content-Length: 0\r\n\r\n").into_bytes()
}

/// A certificate for 127.0.0.1 that signs itself.
pub(crate) struct Certificate {
    pub(crate) file: PathBuf,
    key: PathBuf,
}

impl Certificate {
    /// Makes one in a folder; none where there is no `openssl`.
    pub(crate) fn make(folder: &Path) -> Option<Self> {
        let (file, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        let made = Command::new("openssl")
            .args(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                    .split(' '),
            )
            .args(["-subj", "/CN=proofpress test"])
            .args(["-addext", "subjectAltName=IP:127.0.0.1"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&file)
            .output();
        let made = made.is_ok_and(|made| made.status.success()) && fs::metadata(&file).is_ok();
        if !made {
            eprintln!("skipped: there is no `openssl` to make a certificate with");
        }
        made.then_some(Self { file, key })
    }
}
