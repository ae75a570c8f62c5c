//! The functions of a run: the engine's, those in jq's own language beside this file, and those
//! that need the run itself: inputs, clock, standard error.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use jaq_core::box_iter::box_once;
use jaq_core::load::parse::Def;
use jaq_core::native::{Filter, Fun, bome, run, v};
use jaq_core::{DataT, Lut, RunPtr, data, load};
use jaq_json::Val;
use jaq_std::input::{self, HasInputs, Inputs};

use crate::{message, reach, write};

/// What filters work on.
pub(crate) struct Kind;

impl DataT for Kind {
    type V<'a> = Val;
    type Data<'a> = Shared<'a>;
}

/// What functions may see of a run.
#[derive(Clone)]
pub(crate) struct Shared<'a> {
    pub(crate) lut: &'a Lut<Kind>,
    pub(crate) inputs: Inputs<'a, Val>,
    pub(crate) world: &'a World,
}

/// A run, as far as filters can ask or tell.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// Seconds since the epoch.
    pub(crate) now: u64,
    /// How many lines of the input have been read.
    pub(crate) lines: Cell<usize>,
    /// What was written to standard error and not yet taken.
    pub(crate) stderr: RefCell<String>,
}

impl<'a> data::HasLut<'a, Kind> for Shared<'a> {
    fn lut(&self) -> &'a Lut<Kind> {
        self.lut
    }
}

impl<'a> HasInputs<'a, Val> for Shared<'a> {
    fn inputs(&self) -> Inputs<'a, Val> {
        self.inputs
    }
}

/// Functions of the engine that reach outside, and for which there are others below.
const REPLACED: [&str; 5] = ["env", "now", "debug_empty", "stderr_empty", "tojson"];

/// Every definition in jq's language.
pub(crate) fn defs() -> impl Iterator<Item = Def<&'static str>> {
    let own = load::parse(include_str!("definitions.jq"), |parser| parser.defs());
    jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs()).chain(own.unwrap_or_default())
}

/// The definitions that a program calls, and those that these call.
pub(crate) fn defs_for(filter: &str) -> Vec<Def<&'static str>> {
    let all: Vec<Def<&'static str>> = defs().collect();
    // What a module calls is not known before it is read.
    if reach::words(filter).any(|word| matches!(word, "import" | "include")) {
        return all;
    }
    let kept: BTreeSet<String> =
        reach::names(filter, &all).into_iter().map(str::to_owned).collect();
    all.into_iter().filter(|def| kept.contains(def.name)).collect()
}

/// Functions of the engine that `definitions.jq` wraps, and the names it has for them.
const WRAPPED: [(&str, &str); 3] =
    [("length", "_length"), ("ltrimstr", "_ltrimstr"), ("rtrimstr", "_rtrimstr")];

/// Every native function.
pub(crate) fn funs() -> impl Iterator<Item = Fun<Kind>> {
    let inputs: Vec<Filter<RunPtr<Kind>>> = input::funs::<Kind>().into_vec();
    let wrapped = engine().filter_map(|(name, arguments, function)| {
        let (_, own) = WRAPPED.iter().find(|(wrapped, _)| *wrapped == name)?;
        Some((*own, arguments, function))
    });
    let engine = engine().filter(|(name, ..)| !REPLACED.contains(name)).chain(wrapped);
    engine.chain(inputs.into_iter().chain(own()).map(|fun| run::<Kind>(fun)))
}

fn engine() -> impl Iterator<Item = Fun<Kind>> {
    jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs())
}

fn own() -> [Filter<RunPtr<Kind>>; 6] {
    [
        ("now", v(0), |cv| {
            #[expect(clippy::cast_precision_loss, reason = "exact for some 285 million years")]
            let now = cv.0.data().world.now as f64;
            box_once(Ok(Val::from(now)))
        }),
        ("input_line_number", v(0), |cv| {
            let lines = cv.0.data().world.lines.get();
            box_once(Ok(Val::from(lines)))
        }),
        ("tojson", v(0), |cv| bome(Ok(Val::from(write::compact(&cv.1))))),
        ("debug_empty", v(0), |cv| {
            let line = format!("[\"DEBUG:\",{}]\n", write::compact(&cv.1));
            cv.0.data().world.stderr.borrow_mut().push_str(&line);
            Box::new(std::iter::empty())
        }),
        ("stderr_empty", v(0), |cv| {
            cv.0.data().world.stderr.borrow_mut().push_str(&write::compact(&cv.1));
            Box::new(std::iter::empty())
        }),
        // A string as it is, anything else as JSON on a line.
        ("_halt_text", v(0), |cv| {
            let text = match &cv.1 {
                Val::TStr(_) | Val::BStr(_) => message::plain(&cv.1),
                other => format!("{}\n", write::compact(other)),
            };
            cv.0.data().world.stderr.borrow_mut().push_str(&text);
            Box::new(std::iter::empty())
        }),
    ]
}
