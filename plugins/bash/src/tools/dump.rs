//! Bytes made visible: `od`, `xxd`, `hexdump -C`; and `cmp`.

use super::options::{read, usage};
use crate::exec::external::{Cx, Ended};

fn shown(byte: u8) -> char {
    if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '.' }
}

/// `xxd`.
pub(super) async fn xxd(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "prul:c:g:s:", &[]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &mistake).await,
    };
    let path = options.files()[0].clone();
    let mut data = match cx.read(&path).await {
        Ok(data) => data,
        Err(errno) => return cx.fail(2, &format!("{path}: {errno}")).await,
    };
    if options.has('r') {
        let digits: Vec<u8> = if options.has('p') {
            data.iter().copied().filter(u8::is_ascii_hexdigit).collect()
        } else {
            let text = crate::os::bytes::decode(&data);
            let body = |line: &str| {
                line.split_once(": ").map_or(String::new(), |(_, rest)| {
                    rest.split("  ").next().unwrap_or_default().replace(' ', "")
                })
            };
            text.lines().map(body).collect::<String>().into_bytes()
        };
        let value = |pair: &[u8]| {
            std::str::from_utf8(pair).ok().and_then(|text| u8::from_str_radix(text, 16).ok())
        };
        let out: Vec<u8> = digits.chunks_exact(2).filter_map(value).collect();
        cx.put(&out).await?;
        return Ok(0);
    }
    let number = |letter| options.value(letter).and_then(|text| text.parse::<usize>().ok());
    data.truncate(number('l').unwrap_or(usize::MAX));
    let hex =
        |byte: &u8| if options.has('u') { format!("{byte:02X}") } else { format!("{byte:02x}") };
    if options.has('p') {
        for line in data.chunks(number('c').unwrap_or(30)) {
            cx.line(&line.iter().map(hex).collect::<String>()).await?;
        }
        return Ok(0);
    }
    let width = number('c').unwrap_or(16);
    let group = number('g').unwrap_or(2).max(1);
    let column = width * 2 + width.div_ceil(group);
    for (n, line) in data.chunks(width).enumerate() {
        let groups: Vec<String> =
            line.chunks(group).map(|group| group.iter().map(hex).collect()).collect();
        let text: String = line.iter().map(|byte| shown(*byte)).collect();
        cx.line(&format!("{:08x}: {:<column$} {text}", n * width, groups.join(" ") + " ")).await?;
    }
    Ok(0)
}

/// `hexdump -C` (and without `-C` the same, which is what pages show).
pub(super) async fn hexdump(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "Cn:v", &[]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &mistake).await,
    };
    let path = options.files()[0].clone();
    let data = match cx.read(&path).await {
        Ok(data) => data,
        Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
    };
    if !options.has('C') {
        return cx.fail(1, "only the canonical form, `-C`, is there").await;
    }
    for (n, line) in data.chunks(16).enumerate() {
        let half = |part: &[u8]| part.iter().map(|byte| format!("{byte:02x} ")).collect::<String>();
        let (left, right) = line.split_at(line.len().min(8));
        let text: String = line.iter().map(|byte| shown(*byte)).collect();
        cx.line(&format!("{:08x}  {:<24} {:<24} |{text}|", n * 16, half(left), half(right)))
            .await?;
    }
    if !data.is_empty() {
        cx.line(&format!("{:08x}", data.len())).await?;
    }
    Ok(0)
}

/// `od`.
pub(super) async fn od(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "A:t:N:j:w::vbcdxo", &[]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(1, &usage("od", &mistake)).await,
    };
    let path = options.files()[0].clone();
    let mut data = match cx.read(&path).await {
        Ok(data) => data,
        Err(errno) => return cx.fail(1, &format!("{path}: {errno}")).await,
    };
    let number = |letter| options.value(letter).and_then(|text| text.parse::<usize>().ok());
    data.drain(..number('j').unwrap_or(0).min(data.len()));
    data.truncate(number('N').unwrap_or(usize::MAX));
    let kind = match options.value('t') {
        Some(kind) => kind.to_owned(),
        None if options.has('c') => "c".into(),
        None if options.has('b') => "o1".into(),
        None if options.has('x') => "x2".into(),
        None if options.has('d') => "u2".into(),
        None => "o2".into(),
    };
    let radix = options.value('A').unwrap_or("o").to_owned();
    let offset = |at: usize| match radix.as_str() {
        "n" => String::new(),
        "d" => format!("{at:07}"),
        "x" => format!("{at:06x}"),
        _ => format!("{at:07o}"),
    };
    let letter = kind.chars().next().unwrap_or('o');
    let size: usize = kind[letter.len_utf8()..]
        .trim_end_matches('z')
        .parse()
        .unwrap_or(if letter == 'c' || letter == 'a' { 1 } else { 4 });
    let width = number('w').unwrap_or(16);
    for (n, line) in data.chunks(width).enumerate() {
        let cells: String =
            line.chunks(size.clamp(1, 8)).map(|cell| self::cell(letter, size, cell)).collect();
        cx.line(&format!("{}{cells}", offset(n * width))).await?;
    }
    if radix != "n" {
        cx.line(&offset(data.len())).await?;
    }
    Ok(0)
}

fn cell(letter: char, size: usize, bytes: &[u8]) -> String {
    let value = bytes.iter().rev().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    match letter {
        'x' => format!(" {value:0width$x}", width = size * 2),
        'o' => format!(" {value:0width$o}", width = (size * 8).div_ceil(3)),
        'u' => format!(" {value:>width$}", width = [0, 3, 5, 0, 10, 0, 0, 0, 20][size.min(8)]),
        'd' => {
            let shift = 64 - 8 * u32::try_from(size.clamp(1, 8)).unwrap_or(8);
            let signed = (value << shift).cast_signed() >> shift;
            format!(" {signed:>width$}", width = [0, 4, 6, 0, 11, 0, 0, 0, 20][size.min(8)])
        }
        _ => {
            let byte = bytes.first().copied().unwrap_or(0);
            let text = match byte {
                0 => "\\0".into(),
                7 => "\\a".into(),
                8 => "\\b".into(),
                b'\t' => "\\t".into(),
                b'\n' => "\\n".into(),
                0x0b => "\\v".into(),
                0x0c => "\\f".into(),
                b'\r' => "\\r".into(),
                0x20..=0x7e => char::from(byte).to_string(),
                other => format!("{other:03o}"),
            };
            format!(" {text:>3}")
        }
    }
}

/// `cmp`.
pub(super) async fn cmp(cx: &mut Cx) -> Ended {
    let options = match read(&cx.args, "sl", &[("silent", 's'), ("quiet", 's')]) {
        Ok(options) => options,
        Err(mistake) => return cx.fail(2, &usage("cmp", &mistake)).await,
    };
    let Some(first) = options.operands.first().cloned() else {
        return cx.fail(2, &usage("cmp", "missing operand")).await;
    };
    let second = options.operands.get(1).cloned().unwrap_or_else(|| "-".to_owned());
    let mut sides = Vec::new();
    for path in [&first, &second] {
        match cx.read(path).await {
            Ok(data) => sides.push(data),
            Err(errno) => return cx.fail(2, &format!("{path}: {errno}")).await,
        }
    }
    let (left, right) = (&sides[0], &sides[1]);
    let differs = left.iter().zip(right).position(|(a, b)| a != b);
    match differs {
        Some(at) => {
            if !options.has('s') {
                let line = left[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
                cx.line(&format!("{first} {second} differ: byte {}, line {line}", at + 1)).await?;
            }
            Ok(1)
        }
        None if left.len() == right.len() => Ok(0),
        None => {
            let (short, data) =
                if left.len() < right.len() { (&first, left) } else { (&second, right) };
            if !options.has('s') {
                let lines = data.iter().filter(|byte| **byte == b'\n').count();
                let text = if data.is_empty() {
                    format!("EOF on {short} which is empty")
                } else {
                    format!("EOF on {short} after byte {}, line {lines}", data.len())
                };
                cx.complain(&text).await?;
            }
            Ok(1)
        }
    }
}
