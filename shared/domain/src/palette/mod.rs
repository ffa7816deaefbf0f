//! The colours of a restaurant: it chooses nine, and all others follow from them, for both themes and both apps.
//!
//! They are written as plain values, because the oldest devices that shops own (Chrome 109, Safari 15.4) can neither mix
//! colours that are variables nor tell two themes apart inside of one value.

mod chosen;
mod colour;
mod meaning;
#[cfg(test)]
mod tests;

use crate::brand_forms;
pub use chosen::{Chosen, NEEDED};
pub use colour::Colour;
use meaning::{meanings, states};

/// Which of the two themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// Whose pages: the storefront has warm paper, the console is calmer and keeps red for what is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    Storefront,
    Console,
}

/// The colours that a restaurant chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    pub brand: Colour,
    /// Text on the brand's colour.
    pub brand_ink: Colour,
    /// The action on charcoal, and what is to be noticed.
    pub accent: Colour,
    pub paper: Colour,
    pub ink: Colour,
    /// The dark ground of heads, from its edge to its glow.
    pub hero_from: Colour,
    pub hero_to: Colour,
    /// The ground of salads and sides.
    pub fresh: Colour,
    /// The ground of drinks and desserts.
    pub sweet: Colour,
}

/// Charcoal, ember, paper.
impl Default for Palette {
    fn default() -> Palette {
        Palette {
            brand: Colour::rgb(0xc8, 0x28, 0x1c),
            brand_ink: Colour::WHITE,
            accent: Colour::rgb(0xf4, 0xa6, 0x20),
            paper: Colour::rgb(0xff, 0xf9, 0xf1),
            ink: Colour::rgb(0x1b, 0x15, 0x12),
            hero_from: Colour::rgb(0x1b, 0x15, 0x12),
            hero_to: Colour::rgb(0x6a, 0x1f, 0x10),
            fresh: Colour::rgb(0x1d, 0x3b, 0x2c),
            sweet: Colour::rgb(0x45, 0x20, 0x3a),
        }
    }
}

impl Palette {
    /// The palette of a brand's tokens. What it does not name, or names in another way than `#rgb` or `#rrggbb`, stays as
    /// it is by default.
    pub fn of(tokens: &[(String, String)]) -> Palette {
        let mut palette = Palette::default();
        for (name, value) in tokens {
            if let (Some(chosen), Some(colour)) = (palette.chosen(name), Colour::parse(value)) {
                *chosen = colour;
            }
        }
        palette
    }

    /// Every token of one theme in one app, with its value.
    pub fn tokens(&self, app: App, theme: Theme) -> Vec<(&'static str, String)> {
        let mut tokens = self.fixed();
        tokens.extend(self.themed(app, theme));
        tokens
    }

    fn chosen(&mut self, token: &str) -> Option<&mut Colour> {
        Some(match token {
            "--brand" => &mut self.brand,
            "--brand-ink" => &mut self.brand_ink,
            "--accent" => &mut self.accent,
            "--paper" => &mut self.paper,
            "--ink" => &mut self.ink,
            "--hero-from" => &mut self.hero_from,
            "--hero-to" => &mut self.hero_to,
            "--fresh" => &mut self.fresh,
            "--sweet" => &mut self.sweet,
            _ => return None,
        })
    }

    /// What does not depend on the theme: the chosen colours, and what is drawn on grounds that are always dark.
    fn fixed(&self) -> Vec<(&'static str, String)> {
        let Palette {
            accent,
            hero_from,
            hero_to,
            fresh,
            sweet,
            ..
        } = *self;
        let straw = Colour::rgb(0xff, 0xf3, 0xb8);
        let peach = Colour::rgb(0xff, 0xc9, 0xa8);
        written([
            ("--brand", self.brand),
            ("--brand-ink", self.brand_ink),
            ("--accent", accent),
            ("--accent-ink", self.ink),
            ("--accent-hover", accent.lightness(|l| l + 0.04)),
            ("--paper", self.paper),
            ("--ink", self.ink),
            ("--hero-from", hero_from),
            ("--hero-to", hero_to),
            ("--glow", hero_to.mix(accent, 0.14)),
            ("--glow-edge", hero_to.mix(hero_from, 0.30)),
            ("--fire-glow", hero_to.mix(accent, 0.22)),
            ("--fire-edge", hero_from.mix(hero_to, 0.22)),
            ("--fresh", fresh),
            ("--fresh-glow", fresh.mix(straw, 0.26)),
            ("--fresh-edge", fresh.mix(Colour::BLACK, 0.20)),
            ("--sweet", sweet),
            ("--sweet-glow", sweet.mix(peach, 0.42)),
            ("--sweet-edge", sweet.mix(Colour::BLACK, 0.18)),
        ])
    }

    /// Surfaces and text of one theme in one app.
    fn surfaces(&self, app: App, theme: Theme) -> Surfaces {
        let Palette { paper, ink, .. } = *self;
        match (app, theme) {
            (App::Storefront, Theme::Light) => Surfaces {
                bg: paper,
                surface: paper.mix(Colour::WHITE, 0.70),
                sunken: paper.mix(ink, 0.05),
                line: paper.mix(ink, 0.12),
                line_strong: paper.mix(ink, 0.54),
                text: ink,
                text_soft: ink.mix(paper, 0.30),
            },
            (App::Storefront, Theme::Dark) => Surfaces {
                bg: ink.lightness(|l| l - 0.015),
                surface: ink.mix(paper, 0.07),
                sunken: ink.mix(paper, 0.12),
                line: ink.mix(paper, 0.20),
                line_strong: ink.mix(paper, 0.52),
                text: paper.mix(ink, 0.04),
                text_soft: paper.mix(ink, 0.26),
            },
            (App::Console, Theme::Light) => Surfaces {
                bg: paper.mix(ink, 0.04),
                surface: paper.mix(Colour::WHITE, 0.70),
                sunken: paper.mix(ink, 0.06),
                line: paper.mix(ink, 0.14),
                line_strong: paper.mix(ink, 0.55),
                text: ink,
                text_soft: ink.mix(paper, 0.26),
            },
            (App::Console, Theme::Dark) => Surfaces {
                bg: ink.mix(Colour::BLACK, 0.18),
                surface: ink.mix(paper, 0.09),
                sunken: ink.mix(paper, 0.03),
                line: ink.mix(paper, 0.21),
                line_strong: ink.mix(paper, 0.54),
                text: paper.mix(ink, 0.04),
                text_soft: paper.mix(ink, 0.24),
            },
        }
    }

    /// Every token of one theme that a page may use, with its value.
    fn themed(&self, app: App, theme: Theme) -> Vec<(&'static str, String)> {
        let on = self.surfaces(app, theme);
        let light = theme == Theme::Light;
        let either = |by_day: Colour, by_night: Colour| if light { by_day } else { by_night };
        let (brand, accent) = (self.brand, self.accent);
        let mut tokens = written([
            ("--bg", on.bg),
            ("--surface", on.surface),
            ("--sunken", on.sunken),
            ("--line", on.line),
            ("--line-strong", on.line_strong),
            ("--text", on.text),
            ("--text-soft", on.text_soft),
            ("--brand-fill", either(brand, brand.lightness(|l| l.max(0.54)))),
            (
                "--brand-hover",
                either(brand, brand.lightness(|l| l.max(0.54))).lightness(|l| l - 0.06),
            ),
            (
                "--brand-text",
                either(
                    brand.lightness(|l| l.min(0.52)),
                    accent.lightness(|l| l.max(0.76)),
                ),
            ),
            (
                "--brand-soft",
                match theme {
                    Theme::Light => on.surface.mix(brand, 0.08),
                    // A light brand would leave no contrast for what is written on it.
                    Theme::Dark => on.surface.mix(brand.lightness(|l| l.min(0.55)), 0.24),
                },
            ),
            (
                "--accent-soft",
                on.surface.mix(accent, if light { 0.18 } else { 0.20 }),
            ),
            (
                "--dish-glow",
                if light {
                    on.surface.mix(accent, 0.24)
                } else {
                    on.surface.mix(self.hero_to, 0.72)
                },
            ),
            (
                "--dish-edge",
                if light {
                    on.surface.mix(accent, 0.10)
                } else {
                    on.surface.mix(self.hero_to, 0.20)
                },
            ),
        ]);
        tokens.extend(states(theme).map(|(name, value)| (name, value.to_owned())));
        tokens.push(("--hover", on.surface.mix(on.sunken, 0.5).to_string()));
        tokens.push(("--accent-veil", accent.veil(0.65)));
        tokens.push((
            "--shade",
            if light {
                self.ink.veil(0.13)
            } else {
                Colour::BLACK.veil(0.5)
            },
        ));
        if app == App::Console {
            tokens.extend(self.console(theme, on));
        }
        tokens
    }

    /// What only the console has: its frame, and the action, which is never red there, because red means late.
    fn console(&self, theme: Theme, on: Surfaces) -> Vec<(&'static str, String)> {
        let Palette {
            accent, paper, ink, ..
        } = *self;
        let by_day = theme == Theme::Light;
        let act = if by_day { ink } else { accent };
        let mut tokens = written([
            ("--frame", if by_day { ink } else { ink.mix(Colour::BLACK, 0.30) }),
            ("--frame-line", ink.mix(paper, 0.26)),
            ("--on-frame", paper.mix(ink, 0.03)),
            ("--on-frame-soft", paper.mix(ink, 0.26)),
            ("--act", act),
            ("--act-hover", act.mix(paper, 0.14)),
            ("--on-act", if by_day { paper } else { ink }),
            ("--c-grid", on.line),
        ]);
        tokens.extend(meanings(theme).map(|(name, value)| (name, value.to_owned())));
        tokens
    }
}

#[derive(Debug, Clone, Copy)]
struct Surfaces {
    bg: Colour,
    surface: Colour,
    sunken: Colour,
    line: Colour,
    line_strong: Colour,
    text: Colour,
    text_soft: Colour,
}

fn written<const N: usize>(tokens: [(&'static str, Colour); N]) -> Vec<(&'static str, String)> {
    tokens.map(|(name, colour)| (name, colour.to_string())).into()
}

/// The rules of a style sheet that put on the colours of a brand. Light is the default; dark is what the system says, or
/// `data-theme`, or a part of the page that is charcoal in both themes. A slip of paper on charcoal keeps the page's theme.
/// Tokens that are no colours (the radius, the edge, typefaces, the slant of titles) are passed on to the storefront; who knows one
/// kitchen reads the screens of the next.
pub fn rules(app: App, tokens: &[(String, String)]) -> Vec<String> {
    let palette = Palette::of(tokens);
    let mut always = declared(palette.fixed());
    if app == App::Storefront && !tokens.is_empty() {
        // Also what it has not: the rules of the brand before are on the page still.
        for (name, usual) in brand_forms::usual() {
            let own = tokens.iter().find(|(known, value)| known == name && plain(value));
            let value = own.map_or(usual, |(_, value)| value);
            always.push_str(&format!("{name}:{value};"));
        }
    }
    let light = declared(palette.themed(app, Theme::Light));
    let dark = declared(palette.themed(app, Theme::Dark));
    let (charcoal, slip) = match app {
        App::Storefront => (".ember", Some(".ember .ticket")),
        App::Console => (".ember,.topbar", None),
    };
    let on = |page: &str| slip.map_or_else(|| page.to_owned(), |slip| format!("{page},{page} {slip}"));
    vec![
        format!(":root{{{always}}}"),
        format!("{}{{color-scheme:light;{light}}}", on(":root")),
        format!(
            "@media (prefers-color-scheme:dark){{{}{{color-scheme:dark;{dark}}}}}",
            on(":root:not([data-theme=light])")
        ),
        format!(
            "{},{charcoal}{{color-scheme:dark;{dark}}}",
            on(":root[data-theme=dark]")
        ),
    ]
}

/// Whether a value can neither end its rule nor fetch anything.
fn plain(value: &str) -> bool {
    !value.contains(['{', '}', ';', '<', '>', '\\', '"', '\'', '@'])
        && !value.to_ascii_lowercase().contains("url")
}

fn declared(tokens: Vec<(&'static str, String)>) -> String {
    tokens
        .iter()
        .map(|(name, value)| format!("{name}:{value};"))
        .collect()
}
