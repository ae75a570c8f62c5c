//! The digests that `node:crypto` offers.

use md5::Digest as _;

/// The digest of `bytes` by the name Node.js gives the algorithm; none where it is not one of ours.
pub(crate) fn digest(algorithm: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        "md5" => Some(md5::Md5::digest(bytes).to_vec()),
        "sha1" => Some(sha1::Sha1::digest(bytes).to_vec()),
        "sha224" => Some(sha2::Sha224::digest(bytes).to_vec()),
        "sha256" => Some(sha2::Sha256::digest(bytes).to_vec()),
        "sha384" => Some(sha2::Sha384::digest(bytes).to_vec()),
        "sha512" => Some(sha2::Sha512::digest(bytes).to_vec()),
        _ => None,
    }
}
