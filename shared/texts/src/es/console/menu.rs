//! Carta: dishes, sections and promotions as their owner changes them, and publishing.

pub const LEAD: &str =
    "Lo que se acaba cambia en la tienda al instante. Precios y textos esperan hasta que los publiques.";

// The head and the list.
pub const NEW_DISH: &str = "Plato nuevo";
pub const NEW_PROMOTION: &str = "Promoción nueva";
pub const SECTIONS: &str = "Secciones";
pub const TABLE: &str = "CSV";
pub const TABLE_ALOUD: &str = "CSV: la carta como tabla";
pub const TABLE_TITLE: &str = "La carta como tabla (CSV)";
pub const PROMOTIONS: &str = "Promociones";
pub const NO_PROMOTIONS: &str = "Aún no hay promociones.";
pub const EDIT: &str = "Editar";
pub const NEW: &str = "Nuevo, sin publicar";
pub const CHANGED: &str = "Cambio sin publicar";

/// The price that is published.
pub fn before(price: &str) -> String {
    format!("Antes {price}")
}

/// A dish that is still for sale, and will not be.
pub const GOING: &str = "Se retira al publicar";

/// A product that is no longer on the carta.
pub fn gone(id: &str) -> String {
    format!("{id} (ya no está en la carta)")
}

pub fn sold_between(from: &str, until: &str) -> String {
    match (from, until) {
        ("", "") => "Todos los días".to_owned(),
        (from, "") => format!("Desde: {from}"),
        ("", until) => format!("Hasta: {until}"),
        (from, until) => format!("{from} – {until}"),
    }
}

/// One of a dish's own prices, and what takes it away.
pub fn own_price(number: usize) -> String {
    format!("Otro precio, {number}")
}

pub fn remove_own_price(number: usize) -> String {
    format!("Quitar el otro precio {number}")
}

// The sheet of a dish.
pub const NAME: &str = "Nombre";
pub const NAME_HINT: &str = "Como lo lee el cliente.";
pub const KITCHEN_NAME: &str = "En cocina";
pub const KITCHEN_NAME_HINT: &str = "Se lee a dos metros: hasta 14 letras.";
pub const SERVED: &str = "Horario en que se sirve";
pub const SERVED_AT: &str = "Solo a ciertas horas";
pub const DESCRIPTION: &str = "Descripción";
pub const SECTION: &str = "Sección";
pub const PRICE: &str = "Precio";
pub const PRICE_HINT: &str = "Lo que paga el cliente, como 25.90.";
pub const OWN_PRICES: &str = "Otros precios";
pub const OWN_PRICES_TITLE: &str = "Cuesta distinto según el local o la entrega";
pub const OWN_PRICES_LEAD: &str = "Solo si hace falta. Un local manda sobre la forma de entrega.";
pub const OWN_PRICE: &str = "Cuesta";
pub const OWN_PRICE_PLACE: &str = "Local";
pub const OWN_PRICE_ANY_PLACE: &str = "Todos los locales";
pub const OWN_PRICE_WAY: &str = "Entrega";
pub const OWN_PRICE_ANY_WAY: &str = "Reparto y recojo";
pub const OWN_PRICE_DELIVERY: &str = "Reparto";
pub const OWN_PRICE_PICKUP: &str = "Recojo";
pub const OWN_PRICE_ADD: &str = "Agregar otro precio";
pub const ALLERGENS: &str = "Alérgenos";
pub const ALLERGENS_HINT: &str = "Separados por comas: maní, soya.";
pub const TAGS: &str = "Etiquetas";
pub const TAGS_HINT: &str = "Separadas por comas: picante, vegetariano.";
pub const SKU: &str = "Código propio";
pub const SKU_HINT: &str = "Opcional: el de tu contabilidad o tu caja.";
pub const PICTURE: &str = "Foto";
pub const PICTURE_CHOOSE: &str = "Poner una foto";
pub const PICTURE_CHANGE: &str = "Cambiar la foto";
pub const PICTURE_REMOVE: &str = "Quitar la foto";
pub const PICTURE_SENDING: &str = "Subiendo la foto…";
pub const PICTURE_KEPT: &str = "La foto llegó: está con lo que dejaste sin guardar.";
pub const PICTURE_HINT: &str = "JPG, PNG o WebP, desde 640 × 480. La recortamos a 4:3 por el centro.";
pub const OPTIONS: &str = "Opciones";
pub const OPTIONS_LEAD: &str = "Lo que el cliente elige con el plato: su guarnición, su bebida, su término.";
pub const ADD_GROUP: &str = "Grupo de opciones";
pub const NEW_GROUP: &str = "Grupo nuevo";
pub const GROUP_NAME: &str = "Nombre del grupo";
pub const GROUP_MIN: &str = "Elige al menos";
pub const GROUP_MAX: &str = "Elige hasta";
pub const ADD_OPTION: &str = "Opción";
pub const OPTION_NAME: &str = "Opción";
pub const OPTION_EXTRA: &str = "Cuesta más";
pub const OPTION_PRODUCT: &str = "Es este plato";
pub const NO_PRODUCT: &str = "Ninguno";
pub const SEVERAL_PRODUCTS: &str = "Varios";
pub const UP: &str = "Subir";
pub const DOWN: &str = "Bajar";
pub const REMOVE: &str = "Quitar";
pub const KEEP: &str = "Guardar en el borrador";
pub const KEEPING: &str = "Guardando…";
pub const TAKE_OFF: &str = "Retirar de la carta";
pub const TAKE_OFF_SURE: &str = "¿Retirar? Pulsa otra vez";
pub const NOW: &str = "Ahora mismo";
pub const STOCK: &str = "Quedan";
pub const STOCK_HINT: &str = "Vacío: sin límite. Cambia al instante, sin publicar.";
pub const STOCK_SAVE: &str = "Guardar";
pub const STOCK_WRONG: &str = "Escribe un número, como 18, o déjalo vacío.";
pub const RESTORED: &str = "Esto es lo que escribiste antes. Aún no está guardado.";
pub const MOVED_ON: &str = "Alguien más cambió esto mientras lo editabas:";
pub const MOVED_ON_THEN: &str = "Si guardas otra vez, queda lo tuyo.";

/// A button with the row that it is about.
pub fn of(words: &str, name: &str) -> String {
    match name.trim() {
        "" => words.to_owned(),
        name => format!("{words}: {name}"),
    }
}

// The sheet of a promotion.
pub const REGULAR_PRICE: &str = "Precio regular";
pub const REGULAR_PRICE_HINT: &str = "Opcional: lo que costaría por separado.";
pub const COMPONENTS: &str = "Qué trae siempre";
pub const COMPONENTS_HINT: &str = "Cuando uno de estos se acaba, la promoción tampoco se vende.";
pub const ADD_COMPONENT: &str = "Plato";
pub const COMPONENT: &str = "Plato";
pub const COMPONENT_QTY: &str = "Cantidad";
pub const DAYS: &str = "Días";
pub const FROM: &str = "Primer día";
pub const UNTIL: &str = "Último día";
pub const DAYS_HINT: &str = "Opcional.";

/// The button that takes a proposed name for the kitchen.
pub fn take_kitchen_name(proposed: &str) -> String {
    format!("Usar «{proposed}»")
}

// Sections and order.
pub const SECTIONS_LEAD: &str = "Arrastra o usa las flechas: así se ordena la carta.";
pub const SECTION_NAME: &str = "Nombre de la sección";
pub const SECTION_DESCRIPTION: &str = "Una línea debajo";
pub const ADD_SECTION: &str = "Sección nueva";
pub const SECTION_USED: &str = "Con platos no se puede quitar";
pub const NO_SECTIONS: &str = "Primero crea una sección: ahí van los platos.";
pub const ORDER: &str = "Orden de los platos";
pub const OTHER_ORDER: &str = "otro orden";

pub fn dishes(count: usize) -> String {
    match count {
        1 => "1 plato".to_owned(),
        count => format!("{count} platos"),
    }
}

/// Read aloud when a row has another place: `Brasa, 2 de 5`.
pub fn place(name: &str, at: usize, of: usize) -> String {
    format!("{name}, {at} de {of}")
}

// Publishing.
pub const CHANGES: &str = "Cambios sin publicar";
pub const SEE: &str = "Ver cambios";
pub const UNDO: &str = "Deshacer";
pub const DISCARD: &str = "Descartar todo";
pub const DISCARD_SURE: &str = "¿Descartar todo? Pulsa otra vez";
pub const PUBLISHING: &str = "Publicando…";
pub const NOTHING_WAITS: &str = "Todo está publicado.";
pub const GOES: &str = "se retira de la carta";

pub fn waiting(count: usize) -> String {
    match count {
        1 => "1 cambio sin publicar".to_owned(),
        count => format!("{count} cambios sin publicar"),
    }
}

pub fn publish(count: usize) -> String {
    match count {
        1 => "Publicar 1 cambio".to_owned(),
        count => format!("Publicar {count} cambios"),
    }
}

pub fn is_new(price: &str) -> String {
    format!("nuevo, {price}")
}

/// Such as `Precio: S/ 25.90 → S/ 27.90`.
pub fn became(field: &str, was: &str, is: &str) -> String {
    format!("{field}: {was} → {is}")
}

pub fn changed(field: &str) -> String {
    format!("{field}: cambió")
}

pub fn description_of(section: &str) -> String {
    format!("{DESCRIPTION} de {section}")
}

pub fn section_added(name: &str) -> String {
    format!("nueva: {name}")
}

pub fn section_removed(name: &str) -> String {
    format!("se quita: {name}")
}

// What is said of it.
pub const PUBLISHED: &str = "Publicado. La tienda ya lo muestra.";
pub const KEPT: &str = "Guardado en el borrador.";
pub const UNDONE: &str = "Como estaba publicado.";
pub const DISCARDED: &str = "Borrador descartado.";
pub const STOCK_SAVED: &str = "Guardado. La tienda ya lo sabe.";
pub const OVERTAKEN: &str = "Alguien más cambió la carta. Míralo y hazlo otra vez.";
pub const PERHAPS: &str = "No sabemos si se guardó. Aquí verás lo que quedó.";
pub const CHECK: &str = "Revisa lo marcado en rojo.";

// The table.
pub const TABLE_LEAD: &str = "Descarga la carta, cámbiala en tu hoja de cálculo y tráela de vuelta. Lo que traes queda en el borrador. El JSON lleva todo, también promociones y otros precios.";
pub const DOWNLOAD: &str = "Descargar CSV";
/// All of the carta, with its promotions.
pub const DOWNLOAD_JSON: &str = "Descargar JSON";
pub const DOWNLOADING: &str = "Preparando…";
pub const PASTE: &str = "Pega aquí la tabla, con sus títulos";
pub const PASTE_HINT: &str =
    "La primera línea lleva los títulos: Sección, Plato, Precio. Puedes copiarla de Excel, o pegar un JSON.";
pub const CHOOSE_FILE: &str = "O elige un archivo CSV o JSON";
pub const REVIEW: &str = "Revisar";
pub const REVIEWING: &str = "Revisando…";
pub const EMPTY_TABLE: &str = "Pega una tabla o elige un archivo.";
pub const ROW: &str = "Fila";
pub const OUTCOME: &str = "Qué pasará";
pub const ROW_NEW: &str = "Nuevo";
pub const ROW_CHANGED: &str = "Cambia";
pub const ROW_SAME: &str = "Igual";
pub const ROW_WRONG: &str = "Corrige";
pub const ALL_SAME: &str = "La carta ya dice eso: no hay nada que traer.";

pub fn take(count: usize) -> String {
    match count {
        1 => "Llevar 1 plato al borrador".to_owned(),
        count => format!("Llevar {count} platos al borrador"),
    }
}

pub fn wrong_rows(count: usize) -> String {
    match count {
        1 => "Corrige 1 fila y revisa otra vez.".to_owned(),
        count => format!("Corrige {count} filas y revisa otra vez."),
    }
}

pub fn same_rows(count: usize) -> String {
    match count {
        1 => "1 plato queda igual.".to_owned(),
        count => format!("{count} platos quedan iguales."),
    }
}
