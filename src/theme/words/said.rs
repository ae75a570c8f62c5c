//! The words as values: those that this program writes into pages itself, each a field of the key
//! it has in the files. What only templates and scripts say is under [`Words::own`].
//!
//! `{}` stands for what is put in; where there are two, they are `{n}` and `{total}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the theme says by itself, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Words {
    /// The language, a BCP 47 tag.
    #[serde(skip)]
    pub language: String,
    /// Around an example.
    #[serde(flatten)]
    pub code: CodeWords,
    /// In the line under an example.
    #[serde(flatten)]
    pub proof: ProofWords,
    /// In the text of a page.
    #[serde(flatten)]
    pub text: TextWords,
    /// Pages that have no file, and ways through the site.
    #[serde(flatten)]
    pub pages: PageWords,
    /// All the others, a site's own among them, by key.
    #[serde(flatten)]
    pub own: BTreeMap<String, String>,
}

/// Around an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct CodeWords {
    /// Shows the lines that are hidden.
    pub code_hidden: String,
    /// The mark of an example that shows a mistake.
    pub code_bad: String,
    /// One line, folded away.
    pub code_line: String,
    /// So many lines, folded away.
    pub code_lines: String,
    /// The note of that number.
    pub code_note: String,
    /// The text of an example that is shown as a drawing.
    pub code_source: String,
    /// Above what a run printed.
    pub code_prints: String,
    /// A file that a run made.
    pub code_made: String,
    /// The label of what a run is to print.
    pub code_output: String,
    /// The same for the other stream.
    pub code_stderr: String,
    /// The label of a table of results.
    pub code_result: String,
    /// The label of what is typed at a prompt.
    pub code_console: String,
    /// What an example without a language is called.
    pub code_plain: String,
}

/// In the line under an example, and what opens below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ProofWords {
    /// Between the parts of what is said.
    pub comma: String,
    /// Rules and tools found nothing.
    pub proof_checked: String,
    /// The same, with the tools.
    pub proof_checked_against: String,
    /// It was run.
    pub proof_ran: String,
    /// The same, with the tools.
    pub proof_ran_on: String,
    /// It was drawn.
    pub proof_drawn: String,
    /// The same, with the tools.
    pub proof_drawn_with: String,
    /// It shows a mistake, and the mistake was found.
    pub proof_fails: String,
    /// The same, with the tools.
    pub proof_fails_against: String,
    /// One finding that nobody expected.
    pub proof_finding: String,
    /// So many of them.
    pub proof_findings: String,
    /// Its verdict is not there yet; the preview alone says so.
    pub proof_awaited: String,
    /// Nothing looked at it.
    pub proof_unchecked: String,
    /// The same, with the reason.
    pub proof_unchecked_why: String,
    /// The reason, where there is no plugin for a language.
    pub proof_no_plugin: String,
    /// Run by a tool of the machine.
    pub proof_outside: String,
    /// Run by a plugin.
    pub proof_inside: String,
    /// How the run ended.
    pub proof_exit: String,
    /// The exception it ended with.
    pub proof_raised: String,
    /// What it was given: arguments and variables.
    pub proof_with: String,
    /// What it was given to read.
    pub proof_input: String,
    /// The file it was given to read.
    pub proof_input_from: String,
    /// What it was held against.
    pub proof_against: String,
    /// What it was run on.
    pub proof_on: String,
    /// With one rule.
    pub proof_rule: String,
    /// With so many rules.
    pub proof_rules: String,
    /// Who checked it.
    pub proof_checked_by: String,
    /// Who drew it.
    pub proof_drawn_by: String,
    /// Who ran it.
    pub proof_run_by: String,
    /// What it printed.
    pub proof_printed: String,
}

/// In the text of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct TextWords {
    /// The title of a box that has none of its own.
    pub box_note: String,
    /// The same.
    pub box_tip: String,
    /// The same.
    pub box_important: String,
    /// The same.
    pub box_warning: String,
    /// The same.
    pub box_caution: String,
    /// The same.
    pub box_info: String,
    /// The same.
    pub box_danger: String,
    /// The title of a folded block that has none of its own.
    pub box_details: String,
    /// The link to a heading; the heading's text follows.
    pub permalink: String,
    /// The list of footnotes.
    pub footnotes: String,
    /// From a footnote back to its place; its number follows.
    pub footnote_back: String,
}

/// Pages that have no file, and ways through the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct PageWords {
    /// The list of all tags.
    pub tags: String,
    /// One of them.
    pub tag: String,
    /// The list of all categories.
    pub categories: String,
    /// One of them.
    pub category: String,
    /// The pages by date.
    pub archive: String,
    /// How many pages that are, and in which order.
    pub newest_first: String,
    /// One page.
    pub page_one: String,
    /// So many pages.
    pub page_many: String,
    /// The page of all proofs.
    pub proof: String,
    /// The page that is not there.
    pub lost_title: String,
    /// Pages that a sidebar leaves out above those it shows.
    pub more_before: String,
    /// The same below them.
    pub more_after: String,
    /// What the page of all proofs opens with: there are no examples.
    pub proof_none: String,
    /// The same: one, and it is proven.
    pub proof_all_one: String,
    /// The same: so many, all of them proven.
    pub proof_all: String,
    /// The same: some of them are.
    pub proof_some: String,
    /// The headings of the page of all proofs.
    pub proof_failed: String,
    /// The same.
    pub proof_sections: String,
    /// The same.
    pub proof_languages: String,
    /// The same.
    pub proof_plugins: String,
    /// The same.
    pub proof_open: String,
    /// The same.
    pub proof_anti_patterns: String,
    /// The same.
    pub proof_verify: String,
}

impl Words {
    /// What an element with text of plugins and reports needs where pages are in another language:
    /// these speak English.
    pub fn foreign(&self) -> &'static str {
        match super::first_part(&self.language).as_str() {
            "en" => "",
            _ if super::is_right_to_left(&self.language) => " lang=\"en\" dir=\"ltr\"",
            _ => " lang=\"en\"",
        }
    }
}

impl PageWords {
    /// So many pages, in words.
    pub fn pages(&self, count: usize) -> String {
        match count {
            1 => self.page_one.clone(),
            many => fill(&self.page_many, &many.to_string()),
        }
    }
}

/// A phrase with something put in.
pub fn fill(phrase: &str, with: &str) -> String {
    phrase.replace("{}", with)
}

/// A phrase of a number and what it is a part of.
pub fn fill_of(phrase: &str, number: usize, total: usize) -> String {
    phrase.replace("{n}", &number.to_string()).replace("{total}", &total.to_string())
}
