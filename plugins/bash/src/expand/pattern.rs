//! Patterns: `*`, `?`, brackets and the extended ones. Text against pattern, nothing of files.

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    items: Vec<Item>,
    fold: bool,
}

#[derive(Clone, Debug)]
enum Item {
    Char(char),
    Any,
    Star,
    Set {
        negated: bool,
        members: Vec<Member>,
    },
    /// `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)`.
    Group(char, Vec<Pattern>),
}

#[derive(Clone, Debug)]
enum Member {
    One(char),
    Range(char, char),
    Class(String),
}

/// Text with everything that means something to patterns escaped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "*?[]\\()|!+@-^".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether an escaped text holds something that is a pattern.
pub(crate) fn is_pattern(text: &str, extglob: bool) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 1,
            '*' | '?' => return true,
            '[' if chars[at..].contains(&']') => return true,
            '+' | '@' | '!' if extglob && chars.get(at + 1) == Some(&'(') => return true,
            _ => {}
        }
        at += 1;
    }
    false
}

impl Pattern {
    /// Compiles a pattern; `fold` ignores case.
    pub(crate) fn new(text: &str, extglob: bool, fold: bool) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Self { items: compile(&chars, extglob, fold), fold }
    }

    /// Whether the whole text matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        self.matches_chars(&chars)
    }

    pub(crate) fn matches_chars(&self, text: &[char]) -> bool {
        if self.items.iter().any(|item| matches!(item, Item::Group(..))) {
            return ends(&self.items, text, self.fold).contains(&text.len());
        }
        simple(&self.items, text, self.fold)
    }

    /// The lengths of the beginnings of a text that match, ascending.
    pub(crate) fn prefixes(&self, text: &[char]) -> Vec<usize> {
        let mut all = ends(&self.items, text, self.fold);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the pattern begins with a period that is written out.
    pub(crate) fn begins_with_period(&self) -> bool {
        match self.items.first() {
            Some(Item::Char('.')) => true,
            Some(Item::Group(_, inner)) => inner.iter().any(Self::begins_with_period),
            _ => false,
        }
    }
}

fn compile(chars: &[char], extglob: bool, fold: bool) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if extglob
            && "?*+@!".contains(c)
            && chars.get(at + 1) == Some(&'(')
            && let Some((alternatives, end)) = alternatives(chars, at + 1)
        {
            let inner = alternatives
                .iter()
                .map(|text| Pattern { items: compile(text, extglob, fold), fold });
            items.push(Item::Group(c, inner.collect()));
            at = end;
            continue;
        }
        at += 1;
        match c {
            '\\' if at < chars.len() => {
                items.push(Item::Char(chars[at]));
                at += 1;
            }
            '*' => {
                if !matches!(items.last(), Some(Item::Star)) {
                    items.push(Item::Star);
                }
            }
            '?' => items.push(Item::Any),
            '[' => match set(chars, at) {
                Some((item, end)) => {
                    items.push(item);
                    at = end;
                }
                None => items.push(Item::Char('[')),
            },
            c => items.push(Item::Char(c)),
        }
    }
    items
}

/// The alternatives between parentheses that open at `open`, and where they end.
fn alternatives(chars: &[char], open: usize) -> Option<(Vec<Vec<char>>, usize)> {
    let mut depth = 0;
    let mut all = vec![Vec::new()];
    let mut at = open;
    while at < chars.len() {
        let c = chars[at];
        let keep = match c {
            '\\' => {
                all.last_mut()?.push(c);
                at += 1;
                true
            }
            '(' => {
                depth += 1;
                depth > 1
            }
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some((all, at + 1));
                }
                true
            }
            '|' if depth == 1 => {
                all.push(Vec::new());
                false
            }
            _ => true,
        };
        if keep {
            all.last_mut()?.push(*chars.get(at)?);
        }
        at += 1;
    }
    None
}

/// A bracket expression after its `[`, and where it ends.
fn set(chars: &[char], start: usize) -> Option<(Item, usize)> {
    let mut at = start;
    let negated = matches!(chars.get(at), Some('!' | '^'));
    at += usize::from(negated);
    let mut members = Vec::new();
    let first = at;
    loop {
        let mut c = *chars.get(at)?;
        if c == ']' && at > first {
            return Some((Item::Set { negated, members }, at + 1));
        }
        if c == '['
            && chars.get(at + 1) == Some(&':')
            && let Some(length) = chars[at + 2..].windows(2).position(|pair| pair == [':', ']'])
        {
            members.push(Member::Class(chars[at + 2..at + 2 + length].iter().collect()));
            at += length + 4;
            continue;
        }
        if c == '\\' {
            at += 1;
            c = *chars.get(at)?;
        }
        at += 1;
        if chars.get(at) == Some(&'-') && chars.get(at + 1).is_some_and(|c| *c != ']') {
            let mut last = chars[at + 1];
            at += 2;
            if last == '\\' {
                last = *chars.get(at)?;
                at += 1;
            }
            members.push(Member::Range(c, last));
        } else {
            members.push(Member::One(c));
        }
    }
}

/// Whether a character is in a class of POSIX.
pub(crate) fn in_class(class: &str, c: char) -> bool {
    match class {
        "alpha" => c.is_alphabetic(),
        "digit" => c.is_ascii_digit(),
        "alnum" => c.is_alphanumeric(),
        "upper" => c.is_uppercase(),
        "lower" => c.is_lowercase(),
        "space" => c.is_whitespace(),
        "blank" => c == ' ' || c == '\t',
        "punct" => c.is_ascii_punctuation(),
        "cntrl" => c.is_control(),
        "xdigit" => c.is_ascii_hexdigit(),
        "graph" => !c.is_control() && !c.is_whitespace(),
        "print" => !c.is_control(),
        "word" => c.is_alphanumeric() || c == '_',
        _ => false,
    }
}

fn same(a: char, b: char, fold: bool) -> bool {
    a == b || (fold && a.to_lowercase().eq(b.to_lowercase()))
}

fn one(item: &Item, c: char, fold: bool) -> bool {
    match item {
        Item::Char(own) => same(*own, c, fold),
        Item::Any => true,
        Item::Set { negated, members } => {
            let within = |c: char| {
                members.iter().any(|member| match member {
                    Member::One(own) => *own == c,
                    Member::Range(first, last) => (*first..=*last).contains(&c),
                    Member::Class(class) => in_class(class, c),
                })
            };
            let found = within(c)
                || (fold && (c.to_lowercase().any(within) || c.to_uppercase().any(within)));
            found != *negated
        }
        Item::Star | Item::Group(..) => false,
    }
}

/// Matching without groups: linear but for going back to the last star.
fn simple(items: &[Item], text: &[char], fold: bool) -> bool {
    let (mut item, mut at) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < text.len() {
        match items.get(item) {
            Some(Item::Star) => {
                star = Some((item, at));
                item += 1;
            }
            Some(other) if one(other, text[at], fold) => {
                item += 1;
                at += 1;
            }
            _ => match star {
                Some((back, from)) => {
                    item = back + 1;
                    at = from + 1;
                    star = Some((back, at));
                }
                None => return false,
            },
        }
    }
    items[item..].iter().all(|item| matches!(item, Item::Star))
}

/// Every length of a beginning that the items match.
fn ends(items: &[Item], text: &[char], fold: bool) -> Vec<usize> {
    let mut reached = vec![0];
    for item in items {
        let mut next = vec![false; text.len() + 1];
        for at in &reached {
            match item {
                Item::Star => next[*at..].fill(true),
                Item::Group(kind, inner) => {
                    for end in group(*kind, inner, &text[*at..]) {
                        next[at + end] = true;
                    }
                }
                single => {
                    if text.get(*at).is_some_and(|c| one(single, *c, fold)) {
                        next[at + 1] = true;
                    }
                }
            }
        }
        reached = next.iter().enumerate().filter(|(_, on)| **on).map(|(n, _)| n).collect();
        if reached.is_empty() {
            break;
        }
    }
    reached
}

fn group(kind: char, inner: &[Pattern], text: &[char]) -> Vec<usize> {
    let once = |text: &[char]| -> Vec<usize> {
        inner.iter().flat_map(|pattern| ends(&pattern.items, text, pattern.fold)).collect()
    };
    match kind {
        '@' => once(text),
        '?' => {
            let mut all = once(text);
            all.push(0);
            all
        }
        '!' => {
            let taken = once(text);
            (0..=text.len()).filter(|end| !taken.contains(end)).collect()
        }
        _ => {
            let mut seen = vec![false; text.len() + 1];
            let mut work = if kind == '*' { vec![0] } else { once(text) };
            while let Some(at) = work.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    work.extend(once(&text[at..]).into_iter().map(|end| at + end));
                }
            }
            seen.iter().enumerate().filter(|(_, on)| **on).map(|(n, _)| n).collect()
        }
    }
}
