//! The tab of catering: requests by state, the calendar, a request with its quote, and one taken by telephone.

mod calendar;
mod phone;
mod quote;
mod request;

pub use calendar::*;
pub use phone::*;
pub use quote::*;
pub use request::*;

use crate::es::shared::{day, sentence};
use domain::catering::{Alarm, CateringStatus};
use domain::{Timestamp, Zone};

pub const TITLE: &str = "Catering";
pub const VIEWS: &str = "Qué ver";
pub const BOARD: &str = "Por estado";
pub const CALENDAR: &str = "Calendario";
pub const DONE: &str = "Hechas";
pub const DECLINED: &str = "Rechazadas";
pub const CANCELLED: &str = "Canceladas";
pub const EXPIRED: &str = "Vencidas";
pub const BY_PHONE: &str = "Anotar uno por teléfono";
pub const LOADING: &str = "Trayendo las solicitudes…";
pub const LOADING_ONE: &str = "Trayendo la solicitud…";
pub const LOADING_CALENDAR: &str = "Trayendo el calendario…";
pub const NONE: &str = "Todavía no hay solicitudes de catering";
pub const NONE_TEXT: &str =
    "Cuando alguien pida una cotización en tu web, o la anotes por teléfono, aparece aquí.";
pub const NONE_HERE: &str = "No hay ninguna aquí";
pub const NONE_HERE_TEXT: &str = "Las que terminen así se guardan en esta lista.";
pub const MORE_OPEN: &str = "Hay más solicitudes abiertas de las que caben aquí. Cierra las que ya no van.";
pub const NO_SUCH: &str = "Esa solicitud no existe";
pub const NO_SUCH_TEXT: &str = "Puede que el enlace esté incompleto.";
pub const BACK: &str = "Volver a catering";
pub const BACK_TO_ONE: &str = "Volver a la solicitud";

// The lanes of the board.
pub const LANE_NEW: &str = "Nueva";
pub const LANE_QUOTED: &str = "Cotizada";
pub const LANE_ACCEPTED: &str = "Aceptada";
pub const LANE_DONE: &str = "Hecha";

pub const LANE_NEW_EMPTY: &str = "Nadie espera respuesta.";
pub const LANE_QUOTED_EMPTY: &str = "Ninguna espera al cliente.";
pub const LANE_ACCEPTED_EMPTY: &str = "Ningún evento por venir.";
pub const LANE_DONE_EMPTY: &str = "Todavía ninguna.";

/// What is undecided and what is accepted, in money.
pub fn sums(undecided: &str, accepted: &str) -> String {
    format!("{undecided} por decidir, {accepted} aceptados")
}

pub fn status(status: CateringStatus) -> &'static str {
    match status {
        CateringStatus::New => "Nueva",
        CateringStatus::Quoted => "Cotizada",
        CateringStatus::Accepted => "Aceptada, falta el adelanto",
        CateringStatus::Scheduled => "Programada",
        CateringStatus::Done => "Hecha",
        CateringStatus::Declined => "Rechazada",
        CateringStatus::Cancelled => "Cancelada",
        CateringStatus::Expired => "Vencida",
    }
}

pub fn code(number: u64) -> String {
    crate::es::catering::mails::shown_number(number)
}

// A card.
pub fn code_of(number: u64, occasion: &str) -> String {
    format!("{}, {occasion}", code(number))
}

pub fn who(name: &str, guests: u32) -> String {
    format!("{name}, {guests} personas")
}

/// Day and time as a card has room for: `Vie 4 dic, 13:00`.
pub fn short_moment(zone: &Zone, at: Timestamp, now: Timestamp) -> String {
    let (on, today) = (zone.date(at), zone.date(now));
    let near = today.0.saturating_sub(on.0).abs() <= 1;
    let text = day(on, today);
    let mut words = text.split(' ');
    let parts = (
        words.next(),
        words.next(),
        words.next(),
        words.next(),
        words.next(),
    );
    let day = match parts {
        (Some(weekday), Some(number), Some("de"), Some(month), None) if !near => {
            format!("{} {number} {}", cut(weekday), cut(month))
        }
        _ => text,
    };
    sentence(&format!("{day}, {}", zone.hhmm(at)))
}

fn cut(word: &str) -> String {
    word.chars().take(3).collect()
}

pub const WITH_FACTURA: &str = "Factura.";
pub const ADVICE: &str = "Pide consejo";
pub const PACKAGE_GONE: &str = "Uno que ya no ofreces";
pub const PICKUP: &str = "Recojo";

pub fn times(package: &str, quantity: u32) -> String {
    match quantity {
        1 => package.to_owned(),
        quantity => format!("{package} × {quantity}"),
    }
}

pub fn of_amount(what: &str, amount: &str) -> String {
    format!("{what}, {amount}")
}

// Badges.
pub const WANTS_CHANGE: &str = "Pide un cambio";
pub const DEPOSIT_OWED: &str = "Falta adelanto";
pub const WITH_DEPOSIT: &str = "Con adelanto";
pub const PAID: &str = "Pagada";
pub const UNREAD: &str = "sin leer";
pub const ENDS_TODAY: &str = "vence hoy";
pub const ENDS_TOMORROW: &str = "vence mañana";

pub fn balance_owed(amount: &str) -> String {
    format!("Falta saldo, {amount}")
}

pub fn read(when: &str) -> String {
    format!("leída {when}")
}

/// How long somebody has waited, in the largest unit that says something.
pub fn waited(ms: i64) -> String {
    let minutes = ms / 60_000;
    match (minutes, minutes / 60) {
        (0, _) => "recién entró".into(),
        (minutes, 0) => format!("espera {minutes} min"),
        (_, hours @ 1..48) => format!("espera {hours} h"),
        (_, hours) => format!("espera {} días", hours / 24),
    }
}

/// How many requests wait for an answer, after their number.
pub fn waiting(count: usize) -> &'static str {
    match count {
        1 => "solicitud espera respuesta",
        _ => "solicitudes esperan respuesta",
    }
}

pub fn handled_by(name: &str) -> String {
    format!("La atiende {name}")
}

pub const NOBODY: &str = "Sin atender";

pub fn alarm(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Unanswered => "Espera respuesta hace más de lo prometido.",
        Alarm::DepositOwed => "Aceptó, pero el adelanto no llegó y la cotización ya venció.",
        Alarm::BalanceOwed => "El saldo debía estar pagado. La cocina sigue igual: cóbralo al entregar.",
    }
}

// What is done.
pub const QUOTE: &str = "Cotizar";
pub const QUOTE_AGAIN: &str = "Cotizar de nuevo";
pub const REMIND: &str = "Recordar";
pub const REMINDED: &str = "Le escribimos otra vez.";
pub const COLLECT: &str = "Cobrar";
pub const TO_KITCHEN: &str = "A cocina";
pub const TO_KITCHEN_NOW: &str = "Mandar a cocina ahora";
pub const SENT_TO_KITCHEN: &str = "Ya está en la cola de la cocina.";
pub const TAKE: &str = "Atender";
pub const TAKEN: &str = "La atiendes tú.";
pub const RELEASE: &str = "Soltar";
pub const RELEASED: &str = "La soltaste: otra persona puede atenderla.";
pub const DECLINE: &str = "Rechazar";
pub const CANCEL: &str = "Cancelar el evento";
pub const WRITE: &str = "Enviar mensaje";
pub const SENT: &str = "Mensaje enviado.";
pub const DECLINED_IT: &str = "Solicitud rechazada.";
pub const CANCELLED_IT: &str = "Evento cancelado.";
pub const WORKING: &str = "Un momento…";
pub const NOT_NOW: &str = "Volver";

pub fn of_request(words: &str, who: &str) -> String {
    format!("{words}, {who}")
}

pub const KITCHEN_TITLE: &str = "¿Mandar a cocina ahora?";
pub const KITCHEN_TEXT: &str =
    "Entra sola a su hora. Si la mandas ahora, la cocina puede empezarla en este momento.";
pub const DECLINE_TITLE: &str = "¿Rechazar la solicitud?";
pub const DECLINE_TEXT: &str = "El cliente recibe el motivo por correo.";
pub const CANCEL_TITLE: &str = "¿Cancelar el evento?";
pub const REASON: &str = "Motivo";
pub const REASON_MISSING: &str = "Escribe el motivo: el cliente lo va a leer.";

pub fn cancel_text(paid: Option<&str>) -> String {
    match paid {
        Some(paid) => {
            format!("Si cancela el restaurante, todo vuelve al cliente: {paid}. Recibe el motivo por correo.")
        }
        None => "El cliente recibe el motivo por correo. No hay dinero por devolver.".into(),
    }
}

// On the tickets of the kitchen, and in the list of orders.
pub fn on_ticket(number: u64, guests: u32) -> String {
    format!("Catering {}, {guests} personas", code(number))
}

pub fn on_row(guests: u32) -> String {
    format!("Catering, {guests} personas")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_has_short_days() {
        let zone = Zone::lima();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let now = at("2026-11-26T10:00:00-05:00");
        let shown = |text: &str| short_moment(&zone, at(text), now);
        assert_eq!(shown("2026-12-04T13:00:00-05:00"), "Vie 4 dic, 13:00");
        assert_eq!(shown("2026-11-27T12:00:00-05:00"), "Mañana, 12:00");
        assert_eq!(shown("2027-01-02T12:00:00-05:00"), "2 de enero de 2027, 12:00");
    }

    #[test]
    fn waiting_is_said_in_the_unit_that_counts() {
        let minute = 60_000;
        assert_eq!(waited(0), "recién entró");
        assert_eq!(waited(5 * minute), "espera 5 min");
        assert_eq!(waited(181 * minute), "espera 3 h");
        assert_eq!(waited(72 * 60 * minute), "espera 3 días");
    }
}
