//! Why the machine refused, in the words of `strerror`.

use std::fmt;

/// An error number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errno {
    Access,
    BadDescriptor,
    BrokenPipe,
    Exists,
    IsDirectory,
    Loop,
    NoEntry,
    NoSpace,
    NotDirectory,
    NotEmpty,
    NotPermitted,
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Access => "Permission denied",
            Self::BadDescriptor => "Bad file descriptor",
            Self::BrokenPipe => "Broken pipe",
            Self::Exists => "File exists",
            Self::IsDirectory => "Is a directory",
            Self::Loop => "Too many levels of symbolic links",
            Self::NoEntry => "No such file or directory",
            Self::NoSpace => "No space left on device",
            Self::NotDirectory => "Not a directory",
            Self::NotEmpty => "Directory not empty",
            Self::NotPermitted => "Operation not permitted",
        })
    }
}

/// What an operation gives, or why not.
pub(crate) type Done<T> = Result<T, Errno>;
