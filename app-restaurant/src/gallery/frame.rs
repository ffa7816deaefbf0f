//! What stands around every screen, and over it.

use super::samples::{Samples, person};
use super::tickets::{struck, tap};
use super::{States, idle_queues, seen_by, waiting_taps};
use crate::components::banners::Banners;
use crate::components::behind::{Behind, Queue};
use crate::components::crew::Crew;
use crate::components::expired::Expired;
use crate::components::links::Links;
use crate::components::live_badge::LiveBadge;
use crate::components::own_password::OwnPassword;
use crate::components::sign_in_form::{Credential, SignInForm};
use crate::components::sound::SoundButton;
use crate::components::topbar::TopBar;
use crate::components::who::{Me, Who};
use crate::state::alarm::Alarm;
use crate::state::asking::{About, Asking};
use crate::state::following::Following;
use crate::state::offline_queue::{PendingTaps, TapKind};
use crate::state::queues::CancelledTicket;
use crate::state::session::Session;
use crate::state::shared_tablet::SharedTablet;
use api::orders::OrderView;
use api::tablets::{AtTheDoor, Door};
use domain::OrderId;
use domain::staff::Role;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::clock::Clock;
use ui::dynamic::tap as press;
use ui::gallery::{apart, as_if_kept, component, on_demand, small};

/// Where the tablet keeps whether it is silent: the name of `state/alarm.rs`.
const MUTED: &str = "consola.silencio";

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component("TopBar", bars()),
        component("Links", links(samples)),
        small("LiveBadge", live_badges()),
        small("SoundButton", sounds()),
        small("Who", names()),
        component("Me", sheets(samples)),
        component("Banners", banners(samples)),
        component("AskCancel, AskConfirm", questions(samples)),
        component("Expired", expired()),
        component("SignInForm", forms()),
        component("Crew", crews()),
        component("Behind", behind()),
        component("Queue", queue()),
        component("Credential", credentials()),
        component(
            "OwnPassword",
            vec![(
                "open",
                view! { <OwnPassword open=RwSignal::new(true) /> }.into_any(),
            )],
        ),
    ]
}

/// For each role what is drawn for it.
fn by_role(draw: fn() -> AnyView) -> States {
    vec![
        ("for the manager", seen_by(Role::Manager, draw)),
        ("for a cook", seen_by(Role::Cook, draw)),
        ("for a dispatcher", seen_by(Role::Dispatcher, draw)),
        ("for a driver", seen_by(Role::Driver, draw)),
    ]
}

fn bars() -> States {
    by_role(|| view! { <TopBar who=RwSignal::new(false) /> }.into_any())
}

fn links(samples: &Samples) -> States {
    let waiting = samples.waiting.clone();
    let counted = apart(move || {
        idle_queues().of(Stage::Cooking).rows.replace(vec![waiting]);
        Session::provide(Some(person(Role::Cook)));
        view! { <Links /> }.into_any()
    });
    let mut states = by_role(|| view! { <Links /> }.into_any());
    states.push(("with an order that waits", counted));
    states
}

fn live_badges() -> States {
    let badge = || view! { <LiveBadge /> }.into_any();
    let new = move || {
        Following::provide(expect_context::<Clock>());
        badge()
    };
    vec![("as it is now", badge()), ("not heard of yet", apart(new))]
}

fn sounds() -> States {
    let button = || view! { <SoundButton /> }.into_any();
    let muted = move || {
        as_if_kept(MUTED, &true, Alarm::provide);
        button()
    };
    vec![("as it is now", button()), ("silent", apart(muted))]
}

fn names() -> States {
    by_role(|| view! { <Who open=RwSignal::new(false) /> }.into_any())
}

/// A sheet, and the button that opens it.
fn sheet() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Who open />
        <Me open />
    }
    .into_any()
}

fn sheets(samples: &Samples) -> States {
    let waiting = taps_of(&samples.waiting, Role::Cook);
    let unsent = move || {
        waiting_taps(person(Role::Cook), &waiting);
        sheet()
    };
    vec![
        ("all is sent", seen_by(Role::Cook, sheet)),
        ("something waits to be sent", apart(unsent)),
    ]
}

/// A tap of somebody of this role that waits to be sent.
fn taps_of(order: &OrderView, role: Role) -> PendingTaps {
    let mut waiting = PendingTaps::default();
    waiting.push(tap(order, TapKind::Take, &person(role)));
    waiting
}

fn banners(samples: &Samples) -> States {
    let (mine, struck) = (taps_of(&samples.waiting, Role::Cook), struck(samples));
    let dozen = (0..12).filter_map(|place| {
        Some(CancelledTicket {
            order_id: OrderId::parse(format!("o_cancelado{place}")).ok()?,
            number: struck.number + place,
            ..struck.clone()
        })
    });
    let dozen: Vec<CancelledTicket> = dozen.collect();
    let others = mine.clone();
    let of_others = move || {
        idle_queues();
        waiting_taps(person(Role::Dispatcher), &others);
        view! { <Banners /> }.into_any()
    };
    vec![
        ("without a connection", apart(move || lost(&mine))),
        ("the session is over", apart(over)),
        ("with taps of somebody else", apart(of_others)),
        ("an order was cancelled", apart(move || cancelled(vec![struck]))),
        ("twelve orders were cancelled", apart(move || cancelled(dozen))),
    ]
}

/// As if the last call had not reached the restaurant, with taps that wait. Two seconds later badge and banners say so. A
/// screen that follows is a connection of its own, so there is one for all of it.
fn lost(waiting: &PendingTaps) -> AnyView {
    idle_queues();
    let following = Following::provide(expect_context::<Clock>());
    following.listen();
    following.not_heard();
    waiting_taps(person(Role::Cook), waiting);
    view! {
        <LiveBadge />
        <Banners />
    }
    .into_any()
}

/// A session of its own that has ended.
fn over() -> AnyView {
    idle_queues();
    Session::provide(Some(person(Role::Cook))).asked().expire();
    Following::provide(expect_context::<Clock>());
    view! {
        <LiveBadge />
        <Banners />
    }
    .into_any()
}

fn cancelled(struck: Vec<CancelledTicket>) -> AnyView {
    idle_queues().of(Stage::Cooking).struck.set(struck);
    view! { <Banners /> }.into_any()
}

/// The frame has both dialogs: here is what opens them.
fn questions(samples: &Samples) -> States {
    let asking = Asking::expect();
    let (cancel, confirm) = (About::order(&samples.waiting), About::order(&samples.unpaid()));
    let button = |ask: Box<dyn Fn()>| {
        view! { <button type="button" class="button" on:click=press(ask)>"Open"</button> }.into_any()
    };
    vec![
        (
            "before an order is cancelled",
            button(Box::new(move || asking.cancel.set(Some(cancel.clone())))),
        ),
        (
            "before one that nobody has paid is confirmed",
            button(Box::new(move || asking.confirm.set(Some(confirm.clone())))),
        ),
    ]
}

/// A session of its own that has ended; who is really signed in stays so.
fn expired() -> States {
    let ended = || {
        apart(|| {
            Session::provide(Some(person(Role::Cook))).asked().expire();
            view! { <Expired /> }.into_any()
        })
    };
    vec![("the session has ended", on_demand(ended))]
}

/// A tablet of its own, with these people before it.
fn crews() -> States {
    let one = |username: &str, name: &str, role, locked| AtTheDoor {
        username: username.into(),
        name: name.into(),
        role,
        locked,
    };
    let people = vec![
        one("rosa", "Rosa", Role::Cook, false),
        one("jose", "José Luis Fernández-Maldonado", Role::Cook, false),
        one("yuli", "Yuli", Role::Driver, true),
        one("gloria", "Gloria", Role::Manager, false),
    ];
    let drawn = |people: Vec<AtTheDoor>| {
        on_demand(move || {
            let people = people.clone();
            apart(move || {
                Session::provide(None);
                SharedTablet::provide(Some(Door {
                    id: "a1".into(),
                    tablet: "Cocina Miraflores".into(),
                    locks_after_min: 2,
                    last: people.first().map(|person| person.username.clone()),
                    people,
                    counts: false,
                }));
                view! { <Crew done=Callback::new(|_| {}) password=RwSignal::new(false) /> }.into_any()
            })
        })
    };
    vec![
        ("four people", drawn(people)),
        ("nobody with a PIN", drawn(Vec::new())),
    ]
}

/// Behind a tablet on which nobody was, which counts nothing.
fn queue() -> States {
    let drawn = apart(|| {
        Session::provide(None);
        SharedTablet::provide(Some(Door::default()));
        view! { <Queue /> }.into_any()
    });
    vec![("a tablet that hears nothing", drawn)]
}

/// It asks the server as soon as it is drawn.
fn behind() -> States {
    let drawn = || {
        apart(|| {
            Session::provide(None);
            view! { <Behind waited=0 /> }.into_any()
        })
    };
    vec![("a locked tablet", on_demand(drawn))]
}

/// Drawn by a button, because each takes the focus.
fn credentials() -> States {
    let drawn = |id: &'static str, missing: bool| {
        view! {
            <Credential
                id
                name="password"
                label="Contraseña"
                kind="password"
                autocomplete="off"
                value=RwSignal::new(String::new())
                missing=Signal::derive(move || missing)
                problem="Escribe tu contraseña."
            />
        }
        .into_any()
    };
    vec![
        ("usual", drawn("muestra-clave", false)),
        ("missing", drawn("muestra-clave-falta", true)),
    ]
}

fn forms() -> States {
    let drawn = |username: &'static str| {
        on_demand(move || {
            apart(move || {
                Session::provide(None);
                let done = |_| {};
                view! { <SignInForm username=username.to_owned() done /> }.into_any()
            })
        })
    };
    vec![
        ("of somebody", drawn("")),
        ("of somebody who was here before", drawn("cocina")),
    ]
}
