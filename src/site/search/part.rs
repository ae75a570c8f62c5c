//! A part of the index: what Pagefind made of some pages, read so that it can be put together with
//! others.

use std::collections::BTreeMap;

use minicbor::Decoder;
use minicbor::decode::Error;
use pagefind::api::SyntheticFile;
use serde::{Deserialize, Serialize};
use sha1::{Digest as _, Sha1};

use super::cbor::{array, length, unpacked, unreadable};
use super::engine::name;
use crate::site::SiteError;

/// SHA-1 in hexadecimal has at least as many letters, each byte without a leading zero.
const SHORTEST: usize = 20;

/// The name of a filter, and the pages of each of its values.
type Filter = (String, Vec<(String, Vec<u32>)>);

/// What Pagefind made of some pages. Pages are known by their position among them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Part {
    /// Whether its pages mark what of them is searched.
    pub(super) marked: bool,
    /// Pagefind's version.
    pub(super) version: String,
    /// The kinds of facts that are told of pages; where words stand in them is told by position.
    pub(super) fields: Vec<String>,
    pub(super) pages: Vec<PartPage>,
    /// Filters, with the pages of each of their values.
    pub(super) filters: Vec<Filter>,
    /// Orders of the pages.
    pub(super) sorts: Vec<(String, Vec<u32>)>,
    /// The words and where they stand, as Pagefind wrote them, in the order of the words.
    pub(super) words: Vec<Vec<u8>>,
    /// What it is kept as.
    #[serde(skip)]
    pub(super) key: String,
}

/// A page of a part.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PartPage {
    pub(super) url: String,
    /// What a search shows of it: the file, compressed.
    pub(super) fragment: Vec<u8>,
    /// The hash of what is in that file.
    pub(super) hash: String,
    /// How many words it has.
    pub(super) words: u32,
}

/// What tells where everything is.
struct Meta {
    version: String,
    /// The names of fragments, and how many words a page has.
    pages: Vec<(String, u32)>,
    chunks: Vec<String>,
    filters: Vec<String>,
    sorts: Vec<(String, Vec<u32>)>,
    fields: Vec<String>,
}

/// What of a fragment is of interest here.
#[derive(Deserialize)]
struct Fragment {
    url: String,
}

impl Part {
    /// Reads what Pagefind made. Pages without a word are left out by it.
    ///
    /// # Errors
    ///
    /// Where it is not as this version of Pagefind writes it.
    pub(super) fn read(files: &[SyntheticFile], marked: bool) -> Result<Self, SiteError> {
        let named = files.iter().map(|file| (name(&file.filename), file.contents.as_slice()));
        let named: BTreeMap<String, &[u8]> = named.collect();
        let file = |path: String| {
            named.get(&path).copied().ok_or_else(|| unreadable(&format!("there is no `{path}`")))
        };
        let meta = named.iter().find(|(name, _)| name.ends_with(".pf_meta"));
        let Some((_, meta)) = meta else { return Ok(Self { marked, ..Self::default() }) };
        let meta = unpacked(meta)?;
        let meta = Meta::read(&mut Decoder::new(&meta)).map_err(|why| unreadable(&why))?;
        let pages = meta.pages.into_iter().map(|(hash, words)| {
            let fragment = file(format!("fragment/{hash}.pf_fragment"))?;
            let text = unpacked(fragment)?;
            let told: Fragment = serde_json::from_slice(&text).map_err(|why| unreadable(&why))?;
            let (url, hash) = (told.url, hash_of(&text));
            Ok(PartPage { url, fragment: fragment.to_vec(), hash, words })
        });
        let pages = pages.collect::<Result<_, SiteError>>()?;
        let words = meta.chunks.into_iter();
        let words = words.map(|hash| unpacked(file(format!("index/{hash}.pf_index"))?));
        let filters = meta.filters.into_iter().map(|hash| {
            let filter = unpacked(file(format!("filter/{hash}.pf_filter"))?)?;
            filter_of(&mut Decoder::new(&filter)).map_err(|why| unreadable(&why))
        });
        Ok(Self {
            marked,
            version: meta.version,
            fields: meta.fields,
            pages,
            filters: filters.collect::<Result<_, SiteError>>()?,
            sorts: meta.sorts,
            words: words.collect::<Result<_, SiteError>>()?,
            key: String::new(),
        })
    }

    /// Whether files can be named by it. One that was kept may be anybody's: `.proofpress/` can
    /// come with somebody else's site, and no name may lead out of the output folder.
    pub(super) fn can_name(&self) -> bool {
        let is_hash = |hash: &str| {
            hash.len() >= SHORTEST && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        self.pages.iter().all(|page| is_hash(&page.hash))
    }

    /// The part, which is kept as that.
    pub(super) fn named(self, key: String) -> Self {
        Self { key, ..self }
    }
}

impl Meta {
    fn read(from: &mut Decoder<'_>) -> Result<Self, Error> {
        length(from)?;
        Ok(Self {
            version: from.str()?.to_owned(),
            pages: array(from, |page| {
                length(page)?;
                let (hash, words) = (page.str()?.to_owned(), page.u32()?);
                page.skip()?;
                Ok((hash, words))
            })?,
            chunks: array(from, |chunk| {
                length(chunk)?;
                chunk.skip()?;
                chunk.skip()?;
                Ok(chunk.str()?.to_owned())
            })?,
            filters: array(from, |filter| {
                length(filter)?;
                filter.skip()?;
                Ok(filter.str()?.to_owned())
            })?,
            sorts: array(from, |sort| {
                length(sort)?;
                Ok((sort.str()?.to_owned(), array(sort, Decoder::u32)?))
            })?,
            fields: array(from, |field| Ok(field.str()?.to_owned()))?,
        })
    }
}

/// A filter, with the pages of each of its values.
fn filter_of(from: &mut Decoder<'_>) -> Result<Filter, Error> {
    length(from)?;
    let name = from.str()?.to_owned();
    let values = array(from, |value| {
        length(value)?;
        Ok((value.str()?.to_owned(), array(value, Decoder::u32)?))
    })?;
    Ok((name, values))
}

/// The hash that Pagefind names files by: SHA-1, each byte written without a leading zero.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    Sha1::digest(bytes).iter().map(|byte| format!("{byte:x}")).collect()
}
