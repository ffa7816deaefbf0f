//! Ajustes, Negocio: the tax that prices include.

use crate::es::claims::date;
use domain::Date;
use domain::tax::TaxRegime;

pub const TITLE: &str = "Impuesto incluido en los precios";
pub const OTHER: &str = "Otras tasas";
pub const FROM: &str = "Desde";
pub const RATE: &str = "Tasa, en %";
pub const ADD: &str = "Agregar una tasa";
/// Before its first day.
pub const RATE_FROM: &str = "Tasa desde el";
pub const REMOVE: &str = "Quitar la tasa desde el";

pub fn regime(regime: TaxRegime) -> &'static str {
    match regime {
        TaxRegime::General => "IGV general, 18 %",
        TaxRegime::SmallRestaurant => "Restaurante mype con IGV reducido (Ley 31556)",
        TaxRegime::Amazon => "Amazonía, sin IGV (Ley 27037)",
    }
}

/// The rate of today, and the next one, such as `Hoy: 10.5 %. Desde el 01/01/2027: 15 %.`
pub fn holds(today: &str, next: Option<(Date, String)>) -> String {
    let now = format!("Hoy: {today} %.");
    match next {
        Some((from, rate)) => format!("{now} Desde el {}: {rate} %.", date(from)),
        None => now,
    }
}

/// What is said where more needs to be known: only some may pay less.
pub const ASK: &str = "Pregúntale a tu contador cuál te toca.";
