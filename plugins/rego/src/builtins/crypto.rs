//! `crypto.*`: digests of strings, in hexadecimal. Certificates and keys are not there.

use anyhow::Result;
use hmac::digest::Digest;
use hmac::{Hmac, Mac};
use regorus::{Engine, Value};

use super::{function, text};

pub(super) fn add(engine: &mut Engine) -> Result<()> {
    digest::<md5::Md5>(engine, "crypto.md5")?;
    digest::<sha1::Sha1>(engine, "crypto.sha1")?;
    digest::<sha2::Sha256>(engine, "crypto.sha256")?;
    keyed::<Hmac<md5::Md5>>(engine, "crypto.hmac.md5")?;
    keyed::<Hmac<sha1::Sha1>>(engine, "crypto.hmac.sha1")?;
    keyed::<Hmac<sha2::Sha256>>(engine, "crypto.hmac.sha256")?;
    keyed::<Hmac<sha2::Sha512>>(engine, "crypto.hmac.sha512")?;
    function(engine, "crypto.hmac.equal", 2, |values| {
        let [one, other] = values else { return None };
        Some(Value::from(text(one)? == text(other)?))
    })
}

fn digest<D: Digest>(engine: &mut Engine, name: &str) -> Result<()> {
    function(engine, name, 1, |values| {
        Some(hex(&D::digest(text(values.first()?)?.as_bytes())).into())
    })
}

fn keyed<M: Mac + hmac::digest::KeyInit>(engine: &mut Engine, name: &str) -> Result<()> {
    function(engine, name, 2, |values| {
        let [message, key] = values else { return None };
        let mut mac = <M as Mac>::new_from_slice(text(key)?.as_bytes()).ok()?;
        mac.update(text(message)?.as_bytes());
        Some(hex(&mac.finalize().into_bytes()).into())
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
