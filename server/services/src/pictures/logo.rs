//! Makes a logo of a file: whole, in the middle of a square that can be seen through.

use super::Unfit;
use super::file;
use domain::catalog::pictures::LOGO;
use image::codecs::png::{CompressionType, FilterType as Prediction, PngEncoder};
use image::imageops::{self, FilterType};
use image::{ExtendedColorType, ImageEncoder as _, RgbaImage};
use moxcms::Layout;

/// Fewer pixels than these on its longer side are coarse on every screen.
const LEAST: u32 = 128;

/// A PNG file of 256 by 256 pixels.
pub(super) fn read(file: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut file = file::open(file)?;
    file.picture.apply_orientation(file.orientation);
    if u32::max(file.picture.width(), file.picture.height()) < LEAST {
        return Err(Unfit::LogoTooSmall);
    }
    let fitted = file.picture.resize(LOGO, LOGO, FilterType::Lanczos3).into_rgba8();
    let (width, height) = fitted.dimensions();
    let pixels = file.in_srgb(fitted.into_raw(), Layout::Rgba);
    let fitted = RgbaImage::from_raw(width, height, pixels).ok_or(Unfit::NoPicture)?;
    let mut square = RgbaImage::new(LOGO, LOGO);
    let middle = |side: u32| i64::from((LOGO - side) / 2);
    imageops::replace(&mut square, &fitted, middle(width), middle(height));
    let mut written = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut written, CompressionType::Best, Prediction::Adaptive);
    let encoded = encoder.write_image(square.as_raw(), LOGO, LOGO, ExtendedColorType::Rgba8);
    encoded.map_err(|_| Unfit::NoPicture)?;
    Ok(written)
}
