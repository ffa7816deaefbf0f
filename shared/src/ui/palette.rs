//! Puts a restaurant's colours on the page.

use crate::domain::palette::App;

/// Adds the rules of a brand's tokens to the app's style sheet, where the content security policy allows them; a `<style>`
/// element it would not. A brand without tokens looks as the style sheet already says.
pub fn put_on(app: App, tokens: &[(String, String)]) {
    #[cfg(feature = "browser")]
    if !tokens.is_empty()
        && let Some(sheet) = style_sheet()
    {
        for rule in crate::domain::palette::rules(app, tokens) {
            let end = sheet.css_rules().map_or(0, |rules| rules.length());
            let _ = sheet.insert_rule_with_index(&rule, end);
        }
    }
    #[cfg(not(feature = "browser"))]
    let _ = (app, tokens);
}

/// The last style sheet of the page whose rules may be read, which is the app's own.
#[cfg(feature = "browser")]
fn style_sheet() -> Option<web_sys::CssStyleSheet> {
    use wasm_bindgen::JsCast;
    let sheets = leptos::prelude::document().style_sheets();
    (0..sheets.length())
        .rev()
        .filter_map(|at| sheets.item(at)?.dyn_into::<web_sys::CssStyleSheet>().ok())
        .find(|sheet| sheet.css_rules().is_ok())
}
