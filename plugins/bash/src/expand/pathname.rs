//! Fields to file names.

use super::Expanded;
use super::pattern::{self, Pattern};
use super::split::Field;
use crate::shell::Shell;

impl Shell {
    /// Adds the names a field matches, or the field itself.
    pub(super) async fn file_names(&mut self, field: Field, all: &mut Vec<String>) -> Expanded<()> {
        let whole = || field.iter().map(|(text, _)| text.as_str()).collect::<String>();
        let extglob = self.options.has("extglob");
        let may = field.iter().any(|(text, quoted)| {
            !quoted && (text.contains(['*', '?', '[']) || (extglob && text.contains('(')))
        });
        if !may || self.options.has("noglob") {
            all.push(whole());
            return Ok(());
        }
        let escaped: String = field
            .iter()
            .map(|(text, quoted)| if *quoted { pattern::escape(text) } else { text.clone() })
            .collect();
        if !pattern::is_pattern(&escaped, extglob) {
            all.push(whole());
            return Ok(());
        }
        let mut found = self.glob(&escaped);
        if found.is_empty() {
            if self.options.has("failglob") {
                return Err(self.discards(&format!("no match: {}", whole())).await);
            }
            if !self.options.has("nullglob") {
                all.push(whole());
            }
            return Ok(());
        }
        found.sort_by(|a, b| collate(a, b));
        all.append(&mut found);
        Ok(())
    }

    /// The paths a pattern matches, in no order.
    pub(crate) fn glob(&self, pattern: &str) -> Vec<String> {
        let mut paths = vec![if pattern.starts_with('/') { "/".to_owned() } else { String::new() }];
        let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        for (n, part) in parts.iter().enumerate() {
            let last = n + 1 == parts.len();
            paths = paths.iter().flat_map(|base| self.glob_part(base, part, last)).collect();
        }
        if pattern.ends_with('/') {
            paths.retain(|path| {
                self.os.files.find(&self.cwd, path).is_ok_and(|node| node.is_folder())
            });
            for path in &mut paths {
                path.push('/');
            }
        }
        paths
    }

    fn glob_part(&self, base: &str, part: &str, last: bool) -> Vec<String> {
        let join = |name: &str| {
            if base.is_empty() || base.ends_with('/') {
                format!("{base}{name}")
            } else {
                format!("{base}/{name}")
            }
        };
        let extglob = self.options.has("extglob");
        if !pattern::is_pattern(part, extglob) {
            let path = join(&unescape(part));
            return if self.os.files.find_link(&self.cwd, &path).is_ok() {
                vec![path]
            } else {
                Vec::new()
            };
        }
        let folder = if base.is_empty() { "." } else { base };
        if part == "**" && self.options.has("globstar") {
            let mut all = if last { Vec::new() } else { vec![base.to_owned()] };
            self.everything(base, last, &mut all, 0);
            return all;
        }
        let Ok(node) = self.os.files.find(&self.cwd, folder) else { return Vec::new() };
        if !node.allows(4) {
            return Vec::new();
        }
        let compiled = Pattern::new(part, extglob, self.options.has("nocaseglob"));
        let hidden = compiled.begins_with_period() || self.options.has("dotglob");
        let mut names = node.names();
        names.retain(|name| {
            (hidden || !name.starts_with('.'))
                && compiled.matches(name)
                && (last
                    || self
                        .os
                        .files
                        .find(&self.cwd, &join(name))
                        .is_ok_and(|node| node.is_folder()))
        });
        names.iter().map(|name| join(name)).collect()
    }

    /// Everything below, for `**`.
    fn everything(&self, base: &str, files: bool, all: &mut Vec<String>, depth: usize) {
        let folder = if base.is_empty() { "." } else { base };
        let Ok(node) = self.os.files.find(&self.cwd, folder) else { return };
        for name in node.names() {
            if (name.starts_with('.') && !self.options.has("dotglob")) || depth > 64 {
                continue;
            }
            let path = if base.is_empty() || base.ends_with('/') {
                format!("{base}{name}")
            } else {
                format!("{base}/{name}")
            };
            let Some(entry) = node.entry(&name) else { continue };
            if files || entry.is_folder() {
                all.push(path.clone());
            }
            if entry.is_folder() {
                self.everything(&path, files, all, depth + 1);
            }
        }
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' { out.extend(chars.next()) } else { out.push(c) }
    }
    out
}

/// The order of names in the locale most systems have: letters and digits first, then case.
pub(crate) fn collate(a: &str, b: &str) -> std::cmp::Ordering {
    a.cmp(b)
}
