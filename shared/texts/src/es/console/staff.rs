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

// Invitations.
pub const INVITE: &str = "Invitar";
pub const INVITE_TITLE: &str = "Invitar a alguien";
pub const INVITE_LEAD: &str =
    "Le llega un enlace, o le muestras un código QR, y elige su propio usuario y contraseña.";
pub const INVITING: &str = "Preparando el enlace…";
pub const INVITED_NAME: &str = "Cómo se llama";
pub const INVITED_EMAIL: &str = "Su correo (opcional)";
pub const INVITED_EMAIL_HINT: &str = "Ahí le llega el enlace. Si no, se lo muestras o se lo mandas tú.";
pub const OPEN_INVITATIONS: &str = "Invitaciones por usar";
pub const WITHDRAW: &str = "Anular";
pub const WITHDRAW_SURE: &str = "¿Anular? Toca otra vez";
pub const WITHDRAWN: &str = "La invitación ya no sirve.";
pub const PERHAPS_INVITED: &str =
    "No sabemos si se creó. Revisa tu conexión: en la lista verás si está, y ahí se anula.";
pub const LINK_LEAD: &str =
    "Sirve una sola vez y vence en 7 días. Quien lo tenga entra con este rol: dáselo solo a esa persona.";
pub const LINK_QR: &str = "Código QR de la invitación";
pub const LINK_DONE: &str = "Listo";
pub const BY_WHATSAPP: &str = "Enviar por WhatsApp";

/// Over the link of somebody.
pub fn invitation_of(first_name: &str) -> String {
    format!("Invitación para {first_name}")
}

/// What is written with the link.
pub fn invitation_message(name: &str, restaurant: &str, url: &str) -> String {
    format!("Hola, {name}. Con este enlace entras al equipo de {restaurant}: {url}")
}

/// Where a link goes by mail as well.
pub fn sent_to(email: &str) -> String {
    format!("El enlace también se envía a {email}.")
}

/// Until when a link is good.
pub fn invited_until(day: &str) -> String {
    format!("vale hasta: {day}")
}

pub const PERHAPS_WITHDRAWN: &str = "No sabemos si se anuló. Revisa tu conexión: la lista lo dirá.";
pub const SOMEBODY: &str = "Administrador, por enlace del operador";

// The page of an invitation.
pub const JOIN_TITLE: &str = "Te damos la bienvenida";
pub const ALREADY_IN: &str = "Ya entraste";
pub const ALREADY_IN_TEXT: &str =
    "Este enlace es para alguien que todavía no tiene usuario. Para usarlo aquí, sal primero de tu sesión.";
pub const LEAVE: &str = "Salir de mi sesión";
pub const JOIN_LOADING: &str = "Mirando tu invitación…";
pub const JOIN_NAME: &str = "Tu nombre";
pub const JOIN_NAME_HINT: &str = "Lo ven tus compañeros; el cliente ve solo el primero.";
pub const JOIN_USERNAME: &str = "Tu usuario para ingresar";
pub const JOIN_PASSWORD: &str = "Tu contraseña";
pub const JOIN_PASSWORD_HINT: &str = "Al menos 8 caracteres que nadie adivine.";
pub const JOIN: &str = "Entrar";
pub const JOINING: &str = "Entrando…";
pub const TO_SIGN_IN: &str = "Ya tengo usuario";

/// What somebody will be in a restaurant.
pub fn join_lead(restaurant: &str, role: &str) -> String {
    format!("{restaurant} te invita a su equipo. Tu rol: {role}.")
}
