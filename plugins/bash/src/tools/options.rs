//! Options as GNU's `getopt_long` reads them: short ones together, long ones cut short, among the
//! operands.

/// What the arguments say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Options in order, with their values.
    pub(crate) given: Vec<(char, String)>,
    pub(crate) operands: Vec<String>,
}

impl Options {
    /// Whether an option was given.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.given.iter().any(|(given, _)| *given == letter)
    }

    /// The last value of an option.
    pub(crate) fn value(&self, letter: char) -> Option<&str> {
        self.given.iter().rev().find(|(given, _)| *given == letter).map(|(_, value)| value.as_str())
    }

    /// Which of these options came last.
    pub(crate) fn last_of(&self, letters: &str) -> Option<char> {
        self.given.iter().rev().map(|(given, _)| *given).find(|given| letters.contains(*given))
    }

    /// The operands, or `-` where there are none.
    pub(crate) fn files(&self) -> Vec<String> {
        if self.operands.is_empty() { vec!["-".to_owned()] } else { self.operands.clone() }
    }
}

/// Reads arguments. In `short`, `:` after a letter says that it takes a value, `::` that it may.
/// `Err` is a complaint, without the tool's name.
pub(crate) fn read(args: &[String], short: &str, long: &[(&str, char)]) -> Result<Options, String> {
    parse(args, short, long, false)
}

/// As [`read`], but what follows the first operand is left alone.
pub(crate) fn read_leading(
    args: &[String],
    short: &str,
    long: &[(&str, char)],
) -> Result<Options, String> {
    parse(args, short, long, true)
}

fn takes(short: &str, letter: char) -> Option<usize> {
    let at = short.find(letter).filter(|_| letter != ':')?;
    Some(short[at + letter.len_utf8()..].chars().take_while(|c| *c == ':').count())
}

fn parse(
    args: &[String],
    short: &str,
    long: &[(&str, char)],
    leading: bool,
) -> Result<Options, String> {
    let mut options = Options::default();
    let mut rest = args[1..].iter();
    while let Some(text) = rest.next() {
        if text == "--" {
            options.operands.extend(rest.cloned());
            break;
        }
        if let Some(name) = text.strip_prefix("--") {
            let (name, value) = match name.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (name, None),
            };
            let letter = long_option(long, name)?;
            let value = match (value, takes(short, letter).unwrap_or(0)) {
                (Some(value), _) => value,
                (None, 1) => {
                    rest.next().cloned().ok_or(format!("option '--{name}' requires an argument"))?
                }
                (None, _) => String::new(),
            };
            options.given.push((letter, value));
            continue;
        }
        let Some(letters) = text.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
            options.operands.push(text.clone());
            if leading {
                options.operands.extend(rest.cloned());
                break;
            }
            continue;
        };
        for (n, letter) in letters.char_indices() {
            let attached = &letters[n + letter.len_utf8()..];
            match takes(short, letter) {
                None => return Err(format!("invalid option -- '{letter}'")),
                Some(0) => options.given.push((letter, String::new())),
                Some(1) if attached.is_empty() => {
                    let value = rest.next().cloned();
                    let value =
                        value.ok_or(format!("option requires an argument -- '{letter}'"))?;
                    options.given.push((letter, value));
                }
                Some(_) => {
                    options.given.push((letter, attached.to_owned()));
                    break;
                }
            }
        }
    }
    Ok(options)
}

fn long_option(long: &[(&str, char)], name: &str) -> Result<char, String> {
    if let Some((_, letter)) = long.iter().find(|(known, _)| *known == name) {
        return Ok(*letter);
    }
    let mut starting = long.iter().filter(|(known, _)| known.starts_with(name));
    match (starting.next(), starting.next()) {
        (Some((_, letter)), None) => Ok(*letter),
        (Some(_), Some(_)) => Err(format!("option '--{name}' is ambiguous")),
        _ => Err(format!("unrecognized option '--{name}'")),
    }
}

/// The whole of a usage complaint: the mistake, and where help would be.
pub(crate) fn usage(name: &str, mistake: &str) -> String {
    format!("{mistake}\nTry '{name} --help' for more information.")
}

/// A count with a suffix as `head -c` takes it: `1k`, `2M`.
pub(crate) fn size(text: &str) -> Option<u64> {
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = if at == 0 { 1 } else { text[..at].parse().ok()? };
    let unit: u64 = match &text[at..] {
        "" if at > 0 => 1,
        "b" => 512,
        "k" | "K" | "KiB" => 1 << 10,
        "kB" | "KB" => 1000,
        "M" | "MiB" => 1 << 20,
        "MB" => 1_000_000,
        "G" | "GiB" => 1 << 30,
        "GB" => 1_000_000_000,
        "T" => 1 << 40,
        _ => return None,
    };
    number.checked_mul(unit)
}
