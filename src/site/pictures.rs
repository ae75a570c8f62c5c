//! Pictures of the pages: how large they are, and the same in other sizes and formats.
//!
//! Only pictures of the site that a page shows are looked at, each once. Drawings and animations
//! stay as they are, and so does what cannot be read, which is a finding. Making a picture takes long, so that each one made
//! is kept by what it was made of. The same picture gives the same bytes on any machine.

mod fault;
mod make;
mod measure;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::address::BaseUrl;
use crate::config::ImagesConfig;
use crate::content::Tree;
use crate::diagnostic::Finding;
use crate::links::{Resolved, Resolver};
use crate::markdown::{Link, LinkKind, Picture, PictureSource};
use make::{Made, Maker};
use store::Store;

/// What the paths of all files begin with that are made of pictures.
pub(super) const FOLDER: &str = "pictures/";

/// What is known of the pictures of a site, and the files that were made of them.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// By the picture's path below the output folder.
    known: BTreeMap<String, Picture>,
    /// By path below the output folder.
    files: BTreeMap<String, Vec<u8>>,
}

/// The pictures of a site, once they were made.
#[derive(Debug, Default)]
pub struct Album(OnceLock<Pictures>);

/// The pictures of a site, read and made when the first of them is asked for.
pub(super) struct Gallery<'a> {
    /// Where they are kept for the next who asks.
    kept: Option<&'a Album>,
    own: Album,
    make: Box<dyn Fn() -> Pictures + Sync + 'a>,
}

impl<'a> Gallery<'a> {
    pub(super) fn new(kept: Option<&'a Album>, make: impl Fn() -> Pictures + Sync + 'a) -> Self {
        Self { kept, own: Album::default(), make: Box::new(make) }
    }

    fn all(&self) -> &Pictures {
        self.kept.unwrap_or(&self.own).0.get_or_init(&self.make)
    }

    /// What is known of the picture at a path below the output folder.
    pub(super) fn get(&self, path: &str) -> Option<&Picture> {
        self.all().known.get(path)
    }

    /// The files that were made of them, by path below the output folder.
    pub(super) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.all().files
    }
}

impl Pictures {
    /// Reads and makes the pictures that the pages show. `assets` are the site's own files,
    /// `kept` is the folder of what is kept between runs.
    pub(super) fn new(
        tree: &Tree,
        resolver: &Resolver<'_>,
        assets: &BTreeMap<String, Vec<u8>>,
        config: &ImagesConfig,
        base: &BaseUrl,
        kept: Option<&Path>,
    ) -> Self {
        let store = Store::new(kept);
        let maker = Maker { config, store: &store };
        let shown: BTreeSet<String> = shown(tree, resolver).map(|(path, _)| path).collect();
        let shown: Vec<String> = shown.into_iter().collect();
        let read: Vec<(String, (u32, u32), Vec<Made>)> = shown
            .into_par_iter()
            .filter_map(|path| {
                let bytes = assets.get(&path)?;
                let size = measure::size(bytes)?;
                let made = maker.variants(bytes);
                Some((path, size, made))
            })
            .collect();
        let mut pictures = Self::default();
        for (path, size, made) in read {
            pictures.add(path, size, made, base);
        }
        pictures
    }

    fn add(&mut self, path: String, size: (u32, u32), made: Vec<Made>, base: &BaseUrl) {
        let mut picture = Picture { size: Some(size), ..Picture::default() };
        // By media type, in the order they were made: the best first.
        let mut sources: Vec<PictureSource> = Vec::new();
        for Made { format, width, bytes } in made {
            let name = file_name(&path, format.ending(), width, &bytes);
            let candidate = format!("{} {width}w", base.url(&name));
            let is_own = format.is_own();
            let srcset = if is_own {
                &mut picture.srcset
            } else {
                let media_type = format.media_type();
                match sources.iter().position(|source| source.media_type == media_type) {
                    Some(at) => &mut sources[at].srcset,
                    None => {
                        sources.push(PictureSource { media_type, srcset: String::new() });
                        let last = sources.len() - 1;
                        &mut sources[last].srcset
                    }
                }
            };
            if !srcset.is_empty() {
                srcset.push_str(", ");
            }
            srcset.push_str(&candidate);
            self.files.insert(name, bytes);
        }
        if !picture.srcset.is_empty() {
            // The picture itself is the largest of its own format.
            picture.srcset.push_str(&format!(", {} {}w", address(base, &path), size.0));
        }
        picture.sources = sources;
        self.known.insert(path, picture);
    }
}

/// Every picture of the site that a page shows: its path below the output folder, and the link.
fn shown<'a>(
    tree: &'a Tree,
    resolver: &'a Resolver<'_>,
) -> impl Iterator<Item = (String, &'a Link)> {
    tree.pages.iter().flat_map(move |page| {
        let images = page.document.links.iter().filter(|link| link.kind == LinkKind::Image);
        images.filter_map(move |image| match resolver.resolve(page, &image.target) {
            Resolved::Asset(path, _) => Some((path, image)),
            _ => None,
        })
    })
}

/// A finding at each link to a picture that cannot be shown. `assets` are the site's own files,
/// `kept` is the folder of what is kept between runs: which pictures are whole.
pub fn unreadable(
    tree: &Tree,
    assets: &BTreeMap<String, Vec<u8>>,
    base: &BaseUrl,
    kept: Option<&Path>,
) -> Vec<Finding> {
    let resolver = Resolver::new(tree, assets.keys().map(String::as_str)).served_at(base.root());
    let mut links: BTreeMap<String, Vec<&Link>> = BTreeMap::new();
    for (path, link) in shown(tree, &resolver) {
        links.entry(path).or_default().push(link);
    }
    let store = Store::new(kept);
    let links: Vec<(String, Vec<&Link>)> = links.into_iter().collect();
    let found = links.into_par_iter().flat_map_iter(|(path, links)| {
        let fault = assets.get(&path).and_then(|bytes| fault::fault(&path, bytes, &store));
        let finding = move |(link, why): (&Link, String)| {
            let message = format!("`{}` cannot be shown: {why}", link.target);
            Finding::warning("link/unreadable-picture", link.location, message)
                .help("save the picture again, or name the file after what it is")
        };
        links.into_iter().filter_map(move |link| Some((link, fault.clone()?))).map(finding)
    });
    found.collect()
}

/// The address of a file in a `srcset`, where spaces and commas would part it.
fn address(base: &BaseUrl, path: &str) -> String {
    let mut address = String::new();
    for character in base.url(path).chars() {
        match character {
            ' ' => address.push_str("%20"),
            ',' => address.push_str("%2C"),
            character => address.push(character),
        }
    }
    address
}

/// Where a picture goes: named after what it was made of and what is in it.
fn file_name(path: &str, ending: &str, width: u32, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
    let stem: String = stem.chars().map(plain).take(60).collect();
    let hash = blake3::hash(bytes).to_hex();
    format!("{FOLDER}{stem}-{width}-{}.{ending}", &hash[..8])
}
