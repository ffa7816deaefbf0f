//! What both apps say.

use domain::{Date, Timestamp, Zone};

/// What the first address of a customer is called.
pub const FIRST_LABEL: &str = "Casa";
pub const CLOSE: &str = "Cerrar";
pub const RETRY: &str = "Reintentar";
pub const STILL_TRYING: &str = "Tu conexión está lenta. Seguimos intentando…";
pub const GIVE_UP: &str = "Dejar de intentar";
pub const NEW_VERSION: &str = "Hay una versión nueva de esta página.";
pub const FAULT: &str = "Algo falló";
pub const FAULT_TEXT: &str =
    "La página dejó de responder por un error nuestro. Vuelve a cargarla para seguir.";
pub const RELOAD: &str = "Recargar";
pub const NO_CONNECTION: &str = "No hay conexión";
pub const NOT_DONE: &str = "No se pudo completar";
pub const ONE_LESS: &str = "Quitar uno";
pub const ONE_MORE: &str = "Agregar uno";

/// Monday first.
pub const WEEKDAYS: [&str; 7] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];
const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A day as people name it: `hoy`, `ayer`, `sábado 14 de noviembre`.
pub fn day(day: Date, today: Date) -> String {
    match today.0.saturating_sub(day.0) {
        0 => "hoy".into(),
        1 => "ayer".into(),
        -1 => "mañana".into(),
        _ => {
            let (year, month, number) = day.ymd();
            let weekday = WEEKDAYS.get(day.weekday()).unwrap_or(&"");
            let month = MONTHS.get(usize::from(month).saturating_sub(1)).unwrap_or(&"");
            if year == today.ymd().0 {
                format!("{weekday} {number} de {month}")
            } else {
                format!("{number} de {month} de {year}")
            }
        }
    }
}

/// A time, with its day where that is not today: `12:41`, `ayer, 12:41`.
pub fn moment(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    let (on, today) = (zone.date(at), zone.date(now));
    let clock = zone.hhmm(at);
    if on == today {
        clock
    } else {
        format!("{}, {clock}", day(on, today))
    }
}

/// The same text with a capital at its start.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_another_day_says_so() {
        let zone = Zone::lima();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let now = at("2026-11-22T13:00:00-05:00");
        assert_eq!(moment(&zone, at("2026-11-22T12:41:00-05:00"), now), "12:41");
        assert_eq!(moment(&zone, at("2026-11-21T23:59:00-05:00"), now), "ayer, 23:59");
        assert_eq!(
            moment(&zone, at("2026-11-14T20:00:00-05:00"), now),
            "sábado 14 de noviembre, 20:00"
        );
        assert_eq!(
            day(zone.date(at("2025-01-02T12:00:00-05:00")), zone.date(now)),
            "2 de enero de 2025"
        );
        assert_eq!(sentence("ayer"), "Ayer");
    }
}
