//! From a grammar's scopes to our few classes.

use std::str::FromStr;
use std::sync::LazyLock;

use syntect::parsing::{Scope, ScopeStack};

/// What a piece of code is, as far as its colour goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Attribute,
    Comment,
    Constant,
    Deleted,
    Function,
    Heading,
    Inserted,
    Key,
    Keyword,
    Number,
    Operator,
    Punctuation,
    String,
    Tag,
    Type,
    Variable,
}

/// All classes. Their numbers are their positions, from one.
const ALL: [Class; 16] = [
    Class::Attribute,
    Class::Comment,
    Class::Constant,
    Class::Deleted,
    Class::Function,
    Class::Heading,
    Class::Inserted,
    Class::Key,
    Class::Keyword,
    Class::Number,
    Class::Operator,
    Class::Punctuation,
    Class::String,
    Class::Tag,
    Class::Type,
    Class::Variable,
];

impl Class {
    /// Its number, from one.
    pub(super) fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The class of a number, if there is one.
    pub(super) fn of_number(number: u8) -> Option<Self> {
        ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    /// The class attribute; the style sheet has a colour for each.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Attribute => "hl-a",
            Self::Comment => "hl-c",
            Self::Constant => "hl-l",
            Self::Deleted => "hl-d",
            Self::Function => "hl-f",
            Self::Heading => "hl-h",
            Self::Inserted => "hl-i",
            Self::Key => "hl-p",
            Self::Keyword => "hl-k",
            Self::Number => "hl-n",
            Self::Operator => "hl-o",
            Self::Punctuation => "hl-u",
            Self::String => "hl-s",
            Self::Tag => "hl-g",
            Self::Type => "hl-t",
            Self::Variable => "hl-v",
        }
    }
}

/// Scope prefixes and their class; none is plain text. The longest prefix that fits counts.
const RULES: &[(&str, Option<Class>)] = &[
    ("comment", Some(Class::Comment)),
    ("constant", Some(Class::Constant)),
    ("constant.character.escape", Some(Class::Constant)),
    ("constant.numeric", Some(Class::Number)),
    ("entity.name", Some(Class::Type)),
    ("entity.name.function", Some(Class::Function)),
    ("entity.name.label", Some(Class::Constant)),
    ("entity.name.section", Some(Class::Heading)),
    ("entity.name.table", Some(Class::Type)),
    ("entity.name.tag", Some(Class::Tag)),
    ("entity.name.tag.css", Some(Class::Tag)),
    ("entity.name.tag.toml", Some(Class::Key)),
    ("entity.name.tag.yaml", Some(Class::Key)),
    ("entity.other.attribute-name", Some(Class::Attribute)),
    ("entity.other.inherited-class", Some(Class::Type)),
    ("keyword", Some(Class::Keyword)),
    ("keyword.operator", Some(Class::Operator)),
    ("keyword.operator.logical", Some(Class::Keyword)),
    ("keyword.operator.logical.go", Some(Class::Operator)),
    ("keyword.operator.word", Some(Class::Keyword)),
    ("markup.deleted", Some(Class::Deleted)),
    ("markup.heading", Some(Class::Heading)),
    ("markup.inserted", Some(Class::Inserted)),
    ("markup.raw", Some(Class::String)),
    ("markup.underline.link", Some(Class::String)),
    ("meta.diff.header", Some(Class::Comment)),
    ("meta.diff.range", Some(Class::Function)),
    ("punctuation", Some(Class::Punctuation)),
    ("punctuation.definition.comment", Some(Class::Comment)),
    ("punctuation.definition.deleted", Some(Class::Deleted)),
    ("punctuation.definition.heading", Some(Class::Heading)),
    ("punctuation.definition.inserted", Some(Class::Inserted)),
    ("punctuation.definition.string", Some(Class::String)),
    ("punctuation.definition.variable", Some(Class::Variable)),
    ("storage", Some(Class::Keyword)),
    ("storage.type.string", Some(Class::Keyword)),
    ("string", Some(Class::String)),
    ("string.unquoted.plain", None),
    ("support", Some(Class::Type)),
    ("support.constant", Some(Class::Constant)),
    ("support.function", Some(Class::Function)),
    ("support.type.property-name", Some(Class::Key)),
    ("variable.annotation", Some(Class::Attribute)),
    ("variable.function", Some(Class::Function)),
    ("variable.language", Some(Class::Constant)),
    ("variable.other.readwrite.assignment", Some(Class::Variable)),
    ("variable.other.readwrite.shell", Some(Class::Variable)),
    ("variable.parameter.option", Some(Class::Attribute)),
];

/// Scopes that make a key of the string inside them.
const KEYS: &[&str] = &["meta.mapping.key", "meta.structure.dictionary.key"];

/// The rules, ready for matching.
pub(super) struct Classes {
    rules: Vec<(Scope, Option<Class>)>,
    keys: Vec<Scope>,
}

impl Classes {
    /// Made once.
    pub(super) fn get() -> &'static Self {
        static CLASSES: LazyLock<Classes> = LazyLock::new(Classes::new);
        &CLASSES
    }

    fn new() -> Self {
        let mut rules: Vec<_> = RULES
            .iter()
            .filter_map(|&(name, class)| Some((Scope::from_str(name).ok()?, class)))
            .collect();
        rules.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        let keys = KEYS.iter().filter_map(|name| Scope::from_str(name).ok()).collect();
        Self { rules, keys }
    }

    /// The class of text in that stack: the innermost scope with a rule decides.
    pub(super) fn of(&self, stack: &ScopeStack) -> Option<Class> {
        let class = stack.scopes.iter().rev().find_map(|&scope| self.rule(scope)).flatten();
        if class == Some(Class::String) && self.in_key(stack) { Some(Class::Key) } else { class }
    }

    fn rule(&self, scope: Scope) -> Option<Option<Class>> {
        let rule = self.rules.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
        rule.map(|&(_, class)| class)
    }

    fn in_key(&self, stack: &ScopeStack) -> bool {
        stack.scopes.iter().any(|&scope| self.keys.iter().any(|key| key.is_prefix_of(scope)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_found_by_its_number() {
        for (at, class) in ALL.into_iter().enumerate() {
            assert_eq!(usize::from(class.number()), at + 1);
            assert_eq!(Class::of_number(class.number()), Some(class));
        }
        assert_eq!(Class::of_number(0), None);
    }

    #[test]
    fn every_rule_is_a_scope() {
        assert_eq!(Classes::get().rules.len(), RULES.len());
        assert_eq!(Classes::get().keys.len(), KEYS.len());
    }

    #[test]
    fn the_innermost_scope_decides_and_the_longest_prefix_of_it() {
        let of = |text| Classes::get().of(&ScopeStack::from_str(text).unwrap());
        assert_eq!(
            of("source.python string.quoted constant.character.escape"),
            Some(Class::Constant)
        );
        assert_eq!(of("source.python keyword.operator.assignment"), Some(Class::Operator));
        assert_eq!(of("source.yaml string.unquoted.plain.out.yaml"), None);
        assert_eq!(of("source.json meta.mapping.key.json string.quoted"), Some(Class::Key));
        assert_eq!(of("source.python"), None);
    }
}
