//! Checks Python examples: what CPython's compiler rejects, and what goes wrong in asyncio,
//! network and subprocess code. Knows nothing of pages or of the host.

mod bindings;
mod builtins;
mod calls;
mod functions;
mod names;
mod nesting;
mod scopes;
mod semantic;
mod session;
mod strict;
mod syntax;
mod version;
mod wording;

proofpress_plugin::rules!();
proofpress_plugin::export!(checks Python);

use proofpress_plugin::{Checker, Declined, Example, Fact, Info, NoConfig, Plugin, Rule};

use crate::syntax::Module;

/// The plugin.
pub struct Python;

impl Plugin for Python {
    type Config = NoConfig;

    const INFO: Info = Info {
        id: "python",
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        languages: &["python", "py", "python3", "pycon"],
        facts: &[("python", version::DEFAULT)],
    };
}

impl Checker for Python {
    type Tree = Module;

    fn rules() -> &'static [Rule<Self>] {
        RULES
    }

    fn parse(example: &Example, _: &NoConfig) -> Result<Module, Declined> {
        let version = version::of(example)?;
        let code = session::read(example)?;
        Ok(Module::parse(code, version))
    }

    fn is_sound(module: &Module) -> bool {
        module.parses
    }

    fn facts(module: &Module) -> Vec<Fact> {
        vec![Fact::new("python", module.version.to_string())]
    }
}
