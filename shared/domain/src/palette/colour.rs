//! Colours: sRGB in, mixed and lightened in Oklab, where equal steps look equal, and sRGB out.
//!
//! The formulas and matrices are those of CSS Color 4, <https://www.w3.org/TR/css-color-4/#color-conversion-code>.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A colour as a style sheet writes it, `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Lightness from 0 to 1, and two axes of colour around 0.
#[derive(Debug, Clone, Copy)]
struct Oklab {
    l: f64,
    a: f64,
    b: f64,
}

impl Colour {
    pub const BLACK: Colour = Colour::rgb(0, 0, 0);
    pub const WHITE: Colour = Colour::rgb(255, 255, 255);

    pub const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
        Colour { red, green, blue }
    }

    /// Reads `#rgb` and `#rrggbb`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.trim().strip_prefix('#')?;
        let digit = |at: usize| digits.get(at..=at).and_then(|d| u8::from_str_radix(d, 16).ok());
        match digits.len() {
            3 => Some(Colour::rgb(digit(0)? * 17, digit(1)? * 17, digit(2)? * 17)),
            6 => {
                let pair = |at: usize| Some(digit(at)? * 16 + digit(at + 1)?);
                Some(Colour::rgb(pair(0)?, pair(2)?, pair(4)?))
            }
            _ => None,
        }
    }

    /// This colour with `share` of another, from 0 to 1: `color-mix(in oklab, self, other)`.
    pub fn mix(self, other: Colour, share: f64) -> Colour {
        let (one, two) = (self.oklab(), other.oklab());
        let between = |from: f64, to: f64| from + (to - from) * share;
        Oklab {
            l: between(one.l, two.l),
            a: between(one.a, two.a),
            b: between(one.b, two.b),
        }
        .colour()
    }

    /// The same hue at another lightness, which `change` makes of this one, from 0 to 1.
    pub fn lightness(self, change: impl FnOnce(f64) -> f64) -> Colour {
        let lab = self.oklab();
        Oklab {
            l: change(lab.l).clamp(0.0, 1.0),
            ..lab
        }
        .colour()
    }

    /// How well one colour is read on the other, from 1 to 21: the contrast ratio of WCAG 2.2.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The colour with some transparency, `alpha` from 0 to 1, in the form that every browser reads.
    pub fn veil(self, alpha: f64) -> String {
        format!("rgba({},{},{},{alpha})", self.red, self.green, self.blue)
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn oklab(self) -> Oklab {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        Oklab {
            l: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        }
    }
}

impl Oklab {
    /// The nearest colour of this lightness and hue that a screen can show: as much less colourful as it takes.
    fn colour(self) -> Colour {
        let paler = |share: f64| Oklab {
            a: self.a * share,
            b: self.b * share,
            ..self
        };
        let (mut shown, mut not_shown) = (0.0, 1.0);
        if self.in_gamut() {
            shown = 1.0;
        } else {
            for _ in 0..20 {
                let middle = f64::midpoint(shown, not_shown);
                if paler(middle).in_gamut() {
                    shown = middle;
                } else {
                    not_shown = middle;
                }
            }
        }
        let [red, green, blue] = paler(shown).linear().map(encoded);
        Colour { red, green, blue }
    }

    /// A channel may be off by less than a rounding.
    fn in_gamut(self) -> bool {
        self.linear()
            .iter()
            .all(|value| (-0.000_5..=1.000_5).contains(value))
    }

    fn linear(self) -> [f64; 3] {
        let l = (self.l + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b).powi(3);
        let m = (self.l - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b).powi(3);
        let s = (self.l - 0.089_484_177_5 * self.a - 1.291_485_548_0 * self.b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }
}

/// A linear channel as the byte that stands for it.
fn encoded(value: f64) -> u8 {
    let value = value.clamp(0.0, 1.0);
    let curved = if value <= 0.003_130_8 {
        value * 12.92
    } else {
        1.055 * value.powf(1.0 / 2.4) - 0.055
    };
    // Between 0 and 255 after the clamp above.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded and between 0 and 255"
    )]
    let byte = (curved * 255.0).round() as u8;
    byte
}

impl TryFrom<String> for Colour {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Colour, &'static str> {
        Colour::parse(&text).ok_or("a colour is written as #rrggbb")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}
