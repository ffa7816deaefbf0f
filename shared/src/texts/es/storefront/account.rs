//! Accounts, signing in and registering.

// Account.
pub const ACCOUNT_NAV: &str = "Cuenta";
pub const TAB_ORDERS: &str = "Pedidos";
pub const TAB_PROFILE: &str = "Mis datos";
pub const TAB_NOTIFICATIONS: &str = "Avisos";
pub const NO_ORDERS: &str = "Todavía no tienes pedidos";
pub const NO_ORDERS_TEXT: &str = "Cuando pidas algo, aquí podrás seguirlo y repetirlo en un toque.";
pub const MORE: &str = "Ver más";
pub const LOADING_ORDERS: &str = "Trayendo tus pedidos…";
pub const LOADING_PROFILE: &str = "Trayendo tus datos…";
pub const LOADING_NOTIFICATIONS: &str = "Trayendo tus avisos…";
pub const NO_NOTIFICATIONS: &str = "No tienes avisos";
pub const NO_NOTIFICATIONS_TEXT: &str = "Aquí te contamos cada paso de tus pedidos.";
pub const READ_ALL: &str = "Marcar todo como leído";
pub const NEW: &str = "Nuevo";
pub const NAME: &str = "Nombre";
pub const EMAIL: &str = "Correo";
pub const SAVING: &str = "Guardando…";
pub const SAVED: &str = "Guardamos tus datos.";
pub const DEFAULT_ADDRESS: &str = "Tu dirección";
pub const SESSION: &str = "Tu sesión";
pub const SESSION_TEXT: &str =
    "¿Dejaste tu cuenta abierta en otro lugar? Puedes cerrarla en todos tus dispositivos.";
pub const SIGN_OUT: &str = "Cerrar sesión";
pub const SIGN_OUT_EVERYWHERE: &str = "Cerrar en todos lados";
pub const SIGNED_OUT: &str = "Cerraste tu sesión. ¡Vuelve pronto!";

pub fn hello(name: &str) -> String {
    format!("Hola, {name}")
}

/// What is in an order, in few words: `½ pollo a la brasa y 2 más`.
pub fn contents(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} y {two}"),
        [one, rest @ ..] => format!("{one} y {} más", rest.len()),
    }
}

// Sign-in and registration.
pub const AUTH_ASIDE: &str = "Tu pedido te espera, tal como lo dejaste.";
pub const USERNAME_OR_EMAIL: &str = "Correo o usuario";
pub const PASSWORD: &str = "Contraseña";
pub const PASSWORD_HINT: &str = "Al menos 8 caracteres.";
pub const SIGNING_IN: &str = "Ingresando…";
pub const FIRST_TIME: &str = "¿Primera vez?";
pub const REGISTER: &str = "Crea tu cuenta";
pub const REGISTERING: &str = "Creando tu cuenta…";
pub const HAVE_ACCOUNT: &str = "¿Ya tienes cuenta?";
pub const YOUR_NAME: &str = "Nombre y apellido";
pub const USERNAME: &str = "Usuario";
pub const USERNAME_HINT: &str = "De 3 a 40 letras, números, puntos o guiones.";
pub const SHOW_PASSWORD: &str = "Mostrar la contraseña";
