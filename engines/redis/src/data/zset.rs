//! Sorted sets: members by score, and by their bytes where scores are equal.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::reply::Bytes;

/// More members than this, or longer ones, and the server turns a list into a skip list.
const LISTED: usize = 128;
const SHORT: usize = 64;

/// A score; never `nan`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Score(pub(crate) f64);

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal)
    }
}

/// Members and their scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Zset {
    scores: BTreeMap<Bytes, f64>,
    order: BTreeSet<(Score, Bytes)>,
    /// It is a skip list, and stays one.
    skips: bool,
}

impl Zset {
    pub(crate) fn score(&self, member: &[u8]) -> Option<f64> {
        self.scores.get(member).copied()
    }

    /// Sets a member's score; whether the member is new.
    pub(crate) fn set(&mut self, member: &[u8], score: f64) -> bool {
        let before = self.scores.insert(member.to_vec(), score);
        if let Some(before) = before {
            self.order.remove(&(Score(before), member.to_vec()));
        }
        self.order.insert((Score(score), member.to_vec()));
        self.skips |= member.len() > SHORT || self.scores.len() > LISTED;
        before.is_none()
    }

    pub(crate) fn remove(&mut self, member: &[u8]) -> Option<f64> {
        let score = self.scores.remove(member)?;
        self.order.remove(&(Score(score), member.to_vec()));
        Some(score)
    }

    pub(crate) fn len(&self) -> usize {
        self.scores.len()
    }

    /// From the lowest score to the highest.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (&Bytes, f64)> {
        self.order.iter().map(|(score, member)| (member, score.0))
    }

    /// The position of a member, from the lowest score.
    pub(crate) fn rank(&self, member: &[u8]) -> Option<usize> {
        let score = self.score(member)?;
        Some(self.order.range(..(Score(score), member.to_vec())).count())
    }

    pub(crate) const fn encoding(&self) -> &'static str {
        if self.skips { "skiplist" } else { "listpack" }
    }
}

impl FromIterator<(Bytes, f64)> for Zset {
    fn from_iter<I: IntoIterator<Item = (Bytes, f64)>>(pairs: I) -> Self {
        let mut set = Self::default();
        for (member, score) in pairs {
            set.set(&member, score);
        }
        set
    }
}
