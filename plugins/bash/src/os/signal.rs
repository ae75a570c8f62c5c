//! Signals: their names and numbers.

/// A signal, by its Linux number; 0 stands for the end of the shell.
pub(crate) type Signal = i32;

pub(crate) const HUP: Signal = 1;
pub(crate) const INT: Signal = 2;
pub(crate) const KILL: Signal = 9;
pub(crate) const PIPE: Signal = 13;
pub(crate) const TERM: Signal = 15;
pub(crate) const CHLD: Signal = 17;
pub(crate) const CONT: Signal = 18;

/// Names without `SIG`, by number from 1.
pub(crate) const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
];

/// The number of a signal given by name or number.
pub(crate) fn parse(text: &str) -> Option<Signal> {
    if let Ok(number) = text.parse::<Signal>() {
        return (0..=64).contains(&number).then_some(number);
    }
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    if name == "EXIT" {
        return Some(0);
    }
    NAMES.iter().position(|known| *known == name).and_then(|n| Signal::try_from(n + 1).ok())
}

/// The name of a signal, without `SIG`.
pub(crate) fn name(signal: Signal) -> Option<&'static str> {
    NAMES.get(usize::try_from(signal).ok()?.checked_sub(1)?).copied()
}

/// Whether a process that does nothing about it goes on.
pub(crate) fn is_harmless(signal: Signal) -> bool {
    matches!(signal, 0 | CHLD | CONT | 23 | 28)
}

/// What the shell says of a command that a signal ended.
pub(crate) fn obituary(signal: Signal) -> Option<&'static str> {
    Some(match signal {
        HUP => "Hangup",
        3 => "Quit",
        4 => "Illegal instruction",
        6 => "Aborted",
        8 => "Floating point exception",
        KILL => "Killed",
        10 => "User defined signal 1",
        11 => "Segmentation fault",
        12 => "User defined signal 2",
        14 => "Alarm clock",
        TERM => "Terminated",
        _ => return None,
    })
}
