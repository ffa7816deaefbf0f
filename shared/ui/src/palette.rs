//! Puts a restaurant's colours on the page.

use domain::palette::App;
use leptos::web_sys::HtmlElement;

/// Adds the rules of a brand's tokens to the app's style sheet, where the content security policy allows them; a `<style>`
/// element it would not. A brand without tokens looks as the style sheet already says.
pub fn put_on(app: App, tokens: &[(String, String)]) {
    #[cfg(feature = "browser")]
    if !tokens.is_empty()
        && let Some(sheet) = style_sheet()
    {
        for rule in domain::palette::rules(app, tokens) {
            let end = sheet.css_rules().map_or(0, |rules| rules.length());
            let _ = sheet.insert_rule_with_index(&rule, end);
        }
    }
    #[cfg(not(feature = "browser"))]
    let _ = (app, tokens);
}

/// Puts colours on one element and what is in it, by the object model: a `style` attribute the content security policy would not allow.
pub fn put_on_element(element: &HtmlElement, tokens: &[(&'static str, String)]) {
    #[cfg(feature = "browser")]
    {
        let style = element.style();
        for (name, value) in tokens {
            let _ = style.set_property(name, value);
        }
    }
    #[cfg(not(feature = "browser"))]
    let _ = (element, tokens);
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

#[cfg(test)]
mod tests {
    use domain::brand_forms;
    use domain::palette::{App, rules};
    use std::path::Path;

    #[test]
    fn the_style_sheets_have_the_forms_that_are_usual() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/tokens.css");
        let tokens = std::fs::read_to_string(&path).unwrap();
        for (name, value) in brand_forms::usual() {
            assert!(tokens.contains(&format!("    {name}: {value};")), "{name}");
        }
    }

    /// The files that both apps begin with. To write them anew: `BRASA_SNAPSHOT=1 cargo test -p ui palette`.
    #[test]
    fn the_style_sheets_have_the_colours_of_the_default_brand() {
        for (app, file) in [(App::Storefront, "client"), (App::Console, "restaurant")] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../style/palette/{file}.css"));
            let rules: String = rules(app, &[]).iter().map(|rule| format!("  {rule}\n")).collect();
            let made = format!(
                "/* Written by shared/domain/src/palette, from which every restaurant's colours come as well. */\n@layer tokens {{\n{}}}\n",
                rules
                    .replace(";--", ";\n    --")
                    .replace(";}", ";\n  }")
                    .replace("{color", "{\n    color")
                    .replace("{--", "{\n    --")
            );
            if std::env::var_os("BRASA_SNAPSHOT").is_some() {
                std::fs::write(&path, &made).unwrap();
            }
            let known = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(known == made, "{} is not what the code says", path.display());
        }
    }
}
