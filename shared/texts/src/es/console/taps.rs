//! What people do to orders, and how it went.

use domain::stage::Stage;

// Names of actions.
pub const TAKE: &str = "Tomar";
pub const RELEASE: &str = "Devolver a la cola";
pub const RELEASE_SHORT: &str = "Devolver";
pub const UNDO: &str = "Deshacer";
pub const CONFIRM: &str = "Confirmar sin pago";
pub const CANCEL: &str = "Cancelar pedido";
pub const UNDO_UNSENT: &str = "Quitar";
pub const SENDING: &str = "Enviando…";
pub const UNSENT: &str = "Por enviar";
pub const DONE_UNSENT: &str = "Listo, por enviar";
pub const UNHEARD: &str = "Sin respuesta, lo reintentamos";
pub const NOT_SENT: &str = "No hay conexión y esto no se guarda para después. Inténtalo cuando vuelva.";
pub const ALREADY_PENDING: &str = "Este pedido tiene un toque por enviar. Espera a que vuelva la conexión.";

/// Finishing a stage, by what it means there.
pub fn complete(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking | Stage::Packaging => "Listo",
        Stage::Delivery => "Entregado",
    }
}

/// Finishing a stage from the list of orders, where the stage is not the page's.
pub fn complete_to(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "Pasar a empaque",
        Stage::Packaging => "Pasar a reparto",
        Stage::Delivery => "Marcar entregado",
    }
}

/// Taking a stage from the list of orders.
pub fn take_for(stage: Stage) -> &'static str {
    match stage {
        Stage::Cooking => "Tomar en cocina",
        Stage::Packaging => "Tomar en empaque",
        Stage::Delivery => "Tomar en reparto",
    }
}

/// Undoing with the time that is left.
pub fn undo_within(clock: &str) -> String {
    format!("{UNDO} ({clock})")
}

/// A button's name for those who hear it without its card.
pub fn on_order(action: &str, number: u64) -> String {
    format!("{action}, pedido {number}")
}

/// Who won a race for an order.
pub fn taken_by(number: u64, name: &str) -> String {
    format!("El pedido {number} ya lo tomó {name}. Elige otro.")
}

/// A tap that waited for the connection and no longer fits.
pub fn tap_refused(number: u64, why: &str) -> String {
    format!("Pedido {number}: no se aplicó tu cambio. {why}")
}

/// Nobody knows whether something that was sent was done.
pub fn tap_unknown(number: u64) -> String {
    format!("Pedido {number}: no sabemos si tu cambio se aplicó. Mira cómo quedó antes de repetirlo.")
}

pub fn done(number: u64, stage: Stage) -> String {
    match stage {
        Stage::Cooking => format!("El pedido {number} pasó a empaque."),
        Stage::Packaging => format!("El pedido {number} pasó a reparto."),
        Stage::Delivery => format!("El pedido {number} fue entregado."),
    }
}

pub fn undone(number: u64, stage: &str) -> String {
    format!("El pedido {number} volvió a {stage}.")
}

pub fn confirmed(number: u64) -> String {
    format!("El pedido {number} ya está en la cola de la cocina.")
}

pub fn cancelled(number: u64) -> String {
    format!("El pedido {number} quedó cancelado.")
}

/// The banner while taps wait to be sent.
pub fn unsent(count: usize) -> String {
    match count {
        1 => "1 toque guardado en esta tableta. Lo enviamos apenas vuelva la conexión.".into(),
        n => format!("{n} toques guardados en esta tableta. Los enviamos apenas vuelva la conexión."),
    }
}

/// Taps of somebody who is not signed in.
pub fn unsent_of_others(count: usize, name: &str) -> String {
    match count {
        1 => format!("1 toque de {name} espera a que ingrese para enviarse."),
        n => format!("{n} toques de {name} esperan a que ingrese para enviarse."),
    }
}

pub fn all_sent(count: usize) -> String {
    match count {
        1 => "Volvió la conexión y se envió tu toque.".into(),
        n => format!("Volvió la conexión y se enviaron tus {n} toques."),
    }
}

// Asking before something that cannot be undone.
pub fn cancel_title(number: u64) -> String {
    format!("¿Cancelar el pedido {number}?")
}
pub const CANCEL_TEXT: &str = "Avisaremos al cliente. Si ya pagó, se le devuelve el dinero.";
pub const REASON: &str = "Motivo";
pub const REASON_HINT: &str = "El equipo lo verá en sus pantallas.";
pub const REASON_MISSING: &str = "Escribe el motivo para poder cancelar.";
pub const REASONS: [&str; 4] = [
    "El cliente lo pidió",
    "Se agotó un producto",
    "No podemos llegar a la dirección",
    "Pedido repetido",
];
pub const CANCELLING: &str = "Cancelando…";
pub fn confirm_title(number: u64) -> String {
    format!("¿Confirmar el pedido {number} sin pago?")
}
pub const CONFIRM_TEXT: &str = "El pedido entra a la cocina ahora mismo y la casa responde por el pago. Confírmalo solo si ya lo cobraste.";
pub const CONFIRM_YES: &str = "Sí, confirmar";
pub const CONFIRMING: &str = "Confirmando…";
