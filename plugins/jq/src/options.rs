//! jq's arguments.

use jaq_json::{Val, read};

use crate::write::Layout;

/// What the arguments ask for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) layout: Layout,
    /// `-n`: no input is read; the filter gets null.
    pub(crate) null_input: bool,
    /// `-s`: all inputs as one array.
    pub(crate) slurp: bool,
    /// `-R`: lines instead of JSON.
    pub(crate) raw_input: bool,
    /// `-r`: strings without quotes.
    pub(crate) raw_output: bool,
    /// `-j`: as `-r`, and no line ends.
    pub(crate) join: bool,
    /// `-e`: the status tells of the last output.
    pub(crate) exit_status: bool,
    /// `--seq`: a record separator before each output.
    pub(crate) seq: bool,
    /// Variables, `$` included.
    pub(crate) variables: Vec<(String, Val)>,
    /// `--args`, `--jsonargs`: what is left.
    pub(crate) positional: Vec<Val>,
    /// Files to read instead of the standard input.
    pub(crate) files: Vec<String>,
}

/// What the words that are no options are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Files,
    Strings,
    Json,
}

impl Options {
    /// Reads arguments, without the filter. `file` gives the contents of a file of the workspace.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub(crate) fn read(
        arguments: &[String],
        file: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, String> {
        let mut options = Self::default();
        options.layout.indent = Some("  ".into());
        let mut rest = Rest::Files;
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = |what: &str| {
                let value = arguments.next().cloned();
                value.ok_or_else(|| format!("`{argument}` takes {what}"))
            };
            match argument.as_str() {
                "--arg" => {
                    let (name, text) = (value("a name and a value")?, value("a value")?);
                    options.variables.push((format!("${name}"), Val::from(text)));
                }
                "--argjson" => {
                    let (name, text) = (value("a name and JSON")?, value("JSON")?);
                    options.variables.push((format!("${name}"), json(text.as_bytes(), &name)?));
                }
                "--slurpfile" | "--rawfile" => {
                    let (name, path) = (value("a name and a file")?, value("a file")?);
                    let bytes = file(&path).ok_or_else(|| format!("there is no file `{path}`"))?;
                    let value = match argument.as_str() {
                        "--rawfile" => Val::from(String::from_utf8_lossy(&bytes).into_owned()),
                        _ => read::parse_many(&bytes)
                            .collect::<Result<Val, _>>()
                            .map_err(|why| format!("`{path}`: {why}"))?,
                    };
                    options.variables.push((format!("${name}"), value));
                }
                "--indent" => {
                    let width: usize =
                        value("a number")?.parse().map_err(|_| "`--indent` takes a number")?;
                    if width > 7 {
                        return Err("`--indent` takes 7 at most".into());
                    }
                    options.layout.indent = (width > 0).then(|| " ".repeat(width));
                }
                "--args" => rest = Rest::Strings,
                "--jsonargs" => rest = Rest::Json,
                long if long.starts_with("--") => options.long(long)?,
                short if short.starts_with('-') && short.len() > 1 => {
                    short.chars().skip(1).try_for_each(|letter| options.short(letter))?;
                }
                word => match rest {
                    Rest::Files => options.files.push(word.to_owned()),
                    Rest::Strings => options.positional.push(Val::from(word.to_owned())),
                    Rest::Json => options.positional.push(json(word.as_bytes(), word)?),
                },
            }
        }
        Ok(options)
    }

    fn long(&mut self, name: &str) -> Result<(), String> {
        let letter = match name {
            "--null-input" => 'n',
            "--slurp" => 's',
            "--raw-input" => 'R',
            "--raw-output" => 'r',
            "--join-output" => 'j',
            "--compact-output" => 'c',
            "--sort-keys" => 'S',
            "--exit-status" => 'e',
            "--ascii-output" => 'a',
            "--monochrome-output" => 'M',
            "--tab" => {
                self.layout.indent = Some("\t".into());
                return Ok(());
            }
            "--seq" => {
                self.seq = true;
                return Ok(());
            }
            other => return Err(format!("jq's `{other}` is not supported")),
        };
        self.short(letter)
    }

    fn short(&mut self, letter: char) -> Result<(), String> {
        match letter {
            'n' => self.null_input = true,
            's' => self.slurp = true,
            'R' => self.raw_input = true,
            'r' => self.raw_output = true,
            'j' => {
                self.raw_output = true;
                self.join = true;
            }
            'c' => self.layout.indent = None,
            'S' => self.layout.sorted = true,
            'e' => self.exit_status = true,
            'a' => self.layout.ascii = true,
            'M' => {}
            other => return Err(format!("jq's `-{other}` is not supported")),
        }
        Ok(())
    }
}

fn json(text: &[u8], name: &str) -> Result<Val, String> {
    read::parse_single(text).map_err(|why| format!("`{name}` is no JSON: {why}"))
}
