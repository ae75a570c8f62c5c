//! Runs a `sed` script over lines.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::replace::{listed, replaced};
use super::{Address, Command, Kind, Manner, Script, Until};
use crate::exec::external::{Cx, Ended, Quit};
use crate::os::bytes::{decode, encode};
use crate::tools::regex::Matcher;

/// A line, and whether a newline ended it.
type Line = (String, bool);

/// Where a range of a command stands.
#[derive(Clone, Copy, Default)]
struct Range {
    active: bool,
    /// The last line of a range that is counted.
    end: Option<usize>,
}

struct State {
    script: Script,
    manner: Manner,
    lines: VecDeque<Line>,
    pattern: String,
    ended: bool,
    hold: String,
    number: usize,
    ranges: Vec<Range>,
    /// Text that follows the line.
    queue: Vec<String>,
    substituted: bool,
    last: Option<Rc<Matcher>>,
    out: String,
    files: BTreeMap<String, String>,
}

/// What happens after a command.
enum After {
    On,
    Jump(usize),
    /// The cycle ends; whether the line is printed.
    Cycle(bool),
    /// `D`: the cycle starts again without reading.
    Again,
    Quit(i32, bool),
}

pub(super) async fn run(cx: &mut Cx, script: Script, manner: Manner, paths: Vec<String>) -> Ended {
    let mut status = 0;
    let separate = manner.separate;
    let count = script.commands.len();
    let mut state = State {
        script,
        manner,
        lines: VecDeque::new(),
        pattern: String::new(),
        ended: true,
        hold: String::new(),
        number: 0,
        ranges: vec![Range::default(); count],
        queue: Vec::new(),
        substituted: false,
        last: None,
        out: String::new(),
        files: BTreeMap::new(),
    };
    let mut quit = None;
    for path in &paths {
        if path != "-" && cx.os.files.find(&cx.cwd, path).is_ok_and(|node| node.is_folder()) {
            let what = if state.manner.in_place.is_some() {
                format!("couldn't edit {path}: not a regular file")
            } else {
                format!("read error on {path}: Is a directory")
            };
            status = cx.fail(if state.manner.in_place.is_some() { 4 } else { 2 }, &what).await?;
            continue;
        }
        let data = match cx.read(path).await {
            Ok(data) => data,
            Err(errno) => {
                status = cx.fail(2, &format!("can't read {path}: {errno}")).await?;
                continue;
            }
        };
        state.load(&decode(&data));
        if !separate {
            continue;
        }
        if state.manner.in_place.is_some() {
            state.number = 0;
        }
        quit = state.cycles(cx).await?;
        if let Some(suffix) = state.manner.in_place.clone() {
            if !suffix.is_empty() {
                // A copy that cannot be made is no reason not to edit.
                let _ = cx.write_file(&backup(path, &suffix), &data).await;
            }
            // What comes after `q` is lost, as with the real one.
            state.lines.clear();
            let text = std::mem::take(&mut state.out);
            if let Err(errno) = cx.write_file(path, &encode(&text)).await {
                status = cx.fail(4, &format!("couldn't open file {path}: {errno}")).await?;
            }
        } else {
            state.flush(cx).await?;
        }
        if quit.is_some() {
            break;
        }
    }
    if !separate {
        quit = state.cycles(cx).await?;
    }
    state.flush(cx).await?;
    for (path, text) in &state.files {
        if let Err(errno) = cx.write_file(path, &encode(text)).await {
            status = cx.fail(4, &format!("couldn't open file {path}: {errno}")).await?;
        }
    }
    Ok(quit.unwrap_or(status))
}

/// Where `-i` keeps the file as it was.
fn backup(path: &str, suffix: &str) -> String {
    if suffix.contains('*') { suffix.replace('*', path) } else { format!("{path}{suffix}") }
}

impl State {
    fn load(&mut self, text: &str) {
        let end = if self.manner.zero { '\0' } else { '\n' };
        if let Some((_, ended)) = self.lines.back_mut() {
            *ended = true;
        }
        for line in text.split_inclusive(end) {
            let body = line.strip_suffix(end);
            self.lines.push_back((body.unwrap_or(line).to_owned(), body.is_some()));
        }
    }

    async fn flush(&mut self, cx: &mut Cx) -> Result<(), Quit> {
        if self.manner.in_place.is_none() {
            let text = std::mem::take(&mut self.out);
            cx.put(&encode(&text)).await?;
        }
        Ok(())
    }

    fn read(&mut self) -> bool {
        let Some((line, ended)) = self.lines.pop_front() else { return false };
        self.pattern = line;
        self.ended = ended;
        self.number += 1;
        true
    }

    fn emit(&mut self, text: &str, ended: bool) {
        self.out.push_str(text);
        if ended {
            self.out.push(if self.manner.zero { '\0' } else { '\n' });
        }
    }

    async fn cycles(&mut self, cx: &mut Cx) -> Result<Option<i32>, Quit> {
        let mut again = false;
        while again || self.read() {
            again = false;
            self.substituted = false;
            let after = self.cycle(cx).await?;
            let (print, quit) = match after {
                After::Cycle(print) => (print, None),
                After::Quit(status, print) => (print, Some(status)),
                After::Again => {
                    again = true;
                    (false, None)
                }
                _ => (true, None),
            };
            if print && !self.manner.quiet {
                let (text, ended) = (self.pattern.clone(), self.ended);
                self.emit(&text, ended);
            }
            self.follow();
            if self.out.len() > 4096 {
                self.flush(cx).await?;
            }
            if quit.is_some() {
                return Ok(quit);
            }
        }
        Ok(None)
    }

    /// Text that was appended to the line.
    fn follow(&mut self) {
        for text in std::mem::take(&mut self.queue) {
            if !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push('\n');
            }
            self.out.push_str(&text);
        }
    }

    async fn cycle(&mut self, cx: &mut Cx) -> Result<After, Quit> {
        let mut at = 0;
        while at < self.script.commands.len() {
            let selected = self.selects(at) != self.script.commands[at].negated;
            if !selected {
                at = match self.script.commands[at].kind {
                    Kind::Block(end) => end + 1,
                    _ => at + 1,
                };
                continue;
            }
            match self.command(cx, at).await? {
                After::On => at += 1,
                After::Jump(to) => at = to,
                other => return Ok(other),
            }
        }
        Ok(After::Cycle(true))
    }

    fn matches(&mut self, matcher: Option<&Rc<Matcher>>) -> bool {
        if let Some(matcher) = matcher {
            self.last = Some(Rc::clone(matcher));
        }
        self.last.as_ref().is_some_and(|matcher| matcher.is_match(&encode(&self.pattern)))
    }

    fn holds(&mut self, at: usize, second: bool) -> bool {
        let command: &Command = &self.script.commands[at];
        let address = if second {
            match &command.second {
                Some(Until::Address(address)) => Some(address),
                _ => None,
            }
        } else {
            command.first.as_ref()
        };
        match address {
            None => true,
            Some(Address::Line(line)) => self.number == *line,
            Some(Address::Last) => self.lines.is_empty(),
            Some(Address::Step(first, step)) => {
                if *step == 0 {
                    self.number == *first
                } else {
                    self.number >= *first && (self.number - first).is_multiple_of(*step)
                }
            }
            Some(Address::Regex(matcher)) => {
                let matcher = matcher.clone();
                self.matches(matcher.as_ref())
            }
        }
    }

    fn selects(&mut self, at: usize) -> bool {
        if self.script.commands[at].second.is_none() {
            return self.holds(at, false);
        }
        if self.ranges[at].active {
            let over = match (&self.script.commands[at].second, self.ranges[at].end) {
                (_, Some(end)) => self.number >= end,
                (Some(Until::Address(Address::Line(line))), _) => {
                    if self.number > *line {
                        self.ranges[at].active = false;
                        return self.selects(at);
                    }
                    self.number == *line
                }
                _ => self.holds(at, true),
            };
            self.ranges[at].active = !over;
            return true;
        }
        let zero =
            matches!(self.script.commands[at].first, Some(Address::Line(0))) && self.number == 1;
        if !zero && !self.holds(at, false) {
            return false;
        }
        let number = self.number;
        let (active, end) = match &self.script.commands[at].second {
            Some(Until::Count(count)) => (*count > 0, Some(number + count)),
            Some(Until::Multiple(step)) => (
                *step > 0 && !number.is_multiple_of(*step),
                Some(number.div_ceil((*step).max(1)) * step),
            ),
            Some(Until::Address(Address::Line(line))) => (*line > number, None),
            _ if zero => (!self.holds(at, true), None),
            _ => (true, None),
        };
        self.ranges[at] = Range { active, end };
        true
    }

    async fn command(&mut self, cx: &mut Cx, at: usize) -> Result<After, Quit> {
        let in_range = self.ranges[at].active;
        match &self.script.commands[at].kind {
            Kind::Block(_) | Kind::End | Kind::Label => {}
            Kind::Append(text) => self.queue.push(text.clone()),
            Kind::Insert(text) => self.out.push_str(&text.clone()),
            Kind::Change(text) => {
                if !in_range || self.script.commands[at].negated {
                    self.out.push_str(&text.clone());
                }
                return Ok(After::Cycle(false));
            }
            Kind::Branch(label) => return Ok(self.jump(label)),
            Kind::BranchIf(label) => {
                if self.substituted {
                    let after = self.jump(label);
                    self.substituted = false;
                    return Ok(after);
                }
            }
            Kind::BranchUnless(label) => {
                if !self.substituted {
                    return Ok(self.jump(label));
                }
                self.substituted = false;
            }
            Kind::Delete => return Ok(After::Cycle(false)),
            Kind::DeleteFirst => match self.pattern.find('\n') {
                Some(end) => {
                    self.pattern.drain(..=end);
                    return Ok(After::Again);
                }
                None => return Ok(After::Cycle(false)),
            },
            Kind::Quit(status, print) => return Ok(After::Quit(*status, *print)),
            Kind::Next => {
                if self.lines.is_empty() {
                    return Ok(After::Quit(0, true));
                }
                if !self.manner.quiet {
                    let (text, ended) = (self.pattern.clone(), self.ended);
                    self.emit(&text, ended);
                }
                self.follow();
                self.read();
            }
            Kind::NextAppend => {
                if self.lines.is_empty() {
                    return Ok(After::Quit(0, true));
                }
                self.follow();
                let before = std::mem::take(&mut self.pattern);
                self.read();
                self.pattern = format!("{before}\n{}", self.pattern);
            }
            Kind::Read(path) => {
                let path = path.clone();
                if let Ok(text) = cx.read(&path).await {
                    self.queue.push(decode(&text));
                }
            }
            Kind::Write(path) => {
                let (path, line) = (path.clone(), self.pattern.clone() + "\n");
                self.write(&path, &line);
            }
            _ => self.edit(at),
        }
        Ok(After::On)
    }

    /// Commands that only look at the line and the hold space.
    fn edit(&mut self, at: usize) {
        match &self.script.commands[at].kind {
            Kind::Print => {
                let text = self.pattern.clone();
                self.emit(&text, true);
            }
            Kind::PrintFirst => {
                let text = self.pattern.split('\n').next().unwrap_or_default().to_owned();
                self.emit(&text, true);
            }
            Kind::Number => {
                let text = self.number.to_string();
                self.emit(&text, true);
            }
            Kind::List => {
                let text = listed(&self.pattern);
                self.emit(&text, true);
            }
            Kind::Hold => self.hold.clone_from(&self.pattern),
            Kind::HoldAppend => {
                self.hold.push('\n');
                self.hold.push_str(&self.pattern);
            }
            Kind::Get => self.pattern.clone_from(&self.hold),
            Kind::GetAppend => {
                self.pattern.push('\n');
                self.pattern.push_str(&self.hold);
            }
            Kind::Exchange => std::mem::swap(&mut self.pattern, &mut self.hold),
            Kind::Zap => self.pattern.clear(),
            Kind::Translate(pairs) => {
                let swap =
                    |c: char| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
                self.pattern = self.pattern.chars().map(swap).collect();
            }
            Kind::Substitute(_) => self.substitute(at),
            _ => {}
        }
    }

    fn jump(&self, label: &str) -> After {
        match self.script.labels.get(label) {
            Some(to) => After::Jump(*to),
            None => After::Cycle(true),
        }
    }

    fn write(&mut self, path: &str, text: &str) {
        match path {
            "/dev/stdout" => self.out.push_str(text),
            path => self.files.entry(path.to_owned()).or_default().push_str(text),
        }
    }

    fn substitute(&mut self, at: usize) {
        let Kind::Substitute(command) = &self.script.commands[at].kind else { return };
        if let Some(matcher) = &command.matcher {
            self.last = Some(Rc::clone(matcher));
        }
        let Some(matcher) = self.last.clone() else { return };
        let Some(text) = replaced(command, &matcher, &encode(&self.pattern)) else { return };
        let (print, file) = (command.print, command.file.clone());
        self.pattern = text;
        self.substituted = true;
        if print {
            let text = self.pattern.clone();
            self.emit(&text, true);
        }
        if let Some(path) = file {
            let line = self.pattern.clone() + "\n";
            self.write(&path, &line);
        }
    }
}
