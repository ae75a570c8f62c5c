//! `[serve]`: how the preview is set up.

use super::read::set;
use crate::diagnostic::did_you_mean;
use crate::spanned::{Node, Reader, Table, Value};

/// `[serve]`. Nothing of it changes the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServeConfig {
    /// What a finding's place is opened with.
    pub editor: Editor,
    /// The port, where the command line names none.
    pub port: Option<u16>,
}

/// An editor that can be told by an address to open a file at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(Option<String>);

/// Editors by name, with their addresses.
const EDITORS: [(&str, &str); 9] = [
    ("cursor", "cursor://file/{path}:{line}:{column}"),
    ("idea", "idea://open?file=/{path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file:///{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file:///{path}&line={line}&column={column}"),
    ("vscode", "vscode://file/{path}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file/{path}:{line}:{column}"),
    ("vscodium", "vscodium://file/{path}:{line}:{column}"),
    ("windsurf", "windsurf://file/{path}:{line}:{column}"),
    ("zed", "zed://file/{path}:{line}:{column}"),
];

/// Schemes that lead elsewhere than to a program of the reader's machine.
const NO_EDITORS: [&str; 8] =
    ["about", "blob", "data", "file", "http", "https", "javascript", "vbscript"];

impl Default for Editor {
    fn default() -> Self {
        Self::named("vscode").unwrap_or(Self(None))
    }
}

impl Editor {
    /// The editor of that name, or of an address with `{path}` in it; `none` is no editor.
    fn named(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self(None));
        }
        if let Some((_, address)) = EDITORS.iter().find(|(name, _)| *name == text) {
            return Some(Self(Some((*address).to_owned())));
        }
        let (scheme, _) = text.split_once(':')?;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let is_own = !NO_EDITORS.contains(&scheme.to_ascii_lowercase().as_str());
        (is_scheme && is_own && text.contains("{path}")).then(|| Self(Some(text.to_owned())))
    }

    /// What opens a file, given by its absolute path with `/`, at a place counted from one; none
    /// where there is no editor.
    pub fn address(&self, path: &str, line: usize, column: usize) -> Option<String> {
        let template = self.0.as_deref()?;
        let path = encoded(path.trim_start_matches('/'));
        let place = template.replace("{line}", &line.to_string());
        Some(place.replace("{column}", &column.to_string()).replace("{path}", &path))
    }
}

/// A path as part of an address: `/` and the colon of a drive stay.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/:-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Reads the table.
pub(super) fn read(mut table: Table, reader: &mut Reader) -> ServeConfig {
    let mut serve = ServeConfig::default();
    set(&mut serve.editor, table.take("editor").and_then(|node| editor(&node, reader)));
    if let Some(node) = table.take("port") {
        match node.value {
            Value::Integer(number) if u16::try_from(number).is_ok() => {
                serve.port = u16::try_from(number).ok();
            }
            _ => {
                reader.error("bad-value", node.span, "`port` must be a number up to 65535").help =
                    Some("write `port = 8000`; 0 takes any that is free".into());
            }
        }
    }
    table.finish(reader);
    serve
}

fn editor(node: &Node, reader: &mut Reader) -> Option<Editor> {
    let Value::String(text) = &node.value else {
        reader.wrong_type("editor", "a string", node);
        return None;
    };
    let found = Editor::named(text);
    if found.is_none() {
        let names = || EDITORS.iter().map(|(name, _)| *name).chain(["none"]);
        let message = format!("no editor `{text}` is known");
        reader.error("bad-value", node.span, message).help = Some(
            match did_you_mean(text, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "write one of {}, or an address such as `editor://open?file={{path}}&line={{line}}`",
                    names().collect::<Vec<_>>().join(", ")
                ),
            },
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_a_file_and_a_place() {
        let open = |name: &str| Editor::named(name)?.address("/home/a b/x&y.md", 3, 7);
        assert_eq!(open("vscode").as_deref(), Some("vscode://file/home/a%20b/x%26y.md:3:7"));
        let idea = "idea://open?file=/home/a%20b/x%26y.md&line=3&column=7";
        assert_eq!(open("idea").as_deref(), Some(idea));
        assert_eq!(open("my-ed:{line}/{path}").as_deref(), Some("my-ed:3/home/a%20b/x%26y.md"));
        assert_eq!(open("none"), None);
    }

    #[test]
    fn what_is_no_editor_is_refused() {
        for text in ["vim", "javascript:alert('{path}')", "https://x/{path}", "ed://open", "{path}"]
        {
            assert_eq!(Editor::named(text), None, "{text}");
        }
    }
}
