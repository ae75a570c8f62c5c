//! Commands that lie in `/usr/bin`: each reads its arguments and files and writes its output, as
//! GNU's do. None knows the shell.

pub(crate) mod mode;
mod options;
pub(crate) mod regex;

mod awk;
mod bash;
mod cat;
mod change;
mod copy;
mod cut;
mod date;
mod diff;
mod dump;
mod env;
mod expr;
mod find;
mod grep;
mod head;
mod join;
mod ls;
mod paths;
mod sed;
mod seq;
mod shuf;
mod sleep;
mod sort;
mod stat;
mod sums;
mod tail;
mod tee;
mod tr;
mod uniq;
mod wc;
mod xargs;

use crate::exec::external::{Cx, Ended};
use crate::expand::Boxed;

/// A tool.
pub(crate) type Tool = for<'a> fn(&'a mut Cx) -> Boxed<'a, Ended>;

macro_rules! table {
    ($($name:literal => $function:path),* $(,)?) => {
        &[$(($name, |cx| Box::pin($function(cx)))),*]
    };
}

/// All tools, by name.
static ALL: &[(&str, Tool)] = table! {
    "awk" => awk::run,
    "base64" => sums::base64,
    "basename" => paths::basename,
    "bash" => bash::run,
    "cat" => cat::run,
    "chmod" => change::chmod,
    "cksum" => sums::cksum,
    "cmp" => dump::cmp,
    "comm" => join::comm,
    "cp" => copy::cp,
    "cut" => cut::run,
    "date" => date::run,
    "diff" => diff::run,
    "dirname" => paths::dirname,
    "du" => stat::du,
    "egrep" => grep::run,
    "env" => env::run,
    "expr" => expr::run,
    "fgrep" => grep::run,
    "find" => find::run,
    "fold" => tee::fold,
    "grep" => grep::run,
    "head" => head::run,
    "hexdump" => dump::hexdump,
    "hostname" => env::hostname,
    "id" => env::id,
    "join" => join::join,
    "ln" => change::ln,
    "logname" => env::whoami,
    "ls" => ls::run,
    "mawk" => awk::run,
    "md5sum" => sums::run,
    "mkdir" => change::mkdir,
    "mkfifo" => change::mkfifo,
    "mktemp" => paths::mktemp,
    "mv" => copy::mv,
    "nice" => env::plainly,
    "nl" => tee::nl,
    "nohup" => env::plainly,
    "nproc" => env::nproc,
    "od" => dump::od,
    "paste" => join::paste,
    "printenv" => env::printenv,
    "readlink" => paths::readlink,
    "realpath" => paths::realpath,
    "rev" => tee::rev,
    "rm" => change::rm,
    "rmdir" => change::rmdir,
    "sed" => sed::run,
    "seq" => seq::run,
    "setsid" => env::plainly,
    "sh" => bash::run,
    "sha1sum" => sums::run,
    "sha224sum" => sums::run,
    "sha256sum" => sums::run,
    "sha384sum" => sums::run,
    "sha512sum" => sums::run,
    "shuf" => shuf::run,
    "sleep" => sleep::run,
    "sort" => sort::run,
    "stat" => stat::run,
    "stdbuf" => env::plainly,
    "sync" => env::nothing,
    "tac" => cat::backwards,
    "tail" => tail::run,
    "tee" => tee::run,
    "timeout" => env::timeout,
    "touch" => change::touch,
    "tr" => tr::run,
    "truncate" => change::truncate,
    "tty" => env::tty,
    "uname" => env::uname,
    "uniq" => uniq::run,
    "wc" => wc::run,
    "which" => paths::which,
    "whoami" => env::whoami,
    "xargs" => xargs::run,
    "xxd" => dump::xxd,
    "yes" => tee::yes,
};

/// A tool by its name.
pub(crate) fn find(name: &str) -> Option<Tool> {
    ALL.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|n| ALL[n].1)
}

/// The names of all tools.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}
