//! Permissions as `chmod`, `mkdir -m` and `umask` write them.

/// The bits that a mode in octal or in symbols makes of `old`. `None`: it is no mode.
pub(crate) fn change(old: u32, text: &str, folder: bool) -> Option<u32> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return u32::from_str_radix(text, 8).ok().filter(|mode| *mode <= 0o7777);
    }
    text.split(',').try_fold(old, |mode, clause| apply(mode, clause, folder))
}

fn apply(mut mode: u32, clause: &str, folder: bool) -> Option<u32> {
    let at = clause.find(['+', '-', '='])?;
    let mut who = 0;
    for c in clause[..at].chars() {
        who |= match c {
            'u' => 0o700,
            'g' => 0o070,
            'o' => 0o007,
            'a' => 0o777,
            _ => return None,
        };
    }
    let mask = if who == 0 { 0o777 & !0o022 } else { 0o777 };
    let who = if who == 0 { 0o777 } else { who };
    let mut rest = &clause[at..];
    while let Some(op) = rest.chars().next() {
        let end = rest[1..].find(['+', '-', '=']).map_or(rest.len(), |n| n + 1);
        let mut bits = 0;
        for c in rest[1..end].chars() {
            bits |= match c {
                'r' => 0o444,
                'w' => 0o222,
                'x' => 0o111,
                'X' if folder || mode & 0o111 != 0 => 0o111,
                'X' => 0,
                'u' => (mode >> 6 & 7) * 0o111,
                'g' => (mode >> 3 & 7) * 0o111,
                'o' => (mode & 7) * 0o111,
                's' => {
                    (if who & 0o700 != 0 { 0o4000 } else { 0 })
                        | (if who & 0o070 != 0 { 0o2000 } else { 0 })
                }
                't' => 0o1000,
                _ => return None,
            };
        }
        let special = bits & 0o7000;
        let bits = (bits & who & if op == '=' { 0o777 } else { mask }) | special;
        match op {
            '+' => mode |= bits,
            '-' => mode &= !bits,
            _ => mode = (mode & !who) | bits,
        }
        rest = &rest[end..];
    }
    Some(mode)
}

/// `rwxr-xr-x`.
pub(crate) fn letters(mode: u32) -> String {
    let mut out = String::new();
    for (shift, special, set, unset) in
        [(6, 0o4000, 's', 'S'), (3, 0o2000, 's', 'S'), (0, 0o1000, 't', 'T')]
    {
        let bits = mode >> shift & 7;
        out.push(if bits & 4 != 0 { 'r' } else { '-' });
        out.push(if bits & 2 != 0 { 'w' } else { '-' });
        out.push(match (bits & 1 != 0, mode & special != 0) {
            (true, false) => 'x',
            (true, true) => set,
            (false, true) => unset,
            (false, false) => '-',
        });
    }
    out
}
