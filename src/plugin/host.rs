//! The host: one engine for all plugins of a run, the code cache, and the count of compilations.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use wasmtime::Engine;

use super::builtin::BUILTIN;
use super::bundle::{self, Bundle, Compiled};
use super::code_cache::CodeCache;
use super::compile::Compiler;
use super::contract::{Digest, Failure};
use super::engine::{self, Shape};
use super::handle::Plugin;

/// How a host is set up.
#[derive(Clone, Debug, Default)]
pub struct HostSettings {
    /// Folder for compiled plugins. It must belong to this user alone; it is never part of a
    /// project. Without one, every run compiles the plugins it uses.
    pub code_cache: Option<PathBuf>,
    /// The file with the secret that seals the code cache; created on first use. It must not lie
    /// where others can read. Without one there is no code cache.
    pub key_file: Option<PathBuf>,
    /// How many threads are going to check; zero counts as one.
    pub threads: usize,
    /// What compiles the components of others, in a process of its own. Without one they are
    /// compiled in this process, where nothing bounds what that takes.
    pub compiler: Option<Compiler>,
    /// Whether everything of WASI traps when it is called, rather than being there and empty: to
    /// see whether a plugin can do without.
    pub deny_imports: bool,
}

/// Why no plugin can be run at all on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError(String);

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot start the WebAssembly engine: {}", self.0)
    }
}

impl std::error::Error for HostError {}

/// Why the program could not be written with its plugins.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// There is no engine to compile with.
    #[error(transparent)]
    Engine(#[from] HostError),
    /// A built-in plugin does not work.
    #[error("plugin `{0}` {1}")]
    Plugin(&'static str, Failure),
    /// The file cannot be written.
    #[error("cannot write the program: {0}")]
    Write(std::io::Error),
}

/// Runs plugins. Cheap to clone; all clones are the same host.
#[derive(Clone)]
pub struct Host(Arc<Shared>);

/// What the plugins of one host have in common.
pub(super) struct Shared {
    pub(super) engine: Engine,
    pub(super) shape: Shape,
    pub(super) compiler: Option<Compiler>,
    pub(super) cache: Option<CodeCache>,
    pub(super) bundle: Bundle,
    pub(super) slots: Slots,
    pub(super) threads: usize,
    pub(super) deny_imports: bool,
    pub(super) compilations: AtomicUsize,
}

impl Host {
    /// Starts an engine. Nothing is compiled and no file is touched yet, except that a code
    /// cache that cannot be trusted is noticed here and left alone.
    ///
    /// # Errors
    ///
    /// Where the machine does not allow an engine (no executable memory, no address space).
    pub fn new(settings: HostSettings) -> Result<Self, HostError> {
        let threads = settings.threads.max(1);
        // One for each thread, and some for plugins that are being loaded meanwhile.
        let slots = u32::try_from(threads).unwrap_or(u32::MAX).saturating_add(2).min(1024);
        let (engine, shape) = engine::engine(slots).map_err(|why| HostError(format!("{why:#}")))?;
        let cache = match (settings.code_cache, settings.key_file) {
            (Some(folder), Some(key)) => CodeCache::open(&folder, &key, &engine),
            _ => None,
        };
        Ok(Self(Arc::new(Shared {
            engine,
            shape,
            compiler: settings.compiler,
            cache,
            bundle: Bundle::of_program(),
            slots: Slots::new(slots),
            threads,
            deny_imports: settings.deny_imports,
            compilations: AtomicUsize::new(0),
        })))
    }

    /// A plugin, from the bytes of its component. They are looked at when it is first used.
    pub fn plugin(&self, bytes: impl Into<Cow<'static, [u8]>>) -> Plugin {
        Plugin::new(Arc::clone(&self.0), bytes.into(), None)
    }

    /// [`Host::plugin`], where the digest of the bytes is known already. It must be theirs:
    /// compiled code is found by it.
    pub fn plugin_with_digest(
        &self,
        bytes: impl Into<Cow<'static, [u8]>>,
        digest: Digest,
    ) -> Plugin {
        Plugin::new(Arc::clone(&self.0), bytes.into(), Some(digest))
    }

    /// Writes this program into a file together with its built-in plugins, compiled, so that it
    /// never has to compile them. The code runs on every processor of this architecture.
    ///
    /// # Errors
    ///
    /// Where a built-in plugin is no plugin, or the file cannot be written.
    pub fn write_bundle(&self, to: &Path) -> Result<(), BundleError> {
        let portable = engine::portable().map_err(|why| HostError(format!("{why:#}")))?;
        let mut compiled = Vec::new();
        for builtin in BUILTIN {
            let failed = |failure| BundleError::Plugin(builtin.id, failure);
            let plugin = self.plugin_with_digest(builtin.bytes, builtin.digest);
            let catalogue = plugin.catalogue().map_err(failed)?;
            let code = portable
                .precompile_component(builtin.bytes)
                .map_err(|why| failed(Failure::Load(format!("{why:#}"))))?;
            compiled.push(Compiled { digest: builtin.digest, code, catalogue });
        }
        bundle::write(to, compiled).map_err(BundleError::Write)
    }

    /// How many components were really compiled, rather than found in the code cache.
    pub fn compilations(&self) -> usize {
        self.0.compilations.load(Ordering::Relaxed)
    }

    /// What decides, beside a job's own inputs, how it comes out: our version and the engine's.
    /// Part of the key every verdict is stored under.
    pub fn engine_id(&self) -> String {
        format!("proofpress {} on wasmtime {}", env!("CARGO_PKG_VERSION"), env!("WASMTIME_VERSION"))
    }

    /// Whether compiled code is kept; `false` where no cache was asked for or it cannot be
    /// trusted.
    pub fn keeps_code(&self) -> bool {
        self.0.cache.is_some()
    }
}

/// As many jobs at a time as the engine has room for; the others wait. Otherwise how many
/// threads there are would decide whether a job fails.
pub(super) struct Slots {
    free: Mutex<u32>,
    freed: Condvar,
}

impl Slots {
    fn new(free: u32) -> Self {
        Self { free: Mutex::new(free), freed: Condvar::new() }
    }

    /// Waits for a place. It is given back when the value is dropped.
    pub(super) fn take(&self) -> Slot<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_while(free, |free| *free == 0);
        let mut free = waited.unwrap_or_else(PoisonError::into_inner);
        *free = free.saturating_sub(1);
        Slot(self)
    }
}

/// A place in the engine.
pub(super) struct Slot<'a>(&'a Slots);

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut free = self.0.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = free.saturating_add(1);
        self.0.freed.notify_one();
    }
}
