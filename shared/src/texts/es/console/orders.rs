//! The list of all orders.

use crate::domain::Money;
use crate::domain::order::{Receipt, Status};
use crate::domain::payment::{PaymentMethod, PaymentStatus, PaymentSummary};
use crate::domain::stage::{CurrentStep, StepStatus};
use crate::domain::written::ForeignDocumentKind;

// Filters.
pub const FILTER_STEP: &str = "Estado de los pedidos";
pub const FILTER_DAY: &str = "Días";
pub const ALL: &str = "Todos";
pub const UNPAID: &str = "Por pagar";
pub const DELIVERED: &str = "Entregados";
pub const CANCELLED_ORDERS: &str = "Cancelados";
pub const EVERY_DAY: &str = "Todos los días";
pub const TODAY_ONLY: &str = "Solo hoy";

// The list.
pub const OLDEST_FIRST: &str = "Por orden de llegada, el más antiguo primero";
pub const LOADING_ORDERS: &str = "Trayendo los pedidos…";
pub const NO_ORDERS: &str = "Todavía no hay pedidos";
pub const NO_ORDERS_TEXT: &str = "Cuando alguien pida en tu tienda, su pedido aparecerá aquí al instante.";
pub const NO_ORDERS_HERE: &str = "Ningún pedido con este filtro";
pub const NO_ORDERS_HERE_TEXT: &str = "Prueba con otro estado o mira todos los días.";
pub const NO_MORE: &str = "No hay más pedidos en esta página";
pub const NO_MORE_TEXT: &str = "Vuelve a la primera para verlos desde el principio.";
pub const SEE_ALL: &str = "Ver todos los pedidos";
pub const PAGES: &str = "Páginas";
pub const PREVIOUS: &str = "Anterior";
pub const NEXT: &str = "Siguiente";
pub const FIRST_PAGE: &str = "Ir a la primera";

pub fn page(number: usize) -> String {
    format!("Página {number}")
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
pub fn standing(status: Status, step: CurrentStep) -> &'static str {
    match (status, step) {
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
        } => format!("Boleta, {} {}", document_kind(document.kind), document.number),
        Receipt::Boleta { .. } => "Boleta".into(),
        Receipt::Factura { ruc, business_name } => format!("Factura, RUC {ruc}, {business_name}"),
        Receipt::None => "No lo pidió".into(),
    }
}

/// What an order contains in one line: `2 × ¼ de pollo a la brasa, 1 × chicha`.
pub fn contents<'a>(items: impl Iterator<Item = (u16, &'a str)>) -> String {
    let parts: Vec<String> = items.map(|(qty, name)| format!("{qty} × {name}")).collect();
    parts.join(", ")
}

pub fn note(note: &str) -> String {
    format!("“{note}”")
}

/// Who cancelled and why.
pub fn cancelled_by(name: &str, when: &str, reason: &str) -> String {
    if reason.is_empty() {
        format!("{name}, {when}")
    } else if reason == "unpaid" {
        format!("Nadie lo pagó a tiempo. {when}")
    } else {
        format!("{name}, {when}: “{reason}”")
    }
}

/// Opening the card, for those who hear it.
pub fn toggle(number: u64, open: bool) -> String {
    if open {
        format!("Ocultar los detalles del pedido {number}")
    } else {
        format!("Ver los detalles del pedido {number}")
    }
}
