//! The colours that a manager chooses, and how well what they are used for is read.

use super::{App, Colour, Palette, Theme};

/// The contrast that text needs at least (WCAG 2.2, 1.4.3).
pub const NEEDED: f64 = 4.5;

/// A colour that a manager chooses. The text on the brand's colour follows from it, and the grounds of salads and sweets stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    Brand,
    Accent,
    Paper,
    Ink,
    HeroFrom,
    HeroTo,
}

/// A text and what it stands on, by their tokens.
type Pair = (&'static str, &'static str);

const ON_PAPER: [Pair; 7] = [
    ("--text", "--bg"),
    ("--text", "--surface"),
    ("--text", "--sunken"),
    ("--text-soft", "--bg"),
    ("--text-soft", "--sunken"),
    ("--danger", "--surface"),
    ("--success", "--bg"),
];

/// What links and marks stand on.
const LINKS: [Pair; 3] = [
    ("--brand-text", "--bg"),
    ("--brand-text", "--surface"),
    ("--brand-text", "--brand-soft"),
];

impl Chosen {
    pub const ALL: [Chosen; 6] = [
        Chosen::Brand,
        Chosen::Accent,
        Chosen::Paper,
        Chosen::Ink,
        Chosen::HeroFrom,
        Chosen::HeroTo,
    ];

    /// The token of the style sheet.
    pub fn token(self) -> &'static str {
        match self {
            Chosen::Brand => "--brand",
            Chosen::Accent => "--accent",
            Chosen::Paper => "--paper",
            Chosen::Ink => "--ink",
            Chosen::HeroFrom => "--hero-from",
            Chosen::HeroTo => "--hero-to",
        }
    }

    /// What is read because of this colour, in an app and a theme.
    fn pairs(self, app: App, theme: Theme) -> Vec<Pair> {
        let console = app == App::Console;
        let mut pairs: Vec<Pair> = Vec::new();
        match (self, theme) {
            (Chosen::Brand, _) => {
                pairs.push(("--brand-ink", "--brand-fill"));
                // By night links have the accent.
                if theme == Theme::Light {
                    pairs.extend(LINKS);
                }
            }
            (Chosen::Accent, Theme::Light) => pairs.push(("--accent-ink", "--accent")),
            (Chosen::Accent, Theme::Dark) => {
                pairs.extend(LINKS);
                pairs.push(("--accent", "--hero-from"));
            }
            (Chosen::Paper | Chosen::Ink, _) => {
                pairs.extend(ON_PAPER);
                if console {
                    pairs.extend([("--on-act", "--act"), ("--on-frame-soft", "--frame")]);
                }
            }
            // Heads are charcoal in both themes, and have the colours of the dark one.
            (Chosen::HeroFrom, Theme::Dark) => {
                pairs.extend([("--text", "--hero-from"), ("--text-soft", "--hero-from")]);
            }
            (Chosen::HeroTo, Theme::Dark) => {
                pairs.extend([("--text", "--hero-to"), ("--text", "--glow")]);
            }
            (Chosen::HeroFrom | Chosen::HeroTo, Theme::Light) => {}
        }
        pairs
    }
}

impl Palette {
    /// A colour that was chosen.
    pub fn colour(&self, which: Chosen) -> Colour {
        match which {
            Chosen::Brand => self.brand,
            Chosen::Accent => self.accent,
            Chosen::Paper => self.paper,
            Chosen::Ink => self.ink,
            Chosen::HeroFrom => self.hero_from,
            Chosen::HeroTo => self.hero_to,
        }
    }

    /// The palette with another colour, and on the brand's the text that is read best.
    #[must_use]
    pub fn with(&self, which: Chosen, colour: Colour) -> Palette {
        let mut palette = *self;
        let place = match which {
            Chosen::Brand => &mut palette.brand,
            Chosen::Accent => &mut palette.accent,
            Chosen::Paper => &mut palette.paper,
            Chosen::Ink => &mut palette.ink,
            Chosen::HeroFrom => &mut palette.hero_from,
            Chosen::HeroTo => &mut palette.hero_to,
        };
        *place = colour;
        if which == Chosen::Ink && self.brand_ink == self.ink {
            palette.brand_ink = colour;
        }
        if which == Chosen::Brand && colour != self.brand {
            let inks = [Colour::WHITE, palette.ink];
            let [on_white, on_ink] = inks.map(|ink| ink.contrast(colour));
            palette.brand_ink = if on_white >= on_ink {
                Colour::WHITE
            } else {
                palette.ink
            };
        }
        palette
    }

    /// The lowest contrast of all that is read because of a colour, in both apps and both themes.
    pub fn lowest(&self, which: Chosen) -> f64 {
        let mut lowest = 21.0_f64;
        for app in [App::Storefront, App::Console] {
            for theme in [Theme::Light, Theme::Dark] {
                let pairs = which.pairs(app, theme);
                if pairs.is_empty() {
                    continue;
                }
                let tokens = self.tokens(app, theme);
                let value = |token: &str| {
                    let found = tokens.iter().find(|(name, _)| *name == token);
                    found.and_then(|(_, value)| Colour::parse(value))
                };
                for (text, ground) in pairs {
                    if let (Some(text), Some(ground)) = (value(text), value(ground)) {
                        lowest = lowest.min(text.contrast(ground));
                    }
                }
            }
        }
        lowest
    }

    /// The nearest colour of the same hue with which everything is read; `None` where there is none, or this one is. One with which
    /// all other colours are read as well comes first, then one that makes none of them harder to read.
    pub fn nearest(&self, which: Chosen) -> Option<Colour> {
        if self.lowest(which) >= NEEDED {
            return None;
        }
        let before = Chosen::ALL.map(|one| self.lowest(one));
        let all = [NEEDED; Chosen::ALL.len()];
        let no_worse = before.map(|lowest| lowest.min(NEEDED));
        let found = self.first(which, &all);
        found.or_else(|| self.first(which, &no_worse))
    }

    /// The nearest colour of the same hue with which this one is read, and the others have these contrasts at least.
    fn first(&self, which: Chosen, least: &[f64]) -> Option<Colour> {
        let colour = self.colour(which);
        let mut before = [colour, colour];
        for step in 1..=33 {
            let by = f64::from(step) * 0.03;
            for (at, by) in before.iter_mut().zip([by, -by]) {
                let other = colour.lightness(|lightness| lightness + by);
                let palette = self.with(which, other);
                let mut others = Chosen::ALL.into_iter().zip(least);
                // Black and white become neither darker nor lighter.
                if other != *at
                    && palette.lowest(which) >= NEEDED
                    && others.all(|(one, least)| palette.lowest(one) >= *least)
                {
                    return Some(other);
                }
                *at = other;
            }
        }
        None
    }
}
