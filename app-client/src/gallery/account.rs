//! Who somebody is: signing in, registering, a forgotten password, and what they keep in their account.

use super::States;
use super::orders::order;
use crate::components::saved_addresses::choices;
use crate::pages::account::{EndSession, ProfileForm};
use crate::pages::account_addresses::AddressBook;
use crate::pages::account_email::{Change, Confirm};
use crate::pages::account_password::AccountPassword;
use crate::pages::account_privacy::AccountPrivacy;
use crate::pages::account_summary::{again, live};
use crate::pages::auth_frame::{PasswordField, SecretField, auth_frame};
use crate::pages::my_orders::empty as no_orders;
use crate::pages::notifications::{empty as no_messages, message_row};
use crate::pages::recovery::{AskForCode, ChoosePassword};
use crate::pages::registration::RegistrationForm;
use crate::pages::sign_in::SignInForm;
use crate::state::session::Session;
use ::texts::now::storefront as texts;
use api::catalog::Storefront;
use api::notifications::NotificationView;
use api::orders::MyOrder;
use domain::cart::FulfilmentKind;
use domain::customer::{Address, Customer, MAX_ADDRESSES, SavedAddress};
use domain::notification::{Notification, NotificationKind};
use domain::order::Status;
use domain::stage::CurrentStep;
use domain::written::{Email, Phone};
use domain::{CustomerId, NotificationId, OrderId};
use leptos::prelude::*;
use ui::clock::device_time;
use ui::gallery::{apart, component};

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("PasswordField", passwords()),
        component("SecretField", secrets()),
        component("auth_frame", frames()),
        component(
            "SignInForm",
            vec![("of nobody", of_nobody(|| view! { <SignInForm /> }.into_any()))],
        ),
        component(
            "RegistrationForm",
            vec![(
                "of nobody",
                of_nobody(|| view! { <RegistrationForm /> }.into_any()),
            )],
        ),
        component("AskForCode", vec![("form", view! { <AskForCode /> }.into_any())]),
        component("ChoosePassword", new_passwords()),
        component("the order that is on its way", on_their_way(storefront)),
        component("what can be ordered again", to_repeat(storefront)),
        component("ProfileForm", profiles()),
        component("AddressBook", books()),
        component("SavedAddresses", saved_addresses()),
        component("Confirm", confirmations()),
        component(
            "Change",
            vec![("closed", view! { <Change done=ignore() /> }.into_any())],
        ),
        component(
            "AccountPassword",
            vec![("closed", view! { <AccountPassword /> }.into_any())],
        ),
        component(
            "EndSession",
            vec![("session", view! { <EndSession /> }.into_any())],
        ),
        component(
            "AccountPrivacy",
            vec![("closed", view! { <AccountPrivacy /> }.into_any())],
        ),
        component("a message", messages()),
        component("no messages", vec![("none", no_messages())]),
        component("no orders", vec![("none", no_orders())]),
    ]
}

fn ignore() -> Callback<()> {
    Callback::new(|()| {})
}

/// Drawn where nobody is signed in: who is, is led on by these forms.
fn of_nobody(draw: fn() -> AnyView) -> AnyView {
    apart(move || {
        Session::provide();
        draw()
    })
}

fn passwords() -> States {
    let drawn = |new: bool, wrong: &'static [&'static str]| {
        let (value, problems) = (RwSignal::new(String::new()), super::fields::wrong_at(wrong));
        view! { <PasswordField value problems new /> }.into_any()
    };
    vec![
        ("that exists", drawn(false, &[])),
        ("to be chosen", drawn(true, &[])),
        ("wrong", drawn(true, &["password"])),
    ]
}

fn secrets() -> States {
    let drawn = |id: &'static str, wrong: &'static [&'static str]| {
        let (value, problems) = (
            RwSignal::new("una-clave-larga".to_owned()),
            super::fields::wrong_at(wrong),
        );
        view! { <SecretField id label=texts::EMAIL_PASSWORD value problems new=false /> }.into_any()
    };
    vec![
        ("filled", drawn("clave-1", &[])),
        ("wrong", drawn("clave-2", &["clave-2"])),
    ]
}

fn frames() -> States {
    let form = view! {
        <form class="auth__form" on:submit=|event| event.prevent_default()>
            <h1>{texts::TITLE_SIGN_IN}</h1>
        </form>
    };
    vec![("around a form", auth_frame(form.into_any()))]
}

fn new_passwords() -> States {
    let drawn = |link: &str| {
        let (request, link) = ("muestra".to_owned(), link.to_owned());
        view! { <ChoosePassword request link /> }.into_any()
    };
    vec![
        ("with a code", drawn("")),
        ("by the link of a mail", drawn("muestra")),
    ]
}

fn at(storefront: &Storefront, status: Status, current_step: CurrentStep) -> Option<MyOrder> {
    Some(MyOrder {
        status,
        current_step,
        ..order(storefront)?
    })
}

fn on_their_way(storefront: &Storefront) -> States {
    let pickup = at(storefront, Status::Confirmed, CurrentStep::Delivery).map(|order| MyOrder {
        fulfilment: FulfilmentKind::Pickup,
        ..order
    });
    let all = [
        ("to be paid", order(storefront)),
        (
            "in the kitchen",
            at(storefront, Status::Confirmed, CurrentStep::Cooking),
        ),
        (
            "on its way",
            at(storefront, Status::Confirmed, CurrentStep::Delivery),
        ),
        ("to be picked up", pickup),
    ];
    let drawn = |(name, order): (_, Option<MyOrder>)| Some((name, live(&order?)));
    all.into_iter().filter_map(drawn).collect()
}

fn to_repeat(storefront: &Storefront) -> States {
    let order = at(storefront, Status::Completed, CurrentStep::Delivered);
    let orders = Vec::from_iter(order);
    vec![("one order", again(&orders))]
}

fn customer(addresses: usize) -> Option<Customer> {
    Some(Customer {
        id: CustomerId::parse("c_muestra").ok()?,
        number: 12,
        username: "lucia".to_owned(),
        name: "Lucía Rojas".to_owned(),
        email: Email::parse("lucia.rojas@ejemplo.pe").ok(),
        phone: Phone::parse("987 654 321").ok(),
        document: None,
        address: saved(addresses).into_iter().next().map(|saved| saved.address),
        addresses: saved(addresses),
        created_at: device_time(),
        blocked: false,
    })
}

/// An address book with `count` entries.
fn saved(count: usize) -> Vec<SavedAddress> {
    let address = |number: usize| SavedAddress {
        label: match number {
            1 => "Casa".to_owned(),
            2 => "Trabajo".to_owned(),
            _ => format!("Lugar {number}"),
        },
        address: Address {
            line: format!("Av. Larco {}, dpto. 402", 340 + number),
            district: "Miraflores".to_owned(),
            reference: String::new(),
        },
    };
    (1..=count).map(address).collect()
}

fn profiles() -> States {
    let drawn = |customer: Customer| view! { <ProfileForm customer /> }.into_any();
    customer(1)
        .map(|customer| ("with an address", drawn(customer)))
        .into_iter()
        .collect()
}

fn books() -> States {
    let drawn = |count: usize| view! { <AddressBook addresses=saved(count) /> }.into_any();
    vec![
        ("empty", drawn(0)),
        ("one", drawn(1)),
        ("several", drawn(3)),
        ("full", drawn(MAX_ADDRESSES)),
    ]
}

/// For one address there is nothing to choose.
fn saved_addresses() -> States {
    vec![
        ("several", choices(saved(3))),
        ("one: nothing", choices(saved(1))),
    ]
}

fn confirmations() -> States {
    let email = "lucia.rojas@ejemplo.pe".to_owned();
    vec![("code sent", view! { <Confirm email done=ignore() /> }.into_any())]
}

fn messages() -> States {
    let drawn = |read: bool| {
        let at = device_time().plus_minutes(-8);
        Some(message_row(NotificationView {
            notification: Notification {
                id: NotificationId::parse("n_muestra").ok()?,
                order_id: OrderId::parse("o_muestra").ok()?,
                order_number: 101,
                kind: NotificationKind::Delivered,
                person: Some("Rosa".to_owned()),
                given: None,
                edited: None,
                at,
                read_at: read.then_some(at),
            },
            title: "Tu pedido 101 llegó".to_owned(),
            text: "¡Buen provecho!".to_owned(),
        }))
    };
    let all = [("new", drawn(false)), ("read", drawn(true))];
    let shown = |(name, drawn): (_, Option<AnyView>)| Some((name, drawn?));
    all.into_iter().filter_map(shown).collect()
}
