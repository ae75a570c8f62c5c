//! Write a proofpress plugin in Rust.
//!
//! A plugin is a crate with one type that implements [`Plugin`], one file for each rule under
//! `src/rules/`, and one page for each rule under `pages/`:
//!
//! ```ignore
//! // build.rs
//! fn main() { proofpress_plugin_build::rules("Nginx") }
//!
//! // src/lib.rs
//! proofpress_plugin::rules!();
//! proofpress_plugin::export!(Nginx);
//!
//! /// The plugin.
//! pub struct Nginx;
//! impl proofpress_plugin::Plugin for Nginx { /* info, rules, parse */ }
//!
//! // src/rules/unknown_directive.rs
//! pub const RULE: Rule<Nginx> = Rule::new(Severity::Error, check);
//! fn check(cx: &Context<Nginx>) -> Vec<Finding> { /* look at cx.tree */ }
//! ```
//!
//! [`Plugin::parse`] turns an example into the plugin's own tree once; every rule that is on
//! then looks at that tree and returns its findings. [`testing`] runs the rule pages natively,
//! in milliseconds, so a plugin is written without building a component.
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
        world: "checker-plugin",
        path: "../../wit",
        pub_export_macro: true,
        default_bindings_module: "proofpress_plugin::bindings",
        export_macro_name: "export_component",
    });
}

mod component;
mod finding;
mod plugin;
mod rule;
pub mod testing;

// What a plugin author works with, by hand, so that the generated names stay inside.
pub use bindings::exports::proofpress::plugin::example_checker::Example;
#[doc(hidden)]
pub use component::{Component, report_panics};
pub use finding::{Applicability, Edit, Finding, Fix, Related, Severity, Span};
pub use plugin::{Declined, Fact, Info, NoConfig, Plugin};
pub use rule::{Context, Rule};

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

/// Makes the component's exports out of a [`Plugin`]. Does nothing in a native build, so that
/// tests link.
#[macro_export]
macro_rules! export {
    ($plugin:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            type Exported = $crate::Component<$plugin>;
    $crate::bindings::export_component!(Exported with_types_in $crate::bindings);
        };
    };
}
