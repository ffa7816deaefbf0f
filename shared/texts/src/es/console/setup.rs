//! Instalación: five steps from an empty restaurant to one that is published.

use domain::readiness::Lack;

pub const TITLE: &str = "Instalación";
pub const LOADING: &str = "Preparando la instalación…";
pub const PROGRESS: &str = "Avance";
pub const STEPS: &str = "Pasos";
pub const KEPT: &str = "Se guarda cada vez que sigues. Puedes terminar en otro momento.";
pub const DONE: &str = "Listo";
pub const MISSING: &str = "Falta";
pub const UNKEPT: &str = "Tienes cambios sin guardar en Marca: vuelve ahí y sigue.";
pub const EDIT: &str = "Editar";
pub const BACK: &str = "Atrás";
pub const SAVING: &str = "Guardando…";
pub const REHEARSING: &str = "Restaurante en preparación: los pedidos son de prueba y no cuentan.";
pub const GO_ON: &str = "Seguir con la instalación";
pub const PREVIEW: &str = "Así va tu tienda";
pub const PREVIEW_LEAD: &str = "Los dibujos son de ejemplo. Tus fotos los reemplazan.";
pub const PERHAPS: &str =
    "No sabemos si se guardó. Revisa tu conexión y vuelve a intentarlo: nada se duplica.";
pub const OVERTAKEN: &str =
    "Otra persona cambió estos datos mientras tanto. Ya ves lo nuevo: revísalo y sigue.";

/// How long the rest takes, such as `Te quedan 8 minutos`.
pub fn minutes_left(minutes: u32) -> String {
    match minutes {
        0 => "Todo listo".to_owned(),
        1 => "Te queda 1 minuto".to_owned(),
        minutes => format!("Te quedan {minutes} minutos"),
    }
}

/// What a step takes, such as `4 min`.
pub fn minutes(minutes: u32) -> String {
    format!("{minutes} min")
}

/// A step as it is read aloud where it can be gone back to.
pub fn edit(step: &str) -> String {
    format!("{EDIT}: {step}")
}

// The steps: what each is called, what it is about, and its button that leads on.
pub const BRAND: &str = "Marca";
pub const BRAND_ABOUT: &str = "Tu nombre, tu dirección y tus colores";
pub const MENU: &str = "Carta";
pub const MENU_ABOUT: &str = "De un ejemplo, un archivo o a mano";
pub const SERVICE: &str = "Horario y zonas";
pub const SERVICE_ABOUT: &str = "Cuándo abres y a dónde llegas";
pub const PEOPLE: &str = "Personal";
pub const PEOPLE_ABOUT: &str = "Quién cocina, empaca y reparte";
pub const PUBLISH: &str = "Publicar";
pub const PUBLISH_ABOUT: &str = "Prueba un pedido y abre";

pub const TO_MENU: &str = "Seguir con la carta";
pub const TO_SERVICE: &str = "Seguir con el horario";
pub const TO_PEOPLE: &str = "Seguir con el personal";
pub const TO_PUBLISH: &str = "Seguir a publicar";

// Marca.
pub const BRAND_TITLE: &str = "¿Cómo se llama tu restaurante?";
pub const BRAND_LEAD: &str = "Lo que pongas aquí lo ven tus clientes. Todo se puede cambiar después.";
pub const WHO: &str = "Quién eres";
pub const LOOKS: &str = "Cómo se ve";
pub const LOOKS_LEAD: &str = "Elige una combinación, o cada color por separado. Todas se leen bien.";
pub const COLOURS: &str = "Combinaciones";
pub const OWN_COLOURS: &str = "Elegir cada color";
pub const FORMS: &str = "Borde, esquinas y letra";

/// The combinations of colours, by their names.
pub const PALETTES: [&str; 6] = ["Brasa", "Mar", "Huerta", "Vino", "Carbón", "Maracuyá"];

// Carta.
pub const MENU_TITLE: &str = "¿Qué vendes?";
pub const MENU_LEAD: &str = "Empieza de una carta parecida. Luego cambias lo que quieras.";
pub const SAMPLES: &str = "Cartas de ejemplo";
pub const UPLOAD: &str = "Subir mi Excel o CSV";
pub const BY_HAND: &str = "Escribirla a mano";
pub const PRICES: &str = "Pon tus precios";
pub const SOLD: &str = "Se vende";
pub const NO_PRICE: &str = "Falta el precio";
pub const REPLACE: &str = "Reemplazar la carta";
pub const KEEP: &str = "Dejarla como está";
pub const LAID: &str = "La carta está puesta. Ahora tus precios.";
pub const MENU_EMPTY: &str = "Elige una carta de ejemplo, sube la tuya o escribe el primer plato.";

/// Such as `38 platos`.
pub fn dishes(count: usize) -> String {
    match count {
        1 => "1 plato".to_owned(),
        count => format!("{count} platos"),
    }
}

/// Before a sample takes the place of what there is.
pub fn replaces(sample: &str, count: usize) -> String {
    format!("La carta de {sample} reemplaza lo que tienes: {}.", dishes(count))
}

/// Which dishes are listed of a carta, the best sellers where it is known which those are.
pub fn prices_lead(shown: usize, all: usize, best: bool) -> String {
    let listed = match best {
        true => format!("Los {shown} que más se venden."),
        false => format!("Los primeros {shown}."),
    };
    match all.saturating_sub(shown) {
        0 => "Revisa que estén como en tu carta.".to_owned(),
        1 => format!("{listed} El otro, después, en Carta."),
        others => format!("{listed} Los otros {others}, después, en Carta."),
    }
}

/// What a carta comes to, such as `36 platos, 2 apagados`.
pub fn carta(count: usize, off: usize) -> String {
    let off = match off {
        0 => String::new(),
        1 => ", 1 apagado".to_owned(),
        off => format!(", {off} apagados"),
    };
    format!("{}{off}", dishes(count))
}

/// Where orders are brought.
pub fn zones(count: usize) -> String {
    match count {
        0 => "Reparto a todas partes".to_owned(),
        1 => "1 zona de reparto".to_owned(),
        count => format!("{count} zonas de reparto"),
    }
}

pub fn price_of(dish: &str) -> String {
    format!("Precio de {dish}")
}

pub fn sold(dish: &str) -> String {
    format!("{SOLD}: {dish}")
}

/// Why one does not go on.
pub fn prices_missing(count: usize) -> String {
    match count {
        1 => "Falta 1 precio, o apaga ese plato.".to_owned(),
        count => format!("Faltan {count} precios, o apaga esos platos."),
    }
}

// Horario y zonas.
pub const SERVICE_TITLE: &str = "¿Cuándo abres y a dónde llegas?";
pub const SERVICE_LEAD: &str = "Fuera de este horario la tienda ofrece pedir para más tarde.";
pub const SERVICE_WRONG: &str = "Revisa lo marcado antes de seguir.";

// Personal.
pub const PEOPLE_TITLE: &str = "¿Quién trabaja contigo?";
pub const PEOPLE_LEAD: &str = "Cada quien entra con su propio usuario. Si trabajas sin ayuda, sigue: tú puedes cocinar, empacar y repartir.";
pub const TEAM: &str = "Tu equipo";

// Publicar.
pub const PUBLISH_TITLE: &str = "Prueba y abre";
pub const PUBLISH_LEAD: &str = "Haz un pedido de prueba: no cobra y no cuenta en tus ventas.";
pub const REHEARSAL: &str = "Pedido de prueba";
pub const ORDER_ONE: &str = "Hacer un pedido de prueba";
pub const ORDER_ONE_LEAD: &str =
    "Se abre tu tienda, como la verá un cliente. Pide algo y vuelve: aquí sigues el pedido.";
pub const ENTERED: &str = "Entró a la cocina";
pub const COOKED: &str = "Está cocinado";
pub const PACKED: &str = "Está empacado";
pub const HANDED_OVER: &str = "Está entregado";
pub const NOT_YET: &str = "Todavía no";
pub const TO_KITCHEN: &str = "Ir a la cocina";
pub const BEFORE: &str = "Antes de abrir";
pub const READABLE: &str = "Los colores se leen bien";
pub const HAS_DISHES: &str = "Hay platos en venta";
pub const HAS_HOURS: &str = "El horario está puesto";
pub const HAS_PLACE: &str = "Tus clientes saben quién eres, dónde estás y a dónde llamar";
pub const HAS_OWNER: &str = "El Libro de Reclamaciones dice quién eres";
pub const HAS_PEOPLE: &str = "Hay quien cocine, empaque y reparta";
pub const ALONE: &str = "Por ahora estás tú. Puedes abrir así.";
pub const HAS_RUC: &str = "Tu RUC para boletas y facturas";
pub const WITHOUT_RUC: &str = "Puedes abrir sin él y ponerlo después.";
pub const PUBLISH_NOW: &str = "Publicar y abrir";
pub const PUBLISHING: &str = "Publicando…";
pub const CAN_PAUSE: &str = "Puedes cerrar cuando quieras con Pausa.";

/// How many of all are done.
pub fn done(count: usize, all: usize) -> String {
    format!("{count} de {all} listos")
}

/// What is missing, and where it is put in.
pub fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Name => "Falta el nombre",
        Lack::Phone => "Falta el teléfono",
        Lack::LegalName => "Falta tu razón social, o tu nombre completo",
        Lack::Address => "Falta la calle o el distrito",
        Lack::Hours => "Falta el horario",
        Lack::Dishes => "Falta al menos un plato en venta",
    }
}

/// Why it cannot be published yet.
pub fn lacking(count: usize) -> String {
    match count {
        1 => "Falta 1 cosa para abrir.".to_owned(),
        count => format!("Faltan {count} cosas para abrir."),
    }
}

/// The number of a rehearsal's order.
pub fn order(number: u64) -> String {
    format!("Pedido {number}")
}

/// Who did a step.
pub fn by(name: &str) -> String {
    format!("Lo hizo {name}")
}

// Published.
pub const OPEN_TITLE: &str = "¡Tu restaurante está en línea!";
pub const OPEN_LEAD: &str =
    "Desde ahora los pedidos son de verdad. Imprime este código para tu puerta y tus mesas.";
pub const DOOR: &str = "Código QR de tu tienda";
pub const DOOR_LOADING: &str = "Preparando el código para tu puerta…";
pub const PRINT: &str = "Imprimir";
pub const TO_SHOP: &str = "Ver mi tienda";
pub const TO_DASHBOARD: &str = "Ir al tablero";
pub const ORDER_HERE: &str = "Pide aquí";
