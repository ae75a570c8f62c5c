//! What of an interface a compiled plugin depends on: names and types, without comments.

use std::collections::BTreeMap;

use wit_parser::{Function, Resolve, Type, TypeDefKind};

/// The interfaces of a package, each as lines that are equal where plugins cannot tell a
/// difference.
pub(crate) fn interfaces(wit: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("plugin.wit", wit).map_err(|why| format!("{why:#}"))?;
    let mut shapes = BTreeMap::new();
    for (name, &id) in &resolve.packages[package].interfaces {
        let interface = &resolve.interfaces[id];
        let types = interface.types.iter().map(|(name, &id)| {
            format!("type {name} = {}", kind(&resolve, &resolve.types[id].kind))
        });
        let functions = interface.functions.values().map(|of| function(&resolve, of));
        shapes.insert(name.clone(), types.chain(functions).collect());
    }
    Ok(shapes)
}

fn function(resolve: &Resolve, function: &Function) -> String {
    let params: Vec<String> = function
        .params
        .iter()
        .map(|param| format!("{}: {}", param.name, of(resolve, &param.ty)))
        .collect();
    let result = optional(resolve, function.result.as_ref());
    format!("{} {:?}({}) -> {result}", function.name, function.kind, params.join(", "))
}

fn optional(resolve: &Resolve, ty: Option<&Type>) -> String {
    ty.map_or_else(|| "_".into(), |ty| of(resolve, ty))
}

fn of(resolve: &Resolve, ty: &Type) -> String {
    let Type::Id(id) = ty else { return format!("{ty:?}").to_lowercase() };
    let def = &resolve.types[*id];
    def.name.clone().unwrap_or_else(|| kind(resolve, &def.kind))
}

fn kind(resolve: &Resolve, kind: &TypeDefKind) -> String {
    let of = |ty: &Type| of(resolve, ty);
    match kind {
        TypeDefKind::Record(record) => {
            let fields = record.fields.iter();
            list("record", fields.map(|field| format!("{}: {}", field.name, of(&field.ty))))
        }
        TypeDefKind::Enum(one) => list("enum", one.cases.iter().map(|case| case.name.clone())),
        TypeDefKind::Flags(all) => list("flags", all.flags.iter().map(|flag| flag.name.clone())),
        TypeDefKind::Variant(variant) => list(
            "variant",
            variant
                .cases
                .iter()
                .map(|case| format!("{}({})", case.name, optional(resolve, case.ty.as_ref()))),
        ),
        TypeDefKind::List(ty) => format!("list<{}>", of(ty)),
        TypeDefKind::Option(ty) => format!("option<{}>", of(ty)),
        TypeDefKind::Tuple(tuple) => list("tuple", tuple.types.iter().map(of)),
        TypeDefKind::Result(result) => {
            let ok = optional(resolve, result.ok.as_ref());
            format!("result<{ok}, {}>", optional(resolve, result.err.as_ref()))
        }
        // A type that is used from another interface, under its own name.
        TypeDefKind::Type(ty) => of(ty),
        other => panic!("the contract has no {other:?} yet: say here what plugins see of it"),
    }
}

fn list(what: &str, parts: impl Iterator<Item = String>) -> String {
    format!("{what} {{ {} }}", parts.collect::<Vec<_>>().join(", "))
}
