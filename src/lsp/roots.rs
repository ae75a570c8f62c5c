//! Which site a file belongs to: that of the nearest `proofpress.toml` above it.
#![expect(clippy::disallowed_methods, reason = "a site is found by where its configuration lies")]

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::press::CONFIG_FILE;

/// A site's folder and the name of its configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The folder, as the editor names it.
    pub folder: PathBuf,
    /// The file.
    pub config: String,
}

impl Root {
    /// The site that holds a file: by the nearest configuration above it, on the disk or among
    /// the files that are `open`.
    pub fn of(path: &Path, open: &BTreeSet<PathBuf>) -> Option<Self> {
        let folders = path.ancestors().skip(1);
        let mut with_config = folders.filter(|folder| {
            let config = folder.join(CONFIG_FILE);
            open.contains(&config) || config.is_file()
        });
        let folder = with_config.next()?.to_owned();
        Some(Self { folder, config: CONFIG_FILE.to_owned() })
    }

    /// The site of a configuration file.
    pub fn of_config(path: &Path) -> Option<Self> {
        let config = path.file_name()?.to_str()?.to_owned();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        Some(Self { folder, config })
    }

    /// A file's path from the root, with `/`; none for one outside of it.
    pub fn inside(&self, path: &Path) -> Option<String> {
        let own = path.strip_prefix(&self.folder).map(Path::to_owned).or_else(|_| {
            // The editor may name one by a link and the other without.
            let folder = std::fs::canonicalize(&self.folder).unwrap_or_default();
            let name = path.file_name().unwrap_or_default();
            let parent = path.parent().and_then(|parent| std::fs::canonicalize(parent).ok());
            parent.unwrap_or_default().join(name).strip_prefix(folder).map(Path::to_owned)
        });
        let own = own.ok()?;
        let mut parts = Vec::new();
        for part in own.components() {
            match part {
                Component::Normal(part) => parts.push(part.to_str()?),
                Component::CurDir => {}
                _ => return None,
            }
        }
        (!parts.is_empty()).then(|| parts.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_counts() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("docs/inner");
        std::fs::create_dir_all(inner.join("content")).unwrap();
        std::fs::write(folder.path().join("docs/proofpress.toml"), "").unwrap();
        let page = inner.join("content/a.md");
        let none = BTreeSet::new();
        let root = Root::of(&page, &none).unwrap();
        assert_eq!(root.folder, folder.path().join("docs"));
        assert_eq!(root.inside(&page).as_deref(), Some("inner/content/a.md"));
        assert_eq!(Root::of(&folder.path().join("a.md"), &none), None);
        // One that is open and not yet on the disk.
        let open = BTreeSet::from([inner.join(CONFIG_FILE)]);
        assert_eq!(Root::of(&page, &open).unwrap().folder, inner);
    }
}
