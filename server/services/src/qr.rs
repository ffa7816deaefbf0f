//! QR codes as drawings.

/// Draws a text as a QR code: an SVG, black on white whatever the theme of its page (many readers take no inverted one), with
/// the quiet zone around it. `None` for a text that is too long for one.
pub fn svg(text: &str) -> Option<String> {
    use qrcode::render::svg::Color;
    let code = qrcode::QrCode::new(text.as_bytes()).ok()?;
    let drawing = code
        .render::<Color<'_>>()
        .dark_color(Color("#000"))
        .light_color(Color("#fff"))
        .build();
    let start = drawing.find("<svg").unwrap_or_default();
    Some(drawing.get(start..)?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_is_dark_on_light_in_every_theme() {
        let drawing = svg("https://brasero.pe/libro-de-reclamaciones").unwrap();
        assert!(drawing.starts_with("<svg"));
        assert!(drawing.contains("fill=\"#fff\"") && drawing.contains("fill=\"#000\""));
        assert!(!drawing.contains("currentColor"));
        assert_eq!(svg(&"x".repeat(5_000)), None);
    }
}
