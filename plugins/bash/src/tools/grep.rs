//! `grep`, `egrep`, `fgrep`.

use super::options::{Options, read};
use super::regex::{Dialect, Matcher};
use crate::exec::external::{Cx, Ended, Quit};
use crate::expand::pattern::Pattern;

const LONG: [(&str, char); 32] = [
    ("extended-regexp", 'E'),
    ("fixed-strings", 'F'),
    ("basic-regexp", 'G'),
    ("perl-regexp", 'P'),
    ("regexp", 'e'),
    ("file", 'f'),
    ("ignore-case", 'i'),
    ("invert-match", 'v'),
    ("word-regexp", 'w'),
    ("line-regexp", 'x'),
    ("count", 'c'),
    ("color", '1'),
    ("colour", '1'),
    ("files-without-match", 'L'),
    ("files-with-matches", 'l'),
    ("max-count", 'm'),
    ("only-matching", 'o'),
    ("quiet", 'q'),
    ("silent", 'q'),
    ("no-messages", 's'),
    ("byte-offset", 'b'),
    ("with-filename", 'H'),
    ("no-filename", 'h'),
    ("line-number", 'n'),
    ("after-context", 'A'),
    ("before-context", 'B'),
    ("context", 'C'),
    ("recursive", 'r'),
    ("include", '2'),
    ("exclude", '3'),
    ("exclude-dir", '4'),
    ("text", 'a'),
];

/// What is looked for, and how it is shown.
struct Search {
    matchers: Vec<Matcher>,
    options: Options,
    names: bool,
    before: usize,
    after: usize,
    most: usize,
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let mut args = cx.args.clone();
    // `-3` is `-C 3`.
    for text in args.iter_mut().skip(1) {
        if text.len() > 1 && text.starts_with('-') && text[1..].chars().all(|c| c.is_ascii_digit())
        {
            *text = format!("-C{}", &text[1..]);
        }
    }
    let mut options = match read(&args, "EFGPe:f:ivwxcLlm:oqsbHhnA:B:C:rRazyU1::2:3:4:", &LONG) {
        Ok(options) => options,
        Err(mistake) => {
            let text = format!(
                "{mistake}\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information."
            );
            return cx.fail(2, &text).await;
        }
    };
    let mut patterns = Vec::new();
    for (letter, value) in options.given.clone() {
        match letter {
            'e' => patterns.extend(value.split('\n').map(str::to_owned)),
            'f' => match cx.read(&value).await {
                Ok(text) => {
                    patterns.extend(crate::os::bytes::decode(&text).lines().map(str::to_owned))
                }
                Err(errno) => return cx.fail(2, &format!("{value}: {errno}")).await,
            },
            _ => {}
        }
    }
    if !options.has('e') && !options.has('f') {
        if options.operands.is_empty() {
            cx.complain_raw("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n").await?;
            return Ok(2);
        }
        patterns = options.operands.remove(0).split('\n').map(str::to_owned).collect();
    }
    let matchers = match compile(cx.name(), &options, &patterns) {
        Ok(matchers) => matchers,
        Err(mistake) => return cx.fail(2, &mistake).await,
    };
    let number = |letter| options.value(letter).map(|text| text.parse::<usize>());
    for letter in ['A', 'B', 'C', 'm'] {
        if let Some(Err(_)) = number(letter) {
            let text = options.value(letter).unwrap_or_default();
            let what = if letter == 'm' {
                "invalid max count".to_owned()
            } else {
                format!("{text}: invalid context length argument")
            };
            return cx.fail(2, &what).await;
        }
    }
    let count = |letter| number(letter).and_then(Result::ok);
    let recursive = options.has('r') || options.has('R');
    let files = files(cx, &options, recursive);
    let names = options.last_of("Hh").map_or(files.len() > 1 || recursive, |letter| letter == 'H');
    let context = count('C').unwrap_or(0);
    let search = Search {
        matchers,
        names,
        before: count('B').unwrap_or(context),
        after: count('A').unwrap_or(context),
        most: count('m').unwrap_or(usize::MAX),
        options,
    };
    search.files(cx, &files).await
}

fn compile(name: &str, options: &Options, patterns: &[String]) -> Result<Vec<Matcher>, String> {
    let dialect = match options.last_of("EFGP") {
        Some('E') => Dialect::Extended,
        Some('F') => Dialect::Fixed,
        Some('P') => Dialect::Perl,
        None if name.ends_with("egrep") => Dialect::Extended,
        None if name.ends_with("fgrep") => Dialect::Fixed,
        _ => Dialect::Basic,
    };
    let fold = options.has('i') || options.has('y');
    patterns.iter().map(|pattern| Matcher::new(pattern, dialect, fold)).collect()
}

/// The files to look through; folders taken apart where that is asked for.
fn files(cx: &Cx, options: &Options, recursive: bool) -> Vec<String> {
    if !recursive {
        return options.files();
    }
    let globs = |letter| {
        options
            .given
            .iter()
            .filter(move |(given, _)| *given == letter)
            .map(|(_, text)| Pattern::new(text, false, false))
            .collect::<Vec<_>>()
    };
    let (include, exclude, exclude_dir) = (globs('2'), globs('3'), globs('4'));
    let roots =
        if options.operands.is_empty() { vec![".".to_owned()] } else { options.operands.clone() };
    let bare = options.operands.is_empty();
    let mut all = Vec::new();
    for root in roots {
        let mut work = vec![root.clone()];
        while let Some(path) = work.pop() {
            let Ok(node) = cx.os.files.find_link(&cx.cwd, &path) else {
                all.push(path);
                continue;
            };
            let name = path.rsplit('/').next().unwrap_or_default();
            let any = |globs: &[Pattern]| globs.iter().any(|glob| glob.matches(name));
            if node.is_folder() {
                if path == root || !any(&exclude_dir) {
                    let base = path.trim_end_matches('/');
                    work.extend(node.names().iter().rev().map(|name| format!("{base}/{name}")));
                }
            } else if (include.is_empty() || any(&include))
                && !any(&exclude)
                && (path == root || !node.is_link())
            {
                all.push(if bare { path.trim_start_matches("./").to_owned() } else { path });
            }
        }
    }
    all
}

impl Search {
    async fn files(&self, cx: &mut Cx, files: &[String]) -> Ended {
        let quiet = self.options.has('q');
        let (mut any, mut failed) = (false, false);
        let mut gap = false;
        for path in files {
            let folder =
                path != "-" && cx.os.files.find(&cx.cwd, path).is_ok_and(|node| node.is_folder());
            if folder {
                failed = true;
                if !self.options.has('s') {
                    cx.complain(&format!("{path}: Is a directory")).await?;
                }
                continue;
            }
            let text = match cx.read(path).await {
                Ok(text) => text,
                Err(errno) => {
                    failed = true;
                    if !self.options.has('s') {
                        cx.complain(&format!("{path}: {errno}")).await?;
                    }
                    continue;
                }
            };
            let found = self.file(cx, path, &text, &mut gap).await?;
            any |= found;
            if quiet && any {
                return Ok(0);
            }
        }
        Ok(if failed { 2 } else { i32::from(!any) })
    }

    async fn file(
        &self,
        cx: &mut Cx,
        path: &str,
        text: &[u8],
        gap: &mut bool,
    ) -> Result<bool, Quit> {
        let has = |letter| self.options.has(letter);
        let title = if path == "-" { "(standard input)" } else { path };
        let lines: Vec<&[u8]> = text
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| line.strip_suffix(b"\n").unwrap_or(line))
            .collect();
        let binary = text.contains(&0) && !has('a');
        let mut offset = 0;
        let mut count = 0;
        let mut shown = 0;
        let mut pending = 0;
        for (n, line) in lines.iter().enumerate() {
            let start = offset;
            offset += line.len() + 1;
            if count >= self.most && pending == 0 {
                break;
            }
            let hit = count < self.most && self.hits(line) != has('v');
            if hit {
                count += 1;
                if has('q') || has('l') || has('L') {
                    break;
                }
            }
            if has('c') {
                continue;
            }
            if hit && binary {
                cx.line(&format!("Binary file {title} matches")).await?;
                break;
            }
            if hit {
                let from = n.saturating_sub(self.before).max(shown);
                if *gap && (self.before > 0 || self.after > 0) && (from > shown || shown == 0) {
                    cx.line("--").await?;
                }
                if !has('o') {
                    for (m, line) in lines.iter().enumerate().take(n).skip(from) {
                        self.show(cx, title, m, '-', line, start).await?;
                    }
                }
                self.matched(cx, title, n, line, start).await?;
                shown = n + 1;
                *gap = true;
                pending = self.after;
            } else if pending > 0 {
                pending -= 1;
                if !has('o') {
                    self.show(cx, title, n, '-', line, start).await?;
                }
                shown = n + 1;
            }
        }
        self.summary(cx, title, count).await?;
        Ok(if has('L') { count == 0 } else { count > 0 })
    }

    async fn summary(&self, cx: &mut Cx, title: &str, count: usize) -> Result<(), Quit> {
        let has = |letter| self.options.has(letter);
        if has('q') {
            return Ok(());
        }
        if (has('l') && count > 0) || (has('L') && count == 0) {
            return cx.line(title).await;
        }
        if has('c') && !has('l') && !has('L') {
            let name = if self.names { format!("{title}:") } else { String::new() };
            return cx.line(&format!("{name}{count}")).await;
        }
        Ok(())
    }

    async fn matched(
        &self,
        cx: &mut Cx,
        title: &str,
        n: usize,
        line: &[u8],
        start: usize,
    ) -> Result<(), Quit> {
        if !self.options.has('o') || self.options.has('v') {
            if self.options.has('o') {
                return Ok(());
            }
            return self.show(cx, title, n, ':', line, start).await;
        }
        let mut at = 0;
        while at <= line.len() {
            let Some((from, to)) = self.next(line, at) else { break };
            if to > from {
                self.show(cx, title, n, ':', &line[from..to], start + from).await?;
            }
            at = to.max(from + 1);
        }
        Ok(())
    }

    async fn show(
        &self,
        cx: &mut Cx,
        title: &str,
        n: usize,
        mark: char,
        line: &[u8],
        offset: usize,
    ) -> Result<(), Quit> {
        let mut prefix = String::new();
        if self.names {
            prefix.push_str(&format!("{title}{mark}"));
        }
        if self.options.has('n') {
            prefix.push_str(&format!("{}{mark}", n + 1));
        }
        if self.options.has('b') {
            prefix.push_str(&format!("{offset}{mark}"));
        }
        cx.put(prefix.as_bytes()).await?;
        cx.put(line).await?;
        cx.put(b"\n").await
    }

    fn hits(&self, line: &[u8]) -> bool {
        if self.options.has('x') || self.options.has('w') {
            self.next(line, 0).is_some()
        } else {
            self.matchers.iter().any(|matcher| matcher.is_match(line))
        }
    }

    /// The first match from `at` on: the one that starts first, then the longest.
    fn next(&self, line: &[u8], at: usize) -> Option<(usize, usize)> {
        self.matchers
            .iter()
            .filter_map(|matcher| self.one(matcher, line, at))
            .min_by_key(|(from, to)| (*from, usize::MAX - to))
    }

    fn one(&self, matcher: &Matcher, line: &[u8], mut at: usize) -> Option<(usize, usize)> {
        let word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        while at <= line.len() {
            let (from, to) = matcher.find(line, at)?;
            if self.options.has('x') {
                return (from == 0 && to == line.len()).then_some((from, to));
            }
            let clear = !word(from.checked_sub(1).and_then(|n| line.get(n))) && !word(line.get(to));
            if !self.options.has('w') || clear {
                return Some((from, to));
            }
            at = from + 1;
        }
        None
    }
}
