//! The loop: messages in, messages out, in the order they come.
//!
//! Frames and results of workers arrive on one channel, so that nothing here is shared between
//! threads. Reading goes on whatever comes; only the end of the stream or `exit` ends it.

mod asked;
mod session;
mod site;

use std::io::{self, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::InitializeParams;
use serde_json::{Value, json};

use super::client::Client;
use super::engine::SettingsOf;
use super::frame::{self, Frame};
use super::roots::Root;
use super::worker::Told;
use session::Session;

/// What a server is started with.
pub struct Setup {
    /// Where things are kept, for the site in a folder.
    pub settings: SettingsOf,
    /// The only site, by its configuration file; else each file's own is looked for.
    pub config: Option<PathBuf>,
}

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As it was asked to.
    Orderly,
    /// The editor went away without a word.
    Abrupt,
}

/// What arrives.
enum Event {
    Frame(Frame),
    /// Nothing more will come from the editor.
    Closed,
    /// What the worker of the site in that folder tells.
    Told(PathBuf, Told),
}

/// How far the two sides have got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Unmet,
    Met,
    Leaving,
}

/// Serves an editor until it leaves.
///
/// # Errors
///
/// Where nothing can be written to it, or there is no thread to read with.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write,
    setup: Setup,
) -> io::Result<Ending> {
    let (sender, events) = channel();
    let reading = sender.clone();
    thread::Builder::new().name("proofpress-lsp-input".to_owned()).spawn(move || {
        let mut input = BufReader::new(input);
        while let Ok(Some(frame)) = frame::read(&mut input) {
            if reading.send(Event::Frame(frame)).is_err() {
                return;
            }
        }
        let _ = reading.send(Event::Closed);
    })?;
    let only = setup.config.as_deref().and_then(Root::of_config);
    let session = Session::new(setup.settings, only, sender);
    Server { session, output, phase: Phase::Unmet }.run(&events)
}

struct Server<W> {
    session: Session,
    output: W,
    phase: Phase,
}

impl<W: Write> Server<W> {
    fn run(mut self, events: &Receiver<Event>) -> io::Result<Ending> {
        let ending = |phase| match phase {
            Phase::Leaving => Ending::Orderly,
            Phase::Unmet | Phase::Met => Ending::Abrupt,
        };
        for event in events {
            match event {
                Event::Closed => break,
                Event::Frame(Frame::Message(message)) => {
                    if self.message(message) {
                        break;
                    }
                }
                Event::Frame(Frame::Broken(why)) => {
                    let message = format!("cannot read this message: {why}");
                    self.session.say(refusal(&Value::Null, ErrorCode::ParseError, &message));
                }
                Event::Told(folder, told) => self.session.hear(&folder, told),
            }
            self.flush()?;
        }
        self.flush()?;
        Ok(ending(self.phase))
    }

    /// Writes what there is to say.
    fn flush(&mut self) -> io::Result<()> {
        for message in self.session.said() {
            frame::write(&mut self.output, &message)?;
        }
        Ok(())
    }

    /// Takes a message; whether it was the last.
    fn message(&mut self, message: Value) -> bool {
        let id = message.get("id").cloned();
        match serde_json::from_value(message) {
            Ok(Message::Request(request)) => self.request(request),
            Ok(Message::Notification(notification)) => return self.notification(notification),
            // What we ask for, such as to watch files, is done or not done.
            Ok(Message::Response(_)) => {}
            Err(_) => {
                let message = "neither a request nor a notification nor a response";
                let id = id.filter(|id| id.is_i64() || id.is_string()).unwrap_or_default();
                self.session.say(refusal(&id, ErrorCode::InvalidRequest, message));
            }
        }
        false
    }

    fn request(&mut self, request: Request) {
        let id = request.id.clone();
        match (self.phase, request.method.as_str()) {
            (Phase::Unmet, "initialize") => self.initialize(request),
            (Phase::Unmet, _) => {
                self.refuse(id, ErrorCode::ServerNotInitialized, "`initialize` has to come first");
            }
            (Phase::Leaving, _) => {
                self.refuse(id, ErrorCode::InvalidRequest, "only `exit` can come after `shutdown`");
            }
            (Phase::Met, "initialize") => {
                self.refuse(id, ErrorCode::InvalidRequest, "`initialize` has been there already");
            }
            (Phase::Met, "shutdown") => {
                self.phase = Phase::Leaving;
                self.session.leave();
                self.session.answer(Response::new_ok(id, Value::Null));
            }
            (Phase::Met, _) => {
                let session = &mut self.session;
                let answer = catch_unwind(AssertUnwindSafe(|| session.request(request)));
                match answer {
                    Ok(Some(response)) => self.session.answer(response),
                    // It is answered later.
                    Ok(None) => {}
                    Err(_) => {
                        let message = "a defect of proofpress: this could not be answered";
                        self.refuse(id, ErrorCode::InternalError, message);
                    }
                }
            }
        }
    }

    fn initialize(&mut self, request: Request) {
        match serde_json::from_value::<InitializeParams>(request.params) {
            Ok(params) => {
                let client = Client::of(&params.capabilities);
                self.session.meet(client, &params);
                self.phase = Phase::Met;
                self.session.answer(Response::new_ok(request.id, client.answer()));
            }
            Err(why) => self.refuse(request.id, ErrorCode::InvalidParams, &why.to_string()),
        }
    }

    /// Takes a notification; whether it was `exit`.
    fn notification(&mut self, notification: Notification) -> bool {
        match (self.phase, notification.method.as_str()) {
            (_, "exit") => return true,
            (Phase::Met, _) => {
                let session = &mut self.session;
                let taken = catch_unwind(AssertUnwindSafe(|| session.notification(notification)));
                if taken.is_err() {
                    self.session.complain("a defect of proofpress: a change was not understood");
                }
            }
            (Phase::Unmet | Phase::Leaving, _) => {}
        }
        false
    }

    fn refuse(&mut self, id: RequestId, code: ErrorCode, message: &str) {
        self.session.answer(Response::new_err(id, code as i32, message.to_owned()));
    }
}

/// A response with an error, to a message that may have no id.
fn refusal(id: &Value, code: ErrorCode, message: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code as i32, "message": message}})
}

/// Whoever tells the loop of a site's worker.
fn hearing(folder: PathBuf, events: Sender<Event>) -> super::worker::Hearing {
    std::sync::Arc::new(move |told| {
        // Nobody listens once the server has ended.
        let _ = events.send(Event::Told(folder.clone(), told));
    })
}
