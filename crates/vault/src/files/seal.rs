//! Sealing a file: AES-256-GCM as a STREAM (`BE32`), a key of its own for every file, one segment a piece.
//!
//! A piece that is missing, cut, changed, or stands in another's place is noticed; so is a file that ends too early.

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::Payload;
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The length of a sealed piece; only the last one is shorter.
pub const PIECE_BYTES: usize = 256 * 1024;
/// What sealing adds to each.
const TAG_BYTES: usize = 16;
/// What stands in a piece.
const OPEN_BYTES: usize = PIECE_BYTES - TAG_BYTES;
/// The key is never used for anything else, so the nonces need no chance.
const NONCE: [u8; 7] = [0; 7];
const WHAT_FOR: &[u8] = b"satchel file 1";

/// A sealed file.
#[derive(Debug)]
pub struct Sealed {
    /// SHA-256 of all its pieces, hex.
    pub file: String,
    /// Its pieces.
    pub pieces: Vec<Vec<u8>>,
    /// Their length together.
    pub bytes: usize,
}

/// The file cannot be opened: it is damaged, incomplete, or the key is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file does not open")]
pub struct FileClosed;

/// Seals some bytes under a key that was made for them.
pub fn seal(open: &[u8], key: &[u8; 32]) -> Result<Sealed, FileClosed> {
    let mut encryptor = EncryptorBE32::<Aes256Gcm>::new(key.into(), &NONCE.into());
    let mut chunks: Vec<&[u8]> = open.chunks(OPEN_BYTES).collect();
    let last = chunks.pop().ok_or(FileClosed)?;
    let mut pieces = Vec::with_capacity(chunks.len().saturating_add(1));
    for chunk in chunks {
        pieces.push(encryptor.encrypt_next(payload(chunk)).or(Err(FileClosed))?);
    }
    pieces.push(encryptor.encrypt_last(payload(last)).or(Err(FileClosed))?);
    let mut digest = Sha256::new();
    for piece in &pieces {
        digest.update(piece);
    }
    Ok(Sealed {
        file: HEXLOWER.encode(&digest.finalize()),
        bytes: pieces.iter().map(Vec::len).sum(),
        pieces,
    })
}

/// Opens all pieces of a file.
pub fn unseal(pieces: &[Vec<u8>], key: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, FileClosed> {
    let mut decryptor = DecryptorBE32::<Aes256Gcm>::new(key.into(), &NONCE.into());
    let (last, others) = pieces.split_last().ok_or(FileClosed)?;
    let mut open = Zeroizing::new(Vec::with_capacity(pieces.len().saturating_mul(PIECE_BYTES)));
    for piece in others {
        open.extend(decryptor.decrypt_next(payload(piece)).or(Err(FileClosed))?);
    }
    open.extend(decryptor.decrypt_last(payload(last)).or(Err(FileClosed))?);
    Ok(open)
}

fn payload(msg: &[u8]) -> Payload<'_, '_> {
    Payload { msg, aad: WHAT_FOR }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn picture(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect()
    }

    #[test]
    fn a_file_comes_out_as_it_went_in_whatever_its_length() {
        for bytes in [
            1,
            OPEN_BYTES - 1,
            OPEN_BYTES,
            OPEN_BYTES + 1,
            3 * OPEN_BYTES + 9,
        ] {
            let sealed = seal(&picture(bytes), &KEY).unwrap();
            assert_eq!(sealed.pieces.len(), bytes.div_ceil(OPEN_BYTES));
            assert_eq!(sealed.pieces[0].len().max(PIECE_BYTES), PIECE_BYTES);
            assert_eq!(*unseal(&sealed.pieces, &KEY).unwrap(), picture(bytes));
        }
        assert!(seal(&[], &KEY).is_err());
    }

    #[test]
    fn a_file_that_was_cut_changed_or_put_together_otherwise_stays_closed() {
        let Sealed { pieces, .. } = seal(&picture(3 * OPEN_BYTES + 9), &KEY).unwrap();
        let mut swapped = pieces.clone();
        swapped.swap(0, 1);
        let mut changed = pieces.clone();
        changed[2][100] ^= 1;
        let mut cut = pieces.clone();
        cut.pop();
        let mut shorter = pieces.clone();
        shorter[3].pop();
        let mut longer = pieces.clone();
        longer.push(pieces[0].clone());
        for bad in [swapped, changed, cut, shorter, longer, Vec::new()] {
            assert_eq!(unseal(&bad, &KEY).err(), Some(FileClosed));
        }
        assert_eq!(unseal(&pieces, &[8; 32]).err(), Some(FileClosed));
    }
}
