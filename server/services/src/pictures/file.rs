//! Reads a picture from a file, by what is in it, whatever it is called.

use super::Unfit;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::Cursor;

/// Maximum number of pixels: telephones take 24 million unless they are asked for more.
const MAX_PIXELS: u64 = 25_000_000;

/// Maximum number of bytes that reading takes: four channels of 16 bits for each pixel.
const MAX_BYTES: u64 = MAX_PIXELS * 8;

/// A picture as its file has it.
#[derive(Debug)]
pub(super) struct PictureFile {
    pub picture: DynamicImage,
    /// How the camera was held.
    pub orientation: Orientation,
    /// What its numbers mean as colours, where it says so.
    profile: Option<Vec<u8>>,
}

/// Reads a JPEG, PNG or WebP file.
pub(super) fn open(file: &[u8]) -> Result<PictureFile, Unfit> {
    let kind = image::guess_format(file).map_err(|_| Unfit::NoPicture)?;
    if !matches!(kind, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Unfit::NoPicture);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(file), kind);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Unfit::NoPicture)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Unfit::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::NoPicture)?;
    Ok(PictureFile {
        picture,
        orientation,
        profile,
    })
}

impl PictureFile {
    /// Whether what is stored as a line is seen as a column.
    pub fn is_turned(&self) -> bool {
        matches!(
            self.orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        )
    }

    /// Pixels of this picture (red, green and blue, with or without alpha: `layout`) in the colours that every screen understands. Where
    /// its profile cannot be used they are taken to be so already.
    pub fn in_srgb(&self, pixels: Vec<u8>, layout: Layout) -> Vec<u8> {
        let converted = self.profile.as_deref().and_then(|profile| {
            let profile = ColorProfile::new_from_slice(profile).ok()?;
            if profile.color_space != DataColorSpace::Rgb {
                return None;
            }
            let srgb = ColorProfile::new_srgb();
            let options = TransformOptions::default();
            let transform = profile.create_transform_8bit(layout, &srgb, layout, options);
            let mut converted = vec![0; pixels.len()];
            transform.ok()?.transform(&pixels, &mut converted).ok()?;
            Some(converted)
        });
        converted.unwrap_or(pixels)
    }
}
