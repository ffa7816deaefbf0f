//! The cart, ordering and paying.

use domain::payment::PaymentMethod;

// Cart.
pub const CART_EMPTY: &str = "Tu pedido está vacío";
pub const CART_EMPTY_TEXT: &str =
    "Elige algo de la carta y aparecerá aquí. Lo guardamos aunque cierres la página.";
pub const SUMMARY: &str = "Resumen";
pub const SUBTOTAL: &str = "Subtotal";
pub const DELIVERY_FEE: &str = "Entrega";
/// Before the district is known, on which it depends.
pub const DELIVERY_FEE_FROM: &str = "Entrega, según tu distrito";
pub const FREE: &str = "Gratis";
pub const TAX: &str = "IGV incluido";
pub const TOTAL: &str = "Total";
pub const CONTINUE: &str = "Continuar";
pub const REMOVE: &str = "Quitar";
pub const UNDO: &str = "Deshacer";
pub const LINES: &str = "Tu pedido";
pub const FIX_CART: &str = "Revisa lo marcado para continuar.";
pub const CONFIRM_EMAIL_FIRST: &str = "Confirmar mi correo";
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

pub const ROOM_FOR_SOME: &str = "No todo cabe en tu pedido; agregamos lo que entra.";
pub const PARTLY_AGAIN: &str = "Algunos platos ya no están en la carta; agregamos los demás.";
pub const NOT_AGAIN: &str = "Esos platos ya no están en la carta.";

// Checkout.
pub const STEPS: [&str; 3] = ["Pedido", "Entrega", "Pago"];
pub const WHEN_TITLE: &str = "¿Para cuándo?";
pub const SOON: &str = "Lo antes posible";
pub const SOON_NOTE: &str = "Empezamos apenas lo confirmes";
pub const LATER: &str = "Programar";
pub const LATER_NOTE: &str = "Elige el día y la hora";
pub const TIME_OVER: &str = "La hora que elegiste ya pasó: ahora tu pedido es para lo antes posible.";
pub const TIME_FULL: &str = "Esa hora se acaba de llenar: te proponemos la siguiente libre.";
pub const TIME_TOO_SOON: &str = "La cocina necesita más tiempo que eso: te proponemos la siguiente hora.";
pub const TIME_MOVED: &str = "Ese local no atiende a la hora que elegiste: te proponemos la primera que sí.";
pub const DAY: &str = "Día";
pub const TIME: &str = "Hora";
pub const CONTACT: &str = "Tu contacto";
pub const PHONE: &str = "Teléfono";
pub const PHONE_HINT: &str = "Para avisarte cuando lleguemos.";
pub const RECEIPT: &str = "Comprobante";
pub const BOLETA: &str = "Boleta";
pub const FACTURA: &str = "Factura";
pub const DNI: &str = "DNI";
pub const DOCUMENT: &str = "Documento";
pub const CE: &str = "Carné de extranjería";
pub const PASSPORT: &str = "Pasaporte";
pub const DNI_HINT: &str =
    "8 dígitos, si lo quieres en tu boleta. Si tu pedido pasa de S/ 700.00, la ley lo pide.";
pub const DOCUMENT_HINT: &str = "Hasta 12 letras y números. Si tu pedido pasa de S/ 700.00, la ley lo pide.";
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
pub fn placed_before(number: u64) -> String {
    format!("Ya recibimos tu pedido {number}")
}
pub const PLACED_BEFORE_TEXT: &str = "Llegó cuando lo enviaste la primera vez, sin los cambios que hiciste después. No hicimos un segundo pedido.";
pub const SEE_PLACED_BEFORE: &str = "Seguir con ese pedido";
pub const PLACE_ANOTHER: &str = "Hacer otro pedido";
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

// Payment.
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
pub const ONLY_CASH_BY_NOW: &str =
    "El restaurante ya no cobra en línea. Puedes pagar en efectivo al recibir tu pedido.";
pub const PAY_AT_THE_DOOR: &str = "Pagar al recibir";
pub const OTHER_METHOD: &str = "Pagar de otra forma";
pub const LATE_PAYMENT: &str = "Se venció el tiempo de pago";
pub const LATE_PAYMENT_TEXT: &str =
    "Cancelamos el pedido y no te cobramos nada. Puedes pedirlo de nuevo cuando quieras.";
pub const CANCELLED_PAYMENT_TEXT: &str =
    "Este pedido ya no se paga. Si tu dinero llegó antes, vuelve por el mismo medio.";
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
