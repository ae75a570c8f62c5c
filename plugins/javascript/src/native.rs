//! What the scripts in `node/` get from Rust: output, input, files, digests, compiled code.

use std::rc::Rc;

use proofpress_plugin::{OutputStream, Raised, RunRequest};
use rquickjs::context::EvalOptions;
use rquickjs::function::{Func, Opt};
use rquickjs::promise::PromiseState;
use rquickjs::{Ctx, Function, Module, Object, Promise, Result, TypedArray, Value};

use crate::digest;
use crate::engine::{End, Ledger};
use crate::sources;

/// What goes before a CommonJS file to make a function of it. It stands on the file's first line,
/// so columns there are off by its length.
pub(crate) const WRAPPER: &str = "(function (exports, require, module, __filename, __dirname) {";

/// Makes the object `native` that the scripts are handed.
///
/// # Errors
///
/// Where the engine has no memory left.
pub(crate) fn object<'js>(
    ctx: &Ctx<'js>,
    ledger: &Rc<Ledger>,
    request: &RunRequest,
    clock: (u64, u64),
) -> Result<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    facts(&native, request, clock)?;
    code(&native)?;
    let out = Rc::clone(ledger);
    let write = move |to: i32, text: String| out.write(stream(to), text.as_bytes());
    native.set("write", Func::from(write))?;
    let out = Rc::clone(ledger);
    let write = move |to: i32, text: String| out.write(stream(to), &bytes(&text));
    native.set("writeBytes", Func::from(write))?;
    let over = Rc::clone(ledger);
    native.set("exit", Func::from(move |status: i32| over.finish(End::Exit(status))))?;
    let over = Rc::clone(ledger);
    let limit = move |kind: String, message: String| {
        over.finish(End::Limit(Raised { kind, message, places: Vec::new() }));
    };
    native.set("limit", Func::from(limit))?;
    native.set("jobs", Func::from(|ctx: Ctx<'js>| while ctx.execute_pending_job() {}))?;
    native.set("digest", Func::from(hash))?;
    native.set("settled", Func::from(settled))?;
    Ok(native)
}

/// What the request says.
fn facts<'js>(native: &Object<'js>, request: &RunRequest, clock: (u64, u64)) -> Result<()> {
    let ctx = native.ctx();
    #[expect(clippy::cast_precision_loss, reason = "times and seeds as JavaScript numbers")]
    let number = |value: u64| value as f64;
    native.set("now", number(clock.0))?;
    native.set("seedLow", number(clock.1 & u64::from(u32::MAX)))?;
    native.set("seedHigh", number(clock.1 >> 32))?;
    native.set("timeout", request.timeout.map(number))?;
    native.set("args", request.args.clone())?;
    native.set("stdin", TypedArray::<u8>::new_copy(ctx.clone(), &request.stdin)?)?;
    native.set("wrapper", WRAPPER.len())?;
    let env = Object::new(ctx.clone())?;
    for pair in &request.env {
        env.set(pair.key.as_str(), pair.value.as_str())?;
    }
    native.set("env", env)?;
    let files = Object::new(ctx.clone())?;
    for file in &request.files {
        let bytes = TypedArray::<u8>::new_copy(ctx.clone(), &file.contents)?;
        files.set(file.path.as_str(), bytes)?;
    }
    native.set("files", files)
}

/// What compiles: our own scripts, CommonJS files, lines typed at a prompt, modules.
fn code<'js>(native: &Object<'js>) -> Result<()> {
    native.set("script", Func::from(sources::script))?;
    native.set("commonjs", Func::from(commonjs))?;
    native.set("typed", Func::from(typed))?;
    let is_module = |ctx: Ctx<'js>, text: String| {
        let found = Module::declare(ctx.clone(), "node:internal/try", text).is_ok();
        drop(ctx.catch());
        found
    };
    native.set("isModule", Func::from(is_module))?;
    let import = |ctx: Ctx<'js>, path: String| Module::import(&ctx, path);
    native.set("import", Func::from(import))
}

fn commonjs<'js>(ctx: Ctx<'js>, text: String, path: String) -> Result<Function<'js>> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(path);
    ctx.eval_with_options(format!("{WRAPPER}{text}\n}})"), options)
}

/// Runs lines in the global scope, where what they declare stays. With `waits`, `await` may stand
/// outside of functions, and the value comes as a promise of an object `{value}`.
fn typed<'js>(ctx: Ctx<'js>, text: String, path: String, waits: Opt<bool>) -> Result<Value<'js>> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.promise = waits.0.unwrap_or(false);
    options.filename = Some(path);
    ctx.eval_with_options(text, options)
}

fn stream(to: i32) -> OutputStream {
    if to == 2 { OutputStream::Stderr } else { OutputStream::Stdout }
}

/// The bytes of a string that has a character for each.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn hash<'js>(
    ctx: Ctx<'js>,
    algorithm: String,
    text: String,
) -> Result<Option<TypedArray<'js, u8>>> {
    let found = digest::digest(&algorithm, &bytes(&text));
    found.map(|digest| TypedArray::new(ctx, digest)).transpose()
}

/// The state of a promise, and its value or reason: `["pending"]`, `["fulfilled", value]`.
fn settled<'js>(ctx: Ctx<'js>, promise: Promise<'js>) -> Result<Vec<Value<'js>>> {
    let named = |name: &str| {
        rquickjs::String::from_str(ctx.clone(), name).map(rquickjs::String::into_value)
    };
    Ok(match promise.state() {
        PromiseState::Pending => vec![named("pending")?],
        PromiseState::Resolved => {
            let value = promise.result::<Value<'js>>().transpose()?;
            vec![named("fulfilled")?, value.unwrap_or_else(|| Value::new_undefined(ctx.clone()))]
        }
        PromiseState::Rejected => {
            let _rejected = promise.result::<Value<'js>>();
            vec![named("rejected")?, ctx.catch()]
        }
    })
}
