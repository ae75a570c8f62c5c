//! The shapes of the tables: `(name!:s ports:[@core.v1.ContainerPort])`. The notation is
//! explained in `tools/strip_schemas.py`, which writes it.

/// What a value must look like. Borrows from the tables and reads what is inside on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A string.
    Text,
    /// Bytes in base64.
    Bytes,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number.
    Number,
    /// A boolean.
    Bool,
    /// An amount of a resource.
    Quantity,
    /// A port by number or name, a count or a percentage.
    IntOrString,
    /// Any object.
    Object,
    /// Anything.
    Any,
    /// A list; the text is the shape of its items.
    List(&'static str),
    /// A map; the text is the shape of its values.
    Map(&'static str),
    /// Another definition.
    Named(&'static str),
    /// An object with known fields; the text is what is between the parentheses.
    Record(&'static str),
}

/// A field of a [`Shape::Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether objects without it are refused.
    pub required: bool,
    /// Its shape.
    pub shape: &'static str,
}

impl Shape {
    /// Reads the notation. What it does not know is taken as anything, so that a table it
    /// cannot read never makes a false alarm.
    pub(crate) fn read(text: &'static str) -> Self {
        let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
        match text.as_bytes().first() {
            Some(b's') => Self::Text,
            Some(b'y') => Self::Bytes,
            Some(b'i') => Self::Int32,
            Some(b'l') => Self::Int64,
            Some(b'n') => Self::Number,
            Some(b'b') => Self::Bool,
            Some(b'q') => Self::Quantity,
            Some(b'p') => Self::IntOrString,
            Some(b'o') => Self::Object,
            Some(b'[') => Self::List(inner),
            Some(b'{') => Self::Map(inner),
            Some(b'(') => Self::Record(inner),
            Some(b'@') => Self::Named(&text[1..]),
            _ => Self::Any,
        }
    }

    /// The fields of a record, else none.
    pub(crate) fn fields(self) -> impl Iterator<Item = Field> {
        let text = if let Self::Record(text) = self { text } else { "" };
        text.split(' ').filter_map(|field| {
            let (name, shape) = field.split_once(':')?;
            let bare = name.strip_suffix('!');
            Some(Field { name: bare.unwrap_or(name), required: bare.is_some(), shape })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fields() {
        let fields: Vec<_> = Shape::read("(a:s b!:[{@x.Y}])").fields().collect();
        assert_eq!(fields[0], Field { name: "a", required: false, shape: "s" });
        assert_eq!(fields[1], Field { name: "b", required: true, shape: "[{@x.Y}]" });
        assert_eq!(Shape::read(fields[1].shape), Shape::List("{@x.Y}"));
        assert_eq!(Shape::read("{@x.Y}"), Shape::Map("@x.Y"));
        assert_eq!(Shape::read("@x.Y"), Shape::Named("x.Y"));
    }
}
