//! Photos as bytes: what kind they are, how large a picture they claim to hold, and the same
//! picture without a word about where, when and with what it was taken. No pixel is decoded: a
//! container is read, kept parts are copied, the rest is left out. What follows the end of the
//! picture is left out as well.

mod cursor;
mod exif;
mod icc;
mod jpeg;
mod jpeg_pixels;
mod png;
mod webp;

/// Most bytes of a photo.
pub const BYTES_MAX: usize = 5 * 1024 * 1024;
/// Most pixels of a photo: a viewer allocates memory for all of them (ASVS 5.2.6). Cameras of "50
/// megapixels" have up to 8192 x 6144.
const PIXELS_MAX: u64 = 51_000_000;

/// What a photo is, told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG, ISO/IEC 10918-1.
    Jpeg,
    /// PNG, third edition.
    Png,
    /// WebP, RFC 9649, one frame.
    Webp,
}

/// Every kind that is taken.
pub const KINDS: [Kind; 3] = [Kind::Jpeg, Kind::Png, Kind::Webp];

impl Kind {
    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Webp => "image/webp",
        }
    }

    /// The end of a photo's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Webp => "webp",
        }
    }

    fn of(bytes: &[u8]) -> Option<Kind> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Kind::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
            _ => None,
        }
    }
}

/// Why bytes are no photo that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoFault {
    /// None of the kinds, whatever it is called.
    OtherKind,
    /// Cut short, or its parts do not fit together.
    Damaged,
    /// It has more pixels than are needed to see a defect.
    TooManyPixels,
}

/// A photo without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// What it is.
    pub kind: Kind,
    /// Width in pixels, as it claims.
    pub width: u32,
    /// Height in pixels, as it claims.
    pub height: u32,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// Takes the picture out of what was sent.
///
/// # Errors
/// [`PhotoFault`]; nothing of it is kept then.
pub fn clean(sent: &[u8]) -> Result<Photo, PhotoFault> {
    let kind = Kind::of(sent).ok_or(PhotoFault::OtherKind)?;
    let photo = match kind {
        Kind::Jpeg => jpeg::clean(sent).or_else(|| clean_without_end(sent)),
        Kind::Png => png::clean(sent),
        Kind::Webp => webp::clean(sent),
    };
    let photo = photo.ok_or(PhotoFault::Damaged)?;
    match u64::from(photo.width).saturating_mul(u64::from(photo.height)) {
        0 => Err(PhotoFault::Damaged),
        pixels if pixels > PIXELS_MAX => Err(PhotoFault::TooManyPixels),
        _ => Ok(photo),
    }
}

/// Some cameras write no end marker, but a trailer behind the pixels.
fn clean_without_end(sent: &[u8]) -> Option<Photo> {
    jpeg::clean(&jpeg_pixels::with_end_marker(sent)?)
}

#[cfg(test)]
mod tests;
