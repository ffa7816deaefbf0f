//! Personal: who works here.

use domain::staff::Role;

pub const TITLE: &str = "Personal";
pub const LOADING: &str = "Trayendo al personal…";

/// Such as `8 personas con acceso`.
pub fn with_access(count: usize) -> String {
    match count {
        1 => "1 persona con acceso".to_owned(),
        count => format!("{count} personas con acceso"),
    }
}

// The list.
pub const PEOPLE: &str = "Personas";
pub const WHICH: &str = "Qué personas";
pub const ACTIVE: &str = "Activos";
pub const FORMER: &str = "Dados de baja";
pub const SEARCH: &str = "Buscar por nombre o usuario";
pub const NOBODY_LIKE_IT: &str = "Nadie se llama así.";
pub const NO_FORMER: &str = "Nadie está dado de baja.";
pub const NOT_ENTERED: &str = "Aún no ingresa";
pub const EDIT: &str = "Editar";
pub const YOU: &str = "(tú)";

/// The user name below a name, such as `usuario rosa`.
pub fn user(username: &str) -> String {
    format!("usuario {username}")
}

pub fn edit(name: &str) -> String {
    format!("{EDIT} a {name}")
}

// Somebody new.
pub const NEW: &str = "Persona nueva";
pub const NAME: &str = "Nombre que verán todos";
pub const NAME_HINT: &str = "El cliente ve solo el primero.";
pub const USERNAME: &str = "Usuario para ingresar";
pub const USERNAME_HINT: &str = "De 3 a 40 letras sin tilde, números, puntos o guiones. Después no cambia.";
pub const ROLE: &str = "Rol";
pub const CREATE: &str = "Crear cuenta";
pub const CREATING: &str = "Creando…";

/// The button, with the first name of the one it makes an account for.
pub fn create(first_name: &str) -> String {
    match first_name {
        "" => CREATE.to_owned(),
        name => format!("Crear a {name}"),
    }
}

/// What somebody of a role does all day.
pub fn work(role: Role) -> &'static str {
    match role {
        Role::Cook => "Prepara los platos",
        Role::Dispatcher => "Empaca y entrega en el mostrador",
        Role::Driver => "Lleva los pedidos",
        Role::Manager => "Ve y cambia todo",
        Role::Customer | Role::Service => "",
    }
}

// A first password.
pub fn password_of(name: &str) -> String {
    format!("Contraseña de {name}")
}

pub const PASSWORD_LEAD: &str = "Entrégale estos datos. La primera vez que ingrese elegirá una propia.";
pub const PASSWORD_ONCE: &str = "Solo se muestra ahora: si se pierde, dale otra con Editar.";
pub const USER: &str = "Usuario";
pub const PASSWORD: &str = "Contraseña";
pub const NOTED: &str = "Ya la anoté";

// Changing somebody.
pub const SAVE: &str = "Guardar";
pub const SAVING: &str = "Guardando…";
pub const NEW_PASSWORD: &str = "Dar contraseña nueva";
pub const NEW_PASSWORD_SURE: &str = "Sí, la de ahora deja de servir";
pub const DISMISS: &str = "Dar de baja";
pub const DISMISS_SURE: &str = "Sí, dar de baja";
pub const LET_IN: &str = "Dejar ingresar otra vez";
pub const OWN: &str = "Es tu propia cuenta: si cambias tu rol o te das de baja, saldrás de la consola.";
pub const OTHER_ROLE: &str = "Con otro rol tendrá que ingresar otra vez.";
pub const OVERTAKEN: &str =
    "Otra persona cambió esta cuenta mientras tanto. Ya ves lo nuevo: revisa y guarda otra vez.";
pub const PERHAPS: &str = "No sabemos si se guardó. Revisa tu conexión: aquí verás lo que quedó.";

pub const PERHAPS_HIRED: &str = "No sabemos si se creó. Si ya aparece en la lista, dale una contraseña nueva con Editar; si no, intenta otra vez.";

pub fn saved(name: &str) -> String {
    format!("Guardado. Así verán a {name} desde ahora.")
}

pub fn dismissed(name: &str) -> String {
    format!("{name} ya no puede ingresar.")
}

pub fn let_in(name: &str) -> String {
    format!("{name} puede ingresar otra vez.")
}

// What each role sees.
pub const SEES: &str = "Qué ve cada rol";
pub const SEES_LEAD: &str = "Lo justo para trabajar";
pub const SEES_ORDERS: &str = "Colas y platos por preparar";
pub const SEES_PAUSE: &str = "Pausar las ventas";
pub const SEES_SOLD_OUT: &str = "Marcar lo que se acabó";
pub const SEES_CUSTOMER: &str = "Dirección y teléfono del cliente";
pub const SEES_FIGURES: &str = "Ventas y cifras";
pub const SEES_BOOK: &str = "Catering, reclamos y devoluciones";
pub const SEES_SETTINGS: &str = "Ajustes y personal";
pub const YES: &str = "Sí";
pub const NO: &str = "no";

/// What somebody of a role sees of a customer.
pub fn of_customer(role: Role) -> &'static str {
    match role {
        Role::Dispatcher => "al entregar",
        Role::Driver => "mientras lo lleva",
        Role::Manager => YES,
        Role::Cook | Role::Customer | Role::Service => NO,
    }
}
