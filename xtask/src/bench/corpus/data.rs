//! Examples of data and of queries.

use super::code::Filling;

pub(super) fn yaml(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, adjective, numbers, .. } = filling;
    let (one, two, three) = (nouns[0], nouns[1], nouns[2]);
    let [few, many, _] = numbers;
    format!(
        r#"# {adjective} {one} settings
{one}:
  {}: {many}
  {}: {few}s
  enabled: true
  endpoints:
    - &base
      host: {two}-{page}.internal
      port: {many}
    - <<: *base
      host: {three}-{page}.internal
  rules:
    - match: "^/{one}/(?P<id>[0-9]+)$"
      action: {verb}
      note: >
        Applied once the {two}
        is {adjective}.
  owner: null"#,
        keys[0], keys[1]
    )
}

pub(super) fn toml(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, adjective, flag, numbers } = filling;
    let (one, two, three) = (nouns[0], nouns[1], nouns[2]);
    let [few, many, least] = numbers;
    format!(
        r#"# what a {adjective} {one} starts with
[{one}]
name = "{one}-{page}"
{} = {many}
{} = "{few}s"
started = 2026-{month:02}-{day:02}T08:{day:02}:00Z

[{one}.{two}]
command = ["{verb}", "{flag}", '{few}']
ratio = 0.{few}
labels = {{ tier = "{adjective}", {} = true }}

[[{one}.{three}]]
path = '/var/lib/{three}/{page}'
mode = 0o640

[[{one}.{three}]]
path = "/srv/{three}/\u00e4{few}""#,
        keys[0],
        keys[1],
        keys[2],
        month = least,
        day = 1 + few % 28,
    )
}

pub(super) fn json(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, adjective, flag, numbers } = filling;
    let (one, two, three) = (nouns[0], nouns[1], nouns[2]);
    let [few, many, least] = numbers;
    format!(
        r#"{{
  "name": "@{two}/{one}-{page}",
  "version": "{least}.{few}.0",
  "private": true,
  "{}": {many},
  "{}": 0.{few},
  "labels": ["{adjective}", "{three}", null],
  "scripts": {{
    "build": "{three} build --out dist/{one} && echo \"done\"",
    "{verb}": "node ./{two}.js {flag} {few}"
  }},
  "limits": {{
    "{one}": {{ "min": {least}, "max": {many} }},
    "{two}": {{ "min": -1, "max": 1e{least} }}
  }}
}}"#,
        keys[0], keys[1]
    )
}

pub(super) fn sql(filling: &Filling) -> String {
    let Filling { page, nouns, keys, verb, adjective, numbers, .. } = filling;
    let (one, two, three, key) = (nouns[0], nouns[1], nouns[2], keys[0]);
    let [few, many, least] = numbers;
    format!(
        r#"-- {verb} the {adjective} {one} rows
CREATE TABLE IF NOT EXISTS {one}_{two}_{page} (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    {key} INTEGER NOT NULL DEFAULT {many},
    label       VARCHAR({}) UNIQUE,
    created_at  TIMESTAMPTZ DEFAULT now()
);

WITH recent AS (
    SELECT label, count(*) AS entries, max(created_at) AS latest
    FROM {one}_{two}_{page}
    WHERE {key} BETWEEN {few} AND {many} AND label LIKE '{three}-%'
    GROUP BY label HAVING count(*) > {least}
)
SELECT recent.label, recent.entries
FROM recent LEFT JOIN {three}_{two} USING (label)
ORDER BY recent.entries DESC LIMIT {few};"#,
        few + 16
    )
}

pub(super) fn kubernetes(filling: &Filling) -> String {
    let Filling { page, nouns, flag, adjective, numbers, .. } = filling;
    let (one, two) = (nouns[0], nouns[1]);
    let [few, many, least] = numbers;
    format!(
        r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: {one}-{page}
  labels: {{ app: {one}, tier: "{adjective}" }}
spec:
  replicas: {least}
  selector:
    matchLabels: {{ app: {one} }}
  template:
    metadata:
      labels: {{ app: {one} }}
    spec:
      securityContext: {{ runAsNonRoot: true }}
      containers:
        - name: {one}
          image: registry.example.com/{two}/{one}:{least}.{few}.0
          args: ["{flag}", "{few}"]
          readinessProbe:
            httpGet: {{ path: /ready, port: {many} }}
          resources:
            requests: {{ cpu: {few}m, memory: 64Mi }}
            limits: {{ memory: {many}Mi }}"#
    )
}
