//! The machine that runs a program: records, fields, variables, expressions.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::ast::{Expr, Name, Program};
use super::input::Input;
use super::value::{Array, Cell, Value, shown};
use crate::exec::external::Cx;
use crate::tools::regex::{Dialect, Matcher};

/// A result, or what is wrong.
pub(super) type Run<T> = Result<T, String>;

/// How deeply functions may call each other.
const CALLS: usize = 60;

/// Numbers of the variables that mean something, as in [`SPECIAL`](super::parse::SPECIAL).
pub(super) const NR: usize = 0;
pub(super) const NF: usize = 1;
pub(super) const FS: usize = 2;
pub(super) const OFS: usize = 3;
pub(super) const ORS: usize = 4;
pub(super) const RS: usize = 5;
pub(super) const SUBSEP: usize = 6;
pub(super) const FNR: usize = 7;
pub(super) const FILENAME: usize = 8;
pub(super) const RSTART: usize = 9;
pub(super) const RLENGTH: usize = 10;
pub(super) const CONVFMT: usize = 11;
pub(super) const OFMT: usize = 12;
const ENVIRON: usize = 13;
const ARGC: usize = 14;
pub(super) const ARGV: usize = 15;

/// Output to a file or a command, kept until it is closed.
pub(super) struct Sink {
    pub(super) name: String,
    pub(super) data: Vec<u8>,
    pub(super) append: bool,
    pub(super) pipe: bool,
    pub(super) opened: bool,
}

pub(super) struct Machine<'a> {
    pub(super) cx: &'a mut Cx,
    pub(super) program: &'a Program,
    pub(super) globals: Vec<Cell>,
    pub(super) frames: Vec<Vec<Cell>>,
    pub(super) record: String,
    fields: Vec<String>,
    split: bool,
    pub(super) input: Input,
    pub(super) out: Vec<u8>,
    pub(super) broken: bool,
    pub(super) sinks: Vec<Sink>,
    pub(super) ranges: Vec<bool>,
    pub(super) sources: BTreeMap<String, std::collections::VecDeque<String>>,
    regexes: HashMap<String, Rc<Matcher>>,
    /// The status `exit` gave.
    pub(super) exit: Option<i32>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(
        cx: &'a mut Cx,
        program: &'a Program,
        operands: Vec<String>,
        separator: Option<&str>,
        assigns: &[String],
    ) -> Self {
        let count = program.globals.len();
        let env = cx.env.clone();
        let mut machine = Self {
            cx,
            program,
            globals: vec![Cell::Empty; count],
            frames: Vec::new(),
            record: String::new(),
            fields: Vec::new(),
            split: true,
            input: Input::new(operands.len()),
            out: Vec::new(),
            broken: false,
            sinks: Vec::new(),
            ranges: vec![false; program.rules.len()],
            sources: BTreeMap::new(),
            regexes: HashMap::new(),
            exit: None,
        };
        for (name, text) in [
            (FS, " "),
            (OFS, " "),
            (ORS, "\n"),
            (RS, "\n"),
            (SUBSEP, "\x1c"),
            (CONVFMT, "%.6g"),
            (OFMT, "%.6g"),
        ] {
            machine.globals[name] = Cell::Value(Value::text(text));
        }
        for name in [NR, NF, FNR, RSTART] {
            machine.globals[name] = Cell::Value(Value::Number(0.0));
        }
        machine.globals[RLENGTH] = Cell::Value(Value::Number(-1.0));
        let input = |text: &str| Value::Input(text.into());
        let environ = env.iter().map(|(name, text)| (name.clone(), input(text))).collect();
        machine.globals[ENVIRON] = Cell::Array(Rc::new(RefCell::new(environ)));
        #[expect(clippy::cast_precision_loss, reason = "a count of arguments is small")]
        let count = (operands.len() + 1) as f64;
        machine.globals[ARGC] = Cell::Value(Value::Number(count));
        let names = std::iter::once("awk".to_owned()).chain(operands);
        let argv = names.enumerate().map(|(n, text)| (n.to_string(), input(&text))).collect();
        machine.globals[ARGV] = Cell::Array(Rc::new(RefCell::new(argv)));
        if let Some(separator) = separator {
            machine.globals[FS] = Cell::Value(Value::text(super::lex::unescape(separator)));
        }
        for assign in assigns {
            machine.assign_operand(assign);
        }
        machine
    }

    /// Carries out `name=text` from the command line; `false` where it is none.
    pub(super) fn assign_operand(&mut self, text: &str) -> bool {
        let Some((name, value)) = text.split_once('=') else { return false };
        if !crate::expand::is_name(name) {
            return false;
        }
        if let Some(n) = self.program.globals.iter().position(|known| known == name) {
            self.globals[n] = Cell::Value(Value::Input(super::lex::unescape(value).into()));
        }
        true
    }

    fn cell(&mut self, name: Name) -> &mut Cell {
        match name {
            Name::Local(n) if !self.frames.is_empty() => {
                let top = self.frames.len() - 1;
                let frame = &mut self.frames[top];
                if frame.len() <= n {
                    frame.resize(n + 1, Cell::Empty);
                }
                &mut frame[n]
            }
            Name::Local(_) => &mut self.globals[0],
            Name::Global(n) => &mut self.globals[n],
        }
    }

    pub(super) fn array(&mut self, name: Name) -> Run<Array> {
        match self.cell(name) {
            Cell::Array(array) => Ok(Rc::clone(array)),
            cell @ Cell::Empty => {
                let array = Array::default();
                *cell = Cell::Array(Rc::clone(&array));
                Ok(array)
            }
            Cell::Value(_) => Err("type error: a scalar is used as an array".into()),
        }
    }

    pub(super) fn special(&self, n: usize) -> Value {
        match &self.globals[n] {
            Cell::Value(value) => value.clone(),
            _ => Value::Unset,
        }
    }

    pub(super) fn special_text(&self, n: usize) -> String {
        self.special(n).string("%.6g").to_string()
    }

    pub(super) fn set_special(&mut self, n: usize, value: Value) {
        self.globals[n] = Cell::Value(value);
    }

    pub(super) fn text(&self, value: &Value) -> Rc<str> {
        match value {
            Value::Number(number) if number.fract() != 0.0 => {
                shown(*number, &self.special_text(CONVFMT)).into()
            }
            other => other.string("%.6g"),
        }
    }

    pub(super) fn variable(&mut self, name: Name) -> Run<Value> {
        if name == Name::Global(NF) {
            self.fields();
        }
        match self.cell(name) {
            Cell::Value(value) => Ok(value.clone()),
            Cell::Empty => Ok(Value::Unset),
            Cell::Array(_) => Err("type error: an array is used as a scalar".into()),
        }
    }

    pub(super) fn set_record(&mut self, text: String) {
        self.record = text;
        self.split = false;
    }

    /// Splits the record, if that was not done.
    fn fields(&mut self) {
        if self.split {
            return;
        }
        self.split = true;
        let record = self.record.clone();
        let separator = self.special_text(FS);
        self.fields = self.split_text(&record, &separator);
        self.count_fields();
    }

    fn count_fields(&mut self) {
        #[expect(clippy::cast_precision_loss, reason = "a count of fields is small")]
        let count = self.fields.len() as f64;
        self.globals[NF] = Cell::Value(Value::Number(count));
    }

    /// A text split at a separator as `FS` has it.
    pub(super) fn split_text(&mut self, text: &str, separator: &str) -> Vec<String> {
        if text.is_empty() {
            return Vec::new();
        }
        match separator {
            " " => text
                .split([' ', '\t', '\n'])
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            "" => text.chars().map(String::from).collect(),
            "\t" => text.split('\t').map(str::to_owned).collect(),
            one if one.chars().count() == 1 && one != "\\" => {
                text.split(one).map(str::to_owned).collect()
            }
            pattern => match self.compiled(pattern) {
                Ok(matcher) => super::call::split_by(text, &matcher),
                Err(_) => vec![text.to_owned()],
            },
        }
    }

    pub(super) fn compiled(&mut self, pattern: &str) -> Run<Rc<Matcher>> {
        if let Some(matcher) = self.regexes.get(pattern) {
            return Ok(Rc::clone(matcher));
        }
        let matcher = Matcher::new(pattern, Dialect::Extended, false).map_err(|mistake| {
            format!("regular expression compile failed ({mistake})\n{pattern}")
        })?;
        let matcher = Rc::new(matcher);
        self.regexes.insert(pattern.to_owned(), Rc::clone(&matcher));
        Ok(matcher)
    }

    /// An expression as a regular expression.
    pub(super) fn regex(&mut self, expr: &Expr) -> Run<Rc<Matcher>> {
        match expr {
            Expr::Regex(matcher) => Ok(Rc::clone(matcher)),
            Expr::Group(inner) => self.regex(inner),
            other => {
                let value = self.eval(other)?;
                let text = self.text(&value);
                self.compiled(&text)
            }
        }
    }

    fn field(&mut self, n: f64) -> Run<Value> {
        if n < 0.0 {
            return Err(format!("trying to access out of range field {n}"));
        }
        if n == 0.0 {
            return Ok(Value::Input(self.record.as_str().into()));
        }
        self.fields();
        let n = usize::try_from(super::value::to_integer(n)).unwrap_or(usize::MAX);
        Ok(self.fields.get(n - 1).map_or(Value::Unset, |text| Value::Input(text.as_str().into())))
    }

    fn set_field(&mut self, n: f64, text: &str) -> Run<()> {
        if n == 0.0 {
            self.set_record(text.to_owned());
            return Ok(());
        }
        if !(0.0..=10_000.0).contains(&n) {
            return Err(format!("trying to access out of range field {n}"));
        }
        self.fields();
        let n = usize::try_from(super::value::to_integer(n)).unwrap_or(1);
        if self.fields.len() < n {
            self.fields.resize(n, String::new());
            self.count_fields();
        }
        text.clone_into(&mut self.fields[n - 1]);
        self.record = self.fields.join(&self.special_text(OFS));
        Ok(())
    }

    /// The key of several subscripts.
    pub(super) fn key(&mut self, keys: &[Expr]) -> Run<String> {
        let mut all = Vec::new();
        for key in keys {
            let value = self.eval(key)?;
            all.push(self.text(&value).to_string());
        }
        Ok(all.join(&self.special_text(SUBSEP)))
    }

    pub(super) fn set(&mut self, target: &Expr, value: Value) -> Run<()> {
        match target {
            Expr::Variable(name) => {
                if matches!(self.cell(*name), Cell::Array(_)) {
                    return Err("type error: an array is used as a scalar".into());
                }
                *self.cell(*name) = Cell::Value(value.clone());
                if *name == Name::Global(NF) {
                    self.split = true;
                    let count = usize::try_from(super::value::to_integer(value.number()))
                        .unwrap_or(0)
                        .min(10_000);
                    self.fields.resize(count, String::new());
                    self.record = self.fields.join(&self.special_text(OFS));
                }
            }
            Expr::Field(n) => {
                let n = self.eval(n)?.number();
                let text = self.text(&value);
                self.set_field(n, &text)?;
            }
            Expr::Index(name, keys) => {
                let key = self.key(keys)?;
                self.array(*name)?.borrow_mut().insert(key, value);
            }
            Expr::Group(inner) => self.set(inner, value)?,
            _ => return Err("assignment to something that cannot be assigned to".into()),
        }
        Ok(())
    }

    pub(super) fn eval(&mut self, expr: &Expr) -> Run<Value> {
        Ok(match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::Text(Rc::clone(text)),
            Expr::Regex(matcher) => {
                Value::truth(matcher.is_match(&crate::os::bytes::encode(&self.record)))
            }
            Expr::Variable(name) => self.variable(*name)?,
            Expr::Field(n) => {
                let n = self.eval(n)?.number();
                self.field(n)?
            }
            Expr::Index(name, keys) => {
                let key = self.key(keys)?;
                self.array(*name)?.borrow_mut().entry(key).or_default().clone()
            }
            Expr::Assign(op, target, value) => {
                let mut value = self.eval(value)?;
                if let Some(op) = op {
                    let old = self.eval(target)?.number();
                    value = Value::Number(arith(*op, old, value.number())?);
                }
                self.set(target, value.clone())?;
                value
            }
            Expr::Choice(condition, yes, no) => {
                if self.eval(condition)?.is_true() {
                    self.eval(yes)?
                } else {
                    self.eval(no)?
                }
            }
            Expr::And(left, right) => {
                Value::truth(self.eval(left)?.is_true() && self.eval(right)?.is_true())
            }
            Expr::Or(left, right) => {
                Value::truth(self.eval(left)?.is_true() || self.eval(right)?.is_true())
            }
            Expr::In(keys, name) => {
                let key = self.key(keys)?;
                Value::truth(self.array(*name)?.borrow().contains_key(&key))
            }
            Expr::Match(on, text, pattern) => {
                let value = self.eval(text)?;
                let text = self.text(&value);
                let matcher = self.regex(pattern)?;
                Value::truth(matcher.is_match(&crate::os::bytes::encode(&text)) == *on)
            }
            Expr::Compare(op, left, right) => {
                let (left, right) = (self.eval(left)?, self.eval(right)?);
                Value::truth(self.compare(op, &left, &right))
            }
            Expr::Concat(left, right) => {
                let (left, right) = (self.eval(left)?, self.eval(right)?);
                Value::text(format!("{}{}", self.text(&left), self.text(&right)))
            }
            Expr::Arith(op, left, right) => {
                let (left, right) = (self.eval(left)?.number(), self.eval(right)?.number());
                Value::Number(arith(*op, left, right)?)
            }
            Expr::Not(inner) => Value::truth(!self.eval(inner)?.is_true()),
            Expr::Minus(inner) => Value::Number(-self.eval(inner)?.number()),
            Expr::Plus(inner) => Value::Number(self.eval(inner)?.number()),
            Expr::Step { by, before, target } => {
                let old = self.eval(target)?.number();
                self.set(target, Value::Number(old + by))?;
                Value::Number(if *before { old + by } else { old })
            }
            Expr::Group(inner) => self.eval(inner)?,
            Expr::Call(function, arguments) => self.call(*function, arguments)?,
            Expr::Builtin(name, arguments) => self.builtin(name, arguments)?,
            Expr::Getline { into, from } => self.getline(into.as_deref(), from)?,
        })
    }

    fn compare(&self, op: &str, left: &Value, right: &Value) -> bool {
        use std::cmp::Ordering;
        let order = match (left.as_number(), right.as_number()) {
            (Some(left), Some(right)) => left.partial_cmp(&right).unwrap_or(Ordering::Equal),
            _ => self.text(left).cmp(&self.text(right)),
        };
        match op {
            "<" => order == Ordering::Less,
            "<=" => order != Ordering::Greater,
            "==" => order == Ordering::Equal,
            "!=" => order != Ordering::Equal,
            ">" => order == Ordering::Greater,
            _ => order != Ordering::Less,
        }
    }

    fn call(&mut self, function: usize, arguments: &[Expr]) -> Run<Value> {
        let program = self.program;
        let Some(function) = program.functions.get(function) else {
            return Err("no such function".into());
        };
        if self.frames.len() >= CALLS {
            return Err(format!("function {}: calls nest too deeply", function.name));
        }
        let mut frame = Vec::new();
        // Names that have no value yet may become arrays inside: the caller's name gets them then.
        let mut later = Vec::new();
        for (n, argument) in arguments.iter().enumerate() {
            frame.push(match argument {
                Expr::Variable(name) => match self.cell(*name).clone() {
                    Cell::Empty => {
                        later.push((n, *name));
                        Cell::Empty
                    }
                    other => other,
                },
                other => Cell::Value(self.eval(other)?),
            });
        }
        frame.resize(function.parameters.max(frame.len()), Cell::Empty);
        self.frames.push(frame);
        let result = self.body(&function.body);
        let frame = self.frames.pop().unwrap_or_default();
        for (n, name) in later {
            if let Some(Cell::Array(array)) = frame.get(n) {
                *self.cell(name) = Cell::Array(Rc::clone(array));
            }
        }
        result
    }
}

fn arith(op: char, left: f64, right: f64) -> Run<f64> {
    Ok(match op {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' if right == 0.0 => return Err("division by zero".into()),
        '/' => left / right,
        '%' if right == 0.0 => return Err("division by zero in %".into()),
        '%' => left % right,
        _ => left.powf(right),
    })
}
