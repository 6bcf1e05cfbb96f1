//! The canonical form of a line: JSON as RFC 8785 writes it, for the part of JSON that lines use.
//!
//! Members are written as they come, so they must come in the order of their keys; what comes out of order, floats,
//! and integers that JavaScript cannot hold are errors, never written some other way. Keys are ASCII, for which the
//! order of bytes and that of UTF-16 units, which RFC 8785 asks for, are one.

use std::fmt::{self, Display, Write};

use serde::Serialize;
use serde::ser::{self, Impossible};

/// Why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no canonical form: {what}")]
pub struct CanonicalError {
    what: String,
}

impl ser::Error for CanonicalError {
    fn custom<T: Display>(what: T) -> Self {
        Self { what: what.to_string() }
    }
}

/// The largest integer that every reader of JSON holds exactly: 2^53 − 1.
const INTEGER_MOST: u64 = 9_007_199_254_740_991;

/// Writes a value in canonical form.
///
/// ```
/// use std::collections::BTreeMap;
/// use creditbank::journal::canonical;
/// let value = BTreeMap::from([("b", vec![1, 2]), ("a", vec![])]);
/// assert_eq!(canonical(&value)?, br#"{"a":[],"b":[1,2]}"#);
/// assert!(canonical(&0.5).is_err());
/// # Ok::<(), creditbank::journal::CanonicalError>(())
/// ```
///
/// # Errors
/// [`CanonicalError`] for floats, integers beyond ±(2^53 − 1), bytes, and members out of order.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let mut out = Vec::with_capacity(640);
    value.serialize(Writer { out: &mut out })?;
    Ok(out)
}

fn refused<T>(what: &str) -> Result<T, CanonicalError> {
    Err(CanonicalError { what: what.to_owned() })
}

/// Text inside quotes. What needs no escape, which is nearly everything, is copied in one piece.
struct Quoted<'a>(&'a mut Vec<u8>);

impl Write for Quoted<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Without an early end the check runs many bytes at once.
        let plain = |byte: u8| (byte >= 0x20) & (byte != b'"') & (byte != b'\\');
        if text.bytes().fold(true, |all, byte| all & plain(byte)) {
            self.0.extend_from_slice(text.as_bytes());
        } else {
            text.bytes().for_each(|byte| escape(byte, self.0));
        }
        Ok(())
    }
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'"' | b'\\' => out.extend([b'\\', byte]),
        0x08 => out.extend(b"\\b"),
        b'\t' => out.extend(b"\\t"),
        b'\n' => out.extend(b"\\n"),
        0x0c => out.extend(b"\\f"),
        b'\r' => out.extend(b"\\r"),
        0..0x20 => out.extend(format!("\\u{byte:04x}").into_bytes()),
        _ => out.push(byte),
    }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl Writer<'_> {
    fn integer(self, number: u64, negative: bool) -> Result<(), CanonicalError> {
        if number > INTEGER_MOST {
            return refused("an integer is beyond 2^53 - 1");
        }
        if negative {
            self.out.push(b'-');
        }
        let start = self.out.len();
        let mut rest = number;
        loop {
            self.out.push(u8::try_from(rest % 10).map_or(b'0', |digit| b'0' | digit));
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.out.get_mut(start..).unwrap_or_default().reverse();
        Ok(())
    }

    fn word(self, word: &[u8]) -> Result<(), CanonicalError> {
        self.out.extend_from_slice(word);
        Ok(())
    }
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = ();
    type Error = CanonicalError;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = Impossible<(), CanonicalError>;
    type SerializeMap = Object<'a>;
    type SerializeStruct = Object<'a>;
    type SerializeStructVariant = Object<'a>;

    fn serialize_bool(self, value: bool) -> Result<(), CanonicalError> {
        self.word(if value { b"true" } else { b"false" })
    }
    fn serialize_i8(self, value: i8) -> Result<(), CanonicalError> {
        self.serialize_i64(value.into())
    }
    fn serialize_i16(self, value: i16) -> Result<(), CanonicalError> {
        self.serialize_i64(value.into())
    }
    fn serialize_i32(self, value: i32) -> Result<(), CanonicalError> {
        self.serialize_i64(value.into())
    }
    fn serialize_i64(self, value: i64) -> Result<(), CanonicalError> {
        self.integer(value.unsigned_abs(), value < 0)
    }
    fn serialize_u8(self, value: u8) -> Result<(), CanonicalError> {
        self.integer(value.into(), false)
    }
    fn serialize_u16(self, value: u16) -> Result<(), CanonicalError> {
        self.integer(value.into(), false)
    }
    fn serialize_u32(self, value: u32) -> Result<(), CanonicalError> {
        self.integer(value.into(), false)
    }
    fn serialize_u64(self, value: u64) -> Result<(), CanonicalError> {
        self.integer(value, false)
    }
    fn serialize_f32(self, _: f32) -> Result<(), CanonicalError> {
        refused("a float is not exact")
    }
    fn serialize_f64(self, _: f64) -> Result<(), CanonicalError> {
        refused("a float is not exact")
    }
    fn serialize_char(self, value: char) -> Result<(), CanonicalError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Result<(), CanonicalError> {
        self.out.push(b'"');
        Quoted(self.out).write_str(value).map_err(ser::Error::custom)?;
        self.out.push(b'"');
        Ok(())
    }
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), CanonicalError> {
        self.out.push(b'"');
        write!(Quoted(self.out), "{value}").map_err(ser::Error::custom)?;
        self.out.push(b'"');
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), CanonicalError> {
        refused("bytes are not text")
    }
    fn serialize_none(self) -> Result<(), CanonicalError> {
        self.word(b"null")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CanonicalError> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), CanonicalError> {
        self.word(b"null")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), CanonicalError> {
        self.word(b"null")
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), CanonicalError> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), CanonicalError> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        let mut object = Object::open(self.out, b"}");
        object.member(variant, value)?;
        object.close()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, CanonicalError> {
        self.out.push(b'[');
        Ok(List { out: self.out, is_first: true })
    }
    fn serialize_tuple(self, length: usize) -> Result<List<'a>, CanonicalError> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List<'a>, CanonicalError> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, CanonicalError> {
        refused("a tuple variant has no form in a line")
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a>, CanonicalError> {
        Ok(Object::open(self.out, b"}"))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'a>, CanonicalError> {
        Ok(Object::open(self.out, b"}"))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object<'a>, CanonicalError> {
        self.out.push(b'{');
        Writer { out: &mut *self.out }.serialize_str(variant)?;
        self.out.push(b':');
        Ok(Object::open(self.out, b"}}"))
    }
    fn is_human_readable(&self) -> bool {
        true
    }
}

struct List<'a> {
    out: &'a mut Vec<u8>,
    is_first: bool,
}

impl List<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b',');
        }
        value.serialize(Writer { out: &mut *self.out })
    }

    fn close(self) -> Result<(), CanonicalError> {
        self.out.push(b']');
        Ok(())
    }
}

/// An object being written. It knows where its last key stands, to see that keys ascend.
struct Object<'a> {
    out: &'a mut Vec<u8>,
    last: std::ops::Range<usize>,
    is_first: bool,
    closing: &'static [u8],
}

impl<'a> Object<'a> {
    fn open(out: &'a mut Vec<u8>, closing: &'static [u8]) -> Self {
        out.push(b'{');
        Self { out, last: 0..0, is_first: true, closing }
    }

    /// Begins a member. Each key comes after the one before it.
    fn key(&mut self, key: &str) -> Result<(), CanonicalError> {
        if !std::mem::take(&mut self.is_first) {
            if self.out.get(self.last.clone()) >= Some(key.as_bytes()) {
                return refused("keys are out of order");
            }
            self.out.push(b',');
        }
        self.out.push(b'"');
        let start = self.out.len();
        self.out.extend_from_slice(key.as_bytes());
        self.last = start..self.out.len();
        self.out.extend_from_slice(b"\":");
        Ok(())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        value.serialize(Writer { out: &mut *self.out })
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), CanonicalError> {
        self.key(key)?;
        self.value(value)
    }

    fn close(self) -> Result<(), CanonicalError> {
        self.out.extend_from_slice(self.closing);
        Ok(())
    }
}

macro_rules! lists {
    ($($shape:ident $item:ident),+) => {$(
        impl ser::$shape for List<'_> {
            type Ok = ();
            type Error = CanonicalError;
            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
                self.item(value)
            }
            fn end(self) -> Result<(), CanonicalError> {
                self.close()
            }
        }
    )+};
}

lists! { SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field }

macro_rules! structs {
    ($($shape:ident),+) => {$(
        impl ser::$shape for Object<'_> {
            type Ok = ();
            type Error = CanonicalError;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), CanonicalError> {
                self.member(key, value)
            }
            fn end(self) -> Result<(), CanonicalError> {
                self.close()
            }
        }
    )+};
}

structs! { SerializeStruct, SerializeStructVariant }

impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = CanonicalError;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CanonicalError> {
        let text = canonical(key)?;
        let text = std::str::from_utf8(&text).ok().and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
        // The names of members are written in the program; those of a map may be anybody's.
        let plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        self.key(text.filter(plain).ok_or_else(|| ser::Error::custom("a key is not plain ASCII text"))?)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        self.value(value)
    }
    fn end(self) -> Result<(), CanonicalError> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What serde_json reads of it and an independent implementation of RFC 8785 writes of that.
    fn oracle<T: Serialize>(value: &T) -> String {
        serde_json_canonicalizer::to_string(value).unwrap()
    }

    #[test]
    fn it_writes_what_another_implementation_writes() {
        let text = |value: &dyn Fn() -> Vec<u8>| String::from_utf8(value()).unwrap();
        let all: String = (0..=0x7f_u8).map(char::from).chain("é中𝄞\u{2028}\u{ffff}".chars()).collect();
        assert_eq!(text(&|| canonical(&all).unwrap()), oracle(&all));
        let nested = BTreeMap::from([("a", vec![Some(-5_i64), None, Some(9_007_199_254_740_991)]), ("b_c", vec![])]);
        assert_eq!(text(&|| canonical(&nested).unwrap()), oracle(&nested));
    }

    #[test]
    fn what_has_no_one_form_is_refused() {
        #[derive(Serialize)]
        struct Unsorted {
            b: u8,
            a: u8,
        }
        assert!(canonical(&Unsorted { b: 1, a: 2 }).unwrap_err().to_string().contains("out of order"));
        assert!(canonical(&1.5_f64).is_err() && canonical(&9_007_199_254_740_992_u64).is_err());
        assert!(canonical(&BTreeMap::from([(1, 2)])).is_err(), "a key that is a number");
        assert!(canonical(&BTreeMap::from([("é", 2)])).is_err() && canonical(&[("x", 1)]).is_ok());
        assert!(canonical(&BTreeMap::from([("", 1), ("a", 2), ("aa", 3)])).is_ok());
    }
}
