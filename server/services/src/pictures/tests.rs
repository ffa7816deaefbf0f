use super::photo::{Photo, read};
use super::{Unfit, logo};
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{
    ColorType, DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
};
use moxcms::ColorProfile;
use std::io::Cursor;

const RED: Rgb<u8> = Rgb([200, 30, 20]);
const BLUE: Rgb<u8> = Rgb([20, 40, 200]);

/// Red above and blue below.
fn halves(width: u32, height: u32) -> RgbImage {
    let half = |_, y| if y < height / 2 { RED } else { BLUE };
    RgbImage::from_fn(width, height, half)
}

fn file(picture: impl Into<DynamicImage>, kind: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, kind).unwrap();
    file.into_inner()
}

/// A JPEG file with a segment that says something besides.
fn jpeg(picture: &RgbImage, say: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 95);
    say(&mut encoder);
    let size = |pixels: u32| u16::try_from(pixels).unwrap();
    let (width, height) = (size(picture.width()), size(picture.height()));
    encoder
        .encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    file
}

/// What an Exif segment says of how the camera was held (EXIF 2.3, tag 0x0112), and where it was.
fn exif(orientation: Orientation) -> Vec<u8> {
    let mut segment = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    segment.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    segment.extend(b"GPS -12.0464 -77.0428");
    segment
}

fn seen(file: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(file, ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

fn is_near(seen: &Rgb<u8>, meant: Rgb<u8>) -> bool {
    seen.0
        .iter()
        .zip(meant.0)
        .all(|(seen, meant)| seen.abs_diff(meant) < 12)
}

fn sizes(photo: &Photo) -> [(u32, u32); 2] {
    [&photo.small, &photo.large].map(|file| seen(file).dimensions())
}

#[test]
fn all_three_kinds_come_in_two_sizes() {
    for kind in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let photo = read(&file(halves(1_600, 1_200), kind)).unwrap();
        assert_eq!(sizes(&photo), [(640, 480), (1_280, 960)], "{kind:?}");
        let small = seen(&photo.small);
        assert!(is_near(small.get_pixel(320, 20), RED), "{kind:?}");
        assert!(is_near(small.get_pixel(320, 460), BLUE), "{kind:?}");
    }
}

#[test]
fn what_is_small_is_not_made_larger() {
    let photo = read(&file(halves(800, 600), ImageFormat::Png)).unwrap();
    assert_eq!(sizes(&photo), [(640, 480), (800, 600)]);
    for (width, height) in [(639, 480), (640, 479), (100, 4_000), (4_000, 100)] {
        let refused = read(&file(halves(width, height), ImageFormat::Png));
        assert_eq!(refused.unwrap_err(), Unfit::TooSmall, "{width} × {height}");
    }
}

#[test]
fn it_is_seen_as_the_camera_was_held() {
    let upright = halves(1_200, 900);
    for orientation in 1..=8 {
        let orientation = Orientation::from_exif(orientation).unwrap();
        // As the camera stores it: turned back, so that turning it gives the picture.
        let back = match orientation {
            Orientation::Rotate90 => Orientation::Rotate270,
            Orientation::Rotate270 => Orientation::Rotate90,
            same => same,
        };
        let mut stored = DynamicImage::from(upright.clone());
        stored.apply_orientation(back);
        let segment = exif(orientation);
        let sent = jpeg(&stored.into_rgb8(), |encoder| {
            encoder.add_exif_metadata(&segment).unwrap();
        });
        let photo = read(&sent).unwrap();
        assert_eq!(sizes(&photo), [(640, 480), (1_200, 900)], "{orientation:?}");
        let small = seen(&photo.small);
        assert!(is_near(small.get_pixel(320, 20), RED), "{orientation:?}");
        assert!(is_near(small.get_pixel(320, 460), BLUE), "{orientation:?}");
    }
}

#[test]
fn a_tall_one_is_cut_from_its_middle() {
    // Red, blue and red: only what lies in the middle is kept.
    let height = 2_000;
    let stripe = |_, y| if (600..1_400).contains(&y) { BLUE } else { RED };
    let photo = read(&file(RgbImage::from_fn(900, height, stripe), ImageFormat::Png)).unwrap();
    let small = seen(&photo.small);
    for y in [4, 240, 475] {
        assert!(is_near(small.get_pixel(320, y), BLUE), "{y}");
    }
}

#[test]
fn nothing_is_kept_but_what_is_seen() {
    let segment = exif(Orientation::NoTransforms);
    let mut sent = jpeg(&halves(800, 600), |encoder| {
        encoder.add_exif_metadata(&segment).unwrap();
        encoder
            .add_app_segment(9, b"<script>alert(1)</script>".to_vec())
            .unwrap();
    });
    sent.extend(b"PK\x03\x04<html><script>alert(2)</script>");
    let photo = read(&sent).unwrap();
    for kept in [photo.small, photo.large] {
        for word in [&b"GPS"[..], b"Exif", b"<script>", b"PK\x03\x04"] {
            assert!(!kept.windows(word.len()).any(|part| part == word), "{word:?}");
        }
    }
}

#[test]
fn what_is_no_photograph_is_refused() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>"#;
    let png = file(halves(800, 600), ImageFormat::Png);
    let html = [b"<!doctype html>".to_vec(), png.clone()].concat();
    let pdf = [b"%PDF-1.7\n".to_vec(), png.clone()].concat();
    let cut = png.get(..png.len() / 2).unwrap();
    let only_begun = &file(halves(800, 600), ImageFormat::Jpeg)[..40];
    let gif = b"GIF89a\x20\x03\x58\x02\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for bad in [
        &b""[..],
        b"x",
        svg,
        &html,
        &pdf,
        cut,
        only_begun,
        gif,
        b"BM....",
        b"\xff\xd8\xff\xe0",
    ] {
        assert_eq!(read(bad).unwrap_err(), Unfit::NoPicture, "{:?}", bad.get(..12));
    }
}

/// Of one colour it is a short file, whatever it would take in memory.
#[test]
fn what_has_too_many_pixels_is_not_unpacked() {
    let mut sent = file(halves(800, 600), ImageFormat::Jpeg);
    // The frame header of a JPEG: its length, 8 bits, then height and width (ITU-T T.81, B.2.2).
    let header = sent.windows(5).position(|part| part == b"\xff\xc0\x00\x11\x08");
    let at = header.unwrap() + 5;
    sent.splice(at..at + 4, [0x75, 0x30, 0x75, 0x30]);
    assert_eq!(read(&sent).unwrap_err(), Unfit::TooLarge);
    let wide = file(RgbImage::from_pixel(5_001, 5_000, RED), ImageFormat::Png);
    assert_eq!(read(&wide).unwrap_err(), Unfit::TooLarge);
}

#[test]
fn what_can_be_seen_through_lies_on_white() {
    let clear = RgbaImage::from_pixel(800, 600, Rgba([0, 0, 0, 0]));
    let photo = read(&file(clear, ImageFormat::Png)).unwrap();
    assert!(is_near(seen(&photo.small).get_pixel(10, 10), Rgb([255; 3])));
    let veil = RgbaImage::from_pixel(800, 600, Rgba([255, 0, 0, 128]));
    let photo = read(&file(veil, ImageFormat::Png)).unwrap();
    assert!(is_near(
        seen(&photo.large).get_pixel(10, 10),
        Rgb([255, 127, 127])
    ));
}

#[test]
fn other_kinds_of_pixels_are_read() {
    let grey = DynamicImage::from(halves(800, 600)).into_luma8();
    let deep = DynamicImage::from(halves(800, 600)).into_rgba16();
    for picture in [DynamicImage::from(grey), DynamicImage::from(deep)] {
        assert_eq!(
            sizes(&read(&file(picture, ImageFormat::Png)).unwrap())[0],
            (640, 480)
        );
    }
}

/// Telephones mean other colours by the same numbers, and say so with a profile.
#[test]
fn colours_are_those_that_the_camera_means() {
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let green = RgbImage::from_pixel(800, 600, Rgb([120, 200, 120]));
    let mut sent = Vec::new();
    let mut encoder = PngEncoder::new(&mut sent);
    encoder.set_icc_profile(profile).unwrap();
    encoder
        .write_image(green.as_raw(), 800, 600, ExtendedColorType::from(ColorType::Rgb8))
        .unwrap();
    let seen = seen(&read(&sent).unwrap().small);
    let [red, green, _] = seen.get_pixel(9, 9).0;
    assert!(red < 110 && green > 198, "{:?}", seen.get_pixel(9, 9));
    // What is no profile is passed over.
    let mut sent = Vec::new();
    let mut encoder = PngEncoder::new(&mut sent);
    encoder.set_icc_profile(vec![7; 300]).unwrap();
    let picture = halves(800, 600);
    encoder
        .write_image(
            picture.as_raw(),
            800,
            600,
            ExtendedColorType::from(ColorType::Rgb8),
        )
        .unwrap();
    read(&sent).unwrap();
}

#[test]
fn a_logo_stays_whole_and_can_be_seen_through() {
    let read = |picture: RgbaImage| logo::read(&file(picture, ImageFormat::Png));
    let half = |x, _| {
        if x < 200 {
            Rgba([200, 30, 20, 255])
        } else {
            Rgba([0, 0, 0, 0])
        }
    };
    let wide = read(RgbaImage::from_fn(400, 100, half)).unwrap();
    let wide = image::load_from_memory_with_format(&wide, ImageFormat::Png).unwrap();
    let wide = wide.into_rgba8();
    assert_eq!(wide.dimensions(), (256, 256));
    assert_eq!(wide.get_pixel(20, 128).0, [200, 30, 20, 255]);
    for (x, y) in [(230, 128), (20, 80), (20, 180)] {
        assert_eq!(wide.get_pixel(x, y).0[3], 0, "{x} {y}");
    }
    let refused = |width, height| read(RgbaImage::new(width, height)).unwrap_err();
    assert_eq!(refused(127, 127), Unfit::LogoTooSmall);
    read(RgbaImage::new(10, 128)).unwrap();
    assert_eq!(logo::read(b"<svg/>").unwrap_err(), Unfit::NoPicture);
}
