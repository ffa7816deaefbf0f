//! The tab of catering as plain functions: which view the address names, what a card says, the days of a month, the
//! quote that is being made, and the request that is taken by telephone.

mod address;
mod card;
mod editor;
mod facts;
mod fresh;
mod month;
mod phone;
#[cfg(test)]
pub mod samples;

pub use address::{CateringAddress, View};
pub use card::{
    Badge, Next, badge, customer_name, due_first, in_lane, may_quote, may_remind, next_step, sums, what,
    whereabouts,
};
pub use card::{LANES, Lane};
pub use editor::{Editor, EditorFee, EditorLine, Source, dishes, request_of, soles, unit_price};
pub use facts::{Row, facts, history};
pub use fresh::{fresh, put};
pub use month::{Month, is_full, moved};
pub use phone::PhoneForm;
