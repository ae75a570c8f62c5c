//! What is answered to a request. It knows generations and paths, and nothing of sockets.

use std::sync::Arc;

use bytes::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, HeaderName, IF_NONE_MATCH, LOCATION,
};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

use super::generation::Generation;
use super::host::Names;
use super::path::{Asked, asked, parameter};
use super::{media, own, panel, script};

/// An answer; who sends it leaves the body out for `HEAD`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The headers that depend on what is answered.
    pub(super) headers: Vec<(HeaderName, String)>,
    /// The body.
    pub(super) body: Bytes,
}

/// What a request comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// This, and then the connection is free again.
    Whole(Answer),
    /// News of every generation after the one of this number, for as long as somebody listens.
    News(u64),
}

/// What is known to whoever answers.
pub(super) struct Desk {
    /// The names this server answers to.
    pub(super) names: Names,
    /// The site's folder on this machine, absolute, with `/`.
    pub(super) folder: String,
}

impl Desk {
    /// Answers a request.
    pub(super) fn answer(&self, request: &Parts, now: &Arc<Generation>) -> Reply {
        let host = host(request);
        if !self.names.holds(host) {
            return Reply::Whole(plain(
                StatusCode::FORBIDDEN,
                format!(
                    "`{host}` is no name of this server: open it by its address, or name it with \
                     `proofpress serve --host NAME`\n"
                ),
            ));
        }
        if request.method != Method::GET && request.method != Method::HEAD {
            let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n".into());
            answer.headers.push((ALLOW, "GET, HEAD".into()));
            return Reply::Whole(answer);
        }
        let (path, query) = (request.uri.path(), request.uri.query().unwrap_or_default());
        let answer = match asked(path, &now.root) {
            Asked::Own("events") => return Reply::News(last_event(request)),
            Asked::Own(name) => self.own(name, query, Names::is_local(host), now),
            Asked::Root => redirect(&now.root, query),
            Asked::Nothing => missing(now),
            Asked::File(file) => of_site(&file, path, query, now),
        };
        Reply::Whole(unchanged(request, answer))
    }

    /// What belongs to the preview itself.
    fn own(&self, name: &str, query: &str, is_local: bool, now: &Generation) -> Answer {
        let folder = is_local.then_some(self.folder.as_str());
        match name {
            "" => {
                let filter = panel::Filter {
                    text: parameter(query, "text").unwrap_or_default(),
                    severity: parameter(query, "severity").unwrap_or_default(),
                };
                page(StatusCode::OK, panel::page(now, &filter, folder).into_bytes().into())
            }
            "page" => {
                let at = parameter(query, "at").unwrap_or_default();
                json(&own::page(now, &at, folder))
            }
            "findings.json" => json(&own::findings(now)),
            name => match own::file(name) {
                Some(text) => content(media::of(name), Bytes::from_static(text.as_bytes())),
                None => plain(StatusCode::NOT_FOUND, "there is nothing here\n".into()),
            },
        }
    }
}

/// Whom a request is for: what its address says counts for more than the header.
fn host(request: &Parts) -> &str {
    let header = || request.headers.get(HOST).and_then(|host| host.to_str().ok());
    match request.uri.authority() {
        Some(authority) => authority.as_str(),
        None => header().unwrap_or_default(),
    }
}

/// The generation somebody knows already who was listening before.
fn last_event(request: &Parts) -> u64 {
    let last = request.headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let after = parameter(request.uri.query().unwrap_or_default(), "after");
    last.map(str::to_owned).or(after).and_then(|id| id.parse().ok()).unwrap_or(u64::MAX)
}

/// A file of the site.
fn of_site(file: &str, path: &str, query: &str, now: &Generation) -> Answer {
    let Some(site) = &now.site else { return without_site(now) };
    match site.file(file) {
        Ok(Some(bytes)) => sent(StatusCode::OK, file, bytes),
        Ok(None) if !path.ends_with('/') && site.has(&format!("{file}/index.html")) => {
            redirect(&format!("{path}/"), query)
        }
        Ok(None) => missing(now),
        Err(why) => broken(now, &why),
    }
}

/// A page where there is none: the site's own.
fn missing(now: &Generation) -> Answer {
    let Some(site) = &now.site else { return without_site(now) };
    match site.file("404.html") {
        Ok(Some(bytes)) => sent(StatusCode::NOT_FOUND, "404.html", bytes),
        _ => plain(StatusCode::NOT_FOUND, "there is nothing here\n".into()),
    }
}

/// Before there is a site: why, where that is known. The page becomes the site by itself.
fn without_site(now: &Generation) -> Answer {
    let text = panel::instead(now.trouble.as_deref());
    let mut answer = page(StatusCode::SERVICE_UNAVAILABLE, text.into_bytes().into());
    answer.headers.push((HeaderName::from_static("retry-after"), "1".into()));
    answer
}

/// A page that cannot be made.
fn broken(now: &Generation, why: &str) -> Answer {
    let why = now.trouble.as_deref().unwrap_or(why);
    page(StatusCode::INTERNAL_SERVER_ERROR, panel::instead(Some(why)).into_bytes().into())
}

fn redirect(to: &str, query: &str) -> Answer {
    let to = if query.is_empty() { to.to_owned() } else { format!("{to}?{query}") };
    let mut answer = plain(StatusCode::FOUND, format!("it is at {to}\n"));
    answer.headers.push((LOCATION, to));
    answer
}

/// A file with what it is known by; a page with the script that keeps it up to date.
fn sent(status: StatusCode, path: &str, bytes: Bytes) -> Answer {
    let media = media::of(path);
    if media.starts_with("text/html") {
        return page(status, bytes);
    }
    let mut answer = content(media, bytes);
    answer.status = status;
    answer
}

fn page(status: StatusCode, html: Bytes) -> Answer {
    let tag = tag(&html);
    let body = script::with_script(&html, &tag);
    let headers = vec![
        (CONTENT_TYPE, media::of("x.html").to_owned()),
        (ETAG, format!("\"{tag}\"")),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Answer { status, headers, body }
}

fn content(media: &str, body: Bytes) -> Answer {
    let headers = vec![
        (CONTENT_TYPE, media.to_owned()),
        (ETAG, format!("\"{}\"", tag(&body))),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Answer { status: StatusCode::OK, headers, body }
}

fn json(value: &impl serde::Serialize) -> Answer {
    // Strings, numbers and lists of them: nothing serde_json could refuse.
    let text = serde_json::to_vec(value).unwrap_or_default();
    content("application/json", text.into())
}

fn plain(status: StatusCode, text: String) -> Answer {
    let headers = vec![
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Answer { status, headers, body: text.into() }
}

/// What bytes are known by.
fn tag(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..20].to_owned()
}

/// An answer without its body, for somebody who has it.
fn unchanged(request: &Parts, answer: Answer) -> Answer {
    let tag = answer.headers.iter().find(|(name, _)| *name == ETAG).map(|(_, tag)| tag.as_str());
    let known = request.headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let matches = |known: &str, tag: &str| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
    };
    match (known, tag) {
        (Some(known), Some(tag)) if answer.status == StatusCode::OK && matches(known, tag) => {
            Answer { status: StatusCode::NOT_MODIFIED, headers: answer.headers, body: Bytes::new() }
        }
        _ => answer,
    }
}
