//! The HTML around the apps.

use crate::bundle::Bundle;

/// Where a page's renderer puts what it made. [`STOREFRONT_MARKERS`] says what stands there until then.
const TITLE: &str = "<!--title-->";
const HEAD: &str = "<!--head-->";
const BODY: &str = "<!--app-->";
/// What the element of a drawn page has, and that of the empty one has not.
const DRAWN: &str = " data-drawn";
/// Browsers make links of what they take for telephones and dates, and translate what an app goes on changing: both
/// change texts under an app that knows nothing of it.
const AS_IT_IS: &str = r#"<meta name="google" content="notranslate">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">"#;

/// The fonts that the first screen needs where a restaurant has not chosen others, as it is in every console.
const FONTS: [&str; 2] = ["fraunces-latin.woff2", "inter-latin.woff2"];

/// Where a page has its style sheet.
#[derive(Debug, Clone, Copy)]
pub enum Styles<'a> {
    /// In itself, this one.
    Inline(&'a str),
    /// In this file of `/assets/`.
    File(&'a str),
}

impl Styles<'_> {
    fn element(self) -> String {
        match self {
            Styles::Inline(css) => format!("<style>{css}</style>"),
            Styles::File(file) => format!(r#"<link rel="stylesheet" href="/assets/{file}">"#),
        }
    }
}

/// The storefront's page with its markers: what pages are drawn into.
pub fn storefront_template(bundle: &Bundle, styles: Styles) -> String {
    let (links, styles) = (links(bundle), styles.element());
    format!(
        r##"<!doctype html>
<html lang="es-PE" translate="no">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{TITLE}</title>
{AS_IT_IS}
<meta name="theme-color" content="#1b1512">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
{styles}
{links}
{HEAD}
</head>
<body><noscript><p class="notice notice--warning">Para pedir se necesita JavaScript. Actívalo en tu navegador y vuelve a cargar la página.</p></noscript><div id="app"{DRAWN}>{BODY}</div></body>
</html>
"##
    )
}

/// The storefront's page with an empty element, where the app draws itself.
pub fn storefront_shell(template: &str) -> String {
    template
        .replace(TITLE, "Brasa")
        .replace(HEAD, &fonts())
        .replace(DRAWN, "")
        .replace(BODY, "")
}

/// The console's page.
pub fn console_shell(bundle: &Bundle, css_file: &str) -> String {
    let links = [fonts(), links(bundle), later(bundle)].join("\n");
    let styles = Styles::File(css_file).element();
    format!(
        r##"<!doctype html>
<html lang="es-PE" translate="no">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Consola · Brasa</title>
<meta name="robots" content="noindex">
{AS_IT_IS}
<meta name="theme-color" content="#1b1512">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
{styles}
{links}
</head>
<body><noscript>La consola necesita JavaScript. Actívalo en tu navegador y vuelve a cargar la página.</noscript></body>
</html>
"##
    )
}

/// The app's start and all that it is sure to need, asked for at once. A module script waits for the whole page.
fn links(bundle: &Bundle) -> String {
    let mut lines = vec![format!(
        r#"<link rel="preload" href="/assets/{}" as="fetch" type="application/wasm" crossorigin>"#,
        bundle.wasm
    )];
    let modules = bundle
        .modules
        .iter()
        .map(|file| format!(r#"<link rel="modulepreload" href="/assets/{file}">"#));
    lines.extend(modules);
    lines.push(format!(
        r#"<script type="module" src="/assets/{}"></script>"#,
        bundle.entry
    ));
    lines.join("\n")
}

/// A page of a restaurant asks for its own instead (`app-client/src/render.rs`).
fn fonts() -> String {
    let link = |file| {
        format!(r#"<link rel="preload" href="/assets/fonts/{file}" as="font" type="font/woff2" crossorigin>"#)
    };
    FONTS.map(link).join("\n")
}

/// What the app loads when it is first wanted, asked for when there is nothing else to do: a tablet that has lost its
/// connection opens every screen.
fn later(bundle: &Bundle) -> String {
    let lines = bundle.chunks.iter().map(|file| {
        let kind = if file.ends_with(".js") { "script" } else { "fetch" };
        format!(r#"<link rel="prefetch" href="/assets/{file}" as="{kind}" crossorigin>"#)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Styles, console_shell, storefront_shell, storefront_template};
    use crate::bundle::Bundle;

    fn bundle() -> Bundle {
        Bundle {
            entry: "client-1.js".to_owned(),
            modules: vec!["client-split-1.js".to_owned()],
            wasm: "client-2.wasm".to_owned(),
            chunks: vec!["client-cart-3.wasm".to_owned()],
            lazy: [("cart".to_owned(), vec!["client-cart-3.wasm".to_owned()])].into(),
        }
    }

    #[test]
    fn the_shell_has_an_empty_element_and_no_marker() {
        let template = storefront_template(&bundle(), Styles::Inline("a{}"));
        let shell = storefront_shell(&template);
        assert!(shell.contains(r#"<div id="app"></div></body>"#));
        assert!(!shell.contains("<!--"));
        for marker in [
            "<title><!--title--></title>",
            "<!--head-->\n</head>",
            r#"<div id="app" data-drawn><!--app--></div></body>"#,
        ] {
            assert!(template.contains(marker), "{marker}");
        }
    }

    #[test]
    fn no_browser_changes_the_texts_of_an_app() {
        let template = storefront_template(&bundle(), Styles::File("client-4.css"));
        for page in [template, console_shell(&bundle(), "restaurant-4.css")] {
            for mark in [
                r#"translate="no""#,
                r#"<meta name="google" content="notranslate">"#,
                r#"<meta name="format-detection" "#,
                "<noscript>",
            ] {
                assert_eq!(page.matches(mark).count(), 1, "{mark}");
            }
        }
    }

    #[test]
    fn pages_ask_for_what_they_need_and_the_console_for_the_rest_later() {
        let page = console_shell(&bundle(), "restaurant-4.css");
        for file in [
            "client-1.js",
            "client-split-1.js",
            "client-2.wasm",
            "restaurant-4.css",
        ] {
            assert_eq!(page.matches(&format!("/assets/{file}\"")).count(), 1, "{file}");
        }
        let lazy = r#"<link rel="prefetch" href="/assets/client-cart-3.wasm""#;
        assert!(page.contains(lazy));
        let template = storefront_template(&bundle(), Styles::Inline(""));
        assert!(!template.contains("client-cart-3"));
        // Which fonts a page needs, its restaurant says.
        assert!(!template.contains("woff2"));
        assert_eq!(
            storefront_shell(&template).matches("woff2\" as=\"font\"").count(),
            2
        );
    }
}
