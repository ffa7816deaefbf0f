//! The storefront.

use crate::domain::cart::FulfilmentKind;
use crate::domain::order::Status;
use crate::domain::payment::{PaymentMethod, PaymentStatus};
use crate::domain::stage::{CurrentStep, Stage, StepStatus};

// Frame

pub const SKIP: &str = "Ir al contenido";
pub const MAIN_NAV: &str = "Principal";
pub const QUICK_NAV: &str = "Accesos";
pub const HOME: &str = "Inicio";
pub const CARTA: &str = "Carta";
pub const PROMOTIONS: &str = "Promociones";
pub const PROMOTIONS_SHORT: &str = "Promos";
pub const ORDER: &str = "Pedido";
pub const ACCOUNT: &str = "Cuenta";
pub const SIGN_IN: &str = "Ingresar";
pub const SEARCH_LABEL: &str = "Buscar en la carta";
pub const SEARCH_PLACEHOLDER: &str = "¿Qué se te antoja?";
pub const SITE: &str = "Brasa";
pub const LOADING_HOUSE: &str = "Abriendo la carta…";
pub const LOADING: &str = "Un momento…";
pub const STALE: &str = "No hay conexión. Lo que ves puede haber cambiado; lo ponemos al día apenas vuelva.";

pub fn products(count: u32) -> String {
    if count == 1 {
        "1 producto".into()
    } else {
        format!("{count} productos")
    }
}

pub fn in_your_order(count: u32) -> String {
    if count == 0 {
        "Tu pedido está vacío".into()
    } else {
        format!("{} en tu pedido", products(count))
    }
}

pub fn unread(count: usize) -> String {
    if count == 1 {
        "1 aviso nuevo".into()
    } else {
        format!("{count} avisos nuevos")
    }
}

/// A count in a small space: `99+`.
pub fn short_count(count: usize) -> String {
    if count > 99 {
        "99+".into()
    } else {
        count.to_string()
    }
}

// Titles

pub const TITLE_PROMOTIONS: &str = "Promociones";
pub const TITLE_CART: &str = "Tu pedido";
pub const TITLE_CHECKOUT: &str = "Entrega y pago";
pub const TITLE_PAYMENT: &str = "Pago";
pub const TITLE_TRACKING: &str = "Seguimiento de tu pedido";
pub const TITLE_ACCOUNT: &str = "Mi cuenta";
pub const TITLE_ORDERS: &str = "Mis pedidos";
pub const TITLE_NOTIFICATIONS: &str = "Avisos";
pub const TITLE_SIGN_IN: &str = "Ingresar";
pub const TITLE_REGISTER: &str = "Crea tu cuenta";
pub const TITLE_TERMS: &str = "Términos del servicio";
pub const TITLE_PRIVACY: &str = "Política de privacidad";
pub const TITLE_NOT_FOUND: &str = "No encontramos esta página";
pub const TITLE_CARTA: &str = "La carta";

pub fn title(page: &str, house: &str) -> String {
    format!("{page} · {house}")
}

pub fn about_carta(house: &str) -> String {
    format!("La carta completa de {house}: elige, arma tu plato y pídelo a domicilio o para recoger.")
}

pub fn about_promotions(house: &str) -> String {
    format!("Las promociones de {house}: platos, guarniciones y bebidas a un solo precio.")
}

// Where to

pub const DELIVER_TO: &str = "Entrega a";
pub const PICK_UP_AT: &str = "Recojo en";
pub const CHOOSE_ADDRESS: &str = "Elige tu dirección";
pub const CHOOSE_BRANCH: &str = "Elige un local";
pub const WHERE_TITLE: &str = "¿Cómo lo quieres?";
pub const DELIVERY: &str = "Delivery";
pub const DELIVERY_NOTE: &str = "Te lo llevamos a casa";
pub const PICKUP: &str = "Recojo en local";
pub const PICKUP_NOTE: &str = "Sin costo de entrega";
pub const ADDRESS: &str = "Dirección";
pub const ADDRESS_HINT: &str = "Calle y número, por ejemplo Av. Larco 345.";
pub const DISTRICT: &str = "Distrito";
pub const REFERENCE: &str = "Referencia";
pub const REFERENCE_HINT: &str = "Piso, timbre o algo que nos ayude a encontrarte.";
pub const BRANCH: &str = "Local";
pub const SAVE: &str = "Guardar";
pub const OPTIONAL: &str = "(opcional)";
pub const ADDRESS_MISSING: &str = "Escribe la calle y el número.";
pub const DISTRICT_MISSING: &str = "Escribe tu distrito.";

// Footer

pub const FOOTER_HOUSE: &str = "La casa";
pub const FOOTER_ORDER: &str = "Pide";
pub const FOOTER_BRANCHES: &str = "Locales";
pub const FOOTER_HELP: &str = "Información";
pub const MY_ORDERS: &str = "Mis pedidos";
pub const FICTIONAL: &str = "Casa ficticia de demostración. Precios en soles, IGV incluido.";

pub fn legal_line(name: &str, ruc: &str) -> String {
    format!("{name} · RUC {ruc}. {FICTIONAL}")
}

pub fn call_us(phone: &str) -> String {
    format!("Llámanos: {phone}")
}

// Home

pub const ORDER_NOW: &str = "Pedir ahora";
pub const AGAIN_TITLE: &str = "Para repetir";
pub const AGAIN: &str = "Repetir";
pub const ALL_PROMOTIONS: &str = "Ver todas";
pub const ALL_CARTA: &str = "Ver todo";
pub const CATEGORIES: &str = "Categorías";
pub const HOW_TITLE: &str = "Así de fácil";
pub const HOW: [(&str, &str); 3] = [
    (
        "Elige lo que se te antoja",
        "Parte, guarnición y cremas: todo a tu gusto.",
    ),
    (
        "Dinos a dónde",
        "A tu puerta o para recoger en el local, como te quede mejor.",
    ),
    (
        "Síguelo en vivo",
        "Te contamos quién lo prepara y a qué hora llega.",
    ),
];

pub fn usual_minutes(minutes: u32) -> String {
    format!("Unos {minutes} min hasta tu puerta")
}

pub fn free_delivery(from: &str) -> String {
    format!("Delivery gratis desde {from}")
}

pub fn delivery_costs(fee: &str) -> String {
    format!("Delivery a {fee}")
}

pub fn you_save(amount: &str) -> String {
    format!("Ahorras {amount}")
}

// Carta

pub const SOLD_OUT: &str = "Agotado";
pub const UNAVAILABLE: &str = "No disponible";
pub const CLEAR_SEARCH: &str = "Ver toda la carta";
pub const PROMOTIONS_OF_TODAY: &str = "Promociones de hoy";
pub const RESULTS: &str = "Resultados";
pub const NOTHING_FOUND: &str = "No encontramos ese plato";
pub const NOTHING_FOUND_TEXT: &str =
    "Prueba con otra palabra, como “pollo” o “chicha”, o mira toda la carta.";

pub fn found(count: usize, words: &str) -> String {
    match count {
        0 => format!("Nada con “{words}”"),
        1 => format!("1 plato con “{words}”"),
        _ => format!("{count} platos con “{words}”"),
    }
}

pub fn add_one(name: &str) -> String {
    format!("Agregar {name}")
}

pub fn choose_options(name: &str) -> String {
    format!("Elegir opciones de {name}")
}

pub fn quantity_of(name: &str) -> String {
    format!("Cantidad de {name}")
}

pub fn left(stock: u32) -> String {
    if stock == 1 {
        "Queda 1".into()
    } else {
        format!("Quedan {stock}")
    }
}

// Dish

pub const NO_PREFERENCE: &str = "Sin preferencia";
pub const INCLUDED: &str = "Incluido";
pub const OPTIONAL_GROUP: &str = "Opcional";
pub const CHOSEN: &str = "Listo";
pub const NOTE: &str = "Nota para la cocina";
pub const NOTE_HINT: &str = "Por ejemplo: sin ají, bien dorado.";
pub const ADD: &str = "Agregar";
pub const QUANTITY: &str = "Cantidad";
pub const SEE_ORDER: &str = "Ver pedido";
pub const GONE_TITLE: &str = "Ese plato ya no está";
pub const GONE_TEXT: &str = "Puede que haya salido de la carta. Mira qué hay hoy.";
pub const SEE_CARTA: &str = "Ver la carta";
pub const SOLD_OUT_NOW: &str = "Se agotó por ahora. Vuelve más tarde o elige otro plato.";
pub const UNAVAILABLE_NOW: &str = "Por ahora no está disponible.";

pub fn choose(min: u8, max: u8) -> String {
    match (min, max) {
        (0, 1) => OPTIONAL_GROUP.into(),
        (0, max) => format!("Hasta {max}"),
        (min, max) if min == max => format!("Elige {min}"),
        (min, max) => format!("Elige de {min} a {max}"),
    }
}

pub fn extra(amount: &str) -> String {
    format!("+ {amount}")
}

pub fn contains(allergens: &[String]) -> String {
    match allergens {
        [] => String::new(),
        [one] => format!("Contiene {one}."),
        [most @ .., last] => format!("Contiene {} y {last}.", most.join(", ")),
    }
}

pub fn added(qty: u16, name: &str) -> String {
    if qty == 1 {
        format!("Agregamos {name}.")
    } else {
        format!("Agregamos {qty} × {name}.")
    }
}

// Cart

pub const CART_EMPTY: &str = "Tu pedido está vacío";
pub const CART_EMPTY_TEXT: &str =
    "Elige algo de la carta y aparecerá aquí. Lo guardamos aunque cierres la página.";
pub const SUMMARY: &str = "Resumen";
pub const SUBTOTAL: &str = "Subtotal";
pub const DELIVERY_FEE: &str = "Entrega";
pub const FREE: &str = "Gratis";
pub const TAX: &str = "IGV incluido";
pub const TOTAL: &str = "Total";
pub const CONTINUE: &str = "Continuar";
pub const REMOVE: &str = "Quitar";
pub const UNDO: &str = "Deshacer";
pub const LINES: &str = "Tu pedido";
pub const FIX_CART: &str = "Revisa lo marcado para continuar.";
pub const UNKNOWN_DISH: &str = "Este plato ya no está en la carta";

pub fn remove(name: &str) -> String {
    format!("Quitar {name}")
}

pub fn removed(name: &str) -> String {
    format!("Quitamos {name}.")
}

pub fn to_minimum(missing: &str) -> String {
    format!("Te faltan {missing} para el pedido mínimo de entrega.")
}

pub fn to_free_delivery(missing: &str) -> String {
    format!("Te faltan {missing} para el delivery gratis.")
}

pub fn added_again(count: usize) -> String {
    if count == 1 {
        "Agregamos el plato a tu pedido.".into()
    } else {
        "Agregamos los platos a tu pedido.".into()
    }
}

pub const PARTLY_AGAIN: &str = "Algunos platos ya no están en la carta; agregamos los demás.";
pub const NOT_AGAIN: &str = "Esos platos ya no están en la carta.";

// Checkout

pub const STEPS: [&str; 3] = ["Pedido", "Entrega", "Pago"];
pub const CONTACT: &str = "Tu contacto";
pub const PHONE: &str = "Teléfono";
pub const PHONE_HINT: &str = "Para avisarte cuando lleguemos.";
pub const PHONE_WRONG: &str = "Escribe un teléfono de 6 a 15 dígitos.";
pub const RECEIPT: &str = "Comprobante";
pub const BOLETA: &str = "Boleta";
pub const FACTURA: &str = "Factura";
pub const DNI: &str = "DNI";
pub const DNI_HINT: &str = "8 dígitos, si lo quieres en tu boleta.";
pub const RUC: &str = "RUC";
pub const RUC_HINT: &str = "11 dígitos.";
pub const BUSINESS_NAME: &str = "Razón social";
pub const PAYMENT: &str = "¿Cómo pagas?";
pub const YAPE: &str = "Yape";
pub const YAPE_NOTE: &str = "Escaneas un QR";
pub const CARD: &str = "Tarjeta";
pub const CARD_NOTE: &str = "Crédito o débito";
pub const CASH: &str = "Efectivo";
pub const CASH_NOTE: &str = "Al recibir tu pedido";
pub const TERMS_BEFORE: &str = "Acepto los ";
pub const TERMS_LINK: &str = "términos del servicio";
pub const TERMS_BETWEEN: &str = " y la ";
pub const PRIVACY_LINK: &str = "política de privacidad";
pub const TERMS_AFTER: &str = ".";
pub const TERMS_MISSING: &str = "Para continuar, acepta los términos y la política de privacidad.";
pub const GO_TO_PAY: &str = "Ir a pagar";
pub const PLACE_CASH: &str = "Hacer el pedido";
pub const PLACING: &str = "Enviando tu pedido…";
pub const ORDERING_AS: &str = "Pides como";
pub const VISITOR_TITLE: &str = "Ingresa para hacer tu pedido";
pub const VISITOR_TEXT: &str = "Guardamos lo que ya escribiste y vuelves aquí mismo.";

pub fn missing_fields(count: usize) -> String {
    if count == 1 {
        "Falta 1 dato".into()
    } else {
        format!("Faltan {count} datos")
    }
}

pub const MISSING_TEXT: &str = "Los marcamos en el formulario. Lo demás queda como lo escribiste.";

pub fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => CARD,
        PaymentMethod::Yape => YAPE,
        PaymentMethod::Cash => CASH,
    }
}

pub fn method_note(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => CARD_NOTE,
        PaymentMethod::Yape => YAPE_NOTE,
        PaymentMethod::Cash => CASH_NOTE,
    }
}

// Payment

pub const OPENING_PAYMENT: &str = "Preparando tu pago…";
pub const BEING_PAID: &str = "Pedido siendo pagado";
pub const SCAN: &str = "Abre Yape en tu celular y escanea el código.";
pub const QR_LABEL: &str = "Código QR para pagar con Yape";
pub const APPROVE: &str = "Aprobar pago";
pub const REJECT: &str = "Rechazar";
pub const SETTLING: &str = "Confirmando…";
pub const SIMULATED: &str = "Pago simulado: nadie te cobra. Elige cómo termina.";
pub const PAID: &str = "¡Listo, pago recibido!";
pub const PAID_TEXT: &str = "Te llevamos al seguimiento de tu pedido.";
pub const SEE_TRACKING: &str = "Ver el seguimiento";
pub const REJECTED_TITLE: &str = "El pago no pasó";
pub const REJECTED_TEXT: &str = "No te cobramos nada. Elige cómo quieres pagar e inténtalo otra vez.";
pub const PAY_AGAIN: &str = "Intentar otra vez";
pub const OTHER_METHOD: &str = "Pagar de otra forma";
pub const LATE_PAYMENT: &str = "Se venció el tiempo de pago";
pub const LATE_PAYMENT_TEXT: &str =
    "Cancelamos el pedido y no te cobramos nada. Puedes pedirlo de nuevo cuando quieras.";
pub const REFUNDED_TITLE: &str = "Devolvimos tu pago";
pub const REFUNDED_TEXT: &str = "El pedido se canceló y el dinero vuelve por el mismo medio.";
pub const ORDER_AGAIN: &str = "Pedir de nuevo";
pub const PAYMENT_STEPS: &str = "Paso 2 de 3: pago";

pub fn waiting_for(method: PaymentMethod) -> String {
    let who = match method {
        PaymentMethod::Card => "de tu banco",
        PaymentMethod::Yape => "de Yape",
        PaymentMethod::Cash => "de tu pedido",
    };
    format!("Esperamos la confirmación {who}. Puedes cerrar esta página: no se cobra dos veces.")
}

pub fn time_left(clock: &str) -> String {
    format!("Tienes {clock} para pagar.")
}

// Tracking

pub const AWAITING_PAYMENT: &str = "Tu pedido espera su pago.";
pub const FINISH_PAYING: &str = "Terminar de pagar";
pub const RECEIVED: &str = "Recibimos tu pedido. Ya está en la cola de la cocina.";
pub const CANCELLED: &str = "Este pedido fue cancelado.";
pub const EXPIRED: &str = "No recibimos el pago a tiempo y cancelamos el pedido.";
pub const STEP_RECEIVED: &str = "Recibido";
pub const STEP_CONFIRMED: &str = "Confirmado";
pub const STEP_PAYMENT: &str = "Esperando el pago";
pub const STEP_UNPAID: &str = "Sin pago";
pub const STEP_CANCELLED: &str = "Cancelado";
pub const ENJOY: &str = "¡Buen provecho!";
pub const EXPIRED_LARGE: &str = "Se venció el pago";
pub const CANCELLED_LARGE: &str = "Pedido cancelado";
pub const UNPAID_LARGE: &str = "Falta el pago";
pub const UNPAID_AFTER: &str = "Apenas lo recibamos, tu pedido entra a la cocina.";
pub const RECEIVED_LARGE: &str = "En la cocina";
pub const LATE_LARGE: &str = "Ya casi";
pub const LATE_AFTER: &str = "Está tomando un poco más de lo que calculamos. Gracias por esperar.";
pub const REASON_COOKING: &str = "Ya está en el fuego.";
pub const REASON_PACKING: &str = "Lo estamos empacando.";
pub const REASON_COUNTER: &str = "Te espera en el mostrador.";
pub const REASON_ON_THE_WAY: &str = "Va en camino.";
pub const REASON_WAITING_DRIVER: &str = "Sale con la próxima moto.";
pub const YOUR_ORDER: &str = "Tu pedido";
pub const SHARE: &str = "Compartir seguimiento";
pub const LINK_COPIED: &str = "Copiamos el enlace. Pégalo donde quieras.";
pub const CANCEL: &str = "Cancelar pedido";
pub const CANCEL_TITLE: &str = "¿Cancelamos tu pedido?";
pub const CANCEL_TEXT: &str = "Si ya lo pagaste, te devolvemos el dinero. Cuéntanos por qué:";
pub const CANCEL_REASONS: [&str; 4] = [
    "Me equivoqué en el pedido",
    "Va a demorar mucho",
    "Ya no lo necesito",
    "Otro motivo",
];
pub const CANCEL_YES: &str = "Sí, cancelar";
pub const CANCEL_NO: &str = "No, seguir con el pedido";
pub const CANCELLING: &str = "Cancelando…";
pub const CANCELLED_NOW: &str = "Tu pedido fue cancelado.";
pub const LIVE: &str = "En vivo";
pub const LOADING_ORDER: &str = "Buscando tu pedido…";
pub const NO_ORDER: &str = "No encontramos ese pedido";
pub const NO_ORDER_TEXT: &str = "Puede que el enlace esté incompleto. Pide que te lo envíen otra vez.";
pub const DONE_WORD: &str = "hecho";
pub const ACTIVE_WORD: &str = "en curso";
pub const PENDING_WORD: &str = "por hacer";
pub const FAILED_WORD: &str = "no se hizo";

pub fn order_number(number: u64) -> String {
    format!("Pedido {number}")
}

pub fn promise_before(number: u64, pickup: bool) -> String {
    let what = if pickup { "listo entre" } else { "llega entre" };
    format!("Pedido {number} · {what}")
}

/// A range of clock times: `1:10 y 1:20 p. m.`, `11:55 a. m. y 12:05 p. m.`.
pub fn promise_range(from: (u8, u8), until: (u8, u8)) -> String {
    let half = |hour: u8| if hour < 12 { "a.\u{a0}m." } else { "p.\u{a0}m." };
    let clock = |(hour, minute): (u8, u8)| {
        let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
        format!("{hour}:{minute:02}")
    };
    let (first, last) = (clock(from), clock(until));
    if half(from.0) == half(until.0) {
        format!("{first} y {last}\u{a0}{}", half(until.0))
    } else {
        format!("{first}\u{a0}{} y {last}\u{a0}{}", half(from.0), half(until.0))
    }
}

pub fn orders_ahead(count: u32) -> String {
    match count {
        0 => "Eres el siguiente en la cocina.".into(),
        1 => "Hay 1 pedido antes en la cocina.".into(),
        _ => format!("Hay {count} pedidos antes en la cocina."),
    }
}

pub fn delivered(kind: FulfilmentKind) -> &'static str {
    match kind {
        FulfilmentKind::Delivery => "Tu pedido fue entregado. ¡Buen provecho!",
        FulfilmentKind::Pickup => "Ya tienes tu pedido. ¡Buen provecho!",
    }
}

pub fn delivered_at(moment: &str) -> String {
    format!("Entregado: {moment}.")
}

pub fn step_delivered(kind: FulfilmentKind) -> &'static str {
    match kind {
        FulfilmentKind::Delivery => "Entregado",
        FulfilmentKind::Pickup => "Recogido",
    }
}

pub fn stage_title(stage: Stage, kind: FulfilmentKind) -> &'static str {
    match (stage, kind) {
        (Stage::Cooking, _) => "En la cocina",
        (Stage::Packaging, _) => "Empaque",
        (Stage::Delivery, FulfilmentKind::Delivery) => "En camino",
        (Stage::Delivery, FulfilmentKind::Pickup) => "Listo para recoger",
    }
}

pub fn waiting(stage: Stage, kind: FulfilmentKind) -> &'static str {
    match (stage, kind) {
        (Stage::Cooking, _) => "en la cola de la cocina",
        (Stage::Packaging, _) => "por empacar",
        (Stage::Delivery, FulfilmentKind::Delivery) => "esperando al repartidor",
        (Stage::Delivery, FulfilmentKind::Pickup) => "te espera en el mostrador",
    }
}

/// Where an order is, and who attends.
pub fn working(stage: Stage, status: StepStatus, kind: FulfilmentKind, person: Option<&str>) -> String {
    let (place, act) = match (stage, kind, status) {
        (Stage::Cooking, _, StepStatus::Pending) => return RECEIVED.into(),
        (Stage::Cooking, _, _) => ("Tu pedido está en la cocina.", "lo está preparando"),
        (Stage::Packaging, _, StepStatus::Pending) => {
            return "Tu pedido ya salió del fuego. Falta empacarlo.".into();
        }
        (Stage::Packaging, _, _) => ("Estamos empacando tu pedido.", "lo está empacando"),
        (Stage::Delivery, FulfilmentKind::Delivery, StepStatus::Pending) => {
            return "Tu pedido está listo y espera a su repartidor.".into();
        }
        (Stage::Delivery, FulfilmentKind::Delivery, _) => {
            ("Tu pedido está en camino.", "va hacia tu dirección")
        }
        (Stage::Delivery, FulfilmentKind::Pickup, StepStatus::Pending) => {
            return "Tu pedido está listo. Te esperamos en el mostrador.".into();
        }
        (Stage::Delivery, FulfilmentKind::Pickup, _) => ("Tu pedido está listo.", "te lo está entregando"),
    };
    person.map_or_else(|| place.to_owned(), |person| format!("{place} {person} {act}."))
}

pub fn since(moment: &str) -> String {
    let article = if moment.starts_with("01:") || moment.starts_with("1:") {
        "la"
    } else {
        "las"
    };
    if moment.starts_with(|c: char| c.is_ascii_digit()) {
        format!("desde {article} {moment}")
    } else {
        format!("desde {moment}")
    }
}

pub fn span(from: Option<&str>, until: Option<&str>) -> String {
    match (from, until) {
        (Some(from), Some(until)) if from == until => from.into(),
        (Some(from), Some(until)) => format!("{from} a {until}"),
        (Some(one), None) | (None, Some(one)) => one.into(),
        (None, None) => String::new(),
    }
}

pub fn with_person(text: &str, person: Option<&str>) -> String {
    match person {
        Some(person) if text.is_empty() => person.to_owned(),
        Some(person) => format!("{text} · {person}"),
        None => text.to_owned(),
    }
}

pub fn after_cancellation(expired: bool, payment: PaymentStatus) -> &'static str {
    match (expired, payment) {
        (true, _) => "No te cobramos nada. Puedes pedirlo de nuevo cuando quieras.",
        (false, PaymentStatus::Refunded | PaymentStatus::Approved) => {
            "Te devolvemos el dinero por el mismo medio."
        }
        (false, _) => "No te cobramos nada.",
    }
}

pub fn pick_up_in(branch: &str) -> String {
    format!("Recojo en {branch}")
}

pub fn cancel_reason(reason: &str) -> String {
    format!("Motivo: {reason}")
}

pub fn status_badge(status: Status, step: CurrentStep, kind: FulfilmentKind) -> &'static str {
    match (status, step) {
        (Status::Created, _) => "Por pagar",
        (Status::Cancelled, _) => "Cancelado",
        (Status::Completed, _) => "Entregado",
        (Status::Confirmed, CurrentStep::Packaging) => "En empaque",
        (Status::Confirmed, CurrentStep::Delivery) if kind == FulfilmentKind::Pickup => "Listo para recoger",
        (Status::Confirmed, CurrentStep::Delivery) => "En camino",
        (Status::Confirmed, _) => "En la cocina",
    }
}

// Account

pub const ACCOUNT_NAV: &str = "Cuenta";
pub const TAB_ORDERS: &str = "Pedidos";
pub const TAB_PROFILE: &str = "Mis datos";
pub const TAB_NOTIFICATIONS: &str = "Avisos";
pub const NO_ORDERS: &str = "Todavía no tienes pedidos";
pub const NO_ORDERS_TEXT: &str = "Cuando pidas algo, aquí podrás seguirlo y repetirlo en un toque.";
pub const MORE: &str = "Ver más";
pub const LOADING_ORDERS: &str = "Trayendo tus pedidos…";
pub const LOADING_PROFILE: &str = "Trayendo tus datos…";
pub const LOADING_NOTIFICATIONS: &str = "Trayendo tus avisos…";
pub const NO_NOTIFICATIONS: &str = "No tienes avisos";
pub const NO_NOTIFICATIONS_TEXT: &str = "Aquí te contamos cada paso de tus pedidos.";
pub const READ_ALL: &str = "Marcar todo como leído";
pub const NEW: &str = "Nuevo";
pub const NAME: &str = "Nombre";
pub const EMAIL: &str = "Correo";
pub const SAVING: &str = "Guardando…";
pub const SAVED: &str = "Guardamos tus datos.";
pub const DEFAULT_ADDRESS: &str = "Tu dirección";
pub const SESSION: &str = "Tu sesión";
pub const SESSION_TEXT: &str =
    "¿Dejaste tu cuenta abierta en otro lugar? Puedes cerrarla en todos tus dispositivos.";
pub const SIGN_OUT: &str = "Cerrar sesión";
pub const SIGN_OUT_EVERYWHERE: &str = "Cerrar en todos lados";
pub const SIGNED_OUT: &str = "Cerraste tu sesión. ¡Vuelve pronto!";

pub fn hello(name: &str) -> String {
    format!("Hola, {name}")
}

/// What is in an order, in few words: `½ pollo a la brasa y 2 más`.
pub fn contents(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} y {two}"),
        [one, rest @ ..] => format!("{one} y {} más", rest.len()),
    }
}

// Sign-in and registration

pub const AUTH_ASIDE: &str = "Tu pedido te espera, tal como lo dejaste.";
pub const USERNAME_OR_EMAIL: &str = "Correo o usuario";
pub const PASSWORD: &str = "Contraseña";
pub const PASSWORD_HINT: &str = "Al menos 8 caracteres.";
pub const SIGNING_IN: &str = "Ingresando…";
pub const FIRST_TIME: &str = "¿Primera vez?";
pub const REGISTER: &str = "Crea tu cuenta";
pub const REGISTERING: &str = "Creando tu cuenta…";
pub const HAVE_ACCOUNT: &str = "¿Ya tienes cuenta?";
pub const YOUR_NAME: &str = "Nombre y apellido";
pub const USERNAME: &str = "Usuario";
pub const USERNAME_HINT: &str = "De 3 a 40 letras, números, puntos o guiones.";
pub const SHOW_PASSWORD: &str = "Mostrar la contraseña";

// Not found and policies

pub const NOT_FOUND_TEXT: &str = "El enlace puede estar incompleto o la página cambió de lugar.";
pub const GO_HOME: &str = "Ir al inicio";

/// The terms of service, by heading and paragraphs.
pub const TERMS: &[(&str, &[&str])] = &[
    (
        "Quiénes somos",
        &[
            "Este sitio recibe pedidos de comida para entregar a domicilio o recoger en el local. Al hacer un pedido aceptas estas condiciones.",
        ],
    ),
    (
        "Precios y pago",
        &[
            "Los precios están en soles e incluyen el IGV. El costo de entrega se muestra antes de pagar. Si un precio cambia mientras pides, te avisamos y decides con el nuevo total.",
            "Tienes 15 minutos para pagar. Si el pago no llega en ese tiempo, cancelamos el pedido sin cobrarte.",
        ],
    ),
    (
        "Cancelaciones",
        &[
            "Puedes cancelar dentro de los 10 minutos de haber pedido, mientras nadie haya empezado a prepararlo. Si ya habías pagado, te devolvemos el dinero por el mismo medio.",
        ],
    ),
    (
        "Entrega",
        &[
            "La hora que te mostramos es un rango calculado con los pedidos que hay antes en la cocina. Si va a tardar más, lo verás en el seguimiento.",
        ],
    ),
    (
        "Alérgenos",
        &[
            "Cada plato indica los alérgenos que conocemos. En nuestra cocina se trabaja con todos los ingredientes de la carta: si tienes una alergia severa, llámanos antes de pedir.",
        ],
    ),
    (
        "Demostración",
        &["Esta es una casa ficticia: los pagos son simulados y nadie prepara ni entrega los pedidos."],
    ),
];

/// The privacy policy, by heading and paragraphs.
pub const PRIVACY: &[(&str, &[&str])] = &[
    (
        "Qué guardamos",
        &[
            "Tu nombre, correo, teléfono, la dirección de entrega y tus pedidos. La contraseña se guarda cifrada de una forma que nadie puede leer, tampoco nosotros.",
        ],
    ),
    (
        "Para qué",
        &[
            "Para preparar y entregar tus pedidos, avisarte en qué van y emitir tu comprobante. No vendemos tus datos ni los usamos para publicidad de terceros.",
        ],
    ),
    (
        "Quién los ve",
        &[
            "El personal del local que atiende tu pedido. El enlace de seguimiento no muestra tu nombre, tu dirección ni tu teléfono a quien lo abra.",
        ],
    ),
    (
        "En tu navegador",
        &[
            "Guardamos tu pedido, la dirección elegida y lo que vas escribiendo para que no se pierda, y una cookie para tu sesión. No usamos cookies de seguimiento.",
        ],
    ),
    (
        "Tus derechos",
        &[
            "Puedes ver y corregir tus datos en tu cuenta en cualquier momento, y pedirnos que los borremos, según la Ley N.º 29733 de protección de datos personales.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_their_half_of_the_day() {
        assert_eq!(promise_range((13, 10), (13, 20)), "1:10 y 1:20\u{a0}p.\u{a0}m.");
        assert_eq!(
            promise_range((11, 55), (12, 5)),
            "11:55\u{a0}a.\u{a0}m. y 12:05\u{a0}p.\u{a0}m."
        );
        assert_eq!(
            promise_range((23, 55), (0, 5)),
            "11:55\u{a0}p.\u{a0}m. y 12:05\u{a0}a.\u{a0}m."
        );
    }

    #[test]
    fn lists_read_as_sentences() {
        let names = |count: usize| -> Vec<String> {
            ["huevo", "mostaza", "leche"]
                .iter()
                .take(count)
                .map(|n| (*n).to_owned())
                .collect()
        };
        assert_eq!(contains(&names(3)), "Contiene huevo, mostaza y leche.");
        assert_eq!(contains(&names(1)), "Contiene huevo.");
        assert_eq!(contents(&names(3)), "huevo y 2 más");
        assert_eq!(choose(1, 1), "Elige 1");
        assert_eq!(choose(0, 3), "Hasta 3");
    }

    #[test]
    fn one_o_clock_is_singular() {
        assert_eq!(since("01:05"), "desde la 01:05");
        assert_eq!(since("12:44"), "desde las 12:44");
        assert_eq!(since("ayer, 12:44"), "desde ayer, 12:44");
    }
}
