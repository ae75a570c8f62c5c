//! What each key of `proofpress.toml` is for, in a sentence: for editors. The manual tells more.

/// A key, told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The table it stands in: `site`, `links.external`; `plugins.*` for the table of any plugin.
    pub table: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What is written behind it, `$` where the value goes: `"$"`. Empty for a table.
    pub form: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Every value it can have, without quotes, where those are few.
    pub values: &'static [&'static str],
}

/// The keys of one table.
struct OfTable(&'static str, &'static [Told]);

/// Name, form, meaning, values.
type Told = (&'static str, &'static str, &'static str, &'static [&'static str]);

const SWITCH: &[&str] = &["true", "false"];
const LEVELS: &[&str] = &["off", "info", "warning", "error"];

const TABLES: &[OfTable] = &[
    OfTable(
        "",
        &[
            ("archive", "", "Every page with a date, newest first.", &[]),
            ("build", "", "Where things are.", &[]),
            ("checks", "", "What counts.", &[]),
            ("extra", "", "A table of anything, for templates.", &[]),
            ("feeds", "", "Atom feeds of the site and its sections.", &[]),
            ("images", "", "What becomes of pictures.", &[]),
            ("links", "", "Which links are looked at.", &[]),
            ("markdown", "", "What pages may be written in.", &[]),
            ("native", "", "Runners outside of the sandbox.", &[]),
            ("plugins", "", "Plugins, each a table of its own.", &[]),
            ("proof", "", "What the site tells of its proofs.", &[]),
            ("site", "", "What the site is.", &[]),
            ("taxonomies", "", "Pages of tags and categories.", &[]),
            ("theme", "", "How the site looks.", &[]),
        ],
    ),
    OfTable(
        "site",
        &[
            (
                "base_url",
                "\"$\"",
                "Where it will be served: a full address, or a path such as `/docs/`.",
                &[],
            ),
            ("description", "\"$\"", "One sentence about it.", &[]),
            (
                "edit_url",
                "\"$\"",
                "Where pages can be edited; `{path}` stands for the path of the file.",
                &[],
            ),
            (
                "git",
                "$",
                "Whether pages say when they were last changed and by whom, from git.",
                SWITCH,
            ),
            ("image", "\"$\"", "A picture for those who link the site elsewhere.", &[]),
            ("language", "\"$\"", "Its language: `en`, `pt-BR`.", &[]),
            (
                "now",
                "$",
                "The site's own time, in seconds since 1970: what plugins get for a clock.",
                &[],
            ),
            ("repository", "\"$\"", "The source repository, linked in the header.", &[]),
            ("seed", "$", "The site's seed, for plugins that need random numbers.", &[]),
            ("title", "\"$\"", "Its name.", &[]),
        ],
    ),
    OfTable(
        "build",
        &[
            ("content", "\"$\"", "The folder of Markdown.", &[]),
            ("drafts", "$", "Whether drafts are built.", SWITCH),
            ("output", "\"$\"", "The folder the site is written to.", &[]),
            ("rules", "$", "Whether the pages of all rules are published under `/rules/`.", SWITCH),
            ("static", "\"$\"", "The folder of files that are copied as they are.", &[]),
            ("theme", "\"$\"", "The folder whose files replace those of the built-in theme.", &[]),
        ],
    ),
    OfTable(
        "markdown",
        &[
            ("abbreviations", "{ $ }", "Short form to long form, for every page.", &[]),
            ("emoji", "$", "Whether `:rocket:` is an emoji.", SWITCH),
            ("math", "$", "Whether `$…$` and `$$…$$` are formulas.", SWITCH),
        ],
    ),
    OfTable(
        "images",
        &[
            ("formats", "[\"$\"]", "Formats beside the picture's own.", &["avif", "webp"]),
            ("quality", "$", "How much of a picture AVIF and JPEG keep, from 1 to 100.", &[]),
            ("resize", "$", "Whether pictures are made in other sizes and formats.", SWITCH),
            ("widths", "[$]", "The widths in pixels; none that is larger than the picture.", &[]),
        ],
    ),
    OfTable(
        "checks",
        &[
            (
                "fail_on",
                "\"$\"",
                "The least severity that fails a check or a build.",
                &["error", "warning", "info"],
            ),
            (
                "on_plugin_failure",
                "\"$\"",
                "What it counts as that a plugin fails.",
                &["error", "warn", "ignore"],
            ),
            ("overrides", "", "Other levels for some pages: `[[checks.overrides]]`.", &[]),
            (
                "plugin_failures",
                "$",
                "After how many failures in one run a plugin is not asked any more.",
                &[],
            ),
            ("rules", "", "Levels of single rules, by id in quotes.", &[]),
        ],
    ),
    OfTable(
        "checks.overrides",
        &[
            ("paths", "[\"$\"]", "Globs below the content folder: `legacy/**`.", &[]),
            ("rules", "{ $ }", "The levels of rules on these pages, by id in quotes.", &[]),
        ],
    ),
    OfTable(
        "proof",
        &[("page", "$", "Whether there is a page `/proof/`, with `proof.json` beside it.", SWITCH)],
    ),
    OfTable(
        "taxonomies",
        &[
            ("categories", "$", "Whether there are pages of categories.", SWITCH),
            ("per_page", "$", "How many pages one page of a tag or a category lists.", &[]),
            ("tags", "$", "Whether there are pages of tags.", SWITCH),
        ],
    ),
    OfTable(
        "archive",
        &[
            ("enabled", "$", "Whether there is an archive.", SWITCH),
            ("per_page", "$", "How many pages one page of it lists.", &[]),
        ],
    ),
    OfTable(
        "feeds",
        &[
            ("content", "\"$\"", "What entries hold.", &["summary", "full"]),
            ("enabled", "$", "Whether there are feeds.", SWITCH),
            ("limit", "$", "How many pages a feed has at most.", &[]),
            ("sections", "$", "Whether each section with dated pages has a feed.", SWITCH),
        ],
    ),
    OfTable(
        "links",
        &[
            ("external", "", "How links to other sites are checked.", &[]),
            ("skip", "[\"$\"]", "Globs of addresses that something else serves: `/api/**`.", &[]),
        ],
    ),
    OfTable(
        "links.external",
        &[
            ("accept", "{ $ }", "Statuses that are fine, by a glob of addresses.", &[]),
            ("age_days", "$", "For how long an address that was fine is not asked.", &[]),
            ("anchors", "$", "Whether a page is fetched to look for the anchor.", SWITCH),
            ("delay_ms", "$", "The time between two requests to one server.", &[]),
            ("enabled", "$", "Whether `check` asks without `--external`.", SWITCH),
            (
                "grace_days",
                "$",
                "For how long an address that was fine is believed to come back.",
                &[],
            ),
            ("only", "[\"$\"]", "Globs: nothing else is asked.", &[]),
            (
                "private",
                "$",
                "Whether machines of a private network, or this one, are asked.",
                SWITCH,
            ),
            ("retries", "$", "How often an address is asked again.", &[]),
            ("servers", "$", "How many servers are asked at once.", &[]),
            ("skip", "[\"$\"]", "Globs of addresses that are never asked.", &[]),
            ("timeout_s", "$", "The longest one answer may take.", &[]),
            ("total_s", "$", "The longest all of it may take.", &[]),
            ("user_agent", "\"$\"", "Who asks.", &[]),
        ],
    ),
    OfTable("native", &[("postgres", "", "A PostgreSQL server for examples that are run.", &[])]),
    OfTable(
        "native.postgres",
        &[(
            "url",
            "\"$\"",
            "Its address, or `$NAME` for what stands in that variable of the environment.",
            &[],
        )],
    ),
    OfTable(
        "plugins.*",
        &[
            ("allow", "", "What the plugin may do besides looking at what it is given.", &[]),
            ("config", "", "The plugin's own settings.", &[]),
            ("enabled", "$", "Whether it is used at all.", SWITCH),
            ("fuel", "$", "How much one job may compute.", &[]),
            ("memory_mb", "$", "How much memory one job may have, in MiB.", &[]),
            ("path", "\"$\"", "A component of the site, for a plugin that is not built in.", &[]),
            ("rules", "", "Options of single rules, by the rule's name.", &[]),
            ("source", "\"$\"", "Where a plugin was taken in from: `https://…`, `oci://…`.", &[]),
            (
                "vendor",
                "\"$\"",
                "A folder of the site whose files every run of the plugin sees.",
                &[],
            ),
        ],
    ),
    OfTable("plugins.*.allow", &[("read_files", "[\"$\"]", "Globs of files it may read.", &[])]),
    OfTable(
        "theme",
        &[
            ("accent", "\"$\"", "The colour of what leads on, as `#rrggbb`.", &[]),
            ("favicon", "\"$\"", "The picture in the browser's tab.", &[]),
            ("footer", "\"$\"", "The text at the foot of each page.", &[]),
            (
                "links",
                "[{ title = \"$\", url = \"\" }]",
                "Links in the header, after the sections.",
                &[],
            ),
            ("logo", "\"$\"", "A picture beside the title in the header.", &[]),
            ("social", "[{ title = \"$\", url = \"\" }]", "Links at the foot of each page.", &[]),
            ("words", "", "What the theme says by itself, by key.", &[]),
        ],
    ),
];

/// Every key.
pub fn keys() -> impl Iterator<Item = Key> {
    TABLES.iter().flat_map(|OfTable(table, keys)| {
        keys.iter().map(|&(name, form, about, values)| Key { table, name, form, about, values })
    })
}

/// The keys of a table; those of `plugins.ID` for any id. Rules of `[checks.rules]` are not keys
/// of ours, though their values are: [`levels`].
pub fn keys_of(table: &str) -> Vec<Key> {
    let general = general(table);
    keys().filter(|key| key.table == general).collect()
}

/// What a rule can be set to.
pub fn levels() -> &'static [&'static str] {
    LEVELS
}

/// `plugins.*.allow` for `plugins.acme.allow`, quotes around the id or not.
fn general(table: &str) -> String {
    let Some(rest) = table.strip_prefix("plugins.") else { return table.to_owned() };
    let after = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map_or("", |(_, after)| after),
        None => rest.find('.').map_or("", |dot| &rest[dot..]),
    };
    format!("plugins.*{after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::Sources;

    /// The reader says what it knows when it is asked for a key it does not.
    #[test]
    fn every_key_is_told_and_no_other() {
        for OfTable(table, told) in TABLES {
            let header = match *table {
                "" => String::new(),
                "checks.overrides" => "[[checks.overrides]]".to_owned(),
                table => format!("[{}]", table.replace('*', "python")),
            };
            let text = format!("{header}\nqqqqqqqqqqqqqqqqqqqqqqqqq = 1\n");
            let mut sources = Sources::default();
            let source = sources.add("proofpress.toml", text);
            let (_, findings) = Config::read(source, &sources);
            let mut names: Vec<&str> = told.iter().map(|told| told.0).collect();
            names.sort_unstable();
            let help = findings.iter().find(|finding| finding.rule == "config/unknown-key");
            let help = help.and_then(|finding| finding.help.as_deref());
            assert_eq!(help, Some(&*format!("known keys: {}", names.join(", "))), "{table}");
        }
    }

    #[test]
    fn values_are_what_a_key_takes() {
        for key in keys() {
            for value in key.values {
                let table = key.table.replace('*', "python");
                let form = key.form.replace('$', value);
                let text = format!("[{table}]\n{} = {form}\n", key.name);
                let mut sources = Sources::default();
                let source = sources.add("proofpress.toml", text.clone());
                let (_, findings) = Config::read(source, &sources);
                assert_eq!(findings, [], "{text}");
            }
        }
    }

    #[test]
    fn plugins_have_tables_of_their_own() {
        for (table, expected) in [
            ("plugins.acme", "plugins.*"),
            ("plugins.\"acme:x.y\"", "plugins.*"),
            ("plugins.\"acme:x\".allow", "plugins.*.allow"),
            ("plugins.acme.allow", "plugins.*.allow"),
            ("site", "site"),
        ] {
            assert_eq!(general(table), expected);
        }
    }
}
