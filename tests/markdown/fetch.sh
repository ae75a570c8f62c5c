#!/bin/sh
# Brings the specifications that `cargo test --test markdown_spec` holds the renderer against:
# CommonMark's from npm, and the examples of GitHub's extensions from the test suite inside the
# pulldown-cmark crate, where cargo has put it already. Nothing of it is kept in the repository.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${PROOFPRESS_CONFORMANCE:-$root/target/conformance}
mkdir -p "$folder/commonmark" "$folder/gfm"

cd "$folder/commonmark"
npm pack --silent commonmark-spec@0.31.2 >/dev/null
tar -xzf commonmark-spec-0.31.2.tgz package/spec.txt
mv package/spec.txt spec.txt
rm -r package commonmark-spec-0.31.2.tgz

crate=$(cargo metadata --manifest-path "$root/Cargo.toml" --format-version 1 --offline |
    grep -o '"manifest_path":"[^"]*pulldown-cmark-0[^"]*"' | head -n 1 |
    sed 's/"manifest_path":"//; s/Cargo.toml"//')
cp "$crate"tests/suite/gfm_*.rs "$folder/gfm/"
