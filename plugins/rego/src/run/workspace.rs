//! What an example is evaluated with: the policies of its page, the data, the input.

use proofpress_plugin::{Declined, RunRequest};
use regorus::unstable::{Expr, Module, Ref, Rule};
use regorus::{Engine, Value};

use super::Ended;
use crate::mistake::Mistake;
use crate::recursion::recursions;
use crate::version::{self, Version};
use crate::{builtins, calls, policy};

/// What the policy of an example is called unless it has a name.
const EXAMPLE: &str = "example.rego";

/// What a page holds for one example.
pub(super) struct Workspace {
    pub(super) version: Version,
    /// What the example is called.
    pub(super) name: String,
    /// Whether lines are to be counted.
    pub(super) coverage: bool,
    /// The query of the fence.
    asked: Option<String>,
    /// Name and text of every policy, the example's last.
    policies: Vec<(String, String)>,
    /// Where the documents belong below `data`, and their text.
    documents: Vec<(Vec<String>, String)>,
    input: Option<String>,
}

/// What is evaluated.
pub(super) enum Question {
    /// A query.
    Query(String),
    /// The tests of all policies.
    Tests,
}

impl Workspace {
    pub(super) fn of(request: &RunRequest) -> Result<Self, Declined> {
        let attribute = |name: &str| {
            request.attrs.iter().find(|attr| attr.key == name).map(|attr| attr.value.clone())
        };
        let [example] = request.main.steps.as_slice() else {
            return Err(Declined("a policy is one text, not a transcript".into()));
        };
        let name = request.main.name.clone().unwrap_or_else(|| EXAMPLE.into());
        let mut workspace = Self {
            version: version::of(&request.attrs)?,
            coverage: attribute("rego.coverage").is_some(),
            asked: attribute("rego.query"),
            policies: Vec::new(),
            documents: Vec::new(),
            input: (!request.stdin.is_empty()).then(|| text(&request.stdin)),
            name,
        };
        for file in request.files.iter().filter(|file| file.path != workspace.name) {
            let contents = text(&file.contents);
            if file.path.ends_with(".rego") {
                workspace.policies.push((file.path.clone(), contents));
            } else if let Some(place) = data_place(&file.path) {
                workspace.documents.push((place, contents));
            } else if is_document(&file.path, "input") && workspace.input.is_none() {
                workspace.input = Some(contents);
            }
        }
        for (at, part) in request.prelude.iter().enumerate() {
            let name = part.name.clone().unwrap_or_else(|| format!("example-{}.rego", at + 1));
            workspace.policies.retain(|(other, _)| *other != name);
            workspace.policies.push((name, part.steps.concat()));
        }
        workspace.policies.push((workspace.name.clone(), example.clone()));
        let query = workspace.asked.iter().map(|query| ("the query", query.as_str()));
        let policies = workspace.policies.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in policies.chain(query) {
            if policy::depth(text) > policy::DEEPEST {
                let most = policy::DEEPEST;
                return Err(Declined(format!("{name} nests brackets more than {most} deep")));
            }
        }
        Ok(workspace)
    }

    /// An evaluator with everything loaded.
    pub(super) fn engine(&self, now: u64, seed: u64) -> Result<Engine, Ended> {
        let mut engine = Engine::new();
        engine.set_policy_length_config(policy::lengths());
        engine.set_rego_v0(self.version == Version::V0);
        engine.set_strict_builtin_errors(false);
        engine.set_gather_prints(true);
        builtins::add(&mut engine, now, seed)?;
        for (name, text) in &self.policies {
            engine.add_policy(name.clone(), text.clone())?;
        }
        for module in engine.get_modules() {
            if let Some(found) = recursions(module).into_iter().next() {
                let name = format!("{}.{}", package(module), found.name);
                return Err(Ended::Mistake(Mistake {
                    file: module.package.span.source.get_path().clone(),
                    line: found.line,
                    column: 1,
                    message: format!("rule {name} is recursive: {name} -> {name}"),
                }));
            }
        }
        for (place, text) in &self.documents {
            let mut document = Value::from_yaml_str(text)?;
            for name in place.iter().rev() {
                let inner = std::mem::replace(&mut document, Value::new_object());
                document.as_object_mut()?.insert(name.as_str().into(), inner);
            }
            engine.add_data(document)?;
        }
        if let Some(input) = &self.input {
            engine.set_input(Value::from_yaml_str(input)?);
        }
        Ok(engine)
    }

    /// What the example asks for: its query, its tests, or its package.
    pub(super) fn question(&self, engine: &mut Engine) -> Question {
        if let Some(query) = &self.asked {
            return Question::Query(query.clone());
        }
        let modules = engine.get_modules();
        let Some(module) = modules.last() else { return Question::Query("data".into()) };
        if module.policy.iter().any(|rule| test_name(rule).is_some()) {
            return Question::Tests;
        }
        Question::Query(package(module))
    }
}

/// A module's package as a reference: `data.example["with-dash"]`.
pub(super) fn package(module: &Module) -> String {
    let mut query = String::from("data");
    let names = calls::path(&module.package.refr);
    for name in names.split('.') {
        let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && !name.starts_with(|first: char| first.is_ascii_digit());
        match plain {
            true => query.push_str(&format!(".{name}")),
            false => query.push_str(&format!("[{name:?}]")),
        }
    }
    query
}

/// The name of a rule that is a test, `todo_` tests included.
pub(super) fn test_name(rule: &Ref<Rule>) -> Option<String> {
    let Rule::Spec { head, .. } = rule.as_ref() else { return None };
    let refr: &Ref<Expr> = match head {
        regorus::unstable::RuleHead::Compr { refr, .. }
        | regorus::unstable::RuleHead::Set { refr, .. } => refr,
        regorus::unstable::RuleHead::Func { .. } => return None,
    };
    let name = calls::path(refr);
    let name = name.split('.').next().unwrap_or_default();
    (name.starts_with("test_") || name.starts_with("todo_test_")).then(|| name.to_owned())
}

/// Where a file called `data.json` or `data.yaml` belongs: its folders below `data`.
fn data_place(path: &str) -> Option<Vec<String>> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folders = folders.split('/').filter(|folder| !folder.is_empty());
    is_document(name, "data").then(|| folders.map(str::to_owned).collect())
}

fn is_document(path: &str, stem: &str) -> bool {
    let extension = path.strip_prefix(stem);
    extension.is_some_and(|extension| [".json", ".yaml", ".yml"].contains(&extension))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
