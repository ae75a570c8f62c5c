//! A call of one of a plugin's working interfaces, in an instance of its own.

use std::sync::Arc;

use wasmtime::Store;
use wasmtime::component::Instance;

use super::bindings::proofpress::plugin::types as wire;
use super::contract::{Failure, Limits, Session};
use super::failure;
use super::handle::{self, Plugin};
use super::job::{self, Job};
use super::load::Loaded;

/// What a call answers: what came of it, or the plugin's word for why nothing did.
pub(super) type Answer<T> = wasmtime::Result<Result<T, wire::Failure>>;

impl Plugin {
    /// Starts a fresh instance and lets `call` work with it; what it answered, and the fuel.
    pub(super) fn call<T>(
        &self,
        session: &Session,
        limits: &Limits,
        call: impl AsyncFnOnce(&Loaded, &mut Store<Job>, &Instance) -> Answer<T>,
    ) -> Result<(T, u64), Failure> {
        let loaded = self.loaded()?;
        let host = self.host();
        let _slot = host.slots.take();
        let moment = self.moment(session);
        let (answer, fuel) =
            job::run(&host.engine, &loaded.component, moment, limits, async |store, instance| {
                store.data_mut().files = Arc::clone(self.files());
                let lifecycle = loaded.lifecycle.load(&mut *store, instance)?;
                match lifecycle.call_start(&mut *store, &handle::session(session)).await? {
                    Ok(()) => call(loaded, store, instance).await,
                    Err(why) => Ok(Err(why)),
                }
            })?;
        Ok((answer.map_err(failure::told)?, fuel))
    }
}

/// The plugin has no such half; what to do about it.
pub(super) fn lacks(interface: &str) -> Failure {
    Failure::Load(format!("it does not export `{interface}`"))
}
