//! What clients of older systems are said to have done.

/// The reason of a cancellation for which their words have none.
pub const CANCELLED_BY_CLIENT: &str = "Cancelado por el sistema que hizo el pedido";
