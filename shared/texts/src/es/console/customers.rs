//! Clientes: who orders, what they have ordered, and what the restaurant notes about them.

pub const TITLE: &str = "Clientes";
pub const LOADING: &str = "Trayendo a tus clientes…";
pub const LOADING_ONE: &str = "Trayendo al cliente…";
pub const LOADING_ORDERS: &str = "Trayendo sus pedidos…";
pub const BACK: &str = "Clientes";

// The list.
pub const SEARCH: &str = "Número, nombre, teléfono o correo";
pub const CSV: &str = "CSV";
pub const CSV_BUSY: &str = "Preparando…";
pub const MORE: &str = "Ver más";
pub const MORE_BUSY: &str = "Trayendo…";
pub const BLOCKED: &str = "Bloqueado";
pub const NONE_YET: &str = "Aún no tienes clientes";
pub const NONE_YET_TEXT: &str = "Aquí verás a quienes creen su cuenta o pidan por primera vez.";
pub const NOBODY_LIKE_IT: &str = "Nadie coincide con tu búsqueda";
pub const NOBODY_LIKE_IT_TEXT: &str =
    "Prueba con una parte del nombre, o con los últimos números del teléfono.";
pub const SEE_ALL: &str = "Ver a todos";

/// How many customers are listed, such as `20 clientes, y hay más`.
pub fn listed(count: usize, more: bool) -> String {
    let words = match count {
        1 => "1 cliente".to_owned(),
        count => format!("{count} clientes"),
    };
    if more {
        format!("{words}, y hay más")
    } else {
        words
    }
}

/// Under which number, such as `Cliente 12`.
pub fn code(number: u64) -> String {
    format!("Cliente {number}")
}

/// Since which day, such as `desde el 25/10/2025`.
pub fn since(day: &str) -> String {
    format!("desde el {day}")
}

// One of them.
/// The way from an order to its customer.
pub const RECORD: &str = "Ficha";
pub const SEE: &str = "Ver cliente";
pub const NO_SUCH: &str = "Ese cliente no está";
pub const NO_SUCH_TEXT: &str = "Puede que el enlace esté incompleto, o que la cuenta se haya cerrado.";
pub const CONTACT: &str = "Contacto";
pub const PHONE: &str = "Teléfono";
pub const NO_PHONE: &str = "Sin teléfono";
pub const MAIL: &str = "Correo";
pub const NO_MAIL: &str = "Sin correo confirmado";
pub const USERNAME: &str = "Usuario";
pub const DOCUMENT: &str = "Documento";
pub const ADDRESSES: &str = "Direcciones";
pub const NO_ADDRESSES: &str = "Sin direcciones guardadas";

// What they have ordered.
pub const ORDERS: &str = "Pedidos";
pub const NO_ORDERS: &str = "Todavía no ha pedido nada.";
pub const ORDERS_MORE: &str = "Ver anteriores";

/// What the orders come to, such as `12 pedidos, S/ 480.00 en pedidos entregados`; of the newest ones only, where there are more.
pub fn totals(count: usize, more: bool, spent: &str) -> String {
    let orders = match (count, more) {
        (1, false) => "1 pedido".to_owned(),
        (count, false) => format!("{count} pedidos"),
        (count, true) => format!("Los últimos {count} pedidos"),
    };
    format!("{orders}, {spent} en pedidos entregados")
}

/// The link to an order, read aloud.
pub fn open_order(number: u64) -> String {
    format!("Pedido {number}")
}

// What is noted.
pub const NOTE: &str = "Nota del personal";
pub const NOTE_LABEL: &str = "Lo que conviene saber";
pub const NOTE_HINT: &str =
    "Solo la ve la gerencia. Si la persona pide sus datos, la recibe con ellos; se borra con la cuenta.";
pub const SAVE_NOTE: &str = "Guardar nota";
pub const NOTE_BUSY: &str = "Guardando…";
pub const NOTE_SAVED: &str = "Guardamos la nota.";
pub const PERHAPS_NOTED: &str =
    "No sabemos si se guardó. Revisa tu conexión y guárdala otra vez: no se repite.";
pub const OVERTAKEN: &str = "Alguien más cambió esta nota mientras escribías. Ahora dice:";
pub const OVERTAKEN_EMPTY: &str = "Alguien más borró esta nota mientras escribías.";
pub const OVERTAKEN_CHOOSE: &str = "Lo tuyo sigue abajo. Al guardarlo, reemplaza lo anterior.";
pub const TAKE_THEIRS: &str = "Quedarme con esa";

/// Who changed the note last and when, such as `Gloria Quispe, ayer 18:02`.
pub fn noted_by(name: &str, moment: &str) -> String {
    format!("{name}, {moment}")
}

// The account.
pub const ACCOUNT: &str = "Cuenta y datos";
pub const DATA: &str = "Descargar sus datos";
pub const DATA_BUSY: &str = "Preparando…";
pub const ERASE: &str = "Cerrar y borrar la cuenta";
pub const ERASE_SURE: &str = "¿Cerrarla y borrar sus datos?";
pub const ERASE_HINT: &str = "Se cierra al momento y sus datos se borran en 30 días, o una semana después de lo último que tenga por delante. Los pedidos en curso siguen.";
pub const PERHAPS_ERASED: &str = "No sabemos si se cerró. Revisa tu conexión: aquí verás lo que quedó.";
pub const ERASED_ALREADY: &str = "Esa cuenta ya estaba cerrada.";

/// An account is closed, and when it is erased.
pub fn erased(day: &str) -> String {
    format!("Cerramos la cuenta. Sus datos se borran el {day}.")
}
