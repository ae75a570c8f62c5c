//! `find`.

mod parse;
mod print;

use parse::Reader;
use print::{Seen, printed};

use super::regex::Matcher;
use crate::exec::external::{Cx, Ended, Quit, run as run_command};
use crate::expand::Boxed;
use crate::expand::pattern::Pattern;
use crate::os::node::Node;

/// A test or an action.
enum Expr {
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Name(Pattern),
    Path(Pattern),
    /// What a link leads to.
    Link(Pattern),
    Regex(Matcher),
    Type(String),
    /// `-N`, `N` or `+N`: the sign, the number, what one unit is in bytes.
    Size(char, u64, u64),
    /// Age in units of so many seconds.
    Age(char, u64, u64),
    Newer(u64),
    Perm(char, u32),
    Empty,
    Always(bool),
    Prune,
    Print(char),
    Printf(String),
    Delete,
    Quit,
    Exec {
        command: Vec<String>,
        all: bool,
        in_folder: bool,
    },
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    let mut at = 1;
    while cx.args.get(at).is_some_and(|text| matches!(text.as_str(), "-L" | "-P" | "-H")) {
        at += 1;
    }
    let first = at;
    while cx.args.get(at).is_some_and(|text| !text.starts_with('-') && text != "(" && text != "!") {
        at += 1;
    }
    let roots = if at == first { vec![".".to_owned()] } else { cx.args[first..at].to_vec() };
    let args = cx.args[at..].to_vec();
    let (expr, min, max, depth_first) = {
        let mut reader = Reader {
            args: &args,
            at: 0,
            cx,
            min: 0,
            max: usize::MAX,
            depth_first: false,
            acts: false,
        };
        let read = if args.is_empty() { Ok(Expr::Always(true)) } else { reader.or() };
        let expr = match read {
            Ok(_) if reader.at < args.len() => {
                Err(format!("paths must precede expression: `{}'", args[reader.at]))
            }
            Ok(expr) if reader.acts => Ok(expr),
            Ok(expr) => Ok(Expr::And(Box::new(expr), Box::new(Expr::Print('\n')))),
            Err(mistake) => Err(mistake),
        };
        (expr, reader.min, reader.max, reader.depth_first)
    };
    let expr = match expr {
        Ok(expr) => expr,
        Err(mistake) => return cx.fail(1, &mistake).await,
    };
    let mut search = Search {
        cx,
        expr: &expr,
        min,
        max,
        depth_first,
        status: 0,
        batch: Vec::new(),
        done: false,
        root: String::new(),
    };
    for root in roots {
        match search.cx.os.files.find_link(&search.cx.cwd, &root) {
            Ok(node) => {
                search.root.clone_from(&root);
                search.visit(root, node, 0).await?;
            }
            Err(errno) => {
                search.cx.flush().await?;
                search.status = search.cx.fail(1, &format!("‘{root}’: {errno}")).await?;
            }
        }
    }
    search.finish().await
}

struct Search<'a> {
    cx: &'a mut Cx,
    expr: &'a Expr,
    min: usize,
    max: usize,
    depth_first: bool,
    status: i32,
    /// Paths for commands that end in `+`.
    batch: Vec<(Vec<String>, Vec<String>)>,
    done: bool,
    /// The starting point.
    root: String,
}

impl Search<'_> {
    fn visit<'b>(
        &'b mut self,
        path: String,
        node: Node,
        depth: usize,
    ) -> Boxed<'b, Result<(), Quit>> {
        Box::pin(async move {
            if self.done || depth > 200 {
                return Ok(());
            }
            let mut prune = false;
            if !self.depth_first && depth >= self.min {
                let expr = self.expr;
                self.holds(expr, &path, &node, depth, &mut prune).await?;
            }
            if node.is_folder() && !prune && depth < self.max {
                for name in node.names() {
                    if let Some(entry) = node.entry(&name) {
                        let inner = if path.ends_with('/') {
                            format!("{path}{name}")
                        } else {
                            format!("{path}/{name}")
                        };
                        self.visit(inner, entry, depth + 1).await?;
                    }
                }
            }
            if self.depth_first && depth >= self.min && !self.done {
                let expr = self.expr;
                self.holds(expr, &path, &node, depth, &mut prune).await?;
            }
            Ok(())
        })
    }

    fn holds<'b>(
        &'b mut self,
        expr: &'b Expr,
        path: &'b str,
        node: &'b Node,
        depth: usize,
        prune: &'b mut bool,
    ) -> Boxed<'b, Result<bool, Quit>> {
        Box::pin(async move {
            let by = |sign: char, value: u64, wanted: u64| match sign {
                '+' => value > wanted,
                '-' => value < wanted,
                _ => value == wanted,
            };
            let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            Ok(match expr {
                Expr::And(left, right) => {
                    self.holds(left, path, node, depth, prune).await?
                        && self.holds(right, path, node, depth, prune).await?
                }
                Expr::Or(left, right) => {
                    self.holds(left, path, node, depth, prune).await?
                        || self.holds(right, path, node, depth, prune).await?
                }
                Expr::Not(inner) => !self.holds(inner, path, node, depth, prune).await?,
                Expr::Name(pattern) => pattern.matches(if name.is_empty() { path } else { name }),
                Expr::Path(pattern) => pattern.matches(path),
                Expr::Link(pattern) => {
                    print::target(node).is_some_and(|target| pattern.matches(&target))
                }
                Expr::Regex(matcher) => matcher.is_match(path.as_bytes()),
                Expr::Type(types) => types
                    .split(',')
                    .any(|wanted| wanted == node.letter().to_string().replace('-', "f")),
                Expr::Size(sign, wanted, unit) => by(*sign, node.size().div_ceil(*unit), *wanted),
                Expr::Age(sign, wanted, unit) => {
                    let age = self.cx.os.clock.now().saturating_sub(node.modified.get())
                        / 1_000_000_000
                        / unit;
                    by(*sign, age, *wanted)
                }
                Expr::Newer(time) => node.modified.get() > *time,
                Expr::Perm(sign, bits) => match sign {
                    '/' => node.mode.get() & bits != 0,
                    '-' => node.mode.get() & bits == *bits,
                    _ => node.mode.get() & 0o7777 == *bits,
                },
                Expr::Empty => {
                    if node.is_folder() {
                        node.names().is_empty()
                    } else {
                        node.size() == 0 && node.is_file()
                    }
                }
                Expr::Always(on) => *on,
                Expr::Prune => {
                    *prune = true;
                    true
                }
                Expr::Print(end) => {
                    self.cx.put(&crate::os::bytes::encode(&format!("{path}{end}"))).await?;
                    true
                }
                Expr::Printf(template) => {
                    let seen = Seen { path, root: &self.root, node, depth };
                    let text = printed(template, self.cx, &seen);
                    self.cx.put(&crate::os::bytes::encode(&text)).await?;
                    true
                }
                Expr::Quit => {
                    self.done = true;
                    true
                }
                Expr::Delete => self.delete(path).await?,
                Expr::Exec { command, all, in_folder } => {
                    self.exec(command, *all, *in_folder, path).await?
                }
            })
        })
    }

    async fn delete(&mut self, path: &str) -> Result<bool, Quit> {
        if path == "." {
            return Ok(true);
        }
        match self.cx.os.files.remove(&self.cx.cwd, path, false, self.cx.os.clock.now()) {
            Ok(_) => Ok(true),
            Err(errno) => {
                self.status = self.cx.fail(1, &format!("cannot delete ‘{path}’: {errno}")).await?;
                Ok(false)
            }
        }
    }

    async fn exec(
        &mut self,
        command: &[String],
        all: bool,
        in_folder: bool,
        path: &str,
    ) -> Result<bool, Quit> {
        if all {
            match self.batch.iter_mut().find(|(known, _)| known == command) {
                Some((_, paths)) => paths.push(path.to_owned()),
                None => self.batch.push((command.to_vec(), vec![path.to_owned()])),
            }
            return Ok(true);
        }
        self.cx.flush().await?;
        let (folder, shown) = match path.rfind('/').filter(|_| in_folder) {
            Some(n) => (Some(path[..n].to_owned()), format!("./{}", &path[n + 1..])),
            None => (None, path.to_owned()),
        };
        let mut child =
            self.cx.child(command.iter().map(|text| text.replace("{}", &shown)).collect());
        if let Some(real) =
            folder.and_then(|folder| self.cx.os.files.real(&self.cx.cwd, &folder).ok())
        {
            child.cwd = real;
        }
        if !self.known(&mut child).await? {
            return Ok(false);
        }
        Ok(run_command(child).await == 0)
    }

    /// Complains in `find`'s words about a command that is not there.
    async fn known(&mut self, child: &mut Cx) -> Result<bool, Quit> {
        let search = child.env.get("PATH").cloned().unwrap_or_default();
        if let crate::exec::external::Lookup::Not { .. } =
            crate::exec::external::find(&child.os, &child.cwd, &search, child.name())
        {
            let text = format!("‘{}’: No such file or directory", child.name());
            self.status = self.cx.fail(1, &text).await?;
            return Ok(false);
        }
        Ok(true)
    }

    async fn finish(&mut self) -> Ended {
        for (command, paths) in std::mem::take(&mut self.batch) {
            self.cx.flush().await?;
            let mut child = self.cx.child(command.into_iter().chain(paths).collect());
            if self.known(&mut child).await? && run_command(child).await != 0 {
                self.status = 1;
            }
        }
        Ok(self.status)
    }
}
