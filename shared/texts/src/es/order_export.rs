//! Orders as rows of a table, for who keeps the books.

use super::console::{payment_method, receipt};
use domain::order::{Fulfilment, Order, Status};
use domain::tenant::Tenant;
use domain::written::Phone;

pub const PERIOD: &str = "Elige un periodo de un año como máximo, del primer día al último.";
pub const TOO_MANY: &str =
    "Ese periodo tiene más pedidos de los que caben en un archivo. Elige uno más corto.";

pub const COLUMNS: [&str; 20] = [
    "Pedido",
    "Fecha",
    "Hora",
    "Estado",
    "Entrega",
    "Local o distrito",
    "Cliente",
    "Teléfono",
    "Contenido",
    "Subtotal",
    "Descuento",
    "Envío",
    "Total",
    "IGV incluido",
    "Cobrado",
    "Devuelto",
    "Medio de pago",
    "Comprobante",
    "Terminado",
    "Código",
];

/// An order in the order of [`COLUMNS`]. Amounts have a point and two decimals, times are those of the restaurant.
pub fn row(order: &Order, tenant: &Tenant) -> [String; 20] {
    let (head, zone) = (&order.head, &tenant.zone);
    let (how, place) = match &head.fulfilment {
        Fulfilment::Delivery { address } => ("Delivery", address.district.clone()),
        Fulfilment::Pickup { branch } => {
            let known = tenant.branches.iter().find(|known| known.id == *branch);
            (
                "Recojo",
                known.map_or_else(|| branch.to_string(), |known| known.name.clone()),
            )
        }
    };
    let payment = order.payment_summary();
    let items = head.lines.iter().map(|line| (line.qty, line.name.as_str()));
    let finished = order.finished_at();
    [
        head.number.to_string(),
        zone.date(head.placed_at).to_string(),
        zone.hhmm(head.placed_at),
        status(order.status()).to_owned(),
        how.to_owned(),
        place,
        head.customer.name.clone(),
        head.customer.phone.as_ref().map(Phone::shown).unwrap_or_default(),
        super::console::contents(items),
        head.totals.subtotal.decimal(),
        head.totals.discount.decimal(),
        head.totals.delivery_fee.decimal(),
        head.totals.total.decimal(),
        head.totals.tax.decimal(),
        payment.paid_cents.decimal(),
        payment.refunded_cents.decimal(),
        payment_method(payment.method).to_owned(),
        receipt(&head.receipt),
        finished
            .map(|at| format!("{} {}", zone.date(at), zone.hhmm(at)))
            .unwrap_or_default(),
        head.id.to_string(),
    ]
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Created => "Por pagar",
        Status::Confirmed => "En curso",
        Status::Completed => "Entregado",
        Status::Cancelled => "Cancelado",
    }
}
