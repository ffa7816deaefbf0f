//! Tablets that several people share, and PINs.

// The door.
pub const WHO: &str = "¿Quién eres?";
pub const CREW: &str = "Personas con PIN";
pub const NOBODY: &str = "Todavía nadie tiene PIN. Un administrador los da en Personal.";
pub const LOCKED: &str = "PIN bloqueado";
pub const CHOOSE: &str = "Elige quién eres";
pub const ERASE: &str = "Borrar la última cifra";
pub const FORGOT: &str = "Olvidé";
pub const FORGOT_PIN: &str = "Olvidé mi PIN";
pub const FORGOT_TEXT: &str =
    "Un administrador te da otro PIN en Personal. Mientras tanto puedes entrar con tu contraseña.";
pub const WITH_PASSWORD: &str = "Entrar con contraseña";
pub const WITH_PIN: &str = "Entrar con PIN";
pub const AGAIN: &str = "Intentar otra vez";
pub const CHECKING: &str = "Entrando…";
pub const QUEUE_DEAF: &str = "Esta tableta no avisa de pedidos nuevos: entra para que vuelva a sonar.";
pub const QUEUE_SILENT: &str = "La cola sigue viva detrás, sin sonido: alguien lo apagó en esta tableta.";
pub const QUEUE_BLOCKED: &str = "Toca la pantalla una vez para que pueda sonar.";
pub const QUEUE_UNKNOWN: &str = "No sabemos cuántos pedidos esperan. Revisa la red de la tableta.";
pub const QUEUED: &str = "en cola";
pub const WAITING: &str = "sin tomar";

/// What goes on behind a locked tablet, for the work of a role.
pub fn queue_behind(role: &str) -> String {
    match role {
        "" => "La cola sigue viva detrás. Si entra un pedido, suena igual.".to_owned(),
        role => format!("La cola de {role} sigue viva detrás. Si entra un pedido, suena igual."),
    }
}

/// What a registered tablet is called, on itself.
pub fn tablet(name: &str) -> String {
    format!("Tableta: {name}")
}

/// Over the keys, and the name of the part of the page that has them.
pub fn pin_of(first_name: &str) -> String {
    format!("PIN de {first_name}")
}

/// The dots, read aloud.
pub fn digits(typed: usize, all: usize) -> String {
    format!("{typed} de {all} cifras")
}

// Leaving it to somebody else.
pub const SWITCH: &str = "Cambiar de persona";
pub const SWITCHING: &str = "Cambiando…";

// Giving a PIN.
pub const NO_PIN: &str = "Sin PIN";
pub const GIVE: &str = "Dar PIN";
pub const GIVE_NEW: &str = "Dar otro PIN";
pub const GIVE_LEAD: &str =
    "Con él cambia a su nombre en una tableta compartida. El que tenía deja de servir.";
pub const PIN: &str = "PIN de 4 cifras";
pub const PIN_HINT: &str = "Déjalo vacío y te proponemos uno.";
pub const GIVING: &str = "Guardando…";
pub const GIVEN_LEAD: &str = "Díselo solo a esa persona.";
pub const GIVEN_ONCE: &str = "Solo se muestra ahora: si se olvida, dale otro con Editar.";
pub const NOTED: &str = "Listo";
pub const PERHAPS_GIVEN: &str = "No sabemos si se guardó. Revisa tu conexión y da el PIN otra vez.";
pub const UNLOCK: &str = "Desbloquear PIN";

pub fn unlock(name: &str) -> String {
    format!("{UNLOCK} de {name}")
}

pub fn unlocked(name: &str) -> String {
    format!("{name} puede usar su PIN otra vez.")
}

// The tablets of a restaurant.
pub const TITLE: &str = "Tabletas compartidas";
pub const LEAD: &str = "Se registra cada una una sola vez. Después cada quien entra en ella con su PIN y todo queda a su nombre.";
pub const NONE_YET: &str = "Todavía no hay ninguna.";
pub const THIS: &str = "(esta)";
pub const NAME: &str = "Nombre de esta tableta";
pub const NAME_HINT: &str = "Por ejemplo: Cocina Miraflores.";
pub const REGISTER: &str = "Registrar esta tableta";
pub const REGISTERING: &str = "Registrando…";
pub const PERHAPS_REGISTERED: &str = "No sabemos si se registró. Revisa tu conexión: la lista lo dirá.";
pub const LOCKS: &str = "Se bloquea sola";
pub const REMOVE: &str = "Quitar";
pub const REMOVE_SURE: &str = "¿Quitar? Toca otra vez";
pub const REMOVED: &str = "La tableta ya no está registrada: en ella se entra con contraseña.";
pub const PERHAPS_REMOVED: &str = "No sabemos si se quitó. Revisa tu conexión: la lista lo dirá.";

pub fn registered(name: &str) -> String {
    format!("Esta tableta es ahora {name}. Se bloquea sola y cada quien entra con su PIN.")
}

/// After how many minutes without a touch a tablet asks who is there.
pub fn locks_after(minutes: u16) -> String {
    match minutes {
        0 => "nunca".to_owned(),
        1 => "tras 1 minuto sin tocar".to_owned(),
        minutes => format!("tras {minutes} minutos sin tocar"),
    }
}

pub fn changed_lock(name: &str, minutes: u16) -> String {
    match minutes {
        0 => format!("{name} ya no se bloquea sola."),
        minutes => format!("{name} se bloquea {}.", locks_after(minutes)),
    }
}

/// Who used a tablet last, and when.
pub fn last_used(name: &str, at: &str) -> String {
    match name {
        "" => format!("usada por última vez: {at}"),
        name => format!("{name}, {at}"),
    }
}
