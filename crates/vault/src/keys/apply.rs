//! Hands the store key to SQLCipher.
//!
//! The one place in this crate with unsafe code. The key goes in through the C call and never as `PRAGMA key`
//! text, because SQL text can end up in traces and logs. Key **and** salt are given: if SQLCipher had to read the
//! salt from the file, a power cut that garbles the first sector would make the whole store unreadable.

use rusqlite::{Connection, ffi};
use zeroize::Zeroizing;

use super::StoreKey;

/// Keys a connection that has not read anything yet.
pub(crate) fn apply(db: &Connection, key: &StoreKey) -> Result<(), rusqlite::Error> {
    let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(key.bytes()));
    // Joined in one piece: a string that grows leaves copies of itself behind in memory.
    let literal = Zeroizing::new(["x'", hex.as_str(), "'"].concat());
    // 96 hex digits and their dressing; the length is asserted by a test of `StoreKey`.
    let length = i32::try_from(literal.len()).unwrap_or(0);
    #[expect(
        unsafe_code,
        reason = "sqlite3_key_v2 has no safe call; the handle lives as long as `db`"
    )]
    // SAFETY: `db` is open for the whole call, `literal` holds `length` readable bytes, and SQLCipher copies them.
    let code = unsafe {
        ffi::sqlite3_key_v2(
            db.handle(),
            c"main".as_ptr(),
            literal.as_ptr().cast(),
            length,
        )
    };
    if code == ffi::SQLITE_OK {
        return Ok(());
    }
    Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
}
