//! Ajustes: when the restaurant takes orders, and where it brings them.

/// The parts, in their order on the page.
pub const SECTIONS: [&str; 11] = [
    "Pausa y apuro",
    "Horario",
    "Zonas",
    "Pedidos y metas",
    "Negocio y locales",
    "Cobros en línea",
    "Marca",
    "Aviso y políticas",
    "Catering",
    "Conexiones",
    "Historial",
];
pub const SECTIONS_LABEL: &str = "Partes de los ajustes";

pub const TITLE: &str = "Ajustes";
pub const LEAD: &str = "Lo que guardes aquí se ve en la tienda al momento.";
pub const LOADING: &str = "Trayendo los ajustes…";
pub const CHANGES: &str = "Cambios";
pub const UNSAVED: &str = "Tienes cambios sin guardar.";
pub const ALL_SAVED: &str = "Todo está guardado.";
pub const SAVE: &str = "Guardar cambios";
pub const SAVING: &str = "Guardando…";
pub const DISCARD: &str = "Deshacer cambios";
pub const SAVED: &str = "Cambios guardados. La tienda ya los muestra.";
pub const PERHAPS_SAVED: &str = "No sabemos si se guardó. Revisa tu conexión: aquí verás lo que quedó.";
pub const OVERTAKEN: &str = "Otra persona cambió los ajustes mientras tanto. Deshaz tus cambios para ver lo nuevo y vuelve a hacerlos.";
pub const WRONG: &str = "Revisa lo marcado antes de guardar.";

pub const EVERYWHERE: &str = "Todos los locales";

// How many orders are taken.
pub const CAPACITY: &str = "Pedidos por cuarto de hora";
pub const CAPACITY_LEAD: &str = "Cuántos pedidos puede entregar la cocina en cada cuarto de hora. Lleno uno, la tienda ofrece la siguiente hora libre. Cuenta los que lleguen desde que lo guardes.";
pub const CAPACITY_NONE: &str = "Vacío: sin límite.";
pub const CAPACITY_AS_ALL: &str = "Vacío: como todos los locales.";
pub const WRONG_CAPACITY: &str = "Escribe un número de 1 a 1000, o deja el campo vacío.";

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

// Delivery zones.
pub const ZONES: &str = "Zonas de reparto";
pub const ZONES_LEAD: &str =
    "Por distrito. A los que no están aquí no llega el reparto: la tienda lo dice y ofrece recoger.";
pub const NO_ZONES: &str = "Sin zonas, el reparto llega a todas partes por el mismo precio. Agrega la primera para decir hasta dónde llegas.";
pub const ADD_ZONE: &str = "Agregar zona";
pub const NEW_ZONE: &str = "Zona nueva";
pub const EDIT_ZONE: &str = "Editar";
pub const REMOVE_ZONE: &str = "Quitar";
pub const ZONE_NAME: &str = "Nombre de la zona";
pub const ZONE_NAME_MISSING: &str = "Ponle un nombre.";
pub const DISTRICTS: &str = "Distritos";
pub const DISTRICTS_HINT: &str = "Con comas entre ellos: Lince, Jesús María.";
pub const DISTRICTS_MISSING: &str = "Escribe al menos un distrito.";
pub const WRONG_DISTRICTS: &str = "Cada distrito tiene de 2 a 60 letras, y una zona hasta 60 distritos.";
pub const DISTRICT_TWICE: &str = "Un distrito de aquí está también en otra zona.";
pub const ZONE_FEE: &str = "Cobra, en soles";
pub const ZONE_MINIMUM: &str = "Pedido mínimo, en soles";
pub const ZONE_FREE_FROM: &str = "Gratis desde, en soles";
pub const ZONE_FREE_FROM_HINT: &str = "Vacío: nunca gratis.";
pub const ZONE_MINUTES: &str = "Minutos de camino";
pub const ZONE_PLACE: &str = "Cocina el local";
pub const ZONE_ONLY_AT: &str = "Solo a ciertas horas";
pub const HOURS_BY_DAY: &str = "Tiene horas distintas según el día";
pub const ONE_SPAN: &str = "Usar las mismas horas";
pub const ON_DAYS: &str = "Días";
pub const WRONG_AMOUNT: &str = "Un monto no se entiende: escribe soles, como 5 o 5.50.";
pub const WRONG_MINUTES: &str = "Los minutos de camino van de 1 a 240.";

/// What a zone costs and takes.
pub fn zone_terms(fee: &str, minimum: &str, minutes: u16) -> String {
    format!("{fee} · mínimo {minimum} · {minutes} min de camino")
}
