//! Filters the parser has no room for: it calls itself for every bracket and for every operator of
//! a chain.

/// Brackets nest so deep at most.
const DEEPEST: usize = 200;

/// Operators that stand in one chain, such as the stages of a pipe, at most.
const LONGEST: usize = 500;

/// Words that take what follows them as an operand.
const PREFIXES: [&str; 5] = ["and", "def", "if", "or", "try"];

/// Why a filter is too much, and where it gets so.
pub(crate) fn excess(filter: &str) -> Option<(usize, String)> {
    // How many operators each open bracket holds, the filter itself first.
    let mut chains = vec![0_usize];
    // For each string that is open, the level it stands in.
    let mut strings: Vec<usize> = Vec::new();
    let bytes = filter.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let here = at;
        at += 1;
        if strings.last() == Some(&chains.len()) {
            match bytes[here] {
                b'"' => {
                    strings.pop();
                }
                b'\\' if bytes.get(at) == Some(&b'(') => {
                    at += 1;
                    chains.push(0);
                }
                b'\\' => at += 1,
                _ => {}
            }
            continue;
        }
        match bytes[here] {
            b'"' => strings.push(chains.len()),
            b'#' => at = filter[here..].find('\n').map_or(bytes.len(), |end| here + end),
            b'(' | b'[' | b'{' => chains.push(0),
            b')' | b']' | b'}' if chains.len() > 1 => {
                chains.pop();
            }
            b';' => start_anew(&mut chains),
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
                at = here + bytes[here..].iter().take_while(|byte| word(byte)).count();
                if PREFIXES.contains(&&filter[here..at]) {
                    lengthen(&mut chains);
                }
            }
            byte if b"|,+-*/%=<>!?".contains(&byte) => lengthen(&mut chains),
            _ => {}
        }
        if chains.len() > DEEPEST + 1 {
            return Some((here, format!("brackets nest more than {DEEPEST} deep")));
        }
        if chains.last().is_some_and(|length| *length > LONGEST) {
            return Some((here, format!("more than {LONGEST} operators stand in one chain")));
        }
    }
    None
}

fn start_anew(chains: &mut [usize]) {
    if let Some(length) = chains.last_mut() {
        *length = 0;
    }
}

fn lengthen(chains: &mut [usize]) {
    if let Some(length) = chains.last_mut() {
        *length += 1;
    }
}
