//! ES modules: what the scripts in `node/` say a specifier means and a module holds, told to the
//! engine.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Function, Module, Object, Persistent, Result, Value};

/// The functions of `node/` that the engine calls. Emptied before the engine ends.
#[derive(Clone, Default)]
pub(crate) struct Hooks(Rc<RefCell<Option<Pair>>>);

struct Pair {
    resolve: Persistent<Function<'static>>,
    load: Persistent<Function<'static>>,
    rejection: Persistent<Function<'static>>,
}

impl Hooks {
    /// Takes the functions in.
    pub(crate) fn set<'js>(&self, ctx: &Ctx<'js>, from: &Object<'js>) -> Result<()> {
        let saved =
            |name: &str| Result::Ok(Persistent::save(ctx, from.get::<_, Function<'js>>(name)?));
        let (resolve, load, rejection) = (saved("resolve")?, saved("load")?, saved("rejection")?);
        *self.0.borrow_mut() = Some(Pair { resolve, load, rejection });
        Ok(())
    }

    /// Tells of a promise that was rejected, or whose rejection is now handled.
    pub(crate) fn rejection<'js>(
        &self,
        ctx: &Ctx<'js>,
        promise: Value<'js>,
        reason: Value<'js>,
        handled: bool,
    ) {
        let told = self.get(ctx, |pair| &pair.rejection);
        if told.and_then(|told| told.call::<_, ()>((promise, reason, handled))).is_err() {
            drop(ctx.catch());
        }
    }

    /// Lets go of them.
    pub(crate) fn clear(&self) {
        self.0.borrow_mut().take();
    }

    fn get<'js>(
        &self,
        ctx: &Ctx<'js>,
        which: impl Fn(&Pair) -> &Persistent<Function<'static>>,
    ) -> Result<Function<'js>> {
        let pair = self.0.borrow();
        let pair = pair.as_ref().ok_or(Error::Unknown)?;
        which(pair).clone().restore(ctx)
    }
}

impl Resolver for Hooks {
    fn resolve<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<String> {
        self.get(ctx, |pair| &pair.resolve)?.call((base, name))
    }
}

impl Loader for Hooks {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        path: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        let loaded: Object<'js> = self.get(ctx, |pair| &pair.load)?.call((path,))?;
        let source: String = loaded.get("source")?;
        let module = Module::declare(ctx.clone(), path, source)?;
        let meta = module.meta()?;
        let said: Object<'js> = loaded.get("meta")?;
        for key in said.keys::<String>() {
            let key = key?;
            meta.set(key.as_str(), said.get::<_, Value<'js>>(key.as_str())?)?;
        }
        Ok(module)
    }
}
