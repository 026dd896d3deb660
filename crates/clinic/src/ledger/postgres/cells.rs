//! How values go into PostgreSQL's columns and come out of them.
//!
//! The column decides: a text becomes an id, JSON, or bytes. What was signed or hashed is bytes and never changes. No
//! value may make a push fail for ever: U+0000, which PostgreSQL has no place for in a text or in `jsonb`, becomes U+FFFD
//! there. Such a text is only ever a copy; the operation that brought it is kept byte for byte.

use std::borrow::Cow;
use std::error::Error;

use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::ledger::LedgerError;
use crate::ledger::db::{Cell, Value};

type Refused = Box<dyn Error + Sync + Send>;

/// The version that precedes `jsonb` on the wire.
const JSONB: u8 = 1;
const NUL: char = '\0';
const REPLACED: &str = "\u{fffd}";

impl ToSql for Value<'_> {
    fn to_sql(&self, column: &Type, out: &mut BytesMut) -> Result<IsNull, Refused> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Number(number) => match *column {
                Type::INT2 => out.extend_from_slice(&i16::try_from(*number)?.to_be_bytes()),
                Type::INT4 => out.extend_from_slice(&i32::try_from(*number)?.to_be_bytes()),
                Type::BOOL => out.extend_from_slice(&[u8::from(*number != 0)]),
                _ => out.extend_from_slice(&number.to_be_bytes()),
            },
            Self::Text(text) => match *column {
                Type::UUID => out.extend_from_slice(Uuid::parse_str(text)?.as_bytes()),
                Type::BYTEA => out.extend_from_slice(text.as_bytes()),
                Type::JSONB => {
                    out.extend_from_slice(&[JSONB]);
                    out.extend_from_slice(without_nul(text).as_bytes());
                }
                _ => out.extend_from_slice(text.replace(NUL, REPLACED).as_bytes()),
            },
            Self::Bytes(bytes) => out.extend_from_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// JSON in which no string holds U+0000.
pub(in crate::ledger) fn without_nul(json: &str) -> Cow<'_, str> {
    if !json.contains("\\u0000") {
        return Cow::Borrowed(json);
    }
    let Ok(mut value) = serde_json::from_str::<Json>(json) else {
        return Cow::Borrowed(json);
    };
    clean(&mut value);
    Cow::Owned(value.to_string())
}

fn clean(value: &mut Json) {
    match value {
        Json::String(text) => *text = text.replace(NUL, REPLACED),
        Json::Array(values) => values.iter_mut().for_each(clean),
        Json::Object(fields) => {
            for (name, mut value) in std::mem::take(fields) {
                clean(&mut value);
                fields.insert(name.replace(NUL, REPLACED), value);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// A column as it came.
struct Raw<'a>(Cell<'a>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(column: &Type, raw: &'a [u8]) -> Result<Self, Refused> {
        let cell = match *column {
            Type::BOOL => Cell::Number(i64::from(raw.first().is_some_and(|byte| *byte != 0))),
            Type::INT2 => Cell::Number(i16::from_be_bytes(raw.try_into()?).into()),
            Type::INT4 => Cell::Number(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT8 => Cell::Number(i64::from_be_bytes(raw.try_into()?)),
            Type::UUID => Cell::Text(Uuid::from_slice(raw)?.to_string().into()),
            Type::BYTEA => Cell::Bytes(raw),
            Type::JSONB => Cell::Text(str::from_utf8(raw.get(1..).unwrap_or_default())?.into()),
            _ => Cell::Text(str::from_utf8(raw)?.into()),
        };
        Ok(Self(cell))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Refused> {
        Ok(Self(Cell::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// What stands in a column of a row.
pub(in crate::ledger) fn cell_of(row: &postgres::Row, at: usize) -> Result<Cell<'_>, LedgerError> {
    row.try_get::<_, Raw<'_>>(at)
        .map(|raw| raw.0)
        .or(Err(LedgerError::Malformed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u_0000_is_replaced_where_it_is_one_and_nowhere_else() {
        let json = r#"{"a\u0000":["x\u0000y",{"b":"\\u0000"}],"c":1.50}"#;
        let cleaned = without_nul(json);
        let expected = "{\"a\u{fffd}\":[\"x\u{fffd}y\",{\"b\":\"\\\\u0000\"}],\"c\":1.5}";
        assert_eq!(cleaned, expected);
        assert!(matches!(without_nul("{\"a\":1}"), Cow::Borrowed(_)));
    }
}
