//! `[[ ]]`.

use crate::builtins::test::{Checked, binary, unary};
use crate::expand::Boxed;
use crate::expand::pattern::Pattern;
use crate::shell::dynamic::indexed;
use crate::shell::{Flow, Place, Ran, Shell};
use crate::syntax::ast::{TestExpr, Word};
use crate::tools::regex::Dialect;

impl Shell {
    /// The status of a conditional command.
    pub(super) async fn conditional(&mut self, expr: &TestExpr) -> Ran {
        match self.holds(expr).await {
            Ok(holds) => Ok(i32::from(!holds)),
            Err(Flow::Return(2)) => Ok(2),
            Err(flow) => Err(flow),
        }
    }

    fn holds<'a>(&'a mut self, expr: &'a TestExpr) -> Boxed<'a, Result<bool, Flow>> {
        Box::pin(async move {
            Ok(match expr {
                TestExpr::And(left, right) => self.holds(left).await? && self.holds(right).await?,
                TestExpr::Or(left, right) => self.holds(left).await? || self.holds(right).await?,
                TestExpr::Not(inner) => !self.holds(inner).await?,
                TestExpr::Group(inner) => self.holds(inner).await?,
                TestExpr::Single(word) => {
                    let text = self.single(word).await?;
                    self.trace_test(&format!("-n {}", crate::vars::quote::sparing(&text))).await?;
                    !text.is_empty()
                }
                TestExpr::Unary(op, word) => {
                    let text = if op == "-v" {
                        self.raw_reference(word).await?
                    } else {
                        self.single(word).await?
                    };
                    self.trace_test(&format!("{op} {}", crate::vars::quote::sparing(&text)))
                        .await?;
                    match unary(self, op, &text) {
                        Checked::Is(holds) => holds,
                        Checked::Wrong(message) => return Err(self.wrong(&message).await),
                    }
                }
                TestExpr::Binary(op, left, right) => self.compares(op, left, right).await?,
            })
        })
    }

    /// `-v name[$i]`: the subscript is expanded, quotes fall.
    async fn raw_reference(&mut self, word: &Word) -> Result<String, Flow> {
        self.single(word).await
    }

    async fn wrong(&mut self, message: &str) -> Flow {
        match self.complain(message).await {
            Err(flow) => flow,
            Ok(()) => Flow::Return(2),
        }
    }

    async fn trace_test(&mut self, text: &str) -> Result<(), Flow> {
        if self.options.xtrace { self.trace(&format!("[[ {text} ]]")).await } else { Ok(()) }
    }

    async fn compares(&mut self, op: &str, left: &Word, right: &Word) -> Result<bool, Flow> {
        let text = self.single(left).await?;
        let shown = crate::vars::quote::sparing(&text);
        match op {
            "=" | "==" | "!=" => {
                let pattern = self.pattern(right).await?;
                self.trace_test(&format!("{shown} {op} {pattern}")).await?;
                let fold = self.options.has("nocasematch");
                Ok(Pattern::new(&pattern, true, fold).matches(&text) == (op != "!="))
            }
            "=~" => {
                let pattern = self.regex(right).await?;
                self.trace_test(&format!("{shown} =~ {pattern}")).await?;
                self.matches_regex(&text, &pattern).await
            }
            "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge" => {
                let other = self.single(right).await?;
                self.trace_test(&format!("{shown} {op} {}", crate::vars::quote::sparing(&other)))
                    .await?;
                let numbers = match self.number_of_operand(&text).await {
                    Ok(left) => self.number_of_operand(&other).await.map(|right| (left, right)),
                    Err(flow) => Err(flow),
                };
                match numbers {
                    Ok((left, right)) => Ok(crate::builtins::test::compare(op, left, right)),
                    // A wrong number makes the test false, not the line.
                    Err(Flow::Discard(_)) => Err(Flow::Return(2)).or(Ok(false)),
                    Err(flow) => Err(flow),
                }
            }
            _ => {
                let other = self.single(right).await?;
                self.trace_test(&format!("{shown} {op} {}", crate::vars::quote::sparing(&other)))
                    .await?;
                match binary(self, op, &text, &other) {
                    Checked::Is(holds) => Ok(holds),
                    Checked::Wrong(message) => Err(self.wrong(&message).await),
                }
            }
        }
    }

    /// A number as `[[` takes it; complaints name the command.
    async fn number_of_operand(&mut self, text: &str) -> Result<i64, Flow> {
        match crate::expand::arith::eval(self, text) {
            Ok(number) => Ok(number),
            Err(crate::expand::arith::ArithError::Unbound(name)) => {
                Err(self.fatal(&format!("{name}: unbound variable")).await)
            }
            Err(error) => Err(self.discards(&format!("[[: {error}")).await),
        }
    }

    async fn matches_regex(&mut self, text: &str, pattern: &str) -> Result<bool, Flow> {
        let fold = self.options.has("nocasematch");
        let Ok(regex) = crate::tools::regex::Matcher::new(pattern, Dialect::Extended, fold) else {
            return Err(Flow::Return(2));
        };
        let found = regex.captures(text.as_bytes(), 0);
        let groups = found.as_ref().map_or_else(Vec::new, |groups| {
            groups
                .iter()
                .map(|group| {
                    group.map(|(start, end)| text[start..end].to_owned()).unwrap_or_default()
                })
                .collect()
        });
        // It is no variable that could be readonly.
        let _ = self.set_value("BASH_REMATCH", indexed(groups), Place::Global);
        Ok(found.is_some())
    }
}
