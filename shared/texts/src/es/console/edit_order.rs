//! Changing what was ordered.

use domain::order::EditReason;

pub const OPEN: &str = "Editar";
pub const EDITING: &str = "Editando. La cocina lo ve al guardar.";
pub const LINES: &str = "Lo que pidió";
pub const ADD: &str = "Agregar un plato";
pub const SEARCH: &str = "Buscar en la carta";
pub const NOTHING_FOUND: &str = "Nada con ese nombre.";
pub const LOADING_MENU: &str = "Trayendo la carta…";
pub const NO_CHOICE: &str = "Sin elegir";
pub const ADD_IT: &str = "Agregar al pedido";
pub const NOT_THIS: &str = "Otro plato";
pub const WHERE: &str = "Dónde se entrega";
pub const STREET: &str = "Dirección";
pub const DISTRICT: &str = "Distrito";
pub const REFERENCE: &str = "Referencia";
pub const FEE_MAY_CHANGE: &str = "Si cambia el distrito, el envío puede costar otra cosa.";
pub const WHY: &str = "Motivo, lo lee el cliente";
pub const WHY_MISSING: &str = "Elige el motivo.";
pub const BEFORE: &str = "Antes";
pub const NOW: &str = "Ahora";
pub const SAME: &str = "Cuesta lo mismo";
pub const GIVE_BACK: &str = "Se devuelve";
pub const LESS_TO_COLLECT: &str = "Se cobra de menos";
pub const MORE_TO_COLLECT: &str = "Se cobra al entregar";
pub const DISCARD: &str = "Descartar";
pub const SAVE: &str = "Guardar cambios";
pub const SAVING: &str = "Guardando…";
pub const NOTHING_CHANGED: &str = "Sin cambios";
pub const NOTHING_LEFT: &str = "No puede quedar sin nada. Si ya no va, cancela el pedido.";
pub const PUT_BACK: &str = "Volver a poner";
pub const HISTORY: &str = "Cambios";
pub const MOVED: &str = "otra dirección";

pub fn saved(number: u64) -> String {
    format!("Pedido {number} cambiado.")
}

pub fn changes(count: usize) -> String {
    match count {
        0 => NOTHING_CHANGED.to_owned(),
        1 => "1 cambio".to_owned(),
        count => format!("{count} cambios"),
    }
}

/// How many there were of a line that is taken away.
pub fn taken_away(before: u16) -> String {
    format!("Eran {before}, quitado")
}

/// Beside a line of which there are others than before.
pub fn were(before: u16) -> String {
    format!("Eran {before}")
}

/// The button that takes back that a line is taken away.
pub fn put_back(name: &str) -> String {
    format!("{PUT_BACK} {name}")
}

/// One of the choices of a group, where several are to be made.
pub fn choice(group: &str, place: usize, of: usize) -> String {
    match of {
        1 => group.to_owned(),
        _ => format!("{group} {place}"),
    }
}

pub fn reason(reason: EditReason) -> &'static str {
    match reason {
        EditReason::SoldOut => "Se agotó",
        EditReason::Asked => "El cliente lo pidió",
        EditReason::Mistake => "Se anotó mal",
    }
}

/// How many there were of something and are: `+ 1 Papas`, `− 2 Agua`.
pub fn line_change(name: &str, before: u32, after: u32) -> String {
    if after > before {
        format!("+ {} {name}", after - before)
    } else {
        format!("− {} {name}", before - after)
    }
}

/// What was changed, on the ticket: when, and what.
pub fn on_ticket(at: &str, what: &str) -> String {
    format!("Cambió {at}: {what}")
}

/// A change in the history of an order: who, why, what, and the cost.
pub fn entry(by: &str, why: EditReason, what: &str, cost: Option<(&str, &str)>) -> String {
    let cost = cost.map_or_else(String::new, |(before, after)| format!(" De {before} a {after}."));
    format!("{by}, {}: {what}.{cost}", reason(why).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_there_is_more_and_less() {
        assert_eq!(line_change("Papas", 1, 3), "+ 2 Papas");
        assert_eq!(line_change("Agua", 2, 0), "− 2 Agua");
        assert_eq!(
            entry(
                "Gloria",
                EditReason::SoldOut,
                "− 2 Agua",
                Some(("S/ 20", "S/ 10"))
            ),
            "Gloria, se agotó: − 2 Agua. De S/ 20 a S/ 10."
        );
    }
}
