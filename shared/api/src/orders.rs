//! Placing orders, following them, and the list of all of them.

mod list;
mod shown;
mod view;

pub use list::*;
pub use shown::decimal;
pub use view::*;
