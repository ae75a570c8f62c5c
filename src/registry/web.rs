//! One file from a web server, whole or not at all.

use super::{FetchError, client};
use crate::plugin::MAX_COMPONENT;

/// Gets the bytes of a file.
pub(super) async fn get(url: &str) -> Result<Vec<u8>, FetchError> {
    let what = || url.to_owned();
    let answer = client::web(url)?.get(url).send().await;
    let mut answer = answer.map_err(|why| client::failed(url, &why))?;
    if answer.status() != reqwest::StatusCode::OK {
        return Err(FetchError::Status { what: what(), status: answer.status().as_u16() });
    }
    let expected = answer.content_length();
    if expected.is_some_and(|bytes| bytes > MAX_COMPONENT as u64) {
        return Err(FetchError::TooLarge { what: what() });
    }
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(None) => break,
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Err(_) => {
                return Err(FetchError::BrokeOff { what: what(), got: bytes.len(), expected });
            }
        }
        // The length is what the server says; this is what it sends.
        if bytes.len() > MAX_COMPONENT {
            return Err(FetchError::TooLarge { what: what() });
        }
    }
    if is_page(&bytes) {
        return Err(FetchError::WebPage { what: what() });
    }
    Ok(bytes)
}

/// Whether bytes begin as HTML does. Many servers answer with a page where a file is missing.
fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).trim_start().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_known_by_their_first_words() {
        assert!(is_page(b"\n <!DOCTYPE html><title>404</title>") && is_page(b"<html>"));
        assert!(!is_page(b"\0asm\r\0\x01\0") && !is_page(b"") && !is_page(&[0xff; 600]));
    }
}
