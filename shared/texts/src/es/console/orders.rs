//! The list of all orders.

use domain::Money;
use domain::order::{CancelCause, Receipt, Status};
use domain::payment::{PaymentMethod, PaymentStatus, PaymentSummary};
use domain::stage::{CurrentStep, StepStatus};
use domain::written::{ForeignDocumentKind, or_empty};

// Filters.
pub const FILTER_STATE: &str = "Estado de los pedidos";
pub const FILTER_STEP: &str = "Etapa";
pub const FILTER_DAY: &str = "Días";
pub const OPEN_ORDERS: &str = "Abiertos";
pub const SCHEDULED_ORDERS: &str = "Programados";
pub const UNPAID: &str = "Por pagar";
pub const FINISHED_ORDERS: &str = "Terminados hoy";
pub const CANCELLED_ORDERS: &str = "Cancelados hoy";
pub const EVERY_STAGE: &str = "Todas";
pub const FILTER_BRANCH: &str = "Local";
pub const EVERY_BRANCH: &str = "Todos los locales";
pub const EVERY_DAY: &str = "Todos los días";
pub const TODAY_ONLY: &str = "Solo hoy";
pub const SEARCH_ORDERS: &str = "Número, nombre o teléfono";
pub const STOP_SEARCH: &str = "Quitar búsqueda";

// The orders as a file.
pub const FILE_PERIOD: &str = "Pedidos para descargar";
pub const FILE_OF_TODAY: &str = "Hoy";
pub const FILE_OF_THIS_MONTH: &str = "Este mes";
pub const FILE_OF_LAST_MONTH: &str = "El mes pasado";
pub const FILE_OF_A_YEAR: &str = "Los últimos 12 meses";
pub const FILE_CSV: &str = "Descargar CSV";
pub const FILE_BUSY: &str = "Preparando…";

// The list.
pub const LOADING_ORDERS: &str = "Trayendo los pedidos…";
pub const NOTHING_OPEN: &str = "No hay pedidos abiertos";
pub const NOTHING_OPEN_TEXT: &str = "Cuando alguien pida en tu tienda, su pedido aparecerá aquí al instante.";
pub const NO_ORDERS_HERE: &str = "Ningún pedido con este filtro";
pub const NO_ORDERS_HERE_TEXT: &str = "Prueba con otro estado o con todos los días.";
pub const NOTHING_FOUND: &str = "No encontramos ese pedido";
pub const NOTHING_FOUND_TEXT: &str = "Revisa el número, o busca por una parte del nombre o del teléfono. Se busca entre los pedidos más recientes.";
pub const NO_MORE: &str = "No hay más pedidos en esta página";
pub const NO_MORE_TEXT: &str = "Vuelve a los abiertos para verlos desde el principio.";
pub const SEE_OPEN: &str = "Ver los abiertos";
pub const PAGES: &str = "Páginas";
pub const FIRST: &str = "Primera";
pub const PREVIOUS: &str = "Anterior";
pub const NEXT: &str = "Siguiente";
pub const LAST: &str = "Última";

/// How many there are, of which no more than `most` were counted.
pub fn as_many(count: usize, most: usize) -> String {
    match count < most {
        true => count.to_string(),
        false => format!("{most}+"),
    }
}

/// The rows of the last page, where nobody has counted all of them.
pub fn last_rows(rows: usize) -> String {
    format!("Las últimas {rows}")
}

/// Which rows of how many are shown.
pub fn rows_of(from: usize, to: usize, total: usize, more: bool) -> String {
    let total = if more {
        format!("más de {total}")
    } else {
        total.to_string()
    };
    if from == to {
        format!("{from} de {total}")
    } else {
        format!("{from} a {to} de {total}")
    }
}

pub fn page_of(number: usize, pages: usize) -> String {
    format!("{number} de {pages}")
}

/// How many whole minutes are left until an order should be there; negative when it is late.
pub fn due_in(minutes: i64) -> String {
    match minutes {
        ..0 => format!("+{} tarde", minutes.unsigned_abs()),
        _ => format!("faltan {minutes}"),
    }
}

pub fn due_at(moment: &str) -> String {
    format!("para {moment}")
}

/// On a ticket: by when it was promised, what is left, and how old it is, in minutes.
pub fn promised(moment: &str, left: i64, placed: i64) -> String {
    let age = match placed {
        0..60 => format!("pedido hace {placed} min"),
        _ => format!("pedido hace {} h {:02} min", placed / 60, placed % 60),
    };
    format!("{} · {} · {age}", due_at(moment), due_in(left))
}

// One order.
pub const CONTENTS: &str = "Contenido";
pub const COST: &str = "Costo";
pub const SUBTOTAL: &str = "Subtotal";
pub const DELIVERY_FEE: &str = "Envío";
pub const FREE: &str = "Gratis";
pub const TOTAL: &str = "Total";
pub const TAX_RATE: &str = "IGV incluido";
pub const CUSTOMER: &str = "Cliente";
pub const ACCOUNT: &str = "Cuenta";
pub const IS_BLOCKED: &str = "Bloqueada: no puede hacer pedidos por su cuenta.";
pub const IS_NOT_BLOCKED: &str = "Puede hacer pedidos.";
pub const BLOCK: &str = "Bloquear";
pub const BLOCK_SURE: &str = "¿Bloquear sus pedidos?";
pub const UNBLOCK: &str = "Permitir otra vez";
pub const UNBLOCK_SURE: &str = "¿Permitir sus pedidos?";
pub const PERHAPS_BLOCKED: &str = "No sabemos si cambió. Revisa tu conexión y hazlo otra vez: no se repite.";
pub const REFERENCE: &str = "Referencia";
pub const NAME: &str = "Nombre";
pub const PHONE: &str = "Teléfono";
pub const MAIL: &str = "Correo";
pub const ADDRESS: &str = "Dirección";
pub const PICKUP_AT: &str = "Recoge en";
pub const MONEY: &str = "Pago y comprobante";
pub const PAYMENT: &str = "Pago";
pub const TO_COLLECT: &str = "Por cobrar";
pub const RECEIPT: &str = "Comprobante";
pub const STEPS: &str = "Etapas";
pub const STEP: &str = "Etapa";
pub const STATE: &str = "Estado";
pub const WAITED_SINCE: &str = "En cola desde";
pub const START: &str = "Inicio";
pub const END: &str = "Fin";
pub const TOOK: &str = "Duró";
pub const WHO: &str = "Quién";
pub const NOBODY: &str = "Nadie todavía";
pub const NONE: &str = "—";
pub const NO_STEPS: &str = "Las etapas empiezan cuando se confirma el pago.";
pub const NO_STEPS_CANCELLED: &str = "Se canceló antes de empezar a prepararlo.";
pub const CANCELLATION: &str = "Cancelación";
pub const WANTED_FOR: &str = "Programado";
pub const ORDERED_AT: &str = "Llegó";
pub const NOTHING_TO_DO: &str = "Ahora no hay nada que hacer con este pedido desde tu puesto.";
pub const OVERDUE: &str = "Pasó de la meta";

pub fn order(number: u64) -> String {
    format!("Pedido {number}")
}

/// The state of an order on its badge, with for how long when somebody has to act.
pub fn badge(state: &str, waited: Option<&str>) -> String {
    match waited {
        Some(waited) => format!("{state}, {waited}"),
        None => state.to_owned(),
    }
}

/// Who is working on it, in the compact card.
pub fn in_hands(name: &str, stage: &str) -> String {
    format!("{name} en {stage}")
}

pub fn waits_for(stage: &str) -> String {
    format!("En cola de {stage}")
}

/// Where an order stands.
pub fn standing(status: Status, step: CurrentStep, to_accept: bool) -> &'static str {
    match (status, step) {
        (Status::Created, _) if to_accept => super::TO_ACCEPT,
        (Status::Created, _) => "Por pagar",
        (Status::Cancelled, _) => "Cancelado",
        (Status::Completed, _) | (_, CurrentStep::Delivered) => "Entregado",
        (_, CurrentStep::Packaging) => "Empaque",
        (_, CurrentStep::Delivery) => "Reparto",
        (_, CurrentStep::Cooking | CurrentStep::Created) => "Cocina",
    }
}

pub fn step_state(status: StepStatus) -> &'static str {
    match status {
        StepStatus::Pending => "En espera",
        StepStatus::InProgress => "En curso",
        StepStatus::Done => "Terminada",
    }
}

pub fn payment_method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => "Tarjeta",
        PaymentMethod::Yape => "Yape",
        PaymentMethod::Cash => "Efectivo",
    }
}

/// How it is, or was, paid; `money` formats an amount.
pub fn payment(payment: &PaymentSummary, cancelled: bool, money: impl Fn(Money) -> String) -> String {
    let state = match (payment.status, payment.method) {
        (PaymentStatus::Pending | PaymentStatus::Rejected, _) if cancelled => "no se cobró",
        (PaymentStatus::Approved, _) => "pagado",
        (PaymentStatus::Pending, PaymentMethod::Cash) => "se cobra al entregar",
        (PaymentStatus::Pending, _) => "por pagar",
        (PaymentStatus::Rejected, _) => "rechazado",
        (PaymentStatus::Refunded, _) => "devuelto",
    };
    let mut said = format!("{}, {state}", payment_method(payment.method));
    if payment.refunding_cents > Money::ZERO {
        said += &format!(", {} por devolver", money(payment.refunding_cents));
    } else if payment.refunded_cents > Money::ZERO && payment.status != PaymentStatus::Refunded {
        said += &format!(", {} devueltos", money(payment.refunded_cents));
    }
    said
}

fn document_kind(kind: ForeignDocumentKind) -> &'static str {
    match kind {
        ForeignDocumentKind::Ce => "carné de extranjería",
        ForeignDocumentKind::Passport => "pasaporte",
    }
}

pub fn receipt(receipt: &Receipt) -> String {
    match receipt {
        Receipt::Boleta { dni: Some(dni), .. } => format!("Boleta, DNI {dni}"),
        Receipt::Boleta {
            document: Some(document),
            ..
        } => format!("Boleta, {} {}", document_kind(document.kind()), document.number()),
        Receipt::Boleta { .. } => "Boleta".into(),
        Receipt::Factura { ruc, business_name } => {
            format!("Factura, RUC {}, {}", or_empty(ruc), or_empty(business_name))
        }
        Receipt::None => "No lo pidió".into(),
    }
}

/// What an order contains in one line: `2 × ¼ de pollo a la brasa, 1 × chicha`.
pub fn contents<'a>(items: impl Iterator<Item = (u16, &'a str)>) -> String {
    let parts: Vec<String> = items.map(|(qty, name)| format!("{qty} × {name}")).collect();
    parts.join(", ")
}

/// The same on the row of a list, where one of something is not counted: `2 ¼ de pollo, chicha`.
pub fn short_contents<'a>(items: impl Iterator<Item = (u16, &'a str)>) -> String {
    let part = |(qty, name): (u16, &str)| match qty {
        1 => name.to_owned(),
        _ => format!("{qty} {name}"),
    };
    let parts: Vec<String> = items.map(part).collect();
    parts.join(", ")
}

pub fn note(note: &str) -> String {
    format!("“{note}”")
}

/// Who cancelled and why.
pub fn cancelled_by(name: &str, when: &str, cause: CancelCause, reason: &str) -> String {
    match cause {
        CancelCause::Unpaid => format!("Nadie lo pagó a tiempo. {when}"),
        CancelCause::Unconfirmed => format!("Nadie lo aceptó a tiempo. {when}"),
        CancelCause::Requested if reason.is_empty() => format!("{name}, {when}"),
        CancelCause::Requested => format!("{name}, {when}: “{reason}”"),
    }
}

/// On an order that is a rehearsal.
pub const REHEARSAL: &str = "Prueba";
