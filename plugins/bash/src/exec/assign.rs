//! Assignments as commands make them: to variables, elements and whole arrays.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::shell::{Flow, Place, Shell};
use crate::syntax::ast::{Assign, AssignValue};
use crate::vars::{Value, Variable, quote};

impl Shell {
    /// Carries out an assignment.
    pub(crate) async fn assign_word(&mut self, assign: &Assign, place: Place) -> Result<(), Flow> {
        match &assign.value {
            AssignValue::Array(elements) => {
                if self.options.xtrace {
                    self.trace(&crate::syntax::print::assignment(assign)).await?;
                }
                self.assign_array(&assign.name, elements, assign.append, place).await
            }
            AssignValue::Scalar(word) => {
                let value = self.assigned(word).await?;
                let index = match &assign.index {
                    Some(word) => Some(self.subscript_of(&assign.name, word).await?),
                    None => None,
                };
                if self.options.xtrace {
                    let index =
                        index.as_ref().map(|index| format!("[{index}]")).unwrap_or_default();
                    let plus = if assign.append { "+" } else { "" };
                    self.trace(&format!("{}{index}{plus}={}", assign.name, quote::sparing(&value)))
                        .await?;
                }
                let done =
                    self.assign(&assign.name, index.as_deref(), &value, assign.append, place);
                self.allowed(done).await
            }
        }
    }

    /// Complains about a variable that could not be set.
    pub(crate) async fn allowed(
        &mut self,
        done: Result<(), crate::shell::Denied>,
    ) -> Result<(), Flow> {
        match done {
            Ok(()) => Ok(()),
            Err(denied) if denied.fatal => Err(self.discards(&denied.message).await),
            Err(denied) => self.complain(&denied.message).await,
        }
    }

    /// `name=(…)`.
    async fn assign_array(
        &mut self,
        name: &str,
        elements: &[crate::syntax::ast::Element],
        append: bool,
        place: Place,
    ) -> Result<(), Flow> {
        let target = if place == Place::Found { self.resolve(name).0 } else { name.to_owned() };
        let old = self.slot(&target, place).clone();
        if old.attrs.readonly {
            return Err(self.discards(&format!("{target}: readonly variable")).await);
        }
        let value = match &old.value {
            Value::Assoc(array) => {
                let start = if append { Rc::clone(array) } else { Rc::default() };
                self.assoc_elements(&target, elements, start, &old).await?
            }
            other => {
                let start = match other {
                    Value::Indexed(array) if append => Rc::clone(array),
                    Value::Scalar(text) if append => Rc::new(BTreeMap::from([(0, text.clone())])),
                    _ => Rc::default(),
                };
                self.indexed_elements(&target, elements, start, &old).await?
            }
        };
        let done = self.set_value(&target, value, place);
        self.allowed(done).await
    }

    async fn indexed_elements(
        &mut self,
        name: &str,
        elements: &[crate::syntax::ast::Element],
        mut array: Rc<BTreeMap<i64, String>>,
        old: &Variable,
    ) -> Result<Value, Flow> {
        let array_mut = Rc::make_mut(&mut array);
        let mut next = array_mut.last_key_value().map_or(0, |(last, _)| last + 1);
        for element in elements {
            let Some(index) = &element.index else {
                let mut fields = Vec::new();
                self.fields_of(&element.value, &mut fields).await?;
                for field in fields {
                    let text = self.cast(old, None, &field, false);
                    let text = self.granted(text).await?;
                    array_mut.insert(next, text);
                    next += 1;
                }
                continue;
            };
            let at = self.number(index).await?;
            let at = if at < 0 { at + next } else { at };
            if at < 0 {
                let message = format!("{name}[{}]: bad array subscript", index.raw);
                return Err(self.discards(&message).await);
            }
            let mut text = self.assigned(&element.value).await?;
            if element.append {
                text = array_mut.get(&at).cloned().unwrap_or_default() + &text;
            }
            let text = self.cast(old, None, &text, false);
            let text = self.granted(text).await?;
            array_mut.insert(at, text);
            next = at + 1;
        }
        Ok(Value::Indexed(array))
    }

    async fn assoc_elements(
        &mut self,
        name: &str,
        elements: &[crate::syntax::ast::Element],
        mut array: Rc<crate::vars::assoc::Assoc>,
        old: &Variable,
    ) -> Result<Value, Flow> {
        let array_mut = Rc::make_mut(&mut array);
        let mut key: Option<String> = None;
        for element in elements {
            let (index, text) = match (&element.index, key.take()) {
                (Some(index), _) => {
                    (self.single(index).await?, self.assigned(&element.value).await?)
                }
                (None, Some(index)) => (index, self.single(&element.value).await?),
                (None, None) => {
                    key = Some(self.single(&element.value).await?);
                    continue;
                }
            };
            if index.is_empty() {
                let message = format!("{name}[]: bad array subscript");
                self.complain(&message).await?;
                continue;
            }
            let text = if element.append {
                array_mut.get(&index).unwrap_or_default().to_owned() + &text
            } else {
                text
            };
            let text = self.cast(old, None, &text, false);
            let text = self.granted(text).await?;
            array_mut.set(&index, text);
        }
        if let Some(index) = key {
            array_mut.set(&index, String::new());
        }
        Ok(Value::Assoc(array))
    }

    async fn granted(
        &mut self,
        text: Result<String, crate::shell::Denied>,
    ) -> Result<String, Flow> {
        match text {
            Ok(text) => Ok(text),
            Err(denied) => Err(self.discards(&denied.message).await),
        }
    }
}
