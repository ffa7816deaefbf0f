//! Catering: asking for it, what the customer sees under a private link, and what the restaurant does with requests.

mod view;

pub use view::*;
