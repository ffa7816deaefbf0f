//! Every component of the console in every state: `/restaurante/componentes` under `cargo xtask dev`. A component that is
//! new gets its place in the file below `gallery` of what it belongs to.

mod book;
mod claims;
mod figures;
mod forms;
mod frame;
mod money;
mod orders;
mod queue;
mod samples;
mod tickets;

use self::samples::{Samples, person};
use crate::state::kept::Kept;
use crate::state::offline_queue::PendingTaps;
use crate::state::queues::Queues;
use crate::state::session::Session;
use crate::state::taps::Taps;
use api::auth::SignedInStaff;
use domain::staff::Role;
use leptos::prelude::*;
use std::time::Duration;
use ui::clock::Clock;
use ui::gallery::{apart, as_if_kept, gallery};

/// Where it is, below the console's own address.
pub const PATH: &str = "/componentes";

/// Where the tablet keeps the taps that wait to be sent: the name of `state/taps.rs`.
const TAPS: &str = "consola.toques";

/// What a component can be in, by name.
type States = Vec<(&'static str, AnyView)>;

#[component]
pub fn Gallery() -> AnyView {
    let samples = Samples::new();
    let parts = [
        frame::components(&samples),
        tickets::components(&samples),
        queue::components(&samples),
        orders::components(&samples),
        money::components(&samples),
        figures::components(),
        claims::components(),
        forms::components(),
    ];
    gallery(parts.into_iter().flatten().collect())
}

/// Draws as somebody of this role sees it.
fn seen_by(role: Role, draw: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    apart(move || {
        Session::provide(Some(person(role)));
        draw()
    })
}

/// Something that a screen would ask for again, with nobody to ask.
fn kept() -> Kept {
    Kept::new(Duration::ZERO, || std::future::ready(Ok(())), |()| {})
}

/// Queues that ask nobody: for a component that finds them around it.
fn idle_queues() -> Queues {
    Session::provide(None);
    Queues::provide(expect_context::<Clock>())
}

/// Taps of somebody who is signed in, of which some wait to be sent.
fn waiting_taps(me: SignedInStaff, waiting: &PendingTaps) {
    Session::provide(Some(me));
    as_if_kept(TAPS, waiting, || Taps::provide(expect_context::<Clock>()));
}
