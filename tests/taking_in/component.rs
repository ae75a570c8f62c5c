//! Plugins made on the spot: a component of a few hundred bytes that finds nothing, of any id,
//! version and capabilities. A core module in text, encoded for the contract.

use std::fmt::Write as _;
use std::path::Path;

use wit_component::{ComponentEncoder, StringEncoding};
use wit_parser::Resolve;

/// Who a plugin says it is.
pub(crate) struct Plugin<'a> {
    pub(crate) id: &'a str,
    pub(crate) version: &'a str,
    /// Names and scopes.
    pub(crate) capabilities: &'a [(&'a str, &'a [&'a str])],
}

/// Memory as it will be, and what is written where.
struct Data {
    text: String,
    next: u32,
}

impl Data {
    /// Puts bytes at an address that is free, and gives it.
    fn put(&mut self, bytes: &[u8]) -> u32 {
        let at = self.next;
        let escaped: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        writeln!(self.text, "(data (i32.const {at}) \"{escaped}\")").unwrap();
        self.next = (at + u32::try_from(bytes.len()).unwrap() + 7) & !7;
        at
    }

    /// A string or list: its address and its length.
    fn string(&mut self, text: &str) -> [u32; 2] {
        [self.put(text.as_bytes()), u32::try_from(text.len()).unwrap()]
    }

    fn words(&mut self, words: &[u32]) -> u32 {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.put(&bytes)
    }

    fn strings(&mut self, texts: &[&str]) -> [u32; 2] {
        let words: Vec<u32> = texts.iter().flat_map(|text| self.string(text)).collect();
        [self.words(&words), u32::try_from(texts.len()).unwrap()]
    }
}

/// The component.
pub(crate) fn component(plugin: &Plugin<'_>) -> Vec<u8> {
    let mut data = Data { text: String::new(), next: 256 };
    let capabilities: Vec<u32> = plugin
        .capabilities
        .iter()
        .flat_map(|(name, scope)| [data.string(name), data.strings(scope)].concat())
        .collect();
    let count = u32::try_from(plugin.capabilities.len()).unwrap();
    let capabilities = [data.words(&capabilities), count];
    let [id, version, license] = [plugin.id, plugin.version, "MIT"].map(|text| data.string(text));
    let languages = data.strings(&["acme"]);
    let none = [0, 0];
    // The record `info`: no homepage, no facts, nothing extra.
    let info = [&id[..], &version, &license, &[0, 0, 0], &languages, &none, &capabilities, &none];
    let info = data.words(&info.concat());
    let schema = data.string("{}");
    let schema = data.words(&schema);
    let text = format!(
        "(module (memory (export \"memory\") 2)
         (global $next (mut i32) (i32.const 65536))
         (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32)
           (global.set $next (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
           (global.get $next)
           (global.set $next (i32.add (global.get $next) (local.get 3))))
         (func (export \"proofpress:plugin/meta@1.0.0#describe\") (result i32) (i32.const {info}))
         (func (export \"proofpress:plugin/meta@1.0.0#rules\") (result i32) (i32.const 0))
         (func (export \"proofpress:plugin/meta@1.0.0#config-schema\") (result i32)
           (i32.const {schema}))
         (func (export \"proofpress:plugin/meta@1.0.0#validate-config\") (param i32 i32)
           (result i32) (i32.const 0))
         (func (export \"proofpress:plugin/lifecycle@1.0.0#start\")
           (param i32 i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32) (i32.const 0))
         (func (export \"proofpress:plugin/example-checker@1.0.0#check-example\")
           (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 0))
         {})",
        data.text
    );
    let mut module = wat::parse_str(text).expect("a module");
    let mut resolve = Resolve::default();
    let wit = Path::new(env!("CARGO_MANIFEST_DIR")).join("wit/plugin.wit");
    let (package, _) = resolve.push_path(&wit).expect("the contract");
    let world = resolve.select_world(&[package], Some("checker-plugin")).expect("the world");
    wit_component::embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .expect("the types");
    let encoder = ComponentEncoder::default().module(&module).expect("a plugin's module");
    encoder.validate(true).encode().expect("a component")
}
