//! Signing in and out.

pub const SIGN_IN: &str = "Ingresar";
pub const SIGN_IN_LEAD: &str = "Ingresa para ver los pedidos de hoy.";
pub const USER: &str = "Usuario";
pub const PASSWORD: &str = "Contraseña";
pub const SHOW_PASSWORD: &str = "Mostrar la contraseña";
pub const ENTER: &str = "Entrar";
pub const ENTERING: &str = "Entrando…";
pub const NEW_PASSWORD: &str = "Tu contraseña nueva";
pub const NEW_PASSWORD_HINT: &str = "Al menos 8 caracteres. Desde ahora entras con ella.";
pub const OWN_PASSWORD: &str = "Cambiar mi contraseña";
pub const OWN_PASSWORD_CHANGING: &str = "Cambiando…";
pub const OWN_PASSWORD_OLD: &str = "La contraseña de ahora";
pub const OWN_PASSWORD_CHANGED: &str = "Tu contraseña es otra. Tus sesiones en otros equipos terminaron.";
pub const NEW_PASSWORD_LEAD: &str = "La contraseña que te dieron sirve para entrar una vez. Elige una tuya.";
pub const NEW_PASSWORD_MISSING: &str = "Escribe tu contraseña nueva.";
pub const USER_MISSING: &str = "Escribe tu usuario.";
pub const PASSWORD_MISSING: &str = "Escribe tu contraseña.";
/// After one's own name on a button, for those who hear it.
pub const YOUR_SESSION: &str = "Abrir tu sesión";
pub const SIGN_OUT: &str = "Salir";
pub const SIGNING_OUT: &str = "Saliendo…";
pub const CONTINUE_TITLE: &str = "Tu sesión terminó";
pub const CONTINUE_TEXT: &str =
    "Ingresa de nuevo y sigues justo donde estabas. Tus toques quedaron guardados.";
pub const OTHER_PERSON: &str = "Entrar con otra cuenta";
pub const NO_CONNECTION_TITLE: &str = "No hay conexión";
pub const NO_CONNECTION_TEXT: &str = "No pudimos abrir la consola. Revisa la red de la tableta y reintenta.";

/// The heading of the sign-in page.
pub fn console_of(restaurant: &str) -> String {
    if restaurant.is_empty() {
        "Consola".into()
    } else {
        format!("Consola de {restaurant}")
    }
}

/// Why one may not leave yet.
pub fn unsent_before_leaving(count: usize) -> String {
    match count {
        1 => "Queda 1 toque por enviar. Se enviará cuando vuelvas a ingresar.".into(),
        n => format!("Quedan {n} toques por enviar. Se enviarán cuando vuelvas a ingresar."),
    }
}
