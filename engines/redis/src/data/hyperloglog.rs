//! HyperLogLog: 16384 registers in a string, sparse while that is short, else dense.

use super::murmur;
use crate::reply::Bytes;

const REGISTERS: usize = 1 << 14;
/// The bits of a hash that follow those of the register's number.
const RANK_BITS: u32 = 50;
const SEED: u64 = 0xadc8_3b19;
const HEADER: usize = 16;
const DENSE: usize = HEADER + REGISTERS * 6 / 8;
/// The longest sparse form, header excluded, and the highest value it can hold.
const SPARSE_BYTES: usize = 3000;
const SPARSE_VALUE: u8 = 32;

/// The registers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HyperLogLog {
    registers: Vec<u8>,
    dense: bool,
}

impl Default for HyperLogLog {
    fn default() -> Self {
        Self { registers: vec![0; REGISTERS], dense: false }
    }
}

impl HyperLogLog {
    /// Reads a string; none where it is no HyperLogLog.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (header, body) = bytes.split_at_checked(HEADER)?;
        if !header.starts_with(b"HYLL") {
            return None;
        }
        let mut registers = vec![0; REGISTERS];
        match header[4] {
            0 if bytes.len() == DENSE => {
                for (at, register) in registers.iter_mut().enumerate() {
                    let (byte, bit) = (at * 6 / 8, at * 6 % 8);
                    let next = body.get(byte + 1).copied().unwrap_or_default();
                    let pair = u16::from(body[byte]) | u16::from(next) << 8;
                    *register = u8::try_from(pair >> bit & 63).unwrap_or_default();
                }
                Some(Self { registers, dense: true })
            }
            1 => {
                read_sparse(body, &mut registers)?;
                Some(Self { registers, dense: false })
            }
            _ => None,
        }
    }

    /// The string it is stored as.
    pub(crate) fn write(&self) -> Bytes {
        let sparse = if self.dense { None } else { self.sparse() };
        let mut bytes = b"HYLL".to_vec();
        bytes.push(u8::from(sparse.is_some()));
        bytes.extend_from_slice(&[0; 3]);
        // The cached count, marked as out of date.
        bytes.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 0x80]);
        match sparse {
            Some(body) => bytes.extend_from_slice(&body),
            None => bytes.extend_from_slice(&self.packed()),
        }
        bytes
    }

    fn packed(&self) -> Bytes {
        let mut body = vec![0; DENSE - HEADER];
        for (at, register) in self.registers.iter().enumerate() {
            let (byte, bit) = (at * 6 / 8, at * 6 % 8);
            let value = u16::from(*register) << bit;
            body[byte] |= value.to_le_bytes()[0];
            if let Some(next) = body.get_mut(byte + 1) {
                *next |= value.to_le_bytes()[1];
            }
        }
        body
    }

    /// The sparse form, where it is short enough.
    fn sparse(&self) -> Option<Bytes> {
        let mut body = Bytes::new();
        let mut rest = self.registers.as_slice();
        while let Some(&value) = rest.first() {
            if value > SPARSE_VALUE {
                return None;
            }
            let run = rest.iter().take_while(|other| **other == value).count();
            if value > 0 {
                let run = run.min(4);
                body.push(0x80 | (value - 1) << 2 | u8::try_from(run - 1).unwrap_or_default());
                rest = &rest[run..];
                continue;
            }
            if run <= 64 {
                body.push(u8::try_from(run - 1).unwrap_or_default());
            } else {
                let length = u16::try_from(run - 1).unwrap_or_default();
                body.push(0x40 | length.to_be_bytes()[0]);
                body.push(length.to_be_bytes()[1]);
            }
            rest = &rest[run..];
        }
        (body.len() <= SPARSE_BYTES).then_some(body)
    }

    /// Adds an element; whether a register changed.
    pub(crate) fn add(&mut self, element: &[u8]) -> bool {
        let hash = murmur::hash(element, SEED);
        let register = usize::try_from(hash % REGISTERS as u64).unwrap_or_default();
        let rank = (hash >> 14 | 1 << RANK_BITS).trailing_zeros() + 1;
        let rank = u8::try_from(rank).unwrap_or(u8::MAX);
        let changed = rank > self.registers[register];
        if changed {
            self.registers[register] = rank;
            self.settle();
        }
        changed
    }

    /// Takes in the elements of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (ours, theirs) in self.registers.iter_mut().zip(&other.registers) {
            *ours = (*ours).max(*theirs);
        }
        self.dense |= other.dense;
        self.settle();
    }

    fn settle(&mut self) {
        self.dense = self.dense || self.sparse().is_none();
    }

    pub(crate) const fn is_dense(&self) -> bool {
        self.dense
    }

    /// About how many different elements were added (Ertl's estimator).
    pub(crate) fn count(&self) -> u64 {
        let count = REGISTERS as f64;
        let bits = RANK_BITS as usize;
        let mut histogram = [0_u32; 64];
        for register in &self.registers {
            histogram[usize::from(*register)] += 1;
        }
        let mut sum = count * tau((count - f64::from(histogram[bits + 1])) / count);
        for value in (1..=bits).rev() {
            sum += f64::from(histogram[value]);
            sum *= 0.5;
        }
        sum += count * sigma(f64::from(histogram[0]) / count);
        const ALPHA_INFINITY: f64 = 0.721_347_520_444_481_7;
        let estimate = (ALPHA_INFINITY * count * count / sum).round();
        if estimate >= 0.0 { estimate as u64 } else { 0 }
    }
}

fn read_sparse(body: &[u8], registers: &mut [u8]) -> Option<()> {
    let (mut at, mut bytes) = (0, body.iter().copied());
    while let Some(byte) = bytes.next() {
        let (run, value) = match byte {
            0..=0x3f => (usize::from(byte) + 1, 0),
            0x40..=0x7f => (usize::from(u16::from_be_bytes([byte & 0x3f, bytes.next()?])) + 1, 0),
            _ => (usize::from(byte & 3) + 1, (byte >> 2 & 31) + 1),
        };
        registers.get_mut(at..at + run)?.fill(value);
        at += run;
    }
    (at == registers.len()).then_some(())
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut sum) = (1.0, x);
    loop {
        x *= x;
        let before = sum;
        sum += x * y;
        y += y;
        if before == sum {
            return sum;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut sum) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = sum;
        y *= 0.5;
        sum -= (1.0 - x).powi(2) * y;
        if before == sum {
            return sum / 3.0;
        }
    }
}
