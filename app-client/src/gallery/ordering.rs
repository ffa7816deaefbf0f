//! Components of the cart page and of the checkout form.

use super::{States, cart_with};
use crate::components::known_restaurant::skeleton;
use crate::components::summary::fee_words;
use crate::pages::cart::{empty, line_row, summary};
use crate::pages::checkout_fields::{Form, consent, payment, receipt};
use crate::pages::checkout_notices::notices;
use crate::state::checkout::{Draft, ReceiptKind};
use crate::state::pricing::{PricedCart, priced_cart};
use crate::state::restaurant::RestaurantState;
use api::ApiError;
use api::catalog::Storefront;
use domain::cart::{CartLine, FulfilmentKind, When};
use domain::payment::PaymentMethod;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::clock::device_time;
use ui::gallery::{alone, apart, component, narrow};
use ui::sent_before::{Words, sent_before};

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("a line of the cart", lines(storefront)),
        narrow("the sum of the cart", sums(storefront)),
        component("an empty cart", vec![("empty", empty())]),
        component("what is wrong with an order", what_is_wrong(storefront)),
        component("receipt", receipts()),
        component(
            "payment",
            vec![("to be chosen", alone(payment(RwSignal::new(PaymentMethod::Yape))))],
        ),
        component("consent", consents()),
        component("what had arrived before", vec![("an order", arrived_before())]),
    ]
}

fn arrived_before() -> AnyView {
    let words = Words {
        title: texts::placed_before(128),
        text: texts::PLACED_BEFORE_TEXT,
        see: texts::SEE_PLACED_BEFORE,
        another: texts::PLACE_ANOTHER,
    };
    sent_before(words, || {}, || {})
}

/// A cart of these lines as it is priced now.
fn priced(storefront: &Storefront, lines: &[CartLine]) -> PricedCart {
    let when = When {
        now: device_time(),
        at: None,
    };
    priced_cart(
        &storefront.tenant,
        &storefront.catalog,
        lines,
        FulfilmentKind::Delivery,
        when,
    )
}

/// A cart line of the first dish of the menu, or of the first one that has a required option group, in this quantity.
fn line(storefront: &Storefront, with_options: bool, qty: u16, note: &str) -> Option<CartLine> {
    let mut products = storefront.catalog.products.iter();
    let product =
        products.find(|product| product.groups.iter().any(|group| group.mandatory()) == with_options)?;
    Some(CartLine {
        product_id: product.id.clone(),
        qty,
        options: Vec::new(),
        note: note.to_owned(),
    })
}

/// Each in a cart of its own, which its buttons change.
fn lines(storefront: &Storefront) -> States {
    let drawn = |line: Option<CartLine>| {
        let lines = Vec::from_iter(line);
        let first = storefront.catalog.products.first().cloned();
        let line = priced(storefront, &lines).lines.into_iter().next();
        apart(move || {
            if let Some(product) = first {
                cart_with(&product, 2);
            }
            let line = line.map(|line| line_row(0, line));
            view! { <ul class="lines">{line}</ul> }.into_any()
        })
    };
    let gone = line(storefront, false, 1, "").map(|line| CartLine {
        product_id: domain::ProductId::parse("ya-no-hay").unwrap_or(line.product_id),
        ..line
    });
    vec![
        ("as it is", drawn(line(storefront, false, 2, ""))),
        ("with a note", drawn(line(storefront, false, 1, "Bien dorado"))),
        ("something is missing", drawn(line(storefront, true, 1, ""))),
        ("of what is sold no more", drawn(gone)),
    ]
}

fn sums(storefront: &Storefront) -> States {
    let known = RestaurantState::expect().known_now();
    let drawn = |qty: u16, kind: FulfilmentKind| {
        let lines = Vec::from_iter(line(storefront, false, qty, ""));
        let priced = priced(storefront, &lines);
        known.as_ref().map_or_else(skeleton, |known| {
            summary(&known.storefront.tenant, &priced, fee_words(kind, false))
        })
    };
    let broken = || {
        let lines = Vec::from_iter(line(storefront, true, 1, ""));
        let priced = priced(storefront, &lines);
        let kind = FulfilmentKind::Pickup;
        known.as_ref().map_or_else(skeleton, |known| {
            summary(&known.storefront.tenant, &priced, fee_words(kind, false))
        })
    };
    vec![
        ("of little", drawn(1, FulfilmentKind::Delivery)),
        ("of enough", drawn(20, FulfilmentKind::Delivery)),
        ("to be picked up", drawn(20, FulfilmentKind::Pickup)),
        ("with a line that cannot be ordered", broken()),
    ]
}

fn what_is_wrong(storefront: &Storefront) -> States {
    let drawn = |wrong: &'static [&'static str], failure: Option<ApiError>, lines: &[CartLine]| {
        let problems = super::fields::wrong_at(wrong);
        let cart = priced(storefront, lines);
        notices(problems, RwSignal::new(failure), Memo::new(move |_| cart.clone()))
    };
    let sound = Vec::from_iter(line(storefront, false, 20, ""));
    let broken = Vec::from_iter(line(storefront, true, 1, ""));
    vec![
        ("fields", drawn(&["phone", "terms"], None, &sound)),
        ("the cart", drawn(&[], None, &broken)),
        ("the server", drawn(&[], Some(ApiError::engine_down()), &sound)),
    ]
}

fn receipts() -> States {
    let drawn = |draft: Draft, wrong: &'static [&'static str]| {
        let problems = super::fields::wrong_at(wrong);
        alone(receipt(Form::of(draft), problems))
    };
    let company = Draft {
        receipt: ReceiptKind::Factura,
        ruc: "20131312955".to_owned(),
        business_name: "Panadería San Martín".to_owned(),
        ..Draft::default()
    };
    vec![
        ("boleta", drawn(Draft::default(), &[])),
        ("boleta, wrong", drawn(Draft::default(), &["dni"])),
        ("factura", drawn(company.clone(), &[])),
        ("factura, wrong", drawn(company, &["ruc"])),
    ]
}

fn consents() -> States {
    let drawn = |given: bool, wrong: &'static [&'static str]| {
        consent(RwSignal::new(given), super::fields::wrong_at(wrong))
    };
    vec![
        ("not given", drawn(false, &[])),
        ("given", drawn(true, &[])),
        ("missing", drawn(false, &["terms"])),
    ]
}
