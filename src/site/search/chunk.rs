//! The words of the index: those of parts brought together, cut into files, and named.

use std::collections::BTreeMap;

use minicbor::decode::Error;
use minicbor::{Decoder, Encoder};

use super::cbor::{array, length, over};

/// So many places of words are in one file, and the rest of the last word's: Pagefind's default.
const PLACES: usize = 20_000;

/// The word of a part, not taken apart yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'p> {
    pub(super) word: &'p str,
    /// The part it is of.
    pub(super) part: usize,
    /// Its pages, and its variants with theirs.
    rest: &'p [u8],
    /// How much of a file it fills.
    size: usize,
    /// Whether it is written in other ways, too.
    varies: bool,
}

/// Where a word stands on a page: in its text, and in the facts that are told of it.
struct Posting<'p> {
    page: u32,
    part: usize,
    text: &'p [u8],
    facts: &'p [u8],
    /// How many places that are.
    size: usize,
}

/// What numbers of a part mean in the whole index.
pub(super) struct Numbers {
    /// The pages', by position in the part.
    pub(super) pages: Vec<u32>,
    /// The facts', by position in the part; none where they are the same.
    pub(super) fields: Option<Vec<i32>>,
}

/// The words of a file of a part.
pub(super) fn words(file: &[u8], part: usize) -> Result<Vec<Word<'_>>, Error> {
    let mut from = Decoder::new(file);
    length(&mut from)?;
    array(&mut from, |from| {
        length(from)?;
        let word = from.str()?;
        let (mut size, mut varies) = (0, false);
        let rest = over(from, |from| {
            let mut all = postings(from, part)?;
            for (_, of_variant) in variants(from, part)? {
                varies = true;
                size += 1;
                all.extend(of_variant);
            }
            size += all.iter().map(|posting| posting.size + 1).sum::<usize>();
            Ok(())
        })?;
        Ok(Word { word, part, rest, size, varies })
    })
}

/// The pages that something stands on. In the file each is told by its distance from the last.
fn postings<'p>(from: &mut Decoder<'p>, part: usize) -> Result<Vec<Posting<'p>>, Error> {
    let mut page: u32 = 0;
    array(from, |from| {
        length(from)?;
        page = page.wrapping_add(from.u32()?);
        let mut size = 0;
        let mut places = |from: &mut Decoder<'p>| {
            let number = length(from)?;
            size += usize::try_from(number).unwrap_or(usize::MAX);
            (0..number).try_for_each(|_| from.skip())
        };
        let text = over(from, &mut places)?;
        let facts = over(from, &mut places)?;
        Ok(Posting { page, part, text, facts, size })
    })
}

/// Other ways in which a word is written, and where.
fn variants<'p>(
    from: &mut Decoder<'p>,
    part: usize,
) -> Result<Vec<(&'p str, Vec<Posting<'p>>)>, Error> {
    array(from, |from| {
        length(from)?;
        Ok((from.str()?, postings(from, part)?))
    })
}

/// Cuts words, in order, into files: the number of words in each. The same word of several parts
/// is one.
pub(super) fn cut(words: &[Word<'_>]) -> Vec<usize> {
    let mut chunks = Vec::new();
    let (mut length, mut size) = (0, 0);
    for same in words.chunk_by(|one, other| one.word == other.word) {
        length += same.len();
        size += same.iter().map(|word| word.size).sum::<usize>() - variants_twice(same);
        if size >= PLACES {
            chunks.push(length);
            (length, size) = (0, 0);
        }
    }
    if length > 0 {
        chunks.push(length);
    }
    chunks
}

/// How many variants of a word are counted by more than one part.
fn variants_twice(same: &[Word<'_>]) -> usize {
    if same.iter().filter(|word| word.varies).count() < 2 {
        return 0;
    }
    let forms = same.iter().filter(|word| word.varies).filter_map(|word| {
        let mut from = Decoder::new(word.rest);
        postings(&mut from, word.part).ok()?;
        let variants = variants(&mut from, word.part).ok()?;
        Some(variants.into_iter().map(|(form, _)| form).collect::<Vec<&str>>())
    });
    let mut forms: Vec<&str> = forms.flatten().collect();
    let all = forms.len();
    forms.sort_unstable();
    forms.dedup();
    all - forms.len()
}

/// The file of these words, as Pagefind writes it.
pub(super) fn file(words: &[Word<'_>], numbers: &[Numbers]) -> Result<Vec<u8>, Error> {
    let mut to = Encoder::new(Vec::new());
    let distinct = words.chunk_by(|one, other| one.word == other.word);
    encoded(&mut to, |to| to.array(1)?.array(distinct.clone().count() as u64)?.ok())?;
    for same in distinct {
        write(&mut to, same, numbers)?;
    }
    Ok(to.into_writer())
}

/// A word as it stands in all parts.
fn write(to: &mut To, same: &[Word<'_>], numbers: &[Numbers]) -> Result<(), Error> {
    let mut pages = Vec::new();
    let mut variants_of: BTreeMap<&str, Vec<Posting<'_>>> = BTreeMap::new();
    for word in same {
        let mut from = Decoder::new(word.rest);
        pages.extend(postings(&mut from, word.part)?);
        for (form, postings) in variants(&mut from, word.part)? {
            variants_of.entry(form).or_default().extend(postings);
        }
    }
    let renumber = |postings: &mut Vec<Posting<'_>>| {
        for posting in postings.iter_mut() {
            let page = usize::try_from(posting.page).ok();
            let pages = &numbers[posting.part].pages;
            posting.page = page.and_then(|page| pages.get(page).copied()).unwrap_or_default();
        }
        postings.sort_by_key(|posting| posting.page);
    };
    renumber(&mut pages);
    let mut variants: Vec<(&str, Vec<Posting<'_>>)> = variants_of.into_iter().collect();
    variants.iter_mut().for_each(|(_, postings)| renumber(postings));
    // As they come up, page after page; on one page, those of its text first.
    variants.sort_by_key(|(form, postings)| {
        let first = postings.first();
        (first.map(|first| (first.page, first.text == [0x80])), *form)
    });
    let word = same.first().map_or("", |word| word.word);
    encoded(to, |to| to.array(3)?.str(word)?.ok())?;
    write_postings(to, &pages, numbers)?;
    encoded(to, |to| to.array(variants.len() as u64)?.ok())?;
    for (form, postings) in variants {
        encoded(to, |to| to.array(2)?.str(form)?.ok())?;
        write_postings(to, &postings, numbers)?;
    }
    Ok(())
}

fn write_postings(to: &mut To, postings: &[Posting<'_>], numbers: &[Numbers]) -> Result<(), Error> {
    encoded(to, |to| to.array(postings.len() as u64)?.ok())?;
    let mut last = 0;
    for posting in postings {
        encoded(to, |to| to.array(3)?.u32(posting.page - last)?.ok())?;
        last = posting.page;
        to.writer_mut().extend_from_slice(posting.text);
        match &numbers[posting.part].fields {
            Some(fields) if posting.facts != [0x80] => write_facts(to, posting.facts, fields)?,
            _ => to.writer_mut().extend_from_slice(posting.facts),
        }
    }
    Ok(())
}

/// Places in facts: a negative number says which kind of fact those after it are in.
fn write_facts(to: &mut To, facts: &[u8], fields: &[i32]) -> Result<(), Error> {
    let places = array(&mut Decoder::new(facts), Decoder::i32)?;
    encoded(to, |to| to.array(places.len() as u64)?.ok())?;
    for place in places {
        let place = match usize::try_from(-1 - i64::from(place)) {
            Ok(field) => -1 - fields.get(field).copied().unwrap_or_default(),
            Err(_) => place,
        };
        encoded(to, |to| to.i32(place)?.ok())?;
    }
    Ok(())
}

/// Where files are written to.
type To = Encoder<Vec<u8>>;

/// Writes into memory, which cannot fail.
pub(super) fn encoded(
    to: &mut To,
    write: impl FnOnce(&mut To) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) -> Result<(), Error> {
    write(to).map_err(|why| Error::message(why.to_string()))
}

/// The first and the last word of a file.
pub(super) type Bounds = (String, String);

/// The first and the last word of each file, as short as they can be told from the words of the
/// files beside it.
pub(super) fn bounds(chunks: &[&[Word<'_>]]) -> Vec<Bounds> {
    let of = |chunk: &&[Word<'_>]| {
        let word = |word: Option<&Word<'_>>| word.map_or("", |word| word.word).to_owned();
        (word(chunk.first()), word(chunk.last()))
    };
    let mut bounds: Vec<Bounds> = chunks.iter().map(of).collect();
    for at in 1..bounds.len() {
        let (before, after) = (&bounds[at - 1].1, &bounds[at].0);
        let pairs = before.chars().zip(after.chars());
        let common = pairs.take_while(|(one, other)| one == other).count();
        let short = |word: &str| word.chars().take(common + 1).collect::<String>();
        let (to, from) = (short(before), short(after));
        // A file does not end before it begins.
        if to >= bounds[at - 1].0 {
            bounds[at - 1].1 = to;
        }
        bounds[at].0 = from;
    }
    bounds
}
