//! One request, and where its redirects lead.

use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Method, Response, StatusCode, Url};

use super::address::is_private;
use super::{AskError, Outcome};
use crate::config::ExternalConfig;
use crate::glob;
use crate::links::address::{decoded, split_fragment};
use crate::links::html;

/// Redirects that are followed.
const REDIRECTS: usize = 10;
/// The most of a page that is read for an anchor, in bytes.
const PAGE: usize = 4 << 20;
/// Who we say we are.
const AGENT: &str = concat!("proofpress/", env!("CARGO_PKG_VERSION"), " (link check)");

/// What one try came to.
pub(super) enum Tried {
    /// It is known.
    Known(Outcome),
    /// It may go better later: why it did not, and how long the server wants to be left alone.
    Again(String, Option<Duration>),
}

/// Asks.
pub(super) struct Client<'a> {
    http: reqwest::Client,
    config: &'a ExternalConfig,
    /// Seconds since 1970.
    now: u64,
}

/// An address that must not be asked.
#[derive(Debug, thiserror::Error)]
#[error("it is an address of a private network")]
struct Private;

/// Finds addresses of the open network only.
struct OpenNetwork;

impl Resolve for OpenNetwork {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|found| !is_private(found.ip())).collect();
            if open.is_empty() {
                return Err(Box::<dyn Error + Send + Sync>::from(Private));
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

impl<'a> Client<'a> {
    pub(super) fn new(config: &'a ExternalConfig, now: u64) -> Result<Self, AskError> {
        // A second call in one process finds the first one's provider, which is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let agent = config.user_agent.as_deref().unwrap_or(AGENT);
        let builder = reqwest::Client::builder()
            .user_agent(agent)
            .timeout(config.timeout)
            .referer(false)
            .redirect(reqwest::redirect::Policy::none());
        let builder = match config.private {
            true => builder,
            false => builder.dns_resolver(Arc::new(OpenNetwork)),
        };
        Ok(Self { http: builder.build().map_err(|why| AskError(reason(&why)))?, config, now })
    }

    /// Asks for an address once, and follows where it leads.
    pub(super) async fn ask(&self, address: &str) -> Tried {
        let Ok(mut url) = Url::parse(address) else {
            return Tried::Known(Outcome::Unknown("it is no address".into()));
        };
        let mut moved = None;
        let mut for_good = true;
        for _ in 0..=REDIRECTS {
            let answer = match self.answer(&url).await {
                Ok(answer) => answer,
                Err(tried) => return tried,
            };
            let status = answer.status();
            let Some(next) = status.is_redirection().then(|| leads_to(&url, &answer)).flatten()
            else {
                return self.judge(address, answer, moved).await;
            };
            for_good &= matches!(status.as_u16(), 301 | 308);
            // A fragment outlives a redirect.
            let mut next = next;
            if next.fragment().is_none() {
                next.set_fragment(url.fragment());
            }
            url = next;
            if for_good {
                moved = Some(url.to_string());
            }
        }
        Tried::Known(Outcome::Unknown(format!("it leads on more than {REDIRECTS} times")))
    }

    /// The answer of one server, to `HEAD` or, where that is refused, to `GET`.
    async fn answer(&self, url: &Url) -> Result<Response, Tried> {
        let is_open = matches!(url.scheme(), "http" | "https");
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let private = host.parse::<IpAddr>().is_ok_and(is_private);
        if !is_open || (private && !self.config.private) {
            let why = if is_open { Private.to_string() } else { "it leads out of the web".into() };
            return Err(Tried::Known(Outcome::Unknown(why)));
        }
        let wants_page = self.config.anchors && url.fragment().is_some();
        if !wants_page {
            let head = self.request(Method::HEAD, url).await;
            let fine = |status: StatusCode| status.is_success() || status.is_redirection();
            let wait = |status: StatusCode| status == StatusCode::TOO_MANY_REQUESTS;
            // Many servers answer `HEAD` with an error and `GET` with the page.
            if let Ok(answer) = head
                && (fine(answer.status()) || wait(answer.status()))
            {
                return Ok(answer);
            }
        }
        self.request(Method::GET, url).await
    }

    async fn request(&self, method: Method, url: &Url) -> Result<Response, Tried> {
        let sent = self.http.request(method, url.clone()).header("accept", "*/*").send().await;
        sent.map_err(|why| {
            let reason = reason(&why);
            let is_private = chain(&why).any(|inner| inner.is::<Private>());
            let is_tls = chain(&why).any(|inner| inner.is::<rustls::Error>());
            match is_private || is_tls {
                true => Tried::Known(Outcome::Unknown(reason)),
                false => Tried::Again(reason, None),
            }
        })
    }

    /// What the last answer means for the address that was asked for.
    async fn judge(&self, address: &str, answer: Response, moved: Option<String>) -> Tried {
        let status = answer.status();
        let accepted = self.config.accept.iter().any(|(glob, statuses)| {
            statuses.contains(&status.as_u16()) && glob::matches(glob, address)
        });
        if status.is_success() || accepted {
            let anchor = split_fragment(address).1.filter(|_| self.config.anchors && !accepted);
            if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty())
                && !has_anchor(answer, anchor).await
            {
                return Tried::Known(Outcome::NoAnchor);
            }
            let moved = moved.map(|to| match self.config.anchors {
                true => to,
                false => split_fragment(&to).0.to_owned(),
            });
            return Tried::Known(moved.map_or(Outcome::Fine, Outcome::Moved));
        }
        let why = format!("the server answers with status {}", status.as_u16());
        match status.as_u16() {
            404 | 410 => Tried::Known(Outcome::Dead(status.as_u16())),
            429 | 503 => Tried::Again(why, self.retry_after(&answer)),
            408 | 425 | 500..600 => Tried::Again(why, None),
            _ => Tried::Known(Outcome::Unknown(why)),
        }
    }

    /// What `Retry-After` says: seconds, or a date.
    fn retry_after(&self, answer: &Response) -> Option<Duration> {
        let text = answer.headers().get("retry-after")?.to_str().ok()?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let when = jiff::fmt::rfc2822::parse(text).ok()?.timestamp().as_second();
        Some(Duration::from_secs(u64::try_from(when).ok()?.saturating_sub(self.now)))
    }
}

fn leads_to(url: &Url, answer: &Response) -> Option<Url> {
    url.join(answer.headers().get("location")?.to_str().ok()?).ok()
}

/// Whether a page has an anchor, as far as it is read. What is no HTML has its own anchors.
async fn has_anchor(mut answer: Response, anchor: &str) -> bool {
    let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("html")) {
        return true;
    }
    let mut page = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        page.extend_from_slice(&chunk);
        if page.len() > PAGE {
            // It may come after that.
            return true;
        }
    }
    let anchor = anchor.split(":~:").next().unwrap_or_default();
    let wanted = decoded(anchor);
    let scanned = html::scan(&String::from_utf8_lossy(&page));
    let has = |id: &html::Place| {
        // Code hosts put this before the ids of what users write.
        let own = id.value.strip_prefix("user-content-").unwrap_or(&id.value);
        own == wanted || own == anchor
    };
    wanted.is_empty() || wanted == "top" || scanned.ids.iter().any(has)
}

fn chain<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    let first: &'e (dyn Error + 'static) = error;
    std::iter::successors(Some(first), |error| inner(*error))
}

fn inner<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    // What an I/O error carries is not its source but itself.
    let carried = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    match carried {
        Some(carried) => Some(carried),
        None => error.source(),
    }
}

/// Why a request failed, by its innermost reason.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it did not answer in time".into();
    }
    chain(error).last().map_or_else(String::new, ToString::to_string)
}
