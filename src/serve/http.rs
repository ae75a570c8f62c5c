//! The server itself: sockets, connections, and news that are sent for as long as somebody listens.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{mpsc, watch};

use super::answer::{Answer, Desk, Reply};
use super::generation::Generation;
use super::own;

/// How many ports after the one asked for are tried.
const PORTS: u16 = 20;
/// How often a browser is told that there is nothing new, so that it knows of a server that is gone,
/// and this server of a browser that is.
const SILENCE: Duration = Duration::from_secs(15);
/// How long to wait where the system has no room for another connection.
const BREATH: Duration = Duration::from_millis(50);
/// Said on every answer: a browser is not to guess, and pages of others are not to have it.
const ALWAYS: [(&str, &str); 2] =
    [("x-content-type-options", "nosniff"), ("cross-origin-resource-policy", "same-origin")];

/// Takes the port, or the next that is free.
///
/// # Errors
///
/// Where the host is no address of this machine, or no port is free.
pub fn listen(host: &str, port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let name = host.trim_matches(['[', ']']);
    let mut taken = io::Error::from(io::ErrorKind::AddrInUse);
    let ports = if port == 0 { 0..=0 } else { port..=port.saturating_add(PORTS) };
    for port in ports {
        let addresses: Vec<SocketAddr> = (name, port).to_socket_addrs()?.collect();
        match TcpListener::bind(addresses.as_slice()) {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(why) if why.kind() == io::ErrorKind::AddrInUse => taken = why,
            Err(why) => return Err(why),
        }
    }
    Err(taken)
}

/// Serves for as long as the program runs.
///
/// # Errors
///
/// Where the system gives no means to serve at all.
pub(super) fn serve(
    listener: TcpListener,
    desk: Desk,
    generations: watch::Receiver<Arc<Generation>>,
) -> io::Result<Infallible> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let desk = Arc::new(desk);
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(BREATH).await;
                continue;
            };
            // Small answers are to leave at once.
            let _ = stream.set_nodelay(true);
            let (desk, generations) = (Arc::clone(&desk), generations.clone());
            let service = service_fn(move |request: Request<Incoming>| {
                let (parts, _) = request.into_parts();
                reply(parts, Arc::clone(&desk), generations.clone())
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service);
            // A connection that breaks off matters to nobody but who broke it off.
            tokio::spawn(async move { drop(connection.await) });
        }
    })
}

async fn reply(
    request: Parts,
    desk: Arc<Desk>,
    generations: watch::Receiver<Arc<Generation>>,
) -> Result<Response<Sent>, Infallible> {
    let now = Arc::clone(&*generations.borrow());
    // A page may be made when it is asked for; meanwhile others are answered.
    let answered = tokio::task::spawn_blocking(move || desk.answer(&request, &now)).await;
    Ok(match answered {
        Ok(Reply::Whole(answer)) => whole(answer),
        Ok(Reply::News(known)) => news(known, generations),
        Err(_) => {
            let mut response = Response::new(Sent::Whole(None));
            *response.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    })
}

fn whole(answer: Answer) -> Response<Sent> {
    let mut response = Response::new(Sent::Whole(Some(answer.body)));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        // A value that no header can have is an address that was made up.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Tells of the generation of now, and then of each that comes.
fn news(known: u64, generations: watch::Receiver<Arc<Generation>>) -> Response<Sent> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(tell(sender, known, generations));
    let mut response = Response::new(Sent::News(receiver));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn tell(
    sender: mpsc::Sender<Bytes>,
    mut known: u64,
    mut generations: watch::Receiver<Arc<Generation>>,
) {
    // A browser that loses the connection asks again after a moment.
    let mut text = "retry: 500\n".to_owned();
    loop {
        let now = Arc::clone(&*generations.borrow_and_update());
        text.push_str(&own::event(&now, known));
        known = now.number;
        if sender.send(Bytes::from(std::mem::take(&mut text))).await.is_err() {
            return;
        }
        loop {
            match tokio::time::timeout(SILENCE, generations.changed()).await {
                Ok(Ok(())) => break,
                // Nothing will ever be new.
                Ok(Err(_)) => return,
                Err(_) => {
                    if sender.send(Bytes::from_static(b": still here\n\n")).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// The body of an answer.
enum Sent {
    Whole(Option<Bytes>),
    News(mpsc::Receiver<Bytes>),
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::News(news) => {
                news.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Self::News(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Self::News(_) => SizeHint::default(),
        }
    }
}
