//! What stands around pages, and in the place of one that is on its way.

use super::{States, cart_with};
use crate::components::footer::Footer;
use crate::components::known_restaurant::{frame, loading, skeleton};
use crate::components::signed_in::account_frame;
use crate::header::Header;
use crate::pages::not_found::nothing_here;
use crate::state::inbox::Unread;
use crate::state::session::Session;
use ::texts::now::storefront as texts;
use api::auth::SignedInCustomer;
use api::catalog::Storefront;
use domain::CustomerId;
use leptos::prelude::*;
use ui::gallery::{apart, component};

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("Header", headers(storefront)),
        component(
            "Footer",
            vec![("of the restaurant", view! { <Footer /> }.into_any())],
        ),
        component("account_frame", accounts()),
        component("loading", vec![("a page's code", loading())]),
        component("skeleton", vec![("a page's content", skeleton())]),
        component(
            "frame",
            vec![("a page before its content", frame("Tu pedido", "Un momento…"))],
        ),
        component("nothing_here", nothing()),
    ]
}

/// The name of somebody who is signed in.
const NAME: &str = "Lucía Rojas";

fn headers(storefront: &Storefront) -> States {
    let header = || view! { <Header /> }.into_any();
    let mut states = vec![
        ("as it is now", header()),
        (
            "nobody known yet",
            apart(move || {
                Session::provide();
                header()
            }),
        ),
        (
            "signed in, with messages",
            apart(move || {
                signed_in();
                header()
            }),
        ),
    ];
    if let Some(product) = storefront.catalog.products.first().cloned() {
        let cart = apart(move || {
            cart_with(&product, 12);
            header()
        });
        states.push(("with a full cart", cart));
    }
    states
}

/// Somebody with messages that are not read. They are not counted anew, for that would ask the server.
fn signed_in() {
    Session::provide();
    let unread = Unread::provide();
    // After the first count, which finds nobody to count for.
    Effect::new(move |_| unread.set(3));
    let me = CustomerId::parse("c_muestra")
        .ok()
        .map(|customer_id| SignedInCustomer {
            customer_id,
            username: "lucia".to_owned(),
            name: NAME.to_owned(),
        });
    Session::provide().changed(me);
}

fn accounts() -> States {
    let page = view! { <p>{texts::ACCOUNT_LEAD}</p> };
    vec![("around a page", account_frame(Some(NAME), page.into_any()))]
}

fn nothing() -> States {
    let page = nothing_here(texts::TITLE_NOT_FOUND, texts::NOT_FOUND_TEXT, "/", texts::GO_HOME);
    vec![("no such page", page)]
}
