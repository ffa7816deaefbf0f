//! What the pages share. Each is provided once by the app and found through its `expect`.
//!
//! Pages that the server draws know nothing of who reads them, and the first drawing in the browser must be the same. So
//! everything here begins in a neutral state and wakes up after that, with `wake`.

pub mod cart;
pub mod catering;
pub mod checkout;
pub mod claim;
pub mod destination;
pub mod inbox;
pub mod leaving;
pub mod paying;
pub mod payment;
pub mod personal;
pub mod pricing;
pub mod reading;
pub mod restaurant;
pub mod session;
pub mod tracking;
