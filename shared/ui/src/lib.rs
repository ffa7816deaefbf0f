//! What both apps show and hear in the same way: widgets, and what they need of the browser. On the server
//! everything here is drawn once and does nothing.

pub mod attempt;
pub mod clock;
pub mod crash;
pub mod dynamic;
pub mod failure;
#[cfg(feature = "browser")]
mod fault;
pub mod files;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod icon;
pub mod live;
pub mod money;
pub mod names;
pub mod page;
pub mod palette;
pub mod patience;
pub mod photo;
pub mod resource;
pub mod sent_before;
pub mod sheet;
pub mod stepper;
pub mod storage;
pub mod sure;
pub mod tabs;
#[cfg(feature = "browser")]
pub mod take_over;
pub mod toast;
pub mod typed;
pub mod version;
pub mod way_back;
