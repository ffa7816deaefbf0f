//! Personal: who works here, with which role, and who may sign in.

pub mod edit;
pub mod first_password;
pub mod hire;
pub mod invite;
pub mod pin;
pub mod roles;
pub mod sees;
pub mod tablets;

use self::edit::EditPerson;
use self::first_password::FirstPassword;
use self::hire::Hire;
use self::invite::{InviteForm, Inviting, MadeLink};
use self::pin::{GivePin, Unlock};
use self::sees::Sees;
use self::tablets::{Registered, TabletsCard};
use crate::components::by_pin::ByPin;
use crate::components::which::Which;
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::erased::{effect, follow, memo};
use crate::state::following::Following;
use crate::state::people::{counts, learn, listed, together};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console as words;
use ::texts::now::console::{staff as texts, tablet};
use api::staff::{PinState, StaffList, StaffMember, StaffPassword};
use domain::customer::initial;
use leptos::prelude::*;
use rpc::staff::staff_members;
use ui::page;
use ui::resource::{Loaded, Loader};

#[component]
pub fn StaffScreen() -> AnyView {
    RestaurantState::expect().title(texts::TITLE);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Staff.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Asked /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

/// What the parts of this screen share.
#[derive(Debug, Clone, Copy)]
pub struct Team {
    pub people: RwSignal<Vec<StaffMember>>,
    /// The user name of who is being changed.
    pub edited: RwSignal<Option<String>>,
    /// A password that was made and is shown this once.
    pub told: RwSignal<Option<StaffPassword>>,
    /// The user name of who is given a PIN.
    pub pin_of: RwSignal<Option<String>>,
    /// Whether the restaurant has tablets that several share: without one a PIN opens nothing.
    pub shares: RwSignal<bool>,
}

impl Team {
    pub fn new(people: Vec<StaffMember>) -> Team {
        Team {
            people: RwSignal::new(people),
            edited: RwSignal::new(None),
            told: RwSignal::new(None),
            pin_of: RwSignal::new(None),
            shares: RwSignal::new(false),
        }
    }

    /// What is known of somebody by now. The screen may have been left meanwhile.
    pub fn learn(self, person: StaffMember) {
        let _ = self.people.try_update(|people| learn(people, person));
    }

    /// Somebody as they are known, followed.
    pub fn person(self, username: String) -> Memo<Option<StaffMember>> {
        memo(move || {
            self.people
                .with(|people| people.iter().find(|person| person.username == username).cloned())
        })
    }

    /// Closes the sheet of somebody, unless it shows somebody else by now. Where the row from which it was opened is gone, the
    /// focus goes to the screen.
    pub fn close(self, username: &str) {
        if self.edited.try_get_untracked().flatten().as_deref() == Some(username) {
            self.edited.set(None);
            page::focus_unless_placed("contenido");
        }
    }
}

#[component]
fn Asked() -> AnyView {
    let (team, inviting, registered) = (Team::new(Vec::new()), Inviting::new(), Registered::new());
    inviting.follow();
    registered.follow();
    effect(move || team.shares.set(registered.any()));
    let loader = Loader::new(staff_members, move |answer: StaffList| {
        team.people
            .update(|people| *people = together(people, answer.people));
    });
    // No live message tells of the staff: the list is read again every while, as PINs are locked meanwhile.
    let following = Following::expect();
    effect(move || {
        following.settings();
        follow(registered.turn);
        loader.ask();
    });
    view! {
        <Loaded loader loading=texts::LOADING>
            <Staff team loader inviting registered />
        </Loaded>
    }
    .into_any()
}

#[component]
pub(crate) fn Staff(team: Team, loader: Loader, inviting: Inviting, registered: Registered) -> AnyView {
    let with_access = move || texts::with_access(team.people.with(|people| counts(people).0));
    view! {
        <div class="console__head">
            <div>
                <h1>{texts::TITLE}</h1>
                <p class="muted">{with_access}</p>
            </div>
        </div>
        <ByPin />
        <div class="staff">
            <People team />
            <Hire team loader />
            <InviteForm inviting />
            <Sees />
            <TabletsCard registered />
        </div>
        <EditPerson team loader />
        <FirstPassword team />
        <GivePin team />
        <MadeLink inviting />
    }
    .into_any()
}

#[component]
pub(crate) fn People(team: Team) -> AnyView {
    let former = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let found = memo(move || {
        team.people
            .with(|people| search.with(|search| listed(people, !former.get(), search)))
    });
    let all = Signal::derive(move || team.people.with(|people| counts(people)));
    view! {
        <section class="card" aria-labelledby="personas">
            <h2 class="visually-hidden" id="personas">
                {texts::PEOPLE}
            </h2>
            <Which
                label=texts::WHICH
                tabs=[texts::ACTIVE, texts::FORMER]
                counts=all
                second=former
                search
                words=texts::SEARCH
            />
            {move || found.with(Vec::is_empty).then(|| view! { <p class="muted">{nobody(former, search)}</p> })}
            <ul class="staff__people">
                <For
                    each=move || found.get()
                    key=|person| person.username.clone()
                    children=move |person| view! { <Person team person /> }
                />
            </ul>
        </section>
    }
    .into_any()
}

/// What is said where nobody is listed.
fn nobody(former: RwSignal<bool>, search: RwSignal<String>) -> &'static str {
    match former.get() && search.with(|search| search.trim().is_empty()) {
        true => texts::NO_FORMER,
        false => texts::NOBODY_LIKE_IT,
    }
}

#[component]
pub(crate) fn Person(team: Team, person: StaffMember) -> AnyView {
    let me = Session::expect().me_now();
    let mine = me.is_some_and(|me| me.username == person.username);
    let username = person.username.clone();
    let user = texts::user(&username);
    // The button stays while the rest changes: the focus comes back to it.
    let now = team.person(username.clone());
    let person = memo(move || now.get().unwrap_or_else(|| person.clone()));
    let name = memo(move || person.with(|person| person.name.clone()));
    let locked = memo(move || person.with(|person| person.pin == PinState::Locked));
    let edit = move |_| team.edited.set(Some(username.clone()));
    view! {
        <li class="staff__person">
            <span class="avatar" aria-hidden="true">
                {move || initial(&name.get()).to_owned()}
            </span>
            <div class="staff__name">
                <b><bdi>{name}</bdi></b>
                {mine.then(|| view! { " " <span class="muted">{texts::YOU}</span> })}
                <p class="muted small">{user}</p>
            </div>
            <div class="staff__badges">
                <span class="badge">{move || words::role(person.with(|person| person.role))}</span>
                {move || {
                    let waits = person.with(|person| person.must_change_password && person.active);
                    waits.then(|| view! { <span class="badge badge--warning">{texts::NOT_ENTERED}</span> })
                }}
                {move || {
                    let (pin, active) = person.with(|person| (person.pin, person.active));
                    match pin {
                        PinState::Locked => Some(view! { <span class="badge badge--danger">{tablet::LOCKED}</span> }),
                        PinState::None if active && team.shares.get() => {
                            Some(view! { <span class="badge badge--warning">{tablet::NO_PIN}</span> })
                        }
                        PinState::None | PinState::Set => None,
                    }
                }}
            </div>
            {move || {
                locked.get().then(|| view! { <Unlock team person /> })
            }}
            <button type="button" class="button" aria-label=move || texts::edit(&name.get()) on:click=edit>
                {texts::EDIT}
            </button>
        </li>
    }
    .into_any()
}
