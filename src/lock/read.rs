//! Reads `proofpress.lock`. A lock that cannot be read whole is an error wherever it is needed:
//! half a lock would let unknown bytes in.

use super::{Capabilities, FORMAT, Lock, Locked};
use crate::diagnostic::Finding;
use crate::plugin::Digest;
use crate::source::{SourceId, Sources, Span};
use crate::spanned::{Entry, Node, Reader, Table, Value};

/// The way out of a lock that is damaged.
const RESTORE: &str = "take the file back from version control, or delete it and run `proofpress plugin \
                       update`, which fetches every plugin anew";

impl Lock {
    /// Reads a lock. What is wrong in it is in the findings; such an entry is left out.
    pub fn read(source: SourceId, sources: &Sources) -> (Self, Vec<Finding>) {
        let text = &sources.get(source).text;
        let mut reader = Reader::new(source, 0, "lock");
        let lock = match Node::toml(text) {
            Ok(node) => read(node, &mut reader),
            Err(why) => {
                let merged = text.lines().any(|line| line.starts_with("<<<<<<<"));
                let finding = reader.error("syntax-error", why.span, why.message);
                finding.help = Some(match merged {
                    true => {
                        "two branches changed it: keep the entries of both, remove the marks, and \
                             run `proofpress plugin verify`"
                            .into()
                    }
                    false => RESTORE.into(),
                });
                Self::default()
            }
        };
        let mut findings = reader.finish();
        for finding in &mut findings {
            finding.help.get_or_insert_with(|| RESTORE.into());
        }
        (lock, findings)
    }
}

fn read(node: Node, reader: &mut Reader) -> Lock {
    let mut lock = Lock::default();
    let whole = Span::at(node.span.start);
    let mut root = reader.table(node, "");
    match root.take("lock").map(|node| (node.value, node.span)) {
        Some((Value::Integer(1), _)) => {}
        Some((Value::Integer(format), span)) if format > 1 => {
            let message = format!("it is of format {format}, and this proofpress knows {FORMAT}");
            reader.error("bad-value", span, message).help = Some("upgrade proofpress".into());
            return lock;
        }
        found => {
            let span = found.map_or(whole, |(_, span)| span);
            reader.error("bad-value", span, "`lock` must say the format: `lock = 1`");
            return lock;
        }
    }
    if let Some(table) = root.table("plugins", reader) {
        for Entry { key, node, span } in table.rest() {
            let table = reader.table(node, &format!("plugins.{key}"));
            if let Some(entry) = entry(&key, table, span, reader) {
                lock.plugins.insert(key, entry);
            }
        }
    }
    root.finish(reader);
    lock
}

fn entry(id: &str, mut table: Table, span: Span, reader: &mut Reader) -> Option<Locked> {
    let version = table.string("version", reader);
    let source = table.string("source", reader);
    let manifest = manifest(&mut table, reader);
    let size = table.unsigned("size", reader);
    let sha256 = table.take("sha256");
    let contract = table.string("contract", reader);
    let capabilities = table.table("capabilities", reader).map(|table| scopes(table, reader));
    table.finish(reader);
    let sha256 = match sha256 {
        None => {
            let message =
                format!("the entry of `{id}` has no `sha256`, so that any bytes would do");
            reader.error("bad-value", span, message);
            return None;
        }
        Some(node) => match &node.value {
            Value::String(text) if Digest::from_hex(text).is_some() => Digest::from_hex(text),
            _ => {
                let message = "`sha256` must be 64 hexadecimal digits in lower case";
                reader.error("bad-value", node.span, message);
                None
            }
        },
    };
    let missing = [
        ("version", version.is_none()),
        ("source", source.is_none()),
        ("size", size.is_none()),
        ("contract", contract.is_none()),
        ("capabilities", capabilities.is_none()),
    ];
    for (key, _) in missing.iter().filter(|(_, missing)| *missing) {
        reader.error("bad-value", span, format!("the entry of `{id}` has no `{key}`"));
    }
    Some(Locked {
        location: Some(reader.locate(span)),
        version: version?,
        source: source?,
        manifest,
        size: size?,
        sha256: sha256?,
        contract: contract?,
        capabilities: capabilities?,
    })
}

/// The digest of a manifest, which becomes part of an address. What is none is reported.
fn manifest(table: &mut Table, reader: &mut Reader) -> Option<String> {
    let node = table.take("manifest")?;
    if let Value::String(text) = &node.value
        && let Some((kind, hash)) = text.split_once(':')
        && matches!((kind, hash.len()), ("sha256", 64) | ("sha512", 128))
        && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Some(text.clone());
    }
    let message = "`manifest` must be `sha256:` and 64 hexadecimal digits in lower case";
    reader.error("bad-value", node.span, message);
    None
}

fn scopes(table: Table, reader: &mut Reader) -> Capabilities {
    let mut capabilities = Capabilities::new();
    for Entry { key, node, .. } in table.rest() {
        let Value::List(items) = &node.value else {
            reader.wrong_type(&key, "a list of strings", &node);
            continue;
        };
        let mut scope = Vec::new();
        for item in items {
            match &item.value {
                Value::String(text) => scope.push(text.clone()),
                _ => reader.wrong_type(&key, "a list of strings", item),
            }
        }
        scope.sort();
        scope.dedup();
        capabilities.insert(key, scope);
    }
    capabilities
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Lock, Vec<String>) {
        let mut sources = Sources::default();
        let source = sources.add("proofpress.lock", text);
        let (lock, findings) = Lock::read(source, &sources);
        let file = sources.get(source);
        let lines = findings.iter().map(|finding| {
            let at = file.position(finding.location.span.start);
            format!("{}:{} {}: {}", at.line, at.column, finding.rule, finding.message)
        });
        (lock, lines.collect())
    }

    const ENTRY: &str = "lock = 1\n[plugins.\"acme:x\"]\nversion = \"1\"\nsource = \"x.wasm\"\n\
                         size = 8\ncontract = \"1.0.0\"\ncapabilities = { read-files = [\"b\", \"a\"] }\n";

    #[test]
    fn a_whole_entry_is_read() {
        let (lock, findings) = read(&format!("{ENTRY}sha256 = \"{}\"\n", "0a".repeat(32)));
        assert_eq!(findings, Vec::<String>::new());
        let entry = &lock.plugins["acme:x"];
        assert_eq!(entry.sha256, Digest([10; 32]));
        assert_eq!(entry.capabilities["read-files"], ["a", "b"]);
    }

    /// Attack 43 of the list in the manual's security page, its second half.
    #[test]
    fn attack_43_lock_without_hash() {
        let (lock, findings) = read(ENTRY);
        assert!(lock.plugins.is_empty());
        assert_eq!(
            findings,
            [
                "2:10 lock/bad-value: the entry of `acme:x` has no `sha256`, so that any bytes would do"
            ]
        );
        for hash in ["\"\"", "\"12\"", "1", &format!("\"{}\"", "0A".repeat(32))] {
            let (lock, findings) = read(&format!("{ENTRY}sha256 = {hash}\n"));
            assert!(lock.plugins.is_empty() && findings.len() == 1, "{hash}: {findings:?}");
            assert!(findings[0].contains("64 hexadecimal digits"), "{findings:?}");
        }
    }

    #[test]
    fn a_manifest_is_a_digest_and_nothing_else() {
        let whole = format!("{ENTRY}sha256 = \"{}\"\n", "0a".repeat(32));
        let (lock, findings) = read(&format!("{whole}manifest = \"sha256:{}\"\n", "0".repeat(64)));
        assert_eq!(findings, Vec::<String>::new());
        assert!(lock.plugins["acme:x"].manifest.is_some());
        for manifest in ["\"1.0.0\"", "\"sha256:../../x\"", "\"sha256:\"", "3"] {
            let (_, findings) = read(&format!("{whole}manifest = {manifest}\n"));
            assert_eq!(findings.len(), 1, "{manifest}: {findings:?}");
        }
    }

    #[test]
    fn what_is_missing_or_of_another_format_is_named() {
        let (_, findings) = read("lock = 2\n");
        assert_eq!(
            findings,
            ["1:8 lock/bad-value: it is of format 2, and this proofpress knows 1"]
        );
        let (_, findings) = read("[plugins]\n");
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (lock, findings) =
            read(&format!("lock = 1\n[plugins.x]\nsha256 = \"{}\"\nsice = 1\n", "0a".repeat(32)));
        assert!(lock.plugins.is_empty());
        assert_eq!(findings.len(), 6, "{findings:?}");
        assert!(findings[0].contains("unknown key `sice`"), "{findings:?}");
    }

    #[test]
    fn marks_of_a_merge_are_known() {
        let mut sources = Sources::default();
        let source = sources.add("proofpress.lock", "lock = 1\n<<<<<<< ours\n");
        let (_, findings) = Lock::read(source, &sources);
        assert!(findings[0].help.as_deref().unwrap().contains("two branches"), "{findings:?}");
    }
}
