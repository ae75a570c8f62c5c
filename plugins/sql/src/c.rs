//! The C side: SQLite's shell and parser, and PostgreSQL's parser. The only unsafe code there is.
//!
//! Both libraries keep their state in globals, so one call at a time goes in, and what comes out is
//! copied before the next. A component is one instance a job and has one thread; the lock is for
//! native tests.
#![allow(unsafe_code, reason = "calls to C; what each needs stands beside it")]

use std::ffi::{CString, c_char, c_int};
use std::slice;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[repr(C)]
struct Records {
    bytes: *mut u8,
    length: usize,
    capacity: usize,
}

unsafe extern "C" {
    fn shell_begin(now_milliseconds: i64, seed: u64, interactive: c_int, output_limit: usize);
    fn shell_add_file(path: *const c_char, bytes: *const u8, length: usize);
    fn shell_add_step(text: *const u8, length: usize, is_kept: c_int);
    fn shell_run(argc: c_int, argv: *mut *mut c_char, status: *mut c_int) -> c_int;
    fn shell_output() -> *const Records;
    fn shell_table() -> *const Records;
    fn shell_files() -> *const Records;

    fn grammar_begin();
    fn grammar_check(text: *const c_char, length: usize, to: *mut Records);
    fn grammar_is_complete(text: *const c_char) -> c_int;
    fn grammar_end();

    fn postgres_parse(text: *const c_char, wants_tree: c_int, to: *mut Records);
    fn postgres_parse_plpgsql(text: *const c_char, to: *mut Records);
    fn free(memory: *mut u8);
}

static LOCK: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the shell is to run.
pub(crate) struct Shell<'a> {
    /// Milliseconds since the epoch.
    pub(crate) now: i64,
    pub(crate) seed: u64,
    /// The steps were typed at a prompt.
    pub(crate) interactive: bool,
    /// Bytes it may write.
    pub(crate) output_limit: usize,
    pub(crate) files: Vec<(&'a str, &'a [u8])>,
    /// Each with whether its output is kept.
    pub(crate) steps: Vec<(&'a str, bool)>,
    /// Without the program's name.
    pub(crate) args: &'a [String],
}

/// What came of it: records as `c/shell_run.h` tells.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) flooded: bool,
    pub(crate) output: Vec<u8>,
    pub(crate) table: Vec<u8>,
    pub(crate) files: Vec<u8>,
}

impl Shell<'_> {
    /// Runs it.
    pub(crate) fn run(&self) -> Ran {
        let _alone = alone();
        let program = std::iter::once("sqlite3");
        // The shell may write into its arguments, so they are buffers of ours.
        let mut args: Vec<Vec<u8>> = program
            .chain(self.args.iter().map(String::as_str))
            .map(|arg| c_string(arg).into_bytes_with_nul())
            .collect();
        let count = c_int::try_from(args.len()).unwrap_or(c_int::MAX);
        let mut argv: Vec<*mut c_char> =
            args.iter_mut().map(|arg| arg.as_mut_ptr().cast()).collect();
        argv.push(std::ptr::null_mut());
        let mut status = 0;
        // SAFETY: the lock is held. Files and steps are copied by the C side; `argv` has `count`
        // strings and a null behind them, and outlives the call.
        unsafe {
            shell_begin(self.now, self.seed, self.interactive.into(), self.output_limit);
            for (path, bytes) in &self.files {
                shell_add_file(c_string(path).as_ptr(), bytes.as_ptr(), bytes.len());
            }
            for (text, is_kept) in &self.steps {
                shell_add_step(text.as_ptr(), text.len(), (*is_kept).into());
            }
            let ending = shell_run(count, argv.as_mut_ptr(), &raw mut status);
            Ran {
                status,
                flooded: ending != 0,
                output: copied(shell_output()),
                table: copied(shell_table()),
                files: copied(shell_files()),
            }
        }
    }
}

/// A scratch database that statements are prepared in; the C side is locked while it lives.
pub(crate) struct Scratch {
    _alone: MutexGuard<'static, ()>,
}

impl Scratch {
    /// An empty one.
    pub(crate) fn open() -> Self {
        let alone = alone();
        // SAFETY: the lock is held.
        unsafe { grammar_begin() };
        Self { _alone: alone }
    }

    /// Prepares the statements of a text: records as `c/grammar.h` tells.
    pub(crate) fn check(&mut self, text: &str) -> Vec<u8> {
        let text = c_string(text);
        // SAFETY: the lock is held, the database open, and the text lives through the call.
        filled(|to| unsafe { grammar_check(text.as_ptr(), text.as_bytes().len(), to) })
    }

    /// Whether a text ends after a whole statement.
    pub(crate) fn is_complete(&self, text: &str) -> bool {
        // SAFETY: the text lives through the call.
        unsafe { grammar_is_complete(c_string(text).as_ptr()) != 0 }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // SAFETY: the lock is still held.
        unsafe { grammar_end() };
    }
}

/// Parses a statement as PostgreSQL does: records as `c/postgres_parse.h` tells.
pub(crate) fn postgres(text: &str, wants_tree: bool) -> Vec<u8> {
    let _alone = alone();
    let text = c_string(text);
    // SAFETY: the lock is held, and the text lives through the call.
    filled(|to| unsafe { postgres_parse(text.as_ptr(), wants_tree.into(), to) })
}

/// Parses the functions in PL/pgSQL that a statement defines.
pub(crate) fn plpgsql(text: &str) -> Vec<u8> {
    let _alone = alone();
    let text = c_string(text);
    // SAFETY: the lock is held, and the text lives through the call.
    filled(|to| unsafe { postgres_parse_plpgsql(text.as_ptr(), to) })
}

/// A text for C: nothing stands behind a zero byte there.
fn c_string(text: &str) -> CString {
    let text = text.split('\0').next().unwrap_or_default();
    CString::new(text).unwrap_or_default()
}

/// Has a new list filled, and takes its bytes.
fn filled(fill: impl FnOnce(*mut Records)) -> Vec<u8> {
    let mut list = Records { bytes: std::ptr::null_mut(), length: 0, capacity: 0 };
    fill(&raw mut list);
    // SAFETY: the list is whole after every call, and its memory is of C's allocator.
    unsafe {
        let bytes = copied(&raw const list);
        free(list.bytes);
        bytes
    }
}

/// The bytes of a list.
///
/// # Safety
///
/// `list` points to a whole list.
unsafe fn copied(list: *const Records) -> Vec<u8> {
    // SAFETY: as the caller promises: `bytes` has `length` bytes, or is null where there are none.
    unsafe {
        let Records { bytes, length, .. } = &*list;
        match bytes.is_null() {
            true => Vec::new(),
            false => slice::from_raw_parts(*bytes, *length).to_vec(),
        }
    }
}
