//! What the apps and the server share. Read in this order: [`domain`] (the rules), [`api`] (the calls between the
//! apps and the services), [`texts`] (every sentence people read), [`ui`] (the widgets that both apps use).
#![cfg_attr(
    not(feature = "ssr"),
    allow(clippy::unused_async, reason = "server functions are only stubs here")
)]

pub mod api;
pub mod domain;
pub mod texts;
pub mod ui;
