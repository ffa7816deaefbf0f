//! A request that is taken by telephone.

pub const PHONE_TITLE: &str = "Catering por teléfono";
pub const PHONE_TEXT: &str =
    "Anota lo que pide. Sin correo, la cotización se la lees tú y le pasas el enlace.";
pub const NAME: &str = "Nombre y apellido";
pub const PHONE: &str = "Teléfono";
pub const EMAIL: &str = "Correo";
pub const RUC: &str = "RUC";
pub const ADDRESS: &str = "Dirección";
pub const DISTRICT: &str = "Distrito";
pub const REFERENCE: &str = "Referencia";
pub const BRANCH: &str = "Local";
pub const DELIVERY: &str = "Lo llevamos";
pub const STORE: &str = "Guardar la solicitud";
pub const PICKUP_HERE: &str = "Lo recogen";
pub const BUDGET_SOLES: &str = "Presupuesto en soles";
pub const LINK: &str = "Enlace privado del cliente";
pub const LINK_HINT: &str =
    "Con él ve su cotización y paga, sin cuenta. Envíaselo solo a quien hizo la solicitud.";
pub const LINK_BY_WHATSAPP: &str = "Enviar por WhatsApp";
pub const SEE_REQUEST: &str = "Ver la solicitud";
pub const ADVISE: &str = "Quiere consejo";

pub fn stored(number: u64) -> String {
    format!("Guardamos la solicitud {}", super::code(number))
}

/// What was sent first is stored; its answer was lost.
pub fn stored_before(number: u64) -> String {
    format!("La solicitud {} ya está guardada", super::code(number))
}
pub const STORED_BEFORE_TEXT: &str =
    "Se guardó cuando la enviaste la primera vez, sin los cambios que hiciste después.";
pub const SEE_STORED: &str = "Ver la que se guardó";
pub const STORE_ANOTHER: &str = "Guardar otra solicitud con esto";

/// The address of the customer's own page.
pub fn private_link(origin: &str, link: &str) -> String {
    format!("{origin}/catering/solicitud/{link}")
}

/// The message with which the restaurant sends the link.
pub fn link_message(name: &str, link: &str) -> String {
    format!("Hola, {name}: aquí ves tu solicitud de catering y su cotización: {link}")
}
