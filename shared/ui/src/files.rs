//! Files between a page and the device: a text to be saved, and a text that somebody chooses.

use leptos::ev::Event;

/// The address of a text as a file of this page.
pub fn address(text: &str, content_type: &str) -> String {
    #[cfg(feature = "browser")]
    let address = browser::address(text, content_type).unwrap_or_default();
    #[cfg(not(feature = "browser"))]
    let address = format!("{content_type}{}", text.len());
    address
}

/// The text of the first file that was chosen in the field that `event` is about; `None` where there is none, or none that could be
/// read. The field is empty then: the same file can be chosen again.
pub async fn chosen(event: Event) -> Option<String> {
    #[cfg(feature = "browser")]
    let bytes = browser::chosen(event).await;
    #[cfg(not(feature = "browser"))]
    let bytes: Option<Vec<u8>> = {
        let _ = event;
        std::future::ready(None).await
    };
    bytes.map(|bytes| decoded(&bytes))
}

/// The letters of `windows-1252` from 0x80 to 0x9f (WHATWG, Encoding); what it has none for stays as it is.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// A text as spreadsheets write it: UTF-8, UTF-16 with its mark, or else the letters of Windows in the west.
fn decoded(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let units: Vec<u16> = units
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
            .collect();
        return String::from_utf16_lossy(&units);
    }
    if let Some(units) = bytes.strip_prefix(&[0xff, 0xfe]) {
        let units: Vec<u16> = units
            .chunks(2)
            .map(|pair| {
                pair.iter()
                    .rev()
                    .fold(0, |unit, byte| unit << 8 | u16::from(*byte))
            })
            .collect();
        return String::from_utf16_lossy(&units);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or_default(),
        byte => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(feature = "browser")]
mod browser {
    use js_sys::{Array, Uint8Array};
    use leptos::ev::Event;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, BlobPropertyBag, HtmlInputElement, Url};

    pub(super) fn address(text: &str, content_type: &str) -> Option<String> {
        let kind = BlobPropertyBag::new();
        kind.set_type(content_type);
        let parts = Array::of1(&text.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
        Url::create_object_url_with_blob(&blob).ok()
    }

    pub(super) async fn chosen(event: Event) -> Option<Vec<u8>> {
        let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = field.files()?.get(0)?;
        field.set_value("");
        let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&bytes).to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_write_letters_in_several_ways() {
        assert_eq!(decoded("Sección — Ají".as_bytes()), "Sección — Ají");
        assert_eq!(decoded(b"Secci\xf3n \x96 Aj\xed \x80"), "Sección – Ají €");
        let wide: Vec<u8> = "Ají 🌶".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&[&[0xff, 0xfe], &wide[..]].concat()), "Ají 🌶");
        let wide: Vec<u8> = "Ají 🌶".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&[&[0xfe, 0xff], &wide[..]].concat()), "Ají 🌶");
        assert_eq!(WINDOWS_1252.chars().count(), 32);
    }
}
