//! What the sample cartas are called.

pub const POLLERIA: &str = "Pollería";
pub const CEVICHERIA: &str = "Cevichería";
pub const PARRILLA: &str = "Parrilla";
pub const SANGUCHES: &str = "Sánguches";
pub const CHIFA: &str = "Chifa";
pub const DULCERIA: &str = "Dulcería";
