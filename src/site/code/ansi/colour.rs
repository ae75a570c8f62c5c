//! A terminal's colours as the eight that a theme has. A theme keeps them readable on its paper,
//! so a colour of 256 or of 16 million is shown as the nearest of those, by its hue.

/// One of a theme's colours: black 0, red 1, green 2, yellow 3, blue 4, magenta 5, cyan 6, white 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8);

impl Colour {
    /// The colour of plain text.
    pub(super) const FRONT: Self = Self(7);

    /// The colour of a code from 0 to 7.
    pub(super) fn of_code(code: u16) -> Self {
        Self(u8::try_from(code).unwrap_or(7).min(7))
    }

    /// The nearest to red, green and blue.
    fn nearest([red, green, blue]: [u16; 3]) -> Self {
        let most = red.max(green).max(blue);
        let least = red.min(green).min(blue);
        if most - least < 48 {
            return Self(if most < 128 { 0 } else { 7 });
        }
        // A part counts where it is nearer to the most than to the least.
        let middle = u16::midpoint(most, least);
        let bit = |part: u16, bit: u8| if part > middle { bit } else { 0 };
        Self(bit(red, 1) | bit(green, 2) | bit(blue, 4))
    }

    /// The colour of a number from 0 to 255.
    fn of_256(number: u16) -> Self {
        match number {
            0..=15 => Self::of_code(number % 8),
            16..=231 => {
                let level = |step: u16| if step == 0 { 0 } else { 55 + 40 * step };
                let cube = number - 16;
                Self::nearest([level(cube / 36), level(cube / 6 % 6), level(cube % 6)])
            }
            _ => {
                let grey = 8 + 10 * (number.min(255) - 232);
                Self::nearest([grey; 3])
            }
        }
    }
}

/// The colour after 38 or 48, and how many of the codes that follow belong to it. `code` has its
/// parts where they are separated by colons.
pub(super) fn extended(code: &[u16], rest: &[&[u16]]) -> (Option<Colour>, usize) {
    if let Some((kind, parts)) = code.get(1..).and_then(<[u16]>::split_first) {
        let colour = match kind {
            5 => parts.first().copied().map(Colour::of_256),
            // A colour space may come before the parts.
            2 => parts.last_chunk::<3>().copied().map(clamped),
            _ => None,
        };
        return (colour, 0);
    }
    let at = |at: usize| rest.get(at).and_then(|part| part.first()).copied();
    match at(0) {
        Some(5) => (at(1).map(Colour::of_256), 2),
        Some(2) => {
            let parts = at(1).zip(at(2)).zip(at(3));
            (parts.map(|((red, green), blue)| clamped([red, green, blue])), 4)
        }
        _ => (None, 1),
    }
}

fn clamped(parts: [u16; 3]) -> Colour {
    Colour::nearest(parts.map(|part| part.min(255)))
}
