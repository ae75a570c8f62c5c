//! What the steps of a build cost: a page parsed, its code coloured, an example checked, a section
//! put together. `cargo bench --bench pipeline`; a name as argument runs some of them.

#![expect(clippy::unwrap_used, reason = "a measurement that fails may stop")]

#[expect(dead_code, unused_imports, reason = "`cargo xtask bench` needs the rest, and tests it")]
#[path = "../xtask/src/bench/corpus.rs"]
mod corpus;
#[path = "../tests/host/support.rs"]
mod support;

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput};
use proofpress::check::{Registry, Reports};
use proofpress::config::Config;
use proofpress::content::{self, Tree};
use proofpress::highlight::{self, Colours};
use proofpress::history::History;
use proofpress::markdown;
use proofpress::plugin::Limits;
use proofpress::site::{Extent, SiteInput, assemble};
use proofpress::source::{MappedText, Sources, Span};
use proofpress::theme::Theme;
use proofpress::world::Memory;

use corpus::{Corpus, EXAMPLES, Language, SECTION, example};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    parse(&mut criterion);
    colour(&mut criterion);
    check(&mut criterion);
    put_together(&mut criterion);
    criterion.final_summary();
}

fn address(page: usize, anchor: Option<&str>) -> String {
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("p{page:05}.md{anchor}")
}

/// One page, from text to a document.
fn parse(criterion: &mut Criterion) {
    let text = Corpus::new(SECTION).body(7, &address);
    let mut sources = Sources::default();
    let source = sources.add("content/p00007.md", text.as_str());
    let body = MappedText::of_source(source, &text, Span::new(0, text.len()));
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("page", |bencher| bencher.iter(|| markdown::parse(black_box(&body))));
    group.finish();
}

/// Examples of each language, of which a build colours every other one anew.
fn colour(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("highlight");
    for language in Language::ALL {
        let fence = language.fence();
        let texts: Vec<String> = texts(fence).take(10).collect();
        let lines: usize = texts.iter().map(|text| text.lines().count()).sum();
        group.throughput(Throughput::Elements(lines as u64));
        if language == Language::Kubernetes {
            // It is YAML, like the one before.
            continue;
        }
        group.bench_function(fence, |bencher| {
            bencher.iter(|| {
                for text in &texts {
                    black_box(highlight::lines(fence, black_box(text)));
                }
            });
        });
    }
    group.finish();
}

/// The examples of the corpus in one language.
fn texts(fence: &str) -> impl Iterator<Item = String> {
    let all = (0..).map(|at| example(at / EXAMPLES, at % EXAMPLES));
    all.filter(move |(lang, _)| *lang == fence).map(|(_, text)| text)
}

/// One example in a fresh sandbox, without any cache.
fn check(criterion: &mut Criterion) {
    let plugin = support::host().plugin(support::component("data"));
    let catalogue = plugin.catalogue().unwrap();
    let rules: Vec<&str> = catalogue.rules.iter().map(|rule| rule.name.as_str()).collect();
    let session = support::session(&rules);
    let mut group = criterion.benchmark_group("check");
    for lang in ["json", "toml", "yaml"] {
        let mut inputs = texts(lang).map(|text| support::example(lang, &text, &[]));
        group.bench_function(lang, |bencher| {
            bencher.iter_batched(
                || inputs.next().unwrap(),
                |input| plugin.check(&session, &Limits::default(), &input).unwrap(),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

/// A section of fifty pages, from documents to files.
fn put_together(criterion: &mut Criterion) {
    let corpus = Corpus::new(SECTION);
    let world = (0..corpus.pages()).fold(Memory::default(), |world, page| {
        let title = corpus.title(page);
        let text = format!("+++\ntitle = \"{title}\"\n+++\n\n{}", corpus.body(page, &address));
        world.with(&format!("content/s000/p{page:05}.md"), text)
    });
    let config = Config::default();
    let mut sources = Sources::default();
    let tree: Tree =
        content::load(&world, &config, &mut sources, &[], &mut content::Shelf::default())
            .unwrap()
            .tree;
    let theme = Theme::load(&BTreeMap::new()).unwrap();
    let (registry, history) = (Registry::default(), History::default());
    let reports = Reports::default();
    let assets: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut group = criterion.benchmark_group("assemble");
    group.sample_size(10).throughput(Throughput::Elements(SECTION as u64));
    for (name, extent) in [
        ("outline", Extent::Outline),
        ("without search", Extent::Unsearched),
        ("with search", Extent::Whole),
    ] {
        let input = SiteInput {
            cancel: None,
            config: &config,
            tree: &tree,
            sources: &sources,
            reports: &reports,
            registry: &registry,
            theme: &theme,
            history: &history,
            assets: &assets,
            kept: None,
            album: None,
            colours: &Colours::default(),
            frame: None,
            extent,
        };
        group.bench_function(name, |bencher| bencher.iter(|| assemble(input).unwrap()));
    }
    group.finish();
}
