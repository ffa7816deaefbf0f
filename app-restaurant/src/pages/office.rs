//! What concerns the whole restaurant: its figures, every order, what could not be handled. Loaded together when the first
//! of them is wanted, so that a kitchen's tablet loads its queue and no more.

use super::carta::CartaScreen;
use super::claims::ClaimsScreen;
use super::claims::paper::PaperScreen;
use super::claims::poster::PosterScreen;
use super::connections::ConnectionsScreen;
use super::customers::CustomersScreen;
use super::customers::one::CustomerScreen;
use super::dashboard::DashboardScreen;
use super::orders::OrdersScreen;
use super::settings::SettingsScreen;
use super::setup::SetupScreen;
use super::staff::StaffScreen;
use super::system::SystemScreen;
use leptos::lazy;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::dynamic::later;

#[derive(Debug, Clone, Copy)]
pub enum Office {
    Dashboard,
    Orders,
    Claims,
    /// A sheet of the paper book, typed in.
    PaperClaim,
    /// The notice for the shop.
    ClaimPoster,
    Carta,
    Customers,
    /// One of them.
    Customer,
    Staff,
    Settings,
    /// The keys and addresses of other systems.
    Connections,
    System,
    Setup,
}

pub fn office(screen: Office) -> AnyView {
    let loading = || view! { <p class="working working--page" role="status">{texts::LOADING}</p> }.into_any();
    later(Box::pin(draw_office(screen)), loading)
}

#[lazy]
fn draw_office(screen: Office) -> AnyView {
    match screen {
        Office::Dashboard => view! { <DashboardScreen /> }.into_any(),
        Office::Orders => view! { <OrdersScreen /> }.into_any(),
        Office::Claims => view! { <ClaimsScreen /> }.into_any(),
        Office::PaperClaim => view! { <PaperScreen /> }.into_any(),
        Office::ClaimPoster => view! { <PosterScreen /> }.into_any(),
        Office::Carta => view! { <CartaScreen /> }.into_any(),
        Office::Customers => view! { <CustomersScreen /> }.into_any(),
        Office::Customer => view! { <CustomerScreen /> }.into_any(),
        Office::Staff => view! { <StaffScreen /> }.into_any(),
        Office::Settings => view! { <SettingsScreen /> }.into_any(),
        Office::Connections => view! { <ConnectionsScreen /> }.into_any(),
        Office::System => view! { <SystemScreen /> }.into_any(),
        Office::Setup => view! { <SetupScreen /> }.into_any(),
    }
}
