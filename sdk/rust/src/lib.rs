//! Write a proofpress plugin in Rust.
//!
//! A plugin is a crate with one type that implements [`Plugin`] and [`Checker`], one file for each rule under
//! `src/rules/`, and one page for each rule under `pages/`:
//!
//! ```ignore
//! // build.rs
//! fn main() { proofpress_plugin_build::rules("Nginx") }
//!
//! // src/lib.rs
//! proofpress_plugin::rules!();
//! proofpress_plugin::export!(checks Nginx);
//!
//! /// The plugin.
//! pub struct Nginx;
//! impl proofpress_plugin::Plugin for Nginx { /* info */ }
//! impl proofpress_plugin::Checker for Nginx { /* rules, parse */ }
//!
//! // src/rules/unknown_directive.rs
//! pub const RULE: Rule<Nginx> = Rule::new(Severity::Error, check);
//! fn check(cx: &Context<Nginx>) -> Vec<Finding> { /* look at cx.tree */ }
//! ```
//!
//! [`Checker::parse`] turns an example into the plugin's own tree once; every rule that is on
//! then looks at that tree and returns its findings. [`testing`] runs the rule pages natively,
//! in milliseconds, so a plugin is written without building a component.
//!
//! A plugin that runs examples implements [`Runner`] instead, or besides; `export!(runs Jq)` or
//! `export!(checks and runs Jq)` says so.
//!
//! This crate knows the contract in `wit/` and nothing of the host.

#[allow(
    missing_docs,
    unsafe_code,
    unused_qualifications,
    unreachable_pub,
    clippy::all,
    reason = "generated from wit/plugin.wit, where every item is documented"
)]
#[doc(hidden)]
pub mod bindings {
    wit_bindgen::generate!({
        world: "base",
        path: "../../wit",
        pub_export_macro: true,
        default_bindings_module: "proofpress_plugin::bindings",
        export_macro_name: "export_base",
    });

    /// The half of the contract that checks.
    pub mod checker {
        wit_bindgen::generate!({
            world: "checks-examples",
            path: "../../wit",
            with: { "proofpress:plugin/types@1.0.0": super::proofpress::plugin::types },
            pub_export_macro: true,
            default_bindings_module: "proofpress_plugin::bindings::checker",
            export_macro_name: "export_checker",
        });
    }

    /// The half of the contract that runs.
    pub mod runner {
        wit_bindgen::generate!({
            world: "runs-examples",
            path: "../../wit",
            with: { "proofpress:plugin/types@1.0.0": super::proofpress::plugin::types },
            pub_export_macro: true,
            default_bindings_module: "proofpress_plugin::bindings::runner",
            export_macro_name: "export_runner",
        });
    }
}

mod component;
mod finding;
mod plugin;
mod rule;
mod run;
pub mod testing;

// What a plugin author works with, by hand, so that the generated names stay inside.
pub use bindings::proofpress::plugin::types::{Example, Extra};
#[doc(hidden)]
pub use component::{CheckerComponent, RunnerComponent, report_panics};
pub use finding::{Applicability, Edit, Finding, Fix, Related, Severity, Span};
pub use plugin::{Capability, Checker, Declined, Fact, Info, NoConfig, Plugin};
pub use rule::{Context, Rule};
pub use run::{
    Artifact, Chunk, File, Output, OutputLimit, OutputStream, Part, Place, Raised, RunRequest,
    RunResult, Runner, Session, StepResult,
};

/// Includes the list of rules that the build script found: a static `RULES`.
#[macro_export]
macro_rules! rules {
    () => {
        /// The rules, one file each.
        mod rules {
            include!(concat!(env!("OUT_DIR"), "/rules.rs"));
        }
        pub use rules::RULES;
    };
}

/// Makes the component's exports out of a plugin: `export!(checks Nginx)` out of a [`Checker`],
/// `export!(runs Bash)` out of a [`Runner`], `export!(checks and runs Jq)` out of both. Does
/// nothing in a native build, so that tests link.
#[macro_export]
macro_rules! export {
    (checks $plugin:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            type Checks = $crate::CheckerComponent<$plugin>;
    $crate::bindings::export_base!(Checks with_types_in $crate::bindings);
            $crate::bindings::checker::export_checker!(
                Checks with_types_in $crate::bindings::checker
            );
        };
    };
    (runs $plugin:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            type Runs = $crate::RunnerComponent<$plugin>;
    $crate::bindings::export_base!(Runs with_types_in $crate::bindings);
    $crate::bindings::runner::export_runner!(Runs with_types_in $crate::bindings::runner);
        };
    };
    (checks and runs $plugin:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            type Checks = $crate::CheckerComponent<$plugin>;
            type Runs = $crate::RunnerComponent<$plugin>;
    $crate::bindings::export_base!(Checks with_types_in $crate::bindings);
            $crate::bindings::checker::export_checker!(
                Checks with_types_in $crate::bindings::checker
            );
    $crate::bindings::runner::export_runner!(Runs with_types_in $crate::bindings::runner);
        };
    };
}
