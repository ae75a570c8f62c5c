//! The value of an expression.

use super::{ArithError, Expr, Lvalue, eval_at, wrong};
use crate::shell::{Place, Shell};
use crate::vars::Value;

/// An expression being evaluated.
pub(super) struct Evaluation<'a> {
    pub(super) shell: &'a mut Shell,
    pub(super) text: &'a str,
    pub(super) depth: u32,
}

impl Evaluation<'_> {
    pub(super) fn value(&mut self, expr: &Expr) -> Result<i64, ArithError> {
        Ok(match expr {
            Expr::Number(number) => *number,
            Expr::Variable(target) => self.read(target)?,
            Expr::Unary(op, inner) => {
                let value = self.value(inner)?;
                match op {
                    '-' => value.wrapping_neg(),
                    '!' => i64::from(value == 0),
                    '~' => !value,
                    _ => value,
                }
            }
            Expr::Step { by, before, target } => {
                let old = self.read(target)?;
                let new = old.wrapping_add(*by);
                self.write(target, new)?;
                if *before { new } else { old }
            }
            Expr::Binary("&&", left, right) => {
                i64::from(self.value(left)? != 0 && self.value(right)? != 0)
            }
            Expr::Binary("||", left, right) => {
                i64::from(self.value(left)? != 0 || self.value(right)? != 0)
            }
            Expr::Binary(op, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                self.binary(op, left, right)?
            }
            Expr::Choice(condition, yes, no) => {
                if self.value(condition)? != 0 {
                    self.value(yes)?
                } else {
                    self.value(no)?
                }
            }
            Expr::Assign(op, target, value) => {
                let mut new = self.value(value)?;
                if !op.is_empty() {
                    let old = self.read(target)?;
                    new = self.binary(op, old, new)?;
                }
                self.write(target, new)?;
                new
            }
            Expr::Comma(left, right) => {
                self.value(left)?;
                self.value(right)?
            }
        })
    }

    fn binary(&self, op: &str, left: i64, right: i64) -> Result<i64, ArithError> {
        let truth = i64::from;
        // Shifts count modulo 64, as the processor does.
        let by = u32::try_from(right & 63).unwrap_or(0);
        Ok(match op {
            "+" => left.wrapping_add(right),
            "-" => left.wrapping_sub(right),
            "*" => left.wrapping_mul(right),
            "/" | "%" if right == 0 => {
                let at = self.text.rfind(['/', '%']).map_or(0, |n| n + 1);
                let at = at + usize::from(self.text[at..].starts_with('='));
                return Err(wrong(self.text, "division by 0", self.text[at..].trim_start()));
            }
            "/" => left.wrapping_div(right),
            "%" => left.wrapping_rem(right),
            "**" if right < 0 => {
                let at = self.text.rfind("**").map_or(0, |n| n + 2);
                return Err(wrong(
                    self.text,
                    "exponent less than 0",
                    self.text[at..].trim_start().trim_start_matches('-'),
                ));
            }
            "**" => power(left, right),
            "<<" => left.wrapping_shl(by),
            ">>" => left.wrapping_shr(by),
            "&" => left & right,
            "|" => left | right,
            "^" => left ^ right,
            "==" => truth(left == right),
            "!=" => truth(left != right),
            "<" => truth(left < right),
            ">" => truth(left > right),
            "<=" => truth(left <= right),
            _ => truth(left >= right),
        })
    }

    /// The subscript of a variable: a key, or the value of an expression.
    fn index(&mut self, target: &Lvalue) -> Result<Option<String>, ArithError> {
        let Some(text) = &target.index else { return Ok(None) };
        let is_assoc = self
            .shell
            .variable(&target.name)
            .is_some_and(|variable| matches!(variable.value, Value::Assoc(_)));
        if is_assoc {
            return Ok(Some(text.trim_matches(['"', '\'']).to_owned()));
        }
        Ok(Some(eval_at(self.shell, text, self.depth + 1)?.to_string()))
    }

    fn read(&mut self, target: &Lvalue) -> Result<i64, ArithError> {
        let value = match self.index(target)? {
            Some(index) => self.shell.element(&target.name, &index),
            None => self.shell.get(&target.name),
        };
        match value {
            Some(text) => eval_at(self.shell, &text, self.depth + 1),
            None if self.shell.options.has("nounset") => {
                let index =
                    target.index.as_ref().map(|index| format!("[{index}]")).unwrap_or_default();
                Err(ArithError::Unbound(format!("{}{index}", target.name)))
            }
            None => Ok(0),
        }
    }

    fn write(&mut self, target: &Lvalue, value: i64) -> Result<(), ArithError> {
        let index = self.index(target)?;
        self.shell
            .assign(&target.name, index.as_deref(), &value.to_string(), false, Place::Found)
            .map_err(|denied| ArithError::Denied(denied.message))
    }
}

fn power(mut base: i64, mut exponent: i64) -> i64 {
    let mut result: i64 = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result.wrapping_mul(base);
        }
        base = base.wrapping_mul(base);
        exponent >>= 1;
    }
    result
}
