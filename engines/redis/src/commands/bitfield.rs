//! `BITFIELD`: whole numbers of any width in a string's bits.

use super::bitmaps;
use crate::args::{Args, int, is_word};
use crate::call::Call;
use crate::data::value::Text;
use crate::reply::{Answer, Bytes, Reply, Stop};
use crate::text::number;

/// A number's width and sign.
#[derive(Clone, Copy)]
struct Shape {
    signed: bool,
    bits: u32,
}

/// What becomes of a number that does not fit.
#[derive(Clone, Copy, PartialEq)]
enum Overflow {
    Wrap,
    Saturate,
    Fail,
}

enum Action {
    Get,
    Set(i64),
    Add(i64),
}

struct Operation {
    shape: Shape,
    at: usize,
    action: Action,
    overflow: Overflow,
}

pub(super) fn run(call: &mut Call<'_>, words: &[Bytes], read_only: bool) -> Answer {
    let operations = operations(&words[2..], read_only)?;
    let mut bytes = call.text(&words[1])?;
    let is_write = |operation: &Operation| !matches!(operation.action, Action::Get);
    let changes = operations.iter().any(is_write);
    let ends = operations.iter().filter(|operation| is_write(operation));
    let end = ends.map(|operation| operation.at + operation.shape.bits as usize).max();
    if let Some(end) = end {
        bitmaps::grow(&mut bytes, end)?;
    }
    let replies = operations.iter().map(|operation| operation.run(&mut bytes)).collect();
    if changes {
        call.set_text(&words[1], Text { bytes, raw: true });
    }
    Ok(Reply::Array(replies))
}

fn operations(words: &[Bytes], read_only: bool) -> Result<Vec<Operation>, Stop> {
    let mut args = Args::new(words);
    let mut overflow = Overflow::Wrap;
    let mut operations = Vec::new();
    while let Some(word) = args.next() {
        if is_word(word, "OVERFLOW") && args.len() > 0 {
            let kind = args.need()?;
            overflow = match kind.to_ascii_lowercase().as_slice() {
                b"wrap" => Overflow::Wrap,
                b"sat" => Overflow::Saturate,
                b"fail" => Overflow::Fail,
                _ => return Err("ERR Invalid OVERFLOW type specified".into()),
            };
            continue;
        }
        let (is_get, is_set) = (is_word(word, "GET"), is_word(word, "SET"));
        let known = is_get || is_set || is_word(word, "INCRBY");
        if !known || args.len() < if is_get { 2 } else { 3 } {
            return Err(crate::reply::SYNTAX.into());
        }
        let shape = shape(args.need()?)?;
        let at = place(args.need()?, shape)?;
        if !is_get && read_only {
            return Err("ERR BITFIELD_RO only supports the GET subcommand".into());
        }
        let action = if is_get {
            Action::Get
        } else {
            let number = int(args.need()?)?;
            if is_set { Action::Set(number) } else { Action::Add(number) }
        };
        operations.push(Operation { shape, at, action, overflow });
    }
    Ok(operations)
}

fn shape(text: &[u8]) -> Result<Shape, Stop> {
    const ERROR: &str = "ERR Invalid bitfield type. Use something like i16 u8. \
                         Note that u64 is not supported but i64 is.";
    let (signed, digits) = match text {
        [b'i', digits @ ..] => (true, digits),
        [b'u', digits @ ..] => (false, digits),
        _ => return Err(ERROR.into()),
    };
    let most = if signed { 64 } else { 63 };
    let bits = number::integer(digits).filter(|bits| (1..=most).contains(bits)).ok_or(ERROR)?;
    Ok(Shape { signed, bits: u32::try_from(bits).unwrap_or(64) })
}

/// A position in bits, or with `#` before it in numbers of that shape.
fn place(text: &[u8], shape: Shape) -> Result<usize, Stop> {
    const ERROR: &str = "ERR bit offset is not an integer or out of range";
    let Some(digits) = text.strip_prefix(b"#") else { return bitmaps::offset(text) };
    let at = number::integer(digits).and_then(|at| at.checked_mul(i64::from(shape.bits)));
    let at = at.ok_or(ERROR)?;
    bitmaps::offset(at.to_string().as_bytes())
}

impl Shape {
    fn range(self) -> (i128, i128) {
        if self.signed {
            let half = 1_i128 << (self.bits - 1);
            (-half, half - 1)
        } else {
            (0, (1_i128 << self.bits) - 1)
        }
    }

    fn fit(self, number: i128, overflow: Overflow) -> Option<i128> {
        let (low, high) = self.range();
        if (low..=high).contains(&number) {
            return Some(number);
        }
        match overflow {
            Overflow::Fail => None,
            Overflow::Saturate => Some(number.clamp(low, high)),
            Overflow::Wrap => Some((number - low).rem_euclid(1 << self.bits) + low),
        }
    }
}

impl Operation {
    fn run(&self, bytes: &mut [u8]) -> Reply {
        let before = self.load(bytes);
        let reply = |number: i128| Reply::Int(i64::try_from(number).unwrap_or_default());
        let (wanted, is_add) = match self.action {
            Action::Get => return reply(before),
            Action::Set(number) if !self.shape.signed => {
                // As unsigned: a negative number is a huge one, which overflows.
                (i128::from(number.cast_unsigned()), false)
            }
            Action::Set(number) => (i128::from(number), false),
            Action::Add(number) => (before + i128::from(number), true),
        };
        let Some(after) = self.shape.fit(wanted, self.overflow) else { return Reply::Nil };
        for bit in 0..self.shape.bits {
            let on = after >> (self.shape.bits - 1 - bit) & 1 == 1;
            bitmaps::set_bit(bytes, self.at + bit as usize, on);
        }
        reply(if is_add { after } else { before })
    }

    fn load(&self, bytes: &[u8]) -> i128 {
        let places = self.at..self.at + self.shape.bits as usize;
        let number = places.fold(0, |sum, at| sum << 1 | i128::from(bitmaps::bit(bytes, at)));
        if number > self.shape.range().1 { number - (1 << self.shape.bits) } else { number }
    }
}
