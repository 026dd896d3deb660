//! Pictures as they are kept: upright, no larger than a page needs to be read, and with nothing in them but what can be
//! seen.
//!
//! A photograph carries where and when it was taken, with what, and sometimes a smaller picture of what was there before
//! it was cut. Writing it anew from its points leaves all of that behind, and whatever a hostile file may hide.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

/// A page of letter paper at 300 points an inch.
const SIDE_MAX: u32 = 3_300;
const QUALITY: u8 = 90;
/// No camera makes larger ones.
const ORIGINAL_SIDE_MAX: u32 = 20_000;
/// A hundred million points.
const ORIGINAL_BYTES_MAX: u64 = 400 * 1024 * 1024;

/// The kind of picture that is kept.
pub(crate) const MEDIA: &str = "image/jpeg";

/// It is no picture this version can read, or one that is too large to be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no picture that can be read")]
pub(crate) struct NotAPicture;

/// The same picture, written anew.
pub(crate) fn anew(bytes: &[u8]) -> Result<Vec<u8>, NotAPicture> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .or(Err(NotAPicture))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(ORIGINAL_SIDE_MAX);
    limits.max_image_height = Some(ORIGINAL_SIDE_MAX);
    limits.max_alloc = Some(ORIGINAL_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().or(Err(NotAPicture))?;
    if ORIGINAL_BYTES_MAX < decoder.total_bytes() {
        return Err(NotAPicture);
    }
    // How the camera was held stands beside the points; whoever leaves it behind turns the page.
    let upright = decoder.orientation().or(Err(NotAPicture))?;
    let mut picture = DynamicImage::from_decoder(decoder).or(Err(NotAPicture))?;
    picture.apply_orientation(upright);
    if SIDE_MAX < picture.width().max(picture.height()) {
        picture = picture.resize(SIDE_MAX, SIDE_MAX, FilterType::CatmullRom);
    }
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, QUALITY)
        .encode_image(&picture.into_rgb8())
        .or(Err(NotAPicture))?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgb, RgbImage};

    fn written(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn read(bytes: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(bytes, ImageFormat::Jpeg)
            .unwrap()
            .into_rgb8()
    }

    /// Left half red, right half blue.
    fn flag(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 {
                Rgb([220, 20, 20])
            } else {
                Rgb([20, 20, 220])
            }
        })
    }

    #[test]
    fn a_picture_is_written_anew_in_one_format_and_no_larger_than_needed() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let kept = read(&anew(&written(&flag(3_600, 900), format)).unwrap());
            assert_eq!(kept.dimensions(), (3_300, 825), "{format:?}");
        }
        let small = read(&anew(&written(&flag(40, 30), ImageFormat::Png)).unwrap());
        assert_eq!(small.dimensions(), (40, 30));
    }

    /// An APP1 segment as a camera writes it: held on its side, and where it was.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        // Orientation 6: to be turned a quarter to the right.
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        // The camera's owner.
        tiff.extend(b"\xA4\x30\0\x02\0\0\0\x09\0\0\0\x26\0\0\0\0SHELTER 9\0");
        let length = u16::try_from(tiff.len().saturating_add(2))
            .unwrap()
            .to_be_bytes();
        let (start, rest) = jpeg.split_at(2);
        [start, &[0xFF, 0xE1], &length, &tiff, rest].concat()
    }

    #[test]
    fn what_a_camera_writes_beside_the_picture_is_left_behind_and_the_page_stands_upright() {
        let taken = with_exif(&written(&flag(80, 40), ImageFormat::Jpeg));
        let has = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
        assert!(has(&taken, b"SHELTER 9"));
        let kept = anew(&taken).unwrap();
        assert!(!has(&kept, b"SHELTER 9") && !has(&kept, b"Exif"));
        let page = read(&kept);
        assert_eq!(page.dimensions(), (40, 80));
        let (top, bottom) = (page.get_pixel(20, 10), page.get_pixel(20, 70));
        assert!(
            top[2] < top[0] && bottom[0] < bottom[2],
            "{top:?} {bottom:?}"
        );
    }

    #[test]
    fn what_is_no_picture_or_would_fill_the_memory_is_refused() {
        // A PNG that says it is a million points wide and high.
        let mut huge = written(&flag(8, 8), ImageFormat::Png);
        huge[16..24].copy_from_slice(&[0, 15, 66, 64, 0, 15, 66, 64]);
        let half = written(&flag(400, 400), ImageFormat::Png);
        for bad in [
            &b""[..],
            b"%PDF-1.7",
            b"<svg/>",
            &huge,
            &half[..half.len() / 2],
        ] {
            assert_eq!(anew(bad).err(), Some(NotAPicture));
        }
    }
}
