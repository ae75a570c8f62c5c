//! `expr`.

use super::regex::{Dialect, Matcher};
use crate::exec::external::{Cx, Ended};

struct Reader<'a> {
    args: &'a [String],
    at: usize,
    depth: usize,
}

type Read = Result<String, String>;

const LEVELS: [&[&str]; 5] =
    [&["|"], &["&"], &["<", "<=", "=", "==", "!=", ">=", ">"], &["+", "-"], &["*", "/", "%"]];

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let args = cx.args[1..].to_vec();
    if args.is_empty() {
        return cx.fail(2, "missing operand\nTry 'expr --help' for more information.").await;
    }
    let mut reader = Reader { args: &args, at: 0, depth: 0 };
    let value = match reader.level(0) {
        Ok(_) if reader.at < args.len() => {
            Err(format!("syntax error: unexpected argument ‘{}’", args[reader.at]))
        }
        other => other,
    };
    match value {
        Ok(value) => {
            cx.line(&value).await?;
            Ok(i32::from(is_null(&value)))
        }
        Err(mistake) => cx.fail(2, &mistake).await,
    }
}

fn is_null(text: &str) -> bool {
    text.is_empty() || text.trim_start_matches('-').chars().all(|c| c == '0')
}

impl Reader<'_> {
    fn peek(&self) -> Option<&str> {
        self.args.get(self.at).map(String::as_str)
    }

    fn level(&mut self, n: usize) -> Read {
        let Some(ops) = LEVELS.get(n) else { return self.matching() };
        let mut left = self.level(n + 1)?;
        while let Some(op) = self.peek().filter(|op| ops.contains(op)).map(str::to_owned) {
            self.at += 1;
            let right = self.level(n + 1)?;
            left = combine(&op, left, right)?;
        }
        Ok(left)
    }

    fn matching(&mut self) -> Read {
        let mut left = self.primary()?;
        while self.peek() == Some(":") {
            self.at += 1;
            let pattern = self.primary()?;
            left = matched(&left, &pattern)?;
        }
        Ok(left)
    }

    fn next(&mut self) -> Read {
        self.at += 1;
        let before =
            self.at.checked_sub(2).and_then(|n| self.args.get(n)).cloned().unwrap_or_default();
        self.args
            .get(self.at - 1)
            .cloned()
            .ok_or(format!("syntax error: missing argument after ‘{before}’"))
    }

    fn primary(&mut self) -> Read {
        self.depth += 1;
        if self.depth > 100 {
            return Err("syntax error".into());
        }
        let word = self.next()?;
        let value = match word.as_str() {
            "(" => {
                let inner = self.level(0)?;
                if self.peek() != Some(")") {
                    return Err("syntax error: expecting ')' after …"
                        .replace('…', &format!("‘{}’", self.args[self.at - 1])));
                }
                self.at += 1;
                inner
            }
            "length" if self.at < self.args.len() => self.primary()?.chars().count().to_string(),
            "match" if self.at + 1 < self.args.len() => {
                let (text, pattern) = (self.primary()?, self.primary()?);
                matched(&text, &pattern)?
            }
            "index" if self.at + 1 < self.args.len() => {
                let (text, set) = (self.primary()?, self.primary()?);
                text.chars().position(|c| set.contains(c)).map_or(0, |n| n + 1).to_string()
            }
            "substr" if self.at + 2 < self.args.len() => {
                let (text, start, count) = (self.primary()?, self.primary()?, self.primary()?);
                match (start.parse::<usize>(), count.parse::<usize>()) {
                    (Ok(start), Ok(count)) if start > 0 => {
                        text.chars().skip(start - 1).take(count).collect()
                    }
                    _ => String::new(),
                }
            }
            "+" if self.at < self.args.len() => self.next()?,
            _ => word,
        };
        self.depth -= 1;
        Ok(value)
    }
}

fn combine(op: &str, left: String, right: String) -> Read {
    let numbers = left.parse::<i128>().ok().zip(right.parse::<i128>().ok());
    Ok(match op {
        "|" if !is_null(&left) => left,
        "|" => {
            if is_null(&right) {
                "0".into()
            } else {
                right
            }
        }
        "&" => {
            if is_null(&left) || is_null(&right) {
                "0".into()
            } else {
                left
            }
        }
        "+" | "-" | "*" | "/" | "%" => {
            let Some((a, b)) = numbers else { return Err("non-integer argument".into()) };
            match op {
                "+" => (a + b).to_string(),
                "-" => (a - b).to_string(),
                "*" => (a * b).to_string(),
                _ if b == 0 => return Err("division by zero".into()),
                "/" => (a / b).to_string(),
                _ => (a % b).to_string(),
            }
        }
        op => {
            let order = numbers.map_or_else(|| left.cmp(&right), |(a, b)| a.cmp(&b));
            let held = match op {
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                "=" | "==" => order.is_eq(),
                "!=" => order.is_ne(),
                ">=" => order.is_ge(),
                _ => order.is_gt(),
            };
            i32::from(held).to_string()
        }
    })
}

fn matched(text: &str, pattern: &str) -> Read {
    let matcher =
        Matcher::new(&format!("^{}", pattern.trim_start_matches('^')), Dialect::Basic, false)?;
    let grouped = pattern.contains("\\(");
    Ok(match matcher.captures(text.as_bytes(), 0) {
        Some(groups) if grouped => groups
            .get(1)
            .copied()
            .flatten()
            .map(|(from, to)| text[from..to].to_owned())
            .unwrap_or_default(),
        Some(groups) => {
            groups[0].map_or(0, |(from, to)| text[from..to].chars().count()).to_string()
        }
        None if grouped => String::new(),
        None => "0".into(),
    })
}
