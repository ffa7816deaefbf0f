//! Makes a photograph of a file: upright, of 4:3, in two sizes, and with nothing in it but what is seen.

use super::Unfit;
use super::file::{self, PictureFile};
use domain::catalog::pictures::{LARGE, SMALL, crop};
use image::imageops::FilterType;
use image::{DynamicImage, RgbImage};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};
use moxcms::Layout;

/// At this quality nobody sees a difference on a telephone (docs/adr/0033).
const QUALITY: u8 = 80;

/// A photograph as JPEG files.
#[derive(Debug)]
pub(super) struct Photo {
    /// 640 by 480 pixels.
    pub small: Vec<u8>,
    /// 1,280 by 960 pixels, or as many as there are.
    pub large: Vec<u8>,
}

pub(super) fn read(file: &[u8]) -> Result<Photo, Unfit> {
    let mut file = file::open(file)?;
    cut(&mut file)?;
    let large_width = file.picture.width().min(LARGE);
    let large = sized(&file.picture, large_width);
    let small = sized(&large, SMALL);
    Ok(Photo {
        small: encoded(&file, small)?,
        large: encoded(&file, large)?,
    })
}

/// Leaves the part of the picture that is shown, as the camera was held. A large one is made smaller before it is cut and turned, each
/// of which takes a copy.
fn cut(file: &mut PictureFile) -> Result<(), Unfit> {
    let (_, _, wide, high) = part(file);
    if wide.max(high) < SMALL || wide.min(high) < SMALL * 3 / 4 {
        return Err(Unfit::TooSmall);
    }
    let most = LARGE * 2;
    if wide.max(high) > most {
        let (width, height) = (file.picture.width(), file.picture.height());
        let shrunk = |side: u32| {
            let side = u64::from(side) * u64::from(most) / u64::from(wide.max(high));
            u32::try_from(side).unwrap_or(most).max(1)
        };
        file.picture = file.picture.thumbnail_exact(shrunk(width), shrunk(height));
    }
    let (left, top, wide, high) = part(file);
    file.picture = file.picture.crop_imm(left, top, wide, high);
    file.picture.apply_orientation(file.orientation);
    Ok(())
}

/// The part of the picture that is shown, as it is stored.
fn part(file: &PictureFile) -> (u32, u32, u32, u32) {
    let (width, height) = (file.picture.width(), file.picture.height());
    if !file.is_turned() {
        return crop(width, height);
    }
    let (top, left, high, wide) = crop(height, width);
    (left, top, wide, high)
}

fn sized(picture: &DynamicImage, width: u32) -> DynamicImage {
    picture.resize_exact(width, width * 3 / 4, FilterType::Lanczos3)
}

/// A JPEG file. What can be seen through lies on white.
fn encoded(file: &PictureFile, picture: DynamicImage) -> Result<Vec<u8>, Unfit> {
    let size = |pixels: u32| u16::try_from(pixels).map_err(|_| Unfit::TooLarge);
    let (width, height) = (size(picture.width())?, size(picture.height())?);
    let pixels = file.in_srgb(on_white(picture).into_raw(), Layout::Rgb);
    let mut written = Vec::new();
    let mut encoder = Encoder::new(&mut written, QUALITY);
    // Two scans are as short as one. One with tables of its own is stored by colour, which not everything reads.
    encoder.set_progressive_scans(2);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let encoded = encoder.encode(&pixels, width, height, ColorType::Rgb);
    encoded.map_err(|_| Unfit::NoPicture)?;
    Ok(written)
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut opaque = RgbImage::new(picture.width(), picture.height());
    for (to, from) in opaque.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let alpha = u16::from(alpha);
        let seen = |part: u8| (u16::from(part) * alpha + 255 * (255 - alpha)) / 255;
        to.0 = [red, green, blue].map(|part| u8::try_from(seen(part)).unwrap_or(u8::MAX));
    }
    opaque
}
