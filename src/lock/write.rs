//! Writes `proofpress.lock`: sorted, one table a plugin with an empty line between, so that two
//! branches which add different plugins merge without a conflict more often than not.

use std::fmt::Write as _;

use super::{Capabilities, FORMAT, Lock, Locked};

/// For a person who opens the file.
const HEAD: &str =
    "# Kept by `proofpress plugin add` and `update`. Put it under version control.\n";

impl Lock {
    /// The lock as text.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}lock = {FORMAT}\n");
        for (id, entry) in &self.plugins {
            push(&mut text, id, entry);
        }
        text
    }
}

fn push(text: &mut String, id: &str, entry: &Locked) {
    let _ = writeln!(text, "\n[plugins.{}]", quoted(id));
    let _ = writeln!(text, "version = {}", quoted(&entry.version));
    let _ = writeln!(text, "source = {}", quoted(&entry.source));
    if let Some(manifest) = &entry.manifest {
        let _ = writeln!(text, "manifest = {}", quoted(manifest));
    }
    let _ = writeln!(text, "size = {}", entry.size);
    let _ = writeln!(text, "sha256 = \"{}\"", entry.sha256);
    let _ = writeln!(text, "contract = {}", quoted(&entry.contract));
    let _ = writeln!(text, "capabilities = {}", scopes(&entry.capabilities));
}

fn scopes(capabilities: &Capabilities) -> String {
    if capabilities.is_empty() {
        return "{}".into();
    }
    let each = capabilities.iter().map(|(name, scope)| {
        let globs: Vec<String> = scope.iter().map(|glob| quoted(glob)).collect();
        format!("{} = [{}]", quoted(name), globs.join(", "))
    });
    format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugin::Digest;
    use crate::source::Sources;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = |version: &str, manifest: Option<&str>| Locked {
            location: None,
            version: version.into(),
            source: "oci://ghcr.io/acme/\"odd\\:1".into(),
            manifest: manifest.map(str::to_owned),
            size: 44_009,
            sha256: Digest([7; 32]),
            contract: "1.0.0".into(),
            capabilities: Capabilities::from([
                ("read-files".into(), vec!["*.md".into(), "deploy/**".into()]),
                ("x y".into(), Vec::new()),
            ]),
        };
        let mut lock = Lock::default();
        lock.plugins.insert("b".into(), entry("1\u{7}\n", None));
        lock.plugins
            .insert("acme:a".into(), entry("é", Some(&format!("sha256:{}", "0".repeat(64)))));
        lock.plugins
            .insert("c".into(), Locked { capabilities: Capabilities::new(), ..entry("1", None) });

        let text = lock.text();
        assert!(text.find("acme:a") < text.find("\"b\""), "{text}");
        let mut sources = Sources::default();
        let source = sources.add("proofpress.lock", text.as_str());
        let (mut read, findings) = Lock::read(source, &sources);
        assert!(findings.is_empty(), "{findings:?}");
        read.plugins.values_mut().for_each(|entry| entry.location = None);
        assert_eq!(read, lock);
        assert_eq!(read.text(), text);
    }
}
