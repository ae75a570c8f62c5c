//! Where a link leads, by the index: the same answer as [`crate::links::Resolver`] gives, without
//! the pages themselves.

use super::Index;
use crate::links::address::{decoded, folder, normalised};
use crate::scheme::Scheme;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, by its path below the content folder, and the anchor without its `#`.
    Page(String, Option<String>),
    /// A static file, by its path below their folder.
    Asset(String),
}

/// What `target`, written on the page at `page` (a path below the content folder), leads to; none
/// where that is nothing of this site's.
pub fn resolve(index: &Index, page: &str, target: &str) -> Option<Target> {
    if Scheme::of(target) != Scheme::None || target.is_empty() {
        return None;
    }
    let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
    let anchor = rest.split_once('#').map(|(_, anchor)| decoded(anchor));
    let path = decoded(path);
    if path.is_empty() {
        return Some(Target::Page(page.to_owned(), anchor));
    }
    let place = match path.strip_prefix("@/").or_else(|| path.strip_prefix('/')) {
        Some(from_root) => normalised("", from_root),
        None => normalised(folder(page), &path),
    }?;
    known(index, &place, &anchor).or_else(|| {
        let below = path.strip_prefix(&index.root).filter(|_| index.root != "/")?;
        known(index, &normalised("", below)?, &anchor)
    })
}

fn known(index: &Index, place: &str, anchor: &Option<String>) -> Option<Target> {
    match find(index, place) {
        Some(page) => Some(Target::Page(page, anchor.clone())),
        None => index.assets.contains(place).then(|| Target::Asset(place.to_owned())),
    }
}

/// The page a path means: its file, its address, a folder's own page, or the `.html` that other
/// generators make of the file.
fn find(index: &Index, place: &str) -> Option<String> {
    let page = |path: String| index.pages.contains_key(&path).then_some(path);
    let at = |url: String| index.by_url.get(&url).cloned();
    let bare = place.trim_end_matches('/');
    let url = if bare.is_empty() { "/".to_owned() } else { format!("/{bare}/") };
    let own = if bare.is_empty() { "_index.md".to_owned() } else { format!("{bare}/_index.md") };
    { page(place.to_owned()) }.or_else(|| at(url)).or_else(|| page(own)).or_else(|| {
        let made = bare.strip_suffix(".html")?;
        if index.assets.contains(bare) {
            return None;
        }
        let folder = match made.strip_suffix("index") {
            Some("") => Some(String::new()),
            Some(folder) => folder.strip_suffix('/').map(|folder| format!("{folder}/")),
            None => None,
        };
        { page(format!("{made}.md")) }
            .or_else(|| at(format!("/{made}/")))
            .or_else(|| page(format!("{}_index.md", folder?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Registry;
    use crate::config::Config;
    use crate::content;
    use crate::links::{Resolved, Resolver};
    use crate::source::Sources;
    use crate::world::Memory;

    /// Every way to write a link leads where the site's own resolver says.
    #[test]
    fn it_agrees_with_the_resolver_of_the_site() {
        let world = Memory::default()
            .with("content/_index.md", "# Home\n")
            .with("content/guide/drill.md", "+++\nslug = \"drilling\"\n+++\n# Drill\n")
            .with("content/guide/_index.md", "# Guide\n")
            .with("static/img/a.svg", "<svg/>")
            .with("static/old.html", "x");
        let mut config = Config::default();
        config.site.base_url = "/docs/".to_owned();
        let mut sources = Sources::default();
        let tree = content::load(&world, &config, &mut sources, &[]).unwrap().tree;
        let index = super::super::read(&world, &config, &tree, &sources, &Registry::default());
        let assets = ["img/a.svg", "old.html"];
        let resolver = Resolver::new(&tree, assets).served_at("/docs/");
        let from = tree.page(tree.find("guide/drill.md").unwrap());
        for target in [
            "drill.md",
            "./drill.md#x",
            "../_index.md",
            "@/guide/drill.md",
            "/guide/drill.md#a%20b",
            "/guide/drilling/",
            "/docs/guide/drilling/",
            "../guide",
            "/",
            "",
            "#here",
            "?q",
            "/img/a.svg",
            "../img/a.svg",
            "drill.html",
            "index.html",
            "/index.html",
            "/old.html",
            "../../../x.md",
            "nothing.md",
            "https://example.com/",
            "mailto:a@b",
            "javascript:x",
            "/docs/nothing/",
            "drilling",
            "guide/drilling",
        ] {
            let ours = resolve(&index, &from.path, target);
            let theirs = match resolver.resolve(from, target) {
                Resolved::Page(id, _) => Some(tree.page(id).path.clone()),
                Resolved::Asset(path, _) => Some(path),
                _ => None,
            };
            let ours = ours.map(|target| match target {
                Target::Page(path, _) | Target::Asset(path) => path,
            });
            let on_itself = target.starts_with(['#', '?']);
            assert_eq!(ours, theirs.or(on_itself.then(|| from.path.clone())), "{target}");
        }
    }
}
