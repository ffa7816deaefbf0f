//! QR codes as drawings.

/// Draws a text as a QR code: an SVG in the current text colour on nothing, with the quiet zone around it. `None` for a text
/// that is too long for one.
pub fn svg(text: &str) -> Option<String> {
    use qrcode::render::svg::Color;
    let code = qrcode::QrCode::new(text.as_bytes()).ok()?;
    let drawing = code
        .render::<Color<'_>>()
        .dark_color(Color("currentColor"))
        .light_color(Color("none"))
        .build();
    let start = drawing.find("<svg").unwrap_or_default();
    Some(drawing.get(start..)?.to_owned())
}
