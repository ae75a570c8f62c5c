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
//! A plugin that runs examples implements [`Runner`] instead, or besides, one that draws them
//! [`Renderer`], one that looks at pages or at the site [`DocumentChecker`] or [`SiteChecker`];
//! `export!(Jq: checks, runs)` says what it does.
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

    /// The half of the contract that checks pages.
    pub mod documents {
        wit_bindgen::generate!({
            world: "checks-documents",
            path: "../../wit",
            with: { "proofpress:plugin/types@1.0.0": super::proofpress::plugin::types },
            pub_export_macro: true,
            default_bindings_module: "proofpress_plugin::bindings::documents",
            export_macro_name: "export_documents",
        });
    }

    /// The half of the contract that checks the site.
    pub mod sites {
        wit_bindgen::generate!({
            world: "checks-site",
            path: "../../wit",
            with: { "proofpress:plugin/types@1.0.0": super::proofpress::plugin::types },
            pub_export_macro: true,
            default_bindings_module: "proofpress_plugin::bindings::sites",
            export_macro_name: "export_sites",
        });
    }

    /// The half of the contract that draws.
    pub mod renderer {
        wit_bindgen::generate!({
            world: "draws-examples",
            path: "../../wit",
            with: { "proofpress:plugin/types@1.0.0": super::proofpress::plugin::types },
            pub_export_macro: true,
            default_bindings_module: "proofpress_plugin::bindings::renderer",
            export_macro_name: "export_renderer",
        });
    }

    /// Files of the site.
    pub mod files {
        wit_bindgen::generate!({ world: "reads-files", path: "../../wit" });
    }
}

mod component;
mod draw;
mod finding;
mod pages;
mod plugin;
mod rule;
mod run;
pub mod site_files;
pub mod testing;

// What a plugin author works with, by hand, so that the generated names stay inside.
pub use bindings::proofpress::plugin::types::{Example, Extra};
#[doc(hidden)]
pub use component::{CheckerComponent, PlainComponent, report_panics};
pub use draw::{Drawing, Image, Renderer, Theme};
pub use finding::{Applicability, Edit, Finding, Fix, Related, Severity, Span};
pub use pages::{
    Document, DocumentChecker, Heading, Link, Look, PageFinding, PageRule, PlacedExample,
    SiteChecker,
};
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

/// Makes the component's exports out of a plugin and what it does: `export!(Nginx: checks, draws)`.
/// Does nothing in a native build, so that tests link.
///
/// | Word | Trait |
/// |---|---|
/// | `checks` | [`Checker`] |
/// | `runs` | [`Runner`] |
/// | `draws` | [`Renderer`] |
/// | `checks_pages` | [`DocumentChecker`] |
/// | `checks_site` | [`SiteChecker`] |
///
/// `export!(checks Nginx)`, `export!(runs Bash)` and `export!(checks and runs Jq)` say the same in
/// an older way.
#[macro_export]
macro_rules! export {
    (checks $plugin:ty) => {
        $crate::export!($plugin: checks);
    };
    (runs $plugin:ty) => {
        $crate::export!($plugin: runs);
    };
    (checks and runs $plugin:ty) => {
        $crate::export!($plugin: checks, runs);
    };
    // Who it is: a plugin that checks examples has their rules besides.
    (@base $plugin:ty; checks $(, $rest:ident)*) => {
        type Base = $crate::CheckerComponent<$plugin>;
    };
    (@base $plugin:ty; $other:ident $(, $rest:ident)*) => {
        $crate::export!(@base $plugin; $($rest),*);
    };
    (@base $plugin:ty;) => {
        type Base = $crate::PlainComponent<$plugin>;
    };
    (@half checks) => {
        $crate::bindings::checker::export_checker!(
            Base with_types_in $crate::bindings::checker
        );
    };
    (@half runs) => {
        $crate::bindings::runner::export_runner!(Plain with_types_in $crate::bindings::runner);
    };
    (@half draws) => {
        $crate::bindings::renderer::export_renderer!(
            Plain with_types_in $crate::bindings::renderer
        );
    };
    (@half checks_pages) => {
        $crate::bindings::documents::export_documents!(
            Plain with_types_in $crate::bindings::documents
        );
    };
    (@half checks_site) => {
        $crate::bindings::sites::export_sites!(Plain with_types_in $crate::bindings::sites);
    };
    ($plugin:ty : $($half:ident),+ $(,)?) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            #[allow(dead_code, reason = "a plugin may only check examples")]
            type Plain = $crate::PlainComponent<$plugin>;
            $crate::export!(@base $plugin; $($half),+);
            $crate::bindings::export_base!(Base with_types_in $crate::bindings);
            $($crate::export!(@half $half);)+
        };
    };
}
