//! A picture that somebody chooses, made smaller before it is sent: over a slow line it is there in seconds, whatever the
//! camera makes of it, and what the file says besides (where it was taken, with what) stays on the device.

use api::catalog::PictureKind;
use leptos::ev::Event;

/// A file that somebody has chosen.
#[derive(Debug)]
pub struct Picked {
    #[cfg(feature = "browser")]
    file: web_sys::File,
}

/// The first file that was chosen in the field that `event` is about; `None` where there is none. The field is empty then: the same
/// file can be chosen again.
pub fn picked(event: &Event) -> Option<Picked> {
    #[cfg(feature = "browser")]
    let picked = browser::picked(event).map(|file| Picked { file });
    #[cfg(not(feature = "browser"))]
    let picked = {
        let _ = event;
        None
    };
    picked
}

/// The picture in base64: a photograph as a JPEG of 4:3, a logo as a whole PNG; `None` where the browser cannot show it.
pub async fn smaller(picked: Picked, kind: PictureKind) -> Option<String> {
    #[cfg(feature = "browser")]
    let content = browser::smaller(&picked.file, kind).await;
    #[cfg(not(feature = "browser"))]
    let content = {
        let _ = (picked, kind);
        std::future::ready(None).await
    };
    content
}

#[cfg(feature = "browser")]
mod browser {
    use api::catalog::PictureKind;
    use domain::catalog::pictures::crop;
    use js_sys::Reflect;
    use leptos::ev::Event;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap, window,
    };

    /// Width of a photograph, and longer side of a logo, in pixels: more than is kept of them.
    const PHOTO_WIDTH: u32 = 1_600;
    const LOGO_SIDE: u32 = 512;

    /// Maximum length of what is sent. The server takes a little more.
    const MOST: usize = 1_500_000;

    /// How a picture is written, the best first: the next one where it comes out too long.
    const JPEG: &[(&str, f64)] = &[("image/jpeg", 0.92), ("image/jpeg", 0.8), ("image/jpeg", 0.6)];
    const PNG: &[(&str, f64)] = &[("image/png", 1.0)];

    pub(super) fn picked(event: &Event) -> Option<File> {
        let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = field.files()?.get(0)?;
        field.set_value("");
        Some(file)
    }

    pub(super) async fn smaller(file: &Blob, kind: PictureKind) -> Option<String> {
        let decoding = window()?.create_image_bitmap_with_blob(file).ok()?;
        let picture: ImageBitmap = JsFuture::from(decoding).await.ok()?.dyn_into().ok()?;
        let canvas = window()?.document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let drawn = draw(&picture, &canvas, kind);
        picture.close();
        drawn?;
        let forms = match kind {
            PictureKind::Photo => JPEG,
            PictureKind::Logo => PNG,
        };
        let encoded = |(form, quality): &(&str, f64)| {
            let url = canvas.to_data_url_with_type_and_encoder_options(form, &(*quality).into());
            let url = url.ok()?;
            let content = url
                .strip_prefix("data:")?
                .strip_prefix(form)?
                .strip_prefix(";base64,")?;
            Some(content.to_owned())
        };
        let mut encoded = forms.iter().filter_map(encoded);
        encoded.find(|content| content.len() <= MOST)
    }

    /// Draws the part of a picture that is kept: of a photograph on white.
    fn draw(picture: &ImageBitmap, canvas: &HtmlCanvasElement, kind: PictureKind) -> Option<()> {
        let (width, height) = (picture.width(), picture.height());
        let (left, top, wide, high) = match kind {
            PictureKind::Photo => crop(width, height),
            PictureKind::Logo => (0, 0, width, height),
        };
        let share = match kind {
            PictureKind::Photo => f64::from(PHOTO_WIDTH) / f64::from(wide),
            PictureKind::Logo => f64::from(LOGO_SIDE) / f64::from(wide.max(high)),
        };
        let share = share.min(1.0);
        let [left, top, wide, high] = [left, top, wide, high].map(f64::from);
        let (width, height) = ((wide * share).round().max(1.0), (high * share).round().max(1.0));
        Reflect::set(canvas, &"width".into(), &width.into()).ok()?;
        Reflect::set(canvas, &"height".into(), &height.into()).ok()?;
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        if kind == PictureKind::Photo {
            context.set_fill_style_str("#fff");
            context.fill_rect(0.0, 0.0, width, height);
        }
        // Without it edges of something much larger come out as steps.
        Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into()).ok()?;
        let draw =
            CanvasRenderingContext2d::draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh;
        draw(&context, picture, left, top, wide, high, 0.0, 0.0, width, height).ok()
    }
}
