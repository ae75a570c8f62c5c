//! From bytes to a component that is ready to be instantiated: inspected, compiled (or known
//! from the code cache), linked, and asked once who it is.

use std::sync::atomic::Ordering;

use wasmtime::Store;
use wasmtime::component::{Component, InstancePre, Linker};

use super::bindings::Everything;
use super::bindings::exports::proofpress::plugin::{
    document_checker, example_checker, lifecycle, meta, renderer, runner, site_checker,
};
use super::catalogue;
use super::code_cache::deserialize;
use super::compile;
use super::contract::{Catalogue, Digest, Failure, Interfaces, Limits};
use super::host::Shared;
use super::inspect::{imports, inspect};
use super::job::{self, Job, Moment};
use super::text::short;
use super::wasi;
use crate::capability::READ_FILES;

/// What a plugin says about itself must not depend on time or seed: it is asked at this moment.
pub(super) const NOWHEN: Moment<'_> = Moment { now: 0, seed: 0, cancel: None };
/// So it is asked a second time, when everything that can differ does.
const ELSEWHEN: Moment<'_> = Moment { now: 4_000_000_000, seed: u64::MAX, cancel: None };
/// What it may use for that. It happens once, so there is room for an interpreter to start.
const ABOUT: Limits = Limits { fuel: 10_000_000_000, memory: 256 << 20 };

/// A component that is linked and whose exports are known.
pub(super) struct Loaded {
    pub(super) component: InstancePre<Job>,
    pub(super) meta: meta::GuestIndices,
    pub(super) lifecycle: lifecycle::GuestIndices,
    pub(super) example_checker: Option<example_checker::GuestIndices>,
    pub(super) document_checker: Option<document_checker::GuestIndices>,
    pub(super) site_checker: Option<site_checker::GuestIndices>,
    pub(super) renderer: Option<renderer::GuestIndices>,
    pub(super) runner: Option<runner::GuestIndices>,
    pub(super) catalogue: Catalogue,
}

impl Loaded {
    /// Calls functions of `meta` in an instance of their own.
    pub(super) fn about<T>(
        host: &Shared,
        component: &InstancePre<Job>,
        indices: &meta::GuestIndices,
        moment: Moment<'_>,
        ask: impl AsyncFnOnce(&meta::Guest, &mut Store<Job>) -> wasmtime::Result<T>,
    ) -> Result<T, Failure> {
        let (answer, _) =
            job::run(&host.engine, component, moment, &ABOUT, async |store, instance| {
                let meta = indices.load(&mut *store, instance)?;
                ask(&meta, store).await
            })?;
        Ok(answer)
    }
}

/// Loads a component.
pub(super) fn load(host: &Shared, bytes: &[u8], digest: &Digest) -> Result<Loaded, Failure> {
    let interfaces = inspect(bytes).map_err(Failure::Load)?;
    let component = compiled(host, bytes, digest)?;
    let component = link(host, &component).map_err(|why| unfit(&why))?;
    let meta = meta::GuestIndices::new(&component).map_err(|why| unfit(&why))?;
    let lifecycle = lifecycle::GuestIndices::new(&component).map_err(|why| unfit(&why))?;
    macro_rules! indices {
        ($interface:ident) => {
            interfaces
                .$interface
                .then(|| $interface::GuestIndices::new(&component))
                .transpose()
                .map_err(|why| unfit(&why))?
        };
    }
    let example_checker = indices!(example_checker);
    let document_checker = indices!(document_checker);
    let site_checker = indices!(site_checker);
    let renderer = indices!(renderer);
    let runner = indices!(runner);
    let _slot = host.slots.take();
    // Functions are compared by name above; their types only once there is an instance.
    job::run(&host.engine, &component, NOWHEN, &ABOUT, async |store, instance| {
        let mut typed = meta.load(&mut *store, instance).map(|_| ());
        typed = typed.and_then(|()| lifecycle.load(&mut *store, instance).map(|_| ()));
        macro_rules! try_out {
            ($interface:ident) => {
                if let Some(indices) = &$interface {
                    typed = typed.and_then(|()| indices.load(&mut *store, instance).map(|_| ()));
                }
            };
        }
        try_out!(example_checker);
        try_out!(document_checker);
        try_out!(site_checker);
        try_out!(renderer);
        try_out!(runner);
        Ok(typed.map_err(|why| unfit(&why)))
    })?
    .0?;
    let catalogue = describe(host, &component, &meta, interfaces, NOWHEN)?;
    if describe(host, &component, &meta, interfaces, ELSEWHEN)? != catalogue {
        return Err(Failure::Protocol(
            "it describes itself differently each time: what it says must not depend on time or \
             chance"
                .into(),
        ));
    }
    asks_for_what_it_imports(&catalogue, bytes).map_err(Failure::Load)?;
    Ok(Loaded {
        component,
        meta,
        lifecycle,
        example_checker,
        document_checker,
        site_checker,
        renderer,
        runner,
        catalogue,
    })
}

/// An interface that is imported and not asked for would be there without anybody being told.
fn asks_for_what_it_imports(catalogue: &Catalogue, bytes: &[u8]) -> Result<(), String> {
    let asks = catalogue.capabilities.iter().any(|asked| asked.name == READ_FILES);
    if asks || !imports(bytes, "site-files") {
        return Ok(());
    }
    Err(format!(
        "it imports `site-files` and does not ask for `{READ_FILES}`: name it among the \
         capabilities of `info`, with the globs of what it reads"
    ))
}

/// The component's interfaces are not what their names promise.
fn unfit(why: &wasmtime::Error) -> Failure {
    Failure::Load(format!(
        "it does not fit version 1 of the plugin contract ({}): build it again with a current SDK",
        short(&format!("{why:#}"))
    ))
}

fn describe(
    host: &Shared,
    component: &InstancePre<Job>,
    indices: &meta::GuestIndices,
    interfaces: Interfaces,
    moment: Moment<'_>,
) -> Result<Catalogue, Failure> {
    let ask = async |meta: &meta::Guest, store: &mut Store<Job>| {
        Ok((
            meta.call_describe(&mut *store).await?,
            meta.call_rules(&mut *store).await?,
            meta.call_config_schema(&mut *store).await?,
        ))
    };
    let (info, rules, schema) = Loaded::about(host, component, indices, moment, ask)?;
    catalogue::catalogue(info, rules, schema, interfaces).map_err(Failure::Protocol)
}

/// The machine code: from the program's own file, from the cache, or made now and put there.
fn compiled(host: &Shared, bytes: &[u8], digest: &Digest) -> Result<Component, Failure> {
    let bundled = host.bundle.code(digest);
    if let Some(component) = bundled.and_then(|code| deserialize(&host.engine, &code)) {
        return Ok(component);
    }
    if let Some(component) = host.cache.as_ref().and_then(|cache| cache.get(&host.engine, digest)) {
        return Ok(component);
    }
    let code = compile::compile(host, bytes, digest)?;
    host.compilations.fetch_add(1, Ordering::Relaxed);
    let component = deserialize(&host.engine, &code).ok_or_else(|| {
        Failure::Load("it was compiled for another engine: install proofpress again".into())
    })?;
    if let Some(cache) = &host.cache {
        cache.put(digest, &code);
    }
    Ok(component)
}

fn link(host: &Shared, component: &Component) -> wasmtime::Result<InstancePre<Job>> {
    let mut linker = Linker::new(&host.engine);
    Everything::add_to_linker::<Job, wasmtime::component::HasSelf<Job>>(&mut linker, |job| job)?;
    if host.deny_imports {
        wasi::deny_all(&mut linker, component)?;
    } else {
        wasi::link(&mut linker, component)?;
    }
    linker.instantiate_pre(component)
}
