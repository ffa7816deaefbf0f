//! The month of accepted events.

use crate::es::shared::{day, sentence};
use domain::Date;
use domain::catering::{DailyLimit, DayLoad};

pub const BEFORE: &str = "Mes anterior";
pub const AFTER: &str = "Mes siguiente";
pub const THIS_MONTH: &str = "Este mes";
pub const WEEKDAYS: [&str; 7] = ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"];
pub const NO_EVENTS: &str = "No hay eventos aceptados este mes.";
pub const NO_EVENTS_DAY: &str = "No hay eventos aceptados ese día.";
const MONTHS: [&str; 12] = [
    "Enero",
    "Febrero",
    "Marzo",
    "Abril",
    "Mayo",
    "Junio",
    "Julio",
    "Agosto",
    "Setiembre",
    "Octubre",
    "Noviembre",
    "Diciembre",
];

pub fn month(year: i32, month: u8) -> String {
    let name = MONTHS.get(usize::from(month).saturating_sub(1)).unwrap_or(&"");
    format!("{name} {year}")
}

pub fn event(time: &str, name: &str) -> String {
    format!("{time} {name}")
}

pub const CHOSEN_DAY: &str = "El día elegido";

/// How much of a day is taken, open quotes included.
pub fn load(load: DayLoad, limit: Option<DailyLimit>) -> String {
    match (limit, load.events) {
        (Some(DailyLimit::Guests(most)), _) => format!("{} de {most} personas", load.guests),
        (Some(DailyLimit::Events(most)), 1) => format!("1 de {most} eventos, {} personas", load.guests),
        (Some(DailyLimit::Events(most)), events) => {
            format!("{events} de {most} eventos, {} personas", load.guests)
        }
        (None, 1) => format!("1 evento, {} personas", load.guests),
        (None, events) => format!("{events} eventos, {} personas", load.guests),
    }
}

/// The same as a sentence, with what is on offer counted in.
pub fn taken(load: &str, full: bool) -> String {
    match full {
        true => format!("Día completo: {load}, con lo cotizado."),
        false => format!("Ocupado: {load}, con lo cotizado."),
    }
}

pub fn on_day(date: Date, today: Date) -> String {
    sentence(&day(date, today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_measured_by_its_limit() {
        let day = DayLoad {
            guests: 60,
            events: 2,
        };
        assert_eq!(load(day, Some(DailyLimit::Guests(100))), "60 de 100 personas");
        assert_eq!(
            load(day, Some(DailyLimit::Events(3))),
            "2 de 3 eventos, 60 personas"
        );
        assert_eq!(load(day, None), "2 eventos, 60 personas");
    }
}
