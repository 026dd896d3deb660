//! What travels is packed with zstd at its fastest: a line in the field is slower than any processor.
//!
//! Whoever unpacks says how much she will take. What would become more than that is given up as soon as it does, so
//! that a few bytes which stand for gigabytes cost no more than an honest message.

use std::io::Read as _;

/// How a packed body is marked: the name of the content coding (RFC 8878).
pub const PACKED: &str = "zstd";

/// A body shorter than this goes in one packet as it is.
const WORTH_PACKING_BYTES: usize = 1_024;
const FASTEST: i32 = 1;
/// Our messages are at most 8 MiB, and no window of theirs is larger; one that asks for more wants our memory.
const WINDOW_LOG_MAX: u32 = 23;

/// Why nothing was unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// It is not packed, or it was damaged.
    #[error("this was not packed as it should be")]
    Malformed,
    /// It stands for more than was allowed.
    #[error("this would unpack to more than is allowed")]
    TooLarge,
}

/// The body packed; none if it is not worth it, and then it goes as it is.
pub fn packed(body: &[u8]) -> Option<Vec<u8>> {
    if body.len() < WORTH_PACKING_BYTES {
        return None;
    }
    packed_whatever_it_is(body)
}

/// The body packed, however short it is; none if there is no memory for it.
pub(crate) fn packed_whatever_it_is(body: &[u8]) -> Option<Vec<u8>> {
    zstd::bulk::compress(body, FASTEST).ok()
}

/// What a packed body stands for: at most `most` bytes.
pub fn unpacked(body: &[u8], most: usize) -> Result<Vec<u8>, UnpackError> {
    let malformed = |_| UnpackError::Malformed;
    let mut decoder = zstd::stream::read::Decoder::with_buffer(body).map_err(malformed)?;
    decoder.window_log_max(WINDOW_LOG_MAX).map_err(malformed)?;
    let more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut whole = Vec::new();
    decoder
        .take(more)
        .read_to_end(&mut whole)
        .map_err(malformed)?;
    if most < whole.len() {
        return Err(UnpackError::TooLarge);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_was_and_short_things_are_left_alone() {
        let long = "a goal, a step, a task. ".repeat(400);
        let small = packed(long.as_bytes()).unwrap();
        assert!(small.len() < long.len() / 10);
        assert_eq!(unpacked(&small, long.len()).unwrap(), long.as_bytes());
        assert_eq!(packed(b"short"), None);
    }

    #[test]
    fn a_bomb_is_given_up_and_what_is_damaged_is_refused() {
        let bomb = packed(&vec![0; 64 * 1024 * 1024]).unwrap();
        assert!(bomb.len() < 10_000, "{} bytes stand for 64 MB", bomb.len());
        assert_eq!(unpacked(&bomb, 1_000_000), Err(UnpackError::TooLarge));
        let whole = packed(&[7; 5_000]).unwrap();
        let (cut, _) = whole.split_at(whole.len() / 2);
        assert_eq!(unpacked(cut, 5_000), Err(UnpackError::Malformed));
        assert_eq!(
            unpacked(b"{\"ops\":[]}", 5_000),
            Err(UnpackError::Malformed)
        );
    }

    #[test]
    fn a_window_larger_than_any_message_of_ours_is_refused() {
        let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), FASTEST).unwrap();
        encoder.window_log(27).unwrap();
        std::io::Write::write_all(&mut encoder, &[1; 5_000]).unwrap();
        let greedy = encoder.finish().unwrap();
        assert_eq!(unpacked(&greedy, 5_000), Err(UnpackError::Malformed));
    }
}
