//! Variables as the shell reads and sets them: namerefs, attributes, subscripts.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Shell;
use crate::expand::arith;
use crate::vars::{Value, Variable};

/// How many namerefs lead on from one another.
const NAMEREFS: usize = 16;

/// Why a variable could not be set; what is complained about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Denied {
    pub(crate) message: String,
    /// The shell cannot go on with the command.
    pub(crate) fatal: bool,
}

impl Denied {
    fn readonly(name: &str) -> Self {
        Self::grave(format!("{name}: readonly variable"))
    }

    pub(crate) fn mild(message: String) -> Self {
        Self { message, fatal: false }
    }

    fn grave(message: String) -> Self {
        Self { message, fatal: true }
    }
}

/// Where a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Wherever the variable is; global if it is nowhere.
    Found,
    Local,
    Global,
}

fn end_of(array: &BTreeMap<i64, String>) -> i64 {
    array.last_key_value().map_or(0, |(last, _)| last + 1)
}

impl Shell {
    /// The name a nameref leads to, and the subscript it may have.
    pub(crate) fn resolve(&self, name: &str) -> (String, Option<String>) {
        let mut name = name.to_owned();
        for _ in 0..NAMEREFS {
            match self.vars.get(&name) {
                Some(Variable { value: Value::Scalar(target), attrs })
                    if attrs.nameref && !target.is_empty() =>
                {
                    if let Some((base, index)) = target.split_once('[') {
                        return (base.to_owned(), Some(index.trim_end_matches(']').to_owned()));
                    }
                    if *target == name {
                        break;
                    }
                    name = target.clone();
                }
                _ => break,
            }
        }
        (name, None)
    }

    /// A variable, through namerefs; those that compute themselves are not among them.
    pub(crate) fn variable(&self, name: &str) -> Option<&Variable> {
        match self.vars.get(name) {
            Some(variable) if variable.attrs.nameref => self.vars.get(&self.resolve(name).0),
            found => found,
        }
    }

    /// The value of a variable; of an array, that of its first element.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        if let Some(value) = self.dynamic(name) {
            return value.scalar().map(str::to_owned);
        }
        let variable = self.vars.get(name)?;
        if !variable.attrs.nameref {
            return variable.value.scalar().map(str::to_owned);
        }
        match self.resolve(name) {
            (target, Some(index)) => self.element(&target, &index),
            (target, None) if target == name => None,
            (target, None) => self.get(&target),
        }
    }

    /// The value with all its elements.
    pub(crate) fn value(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.dynamic(name) {
            return Some(value);
        }
        self.variable(name).map(|variable| variable.value.clone())
    }

    /// An element by a subscript that holds no expansions any more.
    pub(crate) fn element(&self, name: &str, index: &str) -> Option<String> {
        match self.value(name)? {
            Value::Unset => None,
            Value::Scalar(text) => (self.position(index, 1).ok()? == 0).then_some(text),
            Value::Indexed(array) => {
                array.get(&self.position(index, end_of(&array)).ok()?).cloned()
            }
            Value::Assoc(array) => array.get(index).map(str::to_owned),
        }
    }

    /// A subscript's number; negative ones count from the end.
    pub(crate) fn position(&self, index: &str, end: i64) -> Result<i64, String> {
        let number = match index.trim().parse::<i64>() {
            Ok(number) if !index.starts_with('0') || index == "0" => number,
            _ => {
                let mut scratch = self.clone();
                arith::eval(&mut scratch, index).map_err(|error| error.to_string())?
            }
        };
        Ok(if number < 0 { number + end } else { number })
    }

    /// Sets a variable.
    pub(crate) fn set(&mut self, name: &str, text: &str) -> Result<(), Denied> {
        self.assign(name, None, text, false, Place::Found)
    }

    /// Sets a variable or an element of it.
    pub(crate) fn assign(
        &mut self,
        name: &str,
        index: Option<&str>,
        text: &str,
        append: bool,
        place: Place,
    ) -> Result<(), Denied> {
        let (name, inner) =
            if place == Place::Found { self.resolve(name) } else { (name.to_owned(), None) };
        let index = index.or(inner.as_deref());
        if self.set_dynamic(&name, text) {
            return Ok(());
        }
        let old = self.slot(&name, place).clone();
        if old.attrs.readonly {
            return Err(Denied::readonly(&name));
        }
        let text = self.cast(&old, index, text, append)?;
        let value = match (index, old.value) {
            (None, Value::Indexed(mut array)) => {
                Rc::make_mut(&mut array).insert(0, text);
                Value::Indexed(array)
            }
            (index, Value::Assoc(mut array)) => {
                let index = index.unwrap_or("0");
                if index.is_empty() {
                    return Err(Denied::grave(format!("{name}[{index}]: bad array subscript")));
                }
                self.vars.change(&name).value = Value::Unset;
                Rc::make_mut(&mut array).set(index, text);
                Value::Assoc(array)
            }
            (None, _) => Value::Scalar(text),
            (Some(index), old) => self.indexed_element(&name, index, text, old, place)?,
        };
        let export = self.options.on('a') && index.is_none();
        let slot = self.slot(&name, place);
        slot.value = value;
        slot.attrs.bare = false;
        slot.attrs.export |= export;
        self.noticed(&name);
        Ok(())
    }

    /// An indexed array with one element set; `old` is what was there.
    fn indexed_element(
        &mut self,
        name: &str,
        index: &str,
        text: String,
        old: Value,
        place: Place,
    ) -> Result<Value, Denied> {
        let mut array = match old {
            Value::Indexed(array) => array,
            Value::Scalar(first) => Rc::new(BTreeMap::from([(0, first)])),
            _ => Rc::default(),
        };
        let bad = || Denied::grave(format!("{name}[{index}]: bad array subscript"));
        if index.trim().is_empty() {
            return Err(bad());
        }
        let at = arith::eval(self, index).map_err(|error| Denied::grave(error.to_string()))?;
        let at = if at < 0 { at + end_of(&array) } else { at };
        if at < 0 {
            return Err(bad());
        }
        // The variable lets go of the array, so that it is changed where it is.
        self.slot(name, place).value = Value::Unset;
        Rc::make_mut(&mut array).insert(at, text);
        Ok(Value::Indexed(array))
    }

    /// Gives a variable a whole value.
    pub(crate) fn set_value(
        &mut self,
        name: &str,
        value: Value,
        place: Place,
    ) -> Result<(), Denied> {
        let name = if place == Place::Found { self.resolve(name).0 } else { name.to_owned() };
        let slot = self.slot(&name, place);
        if slot.attrs.readonly {
            return Err(Denied::readonly(&name));
        }
        slot.value = value;
        slot.attrs.bare = false;
        Ok(())
    }

    /// The variable itself, made if need be.
    pub(crate) fn slot(&mut self, name: &str, place: Place) -> &mut Variable {
        match place {
            Place::Found => self.vars.change(name),
            Place::Local => self.vars.local(name),
            Place::Global => self.vars.global(name),
        }
    }

    /// What attributes make of a new text.
    pub(crate) fn cast(
        &mut self,
        old: &Variable,
        index: Option<&str>,
        text: &str,
        append: bool,
    ) -> Result<String, Denied> {
        let before =
            if append { self.before(old, index).unwrap_or_default() } else { String::new() };
        if old.attrs.integer {
            let denied = |error: arith::ArithError| Denied::grave(error.to_string());
            let number = arith::eval(self, text).map_err(denied)?;
            let base = arith::eval(self, &before).map_err(denied)?;
            return Ok(number.wrapping_add(base).to_string());
        }
        let text = before + text;
        Ok(if old.attrs.lower {
            text.to_lowercase()
        } else if old.attrs.upper {
            text.to_uppercase()
        } else if old.attrs.capital {
            let mut chars = text.chars();
            let first = chars.next().map(|c| c.to_uppercase().collect::<String>());
            first.unwrap_or_default() + &chars.as_str().to_lowercase()
        } else {
            text
        })
    }

    /// What stands where a new text is to be appended.
    fn before(&self, old: &Variable, index: Option<&str>) -> Option<String> {
        match (index, &old.value) {
            (Some(index), Value::Assoc(array)) => array.get(index).map(str::to_owned),
            (Some(index), Value::Indexed(array)) => {
                array.get(&self.position(index, end_of(array)).ok()?).cloned()
            }
            (Some(index), Value::Scalar(text)) => (index == "0").then(|| text.clone()),
            (_, value) => value.scalar().map(str::to_owned),
        }
    }

    /// What follows from a change.
    fn noticed(&mut self, name: &str) {
        if name == "PATH" {
            Rc::make_mut(&mut self.hashed).clear();
        }
        if name == "OPTIND" {
            let index =
                self.vars.get(name).and_then(|variable| variable.value.scalar()?.parse().ok());
            self.getopts = (index.unwrap_or(1), 0);
        }
    }

    /// Takes a variable or one of its elements away.
    pub(crate) fn unset(&mut self, name: &str, index: Option<&str>) -> Result<(), Denied> {
        let (name, _) = self.resolve(name);
        let Some(variable) = self.vars.get(&name) else { return Ok(()) };
        if variable.attrs.readonly {
            return Err(Denied::mild(format!("unset: {name}: cannot unset: readonly variable")));
        }
        match (index, variable.value.clone()) {
            (None, _) | (Some("@" | "*"), Value::Indexed(_)) => self.vars.remove(&name),
            (Some(index), Value::Assoc(mut array)) => {
                Rc::make_mut(&mut array).remove(index);
                self.vars.change(&name).value = Value::Assoc(array);
            }
            (Some(index), Value::Indexed(mut array)) => {
                let at = self.position(index, end_of(&array)).map_err(Denied::mild)?;
                if at < 0 {
                    return Err(Denied::mild(format!("unset: [{index}]: bad array subscript")));
                }
                Rc::make_mut(&mut array).remove(&at);
                self.vars.change(&name).value = Value::Indexed(array);
            }
            (Some("0"), _) => self.vars.remove(&name),
            _ => return Err(Denied::mild(format!("unset: {name}: not an array variable"))),
        }
        Ok(())
    }
}
