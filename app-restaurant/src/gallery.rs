//! Every component of the console in every state: `/restaurante/componentes` under `cargo xtask dev`. A component that is
//! new gets its place in the file below `gallery` of what it belongs to.
//!
//! Not here are, and `cargo xtask step architecture` holds all others to it:
//!
//! - `app::{App, Opened, Outside}`, `frame::Frame`: they are around this page.
//! - `pages::invitation::{InvitationPage, AlreadyIn}`: they name the window; the form is here.
//! - `pages::setup::{SetupScreen, Steps}`, `pages::setup::published::Published`: they ask the server for what they show; parts of them are
//!   here.
//! - `pages::staff::invite::{Invite, MadeLink}`, `pages::settings::business::AskedBusiness`,
//!   `pages::settings::collecting::AskedCollecting`, `pages::settings::catering::AskedCateringRules`,
//!   `pages::settings::order_rules::AskedOrderRules`, `pages::settings::store_words::AskedStoreWords`: the same, and a sheet.
//! - `components::ask_cancel::{AskCancel, Reason}`, `components::ask_confirm::{AskConfirm, Sure}`: the frame around this page
//!   has them; there are buttons that open them.
//! - `components::by_pin::ByPin`: nothing for who came in with a password, as the one here has; its notice is one.
//! - `components::block_customer::{BlockCustomer, Block}`, `components::claim_order::ClaimOrder`, `components::claim_refund::ClaimRefund`,
//!   `components::record_payment::{RecordPayment, Entries}`, `pages::catering::ledger::{Ledger, Entries}`: they ask the server
//!   as soon as they are drawn; what they draw of its answer is here.
//! - `pages::catering::{Allowed, Requests}`, `pages::catering::board::Board`, `pages::catering::calendar::Calendar`,
//!   `pages::catering::list::List`, `pages::catering::quote::{QuoteScreen, Load}`,
//!   `pages::catering::request::{RequestScreen, One, Known}`, `pages::catering::phone::PhoneScreen`: screens that ask the
//!   server for what they show, or name the window; their parts are here.
//! - `pages::claims::{ClaimsScreen, Book}`, `pages::claims::paper::PaperScreen`,
//!   `pages::claims::poster::{PosterScreen, Notice}`, `pages::dashboard::{DashboardScreen, Orders}`,
//!   `pages::carta::{CartaScreen, Asked}`, `pages::customers::{CustomersScreen, Asked}`, `pages::customers::one::{CustomerScreen, One, Known}`,
//!   `pages::customers::history::History`, `pages::orders::OrdersScreen`, `pages::queue::QueueScreen`,
//!   `pages::settings::{SettingsScreen, Asked}`, `pages::settings::movements::Movements`, `pages::settings::brand::AskedBrand`,
//!   `pages::connections::{ConnectionsScreen, Asked, Over}`, `pages::connections::log::Log`,
//!   `pages::staff::{StaffScreen, Asked}`, `pages::system::{SystemScreen, Letters}`: the same.
//! - `pages::staff::edit::EditPerson`, `pages::staff::pin::GivePin`, `pages::staff::first_password::FirstPassword`, `pages::carta::sheet::MenuSheet`: sheets, whose
//!   contents are here.
//! - `pages::missing::GoHome`, `pages::sign_in::{SignInPage, WithPassword}`: they lead away from any other address, and hold what is
//!   here.

mod carta;
mod catering;
mod catering_request;
mod catering_rules;
mod claims;
mod collecting;
mod connections;
mod customers;
mod edits;
mod figures;
mod forms;
mod frame;
mod menu;
mod money;
mod orders;
mod pace;
mod queue;
mod quotes;
mod requests;
mod rules;
mod samples;
mod screens;
mod served;
mod settings;
mod setup;
mod staff;
mod tickets;

use self::samples::{Samples, person};
use crate::pages::catering::steps::Questions;
use crate::state::offline_queue::PendingTaps;
use crate::state::queues::Queues;
use crate::state::session::Session;
use crate::state::taps::Taps;
use api::auth::SignedInStaff;
use domain::staff::Role;
use leptos::prelude::*;
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
    Questions::provide();
    let parts = [
        frame::components(&samples),
        tickets::components(&samples),
        queue::components(&samples),
        orders::components(&samples),
        money::components(&samples),
        edits::components(&samples),
        figures::components(),
        claims::components(&samples),
        catering::components(),
        catering_request::components(),
        quotes::components(),
        screens::components(&samples),
        settings::components(),
        catering_rules::components(),
        rules::components(),
        collecting::components(),
        served::components(),
        pace::components(),
        carta::components(),
        menu::components(),
        staff::components(),
        customers::components(&samples),
        connections::components(),
        setup::components(),
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

/// Queues that ask nobody: for a component that finds them around it.
fn idle_queues() -> Queues {
    Session::provide(None);
    Queues::provide()
}

/// Taps of somebody who is signed in, of which some wait to be sent.
fn waiting_taps(me: SignedInStaff, waiting: &PendingTaps) {
    Session::provide(Some(me));
    as_if_kept(TAPS, waiting, || Taps::provide(expect_context::<Clock>()));
}
