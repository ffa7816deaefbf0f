//! Conexiones, below Ajustes: the keys with which other systems ask, and the addresses to which events are sent.

pub mod address;
pub mod hooks;
pub mod keys;
pub mod log;
pub mod new_key;
pub mod secret;

use self::address::AddressForm;
use self::hooks::Hooks;
use self::keys::Keys;
use self::log::Log;
use self::new_key::NewKey;
use self::secret::Secret;
use crate::pages::missing::NotForYou;
use crate::routes::{CONNECTIONS, Screen};
use crate::state::erased::{effect, follow, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::connections as texts;
use api::api_keys::ApiKeys;
use api::webhooks::Connection;
use domain::WebhookId;
use domain::staff::Permission;
use domain::time::SECOND_MS;
use domain::webhook::{Webhook, host};
use leptos::prelude::*;
use rpc::api_keys::api_keys;
use rpc::webhooks::connections;
use ui::clock::Clock;
use ui::page;
use ui::resource::{Loaded, Resource};
use ui::sheet::Sheet;

/// How often is looked how all stands: no event tells of it.
const LOOKED_AGAIN_MS: i64 = 15 * SECOND_MS;

/// What lies over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    NewKey,
    /// A secret that was made and is shown this once: over which words, what it is called, and what is said of it.
    Secret {
        title: String,
        label: &'static str,
        lead: &'static str,
        secret: String,
    },
    NewAddress,
    Address(Webhook),
    Log(Webhook),
}

impl Shown {
    /// The secret of an address.
    pub fn secret_of(webhook: &Webhook, secret: String) -> Shown {
        Shown::Secret {
            title: texts::secret_of(host(&webhook.url)),
            label: texts::SECRET,
            lead: texts::SECRET_ONCE,
            secret,
        }
    }

    fn title(&self) -> String {
        match self {
            Shown::NewKey => texts::NEW_KEY.to_owned(),
            Shown::Secret { title, .. } => title.clone(),
            Shown::NewAddress => texts::ADD.to_owned(),
            Shown::Address(webhook) => host(&webhook.url).to_owned(),
            Shown::Log(webhook) => texts::log_of(host(&webhook.url)),
        }
    }
}

/// What the parts of this screen share.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    pub keys: Resource<ApiKeys>,
    pub hooks: Resource<Vec<Connection>>,
    pub shown: RwSignal<Option<Shown>>,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            keys: Resource::new(api_keys),
            hooks: Resource::new(connections),
            shown: RwSignal::new(None),
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

    /// Shows something in place of what was shown, unless the screen was left.
    pub fn show(self, shown: Shown) {
        let _ = self.shown.try_set(Some(shown));
    }

    /// Closes what is shown.
    pub fn close(self) {
        let _ = self.shown.try_set(None);
    }

    /// An address is no longer there: its row and what was opened from it are gone.
    pub fn without(self, id: &WebhookId) {
        self.close();
        let known = self.hooks.value.try_get_untracked().flatten().unwrap_or_default();
        let rest = known.into_iter().filter(|one| one.webhook.id != *id).collect();
        self.hooks.learn(rest);
        page::focus_unless_placed("avisos");
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
        <div class="connections">
            <Loaded loader=desk.keys.loader() loading=texts::KEYS_LOADING>
                <Keys desk />
            </Loaded>
            <Loaded loader=desk.hooks.loader() loading=texts::HOOKS_LOADING>
                <Hooks desk />
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
    let shown = desk.shown;
    effect(move || open.set(shown.with(Option::is_some)));
    effect(move || {
        if !open.get() && shown.with_untracked(Option::is_some) {
            shown.set(None);
            // The row below the log says the same.
            desk.hooks.ask();
        }
    });
    let title =
        Signal::derive(move || shown.with(|shown| shown.as_ref().map(Shown::title).unwrap_or_default()));
    view! {
        <Sheet open title id="conexion">
            {move || match shown.get() {
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
