//! redis-cli's arguments.

/// What they ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// `--raw`: replies without types and quotes.
    pub(crate) raw: bool,
    /// `-3`: version 3 of the protocol.
    pub(crate) third: bool,
    /// `-n`: the database.
    pub(crate) database: Option<String>,
    /// `--eval`: a script of the workspace.
    pub(crate) script: Option<String>,
    /// Its keys, before a comma of its own, and its arguments.
    pub(crate) keys: Vec<String>,
    pub(crate) arguments: Vec<String>,
}

impl Options {
    /// Reads arguments.
    ///
    /// # Errors
    ///
    /// What is not supported of them.
    pub(crate) fn read(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--raw" => options.raw = true,
                "--no-raw" => options.raw = false,
                "-2" => options.third = false,
                "-3" => options.third = true,
                "-n" => {
                    let database = arguments.next().ok_or("`-n` takes a number")?;
                    options.database = Some(database.clone());
                }
                "--eval" => {
                    let script = arguments.next().ok_or("`--eval` takes a file")?;
                    options.script = Some(script.clone());
                    let rest: Vec<String> = arguments.by_ref().cloned().collect();
                    let comma = rest.iter().position(|word| word == ",").unwrap_or(rest.len());
                    options.keys = rest[..comma].to_vec();
                    options.arguments = rest.get(comma + 1..).unwrap_or_default().to_vec();
                }
                other => return Err(format!("redis-cli's `{other}` is not supported")),
            }
        }
        Ok(options)
    }
}
