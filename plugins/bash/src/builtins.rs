//! Commands that are part of the shell.

mod compgen;
mod complete;
mod control;
pub(crate) mod declare;
mod echo;
mod enable;
mod folders;
pub(crate) mod format;
mod getopts;
mod hash;
mod jobs;
mod limits;
mod mapfile;
mod names;
mod options;
mod printf;
mod read;
mod source;
pub(crate) mod test;
pub(crate) mod time_format;
mod trap;
mod unset;

use crate::expand::Boxed;
use crate::shell::{Ran, Shell};
use crate::syntax::ast::Assign;

/// An argument of a builtin that takes assignments.
pub(crate) enum Argument<'a> {
    Text(String),
    /// An assignment; the text of its right side where that is no array.
    Assign(&'a Assign, Option<String>),
}

/// A builtin: it gets its name and arguments.
pub(crate) type Builtin = for<'a> fn(&'a mut Shell, &'a [String]) -> Boxed<'a, Ran>;

/// Builtins that are commands in `/usr/bin` too.
pub(crate) const ALSO_TOOLS: [&str; 8] =
    ["[", "echo", "false", "kill", "printf", "pwd", "test", "true"];

macro_rules! table {
    ($($name:literal => $function:path),* $(,)?) => {
        &[$(($name, |shell, args| Box::pin($function(shell, args)))),*]
    };
}

/// All builtins.
pub(crate) static ALL: &[(&str, Builtin)] = table! {
    "." => source::source,
    ":" => control::colon,
    "[" => test::bracket,
    "alias" => names::alias,
    "bg" => jobs::bg,
    "break" => control::break_,
    "builtin" => names::builtin,
    "caller" => control::caller,
    "cd" => folders::cd,
    "command" => names::command,
    "compgen" => compgen::compgen,
    "complete" => complete::complete,
    "compopt" => complete::compopt,
    "continue" => control::continue_,
    "declare" => declare::plain,
    "dirs" => folders::dirs,
    "disown" => jobs::disown,
    "echo" => echo::echo,
    "enable" => enable::enable,
    "eval" => control::eval,
    "exit" => control::exit,
    "export" => declare::plain,
    "false" => control::false_,
    "fg" => jobs::fg,
    "getopts" => getopts::getopts,
    "hash" => hash::hash,
    "history" => limits::history,
    "jobs" => jobs::jobs,
    "kill" => trap::kill,
    "let" => control::let_,
    "local" => declare::plain,
    "logout" => control::exit,
    "mapfile" => mapfile::mapfile,
    "popd" => folders::popd,
    "printf" => printf::printf,
    "pushd" => folders::pushd,
    "pwd" => folders::pwd,
    "read" => read::read,
    "readarray" => mapfile::mapfile,
    "readonly" => declare::plain,
    "return" => control::return_,
    "set" => options::set,
    "shift" => control::shift,
    "shopt" => options::shopt,
    "source" => source::source,
    "test" => test::test,
    "times" => limits::times,
    "trap" => trap::trap,
    "true" => control::colon,
    "type" => names::type_,
    "typeset" => declare::plain,
    "ulimit" => limits::ulimit,
    "umask" => limits::umask,
    "unalias" => names::unalias,
    "unset" => unset::unset,
    "wait" => jobs::wait,
};

/// A builtin by its name.
pub(crate) fn find(name: &str) -> Option<(&'static str, Builtin)> {
    ALL.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|n| ALL[n])
}

impl Shell {
    /// A builtin by its name, where it is not turned off.
    pub(crate) fn builtin_named(&self, name: &str) -> Option<(&'static str, Builtin)> {
        find(name).filter(|(name, _)| !self.disabled.contains(name))
    }
}
