//! What is said to those who connect other systems.

use domain::scope::MAX_API_KEYS;
use domain::webhook::{MAX_URL, MAX_WEBHOOKS};

pub const ADDRESS: &str = "Esa dirección no se puede usar. Debe ser pública y empezar con https://.";
pub const EVENT: &str = "No existe ese evento.";
pub const SWITCHED_OFF: &str = "Este webhook está apagado. Actívalo y vuelve a intentarlo.";

pub fn too_many() -> String {
    format!("Un restaurante puede tener hasta {MAX_WEBHOOKS} webhooks. Elimina uno que ya no uses.")
}

pub fn too_many_keys() -> String {
    format!("Puede haber hasta {MAX_API_KEYS} llaves vigentes. Revoca una que ya no uses.")
}

pub fn too_long() -> String {
    format!("La dirección puede tener hasta {MAX_URL} caracteres.")
}
