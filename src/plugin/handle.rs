//! A plugin as the rest of proofpress holds it, and the calls into it.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};
use wasmtime::Engine;

use super::bindings::exports::proofpress::plugin::lifecycle;
use super::bindings::proofpress::plugin::types as wire;
use super::cancel::Cancel;
use super::contract::{
    Catalogue, CheckInput, Checked, Digest, Failure, Limits, Ran, RunInput, Session,
};
use super::exterior::Exterior;
use super::host::Shared;
use super::job::Moment;
use super::load::{self, Loaded, NOWHEN};
use super::run;
use super::site_files::SiteFiles;
use super::text::short;
use super::validate;

/// The most complaints about a configuration that are passed on.
const MAX_PROBLEMS: usize = 100;

/// A plugin. Cheap to clone and shared between threads; it is loaded when it is first used, once,
/// and whoever else needs it meanwhile waits.
#[derive(Clone)]
pub struct Plugin {
    inner: Arc<Inner>,
    files: Arc<SiteFiles>,
    cancel: Option<Cancel>,
}

struct Inner {
    host: Arc<Shared>,
    bytes: Cow<'static, [u8]>,
    digest: OnceLock<Digest>,
    loaded: OnceLock<Result<Loaded, Failure>>,
}

impl Plugin {
    pub(super) fn new(host: Arc<Shared>, bytes: Cow<'static, [u8]>, known: Option<Digest>) -> Self {
        let digest = OnceLock::new();
        if let Some(known) = known {
            digest.get_or_init(|| known);
        }
        let inner = Arc::new(Inner { host, bytes, digest, loaded: OnceLock::new() });
        Self { inner, files: Arc::default(), cancel: None }
    }

    /// The same plugin, which may read these files of the site.
    #[must_use]
    pub fn with_files(self, files: SiteFiles) -> Self {
        Self { files: Arc::new(files), ..self }
    }

    /// The same plugin, whose jobs `cancel` stops, within about a hundredth of a second.
    #[must_use]
    pub fn cancelled_by(&self, cancel: &Cancel) -> Self {
        Self { cancel: Some(cancel.clone()), ..self.clone() }
    }

    /// The files it may read.
    pub(super) fn files(&self) -> &Arc<SiteFiles> {
        &self.files
    }

    /// The host it runs on.
    pub(super) fn host(&self) -> &Shared {
        &self.inner.host
    }

    /// The hash of the component's bytes.
    pub fn digest(&self) -> Digest {
        *self.inner.digest.get_or_init(|| Digest(Sha256::digest(&self.inner.bytes).into()))
    }

    /// What it is and what it can do. Loads it.
    ///
    /// # Errors
    ///
    /// [`Failure::Load`] where it cannot be used at all; any other failure where it goes wrong
    /// while it describes itself.
    pub fn catalogue(&self) -> Result<Catalogue, Failure> {
        if let Some(bundled) = self.inner.host.bundle.get(&self.digest()) {
            return Ok(bundled.catalogue.clone());
        }
        self.loaded().map(|loaded| loaded.catalogue.clone())
    }

    /// The length of the component, in bytes.
    pub fn size(&self) -> u64 {
        self.inner.bytes.len() as u64
    }

    /// What its bytes show. Does not load it.
    pub fn exterior(&self) -> Exterior {
        Exterior::of(&self.inner.bytes)
    }

    /// What is wrong with a configuration: pairs of a JSON pointer into it and a message. Empty:
    /// it is accepted.
    ///
    /// # Errors
    ///
    /// Where the plugin fails to say.
    pub fn validate_config(&self, json: &str) -> Result<Vec<(String, String)>, Failure> {
        let loaded = self.loaded()?;
        guarded(|| {
            let host = &self.inner.host;
            let _slot = host.slots.take();
            let problems = Loaded::about(
                host,
                &loaded.component,
                &loaded.meta,
                NOWHEN,
                async |meta, store| meta.call_validate_config(store, json).await,
            )?;
            let problems = problems.into_iter().take(MAX_PROBLEMS);
            Ok(problems.map(|problem| (short(&problem.path), short(&problem.message))).collect())
        })
    }

    /// Lets it check an example, in a fresh instance: what it says depends on the arguments and
    /// on nothing else, so that it can be kept.
    ///
    /// # Errors
    ///
    /// Every way a plugin can go wrong. If a single finding breaks the contract the whole answer
    /// does ([`Failure::Protocol`]): leaving that finding out could turn a failed check into a
    /// passed one.
    pub fn check(
        &self,
        session: &Session,
        limits: &Limits,
        input: &CheckInput,
    ) -> Result<Checked, Failure> {
        let loaded = self.loaded()?;
        let Some(checker) = &loaded.example_checker else {
            return Err(Failure::Load(
                "it does not export `example-checker`: leave it out for examples".into(),
            ));
        };
        guarded(|| {
            let (answer, fuel) = self.call(session, limits, async |_, store, instance| {
                let checker = checker.load(&mut *store, instance)?;
                checker.call_check_example(store, &example(input)).await
            })?;
            validate::checked(answer, &input.source, &loaded.catalogue, session, fuel)
        })
    }

    /// Lets it run an example, in a fresh instance.
    ///
    /// # Errors
    ///
    /// Every way a plugin can go wrong. What goes wrong in the example itself is part of [`Ran`],
    /// unless it takes the interpreter with it.
    pub fn run(
        &self,
        session: &Session,
        limits: &Limits,
        input: &RunInput,
    ) -> Result<Ran, Failure> {
        let loaded = self.loaded()?;
        let Some(runner) = &loaded.runner else {
            return Err(Failure::Load("it does not export `runner`: it runs nothing".into()));
        };
        guarded(|| {
            let (answer, fuel) = self.call(session, limits, async |_, store, instance| {
                let runner = runner.load(&mut *store, instance)?;
                runner.call_run(store, &run::request(input)).await
            })?;
            run::ran(answer, input, fuel)
        })
    }

    /// What its jobs of a session are told of the world.
    pub(super) fn moment(&self, session: &Session) -> Moment<'_> {
        Moment { now: session.now, seed: session.seed, cancel: self.cancel.as_ref() }
    }

    pub(super) fn loaded(&self) -> Result<&Loaded, Failure> {
        let load = || {
            Engine::tls_eager_initialize();
            guarded(|| load::load(&self.inner.host, &self.inner.bytes, &self.digest()))
        };
        self.inner.loaded.get_or_init(load).as_ref().map_err(Clone::clone)
    }
}

/// A session as the contract has it.
pub(super) fn session(session: &Session) -> lifecycle::Session {
    lifecycle::Session {
        config: session.config.clone(),
        rules: session
            .rules
            .iter()
            .map(|rule| lifecycle::EnabledRule {
                id: rule.name.clone(),
                options: rule.options.clone(),
            })
            .collect(),
        host_version: env!("CARGO_PKG_VERSION").into(),
        now: session.now,
        seed: session.seed,
        extra: Vec::new(),
    }
}

/// An example as the contract has it.
pub(super) fn example(input: &CheckInput) -> wire::Example {
    let attribute =
        |(key, value): &(String, String)| wire::Extra { key: key.clone(), value: value.clone() };
    wire::Example {
        lang: input.lang.clone(),
        attrs: input.attrs.iter().map(attribute).collect(),
        source: input.source.clone(),
        path: input.path.clone(),
        headings: input.headings.clone(),
    }
}

/// A bug of ours that a plugin sets off ends its job, not the build.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        Err(Failure::Internal(format!(
            "proofpress itself panicked at this ({}): please report it",
            short(text)
        )))
    })
}

#[cfg(test)]
mod tests {
    use super::{Failure, guarded};

    #[test]
    fn a_panic_of_ours_is_a_failure() {
        let failure = guarded::<()>(|| panic!("at the {}", "disco")).unwrap_err();
        let Failure::Internal(why) = failure else { panic!("{failure:?}") };
        assert_eq!(why, "proofpress itself panicked at this (at the disco): please report it");
    }
}
