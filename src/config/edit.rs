//! Puts a plugin into the text of `proofpress.toml` and takes one out, and leaves every other
//! byte, comment and order as it is.

use toml_edit::{DocumentMut, Item, Table, TomlError, value};

/// Why a configuration could not be edited. Its text is as it was.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The text is not TOML.
    #[error("the configuration cannot be read: {0}")]
    Syntax(#[from] TomlError),
    /// `plugins` is written in a way that takes no table.
    #[error("`{0}` is not a table: write `[{0}]`, or put the plugin in by hand")]
    NotATable(String),
}

/// The text with `[plugins.<id>]` that has this `source`.
///
/// # Errors
///
/// Where the text is not TOML, or `plugins` is no table.
pub fn with_plugin(text: &str, id: &str, source: &str) -> Result<String, EditError> {
    let mut document: DocumentMut = text.parse()?;
    let plugins = document.entry("plugins").or_insert_with(|| {
        let mut table = Table::new();
        // No line `[plugins]` of its own.
        table.set_implicit(true);
        Item::Table(table)
    });
    let plugins =
        plugins.as_table_like_mut().ok_or_else(|| EditError::NotATable("plugins".into()))?;
    let plugin = plugins.entry(id).or_insert_with(|| Item::Table(Table::new()));
    let plugin = plugin
        .as_table_like_mut()
        .ok_or_else(|| EditError::NotATable(format!("plugins.\"{id}\"")))?;
    plugin.insert("source", value(source));
    Ok(document.to_string())
}

/// The text without `[plugins.<id>]` and everything below it.
///
/// # Errors
///
/// Where the text is not TOML, or `plugins` is no table.
pub fn without_plugin(text: &str, id: &str) -> Result<String, EditError> {
    let mut document: DocumentMut = text.parse()?;
    if let Some(plugins) = document.get_mut("plugins") {
        let plugins =
            plugins.as_table_like_mut().ok_or_else(|| EditError::NotATable("plugins".into()))?;
        plugins.remove(id);
        // `[plugins]` with nothing in it says nothing, unless somebody wrote that line.
        let is_ours =
            plugins.is_empty() && document["plugins"].as_table().is_some_and(Table::is_implicit);
        if is_ours {
            document.remove("plugins");
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::{with_plugin, without_plugin};

    const SITE: &str = "# mine\n[site]   # the site\ntitle = 'T'\n\n[plugins.kubernetes]\n\
                        enabled = false # off\n\n[checks]\nfail_on = \"warning\"\n";

    #[test]
    fn everything_else_stays_as_it_was() {
        let with = with_plugin(SITE, "acme:x", "oci://ghcr.io/acme/x:1").unwrap();
        assert_eq!(
            with,
            format!(
                "{}\n\n[plugins.\"acme:x\"]\nsource = \"oci://ghcr.io/acme/x:1\"\n\n{}",
                SITE.split_once("\n\n[checks]").unwrap().0,
                "[checks]\nfail_on = \"warning\"\n"
            )
        );
        assert_eq!(without_plugin(&with, "acme:x").unwrap(), SITE);
    }

    #[test]
    fn an_empty_configuration_gets_its_first_plugin() {
        let with = with_plugin("", "acme:x", "x.wasm").unwrap();
        assert_eq!(with, "[plugins.\"acme:x\"]\nsource = \"x.wasm\"\n");
        assert_eq!(without_plugin(&with, "acme:x").unwrap(), "");
    }

    #[test]
    fn settings_of_a_plugin_go_with_it_and_comments_of_others_stay() {
        let text = "[plugins.a]\npath = \"a\"\n[plugins.a.config]\nx = 1\n# b is ours\n\
                    [plugins.b]\npath = \"b\"\n";
        let without = without_plugin(text, "a").unwrap();
        assert_eq!(without, "# b is ours\n[plugins.b]\npath = \"b\"\n");
        assert_eq!(without_plugin(text, "c").unwrap(), text);
    }

    #[test]
    fn other_ways_to_write_a_table_are_understood() {
        let with = with_plugin("plugins = { a = { path = \"a\" } }\n", "b", "b.wasm").unwrap();
        let read: toml::Table = with.parse().unwrap();
        assert_eq!(read["plugins"]["b"]["source"].as_str(), Some("b.wasm"), "{with}");
        assert_eq!(read["plugins"]["a"]["path"].as_str(), Some("a"), "{with}");
        let with = with_plugin("[plugins]\na.path = \"a\"\n", "b", "b.wasm").unwrap();
        let read: toml::Table = with.parse().unwrap();
        assert_eq!(read["plugins"]["b"]["source"].as_str(), Some("b.wasm"), "{with}");
        assert!(with_plugin("plugins = 3\n", "b", "b").is_err());
        assert!(with_plugin("plugins = [\n", "b", "b").is_err());
    }
}
