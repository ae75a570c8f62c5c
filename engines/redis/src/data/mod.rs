//! What a server holds: databases of keys, and the values they have. Knows no commands.

pub(crate) mod db;
pub(crate) mod hash;
pub(crate) mod hyperloglog;
pub(crate) mod murmur;
pub(crate) mod random;
pub(crate) mod set;
pub(crate) mod stream;
pub(crate) mod value;
pub(crate) mod zset;
