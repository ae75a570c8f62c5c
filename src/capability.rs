//! What a plugin may do beyond being a function of its input: what it asks for in its catalogue
//! and the site grants in its configuration. One without the other is nothing.
//!
//! Data and pure functions; who reads files, and who refuses a plugin, is elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::glob;

/// To read files of the site; its scope is globs.
pub const READ_FILES: &str = "read-files";

/// Something a plugin asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capability {
    /// `read-files`.
    pub name: String,
    /// What of it: globs of paths in the site's folder, for `read-files`.
    pub scope: Vec<String>,
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.scope.join(", "))
    }
}

/// What a site grants a plugin: `[plugins.<id>.allow]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// `read_files`: globs of paths in the site's folder.
    pub read_files: Vec<String>,
}

/// Whether a file may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is asked for and granted.
    Allowed,
    /// The plugin does not ask for it.
    NotAsked,
    /// The site does not grant it.
    NotGranted,
}

/// What asking and granting make of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The plugin asks for something that there is not, here.
    Unknown(String),
    /// The plugin asks, the site does not grant.
    NotGranted(Capability),
    /// The site grants, the plugin does not ask: the name of the capability.
    NotAsked(&'static str),
}

/// Whether a plugin that asks for so much may read that file, on a site that grants so much.
/// Hidden files and paths that are not plain are never granted.
pub fn allows(asked: &[Capability], granted: &Grants, path: &str) -> Access {
    let mut scopes = asked.iter().filter(|one| one.name == READ_FILES).flat_map(|one| &one.scope);
    if !scopes.any(|scope| glob::matches(scope, path)) {
        return Access::NotAsked;
    }
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    if plain && granted.read_files.iter().any(|scope| glob::matches(scope, path)) {
        Access::Allowed
    } else {
        Access::NotGranted
    }
}

/// What does not go together between a plugin and a site.
pub fn problems(asked: &[Capability], granted: &Grants) -> Vec<Problem> {
    let mut problems = Vec::new();
    for capability in asked {
        if capability.name != READ_FILES {
            problems.push(Problem::Unknown(capability.name.clone()));
        } else if granted.read_files.is_empty() {
            problems.push(Problem::NotGranted(capability.clone()));
        }
    }
    if !granted.read_files.is_empty() && !asked.iter().any(|one| one.name == READ_FILES) {
        problems.push(Problem::NotAsked(READ_FILES));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(scope: &[&str]) -> Vec<Capability> {
        let scope = scope.iter().map(|&glob| glob.to_owned()).collect();
        vec![Capability { name: READ_FILES.into(), scope }]
    }

    fn grants(scope: &[&str]) -> Grants {
        Grants { read_files: scope.iter().map(|&glob| glob.to_owned()).collect() }
    }

    #[test]
    fn a_file_is_readable_where_both_name_it() {
        let (asked, granted) = (asks(&["deploy/**", "*.env"]), grants(&["deploy/*.yaml", "**"]));
        assert_eq!(allows(&asked, &granted, "deploy/a.yaml"), Access::Allowed);
        assert_eq!(allows(&asked, &granted, "content/a.md"), Access::NotAsked);
        let granted = grants(&["deploy/*.yaml"]);
        assert_eq!(allows(&asked, &granted, "deploy/a/b.yaml"), Access::NotGranted);
        assert_eq!(allows(&[], &granted, "deploy/a.yaml"), Access::NotAsked);
    }

    #[test]
    fn hidden_files_and_ways_around_are_never_readable() {
        let (asked, granted) = (asks(&["**"]), grants(&["**"]));
        for path in [".env", "deploy/.git/config", "deploy/../x", "/etc/passwd", "a//b", "", "."] {
            assert_eq!(allows(&asked, &granted, path), Access::NotGranted, "{path}");
        }
    }

    #[test]
    fn asking_and_granting_must_go_together() {
        assert_eq!(problems(&[], &Grants::default()), []);
        assert_eq!(problems(&asks(&["a"]), &grants(&["b"])), []);
        let asked = asks(&["a"]);
        let refused = problems(&asked, &Grants::default());
        assert_eq!(refused, [Problem::NotGranted(asked[0].clone())]);
        assert_eq!(problems(&[], &grants(&["a"])), [Problem::NotAsked(READ_FILES)]);
        let net = [Capability { name: "net".into(), scope: Vec::new() }];
        assert_eq!(problems(&net, &Grants::default()), [Problem::Unknown("net".into())]);
    }
}
