//! The style sheet of an app: its files read, joined, written for the oldest browsers that shops own, and made small.
//!
//! Lightning CSS unfolds nested rules and ranges in queries and adds prefixes. What it cannot write for those browsers
//! is refused, so that nobody finds out in a kitchen.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail, ensure};
use lightningcss::{
    printer::PrinterOptions,
    rules::{CssRule, CssRuleList},
    stylesheet::{MinifyOptions, ParserFlags, ParserOptions, StyleSheet},
    targets::{Browsers, Features, Targets},
    traits::ToCss,
};

/// A file of `style/`.
#[derive(Debug)]
pub struct Sheet {
    /// Its path, for messages.
    pub name: String,
    /// What it says.
    pub source: String,
}

/// What Chrome 109 and Safari 15.4 take for a mistake, wherever it stands in a value.
const UNKNOWN_VALUES: [&str; 9] = [
    "light-dark(",
    "color-mix(",
    "oklch(",
    "oklab(",
    "rgb(from ",
    "hsl(from ",
    "lab(from ",
    "lch(from ",
    "color(from ",
];

/// Chrome 109 is the last on Windows 7 and 8, Safari 15.4 that of tablets which get no newer one.
fn oldest_browsers() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets {
        browsers: Some(Browsers {
            chrome: version(109, 0),
            safari: version(15, 4),
            ios_saf: version(15, 4),
            ..Browsers::default()
        }),
        include: Features::empty(),
        // It would be replaced by twice as many rules; `style/palette` has the colours of both themes as they are.
        exclude: Features::LightDark,
    }
}

/// Joins the files in this order. Fails with the file and line of what is no CSS, and with what the oldest browsers
/// cannot read.
pub fn join(sheets: &[Sheet]) -> Result<String> {
    let mut rules = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let options = ParserOptions {
            filename: sheet.name.clone(),
            source_index: u32::try_from(index)?,
            flags: ParserFlags::NESTING,
            ..ParserOptions::default()
        };
        let parsed = StyleSheet::parse(&sheet.source, options).map_err(|error| {
            let line = error.loc.map_or(0, |at| at.line + 1);
            anyhow!("{}:{line}: {}", sheet.name, error.kind)
        })?;
        rules.extend(parsed.rules.0);
    }
    let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut whole = StyleSheet::new(names, CssRuleList(rules), ParserOptions::default());
    let targets = oldest_browsers();
    whole
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))?;
    let options = PrinterOptions {
        minify: true,
        targets,
        ..PrinterOptions::default()
    };
    let code = whole.to_css(options).map_err(|error| anyhow!("{error}"))?.code;
    let code = code.trim_end().to_owned();
    readable(&code)?;
    Ok(code)
}

/// Fails with what the oldest browsers cannot read in a finished sheet.
fn readable(code: &str) -> Result<()> {
    for value in UNKNOWN_VALUES {
        ensure!(
            !code.contains(value),
            "{value}…) in the styles: the oldest browsers of shops cannot read it; write a token of style/palette"
        );
    }
    let parsed = StyleSheet::parse(code, ParserOptions::default()).map_err(|error| anyhow!("{error}"))?;
    let mut found = Selectors::default();
    found.read(&parsed.rules, false)?;
    if let Some(alone) = found.in_containers.difference(&found.outside).next() {
        bail!(
            "{alone} is styled in @container only: Safari 15.4 has none, so a rule outside must do without the query"
        );
    }
    Ok(())
}

/// The selectors of a finished sheet.
#[derive(Debug, Default)]
struct Selectors {
    outside: BTreeSet<String>,
    in_containers: BTreeSet<String>,
}

impl Selectors {
    fn read(&mut self, rules: &CssRuleList, in_container: bool) -> Result<()> {
        for rule in &rules.0 {
            match rule {
                CssRule::Style(style) => {
                    ensure!(
                        style.rules.0.is_empty(),
                        "a nested rule of {} was not unfolded",
                        printed(&style.selectors)?
                    );
                    for selector in &style.selectors.0 {
                        let list = if in_container {
                            &mut self.in_containers
                        } else {
                            &mut self.outside
                        };
                        list.insert(printed(selector)?);
                    }
                }
                CssRule::Media(media) => self.read(&media.rules, in_container)?,
                CssRule::LayerBlock(layer) => self.read(&layer.rules, in_container)?,
                CssRule::Container(container) => self.read(&container.rules, true)?,
                // Who does not know what it asks for leaves it out. Lightning CSS writes some by itself.
                CssRule::Supports(supports) => self.read(&supports.rules, in_container)?,
                CssRule::LayerStatement(_)
                | CssRule::FontFace(_)
                | CssRule::Keyframes(_)
                | CssRule::Page(_)
                | CssRule::Ignored => {}
                CssRule::Import(import) => {
                    bail!("@import of {}: name the file in xtask/src/assets.rs", import.url)
                }
                other => bail!(
                    "the oldest browsers of shops cannot read this rule: {}",
                    printed(other)?
                ),
            }
        }
        Ok(())
    }
}

fn printed(value: &impl ToCss) -> Result<String> {
    value
        .to_css_string(PrinterOptions::default())
        .map_err(|error| anyhow!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::{Sheet, join};

    fn made(source: &str) -> Result<String, String> {
        let sheet = Sheet {
            name: "style/a.css".to_owned(),
            source: source.to_owned(),
        };
        join(&[sheet]).map_err(|error| error.to_string())
    }

    #[test]
    fn files_become_one_in_the_order_of_its_layers() {
        let sheets = [
            "/* a */ @layer one, two;\n@layer two { a { color: red; } }",
            "@layer one { b { top: 0; } }",
        ];
        let sheets = sheets.map(|source| Sheet {
            name: String::new(),
            source: source.to_owned(),
        });
        assert_eq!(
            join(&sheets).unwrap(),
            "@layer one{b{top:0}}@layer two{a{color:red}}"
        );
    }

    #[test]
    fn nesting_is_unfolded_and_keeps_its_weight() {
        assert_eq!(
            made(".a { top: 0; &:hover { top: 1px; } & > b { top: 2px; } .c & { top: 3px; } }").unwrap(),
            ".a{top:0}.a:hover{top:1px}.a>b{top:2px}.c .a{top:3px}"
        );
        let media = made(".a { @media (width < 40rem) { top: 0; } }").unwrap();
        assert_eq!(media, "@media not (min-width:40rem){.a{top:0}}");
    }

    #[test]
    fn prefixes_that_the_oldest_browsers_need_are_added() {
        assert!(
            made(".a { mask: url(a.svg); }")
                .unwrap()
                .contains("-webkit-mask:")
        );
        assert!(
            made(".a { user-select: none; }")
                .unwrap()
                .contains("-webkit-user-select:none")
        );
    }

    #[test]
    fn what_is_no_css_is_refused_with_its_line() {
        let error = made(".a { top: 0; }\n\n.b ] { top: 0; }").unwrap_err();
        assert!(error.starts_with("style/a.css:3: "), "{error}");
    }

    #[test]
    fn colours_that_depend_on_others_are_refused() {
        for value in [
            "light-dark(#fff, #000)",
            "color-mix(in oklab, var(--a), red)",
            "oklch(from var(--a) l c h)",
            "oklch(.5 .1 var(--h))",
            "rgb(from var(--a) r g b / .5)",
        ] {
            assert!(made(&format!(".a {{ color: {value}; }}")).is_err(), "{value}");
            assert!(made(&format!(":root {{ --b: {value}; }}")).is_err(), "{value}");
        }
    }

    #[test]
    fn a_gradient_may_begin_at_an_angle() {
        assert!(
            made(".a { background: conic-gradient(from -45deg at 50% 100%, #000 90deg, #0000 0); }").is_ok()
        );
    }

    #[test]
    fn rules_that_the_oldest_browsers_do_not_know_are_refused() {
        for rule in [
            "@property --a { syntax: '<color>'; inherits: false; initial-value: red; }",
            "@scope (.a) { b { top: 0; } }",
            "@starting-style { .a { top: 0; } }",
            "@view-transition { navigation: auto; }",
            "@import 'b.css';",
            "@unheard-of { .a { top: 0; } }",
        ] {
            assert!(made(rule).is_err(), "{rule}");
        }
    }

    #[test]
    fn containers_only_enhance() {
        let inner = "@container (min-width: 30rem) { .a b { top: 0; } }";
        let error = made(inner).unwrap_err();
        assert!(error.starts_with(".a b is styled in @container only"), "{error}");
        assert!(made(&format!(".a b {{ top: 1px; }} {inner}")).is_ok());
    }
}
