//! The book of claims. What it asks the server for an order that a sheet names is not here: no sample has one.

use super::book::{Sheet, offered, replied, unanswered};
use super::{States, kept};
use crate::components::claim_body::ClaimBody;
use crate::components::claim_card::{ClaimCard, badge};
use crate::components::claim_letter::ClaimLetter;
use crate::components::claim_reply::ClaimReply;
use api::claims::ClaimView;
use leptos::prelude::*;
use ui::gallery::component;

pub fn components() -> Vec<AnyView> {
    vec![
        component("ClaimCard", cards()),
        component("badge of a claim", badges()),
        component("ClaimBody, ClaimReply", bodies(unanswered(200))),
        component("ClaimBody, ClaimLetter", bodies(replied(220))),
        component("ClaimBody, ClaimOffer", bodies(offered(240))),
        component("ClaimReply", each(unanswered(300), reply)),
        component("ClaimLetter", each(waiting_letters(), letter)),
    ]
}

/// Every sheet of the samples, numbered from a place on.
fn all(place: u32) -> Vec<Sheet> {
    let groups = [unanswered(place), replied(place + 20), offered(place + 40)];
    groups.into_iter().flatten().collect()
}

/// Closed, until one is pressed.
fn cards() -> States {
    let opened = RwSignal::new(None);
    let card = |(name, view)| {
        let kept = kept();
        (name, view! { <ClaimCard view kept opened /> }.into_any())
    };
    all(1).into_iter().map(card).collect()
}

fn badges() -> States {
    let drawn = |(name, view): Sheet| (name, badge(&view));
    all(1).into_iter().map(drawn).collect()
}

fn bodies(sheets: Vec<Sheet>) -> States {
    each(sheets, |view| {
        let kept = kept();
        view! { <ClaimBody view kept /> }.into_any()
    })
}

/// Each of these sheets, drawn in a way.
fn each(sheets: Vec<Sheet>, draw: fn(ClaimView) -> AnyView) -> States {
    let drawn = |(name, view)| (name, draw(view));
    sheets.into_iter().map(drawn).collect()
}

fn reply(view: ClaimView) -> AnyView {
    let kept = kept();
    view! { <ClaimReply view kept /> }.into_any()
}

fn letter(view: ClaimView) -> AnyView {
    let kept = kept();
    view! { <ClaimLetter view kept /> }.into_any()
}

/// Sheets whose reply is for the restaurant to send.
fn waiting_letters() -> Vec<Sheet> {
    let sheets = replied(320).into_iter();
    sheets.filter(|(_, view)| view.letter_waits()).collect()
}
