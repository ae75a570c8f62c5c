//! What those who write plugins do: a new plugin, built, tried, used on a site, and changed while
//! it is watched. And what they are told where a tool is missing or refuses their sources.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::program::{self, Call};

/// The program, with the Rust this test was built by: its home is not the one the suite gives.
fn author(folder: &Path) -> Command {
    let home = PathBuf::from(std::env::var_os("HOME").expect("a home"));
    let of = |name: &str, folder: &str| {
        std::env::var_os(name).map_or_else(|| home.join(folder), PathBuf::from)
    };
    let mut command = program::command(folder);
    command
        .env("CARGO_HOME", of("CARGO_HOME", ".cargo"))
        .env("RUSTUP_HOME", of("RUSTUP_HOME", ".rustup"))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-plugin"))
        .env_remove("RUSTFLAGS");
    command
}

/// A new plugin in Rust, in a folder of its own.
fn new_plugin(folder: &Path) -> PathBuf {
    program::call(folder, &["plugin", "new", "acme:dotenv", "--lang", "rust"]).expect(0);
    folder.join("acme-dotenv")
}

/// The slow one: cargo compiles the SDK.
#[test]
fn a_new_plugin_in_rust_is_built_tried_used_and_watched() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = new_plugin(folder.path());

    let said = program::ended(author(&plugin).args(["plugin", "build"])).expect(0);
    assert!(said.starts_with("built `acme:dotenv` 0.1.0: `dist/acme-dotenv.wasm`, "), "{said}");
    let component = plugin.join("dist/acme-dotenv.wasm");
    let shown =
        program::call(&plugin, &["plugin", "inspect", "dist/acme-dotenv.wasm", "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown.expect(0)).unwrap();
    assert_eq!(shown["contract"], "1.0.0");
    assert_eq!(shown["plugin"]["rules"][0]["name"], "duplicate-name");
    let imports = shown["imports"].as_array().unwrap();
    let ours = |import: &serde_json::Value| import.as_str().unwrap().starts_with("proofpress:");
    assert!(imports.iter().all(ours), "{imports:?}");

    let said = program::ended(author(&plugin).args(["plugin", "test"])).expect(0);
    assert!(said.contains("1 rule page, 1 case, 4 examples"), "{said}");
    assert!(said.contains("all fine"), "{said}");
    let said = program::ended(author(&plugin).args(["plugin", "bench"])).expect(0);
    assert!(
        said.contains("an empty example") && said.contains("pages/duplicate-name.md:13"),
        "{said}"
    );

    used_on_a_site(folder.path(), &component);
    watched(&plugin);
    a_page_that_does_not_hold(&plugin);
}

fn used_on_a_site(folder: &Path, component: &Path) {
    let site = folder.join("site");
    fs::create_dir_all(site.join("content")).unwrap();
    fs::copy(component, site.join("dotenv.wasm")).unwrap();
    fs::write(site.join("proofpress.toml"), "[plugins.\"acme:dotenv\"]\npath = \"dotenv.wasm\"\n")
        .unwrap();
    fs::write(site.join("content/page.md"), "# Page\n\n```dotenv\nA=1\nA=2\n```\n").unwrap();
    let said = program::call(&site, &["check"]).expect(1);
    assert!(said.contains("error[acme:dotenv/duplicate-name]: `A` is set twice"), "{said}");
    assert!(said.contains("content/page.md:5:1"), "{said}");
}

fn a_page_that_does_not_hold(plugin: &Path) {
    let case = plugin.join("tests/cases/names.md");
    let text = fs::read_to_string(&case).unwrap().replace("HOST=127.0.0.1", "PORT=1");
    fs::write(&case, text).unwrap();
    let said = program::ended(author(plugin).args(["plugin", "test"])).expect(1);
    assert!(said.contains("error[expect/not-reported]"), "{said}");
    assert!(said.contains("tests/cases/names.md:11"), "{said}");
    assert!(said.contains("1 thing is wrong"), "{said}");
}

/// The lines of a program that goes on.
fn lines(of: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(of).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The next line with this text in it.
fn next(lines: &Receiver<String>, text: &str) -> String {
    let mut seen = String::new();
    loop {
        match lines.recv_timeout(Duration::from_secs(300)) {
            Ok(line) if line.contains(text) => return line,
            Ok(line) => seen += &(line + "\n"),
            Err(why) => panic!("no `{text}`: {why}\n{seen}"),
        }
    }
}

fn watched(plugin: &Path) {
    let mut dev = author(plugin)
        .args(["plugin", "dev"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let out = lines(dev.stdout.take().unwrap());
    let err = lines(dev.stderr.take().unwrap());
    next(&out, "4 examples on 2 pages: no findings");

    let rule = plugin.join("src/rules/duplicate_name.rs");
    let right = fs::read_to_string(&rule).unwrap();
    fs::write(&rule, right.replace("is set twice", "is there already")).unwrap();
    next(&out, "changed: src/rules/duplicate_name.rs");
    next(&out, "no findings");
    fs::write(&rule, right.replace("findings\n}", "Vec::new()\n}")).unwrap();
    next(&out, "2 findings");
    // What does not compile is told, and the watch goes on.
    fs::write(&rule, right.replace("fn check(", "fn czech(")).unwrap();
    next(&err, "cannot find value `check`");
    fs::write(&rule, right).unwrap();
    next(&out, "no findings");
    let case = plugin.join("tests/cases/names.md");
    let held = fs::read_to_string(&case).unwrap();
    fs::write(&case, held.replace("ADMIN_PORT", "PORT")).unwrap();
    next(&out, "1 finding");
    fs::write(&case, held).unwrap();
    next(&out, "no findings");
    dev.kill().expect("it runs until it is interrupted");
    dev.wait().unwrap();
}

/// A folder with programs that stand in for cargo and rustc.
#[cfg(unix)]
fn stand_ins(folder: &Path, cargo: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let tools = folder.join("tools");
    fs::create_dir_all(&tools).unwrap();
    for (name, text) in [("cargo", cargo), ("rustc", "echo /")] {
        let path = tools.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    tools
}

/// What `plugin build` comes to where those are all the tools there are.
#[cfg(unix)]
fn build_by(cargo: &str) -> Call {
    let folder = tempfile::tempdir().unwrap();
    let plugin = new_plugin(folder.path());
    let plugin = plugin.canonicalize().unwrap();
    let cargo = cargo.replace("[plugin]", &plugin.display().to_string());
    let tools = stand_ins(folder.path(), &cargo);
    program::ended(program::command(&plugin).args(["plugin", "build"]).env("PATH", tools))
}

#[test]
#[cfg(unix)]
fn a_missing_tool_is_named_with_the_way_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = new_plugin(folder.path());
    let nothing = folder.path().join("nothing");
    let call =
        program::ended(program::command(&plugin).args(["plugin", "build"]).env("PATH", &nothing));
    assert_eq!(call.status, 2);
    assert_eq!(
        call.stderr,
        "error: there is no `cargo` to build it with: install Rust from https://rustup.rs\n"
    );

    let tools = stand_ins(folder.path(), "exit 1");
    fs::write(tools.join("rustc"), "#!/bin/sh\necho /no/such/folder\n").unwrap();
    let call =
        program::ended(program::command(&plugin).args(["plugin", "build"]).env("PATH", tools));
    assert_eq!(
        call.stderr,
        "error: this Rust cannot compile for `wasm32-unknown-unknown`: `rustup target add \
         wasm32-unknown-unknown` in the plugin's folder\n"
    );
}

#[test]
#[cfg(unix)]
fn what_a_compiler_says_is_passed_on_as_it_is() {
    let call =
        build_by("echo 'error[E0425]: cannot find value' >&2; echo '{\"reason\":\"x\"}'; exit 101");
    assert_eq!(call.status, 2);
    assert!(
        call.stderr.contains("error[E0425]: cannot find value\n`cargo build"),
        "{}",
        call.stderr
    );
    assert!(call.stderr.ends_with("failed (exit status: 101)\n"), "{}", call.stderr);
    assert!(!call.stderr.contains("reason"), "{}", call.stderr);
}

#[test]
#[cfg(unix)]
fn what_is_no_plugin_is_not_written() {
    let message = |file: &str| {
        format!(
            "echo '{{\"reason\":\"compiler-artifact\",\"manifest_path\":\"[plugin]/Cargo.toml\",\
             \"filenames\":[\"{file}\"]}}'"
        )
    };
    let call = build_by(&message("[plugin]/lib.rlib"));
    assert!(call.stderr.contains("`[lib] crate-type = [\"cdylib\", \"rlib\"]`"), "{}", call.stderr);

    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("empty.wasm");
    fs::write(&module, b"\0asm\x01\0\0\0").unwrap();
    let call = build_by(&message(&module.display().to_string()));
    assert_eq!(call.status, 2);
    assert!(
        call.stderr
            .contains("what was built is no plugin this proofpress takes: it could not be loaded"),
        "{}",
        call.stderr
    );
    fs::write(&module, b"no module").unwrap();
    let call = build_by(&message(&module.display().to_string()));
    assert!(call.stderr.contains("does not make a component"), "{}", call.stderr);
}

/// The manual shows files of new plugins; they are those of the templates.
#[test]
fn the_manual_shows_the_templates() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manual");
    let mut seen = 0;
    for (lang, files) in [
        (
            "rust",
            &[
                "src/lib.rs",
                "src/rules/duplicate_name.rs",
                "pages/duplicate-name.md",
                "tests/cases/names.md",
            ][..],
        ),
        ("js", &["src/plugin.js", "src/rules/duplicate-name.js"]),
        ("python", &["src/plugin.py", "src/rules/duplicate_name.py"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        program::call(folder.path(), &["plugin", "new", "acme:dotenv", "--lang", lang]).expect(0);
        for page in ["first-plugin.md", "plugin-rules.md", "plugin-testing.md"] {
            let text = fs::read_to_string(manual.join(page)).unwrap();
            for file in files {
                let Some((_, after)) = text.split_once(&format!("title=\"{file}\"")) else {
                    continue;
                };
                let after = after.split_once('\n').unwrap().1;
                let template = folder.path().join("acme-dotenv").join(file);
                let template = fs::read_to_string(template).unwrap();
                assert!(
                    after.starts_with(&template),
                    "{page}: `{file}` is not that of the template"
                );
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 8);
}
