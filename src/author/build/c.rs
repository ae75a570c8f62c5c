//! C: a Clang makes a core module of the sources, the SDK and the bindings that are generated here,
//! and the module becomes a component. A plugin that asks the C library for no input or output
//! imports no WASI.

mod compiler;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;
use wit_bindgen_core::Files;
use wit_bindgen_core::wit_parser::Resolve;

use super::tool;
use super::{BuildError, Mode, encode};
use crate::author::{Project, vendor};

/// What a plugin in C is to the contract; the SDK's `component.c` has these functions.
const WORLD: &str = "
world this-plugin {
  import log;
  export meta;
  export lifecycle;
  export example-checker;
}
";

/// How everything is compiled: as a library without a `main`, its names kept so that a crash says
/// where it was.
const FLAGS: [&str; 7] = [
    "-mexec-model=reactor",
    "-std=c11",
    "-Wall",
    "-Wextra",
    "-fno-sanitize=undefined",
    "-g0",
    "-Wl,--strip-debug",
];

pub(super) fn component(
    project: &Project,
    mode: Mode,
    progress: &dyn Fn(&str),
) -> Result<Vec<u8>, BuildError> {
    let root = &project.root;
    let sdk = vendor::folder(root)?;
    let work = tool::work(root, "c")?;
    let sources = sources(project)?;
    let mut inputs = bindings(&sdk.join("wit/plugin.wit"), &work)?;
    inputs.push(pages(root, &sources, &work)?);
    inputs.extend(c_files(&sdk.join("sdk/c/src")));
    inputs.extend(sources);
    let output = work.join("module.wasm");
    let include = |folder: &Path| format!("-I{}", folder.display());
    compiler::find(root)?
        .args(FLAGS)
        .args([if mode == Mode::Quick { "-O1" } else { "-O2" }])
        .args([include(&work), include(&sdk.join("sdk/c/include")), include(&root.join("src"))])
        .args([Path::new("-o"), &output])
        .args(&inputs)
        .run(progress)?;
    encode::component(&tool::read(&output)?, &output)
}

/// The files to compile: those that `plugin.toml` names, or all below `src`.
fn sources(project: &Project) -> Result<Vec<PathBuf>, BuildError> {
    let named = &project.manifest.build.sources;
    let sources = if named.is_empty() {
        c_files(&project.root.join("src"))
    } else {
        named.iter().map(|source| project.root.join(source)).collect()
    };
    if sources.is_empty() {
        return Err(BuildError::Layout("there is no C file below `src`".into()));
    }
    Ok(sources)
}

/// The C files below a folder, sorted.
fn c_files(folder: &Path) -> Vec<PathBuf> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = files.map(walkdir::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|extension| extension == "c")).collect()
}

/// Writes the bindings of the contract; gives what of them is to be compiled and linked.
fn bindings(contract: &Path, work: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let text = String::from_utf8_lossy(&tool::read(contract)?).into_owned() + WORLD;
    let wrong = |why: anyhow::Error| {
        BuildError::Layout(format!("`{}` gives no bindings: {why:#}", contract.display()))
    };
    let mut resolve = Resolve::default();
    let package = resolve.push_str(contract, &text).map_err(wrong)?;
    let world = resolve.select_world(&[package], Some("this-plugin")).map_err(wrong)?;
    let mut files = Files::default();
    wit_bindgen_c::Opts::default()
        .build()
        .generate(&mut resolve, world, &mut files)
        .map_err(wrong)?;
    let mut inputs = Vec::new();
    for (name, bytes) in files.iter() {
        let path = work.join(name);
        tool::write(&path, bytes)?;
        if path.extension().is_some_and(|extension| extension == "c" || extension == "o") {
            inputs.push(path);
        }
    }
    Ok(inputs)
}

/// Writes the rule pages as constants of C, `pp_page_<name>`; gives the file to compile. That a
/// rule has a page the compiler sees by itself.
fn pages(root: &Path, sources: &[PathBuf], work: &Path) -> Result<PathBuf, BuildError> {
    let mut code = String::new();
    for source in sources {
        code.push_str(&String::from_utf8_lossy(&tool::read(source)?));
    }
    let mut header = String::from("// Made by the build: the rule pages.\n\n");
    let mut source = String::from("#include \"proofpress_pages.h\"\n\n");
    for entry in WalkDir::new(root.join("pages")).max_depth(1).sort_by_file_name() {
        // No folder, no pages: a rule without one does not compile.
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
        if !code.contains(&format!("PP_RULE({name}")) {
            return Err(BuildError::Layout(format!(
                "page `pages/{}.md` has no rule: write `PP_RULE({name}, …)` into the table of rules",
                name.replace('_', "-")
            )));
        }
        let _ = writeln!(header, "extern const char pp_page_{name}[];");
        let _ = write!(source, "const char pp_page_{name}[] = {{");
        for byte in tool::read(path)? {
            // By number, and as `char` is: that of WebAssembly has a sign.
            let _ = write!(source, "{},", i8::from_ne_bytes([byte]));
        }
        source.push_str("0};\n");
    }
    tool::write(&work.join("proofpress_pages.h"), header.as_bytes())?;
    let path = work.join("proofpress_pages.c");
    tool::write(&path, source.as_bytes())?;
    Ok(path)
}
