//! Sets: whole numbers in order while there are only few and nothing else, else members in the
//! order they were added.

use indexmap::IndexSet;

use crate::reply::Bytes;
use crate::text::number;

/// More numbers than this and the server turns them into a table.
const NUMBERS: usize = 512;

/// Members, each once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Set {
    members: IndexSet<Bytes>,
    /// It is a table, and stays one.
    table: bool,
}

impl Default for Set {
    fn default() -> Self {
        Self { members: IndexSet::new(), table: false }
    }
}

impl Set {
    /// Adds a member; whether it is new.
    pub(crate) fn add(&mut self, member: &[u8]) -> bool {
        if self.members.contains(member) {
            return false;
        }
        let value = number::integer(member);
        self.table |= value.is_none();
        if self.table {
            self.members.insert(member.to_vec());
            return true;
        }
        let at = self.members.binary_search_by_key(&value, |other| number::integer(other));
        self.members.shift_insert(at.unwrap_or_else(|at| at), member.to_vec());
        self.table |= self.members.len() > NUMBERS;
        true
    }

    pub(crate) fn remove(&mut self, member: &[u8]) -> bool {
        self.members.shift_remove(member)
    }

    pub(crate) fn contains(&self, member: &[u8]) -> bool {
        self.members.contains(member)
    }

    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Bytes> {
        self.members.iter()
    }

    pub(crate) fn at(&self, index: usize) -> Option<&Bytes> {
        self.members.get_index(index)
    }

    pub(crate) const fn is_table(&self) -> bool {
        self.table
    }

    pub(crate) const fn encoding(&self) -> &'static str {
        if self.table { "hashtable" } else { "intset" }
    }
}

impl FromIterator<Bytes> for Set {
    fn from_iter<I: IntoIterator<Item = Bytes>>(members: I) -> Self {
        let mut set = Self::default();
        for member in members {
            set.add(&member);
        }
        set
    }
}
