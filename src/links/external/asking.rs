//! The order in which addresses are asked: servers beside each other, the addresses of one server
//! one after the other, with time between them.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::Outcome;
use super::client::{Client, Tried};
use crate::config::ExternalConfig;

/// The longest that is waited for one server. One that asks for more is left alone.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why nobody could be asked.
#[derive(Debug, thiserror::Error)]
#[error("no connections can be made: {0}")]
pub struct AskError(pub(super) String);

/// Asks for addresses. What is not among the answers was not asked before the time was over.
pub(super) fn ask(
    urls: &[String],
    config: &ExternalConfig,
    now: u64,
    progress: &dyn Fn(),
) -> Result<BTreeMap<String, Outcome>, AskError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|why| AskError(why.to_string()))?;
    let answers = Rc::new(RefCell::new(BTreeMap::new()));
    let asking = Asking {
        client: Client::new(config, now)?,
        config,
        servers: RefCell::new(by_server(urls)),
        answers: Rc::clone(&answers),
        progress,
    };
    runtime.block_on(async {
        let workers = (0..config.servers.max(1)).map(|_| asking.work());
        // Whoever is not done by then is dropped in the middle of it.
        let _ = timeout(config.total, together(workers)).await;
    });
    drop(asking);
    Ok(Rc::try_unwrap(answers).map(RefCell::into_inner).unwrap_or_default())
}

/// Runs futures beside each other on this thread, until all are done.
async fn together<F: Future<Output = ()>>(futures: impl Iterator<Item = F>) {
    let mut open: Vec<_> = futures.map(Box::pin).collect();
    std::future::poll_fn(move |context| {
        open.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if open.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

/// The addresses of each server; servers with many first, since they take longest.
fn by_server(urls: &[String]) -> VecDeque<Vec<String>> {
    let mut servers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for url in urls {
        let rest = url.split_once("//").map_or(url.as_str(), |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        servers.entry(host).or_default().push(url.clone());
    }
    let mut servers: Vec<Vec<String>> = servers.into_values().collect();
    servers.sort_by_key(|urls| std::cmp::Reverse(urls.len()));
    servers.into()
}

struct Asking<'a> {
    client: Client<'a>,
    config: &'a ExternalConfig,
    servers: RefCell<VecDeque<Vec<String>>>,
    answers: Rc<RefCell<BTreeMap<String, Outcome>>>,
    progress: &'a dyn Fn(),
}

impl Asking<'_> {
    /// Takes one server after the other until there is none.
    async fn work(&self) {
        loop {
            let server = self.servers.borrow_mut().pop_front();
            let Some(urls) = server else { return };
            self.server(urls).await;
        }
    }

    async fn server(&self, urls: Vec<String>) {
        // Why the server wants to be left alone.
        let mut busy: Option<String> = None;
        for (at, url) in urls.into_iter().enumerate() {
            let outcome = match &busy {
                Some(why) => Outcome::Unknown(why.clone()),
                None => {
                    if at > 0 {
                        sleep(self.config.delay).await;
                    }
                    self.address(&url, &mut busy).await
                }
            };
            self.answers.borrow_mut().insert(url, outcome);
            (self.progress)();
        }
    }

    /// Asks for one address until it is known, or there were enough tries.
    async fn address(&self, url: &str, busy: &mut Option<String>) -> Outcome {
        let mut tries = 0;
        loop {
            let (why, wait) = match self.client.ask(url).await {
                Tried::Known(outcome) => return outcome,
                Tried::Again(why, wait) => (why, wait),
            };
            if let Some(wait) = wait.filter(|wait| *wait > PATIENCE.min(self.config.total)) {
                let why = format!("{why} and asks to come back in {} s", wait.as_secs());
                *busy = Some(why.clone());
                return Outcome::Unknown(why);
            }
            if tries >= self.config.retries {
                return Outcome::Unknown(why);
            }
            tries += 1;
            // Twice as long each time.
            let own = self.config.delay.saturating_mul(1 << tries.min(10));
            sleep(wait.unwrap_or(own).max(own).min(PATIENCE)).await;
        }
    }
}
