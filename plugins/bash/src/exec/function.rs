//! Calls of functions.

use std::rc::Rc;

use crate::shell::{Flow, Frame, Function, Ran, Shell};

/// How deeply functions may call each other: what fits into memory, where bash would run out of
/// stack.
const NEST: u32 = 2500;

impl Shell {
    /// Calls a function with these arguments.
    pub(crate) async fn call(
        &mut self,
        name: &str,
        function: &Rc<Function>,
        arguments: Vec<String>,
    ) -> Ran {
        let limit =
            self.get("FUNCNEST").and_then(|text| text.parse().ok()).filter(|limit| *limit > 0);
        let limit = limit.unwrap_or(NEST).min(NEST);
        if self.depth >= limit {
            let message = format!("{name}: maximum function nesting level exceeded ({limit})");
            return Err(self.discards(&message).await);
        }
        let positional = std::mem::replace(&mut self.positional, Rc::new(arguments));
        let loops = std::mem::take(&mut self.loops);
        let hidden = self.hide_traps();
        self.frames.push(Frame {
            function: name.to_owned(),
            source: function.source.clone(),
            line: self.line,
        });
        self.vars.push(Default::default());
        self.depth += 1;
        let ran = self.command(&function.body).await;
        let ran = match ran {
            Err(Flow::Return(status)) => Ok(status),
            other => other,
        };
        if let Ok(status) = ran {
            self.status = status;
        }
        let trapped = self.run_trap("RETURN").await;
        self.depth -= 1;
        let own_options = self.vars.is_local("OPTIND");
        self.vars.pop();
        if own_options {
            let index = self.get("OPTIND").and_then(|text| text.parse().ok());
            self.getopts = (index.unwrap_or(1), 0);
        }
        if let Some(frame) = self.frames.pop() {
            self.line = frame.line;
        }
        self.unhide_traps(hidden);
        self.loops = loops;
        self.positional = positional;
        trapped?;
        ran
    }

    /// Functions do not inherit some traps, unless told so.
    fn hide_traps(&mut self) -> Vec<(String, String)> {
        let mut hidden = Vec::new();
        for (name, letter) in [("ERR", 'E'), ("DEBUG", 'T'), ("RETURN", 'T')] {
            if !self.options.on(letter)
                && self.traps.contains_key(name)
                && let Some(action) = Rc::make_mut(&mut self.traps).remove(name)
            {
                hidden.push((name.to_owned(), action));
            }
        }
        hidden
    }

    fn unhide_traps(&mut self, hidden: Vec<(String, String)>) {
        for (name, action) in hidden {
            Rc::make_mut(&mut self.traps).entry(name).or_insert(action);
        }
    }
}
