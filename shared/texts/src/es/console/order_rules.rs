//! Ajustes, Pedidos y metas: what orders cost and how long they may take.

pub const TITLE: &str = "Pedidos y metas";
pub const LEAD: &str =
    "Cuánto cuesta llevar un pedido, cuánto debe tardar y cuántos puede tener abiertos un cliente.";
pub const LOADING: &str = "Trayendo las reglas de los pedidos…";
pub const SAVE: &str = "Guardar reglas";
pub const SAVED: &str = "Reglas guardadas. Valen para los pedidos que vengan.";

pub const COSTS: &str = "Cobros del reparto";
pub const COSTS_LEAD: &str = "Valen mientras no tengas zonas de reparto: cada zona tiene los suyos.";
pub const MINIMUM: (&str, &str) = ("Pedido mínimo", "Sin contar el envío.");
pub const FEE: (&str, &str) = ("Envío", "0 si no cobras.");
pub const FREE_FROM: (&str, &str) = ("Gratis desde", "Vacío si siempre cobras.");

pub const TARGETS: &str = "Metas, en minutos";
pub const TARGETS_LEAD: &str =
    "Con ellas la tienda calcula la hora que promete, y la cocina ve qué va tarde.";
pub const COOKING: &str = "Cocina";
pub const PACKAGING: &str = "Empaque";
pub const DELIVERY: &str = "Reparto";

pub const LIMITS: &str = "Límites por cliente";
pub const LIMITS_LEAD: &str = "Frenan los pedidos falsos. No valen para los que toma tu personal.";
pub const OPEN_UNPAID: (&str, &str) = ("Pedidos sin pagar", "A la vez, por cliente.");
pub const OPEN_CASH: (&str, &str) = ("Por pagar al recibir", "A la vez, por cliente.");
pub const HOURLY: (&str, &str) = ("Pedidos en una hora", "Desde una misma conexión.");
pub const CASH_NEEDS_EMAIL: &str =
    "El primer pedido que alguien paga al recibir pide un correo confirmado con un código";
