//! Examples in programming languages; those of data are in [`super::data`]. All of them are valid,
//! and none gives a finding: what is measured is checking, not complaining.

use super::data;
use super::random::Random;
use super::words::{ADJECTIVES, FLAGS, KEYS, NOUNS, VERBS};

/// What examples are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Python 3.
    Python,
    /// A Bash script.
    Bash,
    /// YAML settings.
    Yaml,
    /// TOML settings.
    Toml,
    /// PostgreSQL.
    Sql,
    /// A JSON document.
    Json,
    /// A Kubernetes manifest, which is YAML.
    Kubernetes,
}

impl Language {
    /// All of them, in the order in which they take turns.
    pub(crate) const ALL: [Self; 7] =
        [Self::Python, Self::Bash, Self::Yaml, Self::Toml, Self::Sql, Self::Json, Self::Kubernetes];

    /// The word after the fence.
    pub(crate) fn fence(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Bash => "bash",
            Self::Yaml | Self::Kubernetes => "yaml",
            Self::Toml => "toml",
            Self::Sql => "sql",
            Self::Json => "json",
        }
    }
}

/// What an example is filled with. Nouns and keys differ from each other.
pub(super) struct Filling {
    pub(super) page: usize,
    pub(super) nouns: Vec<&'static str>,
    pub(super) keys: Vec<&'static str>,
    pub(super) verb: &'static str,
    pub(super) adjective: &'static str,
    pub(super) flag: &'static str,
    /// Up to 98, up to 9,999, and up to 11; none is 0.
    pub(super) numbers: [usize; 3],
}

impl Filling {
    fn new(page: usize, random: &mut Random) -> Self {
        Self {
            page,
            nouns: random.some(NOUNS, 3),
            keys: random.some(KEYS, 3),
            verb: random.pick(VERBS),
            adjective: random.pick(ADJECTIVES),
            flag: random.pick(FLAGS),
            numbers: [random.within(1, 99), random.within(100, 9999), random.within(1, 12)],
        }
    }
}

/// The text of an example, without a newline at its end.
pub(super) fn text(language: Language, page: usize, random: &mut Random) -> String {
    let filling = &Filling::new(page, random);
    let other = random.chance(50);
    match language {
        Language::Python if other => python_class(filling),
        Language::Python => python_function(filling),
        Language::Bash if other => bash_loop(filling),
        Language::Bash => bash_case(filling),
        Language::Yaml => data::yaml(filling),
        Language::Toml => data::toml(filling),
        Language::Sql => data::sql(filling),
        Language::Json => data::json(filling),
        Language::Kubernetes => data::kubernetes(filling),
    }
}

fn python_class(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, adjective, numbers, .. } = filling;
    let (one, two, three, key) = (nouns[0], nouns[1], nouns[2], keys[0]);
    let (few, many) = (numbers[0], numbers[1]);
    let class = format!("{}{}", super::capital(one), super::capital(two));
    format!(
        r#"import logging
from dataclasses import dataclass, field

log = logging.getLogger("{one}.{two}.{page}")


@dataclass(frozen=True)
class {class}:
    """A {adjective} {one} that can {verb} its {two}."""

    {key}: int = {many}
    labels: dict[str, str] = field(default_factory=dict)

    def {verb}(self, {three}: list[str], *, limit: int = {few}) -> int:
        total = sum(len(item) for item in {three}[:limit] if item)
        log.info("{one} %s used %.2f%%", self.labels.get("name"), 100 * total / {many})
        return total if total < self.{key} else -1"#
    )
}

fn python_function(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, adjective, numbers, .. } = filling;
    let (one, two, key) = (nouns[0], nouns[1], keys[0]);
    let [few, many, least] = numbers;
    format!(
        r#"import json
import time
from pathlib import Path


def {verb}_{one}_{page}(path: Path, retries: int = {least}) -> dict | None:
    # the {adjective} {two} may be rewritten while we read it
    for attempt in range(retries):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            print(f"attempt {{attempt + 1}}: {{error!r}}")
            time.sleep(0.{few} * 2**attempt)
            continue
        if data.get("{key}", {many}) >= {few}:
            return {{name: value for name, value in data.items() if value}}
    return None"#
    )
}

fn bash_loop(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, numbers, .. } = filling;
    let (one, two, three, key) = (nouns[0], nouns[1], nouns[2], keys[0]);
    let [few, many, least] = numbers;
    let folder = format!("{}_DIR", one.to_uppercase());
    format!(
        r#"#!/usr/bin/env bash
set -euo pipefail

# {verb} every {one} older than {few} days
{folder}="${{{folder}:-/var/lib/{two}/{page}}}"
count=0
while IFS= read -r -d '' file; do
    size=$(stat -c '%s' "$file")
    if (( size > {many} )); then
        gzip -9 -- "$file" && count=$((count + 1))
    fi
done < <(find "${folder}" -name '*.{three}' -mtime +{few} -print0)

echo "{verb}: $count files" >&2
curl -fsS --retry {least} "https://{two}.example.com/v1/{one}?{key}={few}" | jq -r '.items[].name'
exit 0"#
    )
}

fn bash_case(filling: &Filling) -> String {
    let Filling { page, nouns, verb, flag, numbers, .. } = filling;
    let (one, two, three) = (nouns[0], nouns[1], nouns[2]);
    let [few, _, least] = numbers;
    format!(
        r#"set -euo pipefail
export {upper}_REGION=eu-{least}
kubectl -n {two} get pods -l app={one} -o name | while read -r pod; do
    kubectl -n {two} exec "$pod" -- {three}ctl {verb} {flag} --timeout={few}s
done

case "${{1:-status}}" in
    start|restart) systemctl restart {one}-{page}.service ;;
    status)        systemctl status {one}-{page}.service || true ;;
    *)             echo "usage: $0 {{start|restart|status}}" >&2; exit {least} ;;
esac

for step in $(seq 1 {least}); do
    printf '%s\t%d\n' "{one}-$step" "$(( step * {few} ))"
done"#,
        upper = one.to_uppercase()
    )
}
