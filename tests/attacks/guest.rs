//! A plugin written by hand: a core module in text that keeps to the component model's layouts as
//! exactly, or as badly, as a test wants. Without changes it is an honest plugin that finds nothing.

use proofpress::plugin::{Checked, Failure, Plugin};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use crate::support::{example, host, limits, session};

/// What there may be of WASI for it.
const WASI: [(&str, &str); 4] = [
    ("io.wit", "package wasi:io@0.2.0; interface streams { resource output-stream; }"),
    (
        "cli.wit",
        "package wasi:cli@0.2.0; interface stdout { use wasi:io/streams@0.2.0.{output-stream}; \
         get-stdout: func() -> output-stream; }",
    ),
    (
        "random.wit",
        "package wasi:random@0.2.0; interface random { get-random-bytes: func(len: u64) -> list<u8>; }",
    ),
    (
        "clocks.wit",
        "package wasi:clocks@0.2.0; interface wall-clock { record datetime { seconds: u64, \
         nanoseconds: u32 } now: func() -> datetime; }",
    ),
];

/// Where its answer to a check lies, all zero: no findings.
pub(crate) const NOTHING: u32 = 512;
/// Where data of a test may lie.
pub(crate) const DATA: u32 = 1024;

/// The parts of it that a test may change.
pub(crate) struct Guest {
    /// Imports and globals.
    pub(crate) top: String,
    /// Interfaces of WASI or the contract that `top` imports from.
    pub(crate) imports: &'static [&'static str],
    /// 64 KiB pages it begins with.
    pub(crate) pages: u32,
    /// The body of `cabi_realloc`: old place, old size, alignment, new size.
    pub(crate) realloc: String,
    /// The body of `describe`.
    pub(crate) describe: String,
    /// Its configuration schema.
    pub(crate) schema: String,
    /// The body of `check-example`; local 0 to 9 are its arguments, 10 to 12 are free.
    pub(crate) check: String,
    /// The body of what is called after `check-example`.
    pub(crate) after: String,
    /// Data by place.
    pub(crate) data: Vec<(u32, Vec<u8>)>,
}

impl Default for Guest {
    fn default() -> Self {
        Self {
            top: String::new(),
            imports: &[],
            pages: 2,
            realloc: "(local $at i32)
                (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
                (global.set $free (i32.add (local.get $at) (local.get 3)))
                (local.get $at)"
                .into(),
            describe: "(i32.const 256)".into(),
            schema: "{}".into(),
            check: answer(NOTHING),
            after: String::new(),
            data: Vec::new(),
        }
    }
}

/// The body of a function that answers with what lies there.
pub(crate) fn answer(at: u32) -> String {
    format!("(i32.const {at})")
}

/// Words as they lie in memory.
pub(crate) fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

impl Guest {
    /// Its component.
    pub(crate) fn component(&self) -> Vec<u8> {
        let mut module = wat::parse_str(self.text()).unwrap_or_else(|why| panic!("{why}"));
        let mut resolve = Resolve::default();
        for (name, text) in WASI {
            resolve.push_str(name, text).unwrap();
        }
        let contract = concat!(env!("CARGO_MANIFEST_DIR"), "/wit/plugin.wit");
        resolve.push_path(contract).unwrap();
        let import = |name: &&str| {
            let version = if name.starts_with("wasi:") { "0.2.0" } else { "1.0.0" };
            format!("import {name}@{version}; ")
        };
        let imports: String = self.imports.iter().map(import).collect();
        let world = format!(
            "package test:guest; world guest {{ include proofpress:plugin/checker-plugin@1.0.0; \
             {imports}}}"
        );
        let package = resolve.push_str("guest.wit", &world).unwrap();
        let world = resolve.select_world(&[package], None).unwrap();
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
        let encoder = ComponentEncoder::default().module(&module).unwrap().validate(true);
        { encoder }.encode().unwrap()
    }

    /// It as a plugin of a host of its own.
    pub(crate) fn plugin(&self) -> Plugin {
        host().plugin(self.component())
    }

    /// What comes of loading it and checking an example.
    pub(crate) fn check(&self) -> Result<Checked, Failure> {
        let plugin = self.plugin();
        plugin.catalogue().unwrap_or_else(|why| panic!("it does not even load: {why}"));
        plugin.check(&session(&[]), &limits(), &example("wat", "text\n", &[("a", "b")]))
    }

    fn text(&self) -> String {
        let Self { top, pages, realloc, describe, check, after, .. } = self;
        let schema_length = u32::try_from(self.schema.len()).unwrap();
        let mut data = vec![
            (128, b"wat\0" as &[u8]),
            (132, b"1.0\0"),
            (136, b"MIT\0"),
            (DATA - 200, self.schema.as_bytes()),
        ];
        let info = words(&[128, 3, 132, 3, 136, 3, 0, 0, 0, 144, 1, 0, 0, 0, 0, 0, 0]);
        let (languages, schema) = (words(&[128, 3]), words(&[DATA - 200, schema_length]));
        data.extend([(256, &*info), (144, &*languages), (640, &*schema)]);
        data.extend(self.data.iter().map(|(at, bytes)| (*at, bytes.as_slice())));
        let data: String = data
            .into_iter()
            .map(|(at, bytes)| {
                let bytes: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
                format!("(data (i32.const {at}) \"{bytes}\")\n")
            })
            .collect();
        let package = "proofpress:plugin/";
        let ten = "i32 ".repeat(10);
        format!(
            r#"(module
              {top}
              (memory (export "memory") {pages})
              (global $free (mut i32) (i32.const 65536))
              (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
              (func (export "{package}meta@1.0.0#describe") (result i32) {describe})
              (func (export "{package}meta@1.0.0#rules") (result i32) (i32.const 512))
              (func (export "{package}meta@1.0.0#config-schema") (result i32) (i32.const 640))
              (func (export "{package}meta@1.0.0#validate-config") (param i32 i32) (result i32)
                (i32.const 512))
              (func (export "{package}lifecycle@1.0.0#start")
                (param i32 i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32) (i32.const 512))
              (func (export "{package}example-checker@1.0.0#check-example")
                (param {ten}) (result i32) (local i32 i32 i32) {check})
              (func (export "cabi_post_{package}example-checker@1.0.0#check-example") (param i32)
                {after})
              {data})"#
        )
    }
}

#[test]
fn an_honest_guest_is_a_plugin() {
    let checked = Guest::default().check().unwrap();
    assert!(checked.findings.is_empty());
}
