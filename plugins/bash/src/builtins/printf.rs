//! `printf`.

use super::format::{self, Spec};
use crate::shell::{Flow, Place, Ran, Shell};
use crate::syntax::ansi_c;
use crate::vars::quote;

/// What is printed so far, and how it goes.
struct Output<'a> {
    text: String,
    args: &'a [String],
    next: usize,
    status: i32,
    complaints: Vec<String>,
    now: u64,
    start: u64,
}

pub(super) async fn printf(shell: &mut Shell, args: &[String]) -> Ran {
    let mut at = 1;
    let mut variable = None;
    while let Some(flag) = args.get(at).filter(|flag| flag.len() > 1 && flag.starts_with('-')) {
        if flag == "--" {
            break;
        }
        let Some(name) = flag.strip_prefix("-v") else {
            let bad: String = flag.chars().take(2).collect();
            let message = format!(
                "printf: {bad}: invalid option\nprintf: usage: printf [-v var] format [arguments]"
            );
            return shell.fails(2, &message).await;
        };
        at += 1;
        variable = Some(name.to_owned());
        if name.is_empty() {
            variable = args.get(at).cloned();
            at += 1;
        }
    }
    if args.get(at).is_some_and(|flag| flag == "--") {
        at += 1;
    }
    let Some(template) = args.get(at) else {
        shell.write(2, "printf: usage: printf [-v var] format [arguments]\n").await?;
        return Ok(2);
    };
    let now = shell.os.clock.seconds();
    let start = now - shell.os.clock.elapsed() / 1_000_000_000;
    let mut output = Output {
        text: String::new(),
        args: &args[at + 1..],
        next: 0,
        status: 0,
        complaints: Vec::new(),
        now,
        start,
    };
    let template: Vec<char> = template.chars().collect();
    loop {
        let before = output.next;
        let on = output.once(&template);
        if !on || output.next >= output.args.len() || output.next == before {
            break;
        }
    }
    finish(shell, output, variable).await
}

async fn finish(shell: &mut Shell, output: Output<'_>, variable: Option<String>) -> Ran {
    let text = crate::os::bytes::mend(output.text);
    for complaint in &output.complaints {
        shell.complain(&format!("printf: {complaint}")).await?;
    }
    let Some(name) = variable else {
        let printed = shell.print(&text).await?;
        return Ok(output.status.max(printed));
    };
    let (base, index) = match name.split_once('[') {
        Some((base, index)) => (base.to_owned(), Some(index.trim_end_matches(']').to_owned())),
        None => (name.clone(), None),
    };
    if !crate::expand::is_name(&base) {
        return shell.fails(2, &format!("printf: `{name}': not a valid identifier")).await;
    }
    let done = shell.assign(&base, index.as_deref(), &text, false, Place::Found);
    shell.allowed(done).await.map_err(|flow| match flow {
        Flow::Discard(_) => Flow::Discard(1),
        other => other,
    })?;
    Ok(output.status)
}

impl Output<'_> {
    fn take(&mut self) -> Option<String> {
        let text = self.args.get(self.next).cloned();
        self.next += usize::from(text.is_some());
        text
    }

    /// Goes through the format once; `false` where printing ends early.
    fn once(&mut self, template: &[char]) -> bool {
        let mut at = 0;
        while at < template.len() {
            let c = template[at];
            match c {
                '\\' => at += self.escape(&template[at..]),
                '%' if template.get(at + 1) == Some(&'%') => {
                    self.text.push('%');
                    at += 2;
                }
                '%' => match self.directive(&template[at + 1..]) {
                    Some(length) => at += length + 1,
                    None => return false,
                },
                c => {
                    self.text.push(c);
                    at += 1;
                }
            }
        }
        true
    }

    /// An escape in the format; its length.
    fn escape(&mut self, rest: &[char]) -> usize {
        let limit = match rest.get(1) {
            Some('x') => 4,
            Some('u') => 6,
            Some('U') => 10,
            Some('0'..='7') => 4,
            _ => 2,
        };
        let digits = match rest.get(1) {
            Some('x' | 'u' | 'U') => {
                2 + rest[2..].iter().take(limit - 2).take_while(|c| c.is_ascii_hexdigit()).count()
            }
            Some('0'..='7') => 1 + rest[1..].iter().take(3).take_while(|c| c.is_digit(8)).count(),
            Some(_) => 2,
            None => 1,
        };
        let text: String = rest[..digits].iter().collect();
        if text == "\\c" {
            self.text.push_str(&text);
        } else {
            self.text.push_str(&ansi_c(&text, false).0);
        }
        digits
    }

    /// A directive after its `%`; its length, or nothing where printing ends.
    fn directive(&mut self, rest: &[char]) -> Option<usize> {
        let mut stars = Vec::new();
        let (_, probe) = format::read(rest, || 0);
        for c in &rest[..probe] {
            if *c == '*' {
                let value = self.take().unwrap_or_default();
                stars.push(self.integer(&value));
            }
        }
        let mut stars = stars.into_iter();
        let (spec, length) =
            format::read(rest, || i64::try_from(stars.next().unwrap_or(0)).unwrap_or(0));
        let Some(kind) = rest.get(length) else {
            let text: String = rest.iter().collect();
            self.complaints.push(format!("`%{text}': missing format character"));
            self.status = 1;
            return None;
        };
        if *kind == '(' {
            return self.time(&spec, rest, length);
        }
        let done = self.convert(&spec, *kind);
        match done {
            Some(true) => Some(length + 1),
            Some(false) => None,
            None => {
                self.complaints.push(format!("`{kind}': invalid format character"));
                self.status = 1;
                None
            }
        }
    }

    /// Prints the next argument; `Some(false)` where `%b` ended everything.
    fn convert(&mut self, spec: &Spec, kind: char) -> Option<bool> {
        let argument = self.take();
        let text = argument.clone().unwrap_or_default();
        let shown = match kind {
            's' => spec.text(&text),
            'c' => spec.text(&text.chars().take(1).collect::<String>()),
            'q' => spec.text(&quote::backslashed(&text)),
            'Q' => spec.text(&quote::backslashed(&text)),
            'b' => {
                let (expanded, stopped) =
                    ansi_c(&text.replace("\\'", "'").replace("\\\"", "\""), true);
                self.text.push_str(&spec.text(&expanded));
                return Some(!stopped);
            }
            'd' | 'i' => spec.integer(self.integer(&text)),
            'u' | 'o' | 'x' | 'X' => {
                let value = self.integer(&text);
                spec.unsigned(
                    u64::try_from(value)
                        .unwrap_or_else(|_| i64::try_from(value).unwrap_or(0).cast_unsigned()),
                    kind,
                )
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'a' | 'A' => {
                let value = self.float(&text);
                spec.float(value, kind)
            }
            _ => return None,
        };
        self.text.push_str(&shown);
        Some(true)
    }

    /// `%(format)T`.
    fn time(&mut self, spec: &Spec, rest: &[char], open: usize) -> Option<usize> {
        let close = rest
            .iter()
            .position(|c| *c == ')')
            .filter(|close| rest.get(close + 1) == Some(&'T'))?;
        let template: String = rest[open + 1..close].iter().collect();
        let template = if template.is_empty() { "%X".to_owned() } else { template };
        let seconds = match self.take() {
            None => i128::from(self.now),
            Some(text) => match self.integer(&text) {
                -1 => i128::from(self.now),
                -2 => i128::from(self.start),
                other => other,
            },
        };
        let nanos = i64::try_from(seconds).unwrap_or(0);
        self.text.push_str(&spec.text(&super::time_format::format(&template, nanos, 0)));
        Some(close + 2)
    }

    /// The number an argument is; a quote gives the code of the character after it.
    fn integer(&mut self, text: &str) -> i128 {
        let trimmed = text.trim_start();
        if trimmed.is_empty() {
            if !text.is_empty() {
                self.invalid(text, "invalid number");
            }
            return 0;
        }
        if let Some(rest) = trimmed.strip_prefix(['"', '\'']) {
            return rest.chars().next().map_or(0, |c| i128::from(u32::from(c)));
        }
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (base, digits) =
            if let Some(hex) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
                (16, hex)
            } else if digits.len() > 1 && digits.starts_with('0') {
                (8, &digits[1..])
            } else {
                (10, digits)
            };
        let length = digits.find(|c: char| !c.is_digit(base)).unwrap_or(digits.len());
        let value = i128::from_str_radix(&digits[..length], base).unwrap_or(if length > 0 {
            i128::MAX
        } else {
            0
        });
        if length < digits.len() || (length == 0 && base == 10) {
            let what = if base == 8 && digits[length..].starts_with(['8', '9']) {
                "invalid octal number"
            } else {
                "invalid number"
            };
            self.invalid(text, what);
        }
        let value = if negative { -value } else { value };
        if value > i128::from(u64::MAX) || value < i128::from(i64::MIN) {
            self.complaints.push(format!("warning: {text}: Numerical result out of range"));
            return if negative { i128::from(i64::MIN) } else { i128::from(i64::MAX) };
        }
        value
    }

    fn invalid(&mut self, text: &str, what: &str) {
        self.complaints.push(format!("{text}: {what}"));
        self.status = 1;
    }

    fn float(&mut self, text: &str) -> f64 {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return 0.0;
        }
        if let Some(rest) = trimmed.strip_prefix(['"', '\'']) {
            return rest.chars().next().map_or(0.0, |c| f64::from(u32::from(c)));
        }
        if trimmed.starts_with("0x") || trimmed.starts_with("0X") {
            #[expect(
                clippy::cast_precision_loss,
                reason = "what `printf %f 0x…` prints is a float"
            )]
            return self.integer(trimmed) as f64;
        }
        if let Ok(value) = trimmed.parse() {
            return value;
        }
        let length = (0..trimmed.len())
            .rev()
            .find(|n| trimmed.is_char_boundary(*n) && trimmed[..*n].parse::<f64>().is_ok());
        self.invalid(text, "invalid number");
        length.and_then(|n| trimmed[..n].parse().ok()).unwrap_or(0.0)
    }
}
