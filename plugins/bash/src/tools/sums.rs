//! Sums and encodings: `md5sum`, `sha1sum`, `sha256sum`, `sha512sum`, `cksum`, `base64`.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};
use crate::os::bytes::decode;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(name: &str, data: &[u8]) -> String {
    match name.rsplit('/').next().unwrap_or(name) {
        "md5sum" => hex(&Md5::digest(data)),
        "sha1sum" => hex(&Sha1::digest(data)),
        "sha224sum" => hex(&Sha224::digest(data)),
        "sha384sum" => hex(&Sha384::digest(data)),
        "sha512sum" => hex(&Sha512::digest(data)),
        _ => hex(&Sha256::digest(data)),
    }
}

/// `md5sum` and its kin.
pub(super) async fn run(cx: &mut Cx) -> Ended {
    let name = cx.name().to_owned();
    let options = match read(
        &cx.args,
        "cbtqs",
        &[("check", 'c'), ("status", 's'), ("quiet", 'q'), ("binary", 'b'), ("text", 't')],
    ) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage(&name, &mistake)).await,
    };
    let mut status = 0;
    let mut failed = 0;
    for path in options.files() {
        let data = match cx.read(&path).await {
            Ok(data) => data,
            Err(errno) => {
                status = cx.fail(1, &format!("{path}: {errno}")).await?;
                continue;
            }
        };
        if !options.has('c') {
            let mark = if options.has('b') { '*' } else { ' ' };
            cx.line(&format!("{} {mark}{path}", digest(&name, &data))).await?;
            continue;
        }
        for line in decode(&data).lines() {
            let Some((sum, file)) = line.split_once(' ') else { continue };
            let file = file.trim_start_matches([' ', '*']);
            let verdict = match cx.read(file).await {
                Ok(data) if digest(&name, &data) == sum => "OK",
                Ok(_) => {
                    failed += 1;
                    "FAILED"
                }
                Err(errno) => {
                    status = cx.fail(1, &format!("{file}: {errno}")).await?;
                    "FAILED open or read"
                }
            };
            let silent = options.has('s') || (options.has('q') && verdict == "OK");
            if !silent {
                cx.line(&format!("{file}: {verdict}")).await?;
            }
        }
    }
    if failed > 0 {
        status = 1;
        if !options.has('s') {
            let what =
                if failed == 1 { "checksum did NOT match" } else { "checksums did NOT match" };
            cx.flush().await?;
            cx.complain(&format!("WARNING: {failed} computed {what}")).await?;
        }
    }
    Ok(status)
}

/// `cksum`.
pub(super) async fn cksum(cx: &mut Cx) -> Ended {
    let files = if cx.args.len() > 1 { cx.args[1..].to_vec() } else { vec!["-".to_owned()] };
    let mut status = 0;
    for path in files {
        let data = match cx.read(&path).await {
            Ok(data) => data,
            Err(errno) => {
                status = cx.fail(1, &format!("{path}: {errno}")).await?;
                continue;
            }
        };
        let mut crc: u32 = 0;
        let mut feed = |byte: u8| {
            crc ^= u32::from(byte) << 24;
            for _ in 0..8 {
                crc = if crc & 0x8000_0000 != 0 { (crc << 1) ^ 0x04C1_1DB7 } else { crc << 1 };
            }
        };
        data.iter().for_each(|byte| feed(*byte));
        let mut length = data.len();
        while length > 0 {
            feed(length.to_le_bytes()[0]);
            length >>= 8;
        }
        let title = if path == "-" { String::new() } else { format!(" {path}") };
        cx.line(&format!("{} {}{title}", !crc, data.len())).await?;
    }
    Ok(status)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `base64`.
pub(super) async fn base64(cx: &mut Cx) -> Ended {
    let options =
        match read(&cx.args, "dw:i", &[("decode", 'd'), ("wrap", 'w'), ("ignore-garbage", 'i')]) {
            Ok(options) => options,
            Err(mistake) => return cx.fail(1, &usage("base64", &mistake)).await,
        };
    let path = options.files()[0].clone();
    let data = match cx.read(&path).await {
        Ok(data) => data,
        Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
    };
    if options.has('d') {
        let (out, sound) = decoded(&data, options.has('i'));
        cx.put(&out).await?;
        if !sound {
            cx.flush().await?;
            return cx.fail(1, "invalid input").await;
        }
        return Ok(0);
    }
    let width = options.value('w').and_then(|text| text.parse().ok()).unwrap_or(76);
    let text: Vec<u8> = data.chunks(3).flat_map(encoded).collect();
    if width == 0 {
        cx.put(&text).await?;
        return Ok(0);
    }
    for line in text.chunks(width) {
        cx.put(line).await?;
        cx.put(b"\n").await?;
    }
    Ok(0)
}

fn encoded(chunk: &[u8]) -> [u8; 4] {
    let at = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
    let bits = at(0) << 16 | at(1) << 8 | at(2);
    let letter = |n: usize| {
        if n <= chunk.len() { ALPHABET[(bits >> (18 - 6 * n) & 63) as usize] } else { b'=' }
    };
    [letter(0), letter(1), letter(2), letter(3)]
}

fn decoded(data: &[u8], lax: bool) -> (Vec<u8>, bool) {
    let (mut out, mut bits, mut count) = (Vec::new(), 0u32, 0);
    let mut total = 0;
    for byte in data {
        if matches!(byte, b'\n' | b'\r') {
            continue;
        }
        total += 1;
        if *byte == b'=' {
            continue;
        }
        let Some(value) = ALPHABET.iter().position(|letter| letter == byte) else {
            if lax {
                total -= 1;
                continue;
            }
            return (out, false);
        };
        bits = bits << 6 | u32::try_from(value).unwrap_or(0);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff).to_le_bytes()[0]);
        }
    }
    (out, total % 4 == 0)
}
