//! A picture that somebody sends: what is said of its way.

pub const UNANSWERED: &str = "La imagen no llegó: tu conexión está lenta o no llega. Elígela otra vez.";
pub const EXPIRED: &str = "Tu sesión terminó antes de que llegara. Elígela otra vez.";
pub const WAIT: &str = "Espera a que termine de subir la imagen.";
pub const LATE: &str = "La imagen llegó después de que cerraste. Elígela otra vez.";
pub const ARRIVED: &str = "Imagen lista.";
