//! MurmurHash64A, which decides the register a HyperLogLog's element falls in.

/// The hash of `bytes`.
pub(crate) fn hash(bytes: &[u8], seed: u64) -> u64 {
    const MIX: u64 = 0xc6a4_a793_5bd1_e995;
    let mut state = seed ^ (bytes.len() as u64).wrapping_mul(MIX);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        let mut word = u64::from_le_bytes(word).wrapping_mul(MIX);
        word ^= word >> 47;
        state ^= word.wrapping_mul(MIX);
        state = state.wrapping_mul(MIX);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        state = (state ^ u64::from_le_bytes(word)).wrapping_mul(MIX);
    }
    state ^= state >> 47;
    state = state.wrapping_mul(MIX);
    state ^ (state >> 47)
}
