//! The console.

pub mod brand;
pub mod business;
pub mod carta;
pub mod catering;
pub mod catering_rules;
mod claims;
pub mod collecting;
pub mod connections;
pub mod customers;
mod dashboard;
pub mod edit_order;
pub mod give_back;
pub mod menu;
pub mod order_rules;
mod orders;
pub mod pace;
mod payment;
pub mod picture;
mod queue;
mod session;
pub mod settings;
pub mod setup;
pub mod staff;
pub mod store_words;
mod system;
pub mod tablet;
mod taps;
pub mod taxes;
mod times;

pub use claims::*;
pub use dashboard::*;
pub use orders::*;
pub use payment::*;
pub use queue::*;
pub use session::*;
pub use system::*;
pub use taps::*;
pub use times::*;

use domain::staff::Role;
use domain::stage::Stage;

// The frame.
pub const SKIP: &str = "Ir al contenido";
pub const CONSOLE: &str = "Consola";
pub const NAVIGATION: &str = "Pantallas";
pub const DASHBOARD: &str = "Tablero";
pub const ORDERS: &str = "Pedidos";
pub const SYSTEM: &str = "Sistema";
pub const NOT_NOW: &str = "Volver";
pub const LOADING: &str = "Abriendo la consola…";
pub const NO_SUCH_PAGE: &str = "Esta pantalla no existe";
pub const NO_SUCH_PAGE_TEXT: &str = "Puede que el enlace esté incompleto. Vuelve a tu pantalla de trabajo.";
pub const GO_HOME: &str = "Ir a mi pantalla";
pub const NOT_FOR_YOU: &str = "Esta pantalla no es para tu rol";
pub const NOT_FOR_YOU_TEXT: &str = "Si necesitas algo de aquí, pídeselo a la persona encargada.";
pub const COULD_NOT_LOAD: &str = "No pudimos traer los datos";

// Whether the screen follows the restaurant.
pub const LIVE: &str = "En vivo";
pub const CONNECTING: &str = "Conectando…";
pub const OFFLINE: &str = "Sin conexión";
pub const SESSION_OVER: &str = "Sesión terminada";
/// How many orders wait while the session is over.
pub fn waiting_meanwhile(count: usize) -> String {
    if count == 1 {
        "1 pedido espera".into()
    } else {
        format!("{count} pedidos esperan")
    }
}

/// The banner over a screen whose session is over.
pub const NOTHING_ARRIVES: &str =
    "Sesión terminada. Aquí no aparecen pedidos nuevos ni cancelados hasta que alguien ingrese.";

/// The banner over a screen that no longer follows.
pub fn stale_since(clock: &str) -> String {
    format!("Sin conexión desde las {clock}. Lo que ves puede haber cambiado.")
}

/// Title of a browser tab: the page first, so that tabs can be distinguished.
pub fn title(page: &str, restaurant: &str) -> String {
    if restaurant.is_empty() {
        format!("{page} · {CONSOLE}")
    } else {
        format!("{page} · {restaurant}")
    }
}

/// A stage as the name of its screen.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "Cocina",
        Stage::Packaging => "Empaque",
        Stage::Delivery => "Reparto",
    }
}

/// A role as people call it.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Cook => "Cocina",
        Role::Dispatcher => "Empaque",
        Role::Driver => "Reparto",
        Role::Manager => "Gerencia",
        Role::Customer => "Cliente",
        Role::Service => "Sistema",
    }
}
