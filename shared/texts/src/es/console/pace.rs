//! Pausa y apuro: sales that pause, and a kitchen that promises more time, for a while.

pub const TITLE: &str = "Pausa y apuro";
pub const LEAD: &str =
    "Terminan solos, y la tienda los dice al momento. Quedan en el historial con tu nombre.";
pub const SHORT: &str = "Pausa";
pub const CHOOSE_PLACE: &str = "Elige primero de qué local se trata.";

// A rush.
pub const RUSH: &str = "Apuro";
pub const RUSH_LEAD: &str = "Sigues vendiendo; lo nuevo se promete para más tarde.";
pub const RUSH_END: &str = "Terminar el apuro";
pub const RUSHED: &str = "Apuro puesto. La tienda ya lo dice.";
pub const RUSH_OVER: &str = "Al ritmo de siempre otra vez.";

// A pause.
pub const PAUSE: &str = "Pausa";
pub const PAUSE_LEAD: &str = "Nadie puede pedir para ahora. Sí para más tarde.";
pub const GO_ON: &str = "Volver a vender";
pub const PAUSED: &str = "En pausa. La tienda ya lo dice.";
pub const GOES_ON: &str = "Vendiendo otra vez.";
pub const IN_PAUSE: &str = "En pausa";

/// By how much orders take longer: `+15 min`.
pub fn longer(minutes: u16) -> String {
    format!("+{minutes} min")
}

/// For how long: `por 30 min`.
pub fn lasts(minutes: u16) -> String {
    format!("por {}", length(minutes))
}

/// `30 min`, `1 hora`.
pub fn length(minutes: u16) -> String {
    match minutes {
        60 => "1 hora".into(),
        minutes => format!("{minutes} min"),
    }
}

/// `hasta 21:13`.
pub fn until(hhmm: &str) -> String {
    format!("hasta {hhmm}")
}

/// What begins a pause, before its length.
pub const TO_PAUSE: &str = "Pausar ";

/// On the button of a kitchen in a rush: `Apuro +15`.
pub fn in_rush(minutes: u16) -> String {
    format!("Apuro +{minutes}")
}

/// How a place stands that is in a rush; `minutes` is how long what is brought takes now.
pub fn rush_says(longer: u16, until: &str, minutes: i64) -> String {
    format!("Apuro de +{longer} min hasta las {until}: un delivery se promete en unos {minutes} min.")
}

/// How a place stands that sells nothing for now.
pub fn pause_says(until: &str) -> String {
    format!("En pausa hasta las {until}: la tienda ofrece pedir para más tarde.")
}
