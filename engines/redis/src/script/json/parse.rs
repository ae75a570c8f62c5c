//! JSON as `cjson.decode` reads it, with its words for what is wrong.

use mlua::{Lua, Value};

use super::DEPTH;

/// What a text is read with.
pub(super) struct Parser<'a> {
    lua: &'a Lua,
    text: &'a [u8],
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) const fn new(lua: &'a Lua, text: &'a [u8]) -> Self {
        Self { lua, text, at: 0, depth: 0 }
    }

    /// Reads the whole text as one value.
    pub(super) fn whole(mut self) -> Result<Value, String> {
        let value = self.value()?;
        self.space();
        if self.at < self.text.len() {
            return Err(self.expected("the end"));
        }
        Ok(value)
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// What was wanted, and what kind of thing there is instead.
    fn expected(&self, wanted: &str) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let found = match rest.first() {
            None => "T_END",
            Some(b'{') => "T_OBJ_BEGIN",
            Some(b'}') => "T_OBJ_END",
            Some(b'[') => "T_ARR_BEGIN",
            Some(b']') => "T_ARR_END",
            Some(b',') => "T_COMMA",
            Some(b':') => "T_COLON",
            Some(b'"') => "T_STRING",
            Some(b'-' | b'0'..=b'9') => "T_NUMBER",
            Some(b't' | b'f') if rest.starts_with(b"true") || rest.starts_with(b"false") => {
                "T_BOOLEAN"
            }
            Some(b'n') if rest.starts_with(b"null") => "T_NULL",
            Some(_) => "invalid token",
        };
        format!("Expected {wanted} but found {found} at character {}", self.at + 1)
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, String> {
        if self.text[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.expected("value"))
    }

    fn value(&mut self) -> Result<Value, String> {
        self.space();
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                let text = self.string()?;
                let string = self.lua.create_string(text);
                string.map(Value::String).map_err(|error| error.to_string())
            }
            Some(b't') => self.word("true", Value::Boolean(true)),
            Some(b'f') => self.word("false", Value::Boolean(false)),
            Some(b'n') => self.word("null", Value::NULL),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.expected("value")),
        }
    }

    fn number(&mut self) -> Result<Value, String> {
        let rest = &self.text[self.at..];
        let is_part = |byte: &&u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let length = rest.iter().take_while(is_part).count();
        let text = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        let number: f64 = text.parse().map_err(|_| {
            format!("Expected value but found invalid number at character {}", self.at + 1)
        })?;
        self.at += length;
        Ok(Value::Number(number))
    }

    fn enter(&mut self) -> Result<(), String> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!(
                "Found too many nested data structures ({}) at character {}",
                self.depth, self.at
            ));
        }
        Ok(())
    }

    fn array(&mut self) -> Result<Value, String> {
        self.enter()?;
        let table = self.lua.create_table().map_err(|error| error.to_string())?;
        self.space();
        if self.peek() == Some(b']') {
            self.leave();
            return Ok(Value::Table(table));
        }
        for index in 1.. {
            let value = self.value()?;
            table.raw_set(index, value).map_err(|error| error.to_string())?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.expected("comma or array end")),
            }
        }
        self.leave();
        Ok(Value::Table(table))
    }

    fn leave(&mut self) {
        self.at += 1;
        self.depth -= 1;
    }

    fn object(&mut self) -> Result<Value, String> {
        self.enter()?;
        let table = self.lua.create_table().map_err(|error| error.to_string())?;
        self.space();
        if self.peek() == Some(b'}') {
            self.leave();
            return Ok(Value::Table(table));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.expected("object key string"));
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.expected("colon"));
            }
            self.at += 1;
            let value = self.value()?;
            let key = self.lua.create_string(key).map_err(|error| error.to_string())?;
            table.raw_set(key, value).map_err(|error| error.to_string())?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.expected("comma or object end")),
            }
        }
        self.leave();
        Ok(Value::Table(table))
    }

    fn string(&mut self) -> Result<Vec<u8>, String> {
        let start = self.at;
        self.at += 1;
        let mut out = Vec::new();
        loop {
            match self.text.get(self.at..).unwrap_or_default() {
                [] => {
                    self.at = self.text.len();
                    return Err(self
                        .expected("value")
                        .replace("T_END", "unexpected end of string"));
                }
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(out);
                }
                [b'\\', b'u', ..] => self.unicode(&mut out)?,
                [b'\\', escaped, ..] => {
                    out.push(match escaped {
                        b'b' => 8,
                        b'f' => 12,
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'"' | b'\\' | b'/' => *escaped,
                        _ => {
                            return Err(format!(
                                "Expected value but found invalid escape code at character {}",
                                start.max(self.at) + 1
                            ));
                        }
                    });
                    self.at += 2;
                }
                [byte, ..] => {
                    out.push(*byte);
                    self.at += 1;
                }
            }
        }
    }

    /// One `\uXXXX`, or two that are halves of one character.
    fn unicode(&mut self, out: &mut Vec<u8>) -> Result<(), String> {
        let wrong = format!(
            "Expected value but found invalid unicode escape code at character {}",
            self.at + 1
        );
        let unit = |text: Option<&[u8]>| {
            let digits = std::str::from_utf8(text?.strip_prefix(b"\\u")?).ok()?;
            u32::from_str_radix(digits, 16).ok()
        };
        let first = unit(self.text.get(self.at..self.at + 6)).ok_or_else(|| wrong.clone())?;
        let mut code = first;
        self.at += 6;
        if (0xd800..0xdc00).contains(&first) {
            let second = unit(self.text.get(self.at..self.at + 6)).ok_or_else(|| wrong.clone())?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(wrong);
            }
            code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            self.at += 6;
        }
        let character = char::from_u32(code).ok_or(wrong)?;
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }
}
