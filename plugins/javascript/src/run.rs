//! Takes a request apart, has it run, and puts the answer together.

use std::rc::Rc;

use proofpress_plugin::{
    Declined, Extra, File, NoConfig, Part, Place, Raised, RunRequest, RunResult, Session,
    StepResult,
};
use rquickjs::{CatchResultExt as _, Ctx, Function, Object, Value};

use crate::engine::{self, End, Ledger};
use crate::modules::Hooks;
use crate::{FACTS, native, sources};

/// The status of a program that the engine had no memory for, as where Node.js aborts.
const ABORTED: i32 = 134;

/// Runs the steps of the main part after those of the prelude.
///
/// # Errors
///
/// [`Declined`] where the engine does not start.
pub(crate) fn run(
    request: &RunRequest,
    session: &Session<NoConfig>,
) -> Result<RunResult, Declined> {
    let ledger = Rc::new(Ledger::default());
    let failed = |why: rquickjs::Error| Declined(format!("the engine does not start: {why}"));
    let (runtime, context) = engine::start(&ledger).map_err(failed)?;
    let hooks = Hooks::default();
    runtime.set_loader(hooks.clone(), hooks.clone());
    let told = hooks.clone();
    runtime.set_host_promise_rejection_tracker(Some(Box::new(
        move |ctx, promise, reason, handled| told.rejection(&ctx, promise, reason, handled),
    )));
    let result = context.with(|ctx| {
        let ran = Run { ctx: ctx.clone(), request, ledger: &ledger, hooks: &hooks };
        let result = ran.proceed((session.now, session.seed));
        // What was thrown and never caught would outlive the engine.
        drop(ctx.catch());
        result
    });
    hooks.clear();
    engine::end((runtime, context));
    result
}

struct Run<'a, 'js> {
    ctx: Ctx<'js>,
    request: &'a RunRequest,
    ledger: &'a Rc<Ledger>,
    hooks: &'a Hooks,
}

impl<'js> Run<'_, 'js> {
    fn proceed(&self, clock: (u64, u64)) -> Result<RunResult, Declined> {
        let node = self.boot(clock).catch(&self.ctx);
        let node = node.map_err(|why| Declined(format!("the runner does not start: {why}")))?;
        let parts = self.request.prelude.iter().chain([&self.request.main]);
        let main = self.request.prelude.len();
        let mut steps = Vec::new();
        let mut raised = None;
        for (index, part) in parts.enumerate() {
            let last = index == main;
            raised = None;
            for (number, step) in part.steps.iter().enumerate() {
                let status = self.step(&node, (index, number), part, step);
                let output = self.ledger.output.borrow_mut().take();
                if last {
                    steps.push(StepResult { output, status });
                }
                raised = self.raised(&node);
                if self.ledger.is_over() || (raised.is_some() && !part.interactive) {
                    break;
                }
            }
            if self.ledger.is_over() && !last {
                return Err(Declined(
                    "an earlier example of the session ends the program".to_owned(),
                ));
            }
        }
        let fact =
            |(key, value): &(&str, &str)| Extra { key: (*key).into(), value: (*value).into() };
        Ok(RunResult {
            steps,
            raised,
            files: self.files(&node).unwrap_or_default(),
            artifacts: Vec::new(),
            facts: FACTS.iter().map(fact).collect(),
        })
    }

    /// Makes Node.js of the engine: the object `node/bootstrap.js` fills in.
    fn boot(&self, clock: (u64, u64)) -> rquickjs::Result<Object<'js>> {
        let native = native::object(&self.ctx, self.ledger, self.request, clock)?;
        native.set("keepsState", self.keeps_state())?;
        let exports = Object::new(self.ctx.clone())?;
        let bootstrap = sources::script(self.ctx.clone(), "bootstrap".into())?;
        bootstrap.call::<_, ()>((
            exports.clone(),
            Value::new_undefined(self.ctx.clone()),
            native,
        ))?;
        self.hooks.set(&self.ctx, &exports)?;
        Ok(exports)
    }

    /// Whether examples share their names: they are then scripts, and no modules.
    fn keeps_state(&self) -> bool {
        let in_session = self.request.attrs.iter().any(|attr| attr.key == "session");
        in_session || !self.request.prelude.is_empty() || self.request.main.interactive
    }

    /// Runs one step until nothing is left to do; its status.
    fn step(&self, node: &Object<'js>, at: (usize, usize), part: &Part, text: &str) -> i32 {
        let name = part.name.clone().unwrap_or_else(|| self.default_name().into());
        let called = node
            .get::<_, Function<'js>>("run")
            .and_then(|run| run.call::<_, i32>((text, name, at.0, at.1, part.interactive)));
        match (called, self.ledger.end()) {
            (_, Some(End::Exit(status))) => status,
            (_, Some(End::Limit(_))) => 1,
            (Ok(status), None) => status,
            (Err(_), None) => {
                let why = self.ctx.catch();
                let told = why.as_object().and_then(|why| why.get::<_, String>("message").ok());
                let message = told.unwrap_or_else(|| "out of memory".into());
                let kind = "out-of-memory".to_owned();
                self.ledger.finish(End::Limit(Raised { kind, message, places: Vec::new() }));
                ABORTED
            }
        }
    }

    fn default_name(&self) -> &'static str {
        match self.request.lang.as_str() {
            "mjs" => "example.mjs",
            "cjs" => "example.cjs",
            _ => "example.js",
        }
    }

    /// What ended the step: a limit, or what the program threw and nothing caught.
    fn raised(&self, node: &Object<'js>) -> Option<Raised> {
        if let Some(end) = self.ledger.end() {
            return match end {
                End::Limit(raised) => Some(raised),
                End::Exit(_) => self.thrown(node),
            };
        }
        self.thrown(node)
    }

    fn thrown(&self, node: &Object<'js>) -> Option<Raised> {
        let raised: Object<'js> = node.get("raised").ok()?;
        let places: Vec<Object<'js>> = raised.get("places").ok()?;
        let place = |place: Object<'js>| {
            Some(Place {
                part: place.get("part").ok()?,
                step: place.get("step").ok()?,
                line: place.get("line").ok()?,
                function: place.get("function").ok()?,
            })
        };
        Some(Raised {
            kind: raised.get("kind").ok()?,
            message: raised.get("message").ok()?,
            places: places.into_iter().filter_map(place).collect(),
        })
    }

    /// The files of the workspace that the program made or changed.
    fn files(&self, node: &Object<'js>) -> rquickjs::Result<Vec<File>> {
        if matches!(self.ledger.end(), Some(End::Limit(_))) {
            return Ok(Vec::new());
        }
        let changed: Object<'js> = node.get::<_, Function<'js>>("changed")?.call(())?;
        let mut files = Vec::new();
        for entry in changed.props::<String, String>() {
            let (path, text) = entry?;
            files.push(File { path, contents: native::bytes(&text) });
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }
}
