//! How far an order is.

use domain::cart::FulfilmentKind;
use domain::order::Status;
use domain::payment::PaymentStatus;
use domain::stage::{CurrentStep, Stage, StepStatus};

pub const AWAITING_PAYMENT: &str = "Tu pedido espera su pago.";
pub const FINISH_PAYING: &str = "Terminar de pagar";
pub const RECEIVED: &str = "Recibimos tu pedido. Ya está en la cola de la cocina.";
pub const CANCELLED: &str = "Este pedido fue cancelado.";
pub const EXPIRED: &str = "No recibimos el pago a tiempo y cancelamos el pedido.";
pub const STEP_RECEIVED: &str = "Recibido";
pub const STEP_CONFIRMED: &str = "Confirmado";
pub const STEP_PAYMENT: &str = "Esperando el pago";
pub const STEP_UNPAID: &str = "Sin pago";
pub const STEP_CANCELLED: &str = "Cancelado";
pub const ENJOY: &str = "¡Buen provecho!";
pub const EXPIRED_LARGE: &str = "Se venció el pago";
pub const CANCELLED_LARGE: &str = "Pedido cancelado";
pub const UNPAID_LARGE: &str = "Falta el pago";
pub const UNPAID_AFTER: &str = "Apenas lo recibamos, tu pedido entra a la cocina.";
pub const RECEIVED_LARGE: &str = "En la cocina";
pub const LATE_LARGE: &str = "Ya casi";
pub const LATE_AFTER: &str = "Está tomando un poco más de lo que calculamos. Gracias por esperar.";
pub const REASON_COOKING: &str = "Ya está en el fuego.";
pub const REASON_PACKING: &str = "Lo estamos empacando.";
pub const REASON_COUNTER: &str = "Te espera en el mostrador.";
pub const REASON_ON_THE_WAY: &str = "Va en camino.";
pub const REASON_WAITING_DRIVER: &str = "Sale con la próxima moto.";
pub const YOUR_ORDER: &str = "Tu pedido";
pub const SHARE: &str = "Compartir seguimiento";
pub const LINK_COPIED: &str = "Copiamos el enlace. Pégalo donde quieras.";
pub const CANCEL: &str = "Cancelar pedido";
pub const CANCEL_TITLE: &str = "¿Cancelamos tu pedido?";
pub const CANCEL_TEXT: &str = "Si ya lo pagaste, te devolvemos el dinero. Cuéntanos por qué:";
pub const CANCEL_REASONS: [&str; 4] = [
    "Me equivoqué en el pedido",
    "Va a demorar mucho",
    "Ya no lo necesito",
    "Otro motivo",
];
pub const CANCEL_YES: &str = "Sí, cancelar";
pub const CANCEL_NO: &str = "No, seguir con el pedido";
pub const CANCELLING: &str = "Cancelando…";
pub const CANCELLED_NOW: &str = "Tu pedido fue cancelado.";
pub const LIVE: &str = "En vivo";
pub const LOADING_ORDER: &str = "Buscando tu pedido…";
pub const NO_ORDER: &str = "No encontramos ese pedido";
pub const NO_ORDER_TEXT: &str = "Puede que el enlace esté incompleto. Pide que te lo envíen otra vez.";
pub const DONE_WORD: &str = "hecho";
pub const ACTIVE_WORD: &str = "en curso";
pub const PENDING_WORD: &str = "por hacer";
pub const FAILED_WORD: &str = "no se hizo";

pub const SCHEDULED: &str = "Tu pedido está programado. Empezamos a prepararlo a tiempo.";
pub const SCHEDULED_WAITS: &str = "en la agenda de la cocina";
pub const REASON_SCHEDULED: &str = "Es la hora que elegiste.";

/// Said when the answer came after somebody had left the checkout.
pub fn placed_meanwhile(number: u64) -> String {
    format!("Recibimos tu pedido {number}.")
}

/// The same where it was refused, or where nobody knows what came of it.
pub fn not_placed(unknown: bool, why: &str) -> String {
    if unknown {
        format!("No sabemos si tu pedido llegó. {why} Si lo envías otra vez, no se repite.")
    } else {
        format!("Tu pedido no se hizo. {why}")
    }
}

pub fn order_number(number: u64) -> String {
    format!("Pedido {number}")
}

/// Before the promised time. The day, `mañana`, is named where it is not today.
pub fn promise_before(number: u64, pickup: bool, day: Option<&str>) -> String {
    let what = if pickup { "listo" } else { "llega" };
    match day {
        None => format!("Pedido {number} · {what} entre"),
        Some(day) => format!("Pedido {number} · {what} {day} entre"),
    }
}

/// A range of clock times: `1:10 y 1:20 p. m.`, `11:55 a. m. y 12:05 p. m.`.
pub fn promise_range(from: (u8, u8), until: (u8, u8)) -> String {
    if half(from.0) == half(until.0) {
        format!("{} y {}", hour(from), clock(until))
    } else {
        format!("{} y {}", clock(from), clock(until))
    }
}

/// Before the time at which an order is expected that will be later than promised. The day is named where it is not today.
pub fn expected_before(number: u64, pickup: bool, day: Option<&str>, at: (u8, u8)) -> String {
    let what = if pickup { "listo" } else { "llega" };
    let article = if at.0 % 12 == 1 { "la" } else { "las" };
    match day {
        None => format!("Pedido {number} · {what} cerca de {article}"),
        Some(day) => format!("Pedido {number} · {what} {day} cerca de {article}"),
    }
}

/// After it: what was promised.
pub fn expected_after(until: (u8, u8)) -> String {
    let article = if until.0 % 12 == 1 { "la" } else { "las" };
    format!(
        "Está tomando más de lo que calculamos: lo prometimos para {article} {}. Gracias por esperar.",
        clock(until)
    )
}

/// A time of day: `7:30 p. m.`.
pub fn clock(at: (u8, u8)) -> String {
    format!("{}\u{a0}{}", hour(at), half(at.0))
}

fn hour((hour, minute): (u8, u8)) -> String {
    let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    format!("{hour}:{minute:02}")
}

fn half(hour: u8) -> &'static str {
    if hour < 12 { "a.\u{a0}m." } else { "p.\u{a0}m." }
}

pub fn orders_ahead(count: u32) -> String {
    match count {
        0 => "Eres el siguiente en la cocina.".into(),
        1 => "Hay 1 pedido antes en la cocina.".into(),
        _ => format!("Hay {count} pedidos antes en la cocina."),
    }
}

pub fn delivered(kind: FulfilmentKind) -> &'static str {
    match kind {
        FulfilmentKind::Delivery => "Tu pedido fue entregado. ¡Buen provecho!",
        FulfilmentKind::Pickup => "Ya tienes tu pedido. ¡Buen provecho!",
    }
}

pub fn delivered_at(moment: &str) -> String {
    format!("Entregado: {moment}.")
}

pub fn step_delivered(kind: FulfilmentKind) -> &'static str {
    match kind {
        FulfilmentKind::Delivery => "Entregado",
        FulfilmentKind::Pickup => "Recogido",
    }
}

pub fn stage_title(stage: Stage, kind: FulfilmentKind) -> &'static str {
    match (stage, kind) {
        (Stage::Cooking, _) => "En la cocina",
        (Stage::Packaging, _) => "Empaque",
        (Stage::Delivery, FulfilmentKind::Delivery) => "En camino",
        (Stage::Delivery, FulfilmentKind::Pickup) => "Listo para recoger",
    }
}

pub fn waiting(stage: Stage, kind: FulfilmentKind) -> &'static str {
    match (stage, kind) {
        (Stage::Cooking, _) => "en la cola de la cocina",
        (Stage::Packaging, _) => "por empacar",
        (Stage::Delivery, FulfilmentKind::Delivery) => "esperando al repartidor",
        (Stage::Delivery, FulfilmentKind::Pickup) => "te espera en el mostrador",
    }
}

/// Where an order is, and who attends.
pub fn working(stage: Stage, status: StepStatus, kind: FulfilmentKind, person: Option<&str>) -> String {
    let (place, act) = match (stage, kind, status) {
        (Stage::Cooking, _, StepStatus::Pending) => return RECEIVED.into(),
        (Stage::Cooking, _, _) => ("Tu pedido está en la cocina.", "lo está preparando"),
        (Stage::Packaging, _, StepStatus::Pending) => {
            return "Tu pedido ya salió del fuego. Falta empacarlo.".into();
        }
        (Stage::Packaging, _, _) => ("Estamos empacando tu pedido.", "lo está empacando"),
        (Stage::Delivery, FulfilmentKind::Delivery, StepStatus::Pending) => {
            return "Tu pedido está listo y espera a su repartidor.".into();
        }
        (Stage::Delivery, FulfilmentKind::Delivery, _) => {
            ("Tu pedido está en camino.", "va hacia tu dirección")
        }
        (Stage::Delivery, FulfilmentKind::Pickup, StepStatus::Pending) => {
            return "Tu pedido está listo. Te esperamos en el mostrador.".into();
        }
        (Stage::Delivery, FulfilmentKind::Pickup, _) => ("Tu pedido está listo.", "te lo está entregando"),
    };
    person.map_or_else(|| place.to_owned(), |person| format!("{place} {person} {act}."))
}

pub fn since(moment: &str) -> String {
    let article = if moment.starts_with("01:") || moment.starts_with("1:") {
        "la"
    } else {
        "las"
    };
    if moment.starts_with(|c: char| c.is_ascii_digit()) {
        format!("desde {article} {moment}")
    } else {
        format!("desde {moment}")
    }
}

pub fn span(from: Option<&str>, until: Option<&str>) -> String {
    match (from, until) {
        (Some(from), Some(until)) if from == until => from.into(),
        (Some(from), Some(until)) => format!("{from} a {until}"),
        (Some(one), None) | (None, Some(one)) => one.into(),
        (None, None) => String::new(),
    }
}

pub fn with_person(text: &str, person: Option<&str>) -> String {
    match person {
        Some(person) if text.is_empty() => person.to_owned(),
        Some(person) => format!("{text} · {person}"),
        None => text.to_owned(),
    }
}

pub fn after_cancellation(expired: bool, payment: PaymentStatus) -> &'static str {
    match (expired, payment) {
        (_, PaymentStatus::Approved) => "Te estamos devolviendo el dinero por el mismo medio.",
        (_, PaymentStatus::Refunded) => "Te devolvimos el dinero por el mismo medio.",
        (true, _) => "No te cobramos nada. Puedes pedirlo de nuevo cuando quieras.",
        (false, _) => "No te cobramos nada.",
    }
}

/// What went back of an order that goes on, and what is on its way; nothing where nothing is.
pub fn money_back(refunded: Option<&str>, refunding: Option<&str>) -> Option<String> {
    let done = refunded.map(|amount| format!("Te devolvimos {amount}."));
    let on_its_way = refunding.map(|amount| format!("{amount} están en camino de vuelta."));
    match (done, on_its_way) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one),
        (Some(done), Some(more)) => Some(format!("{done} {more}")),
    }
}

/// The time an order was asked for, in a list.
pub fn scheduled_for(moment: &str) -> String {
    format!("Para {moment}")
}

pub fn pick_up_in(branch: &str) -> String {
    format!("Recojo en {branch}")
}

pub fn cancel_reason(reason: &str) -> String {
    format!("Motivo: {reason}")
}

pub fn status_badge(status: Status, step: CurrentStep, kind: FulfilmentKind) -> &'static str {
    match (status, step) {
        (Status::Created, _) => "Por pagar",
        (Status::Cancelled, _) => "Cancelado",
        (Status::Completed, _) => "Entregado",
        (Status::Confirmed, CurrentStep::Packaging) => "En empaque",
        (Status::Confirmed, CurrentStep::Delivery) if kind == FulfilmentKind::Pickup => "Listo para recoger",
        (Status::Confirmed, CurrentStep::Delivery) => "En camino",
        (Status::Confirmed, _) => "En la cocina",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_their_half_of_the_day() {
        assert_eq!(promise_range((13, 10), (13, 20)), "1:10 y 1:20\u{a0}p.\u{a0}m.");
        assert_eq!(
            promise_range((11, 55), (12, 5)),
            "11:55\u{a0}a.\u{a0}m. y 12:05\u{a0}p.\u{a0}m."
        );
        assert_eq!(
            promise_range((23, 55), (0, 5)),
            "11:55\u{a0}p.\u{a0}m. y 12:05\u{a0}a.\u{a0}m."
        );
    }

    #[test]
    fn one_o_clock_is_singular() {
        assert_eq!(since("01:05"), "desde la 01:05");
        assert_eq!(since("12:44"), "desde las 12:44");
        assert_eq!(since("ayer, 12:44"), "desde ayer, 12:44");
    }
}
