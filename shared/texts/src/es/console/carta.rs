//! Carta: what there is, and what has run out.

pub const TITLE: &str = "Carta";
pub const LEAD: &str = "Lo que marques aquí cambia en la tienda al instante.";
pub const LOADING: &str = "Trayendo la carta…";
pub const SEARCH: &str = "Buscar un plato";
pub const WHICH: &str = "Qué platos";
pub const ALL: &str = "Platos";
pub const OUT: &str = "Agotados";
pub const NOTHING_LIKE_IT: &str = "Ningún plato se llama así.";
pub const NOTHING_OUT: &str = "Nada se ha acabado.";

pub const ON_SALE: &str = "A la venta";
pub const NONE_LEFT: &str = "Se vendió todo";
pub const OUT_WITHOUT_DATE: &str = "Agotado, sin fecha";
pub const GONE: &str = "Se acabó";
pub const THERE: &str = "Ya hay";
pub const BACK: &str = "Vuelve:";
pub const IN_AN_HOUR: &str = "En 1 hora";
pub const WITHOUT_DATE: &str = "Sin fecha";
pub const OTHER_TIME: &str = "Otra hora";
pub const AT_THAT_TIME: &str = "A esa hora";
pub const PERHAPS: &str = "No sabemos si se guardó. Revisa tu conexión: aquí verás lo que quedó.";

pub fn left(count: u32) -> String {
    match count {
        1 => "Queda 1".to_owned(),
        count => format!("Quedan {count}"),
    }
}

/// Such as `Agotado. Vuelve: mañana, 11:00`.
pub fn out_until(moment: &str) -> String {
    format!("Agotado. Vuelve: {moment}")
}

/// How many of the orders in the queue want it.
pub fn in_queue(count: u32) -> String {
    format!("{count} en cola")
}

/// A button with the dish that it is about.
pub fn of_dish(words: &str, dish: &str) -> String {
    format!("{words}: {dish}")
}

pub fn marked(dish: &str) -> String {
    format!("{dish}: fuera de la venta.")
}

pub fn brought_back(dish: &str) -> String {
    format!("{dish}: a la venta otra vez.")
}
