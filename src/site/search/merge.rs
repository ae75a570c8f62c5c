//! Parts of the index put together: the files that Pagefind would have made of all pages at once.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::Encoder;
use minicbor::decode::Error;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cbor::{packed, unreadable};
use super::chunk::{self, Bounds, Numbers, Word, encoded};
use super::engine::{ENTRY, Engine};
use super::part::{Part, PartPage, hash_of};
use crate::site::{Files, SiteError};

/// Letters of a hash that a file is named by, where no other begins the same.
const SHORT: usize = 7;

/// A file that words or pages are found in.
struct Named {
    name: String,
    file: Vec<u8>,
}

/// The files below `pagefind/`. `places` says where in the order of all pages one is, by address.
///
/// # Errors
///
/// Where a part cannot be read.
pub(super) fn files(
    parts: &[Part],
    places: &BTreeMap<&str, usize>,
    engine: &Engine,
) -> Result<Files, SiteError> {
    // One page that is marked, and those that are not do not count.
    let is_marked = parts.iter().any(|part| part.marked && !part.pages.is_empty());
    let parts = parts.iter().filter(|part| part.marked == is_marked && !part.pages.is_empty());
    let parts: Vec<&Part> = parts.collect();
    let mut files = Files::new();
    let add =
        |files: &mut Files, name: String, file| files.insert(format!("pagefind/{name}"), file);
    if parts.is_empty() {
        for file in engine.files(Vec::new())? {
            let name = super::engine::name(&file.filename);
            if name == ENTRY || engine.frame.iter().any(|(known, _)| *known == name) {
                add(&mut files, name, file.contents);
            }
        }
        return Ok(files);
    }
    let (pages, numbers) = numbered(&parts, places);
    let fragments = fragments(&pages, &engine.language);
    let (chunks, bounds) = words(&parts, &numbers, &engine.language)?;
    let filters = filters(&parts, &numbers, &engine.language).map_err(|why| unreadable(&why))?;
    let meta = Meta {
        version: &engine.version,
        pages: fragments.iter().zip(&pages).map(|(name, page)| (name.as_str(), page.words)),
        chunks: chunks.iter().zip(&bounds).map(|(chunk, bounds)| (chunk.name.as_str(), bounds)),
        filters: &filters,
        sorts: &sorts(&parts, &numbers),
        fields: &fields(&parts),
    };
    let meta = meta.encoded().map_err(|why| unreadable(&why))?;
    // Of this hash alone, Pagefind takes as many letters as of those with the language before them.
    let hash = named(&engine.language, &hash_of(&meta), engine.language.len() + 1 + SHORT);
    add(&mut files, ENTRY.to_owned(), entry(engine, &hash, pages.len())?);
    add(&mut files, format!("pagefind.{hash}.pf_meta"), packed(&meta)?);
    for (name, page) in fragments.into_iter().zip(pages) {
        add(&mut files, format!("fragment/{name}.pf_fragment"), page.fragment.clone());
    }
    for Named { name, file } in chunks {
        add(&mut files, format!("index/{name}.pf_index"), file);
    }
    for (_, Named { name, file }) in filters {
        add(&mut files, format!("filter/{name}.pf_filter"), packed(&file)?);
    }
    for (name, file) in &engine.frame {
        add(&mut files, name.clone(), file.clone());
    }
    Ok(files)
}

/// All pages in their order, and what the numbers of each part mean.
fn numbered<'p>(
    parts: &[&'p Part],
    places: &BTreeMap<&str, usize>,
) -> (Vec<&'p PartPage>, Vec<Numbers>) {
    let pages = parts.iter().enumerate().flat_map(|(part, pages)| {
        let pages = pages.pages.iter().enumerate();
        pages.map(move |(at, page)| (places.get(page.url.as_str()), part, at, page))
    });
    let mut pages: Vec<_> = pages.collect();
    pages.sort_by_key(|(place, part, at, _)| (*place, *part, *at));
    let all = fields(parts);
    let numbers = parts.iter().map(|part| {
        let same = part.fields.iter().eq(all.iter().copied());
        let place = |field: &String| all.iter().position(|known| *known == field);
        let number = |field| place(field).and_then(|at| i32::try_from(at).ok()).unwrap_or_default();
        let fields = (!same).then(|| part.fields.iter().map(number).collect());
        Numbers { pages: vec![0; part.pages.len()], fields }
    });
    let mut numbers: Vec<Numbers> = numbers.collect();
    for (number, (_, part, at, _)) in (0..).zip(&pages) {
        numbers[*part].pages[*at] = number;
    }
    (pages.into_iter().map(|(.., page)| page).collect(), numbers)
}

/// The kinds of facts that are told of any page, in order.
fn fields<'p>(parts: &[&'p Part]) -> Vec<&'p str> {
    let all: BTreeSet<&str> =
        parts.iter().flat_map(|part| &part.fields).map(String::as_str).collect();
    all.into_iter().collect()
}

/// The names of what is shown of pages. Two that begin the same are told apart by one letter more.
fn fragments(pages: &[&PartPage], language: &str) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |page: &&PartPage| {
        let longer = (SHORT..=page.hash.len()).map(|length| named(language, &page.hash, length));
        let mut longer = longer.skip_while(|name| taken.contains(name));
        let name = longer.next().unwrap_or_else(|| named(language, &page.hash, page.hash.len()));
        taken.insert(name.clone());
        name
    };
    pages.iter().map(name).collect()
}

/// The files of words, and from which word to which each is.
fn words(
    parts: &[&Part],
    numbers: &[Numbers],
    language: &str,
) -> Result<(Vec<Named>, Vec<Bounds>), SiteError> {
    let read = parts.par_iter().enumerate().map(|(at, part)| {
        let files = part.words.iter().map(|file| chunk::words(file, at));
        files.collect::<Result<Vec<Vec<Word<'_>>>, Error>>()
    });
    let read: Vec<Vec<Vec<Word<'_>>>> =
        read.collect::<Result<_, Error>>().map_err(|why| unreadable(&why))?;
    let mut words: Vec<Word<'_>> = read.into_iter().flatten().flatten().collect();
    words.par_sort_unstable_by_key(|word| (word.word, word.part));
    let mut chunks = Vec::new();
    let mut rest = words.as_slice();
    for length in chunk::cut(&words) {
        let (chunk, after) = rest.split_at(length);
        chunks.push(chunk);
        rest = after;
    }
    let made = chunks.par_iter().map(|chunk| {
        let file = chunk::file(chunk, numbers).map_err(|why| unreadable(&why))?;
        Ok((hash_of(&file), packed(&file)?))
    });
    let made: Vec<(String, Vec<u8>)> = made.collect::<Result<_, SiteError>>()?;
    Ok((named_apart(made, language), chunk::bounds(&chunks)))
}

/// The filters, each with the pages of its values.
fn filters<'p>(
    parts: &[&'p Part],
    numbers: &[Numbers],
    language: &str,
) -> Result<Vec<(&'p str, Named)>, Error> {
    let mut all: BTreeMap<&str, BTreeMap<&str, Vec<u32>>> = BTreeMap::new();
    for (part, numbers) in parts.iter().zip(numbers) {
        for (filter, values) in &part.filters {
            let known = all.entry(filter).or_default();
            for (value, pages) in values {
                known.entry(value).or_default().extend(renumbered(pages, numbers));
            }
        }
    }
    let mut files = Vec::new();
    for (filter, values) in &mut all {
        let mut to = Encoder::new(Vec::new());
        encoded(&mut to, |to| to.array(2)?.str(filter)?.array(values.len() as u64)?.ok())?;
        for (value, pages) in values {
            pages.sort_unstable();
            encoded(&mut to, |to| {
                to.array(2)?.str(value)?.array(pages.len() as u64)?;
                pages.iter().try_for_each(|page| to.u32(*page)?.ok())
            })?;
        }
        let file = to.into_writer();
        files.push((hash_of(&file), file));
    }
    Ok(all.into_keys().zip(named_apart(files, language)).collect())
}

/// The orders of pages. Only a part that is the whole index has any.
fn sorts<'p>(parts: &[&'p Part], numbers: &[Numbers]) -> Vec<(&'p str, Vec<u32>)> {
    let all = parts.iter().zip(numbers).flat_map(|(part, numbers)| {
        part.sorts.iter().map(|(sort, pages)| (sort.as_str(), renumbered(pages, numbers).collect()))
    });
    all.collect()
}

fn renumbered<'n>(pages: &'n [u32], numbers: &'n Numbers) -> impl Iterator<Item = u32> + 'n {
    let at = pages.iter().filter_map(|page| usize::try_from(*page).ok());
    at.filter_map(|page| numbers.pages.get(page).copied())
}

/// The beginning of a file's name.
fn named(language: &str, hash: &str, length: usize) -> String {
    format!("{language}_{}", &hash[..length.min(hash.len())])
}

/// Names files by their hashes. Two that begin the same are told apart by two letters more.
fn named_apart(files: Vec<(String, Vec<u8>)>, language: &str) -> Vec<Named> {
    let mut taken = BTreeSet::new();
    let name = |(hash, file): (String, Vec<u8>)| {
        let longer = (SHORT..hash.len()).step_by(2).map(|length| named(language, &hash, length));
        let mut longer = longer.skip_while(|name| taken.contains(name));
        let name = longer.next().unwrap_or_else(|| named(language, &hash, hash.len()));
        taken.insert(name.clone());
        Named { name, file }
    };
    files.into_iter().map(name).collect()
}

/// The file that says where the index begins.
#[derive(Serialize, Deserialize)]
struct Entry {
    version: String,
    languages: BTreeMap<String, EntryLanguage>,
    include_characters: Vec<char>,
}

/// The index of a language.
#[derive(Serialize, Deserialize)]
struct EntryLanguage {
    hash: String,
    wasm: Option<String>,
    page_count: usize,
}

/// [`ENTRY`] of an index of so many pages.
fn entry(engine: &Engine, hash: &str, pages: usize) -> Result<Vec<u8>, SiteError> {
    let mut entry: Entry = serde_json::from_slice(&engine.entry).map_err(|why| unreadable(&why))?;
    for language in entry.languages.values_mut() {
        language.hash = hash.to_owned();
        language.page_count = pages;
    }
    serde_json::to_vec(&entry).map_err(|why| unreadable(&why))
}

/// What tells where everything is.
struct Meta<'m, P, C> {
    version: &'m str,
    pages: P,
    chunks: C,
    filters: &'m [(&'m str, Named)],
    sorts: &'m [(&'m str, Vec<u32>)],
    fields: &'m [&'m str],
}

impl<'m, P, C> Meta<'m, P, C>
where
    P: ExactSizeIterator<Item = (&'m str, u32)>,
    C: ExactSizeIterator<Item = (&'m str, &'m (String, String))>,
{
    fn encoded(self) -> Result<Vec<u8>, Error> {
        let Self { version, mut pages, mut chunks, filters, sorts, fields } = self;
        let mut to = Encoder::new(Vec::new());
        encoded(&mut to, |to| {
            to.array(6)?.str(version)?.array(pages.len() as u64)?;
            pages
                .try_for_each(|(name, words)| to.array(3)?.str(name)?.u32(words)?.str("")?.ok())?;
            to.array(chunks.len() as u64)?;
            chunks.try_for_each(|(name, (from, until))| {
                to.array(3)?.str(from)?.str(until)?.str(name)?.ok()
            })?;
            to.array(filters.len() as u64)?;
            for (filter, Named { name, .. }) in filters {
                to.array(2)?.str(filter)?.str(name)?;
            }
            to.array(sorts.len() as u64)?;
            for (sort, pages) in sorts {
                to.array(2)?.str(sort)?.array(pages.len() as u64)?;
                pages.iter().try_for_each(|page| to.u32(*page)?.ok())?;
            }
            to.array(fields.len() as u64)?;
            fields.iter().try_for_each(|field| to.str(field)?.ok())
        })?;
        Ok(to.into_writer())
    }
}
