//! The quote that is being made.

pub const EDITOR: &str = "Cotización";
pub const LOADING_MENU: &str = "Trayendo la carta…";
pub const LINES: &str = "Qué incluye";
pub const ADD_DISH: &str = "Agregar un plato de la carta";
pub const ADD_LINE: &str = "Línea libre";
pub const ADD_FEE: &str = "Agregar cargo";
pub const FEES: &str = "Cargos";
pub const FEES_TEXT: &str = "Traslado, montaje, menaje: lo que se paga aparte.";
pub const REMOVE: &str = "Quitar";
pub const WHAT: &str = "Qué es";
pub const QUANTITY: &str = "Cantidad";
pub const UNIT_PRICE: &str = "Precio (S/)";
pub const NOTE: &str = "Detalle";
pub const EVENT: &str = "El evento";
pub const DATE: &str = "Fecha";
pub const TIME: &str = "Hora";
pub const CONDITIONS: &str = "Condiciones";
pub const DISCOUNT: &str = "Descuento";
pub const DISCOUNT_SOLES: &str = "Descuento en soles";
pub const AMOUNT_SOLES: &str = "Monto en soles";
pub const DEPOSIT_PERCENT: &str = "Adelanto, en %";
pub const VALID_UNTIL: &str = "Vale hasta el";
pub const MESSAGE: &str = "Mensaje para el cliente";
pub const MESSAGE_HINT: &str = "Lo firma tu nombre. Hasta 1000 caracteres.";
pub const SEND_QUOTE: &str = "Enviar cotización";
pub const SENDING: &str = "Enviando…";
pub const QUOTE_SENT: &str = "Cotización enviada.";
pub const SUBTOTAL: &str = "Subtotal";
pub const SUM_FEES: &str = "Cargos";
pub const SUM_TAX: &str = "Incluye IGV";
pub const SUM_BALANCE: &str = "Saldo";
pub const SUM: &str = "Suma";
pub const CHANGE_WANTED: &str = "Lo que quiere cambiar";
pub const SEARCH_DISH: &str = "Pollo, anticucho, chicha…";
pub const NO_DISH: &str = "Ningún plato de la carta se llama así. Puedes escribirlo como línea libre.";
pub const OPTIONAL: &str = "(opcional)";

pub fn remove(what: &str) -> String {
    match what {
        "" => REMOVE.to_owned(),
        what => format!("Quitar {what}"),
    }
}

pub fn next_version(number: u32) -> String {
    match number {
        1 => "Primera versión".into(),
        number => format!("Versión {number}, en lugar de la anterior"),
    }
}

pub fn problems(count: usize) -> String {
    match count {
        1 => "Falta corregir 1 dato".into(),
        count => format!("Falta corregir {count} datos"),
    }
}

/// The price of one.
pub fn each(price: &str) -> String {
    format!("{price} cada uno")
}

pub fn add(what: &str) -> String {
    format!("Agregar {what}")
}

pub fn dishes_found(count: usize) -> String {
    match count {
        0 => NO_DISH.into(),
        1 => "1 plato".into(),
        count => format!("{count} platos"),
    }
}

pub fn quote_for(number: u64) -> String {
    format!("Cotización para {}", super::code(number))
}

pub const NO_MORE_QUOTES: &str = "Esta solicitud ya no se puede cotizar: fue aceptada o está cerrada.";
pub const OVERTAKEN_TEXT: &str = "Léela antes de enviar la tuya. Lo que escribiste sigue aquí.";
pub const BEGIN_WITH_IT: &str = "Partir de esa versión";
pub const KEEP_MINE: &str = "Seguir con la mía";

/// Somebody else has sent a version meanwhile.
pub fn overtaken(version: u32, by: &str) -> String {
    format!("{by} envió la versión {version} mientras escribías")
}

/// The name of a field by its JSON pointer, in the summary of what is to be corrected.
pub fn field_name(pointer: &str) -> String {
    let mut parts = pointer.split('/').skip(1);
    let (list, index, part) = (parts.next(), parts.next(), parts.next());
    let number = index
        .and_then(|index| index.parse::<usize>().ok())
        .map(|index| index + 1);
    let name = simple_name(part.or(index).or(list).unwrap_or_default());
    match (list, number) {
        (Some("lines"), Some(number)) => format!("Línea {number}, {}", name.to_lowercase()),
        (Some("fees"), Some(number)) => format!("Cargo {number}, {}", name.to_lowercase()),
        _ => name.to_owned(),
    }
}

fn simple_name(part: &str) -> &'static str {
    match part {
        "date" => DATE,
        "time" => TIME,
        "guests" => super::PEOPLE,
        "lines" => LINES,
        "fees" => FEES,
        "qty" => QUANTITY,
        "unitPriceCents" => "Precio",
        "amountCents" => "Monto",
        "note" => NOTE,
        "package" => super::PACKAGE,
        "product" => "Plato",
        "discountCents" => DISCOUNT,
        "depositPercent" => DEPOSIT_PERCENT,
        "validUntil" => VALID_UNTIL,
        "message" => MESSAGE,
        "name" => "Nombre",
        "phone" => super::PHONE,
        "email" => super::EMAIL,
        "company" => super::COMPANY,
        "ruc" => super::RUC,
        "occasion" => super::OCCASION,
        "diet" => super::DIET,
        "budgetCents" => super::BUDGET,
        "line" => super::ADDRESS,
        "district" => super::DISTRICT,
        "reference" => super::REFERENCE,
        "branch" => super::BRANCH,
        _ => "Dato",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_as_people_know_it() {
        assert_eq!(field_name("/lines/2/qty"), "Línea 3, cantidad");
        assert_eq!(field_name("/fees/0/amountCents"), "Cargo 1, monto");
        assert_eq!(field_name("/fulfilment/address/line"), "Dirección");
        assert_eq!(field_name("/date"), "Fecha");
        assert_eq!(field_name("/lines"), "Qué incluye");
    }
}
