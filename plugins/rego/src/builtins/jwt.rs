//! `io.jwt.*` for tokens signed with a shared secret. Those signed with a private key are decoded
//! and not verified.

use anyhow::Result;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use regorus::{Engine, Value};

use super::{function, text};

pub(super) fn add(engine: &mut Engine) -> Result<()> {
    function(engine, "io.jwt.decode", 1, |values| {
        let token = text(values.first()?)?;
        let [header, payload, signature] = parts(token)?;
        let read = |part: &str| Value::from_json_str(&String::from_utf8(decode(part)?).ok()?).ok();
        let signature: String =
            decode(signature)?.iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Value::from(vec![read(header)?, read(payload)?, signature.into()]))
    })?;
    verify::<Hmac<sha2::Sha256>>(engine, "io.jwt.verify_hs256")?;
    verify::<Hmac<sha2::Sha384>>(engine, "io.jwt.verify_hs384")?;
    verify::<Hmac<sha2::Sha512>>(engine, "io.jwt.verify_hs512")
}

fn verify<M: Mac + hmac::digest::KeyInit>(engine: &mut Engine, name: &str) -> Result<()> {
    function(engine, name, 2, |values| {
        let [token, secret] = values else { return None };
        let token = text(token)?;
        let [_, _, signature] = parts(token)?;
        let signed = token.rsplit_once('.')?.0;
        let mut mac = <M as Mac>::new_from_slice(text(secret)?.as_bytes()).ok()?;
        mac.update(signed.as_bytes());
        Some(Value::from(mac.verify_slice(&decode(signature)?).is_ok()))
    })
}

/// Header, payload and signature of a token in compact form.
fn parts(token: &str) -> Option<[&str; 3]> {
    token.split('.').collect::<Vec<_>>().try_into().ok()
}

fn decode(part: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(part.trim_end_matches('=').as_bytes()).ok()
}
