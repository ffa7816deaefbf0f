//! Ajustes: when the restaurant takes orders.

pub const TITLE: &str = "Ajustes";
pub const LEAD: &str = "Lo que guardes aquí se ve en la tienda al momento.";
pub const LOADING: &str = "Trayendo los ajustes…";
pub const CHANGES: &str = "Cambios";
pub const UNSAVED: &str = "Tienes cambios sin guardar.";
pub const ALL_SAVED: &str = "Todo está guardado.";
pub const SAVE: &str = "Guardar horario";
pub const SAVING: &str = "Guardando…";
pub const DISCARD: &str = "Deshacer cambios";
pub const SAVED: &str = "Horario guardado. La tienda ya lo muestra.";
pub const PERHAPS_SAVED: &str = "No sabemos si se guardó. Revisa tu conexión: aquí verás lo que quedó.";
pub const OVERTAKEN: &str = "Otra persona cambió los ajustes mientras tanto. Deshaz tus cambios para ver lo nuevo y vuelve a hacerlos.";
pub const WRONG_HOURS: &str = "Revisa el horario marcado antes de guardar.";

// Pauses.
pub const PAUSE: &str = "Pausa";
pub const PAUSE_LEAD: &str =
    "Nadie puede pedir para ahora; sí para más tarde. Termina sola, y la tienda dice a qué hora vuelves.";
pub const EVERYWHERE: &str = "Todos los locales";
pub const GO_ON: &str = "Volver a vender";
pub const PAUSED: &str = "En pausa. La tienda ya lo dice.";
pub const GOES_ON: &str = "Vendiendo otra vez.";

/// The button of a pause, such as `Pausar 15 min`.
pub fn pause_for(minutes: u16) -> String {
    match minutes {
        60 => "Pausar 1 hora".into(),
        minutes => format!("Pausar {minutes} min"),
    }
}

// The week.
pub const HOURS: &str = "Horario";
pub const PLACE: &str = "Local";
pub const AS_EVERYWHERE: &str = "Este local usa el horario de todos.";
pub const OWN_HOURS: &str = "Darle su propio horario";
pub const HOURS_OF_ALL: &str = "Usar el horario de todos";
pub const AS_ON_MONDAY: &str = "Todos los días como el lunes";
pub const CLOSED: &str = "Cerrado";
pub const FROM: &str = "Abre";
pub const TO: &str = "Cierra";
pub const UNTIL: &str = "a";
pub const ADD_SPAN: &str = "Agregar un tramo";
pub const REMOVE_SPAN: &str = "Quitar el tramo";
pub const WRONG_DAY: &str =
    "Cada tramo empieza después de que termina el anterior, también el de la noche antes.";

// Days that are other.
pub const SPECIAL_DAYS: &str = "Días distintos";
pub const SPECIAL_DAYS_LEAD: &str = "Feriados, fiestas o un cierre: ese día no vale el horario de la semana.";
pub const DATE: &str = "Fecha";
pub const DATE_MISSING: &str = "Elige una fecha desde hoy y a qué hora abre y cierra.";
pub const CLOSED_ALL_DAY: &str = "Cerrado todo el día";
pub const NOTE: &str = "Motivo (lo leen tus clientes)";
pub const NOTE_EXAMPLE: &str = "Navidad";
pub const ADD_DAY: &str = "Agregar un día distinto";
pub const REMOVE_DAY: &str = "Quitar el día";
