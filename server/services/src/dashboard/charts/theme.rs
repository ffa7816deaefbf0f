//! The colours of charts in the two themes. They are baked into the drawing, and stand out from the cards they lie on
//! at least 3:1.

use charts_rs::Color;

/// What a chart is drawn with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    light: bool,
    pub text: Rgb,
    pub soft: Rgb,
    pub line: Rgb,
    pub ember: Rgb,
    pub amber: Rgb,
    pub green: Rgb,
    /// Something planned or over, beside what is happening.
    pub quiet: Rgb,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Rgb(u8, u8, u8);

pub(super) const LIGHT: Theme = Theme {
    light: true,
    text: Rgb(0x1b, 0x15, 0x12),
    soft: Rgb(0x5d, 0x55, 0x4f),
    line: Rgb(0xe8, 0xe0, 0xd6),
    ember: Rgb(0xc8, 0x28, 0x1c),
    amber: Rgb(0xd9, 0x87, 0x0b),
    green: Rgb(0x2f, 0x80, 0x4a),
    quiet: Rgb(0x8f, 0x85, 0x7c),
};

pub(super) const DARK: Theme = Theme {
    light: false,
    text: Rgb(0xf7, 0xf0, 0xe8),
    soft: Rgb(0xc2, 0xb8, 0xae),
    line: Rgb(0x3d, 0x35, 0x2f),
    ember: Rgb(0xf0, 0x5a, 0x45),
    amber: Rgb(0xf4, 0xa6, 0x20),
    green: Rgb(0x7c, 0xc4, 0x8f),
    quiet: Rgb(0x8d, 0x82, 0x79),
};

impl Theme {
    pub fn is_light(&self) -> bool {
        self.light
    }
}

impl From<Rgb> for Color {
    fn from(Rgb(red, green, blue): Rgb) -> Color {
        (red, green, blue).into()
    }
}
