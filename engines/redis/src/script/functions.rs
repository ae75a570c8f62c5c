//! Libraries of functions: `FUNCTION`, `FCALL`.

use crate::call::Call;
use crate::reply::{Answer, Bytes};

pub(crate) fn run(_: &mut Call<'_>, _: &[Bytes]) -> Answer {
    Err("ERR functions come with the next commit".into())
}
