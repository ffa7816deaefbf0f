//! The history of changes: what people and machines of the restaurant have done.

use domain::audit::AuditAction;
use domain::brand_forms::Form;
use domain::staff::Role;
use std::fmt::Debug;

pub const TITLE: &str = "Historial de cambios";
pub const LEAD: &str = "Quién cambió qué, cuándo, y qué decía antes.";
pub const LOADING: &str = "Trayendo el historial…";
pub const NONE_YET: &str =
    "Aún no hay cambios. Aquí verás los de ajustes, carta y personal, y los pedidos cancelados o devueltos.";
pub const OLDER: &str = "Ver anteriores";
pub const OLDER_BUSY: &str = "Trayendo…";
pub const DOWNLOAD: &str = "Descargar CSV";
pub const DOWNLOAD_BUSY: &str = "Preparando…";
pub const BECAME: &str = "→";
/// Read aloud between what was and what is.
pub const BECAME_ALOUD: &str = "ahora";
pub const CHANGED: &str = "cambió";
pub const ADDED: &str = "se agregó";
pub const REMOVED: &str = "se quitó";
pub const NOTHING: &str = "nada";
pub const YES: &str = "sí";
pub const NO: &str = "no";

/// The columns of the file.
pub const COLUMNS: [&str; 10] = [
    "Fecha",
    "Hora",
    "Quién",
    "Su código",
    "Rol",
    "Cambio",
    "Código",
    "Dato",
    "Antes",
    "Después",
];

/// What was done, such as `cambió Chicha morada`; it is read after the name of the person who did it.
pub fn action(action: AuditAction, subject: &str, name: &str) -> String {
    let what = match name {
        "" => subject,
        name => name,
    };
    match action {
        AuditAction::RestaurantPublished => "publicó el restaurante".to_owned(),
        AuditAction::StaffInvited if name.is_empty() => "creó un enlace para un administrador".to_owned(),
        AuditAction::StaffInvited => format!("invitó a {name}"),
        AuditAction::InvitationWithdrawn if name.is_empty() => {
            "anuló el enlace de un administrador".to_owned()
        }
        AuditAction::InvitationWithdrawn => format!("anuló la invitación de {name}"),
        AuditAction::SettingsChanged => "cambió los ajustes".to_owned(),
        AuditAction::PaymentAccountChanged => "cambió quién cobra los pagos en línea".to_owned(),
        AuditAction::SalesPaused => "cambió la pausa de pedidos".to_owned(),
        AuditAction::KitchenRushed => "cambió el apuro de la cocina".to_owned(),
        AuditAction::ProductCreated => format!("agregó {what} a la carta"),
        AuditAction::ProductChanged => format!("cambió {what}"),
        AuditAction::ProductRemoved => format!("quitó {what} de la carta"),
        AuditAction::PromotionCreated => format!("agregó la promoción {what}"),
        AuditAction::PromotionChanged => format!("cambió la promoción {what}"),
        AuditAction::PromotionRemoved => format!("quitó la promoción {what}"),
        AuditAction::CategoriesChanged => "cambió las secciones de la carta".to_owned(),
        AuditAction::AvailabilityChanged => format!("cambió la disponibilidad de {what}"),
        AuditAction::StaffHired => format!("creó la cuenta de {what}"),
        AuditAction::StaffChanged => format!("cambió la cuenta de {what}"),
        AuditAction::PasswordGiven => format!("dio una contraseña nueva a {what}"),
        AuditAction::PinGiven => format!("dio un PIN nuevo a {what}"),
        AuditAction::PinLocked => format!("bloqueó el PIN de {what}, tras 5 intentos fallidos"),
        AuditAction::PinUnlocked => format!("desbloqueó el PIN de {what}"),
        AuditAction::TabletRegistered => format!("registró la tableta {what}"),
        AuditAction::TabletChanged => format!("cambió la tableta {what}"),
        AuditAction::TabletRemoved => format!("quitó la tableta {what}"),
        AuditAction::ApiKeyMade => format!("creó la llave {what}"),
        AuditAction::ApiKeyRevoked => format!("revocó la llave {what}"),
        AuditAction::WebhookRegistered => format!("agregó los avisos a {what}"),
        AuditAction::WebhookChanged => format!("cambió los avisos a {what}"),
        AuditAction::WebhookSecretChanged => format!("cambió el secreto de los avisos a {what}"),
        AuditAction::WebhookRemoved => format!("quitó los avisos a {what}"),
        AuditAction::OrderCancelled => format!("canceló el pedido {what}"),
        AuditAction::OrderEdited => format!("cambió el pedido {what}"),
        AuditAction::MoneyGivenBack => format!("devolvió dinero del pedido {what}"),
        AuditAction::CustomerBlocked => format!("bloqueó al cliente {what}"),
        AuditAction::CustomerUnblocked => format!("desbloqueó al cliente {what}"),
        AuditAction::CustomerNoteChanged => format!("cambió la nota del cliente {what}"),
        AuditAction::CustomerErased => format!("cerró la cuenta del cliente {what}, para borrarla"),
        AuditAction::CustomerExported => format!("descargó los datos del cliente {what}"),
        AuditAction::CustomersExported => "descargó la lista de clientes".to_owned(),
        AuditAction::Other => "hizo otro cambio".to_owned(),
    }
}

/// How many older ones have come, read aloud.
pub fn older_shown(count: usize) -> String {
    match count {
        1 => "1 cambio anterior".to_owned(),
        count => format!("{count} cambios anteriores"),
    }
}

/// What a field is called, such as `precio` for `price`, with the rest of its path: `zonas de reparto (Cerca, costo de envío)`. A
/// name that nobody has put into words stays as it is.
pub fn field(path: &str) -> String {
    let mut names = path.split('.').map(word);
    let whole = names.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    match rest.as_slice() {
        [] => whole,
        rest => format!("{whole} ({})", rest.join(", ")),
    }
}

fn word(name: &str) -> &str {
    match name {
        "accent" => "acento",
        "active" => "activo",
        "address" => "dirección",
        "allergens" => "alérgenos",
        "branchHours" => "horario de cada local",
        "branches" => "locales",
        "brand" => "marca",
        "categories" => "secciones",
        "kitchenName" => "nombre en cocina",
        "capacity" => "pedidos por cuarto de hora",
        "category" => "categoría",
        "colours" => "colores",
        "compat" => "sistemas conectados",
        "components" => "qué trae",
        "connectedAt" => "clave del",
        "count" => "cuántos",
        "cooking" => "cocina",
        "corners" => "esquinas",
        "createdAt" => "creado",
        "delivery" => "reparto",
        "deliveryFeeCents" | "feeCents" => "costo de envío",
        "deliveryZones" => "zonas de reparto",
        "description" => "descripción",
        "districts" => "distritos",
        "expiresAt" => "vale hasta",
        "email" => "correo",
        "edge" => "borde",
        "events" => "qué se avisa",
        "freeDeliveryFromCents" | "freeFromCents" => "envío gratis desde",
        "from" => "desde",
        "groups" => "opciones",
        "headline" => "frase de la portada",
        "heroFrom" => "borde de la cabecera",
        "heroTo" => "brillo de la cabecera",
        "holidays" => "feriados",
        "hours" => "horario",
        "id" => "código",
        "image" => "imagen",
        "ink" => "tinta",
        "letters" => "letra",
        "logo" => "logo",
        "minimumCents" | "minimumOrderCents" => "pedido mínimo",
        "minutes" => "minutos",
        "name" => "nombre",
        "number" => "número",
        "offUntil" => "vuelve",
        "online" => "quién cobra",
        "options" => "opción",
        "packaging" => "empaque",
        "paper" => "papel",
        "pauses" => "pausa hasta",
        "perQuarter" => "todos los locales",
        "pos" => "caja",
        "price" => "precio",
        "prices" => "otros precios",
        "refundedCents" => "devuelto",
        "totalCents" => "total",
        "lines" => "platos",
        "regularPrice" => "precio regular",
        "role" => "rol",
        "rushes" => "apuro",
        "scopes" => "puede",
        "sku" => "código propio",
        "specialDays" => "días especiales",
        "stock" => "quedan",
        "story" => "quiénes son",
        "tagline" => "línea debajo del nombre",
        "tags" => "etiquetas",
        "targets" => "tiempos",
        "until" => "hasta",
        "user" => "cuenta",
        "zone" => "zona horaria",
        name => of_rules(name).or_else(|| of_catering(name)).unwrap_or(name),
    }
}

/// The same of what the restaurant says and reckons.
fn of_rules(name: &str) -> Option<&'static str> {
    Some(match name {
        "basisPoints" => "tasa",
        "firstCashNeedsEmail" => "correo confirmado para pagar al recibir",
        "hourlyByAddress" => "por conexión en una hora",
        "openCash" => "por pagar al recibir",
        "openUnpaid" => "sin pagar",
        "orderLimits" => "límites de pedidos",
        "notice" => "aviso en la tienda",
        "policies" => "políticas",
        "privacy" => "privacidad",
        "taxRates" => "tasas del impuesto",
        "terms" => "términos",
        "text" => "texto",
        "title" => "título",
        _ => return None,
    })
}

/// The same of the rules of catering.
fn of_catering(name: &str) -> Option<&'static str> {
    Some(match name {
        "answerHours" => "responder antes de, horas",
        "balanceHours" => "saldo, horas antes",
        "contents" => "qué trae",
        "dailyLimit" => "cuánto cabe en un día",
        "depositPercent" => "adelanto, %",
        "freeCancelHours" => "cancelar gratis, horas antes",
        "kind" => "cómo se cobra",
        "maxGuests" => "invitados, hasta",
        "minGuests" => "invitados, desde",
        "most" => "como máximo",
        "noticeHours" => "horas de anticipación",
        "packages" => "paquetes",
        "people" => "personas",
        "quoteDays" => "días que vale una cotización",
        "unit" => "se cuenta",
        _ => return None,
    })
}

/// The text of a field as people read it: a role or a form of the brand by its name.
pub fn value(path: &str, text: String) -> String {
    use super::console::{brand, role};
    let called = match path {
        "role" => Role::from_wire_name(&text).map(role),
        "brand.edge" => named(&text).map(brand::edge),
        "brand.corners" => named(&text).map(brand::corners),
        "brand.letters" => named(&text).map(brand::letters),
        "catering.dailyLimit.unit" => Some(match text.as_str() {
            "guests" => "invitados",
            _ => "eventos",
        }),
        path if path.starts_with("taxRates.") && path.ends_with(".basisPoints") => {
            let points: Option<f64> = text.parse().ok();
            return points.map_or(text, |points| format!("{} %", points / 100.0));
        }
        path if path.starts_with("catering.packages.") && path.ends_with(".kind") => {
            Some(match text.as_str() {
                "whole" => "entero",
                _ => "por persona",
            })
        }
        _ => None,
    };
    called.map_or(text, str::to_owned)
}

/// The form that the wire calls so: its name in small letters.
fn named<F: Form + Debug>(text: &str) -> Option<F> {
    let mut all = F::ALL.iter().copied();
    all.find(|form| format!("{form:?}").to_lowercase() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_with_where_it_stands() {
        for (path, words) in [
            ("price", "precio"),
            ("targets.cooking", "tiempos (cocina)"),
            (
                "deliveryZones.Cerca.feeCents",
                "zonas de reparto (Cerca, costo de envío)",
            ),
            ("pauses.", "pausa hasta"),
            ("catering", "catering"),
        ] {
            assert_eq!(field(path), words);
        }
    }

    #[test]
    fn roles_and_forms_are_words_of_ours_and_nothing_else() {
        assert_eq!(value("role", "driver".into()), "Reparto");
        assert_eq!(value("name", "driver".into()), "driver");
        assert_eq!(value("brand.edge", "notches".into()), "Estampilla");
        assert_eq!(value("brand.letters", "bricolage".into()), "De palo seco");
        assert_eq!(value("brand.name", "soft".into()), "soft");
        assert_eq!(value("taxRates.2026-01-01.basisPoints", "1050".into()), "10.5 %");
    }
}
