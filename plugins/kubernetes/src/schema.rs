//! The Kubernetes API: which kinds there are, and what an object of a kind may hold.
//!
//! The tables under `data/` are searched where they lie: every example is checked in a fresh
//! instance, so nothing is parsed that the example does not need.

mod choices;
mod decode;
mod shape;
mod table;

pub(crate) use decode::{Mistake, decode};
pub(crate) use shape::{Field, Shape};

const VERSIONS: &str = include_str!("../data/versions.txt");
const KINDS: &str = include_str!("../data/kinds.txt");
const DEFINITIONS: &str = include_str!("../data/definitions.txt");

/// The version examples are held against unless they ask for another.
pub(crate) const NEWEST: &str = "1.37";

/// The API of one Kubernetes version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Api {
    version: &'static str,
    /// The version's bit in the tables.
    bit: u8,
}

impl Default for Api {
    fn default() -> Self {
        Self::of(NEWEST).unwrap_or(Self { version: NEWEST, bit: 0 })
    }
}

impl Api {
    /// The API of a version: `1.36`, `v1.36` or `1.36.2`.
    pub(crate) fn of(version: &str) -> Option<Self> {
        let mut parts = version.strip_prefix('v').unwrap_or(version).splitn(3, '.');
        let wanted = format!("{}.{}", parts.next()?, parts.next()?);
        let mut known = (0..).zip(versions());
        known.find(|(_, known)| *known == wanted).map(|(bit, version)| Self { version, bit })
    }

    /// The version: `1.36`.
    pub(crate) fn version(self) -> &'static str {
        self.version
    }

    /// The shape of objects of this kind.
    pub(crate) fn kind(self, api_version: &str, kind: &str) -> Option<Shape> {
        let found = self.kinds(api_version).find(|(name, _)| *name == kind)?;
        Some(Shape::Named(found.1))
    }

    /// The kinds of a group version, sorted, with the names of their definitions; none where
    /// the API does not have it.
    pub(crate) fn kinds(
        self,
        api_version: &str,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let kinds = table::rows(KINDS, api_version).filter_map(|row| row.split_once(' '));
        kinds.filter_map(move |(kind, row)| Some((kind, self.masked(row)?)))
    }

    /// The group versions that have this kind, sorted.
    pub(crate) fn group_versions_of(self, kind: &str) -> Vec<&'static str> {
        let rows = KINDS.lines().filter_map(|row| {
            let (api_version, rest) = row.split_once(' ')?;
            let (name, rest) = rest.split_once(' ')?;
            (name == kind && self.masked(rest).is_some()).then_some(api_version)
        });
        rows.collect()
    }

    /// The shape a name stands for.
    pub(crate) fn definition(self, name: &str) -> Option<Shape> {
        table::rows(DEFINITIONS, name).find_map(|row| self.masked(row)).map(Shape::read)
    }

    /// What follows the versions of a row, if this version is among them.
    fn masked(self, row: &'static str) -> Option<&'static str> {
        let (mask, rest) = row.split_once(' ')?;
        let mask = u32::from_str_radix(mask, 16).ok()?;
        (mask >> self.bit & 1 == 1).then_some(rest)
    }
}

/// The versions there are tables for, oldest first.
pub(crate) fn versions() -> impl Iterator<Item = &'static str> {
    VERSIONS.split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_the_last_of_the_tables() {
        assert_eq!(versions().last(), Some(NEWEST));
        assert_eq!(Api::default().version(), NEWEST);
    }

    #[test]
    fn versions_are_read_leniently() {
        assert_eq!(Api::of("v1.36.2").map(Api::version), Some("1.36"));
        assert_eq!(Api::of("1.2"), None);
        assert_eq!(Api::of("latest"), None);
    }

    #[test]
    fn every_row_is_found_by_its_name() {
        for version in versions() {
            let api = Api::of(version).unwrap();
            for row in KINDS.lines() {
                let mut words = row.split(' ');
                let (api_version, kind) = (words.next().unwrap(), words.next().unwrap());
                let row = row.splitn(3, ' ').nth(2).unwrap();
                assert_eq!(
                    api.kind(api_version, kind).is_some(),
                    api.masked(row).is_some(),
                    "{row}"
                );
            }
            for row in DEFINITIONS.lines() {
                let (name, row) = row.split_once(' ').unwrap();
                assert!(api.masked(row).is_none() || api.definition(name).is_some(), "{name}");
            }
        }
    }
}
