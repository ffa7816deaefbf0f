//! The carta and a dish.

use crate::es::hours;
use domain::service_hours::WeeklyHours;

// Carta.
pub const SOLD_OUT: &str = "Agotado";
pub const UNAVAILABLE: &str = "No disponible";
pub const CLEAR_SEARCH: &str = "Ver toda la carta";
pub const PROMOTIONS_OF_TODAY: &str = "Promociones de hoy";
pub const RESULTS: &str = "Resultados";
pub const NOTHING_FOUND: &str = "No encontramos ese plato";
pub const NOTHING_FOUND_TEXT: &str =
    "Prueba con otra palabra, como “pollo” o “chicha”, o mira toda la carta.";

pub fn found(count: usize, words: &str) -> String {
    match count {
        0 => format!("Nada con “{words}”"),
        1 => format!("1 plato con “{words}”"),
        _ => format!("{count} platos con “{words}”"),
    }
}

pub fn add_one(name: &str) -> String {
    format!("Agregar {name}")
}

pub fn choose_options(name: &str) -> String {
    format!("Elegir opciones de {name}")
}

pub fn quantity_of(name: &str) -> String {
    format!("Cantidad de {name}")
}

/// How many there are changes with every order, and a page hears only of the last one: so it is no number.
pub const FEW_LEFT: &str = "Quedan pocos";

// Dish.
pub const NO_PREFERENCE: &str = "Sin preferencia";
pub const INCLUDED: &str = "Incluido";
pub const OPTIONAL_GROUP: &str = "Opcional";
pub const CHOSEN: &str = "Listo";
pub const NOTE: &str = "Nota para la cocina";
pub const NOTE_HINT: &str = "Por ejemplo: sin ají, bien dorado.";
pub const ADD: &str = "Agregar";
pub const QUANTITY: &str = "Cantidad";
pub const SEE_ORDER: &str = "Ver pedido";
pub const GONE_TITLE: &str = "Ese plato ya no está";
pub const GONE_TEXT: &str = "Puede que haya salido de la carta. Mira qué hay hoy.";
pub const SEE_CARTA: &str = "Ver la carta";
pub const SOLD_OUT_NOW: &str = "Se agotó por ahora. Vuelve más tarde o elige otro plato.";
pub const UNAVAILABLE_NOW: &str = "Por ahora no está disponible.";

pub fn choose(min: u8, max: u8) -> String {
    match (min, max) {
        (0, 1) => OPTIONAL_GROUP.into(),
        (0, max) => format!("Hasta {max}"),
        (min, max) if min == max => format!("Elige {min}"),
        (min, max) => format!("Elige de {min} a {max}"),
    }
}

pub fn extra(amount: &str) -> String {
    format!("+ {amount}")
}

pub fn less(amount: &str) -> String {
    format!("− {amount}")
}

/// In place of the price of a dish that has none without what is chosen.
pub const BY_CHOICE: &str = "Según lo que elijas";

pub fn contains(allergens: &[String]) -> String {
    match allergens {
        [] => String::new(),
        [one] => format!("Contiene {one}."),
        [most @ .., last] => format!("Contiene {} y {last}.", most.join(", ")),
    }
}

/// When a dish is served: `Se sirve lunes a viernes 12:00–16:00.`
pub fn served(hours: &WeeklyHours) -> String {
    format!("Se sirve {}.", hours::served(hours))
}

pub const NO_ROOM: &str = "Ya no cabe más en tu pedido.";

/// Fewer than were wanted.
pub fn added_as_many(qty: u16, name: &str) -> String {
    format!("Agregamos {qty} × {name}. {NO_ROOM}")
}

pub fn added(qty: u16, name: &str) -> String {
    if qty == 1 {
        format!("Agregamos {name}.")
    } else {
        format!("Agregamos {qty} × {name}.")
    }
}
