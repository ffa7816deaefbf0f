//! Catering: what is wrong and what to do next, for forms, refusals and mails.

pub mod mails;

use super::errors;
use super::shared::{day, moment};
use domain::catering::{CateringProblem, CateringStatus, DayProblem, Refusal};
use domain::tenant::Tenant;
use domain::{Date, Timestamp};

pub const LEAVE_EMPTY: &str = "Deja este campo vacío.";
pub const NOT_SOLD: &str = "Uno de los platos ya no está en la carta. Escríbenos y te cotizamos otro.";
pub const CASH_AT_THE_DOOR: &str =
    "En efectivo pagas el saldo cuando entregamos. Para pagar ahora, elige otro medio.";
pub const OTHER_MONEY_CAME: &str =
    "Mientras tanto se anotó otro pago. Mira lo que falta antes de anotar este.";
pub const NOTHING_OWED: &str = "No hay nada por pagar en esta solicitud.";
pub const NO_ORDER_YET: &str = "Todavía no hay un pedido que enviar: falta el adelanto.";
pub const CALENDAR_DAYS: &str = "Elige un rango de hasta 92 días, del más antiguo al más reciente.";
pub const ORDER_CANCELLED: &str = "El pedido fue cancelado.";

/// What is read where a request is paid.
pub fn payment_title(number: u64) -> String {
    format!("Catering {}", mails::shown_number(number))
}

/// A dish of a quote that is not sold any more.
pub fn not_sold(name: &str) -> String {
    format!("{name} ya no está disponible. Escríbenos y te cotizamos otro plato.")
}

/// An amount that is larger than what is owed.
pub fn at_most(amount: &str) -> String {
    format!("Escribe un monto de hasta {amount}, que es lo que falta pagar.")
}

/// A day that cannot hold an event, with the next one that can.
pub fn full(next: Option<Date>, tenant: &Tenant, now: Timestamp) -> String {
    match next {
        Some(next) => format!(
            "Ese día ya está completo. El siguiente con espacio es {}.",
            day(next, tenant.zone.date(now))
        ),
        None => "Ese día ya está completo. Escríbenos y buscamos otra fecha juntos.".into(),
    }
}

/// What is wrong with a field of the form, or of a quote.
pub fn problem(problem: CateringProblem, tenant: &Tenant, now: Timestamp) -> String {
    match problem {
        CateringProblem::Field(problem) => errors::field(problem),
        CateringProblem::NoDate => "Elige la fecha de tu evento.".into(),
        CateringProblem::NoTime => "Escribe la hora como 13:00.".into(),
        CateringProblem::Day(problem) => day_problem(problem, tenant, now),
        CateringProblem::Guests { min, max } => format!("Atendemos de {min} a {max} personas."),
        CateringProblem::UnknownPackage => {
            "Ese paquete ya no existe. Elige otro, o pide que te aconsejemos.".into()
        }
        CateringProblem::PackageGuests { from } => {
            format!("Ese paquete es desde {from} personas. Elige otro, o pide que te aconsejemos.")
        }
        CateringProblem::NoPlace => "Elige si te lo llevamos o lo recoges.".into(),
        CateringProblem::UnknownBranch => errors::UNKNOWN_BRANCH.into(),
        CateringProblem::Amount { max } => format!("Escribe un monto de hasta {}.", tenant.format(max)),
        CateringProblem::Quantity { max } => format!("La cantidad va de 1 a {max}."),
        CateringProblem::NoLines => "Agrega al menos una línea.".into(),
        CateringProblem::TooManyLines { max } => format!("Puede tener hasta {max} líneas."),
        CateringProblem::UnknownProduct => "Ese plato no está en la carta.".into(),
        CateringProblem::Unavailable => "Ese plato está agotado o fuera de la carta.".into(),
        CateringProblem::DiscountTooLarge => "El descuento debe ser menor que el total.".into(),
        CateringProblem::Percent => "El adelanto va de 0 a 100 por ciento.".into(),
        CateringProblem::ValidUntil => {
            "La cotización debe valer al menos hoy y hasta 60 días como máximo.".into()
        }
        CateringProblem::CompanyAndRuc => "Escribe la razón social que va con ese RUC.".into(),
    }
}

fn day_problem(problem: DayProblem, tenant: &Tenant, now: Timestamp) -> String {
    match problem {
        DayProblem::TooSoon { earliest } => format!(
            "Necesitamos {} horas para prepararlo. Lo más pronto es: {}.",
            tenant.catering.notice_hours,
            moment(&tenant.zone, earliest, now)
        ),
        DayProblem::TooFar { latest } => {
            format!("Puedes pedir hasta el {}.", day(latest, tenant.zone.date(now)))
        }
        DayProblem::Holiday => "Ese día es feriado y no atendemos. Elige otra fecha, por favor.".into(),
        DayProblem::Full => "Ese día ya está completo. Elige otra fecha, por favor.".into(),
    }
}

/// Why nothing happened to a request.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAllowed => errors::FORBIDDEN.into(),
        Refusal::OtherState { status } => other_state(*status).into(),
        Refusal::OtherQuote { .. } => "Hay una cotización más nueva. Revísala antes de continuar.".into(),
        Refusal::QuoteOver => "Esta cotización ya venció. Escríbenos y te enviamos una nueva.".into(),
        Refusal::NotYet => "Todavía no corresponde.".into(),
        Refusal::TooLate => {
            "Ya no se puede cancelar: el evento ya comenzó. Llámanos y vemos cómo ayudarte.".into()
        }
        Refusal::ReasonMissing => "Cuéntanos el motivo.".into(),
        Refusal::TooMany => "Ya hay demasiados mensajes o versiones. Llámanos, por favor.".into(),
    }
}

fn other_state(status: CateringStatus) -> &'static str {
    match status {
        CateringStatus::New => "Esta solicitud todavía no tiene cotización.",
        CateringStatus::Quoted => "Esta solicitud está cotizada y espera una respuesta.",
        CateringStatus::Accepted => "Esta cotización ya fue aceptada; falta el adelanto.",
        CateringStatus::Scheduled => "Esta solicitud ya está separada.",
        CateringStatus::Done => "Este evento ya se atendió.",
        CateringStatus::Declined => "Esta solicitud fue rechazada.",
        CateringStatus::Cancelled => "Esta solicitud fue cancelada.",
        CateringStatus::Expired => "Esta solicitud ya venció.",
    }
}
