//! Customers as rows of a table.

use domain::Zone;
use domain::customer::Customer;
use domain::written::{Phone, or_empty};

pub const TOO_MANY: &str = "Hay más clientes de los que caben en un archivo. Búscalos por partes.";

pub const COLUMNS: [&str; 11] = [
    "Cliente",
    "Nombre",
    "Teléfono",
    "Correo",
    "Dirección",
    "Distrito",
    "Referencia",
    "Usuario",
    "Cliente desde",
    "Bloqueado",
    "Código",
];

/// A customer in the order of [`COLUMNS`]. Days are those of the restaurant.
pub fn row(customer: &Customer, zone: &Zone) -> [String; 11] {
    let address = customer.address.clone().unwrap_or_default();
    [
        customer.number.to_string(),
        customer.name.clone(),
        customer.phone.as_ref().map(Phone::shown).unwrap_or_default(),
        or_empty(&customer.email).to_owned(),
        address.line,
        address.district,
        address.reference,
        customer.username.clone(),
        zone.date(customer.created_at).to_string(),
        if customer.blocked { "sí" } else { "no" }.to_owned(),
        customer.id.to_string(),
    ]
}
