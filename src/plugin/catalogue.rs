//! Holds what a plugin says about itself against the contract, and takes it over.

use std::collections::BTreeSet;

use super::bindings::exports::proofpress::plugin::meta;
use super::bindings::proofpress::plugin::types as wire;
use super::contract::{Catalogue, Interfaces, RuleInfo};
use super::text::{one_line, short};
use super::validate::severity;
use crate::capability::{Capability, READ_FILES};
use crate::schema::Schema;

/// The most rules.
const MAX_RULES: usize = 1000;
/// The most languages, facts, and tags of a rule.
const MAX_WORDS: usize = 100;
/// The longest rule page, in bytes.
const MAX_PAGE: usize = 256 << 10;
/// The longest name, in bytes.
const MAX_NAME: usize = 100;

/// The catalogue, or what is wrong with it.
pub(super) fn catalogue(
    info: meta::Info,
    rules: Vec<meta::Rule>,
    config_schema: String,
    interfaces: Interfaces,
) -> Result<Catalogue, String> {
    let parts: Vec<&str> = info.id.split(':').collect();
    if parts.len() > 2 || !parts.iter().all(|part| is_name(part)) {
        return Err(format!(
            "its id is `{}`: an id is lower-case letters, digits and `-`, as in `nginx` or \
             `acme:nginx`",
            short(&info.id)
        ));
    }
    if rules.len() > MAX_RULES {
        return Err(format!("it has {} rules and at most {MAX_RULES} are allowed", rules.len()));
    }
    if info.languages.len() > MAX_WORDS || info.facts.len() > MAX_WORDS {
        return Err(format!("it names more than {MAX_WORDS} languages or facts"));
    }
    if let Some(language) = info.languages.iter().find(|language| !is_language(language)) {
        return Err(format!(
            "it handles the language `{}`: a language is one lower-case word",
            short(language)
        ));
    }
    if let Err(why) = Schema::read(&config_schema) {
        return Err(format!("its configuration schema is not accepted: {}", short(&why)));
    }
    let capabilities = capabilities(info.capabilities)?;
    let mut seen = BTreeSet::new();
    let rules: Vec<RuleInfo> =
        rules.into_iter().map(|entry| rule(entry, &mut seen)).collect::<Result<_, _>>()?;
    Ok(Catalogue {
        id: info.id,
        version: short(&info.version),
        license: short(&info.license),
        homepage: info.homepage.as_deref().map(short),
        languages: info.languages,
        facts: facts(info.facts),
        rules: sorted(rules),
        config_schema,
        interfaces,
        capabilities,
    })
}

/// What it asks for, held to what can be asked for at all. A name nobody knows stays: whether this
/// host can do without is not for the catalogue to say.
fn capabilities(asked: Vec<meta::Capability>) -> Result<Vec<Capability>, String> {
    if asked.len() > MAX_WORDS || asked.iter().any(|one| one.scope.len() > MAX_WORDS) {
        return Err(format!("it asks for more than {MAX_WORDS} things"));
    }
    let mut capabilities = Vec::new();
    for meta::Capability { name, scope } in asked {
        if !is_name(&name) {
            return Err(format!("it asks for the capability `{}`", short(&name)));
        }
        let is_glob = |glob: &String| {
            let parts = || glob.split('/');
            glob.len() <= MAX_NAME
                && !glob.contains('\\')
                && parts().all(|part| !part.is_empty() && !part.starts_with('.'))
        };
        if name == READ_FILES
            && let Some(glob) = scope.iter().find(|glob| !is_glob(glob))
        {
            return Err(format!(
                "it asks to read `{}`: a glob is a path in the site's folder, with `/`, without \
                 hidden parts and `..`",
                short(glob)
            ));
        }
        if name == READ_FILES && scope.is_empty() {
            return Err(format!("it asks for `{READ_FILES}` and names no file"));
        }
        let scope = scope.iter().map(|part| short(part)).collect();
        capabilities.push(Capability { name, scope });
    }
    Ok(capabilities)
}

/// Open pairs as ours.
pub(super) fn facts(extras: Vec<wire::Extra>) -> Vec<(String, String)> {
    extras.into_iter().map(|extra| (one_line(&extra.key), one_line(&extra.value))).collect()
}

fn sorted(mut rules: Vec<RuleInfo>) -> Vec<RuleInfo> {
    rules.sort_by(|one, other| one.name.cmp(&other.name));
    rules
}

fn rule(rule: meta::Rule, seen: &mut BTreeSet<String>) -> Result<RuleInfo, String> {
    let name = short(&rule.id);
    if !is_name(&rule.id) {
        return Err(format!(
            "it has a rule `{name}`: a rule's name is lower-case letters, digits and `-`"
        ));
    }
    if !seen.insert(rule.id.clone()) {
        return Err(format!("it has the rule `{name}` twice"));
    }
    if rule.docs.len() > MAX_PAGE {
        return Err(format!("the page of its rule `{name}` is over {} KiB", MAX_PAGE >> 10));
    }
    if rule.tags.len() > MAX_WORDS {
        return Err(format!("its rule `{name}` has more than {MAX_WORDS} tags"));
    }
    Ok(RuleInfo {
        name: rule.id,
        title: short(&rule.title),
        docs: rule.docs,
        severity: severity(rule.severity),
        default_on: rule.default_on,
        fixable: rule.fixable,
        tags: rule.tags.iter().map(|tag| short(tag)).collect(),
    })
}

fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(allowed)
}

fn is_language(language: &str) -> bool {
    let allowed = |c: char| !c.is_whitespace() && !c.is_control() && !c.is_uppercase();
    !language.is_empty() && language.len() <= MAX_NAME && language.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::{catalogue, meta, wire};
    use crate::plugin::contract::{Catalogue, Interfaces};

    fn info(id: &str, language: &str) -> meta::Info {
        meta::Info {
            id: id.into(),
            version: "1".into(),
            license: "MIT".into(),
            homepage: None,
            languages: vec![language.into()],
            facts: Vec::new(),
            capabilities: Vec::new(),
            extra: Vec::new(),
        }
    }

    fn rule(name: &str) -> meta::Rule {
        meta::Rule {
            id: name.into(),
            title: "\u{1b}[31mTitle".into(),
            docs: "# Title".into(),
            severity: wire::Severity::Error,
            default_on: true,
            fixable: false,
            tags: Vec::new(),
            extra: Vec::new(),
        }
    }

    fn of(id: &str, language: &str, rules: &[&str], schema: &str) -> Result<Catalogue, String> {
        let rules = rules.iter().map(|name| rule(name)).collect();
        catalogue(info(id, language), rules, schema.into(), Interfaces::default())
    }

    #[test]
    fn rules_are_sorted_and_clean() {
        let catalogue = of("acme:nginx", "nginx", &["b", "a-1"], "{}").unwrap();
        let names: Vec<_> = catalogue.rules.iter().map(|rule| rule.name.as_str()).collect();
        assert_eq!(names, ["a-1", "b"]);
        assert_eq!(catalogue.rules[0].title, "Title");
    }

    #[test]
    fn what_it_asks_for_is_held_to_what_can_be_asked() {
        let asking = |name: &str, scope: &[&str]| {
            let scope = scope.iter().map(|&glob| glob.to_owned()).collect();
            let mut info = info("x", "x");
            info.capabilities.push(meta::Capability { name: name.into(), scope });
            catalogue(info, Vec::new(), "{}".into(), Interfaces::default())
        };
        let asked = asking("read-files", &["deploy/**", "*.env"]).unwrap().capabilities;
        assert_eq!(asked[0].scope, ["deploy/**", "*.env"]);
        assert_eq!(asking("net", &[]).unwrap().capabilities[0].name, "net");
        for glob in ["../x", "/etc/*", "a//b", ".env", "a/.git/*", "a\\b", ""] {
            let why = asking("read-files", &[glob]).unwrap_err();
            assert!(why.starts_with("it asks to read `"), "{why}");
        }
        let why = asking("read-files", &[]).unwrap_err();
        assert_eq!(why, "it asks for `read-files` and names no file");
        assert_eq!(asking("Net!", &[]).unwrap_err(), "it asks for the capability `Net!`");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = "x".repeat(101);
        for (id, language, rules, schema, expected) in [
            ("", "x", &[] as &[&str], "{}", "its id is ``"),
            ("../x", "x", &[], "{}", "its id is `../x`"),
            ("a:b:c", "x", &[], "{}", "its id is `a:b:c`"),
            (&long, "x", &[], "{}", "its id is `xxx"),
            ("x", "YAML", &[], "{}", "it handles the language `YAML`"),
            ("x", "", &[], "{}", "it handles the language ``"),
            ("x", "x", &["a/b"], "{}", "it has a rule `a/b`"),
            ("x", "x", &["a", "a"], "{}", "it has the rule `a` twice"),
            ("x", "x", &[], "", "its configuration schema is not accepted: it is no JSON"),
            ("x", "x", &[], "[]", "its configuration schema is not accepted: it is no JSON object"),
        ] {
            let why = of(id, language, rules, schema).unwrap_err();
            assert!(why.starts_with(expected), "{why}");
        }
    }
}
