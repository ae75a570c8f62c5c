//! Tagged byte strings, as the C side hands them over (`c/records.h`).

/// A record: its tag and its bytes.
pub(crate) type Record<'a> = (u8, &'a [u8]);

/// The length of a tag and of the length after it.
const HEAD: usize = 5;

/// The records in `bytes`, in order. What is cut off at the end is left out.
pub(crate) fn records(mut bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let (&tag, length) = head.split_first()?;
        let length = u32::from_le_bytes(length.try_into().ok()?);
        let (contents, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        bytes = rest;
        Some((tag, contents))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_and_whole() {
        let bytes = b"a\x02\0\0\0hib\0\0\0\0c\x09\0\0\0cut";
        let found: Vec<Record<'_>> = records(bytes).collect();
        assert_eq!(found, [(b'a', b"hi".as_slice()), (b'b', b"".as_slice())]);
    }
}
