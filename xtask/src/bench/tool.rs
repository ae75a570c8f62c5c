//! The tools that are measured: ours, and those that others use for the same.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::layout::Layout;
use crate::workspace::root;

/// A program that has to be there.
pub(crate) struct Program {
    /// Its name on PATH.
    name: &'static str,
    /// The variable that says where else it is.
    variable: &'static str,
    /// What makes it say its version.
    version: &'static str,
}

const PROOFPRESS: Program =
    Program { name: "proofpress", variable: "PROOFPRESS", version: "--version" };
const ZOLA: Program = Program { name: "zola", variable: "ZOLA", version: "--version" };
const HUGO: Program = Program { name: "hugo", variable: "HUGO", version: "version" };
const PAGEFIND: Program = Program { name: "pagefind", variable: "PAGEFIND", version: "--version" };
const MDBOOK: Program = Program { name: "mdbook", variable: "MDBOOK", version: "--version" };
const MKDOCS: Program = Program { name: "mkdocs", variable: "MKDOCS", version: "--version" };

/// One way to run a program.
///
/// In commands `{zola}` is the program of that name, `{root}` the site, `{out}` the output folder,
/// `{cache}` a folder for what the tool keeps elsewhere, and `{port}` a free port.
pub(crate) struct Tool {
    /// What it is called in tables.
    pub(crate) name: &'static str,
    /// What it does, where the name does not say it all.
    pub(crate) about: &'static str,
    /// How it wants its files.
    pub(crate) layout: Layout,
    programs: &'static [&'static Program],
    /// The commands of a build, one after the other; none where only the server is measured.
    build: &'static [&'static [&'static str]],
    /// The command of its server; none where only builds are measured.
    serve: &'static [&'static str],
    /// Whether a build starts from what the last one left.
    pub(crate) incremental: bool,
    /// Edits that its server never shows on the pages they concern; they are not waited for.
    pub(crate) stale: &'static [&'static str],
}

/// A tool of one layout that only builds.
const fn builder(name: &'static str, about: &'static str, layout: Layout) -> Tool {
    let (programs, build): (&'static [&'static Program], &'static [&'static [&'static str]]) =
        (&[], &[]);
    Tool { name, about, layout, programs, build, serve: &[], incremental: false, stale: &[] }
}

const ZOLA_BUILD: &[&[&str]] = &[&["{zola}", "-r", "{root}", "build", "--force", "-o", "{out}"]];
const HUGO_BUILD: &[&str] =
    &["{hugo}", "-s", "{root}", "-d", "{out}", "--noBuildLock", "--quiet", "--cacheDir", "{cache}"];
const CONFIG: &str = "{root}/proofpress.toml";

/// All tools, in the order of tables. One more is one more entry.
pub(crate) const TOOLS: &[Tool] = &[
    Tool {
        programs: &[&PROOFPRESS],
        build: &[&[
            "{proofpress}",
            "build",
            "--config",
            CONFIG,
            "-o",
            "{out}",
            "--quiet",
            "--no-check",
        ]],
        incremental: true,
        ..builder("proofpress --no-check", "with a search index (Pagefind)", Layout::Proofpress)
    },
    Tool {
        programs: &[&PROOFPRESS],
        build: &[&["{proofpress}", "build", "--config", CONFIG, "-o", "{out}", "--quiet"]],
        serve: &["{proofpress}", "serve", "--config", CONFIG, "--port", "{port}"],
        incremental: true,
        ..builder("proofpress", "all examples checked; index as above", Layout::Proofpress)
    },
    Tool {
        programs: &[&ZOLA],
        build: ZOLA_BUILD,
        ..builder("zola", "with its index (elasticlunr)", Layout::Zola { sidebar: true })
    },
    Tool {
        programs: &[&ZOLA],
        build: ZOLA_BUILD,
        ..builder(
            "zola without sidebar",
            "index, but no list of pages",
            Layout::Zola { sidebar: false },
        )
    },
    Tool {
        programs: &[&ZOLA],
        serve: &[
            "{zola}",
            "-r",
            "{root}",
            "serve",
            "-p",
            "{port}",
            "-o",
            "{out}",
            "--force",
            "--debounce",
            "1",
        ],
        ..builder("zola --debounce 1", "", Layout::Zola { sidebar: true })
    },
    Tool {
        programs: &[&ZOLA],
        serve: &[
            "{zola}",
            "-r",
            "{root}",
            "serve",
            "-p",
            "{port}",
            "-o",
            "{out}",
            "--force",
            "--debounce",
            "1",
            "--fast",
        ],
        stale: &["title"],
        ..builder("zola --debounce 1 --fast", "", Layout::Zola { sidebar: true })
    },
    Tool {
        programs: &[&HUGO],
        build: &[HUGO_BUILD],
        serve: &[
            "{hugo}",
            "server",
            "-s",
            "{root}",
            "--bind",
            "127.0.0.1",
            "-p",
            "{port}",
            "--noBuildLock",
            "--cacheDir",
            "{cache}",
        ],
        ..builder("hugo", "all text dumped into one JSON file", Layout::Hugo { index: true })
    },
    Tool {
        programs: &[&HUGO],
        build: &[HUGO_BUILD],
        ..builder("hugo without index", "no search at all", Layout::Hugo { index: false })
    },
    Tool {
        programs: &[&HUGO, &PAGEFIND],
        build: &[HUGO_BUILD, &["{pagefind}", "--site", "{out}", "--quiet"]],
        ..builder("hugo + pagefind", "the same index as ours", Layout::Hugo { index: false })
    },
    Tool {
        programs: &[&MDBOOK],
        build: &[&["{mdbook}", "build", "{root}", "-d", "{out}"]],
        serve: &["{mdbook}", "serve", "{root}", "-d", "{out}", "-n", "127.0.0.1", "-p", "{port}"],
        ..builder("mdbook", "index; code coloured by the browser", Layout::MdBook)
    },
    Tool {
        programs: &[&MKDOCS],
        build: &[&["{mkdocs}", "build", "-q", "-f", "{root}/mkdocs.yml", "-d", "{out}"]],
        serve: &[
            "{mkdocs}",
            "serve",
            "-q",
            "-f",
            "{root}/mkdocs.yml",
            "-a",
            "127.0.0.1:{port}",
            "--livereload",
        ],
        ..builder("mkdocs", "Material, with its index", Layout::MkDocs)
    },
];

/// Where a tool works on one site.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// The sources.
    pub(crate) root: PathBuf,
    /// What is built.
    pub(crate) out: PathBuf,
    /// What the tool keeps elsewhere.
    pub(crate) cache: PathBuf,
    /// What it said.
    pub(crate) log: PathBuf,
}

impl Places {
    /// For a tool and a site of so many pages, below the folder of all measurements. What a tool
    /// keeps elsewhere serves all its sites.
    pub(crate) fn new(work: &Path, tool: &Tool, pages: usize) -> Self {
        let name: String = tool.name.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        let site = work.join(pages.to_string()).join(&name);
        let program = tool.programs.first().map_or("", |program| program.name);
        Self {
            root: site.join("source"),
            out: site.join("out"),
            cache: work.join("cache").join(program),
            log: site.join("log"),
        }
    }
}

impl Tool {
    /// The first of its programs that is not there, and how to say where it is.
    pub(crate) fn missing(&self) -> Option<String> {
        let missing = self.programs.iter().find(|program| program.path().is_none())?;
        Some(format!("`{}` is not on PATH; say where with {}=", missing.name, missing.variable))
    }

    /// Whether there is a build to measure.
    pub(crate) fn builds(&self) -> bool {
        !self.build.is_empty()
    }

    /// Whether there is a server to measure.
    pub(crate) fn serves(&self) -> bool {
        !self.serve.is_empty()
    }

    /// The commands of a build.
    pub(crate) fn build(&self, places: &Places) -> Vec<Command> {
        self.build.iter().map(|words| self.command(words, places, 0)).collect()
    }

    /// The command of its server.
    pub(crate) fn serve(&self, places: &Places, port: u16) -> Command {
        self.command(self.serve, places, port)
    }

    /// What its programs say of themselves.
    pub(crate) fn versions(&self) -> Vec<String> {
        self.programs.iter().filter_map(|program| program.says()).collect()
    }

    fn command(&self, words: &[&str], places: &Places, port: u16) -> Command {
        let filled = words.iter().map(|word| {
            let mut word = word.replace("{port}", &port.to_string());
            for (mark, path) in
                [("{root}", &places.root), ("{out}", &places.out), ("{cache}", &places.cache)]
            {
                word = word.replace(mark, &path.to_string_lossy());
            }
            for program in self.programs {
                let path = program.path().unwrap_or_else(|| program.name.into());
                word = word.replace(&format!("{{{}}}", program.name), &path.to_string_lossy());
            }
            word
        });
        let mut filled = filled;
        let mut command = Command::new(filled.next().unwrap_or_default());
        command.args(filled).current_dir(&places.root);
        // Compiled plugins are kept here, as a release has them within itself.
        command.env("XDG_CACHE_HOME", &places.cache).env("XDG_STATE_HOME", &places.cache);
        command.env("NO_COLOR", "1").env("NO_MKDOCS_2_WARNING", "1").env("LC_ALL", "C.UTF-8");
        command
    }
}

impl Program {
    fn path(&self) -> Option<PathBuf> {
        if let Some(path) = std::env::var_os(self.variable) {
            return Some(PathBuf::from(path)).filter(|path| path.is_file());
        }
        if self.name == PROOFPRESS.name {
            // A release has its plugins compiled; `cargo build --release` compiles them once.
            let built = ["target/dist/proofpress", "target/release/proofpress"];
            if let Some(path) = built.iter().map(|path| root().join(path)).find(|it| it.is_file()) {
                return Some(path);
            }
        }
        let folders = std::env::var_os("PATH")?;
        std::env::split_paths(&folders).map(|folder| folder.join(self.name)).find(|it| it.is_file())
    }

    fn says(&self) -> Option<String> {
        let said = Command::new(self.path()?).arg(self.version).output().ok()?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        let line = text.lines().find(|line| line.contains(self.name))?;
        let is_number =
            |word: &&str| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
        let number = line.split([' ', ',', '-', '+']).find(is_number)?;
        Some(format!("{} {}", self.name, number.trim_start_matches('v')))
    }
}

/// Our own program, as a release has it.
///
/// # Errors
///
/// Where there is none.
pub(crate) fn proofpress() -> Result<PathBuf> {
    PROOFPRESS.path().context(
        "there is no release of proofpress: `cargo xtask dist`, or say where one is with PROOFPRESS=",
    )
}

/// Where our own program keeps compiled plugins, whatever it is started for here. A release has
/// them within itself.
pub(crate) fn cache(work: &Path) -> PathBuf {
    work.join("cache").join(PROOFPRESS.name)
}

/// The tools of these names that `wanted` keeps; all where no name is given.
///
/// # Errors
///
/// Where there is no tool of a name.
pub(crate) fn chosen(
    names: &[String],
    wanted: impl Fn(&Tool) -> bool,
) -> Result<Vec<&'static Tool>> {
    if let Some(name) = names.iter().find(|name| !TOOLS.iter().any(|tool| tool.name == **name)) {
        let all: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
        anyhow::bail!("there is no tool `{name}`; there are: `{}`", all.join("`, `"));
    }
    let mut chosen = Vec::new();
    for tool in TOOLS.iter().filter(|tool| names.is_empty() || names.contains(&tool.name.into())) {
        if !wanted(tool) {
            continue;
        }
        match tool.missing() {
            None => chosen.push(tool),
            Some(why) => eprintln!("without {}: {why}", tool.name),
        }
    }
    Ok(chosen)
}
