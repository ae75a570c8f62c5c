//! The contract's reference for the manual, made from `wit/plugin.wit`: every interface, type,
//! field and function with what its comment says.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result, bail};
use wit_parser::{
    Docs, Function, Handle, InterfaceId, Resolve, Type, TypeDef, TypeDefKind, WorldItem, WorldKey,
};

use crate::workspace::root;

/// The page, relative to the root.
const PAGE: &str = "content/manual/contract.md";
/// What it is made from.
const SOURCE: &str = "wit/plugin.wit";

const FRONT: &str = "\
+++
title = \"The contract\"
description = \"Every interface, type, field and function that passes between proofpress and a plugin.\"
date = 2026-11-21
weight = 48
category = \"Manual\"
tags = [\"manual\", \"plugins\", \"webassembly\"]
authors = [\"The proofpress authors\"]
+++

";

/// Writes the page.
pub(crate) fn write() -> Result<()> {
    let (page, missing) = page()?;
    refuse(&missing)?;
    fs::write(root().join(PAGE), page).with_context(|| format!("cannot write `{PAGE}`"))
}

/// What is wrong with the page as it lies there.
pub(crate) fn problems() -> Result<Vec<String>> {
    let (page, mut problems) = page()?;
    let there = fs::read_to_string(root().join(PAGE)).unwrap_or_default();
    if there != page {
        problems.push(format!("{PAGE}: older than `{SOURCE}`; run `cargo xtask contract`"));
    }
    Ok(problems)
}

fn refuse(missing: &[String]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    bail!("{}", missing.join("\n"))
}

/// The page, and what has no comment.
fn page() -> Result<(String, Vec<String>)> {
    let source = fs::read_to_string(root().join(SOURCE))?;
    reference(&source)
}

fn reference(source: &str) -> Result<(String, Vec<String>)> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source(SOURCE, source)?;
    let mut writer = Writer { resolve: &resolve, text: FRONT.to_owned(), missing: Vec::new() };
    writer.package(package);
    Ok((writer.text.trim_end().to_owned() + "\n", writer.missing))
}

struct Writer<'a> {
    resolve: &'a Resolve,
    text: String,
    missing: Vec<String>,
}

impl Writer<'_> {
    fn package(&mut self, id: wit_parser::PackageId) {
        let package = &self.resolve.packages[id];
        let name = package.name.to_string();
        let _ = writeln!(
            self.text,
            "This page is made from the comments of `{SOURCE}`, package `{name}`.\n"
        );
        self.docs(&name, &package.docs);
        self.text.push_str(
            "## Worlds\n\nA world is what a plugin of one kind exports and may import.\n\n",
        );
        self.text.push_str("| World | Exports | May import | |\n|---|---|---|---|\n");
        for (world, &id) in &package.worlds {
            self.world(world, id);
        }
        self.text.push('\n');
        for (interface, &id) in &package.interfaces {
            self.interface(interface, id);
        }
    }

    fn world(&mut self, name: &str, id: wit_parser::WorldId) {
        let world = &self.resolve.worlds[id];
        let names = |items: &mut dyn Iterator<Item = (&WorldKey, &WorldItem)>| {
            let named = items.filter_map(|(_, item)| match item {
                WorldItem::Interface { id, .. } => self.resolve.interfaces[*id].name.as_deref(),
                _ => None,
            });
            named.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        let exports = names(&mut world.exports.iter());
        let imports = names(&mut world.imports.iter());
        let about = self.line(&format!("world {name}"), &world.docs);
        let _ = writeln!(self.text, "| `{name}` | {exports} | {imports} | {about} |");
    }

    fn interface(&mut self, name: &str, id: InterfaceId) {
        let interface = &self.resolve.interfaces[id];
        let _ = writeln!(self.text, "## Interface `{name}`\n");
        self.docs(&format!("interface {name}"), &interface.docs);
        for (of, function) in &interface.functions {
            self.function(&format!("{name}.{of}"), of, function);
        }
        for (of, &id) in &interface.types {
            let def = &self.resolve.types[id];
            // Taken over from another interface, where it is told.
            if !matches!(def.kind, TypeDefKind::Type(_)) {
                self.type_def(&format!("{name}.{of}"), of, def);
            }
        }
    }

    fn function(&mut self, path: &str, name: &str, function: &Function) {
        let params: Vec<String> = function
            .params
            .iter()
            .map(|param| format!("{}: {}", param.name, self.type_name(&param.ty)))
            .collect();
        let result = function
            .result
            .as_ref()
            .map_or(String::new(), |ty| format!(" -> {}", self.type_name(ty)));
        let _ = writeln!(self.text, "### Function `{name}`\n");
        let _ = writeln!(self.text, "`{name}: func({}){result}`\n", params.join(", "));
        self.docs(path, &function.docs);
    }

    fn type_def(&mut self, path: &str, name: &str, def: &TypeDef) {
        let _ = writeln!(self.text, "### {} `{name}`\n", capital(def.kind.as_str()));
        self.docs(path, &def.docs);
        let rows: Vec<(String, String, &Docs)> = match &def.kind {
            TypeDefKind::Record(record) => record
                .fields
                .iter()
                .map(|field| (field.name.clone(), self.type_name(&field.ty), &field.docs))
                .collect(),
            TypeDefKind::Variant(variant) => variant
                .cases
                .iter()
                .map(|case| {
                    let ty = case.ty.as_ref().map_or(String::new(), |ty| self.type_name(ty));
                    (case.name.clone(), ty, &case.docs)
                })
                .collect(),
            TypeDefKind::Enum(cases) => cases
                .cases
                .iter()
                .map(|case| (case.name.clone(), String::new(), &case.docs))
                .collect(),
            _ => return,
        };
        let what = if matches!(def.kind, TypeDefKind::Record(_)) { "Field" } else { "Case" };
        let typed = rows.iter().any(|(_, ty, _)| !ty.is_empty());
        let _ = match typed {
            true => writeln!(self.text, "| {what} | Type | |\n|---|---|---|"),
            false => writeln!(self.text, "| {what} | |\n|---|---|"),
        };
        for (field, ty, docs) in rows {
            let about = self.line(&format!("{path}.{field}"), docs);
            let ty = match (typed, ty.as_str()) {
                (false, _) => String::new(),
                (true, "") => "  |".into(),
                (true, ty) => format!(" `{ty}` |"),
            };
            let _ = writeln!(self.text, "| `{field}` |{ty} {about} |");
        }
        self.text.push('\n');
    }

    /// A comment as paragraphs.
    fn docs(&mut self, path: &str, docs: &Docs) {
        match &docs.contents {
            Some(text) => {
                let _ = writeln!(self.text, "{}\n", text.trim());
            }
            None => self.missing.push(format!("{SOURCE}: `{path}` has no comment")),
        }
    }

    /// A comment as one line.
    fn line(&mut self, path: &str, docs: &Docs) -> String {
        if docs.is_empty() {
            self.missing.push(format!("{SOURCE}: `{path}` has no comment"));
        }
        docs.contents.as_deref().map(one_line).unwrap_or_default()
    }

    /// A type as WIT writes it.
    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Id(id) => self.def_name(&self.resolve.types[*id]),
            plain => plain_name(plain).to_owned(),
        }
    }

    fn def_name(&self, def: &TypeDef) -> String {
        if let Some(name) = &def.name {
            return name.clone();
        }
        let name = |ty: &Type| self.type_name(ty);
        let optional = |ty: &Option<Type>| ty.as_ref().map_or("_".to_owned(), name);
        match &def.kind {
            TypeDefKind::List(ty) => format!("list<{}>", name(ty)),
            TypeDefKind::Option(ty) => format!("option<{}>", name(ty)),
            TypeDefKind::Tuple(tuple) => {
                format!("tuple<{}>", tuple.types.iter().map(name).collect::<Vec<_>>().join(", "))
            }
            TypeDefKind::Result(result) => match (&result.ok, &result.err) {
                (None, None) => "result".into(),
                (ok, None) => format!("result<{}>", optional(ok)),
                (ok, err) => format!("result<{}, {}>", optional(ok), optional(err)),
            },
            TypeDefKind::Handle(Handle::Own(id) | Handle::Borrow(id)) => {
                self.def_name(&self.resolve.types[*id])
            }
            TypeDefKind::Type(ty) => name(ty),
            other => other.as_str().to_owned(),
        }
    }
}

fn plain_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::U8 => "u8",
        Type::U16 => "u16",
        Type::U32 => "u32",
        Type::U64 => "u64",
        Type::S8 => "s8",
        Type::S16 => "s16",
        Type::S32 => "s32",
        Type::S64 => "s64",
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Char => "char",
        Type::String => "string",
        Type::ErrorContext => "error-context",
        Type::Id(_) => "",
    }
}

/// A comment in a cell of a table.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::reference;

    const SOURCE: &str = "\
/// All of it.
package acme:x@1.0.0;
/// Types.
interface types {
  /// A place.
  record span {
    /// Where it begins.
    start: u32,
    ends: option<list<u8>>,
  }
  /// Looks.
  look: func(at: span) -> result<_, string>;
  bare: func();
}
/// One kind.
world one { export types; }
";

    #[test]
    fn everything_is_told_and_what_has_no_comment_is_named() {
        let (page, missing) = reference(SOURCE).unwrap();
        for line in [
            "| `one` | `types` |  | One kind. |",
            "## Interface `types`",
            "### Record `span`",
            "| `start` | `u32` | Where it begins. |",
            "| `ends` | `option<list<u8>>` |  |",
            "`look: func(at: span) -> result<_, string>`",
        ] {
            assert!(page.contains(line), "{line}\n{page}");
        }
        let bare = ["types.bare", "types.span.ends"];
        assert_eq!(missing, bare.map(|path| format!("wit/plugin.wit: `{path}` has no comment")));
    }
}
