//! Conexiones, below Ajustes: the keys with which other systems ask, and the addresses to which events are sent.

pub mod address;
pub mod changed;
pub mod hooks;
pub mod keys;
pub mod log;
pub mod new_key;
pub mod secret;
pub mod shown;

use self::address::AddressForm;
use self::hooks::Hooks;
use self::keys::Keys;
use self::log::Log;
use self::new_key::NewKey;
use self::secret::Secret;
use self::shown::{Lying, Shown};
use crate::components::by_pin::ByPin;
use crate::pages::missing::NotForYou;
use crate::routes::{CONNECTIONS, Screen};
use crate::state::erased::{effect, follow, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::connections as texts;
use api::api_keys::{ApiKey, ApiKeys};
use api::webhooks::Connection;
use domain::WebhookId;
use domain::staff::Permission;
use domain::time::SECOND_MS;
use domain::webhook::Webhook;
use leptos::prelude::*;
use rpc::api_keys::api_keys;
use rpc::webhooks::connections;
use ui::clock::{self, Clock};
use ui::page;
use ui::resource::{Loaded, Resource};
use ui::sheet::Sheet;

/// How often is looked how all stands: no event tells of it.
const LOOKED_AGAIN_MS: i64 = 15 * SECOND_MS;

/// What the parts of this screen share.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    pub keys: Resource<ApiKeys>,
    pub hooks: Resource<Vec<Connection>>,
    over: RwSignal<Lying>,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            keys: Resource::new(api_keys),
            hooks: Resource::new(connections),
            over: RwSignal::new(Lying::default()),
        }
    }

    /// Looks again and again how all stands.
    fn follow(self) {
        let (clock, following) = (expect_context::<Clock>(), Following::expect());
        let turn = memo(move || clock.now().0 / LOOKED_AGAIN_MS);
        effect(move || {
            follow(turn);
            following.settings();
            self.keys.ask();
            self.hooks.ask();
        });
    }

    /// Changes what lies over the page; what stays is not drawn anew. `None` where the screen was left.
    fn lay<T>(self, change: impl FnOnce(&mut Lying) -> T) -> Option<T> {
        let known = self.over.try_get_untracked()?;
        let mut over = known.clone();
        let said = change(&mut over);
        if over != known {
            let _ = self.over.try_set(over);
        }
        Some(said)
    }

    /// The turn of what is shown: an answer to it names it.
    pub fn turn(self) -> u32 {
        self.over.with_untracked(Lying::turn)
    }

    /// Shows what was asked for with a press.
    pub fn open(self, shown: Shown) {
        let _ = self.lay(|over| over.open(shown));
    }

    /// Closes what is shown, with a press.
    pub fn close(self) {
        let _ = self.lay(Lying::close);
    }

    /// What was asked in a turn is done.
    pub fn answered(self, turn: u32) {
        let _ = self.lay(|over| over.answered(turn));
    }

    /// Shows a secret that was asked for in a turn; `false` where it cannot be shown any more.
    pub fn reveal(self, turn: u32, secret: Shown) -> bool {
        self.lay(|over| over.reveal(turn, secret)).unwrap_or(false)
    }

    /// Shows the log of an address that was tried, unless something is shown.
    pub fn log(self, webhook: Webhook) {
        let _ = self.lay(|over| over.log(webhook));
    }

    /// An address is no longer there: its row and what was opened from it are gone.
    pub fn without(self, id: &WebhookId) {
        let _ = self.lay(|over| over.without(id));
        if let Some(mut known) = self.hooks.value.try_get_untracked().flatten() {
            known.retain(|one| one.webhook.id != *id);
            self.hooks.learn(known);
        }
        page::focus_unless_placed("avisos");
    }

    /// A key was revoked: its row says so before the next answer does, and has no button any more.
    pub fn revoked(self, id: &str) {
        self.change_keys(|keys| {
            for key in keys.iter_mut().filter(|key| key.id == id) {
                key.revoked_at.get_or_insert_with(clock::time);
            }
        });
    }

    /// A key has ended by itself: it is on the list no more.
    pub fn ended(self, id: &str) {
        self.change_keys(|keys| keys.retain(|key| key.id != id));
    }

    /// Learns what became of the keys, and puts the focus somewhere where a row has lost it.
    fn change_keys(self, change: impl FnOnce(&mut Vec<ApiKey>)) {
        if let Some(mut known) = self.keys.value.try_get_untracked().flatten() {
            change(&mut known.api_keys);
            self.keys.learn(known);
        }
        page::focus_unless_placed("llaves");
    }
}

#[component]
pub fn ConnectionsScreen() -> AnyView {
    RestaurantState::expect().title(texts::TITLE);
    let session = Session::expect();
    let allowed =
        memo(move || session.may(Permission::ManageApiKeys) && session.may(Permission::ManageWebhooks));
    view! {
        {move || {
            if allowed.get() { view! { <Asked /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

#[component]
fn Asked() -> AnyView {
    let desk = Desk::new();
    desk.follow();
    view! {
        <div class="console__head">
            <div>
                <a class="back" href=Screen::Settings.href()>
                    {texts::BACK}
                </a>
                <h1>{texts::TITLE}</h1>
                <p class="muted">{texts::LEAD}</p>
            </div>
        </div>
        <ByPin />
        <div class="connections">
            // One after the other: what comes above later would move what somebody is about to press.
            <Loaded loader=desk.keys.loader() loading=texts::KEYS_LOADING>
                <Keys desk />
                <Loaded loader=desk.hooks.loader() loading=texts::HOOKS_LOADING>
                    <Hooks desk />
                </Loaded>
            </Loaded>
        </div>
        <Over desk />
    }
    .into_any()
}

/// The sheet over the page, with whatever is shown.
#[component]
fn Over(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    let over = desk.over;
    let shown = move || over.with(|over| over.shown().cloned());
    effect(move || open.set(over.with(|over| over.shown().is_some())));
    effect(move || {
        if !open.get() && desk.lay(Lying::dismiss) == Some(true) {
            // The row below the log says the same.
            desk.hooks.ask();
        }
    });
    let title = Signal::derive(move || shown().as_ref().map(Shown::title).unwrap_or_default());
    let stays = Signal::derive(move || over.with(Lying::stays));
    view! {
        <Sheet open title id="conexion" stays>
            {move || match shown() {
                None => ().into_any(),
                Some(Shown::NewKey) => view! { <NewKey desk /> }.into_any(),
                Some(Shown::Secret { label, lead, secret, .. }) => {
                    view! { <Secret desk label lead secret /> }.into_any()
                }
                Some(Shown::NewAddress) => view! { <AddressForm desk /> }.into_any(),
                Some(Shown::Address(webhook)) => view! { <AddressForm desk webhook /> }.into_any(),
                Some(Shown::Log(webhook)) => view! { <Log webhook /> }.into_any(),
            }}
        </Sheet>
    }
    .into_any()
}

/// The way from Ajustes to this page.
#[component]
pub(crate) fn ConnectionsLink() -> AnyView {
    view! {
        <section class="card stack connections__way" aria-labelledby="conexiones">
            <h2 class="card__title" id="conexiones">
                {texts::TITLE}
            </h2>
            <p class="muted">{texts::LEAD}</p>
            <a class="button" href=CONNECTIONS>
                {texts::OPEN}
            </a>
        </section>
    }
    .into_any()
}
