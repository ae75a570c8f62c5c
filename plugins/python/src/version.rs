//! Which Python an example is checked against: 3.14, or what `target=` on its fence says.

use proofpress_plugin::{Declined, Example};
use ruff_python_ast::PythonVersion;

/// The version that holds unless the fence names another.
pub(crate) const DEFAULT: &str = "3.14";

/// The version an example asks for. A patch release (`3.11.7`) has the grammar of its minor one.
///
/// # Errors
///
/// [`Declined`] for a version whose grammar is not known here: Python 2, or one yet to come.
pub(crate) fn of(example: &Example) -> Result<PythonVersion, Declined> {
    let target = example.attrs.iter().find(|attr| attr.key == "target");
    let text = target.map_or(DEFAULT, |attr| attr.value.as_str());
    let unknown = || {
        let (low, high) = (PythonVersion::lowest(), PythonVersion::latest());
        Declined(format!("`target={text}` is not a Python from {low} to {high}"))
    };
    let mut parts = text.split('.').map(str::parse::<u8>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => {
            let version = PythonVersion { major, minor };
            let known = PythonVersion::lowest()..=PythonVersion::latest();
            known.contains(&version).then_some(version).ok_or_else(unknown)
        }
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use proofpress_plugin::testing::{attribute, example};

    use super::*;

    fn with(target: &str) -> Result<PythonVersion, Declined> {
        let mut example = example("python", "");
        example.attrs = vec![attribute("target", target)];
        of(&example)
    }

    #[test]
    fn default_and_target() {
        assert_eq!(of(&example("python", "")).unwrap().to_string(), DEFAULT);
        assert_eq!(with("3.9").unwrap(), PythonVersion::PY39);
        assert_eq!(with("3.11.7").unwrap(), PythonVersion::PY311);
    }

    #[test]
    fn unknown_versions_are_declined() {
        for target in ["2.7", "3.99", "three", "3", ""] {
            assert!(with(target).is_err(), "{target}");
        }
    }
}
