//! `find -printf`: what its directives stand for.

use crate::builtins::time_format;
use crate::exec::external::Cx;
use crate::os::errno::Errno;
use crate::os::node::{Kind, Node, USER};

/// A file that was found.
pub(super) struct Seen<'a> {
    pub(super) path: &'a str,
    /// The starting point it was found from.
    pub(super) root: &'a str,
    pub(super) node: &'a Node,
    pub(super) depth: usize,
}

/// Where a link leads, as it was written; nothing for what is no link.
pub(super) fn target(node: &Node) -> Option<String> {
    match &*node.kind.borrow() {
        Kind::Link(target) => Some(target.clone()),
        _ => None,
    }
}

/// What is between `%` and the letter of a directive.
#[derive(Default)]
struct Layout {
    left: bool,
    plus: bool,
    blank: bool,
    zeros: bool,
    alternate: bool,
    width: usize,
    most: Option<usize>,
}

impl Layout {
    fn read(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Self {
        let mut layout = Self::default();
        while let Some(flag) = chars.next_if(|c| "-+ 0#".contains(*c)) {
            match flag {
                '-' => layout.left = true,
                '+' => layout.plus = true,
                ' ' => layout.blank = true,
                '0' => layout.zeros = true,
                _ => layout.alternate = true,
            }
        }
        layout.width = number(chars);
        if chars.next_if_eq(&'.').is_some() {
            layout.most = Some(number(chars));
        }
        layout
    }

    fn pad(&self, text: &str) -> String {
        let width = self.width;
        if self.left { format!("{text:<width$}") } else { format!("{text:>width$}") }
    }

    fn text(&self, text: &str) -> String {
        match self.most {
            Some(most) => self.pad(&text.chars().take(most).collect::<String>()),
            None => self.pad(text),
        }
    }

    fn number(&self, digits: &str, sign: bool) -> String {
        let sign = match (sign, self.plus, self.blank) {
            (true, true, _) => "+",
            (true, false, true) => " ",
            _ => "",
        };
        if self.zeros && !self.left {
            let width = self.width.saturating_sub(sign.len());
            return format!("{sign}{digits:0>width$}");
        }
        self.pad(&format!("{sign}{digits}"))
    }
}

/// A number in a directive; widths beyond reason are cut.
fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> usize {
    let mut number = 0;
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        number = (number * 10 + digit.to_digit(10).unwrap_or(0) as usize).min(10_000);
    }
    number
}

/// A template filled in for a file.
pub(super) fn printed(template: &str, cx: &Cx, seen: &Seen<'_>) -> String {
    let template = crate::syntax::ansi_c(template, true).0;
    let mut out = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let layout = Layout::read(&mut chars);
        match chars.next() {
            Some('%') => out.push('%'),
            Some('d') => out.push_str(&layout.number(&seen.depth.to_string(), true)),
            Some('m') => {
                let zero = if layout.alternate { "0" } else { "" };
                let mode = seen.node.mode.get();
                out.push_str(&layout.number(&format!("{zero}{mode:o}"), false));
            }
            Some(which @ ('A' | 'C' | 'T')) => {
                let nanos = time(seen.node, which);
                out.push_str(&layout.text(&moment(nanos, chars.next().unwrap_or('@'))));
            }
            Some(letter) => match words(letter, cx, seen) {
                Some(text) => out.push_str(&layout.text(&text)),
                None => out.extend(['%', letter]),
            },
            None => {}
        }
    }
    out
}

/// What a directive that is text stands for; none where there is no such directive.
fn words(letter: char, cx: &Cx, seen: &Seen<'_>) -> Option<String> {
    let Seen { path, root, node, .. } = *seen;
    Some(match letter {
        'p' => path.to_owned(),
        'f' => {
            let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let slash = if path.ends_with('/') { "/" } else { "" };
            format!("{name}{slash}")
        }
        'h' => path.rfind('/').map_or(".", |n| &path[..n]).to_owned(),
        'H' => root.to_owned(),
        'P' => path.strip_prefix(root).unwrap_or_default().trim_start_matches('/').to_owned(),
        'l' => target(node).unwrap_or_default(),
        's' => node.size().to_string(),
        'k' => kilobytes(node).to_string(),
        'b' => (kilobytes(node) * 2).to_string(),
        'n' => node.links.get().to_string(),
        'i' => node.number.to_string(),
        'M' => format!("{}{}", node.letter(), crate::tools::mode::letters(node.mode.get())),
        'y' => kind(node),
        'Y' => match cx.os.files.find(&cx.cwd, path) {
            Ok(node) => kind(&node),
            Err(Errno::NoEntry | Errno::NotDirectory) => "N".into(),
            Err(Errno::Loop) => "L".into(),
            Err(_) => "?".into(),
        },
        'u' | 'g' => if node.owner == USER { "user" } else { "root" }.into(),
        'U' | 'G' => node.owner.to_string(),
        'a' | 'c' | 't' => {
            let nanos = time(node, letter.to_ascii_uppercase());
            let of = |template: &str| stamp(template, nanos);
            format!("{}.{}{}", of("%a %b %e %H:%M:%S"), fraction(nanos), of(" %Y"))
        }
        _ => return None,
    })
}

/// The letter of a kind of file, as `-type` has it.
fn kind(node: &Node) -> String {
    node.letter().to_string().replace('-', "f")
}

/// How much room a file takes.
fn kilobytes(node: &Node) -> u64 {
    if node.is_file() || node.is_folder() { node.size().div_ceil(4096) * 4 } else { 0 }
}

/// When a file was read (`A`), or changed.
fn time(node: &Node, which: char) -> u64 {
    if which == 'A' { node.accessed.get() } else { node.modified.get() }
}

fn fraction(nanos: u64) -> String {
    format!("{:09}0", nanos % 1_000_000_000)
}

fn stamp(template: &str, nanos: u64) -> String {
    time_format::format(template, i64::try_from(nanos / 1_000_000_000).unwrap_or(0), 0)
}

/// A time as `%T` and its kin show it, by the letter after them.
fn moment(nanos: u64, letter: char) -> String {
    match letter {
        '@' => format!("{}.{}", nanos / 1_000_000_000, fraction(nanos)),
        '+' => format!("{}.{}", stamp("%Y-%m-%d+%H:%M:%S", nanos), fraction(nanos)),
        'S' | 'T' | 'X' => format!("{}.{}", stamp(&format!("%{letter}"), nanos), fraction(nanos)),
        _ => stamp(&format!("%{letter}"), nanos),
    }
}
