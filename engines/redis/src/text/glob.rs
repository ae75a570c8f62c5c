//! Patterns: `*`, `?`, `[a-c]`, `[^x]`, `\` before what stands for itself.

/// Whether all of `text` fits.
pub(crate) fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut seen) = (0, 0);
    // Where to go on if what follows the last `*` does not fit: taking one byte more is enough,
    // so that the time is at most the product of both lengths.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let step = match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at + 1, seen));
                at += 1;
                continue;
            }
            None if seen == text.len() => return true,
            None => None,
            Some(_) => text.get(seen).and_then(|byte| one(&pattern[at..], *byte)),
        };
        match (step, retry) {
            (Some(width), _) => {
                at += width;
                seen += 1;
            }
            (None, Some((after, from))) if from < text.len() => {
                retry = Some((after, from + 1));
                (at, seen) = (after, from + 1);
            }
            _ => return false,
        }
    }
}

/// Holds one byte against the first item of a pattern: how long the item is, if it fits.
fn one(pattern: &[u8], byte: u8) -> Option<usize> {
    match pattern {
        [b'?', ..] => Some(1),
        [b'[', rest @ ..] => class(rest, byte).map(|width| width + 1),
        [b'\\', literal, ..] => (*literal == byte).then_some(2),
        [literal, ..] => (*literal == byte).then_some(1),
        [] => None,
    }
}

/// The same for what follows a `[`.
fn class(rest: &[u8], byte: u8) -> Option<usize> {
    let negated = rest.first() == Some(&b'^');
    let mut at = usize::from(negated);
    let mut found = false;
    loop {
        match rest.get(at..).unwrap_or_default() {
            [] => break,
            [b']', ..] => {
                at += 1;
                break;
            }
            [b'\\', literal, ..] => {
                found |= *literal == byte;
                at += 2;
            }
            [from, b'-', to, ..] => {
                found |= (*from.min(to)..=*from.max(to)).contains(&byte);
                at += 3;
            }
            [literal, ..] => {
                found |= *literal == byte;
                at += 1;
            }
        }
    }
    (found != negated).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let yes = [("h?llo", "hello"), ("h*llo", "heeello"), ("h[a-e]llo", "hallo"), ("*", "")];
        let no = [("h[^e]llo", "hello"), ("a*b", "ac"), ("\\*", "x"), ("", "a")];
        assert!(yes.iter().all(|(p, t)| fits(p.as_bytes(), t.as_bytes())));
        assert!(no.iter().all(|(p, t)| !fits(p.as_bytes(), t.as_bytes())));
        let bomb = "*a".repeat(30) + "b";
        assert!(!fits(bomb.as_bytes(), "a".repeat(10_000).as_bytes()));
    }
}
