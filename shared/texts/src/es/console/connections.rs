//! Conexiones: the keys with which other systems ask, and the addresses to which the restaurant's events are sent.

use domain::scope::Scope;
use domain::webhook::{DeliveryStatus, PING};

pub const TITLE: &str = "Conexiones";
pub const LEAD: &str = "Conecta tu caja, tu contabilidad u otro sistema. Quien lo instale te pedirá una llave, una dirección de avisos, o las dos.";
pub const BACK: &str = "Ajustes";
pub const OPEN: &str = "Ver conexiones";
pub const COPY: &str = "Copiar";
pub const COPIED: &str = "Copiado";
pub const NOT_COPIED: &str = "Tu navegador no deja copiar. Selecciona el texto y cópialo.";
pub const DONE: &str = "Ya lo guardé";
pub const SAVING: &str = "Guardando…";

// The keys.
pub const KEYS: &str = "Llaves";
pub const KEYS_LEAD: &str = "Con una llave, otro sistema entra a tu restaurante y hace solo lo que le permitas. Dale una distinta a cada uno.";
pub const KEYS_LOADING: &str = "Trayendo las llaves…";
pub const NO_KEYS: &str = "Todavía no hay ninguna.";
pub const NEW_KEY: &str = "Nueva llave";
pub const KEY_NAME: &str = "Para qué es";
pub const KEY_NAME_HINT: &str = "Por ejemplo: Contabilidad.";
pub const SCOPES: &str = "Qué puede hacer";
pub const SCOPES_MISSING: &str = "Elige al menos una cosa.";
pub const LASTS: &str = "Cuánto dura";
pub const MAKE: &str = "Crear llave";
pub const MAKING: &str = "Creando…";
pub const KEY: &str = "Llave";
pub const KEY_ONCE: &str = "Cópiala ahora y entrégala solo a quien instala el sistema. No se vuelve a mostrar: si se pierde, crea otra.";
pub const PERHAPS_MADE: &str = "No sabemos si se creó. Revisa tu conexión y toca otra vez: no se repite.";
pub const MADE_BEFORE: &str = "Ya se había creado con lo que enviaste antes: está en la lista. Si no tienes la llave, revócala y crea otra.";
pub const MADE_AND_GONE: &str =
    "Ya se había creado con lo que enviaste antes, y después se revocó. Toca otra vez para crear otra.";
pub const REVOKE: &str = "Revocar";
pub const REVOKE_SURE: &str = "¿Revocar? Toca otra vez";
pub const PERHAPS_REVOKED: &str = "No sabemos si se revocó. Revisa tu conexión: la lista lo dirá.";
pub const REVOKED: &str = "Revocada";
pub const WHOLE: &str = "Todo lo que puede una máquina";
pub const BY_OPERATOR: &str = "el operador";
pub const UNNAMED: &str = "Sin nombre";
pub const NEVER_USED: &str = "sin usar";

pub fn key_of(name: &str) -> String {
    format!("Llave de {name}")
}

/// A key was made whose token could not be shown.
pub fn key_unseen(name: &str) -> String {
    format!("Se creó la llave de {name}, pero ya no se pudo mostrar: revócala y crea otra.")
}

pub fn key_revoked(name: &str) -> String {
    format!("{name} ya no entra con esa llave.")
}

/// For how long a key is good.
pub fn lasts(days: u16) -> String {
    match days {
        365 => "1 año".to_owned(),
        days => format!("{days} días"),
    }
}

pub fn made_by(name: &str, day: &str) -> String {
    let name = if name.is_empty() { BY_OPERATOR } else { name };
    format!("Creada por {name} el {day}")
}

pub fn ends(day: &str) -> String {
    format!("vence el {day}")
}

pub fn revoked_at(moment: &str) -> String {
    format!("revocada: {moment}")
}

/// About when: it is noted once an hour.
pub fn used(moment: &str) -> String {
    format!("último uso: {moment}")
}

pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::OrdersRead => "Ver pedidos",
        Scope::OrdersWrite => "Hacer y cancelar pedidos",
        Scope::Menu => "Carta",
        Scope::Customers => "Clientes",
        Scope::Money => "Dinero",
        Scope::Figures => "Cifras",
        Scope::Claims => "Reclamos",
        Scope::Catering => "Catering",
        Scope::Settings => "Ajustes",
        Scope::Webhooks => "Avisos",
    }
}

/// What a scope holds.
pub fn scope_note(scope: Scope) -> &'static str {
    match scope {
        Scope::OrdersRead => "Con el nombre, el teléfono y la dirección de quien pidió.",
        Scope::OrdersWrite => "También verlos, cambiarlos y confirmarlos.",
        Scope::Menu => "Platos, precios, promociones y lo que se agotó.",
        Scope::Customers => "Ver, cambiar y borrar a tus clientes.",
        Scope::Money => "Ver los pagos y devolver dinero.",
        Scope::Figures => "Las ventas del tablero.",
        Scope::Claims => "Leer el libro y responder.",
        Scope::Catering => "Ver, cotizar y atender solicitudes.",
        Scope::Settings => "Horario, zonas, pausas y el historial de cambios.",
        Scope::Webhooks => "Decidir a dónde se envían los avisos, que llevan pedidos y clientes.",
    }
}

// The addresses.
pub const HOOKS: &str = "Avisos a otros sistemas";
pub const HOOKS_LEAD: &str = "Cuando pasa algo, como un pedido nuevo, se lo contamos al momento a la dirección que pongas. También se llaman webhooks.";
pub const HOOKS_LOADING: &str = "Trayendo las direcciones…";
pub const NO_HOOKS: &str = "Todavía no se avisa a nadie.";
pub const ADD: &str = "Agregar dirección";
pub const ADDRESS: &str = "Dirección";
pub const ADDRESS_HINT: &str = "La da quien instala el sistema. Empieza con https://.";
pub const DESCRIPTION: &str = "Para qué es (opcional)";
pub const EVENTS: &str = "De qué se avisa";
pub const ALL_EVENTS: &str = "De todo";
pub const SOME_EVENTS: &str = "Solo de lo que elija";
pub const EVENTS_MISSING: &str = "Elige al menos un aviso, o que se avise de todo.";
pub const IS_ON: &str = "Enviar avisos a esta dirección";
pub const SAVE: &str = "Guardar";
pub const ADDED: &str = "Ya se avisa a esa dirección.";
pub const SAVED: &str = "Guardamos los cambios.";
pub const PERHAPS_ADDED: &str = "No sabemos si se agregó. Revisa tu conexión y toca otra vez: no se repite.";
pub const ADDED_BEFORE: &str =
    "Ya se había agregado con lo que enviaste antes: está en la lista, donde puedes cambiarla.";
pub const ADDED_AND_GONE: &str = "Ya se había agregado con lo que enviaste antes, y después se quitó. Toca otra vez para agregarla de nuevo.";
pub const PERHAPS_SAVED: &str = "No sabemos si se guardó. Revisa tu conexión: la lista lo dirá.";
pub const GONE: &str = "Esa dirección ya no está en la lista.";
pub const EDIT: &str = "Editar";
pub const SECRET: &str = "Secreto";
pub const SECRET_ONCE: &str =
    "Con él, el otro sistema comprueba que el aviso es tuyo. Cópialo ahora: no se vuelve a mostrar.";
pub const ROTATE: &str = "Cambiar el secreto";
pub const ROTATE_SURE: &str = "¿Cambiarlo? Toca otra vez";
pub const ROTATE_HINT: &str =
    "El anterior deja de servir al momento: tendrás que poner el nuevo en el otro sistema.";
pub const PERHAPS_ROTATED: &str =
    "No sabemos si se cambió. Revisa tu conexión y cámbialo otra vez para ver el secreto.";
pub const REMOVE: &str = "Quitar";
pub const REMOVE_SURE: &str = "¿Quitar? Toca otra vez";
pub const REMOVED: &str = "Ya no se avisa a esa dirección.";
pub const PERHAPS_REMOVED: &str = "No sabemos si se quitó. Revisa tu conexión: la lista lo dirá.";
pub const TEST: &str = "Probar";
pub const TESTING: &str = "Enviando…";
pub const PERHAPS_SENT: &str = "No sabemos si se envió. Revisa tu conexión: el registro lo dirá.";

// How an address is doing.
pub const OFF: &str = "Apagada";
pub const SWITCHED_OFF: &str = "Apagada: pidió no recibir más";
pub const SWITCHED_OFF_HINT: &str =
    "Esa dirección respondió que ya no existe (410). Si vuelve a funcionar, actívala en Editar.";
pub const NOTHING_SENT: &str = "Sin envíos todavía";

pub fn edit(host: &str) -> String {
    format!("{EDIT} {host}")
}

pub fn test(host: &str) -> String {
    format!("{TEST} {host}")
}

pub fn log_of(host: &str) -> String {
    format!("Envíos a {host}")
}

pub fn secret_of(host: &str) -> String {
    format!("Secreto de {host}")
}

/// An address was added whose secret could not be shown.
pub fn added_unseen(host: &str) -> String {
    format!("Ya se avisa a {host}, pero su secreto ya no se pudo mostrar: cámbialo en Editar.")
}

/// The secret of an address was changed, and the new one could not be shown.
pub fn secret_unseen(host: &str) -> String {
    format!("Se cambió el secreto de {host}, pero ya no se pudo mostrar: cámbialo otra vez en Editar.")
}

/// How many kinds of events an address gets; 0 for all.
pub fn chosen(events: usize) -> String {
    match events {
        0 => "Se avisa de todo".to_owned(),
        1 => "Se avisa de una cosa".to_owned(),
        events => format!("Se avisa de {events} cosas"),
    }
}

// The log.
pub const LOG: &str = "Envíos";
pub const LOG_LOADING: &str = "Trayendo los envíos…";
pub const LOG_LEAD: &str = "De los últimos 30 días, lo más reciente primero.";
pub const NO_LOG: &str = "Todavía no se envió nada. Toca Probar para enviar una prueba.";
pub const OLDER: &str = "Ver anteriores";
pub const OLDER_BUSY: &str = "Trayendo…";
pub const AGAIN: &str = "Enviar otra vez";
pub const AGAIN_BUSY: &str = "Enviando…";

/// How something that was sent stands; `tried` where it was sent before and failed.
pub fn delivery(status: DeliveryStatus, tried: bool) -> &'static str {
    match (status, tried) {
        (DeliveryStatus::Delivered, _) => "Entregado",
        (DeliveryStatus::Failed, _) => "No llegó",
        (DeliveryStatus::Pending, true) => "Se reintenta",
        (DeliveryStatus::Pending, false) => "Enviando",
    }
}

/// The button that sends something again, read aloud.
pub fn again(event: &str, moment: &str) -> String {
    format!("{AGAIN}: {event}, {moment}")
}

/// Something is sent again, from its button.
pub fn sent_again(event: &str, moment: &str) -> String {
    format!("Va otra vez: {event}, {moment}.")
}

pub fn next_try(moment: &str) -> String {
    format!("Otro intento: {moment}.")
}

/// What came of a try, by the code of the answer or why there was none.
pub fn outcome(status: Option<u16>, why: Option<&str>) -> String {
    match status {
        Some(code @ 200..=299) => format!("Respondió bien ({code})."),
        Some(code @ (401 | 403)) => format!("No aceptó el aviso: pide un permiso ({code})."),
        Some(code @ 404) => format!("No encontró la dirección ({code}): revisa que esté completa."),
        Some(code @ 410) => format!("Respondió que ya no existe ({code})."),
        Some(code @ 300..=399) => format!("Mandó a otra dirección ({code}): escribe la definitiva."),
        Some(code @ 429) => format!("Pidió esperar: recibe demasiado ({code})."),
        Some(code @ 400..=499) => format!("No aceptó el aviso ({code})."),
        Some(code) => format!("Falló el otro sistema ({code})."),
        None => match why {
            None => "Todavía no se intentó.".to_owned(),
            Some("no answer in time") => "No respondió a tiempo.".to_owned(),
            Some("no connection") => {
                "No se pudo conectar: quizá está apagado, o la dirección mal escrita.".to_owned()
            }
            Some("the secret cannot be read") => {
                "No se pudo firmar: cambia el secreto de esta dirección.".to_owned()
            }
            Some("the name leads to no public address") | Some("the address is not allowed") => {
                "Esa dirección no es pública.".to_owned()
            }
            Some(_) => "No respondió.".to_owned(),
        },
    }
}

/// What an event is called.
pub fn event(name: &str) -> &str {
    match name {
        PING => "Prueba",
        "CustomerRegistered" => "Cliente nuevo",
        "OrderCreated" => "Pedido nuevo",
        "OrderConfirmed" => "Pedido confirmado",
        "OrderCancelled" => "Pedido cancelado",
        "OrderEdited" => "Pedido cambiado",
        "OrderStageStarted" => "Etapa empezada",
        "OrderStageUpdated" => "Etapa corregida",
        "OrderStageCompleted" => "Etapa terminada",
        "OrderDelivered" => "Pedido entregado",
        "PaymentApproved" => "Pago aprobado",
        "PaymentRejected" => "Pago rechazado",
        "PaymentRefunded" => "Dinero devuelto",
        "MenuChanged" => "Carta cambiada",
        "StockChanged" => "Plato agotado o de vuelta",
        "ClaimFiled" => "Reclamo nuevo",
        "ClaimAnswered" => "Reclamo respondido",
        "CateringRequested" => "Catering solicitado",
        "CateringQuoted" => "Catering cotizado",
        "CateringAccepted" => "Catering aceptado",
        "CateringDeclined" => "Catering rechazado",
        "CateringCancelled" => "Catering cancelado",
        "CateringExpired" => "Cotización vencida",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_name_of_its_own() {
        let mut named: Vec<&str> = domain::webhook::EVENTS.iter().map(|name| event(name)).collect();
        assert!(
            domain::webhook::EVENTS
                .iter()
                .zip(&named)
                .all(|(name, said)| name != said)
        );
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), domain::webhook::EVENTS.len());
    }

    #[test]
    fn an_answer_is_said_with_its_code_and_none_with_why() {
        assert_eq!(outcome(Some(204), None), "Respondió bien (204).");
        assert_eq!(outcome(Some(500), None), "Falló el otro sistema (500).");
        assert_eq!(outcome(None, Some("no answer in time")), "No respondió a tiempo.");
        assert_eq!(outcome(None, Some("quién sabe")), "No respondió.");
        assert_eq!(outcome(None, None), "Todavía no se intentó.");
    }
}
