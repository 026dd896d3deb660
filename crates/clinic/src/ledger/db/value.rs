//! What can be bound to a statement, whichever engine runs it.

use std::fmt;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

/// A value as both engines can take it. What becomes of it in a column is the column's business: a text may become an id,
/// JSON or bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    Number(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value(…)")
    }
}

/// Something that can be bound.
pub(crate) trait Bind {
    fn bind(&self) -> Value<'_>;
}

impl<T: Bind + ?Sized> Bind for &T {
    fn bind(&self) -> Value<'_> {
        (**self).bind()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn bind(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Bind::bind)
    }
}

impl Bind for str {
    fn bind(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Bind for String {
    fn bind(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Bind for i64 {
    fn bind(&self) -> Value<'_> {
        Value::Number(*self)
    }
}

impl Bind for u32 {
    fn bind(&self) -> Value<'_> {
        Value::Number(i64::from(*self))
    }
}

impl Bind for bool {
    fn bind(&self) -> Value<'_> {
        Value::Number(i64::from(*self))
    }
}

impl Bind for [u8; 32] {
    fn bind(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Bind for Value<'_> {
    fn bind(&self) -> Value<'_> {
        *self
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A value under the name a statement has for it.
pub(crate) struct Bound<'a> {
    /// With its colon.
    pub(crate) name: &'a str,
    pub(crate) value: &'a dyn Bind,
}

/// Names and values: `params! { ":member": id }`.
macro_rules! params {
    ($($name:literal: $value:expr),* $(,)?) => {
        &[$($crate::ledger::Bound { name: $name, value: &$value }),*]
    };
}

pub(crate) use params;
