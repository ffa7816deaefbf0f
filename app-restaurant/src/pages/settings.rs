//! Ajustes: when the restaurant takes orders, where it brings them, and how it looks.

pub mod brand;
pub mod business;
pub mod capacity;
pub mod catering;
pub mod catering_numbers;
pub mod collecting;
pub mod colours;
pub mod connect;
pub mod days;
mod desk;
pub mod forms;
pub mod movements;
pub mod order_rules;
pub mod package;
pub mod sections;
pub mod store_words;
pub mod taxes;
pub mod week;
pub mod zones;

use self::brand::AskedBrand;
use self::business::AskedBusiness;
use self::capacity::Capacity;
use self::catering::AskedCateringRules;
use self::collecting::AskedCollecting;
use self::days::SpecialDays;
use self::movements::Movements;
use self::order_rules::AskedOrderRules;
use self::sections::Sections;
use self::store_words::AskedStoreWords;
use self::week::Week;
use self::zones::Zones;
use crate::components::pace::Pace;
use crate::pages::connections::ConnectionsLink;
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::{self as draft, Place};
use crate::state::session::Session;
use ::texts::now::console::pace as pace_texts;
use ::texts::now::console::settings as texts;
use api::catalog::ServiceSettings;
use api::{ApiError, Code};
use domain::service_hours::WeeklyHours;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::{change_service_settings, service_settings};
use ui::resource::{Loaded, Loader};
use ui::toast::{Toasts, Tone};

#[component]
pub fn SettingsScreen() -> AnyView {
    RestaurantState::expect().title(texts::TITLE);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Settings.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Asked /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

/// What is stored and what somebody makes of it.
#[derive(Debug, Clone, Copy)]
pub struct Hours {
    pub stored: RwSignal<ServiceSettings>,
    pub draft: RwSignal<ServiceSettings>,
    /// Somebody else has changed the settings since these hours were read.
    pub overtaken: RwSignal<bool>,
    /// Grows when the draft is replaced by what is stored, so that fields show that, and not what was typed.
    pub replaced: RwSignal<u64>,
}

impl Hours {
    pub fn new(stored: ServiceSettings) -> Hours {
        Hours {
            stored: RwSignal::new(stored.clone()),
            draft: RwSignal::new(stored),
            overtaken: RwSignal::new(false),
            replaced: RwSignal::new(0),
        }
    }

    /// Whether something is not saved yet, followed.
    pub fn changed(self) -> bool {
        self.draft
            .with(|draft| self.stored.with(|stored| !draft::same_service(draft, stored)))
    }

    /// What is stored by now. What somebody is changing stays, and goes on from there where nothing but a pause or another setting
    /// has changed; where the hours are others by now, its saving is refused.
    pub fn learn(self, stored: ServiceSettings) {
        let known = self.stored.get_untracked();
        // An answer that took longer than a newer one says nothing new.
        if stored.version < known.version {
            return;
        }
        let untouched = untrack(move || !self.changed());
        let saved = self
            .draft
            .with_untracked(|draft| draft::same_service(draft, &stored));
        if untouched || saved {
            self.take(stored);
        } else if draft::same_service(&known, &stored) {
            self.draft.update(|draft| draft.version = stored.version);
            self.stored.set(stored);
        }
    }

    /// What was `sent` is stored so. What somebody has changed since then stays.
    pub fn saved(self, sent: &ServiceSettings, stored: ServiceSettings) {
        // The screen may be left by now, and the page may have heard of a change after this one.
        if self
            .stored
            .try_with_untracked(|known| known.version > stored.version)
            != Some(false)
        {
            return;
        }
        let since = self
            .draft
            .try_with_untracked(|draft| !draft::same_service(draft, sent));
        match since {
            Some(true) => {
                self.draft.update(|draft| draft.version = stored.version);
                self.stored.set(stored);
            }
            Some(false) => self.take(stored),
            None => {}
        }
    }

    /// A change of one's own to another setting has made this version of that one.
    pub fn follow_own(self, seen: u64, now: u64) {
        for known in [self.stored, self.draft] {
            let _ = known.try_update(|known| {
                if known.version == seen {
                    known.version = now;
                }
            });
        }
    }

    /// The same, in place of what somebody has changed.
    pub fn take(self, stored: ServiceSettings) {
        self.overtaken.set(false);
        if self.draft.with_untracked(|draft| draft != &stored) {
            let others = self.draft.with_untracked(|draft| {
                draft.delivery_zones != stored.delivery_zones || draft.capacity != stored.capacity
            });
            self.draft.set(stored.clone());
            if others {
                self.replaced.update(|times| *times += 1);
            }
        }
        if self.stored.with_untracked(|known| known != &stored) {
            self.stored.set(stored);
        }
    }
}

pub(crate) fn none() -> ServiceSettings {
    ServiceSettings {
        version: 0,
        hours: WeeklyHours(Default::default()),
        branch_hours: Default::default(),
        special_days: Vec::new(),
        capacity: Default::default(),
        delivery_zones: Vec::new(),
    }
}

#[component]
fn Asked() -> AnyView {
    let hours = Hours::new(none());
    let loader = Loader::new(service_settings, move |stored| hours.learn(stored));
    let following = Following::expect();
    effect(move || {
        following.settings();
        loader.ask();
    });
    view! {
        <div class="console__head">
            <div>
                <h1>{texts::TITLE}</h1>
                <p class="muted">{texts::LEAD}</p>
            </div>
        </div>
        <div class="sections">
            <Sections />
            <div class="sections__cards">
                <Loaded loader loading=texts::LOADING>
                    <Settings hours loader />
                </Loaded>
                <AskedOrderRules />
                <AskedBusiness />
                <AskedCollecting />
                <AskedBrand />
                <AskedStoreWords />
                <AskedCateringRules />
                <ConnectionsLink />
                <Movements />
            </div>
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn Settings(hours: Hours, loader: Loader) -> AnyView {
    let place = RwSignal::new(Place::None);
    let busy = RwSignal::new(false);
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let save = move |_| {
        if busy.get_untracked() {
            return;
        }
        if !hours.draft.with_untracked(draft::is_sound) {
            return toasts.say(Tone::Danger, texts::WRONG);
        }
        busy.set(true);
        let asked = session.asked();
        let sent = hours.draft.get_untracked();
        spawn_local(async move {
            match change_service_settings(sent.clone()).await {
                Ok(stored) => {
                    hours.saved(&sent, stored);
                    toasts.say(Tone::Success, texts::SAVED);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => not_saved(hours, loader, toasts, error),
            }
            let _ = busy.try_set(false);
        });
    };
    let discard = move |_| {
        let stored = hours.stored.get_untracked();
        hours.take(stored);
        loader.ask_now();
    };
    let overtaken = hours.overtaken;
    let changed = memo(move || hours.changed());
    view! {
        {pace()}
        <div class="console__cols">
            <Week hours place />
            <SpecialDays hours />
        </div>
        <Capacity hours />
        <Zones hours />
        {move || {
            overtaken
                .get()
                .then(|| {
                    view! {
                        <p class="notice notice--warning" role="alert">
                            {texts::OVERTAKEN}
                        </p>
                    }
                })
        }}
        <div class="save-bar" role="group" aria-label=texts::CHANGES data-changed=move || changed.get().then_some("")>
            <p role="status">{move || if changed.get() { texts::UNSAVED } else { texts::ALL_SAVED }}</p>
            <button type="button" class="button" disabled=move || !changed.get() on:click=discard>
                {texts::DISCARD}
            </button>
            <button
                type="button"
                class="button button--primary"
                disabled=move || !changed.get()
                aria-busy=move || busy.get().then_some("true")
                on:click=save
            >
                {move || if busy.get() { texts::SAVING } else { texts::SAVE }}
            </button>
        </div>
    }
    .into_any()
}

/// Where sales pause or promise more time, and what begins and ends that.
fn pace() -> AnyView {
    let place = RwSignal::new(Some(Place::None));
    view! {
        <section class="card" aria-labelledby="pausa">
            <h2 class="card__title" id="pausa">
                {pace_texts::TITLE}
            </h2>
            <p class="muted">{pace_texts::LEAD}</p>
            <Pace place />
        </section>
    }
    .into_any()
}

/// What is said of hours that were not saved, or that nobody knows of.
fn not_saved(hours: Hours, loader: Loader, toasts: Toasts, error: ApiError) {
    if error.code == Code::VersionChanged {
        hours.overtaken.set(true);
        return;
    }
    if error.is_no_answer() {
        // What is stored says whether they arrived.
        loader.ask_now();
        return toasts.say(Tone::Danger, texts::PERHAPS_SAVED);
    }
    let field = error.fields.first().map(|field| field.message.clone());
    toasts.say(Tone::Danger, field.unwrap_or(error.message));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(version: u64) -> ServiceSettings {
        ServiceSettings { version, ..none() }
    }

    fn touched(hours: Hours) {
        hours.draft.update(|draft| draft.hours = WeeklyHours::always());
    }

    #[test]
    fn another_setting_is_no_other_hours() {
        let owner = Owner::new();
        owner.with(|| {
            let hours = Hours::new(stored(1));
            touched(hours);
            hours.learn(stored(2));
            assert!(hours.changed(), "what somebody has changed is still there");
            assert_eq!(hours.draft.get_untracked().version, 2, "and can be saved");
            hours.learn(stored(1));
            assert_eq!(hours.stored.get_untracked(), stored(2), "asked before");
        });
    }

    #[test]
    fn hours_that_somebody_else_has_changed_are_not_written_over() {
        let owner = Owner::new();
        owner.with(|| {
            let hours = Hours::new(stored(1));
            touched(hours);
            let mut theirs = stored(2);
            theirs.hours = WeeklyHours::default();
            hours.learn(theirs);
            assert_eq!(hours.draft.get_untracked().version, 1);
        });
    }

    #[test]
    fn an_answer_that_comes_late_says_nothing_new() {
        let owner = Owner::new();
        let hours = owner.with(|| Hours::new(stored(1)));
        owner.with(|| {
            let sent = hours.draft.get_untracked();
            hours.learn(stored(3));
            hours.saved(&sent, stored(2));
            assert_eq!(hours.stored.get_untracked().version, 3);
        });
        drop(owner);
        hours.saved(&stored(1), stored(4));
    }

    #[test]
    fn what_is_changed_while_it_is_saved_stays() {
        let owner = Owner::new();
        owner.with(|| {
            let hours = Hours::new(stored(1));
            let sent = stored(1);
            touched(hours);
            hours.saved(&sent, stored(2));
            assert!(hours.changed());
            assert_eq!(hours.draft.get_untracked().version, 2);
        });
    }
}
