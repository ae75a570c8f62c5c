//! `${name:offset:length}`.

use super::Expanded;
use super::param::{Subscript, Target, View};
use crate::shell::{Flow, Shell};
use crate::syntax::ast::{ParamName, Word};
use crate::vars::Value;

impl Shell {
    /// A part of a text, of the positional parameters, or of an array.
    pub(super) async fn slice(
        &mut self,
        target: &Target,
        view: View,
        offset: &Word,
        length: Option<&Word>,
    ) -> Expanded<View> {
        let start = self.number(offset).await?;
        let count = match length {
            Some(word) => Some(self.number(word).await?),
            None => None,
        };
        match view {
            View::One(None) => Ok(View::One(None)),
            View::One(Some(text)) => {
                let chars: Vec<char> = text.chars().collect();
                match range(chars.len(), start, count) {
                    Ok(range) => Ok(View::One(Some(chars[range].iter().collect()))),
                    Err(count) => Err(self.below_zero(count).await),
                }
            }
            View::All { values, star } => {
                let values = match &target.name {
                    ParamName::Special(_) => {
                        std::iter::once(self.name.clone()).chain(values).collect()
                    }
                    _ => values,
                };
                let skipped = self.skipped(target, start);
                let (start, size) = match (&target.name, skipped) {
                    (ParamName::Special(_), _) if start == 0 && count.is_none() => {
                        (0, values.len())
                    }
                    (_, Some(skipped)) => {
                        (i64::try_from(skipped).unwrap_or(i64::MAX), values.len())
                    }
                    _ => (start, values.len()),
                };
                if count.is_some_and(|count| count < 0) {
                    return Err(self.below_zero(count.unwrap_or(0)).await);
                }
                match range(size, start, count) {
                    Ok(range) => Ok(View::All { values: values[range].to_vec(), star }),
                    Err(count) => Err(self.below_zero(count).await),
                }
            }
        }
    }

    /// How many elements of a sparse array stand before a subscript.
    fn skipped(&self, target: &Target, start: i64) -> Option<usize> {
        let (ParamName::Variable(name), Subscript::At | Subscript::Star) =
            (&target.name, &target.index)
        else {
            return None;
        };
        let Value::Indexed(array) = self.value(name)? else { return None };
        let end = array.last_key_value().map_or(0, |(last, _)| last + 1);
        let from = if start < 0 { start + end } else { start };
        if from < 0 {
            return Some(array.len());
        }
        Some(array.range(..from).count())
    }

    async fn below_zero(&mut self, count: i64) -> Flow {
        self.discards(&format!("{count}: substring expression < 0")).await
    }
}

/// The range of `size` things that a slice takes; `Err` where the end comes before the start.
fn range(size: usize, start: i64, count: Option<i64>) -> Result<std::ops::Range<usize>, i64> {
    let size_signed = i64::try_from(size).unwrap_or(i64::MAX);
    let from = if start < 0 { start + size_signed } else { start };
    if from < 0 || from > size_signed {
        return Ok(size..size);
    }
    let to = match count {
        None => size_signed,
        Some(count) if count < 0 => size_signed + count,
        Some(count) => from.saturating_add(count).min(size_signed),
    };
    if to < from {
        return Err(count.unwrap_or(0));
    }
    let at = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(at(from)..at(to))
}
