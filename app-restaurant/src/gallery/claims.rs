//! The book of claims. What it asks the server for an order that a sheet names is not here, but for what is drawn of it: no
//! sample names one.

use super::States;
use super::samples::{Samples, TOTAL, in_full, manager, now};
use crate::components::claim_body::ClaimBody;
use crate::components::claim_card::{ClaimCard, badge};
use crate::components::claim_letter::ClaimLetter;
use crate::components::claim_offer::ClaimOffer;
use crate::components::claim_offer_form::OfferSheet;
use crate::components::claim_order::drawn as order_of_claim;
use crate::components::claim_refund::{Choice, Refund};
use crate::components::claim_reply::ClaimReply;
use crate::pages::claims::paper::{Form as PaperForm, before, view_stored};
use crate::pages::claims::poster::sheet;
use crate::pages::claims::{Head, List};
use crate::state::claims_page::ClaimsPage;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::trail::Trail;
use ::texts::now::{console as texts, errors};
use api::claims::{ClaimPage, ClaimPoster, ClaimTotals, ClaimView, FiledClaim, WhichClaims};
use domain::Money;
use domain::customer::FieldProblem;
use domain::written::or_empty;
use leptos::prelude::*;
use ui::gallery::book::{Book, Sheet};
use ui::gallery::{component, on_demand, small};
use ui::resource::Loader;
use ui::sent_before::sent_before;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component("Head of the book of claims", heads()),
        component("List of claims", lists()),
        component("ClaimCard", cards()),
        small("badge of a claim", badges()),
        component("ClaimBody, ClaimReply", bodies(unanswered(200))),
        component("ClaimBody, ClaimLetter", bodies(replied(220))),
        component("ClaimBody, ClaimOffer", bodies(offered(240))),
        component("ClaimReply", each(unanswered(300), reply)),
        component("ClaimLetter", each(waiting_letters(), letter)),
        component("ClaimOffer", each(offered(340), offer)),
        component("OfferSheet", each(unanswered(360), offer_sheet)),
        component("Choice of what goes back", refunds()),
        component("the order of a claim", orders(samples)),
        component("Form of a sheet on paper", paper()),
        component("the notice for the shop", notices()),
    ]
}

/// Reads the samples of the restaurant's book.
fn book(read: impl FnOnce(Book<'_>) -> Vec<Sheet>) -> Vec<Sheet> {
    let (by, now) = (manager(), now());
    let restaurant = RestaurantState::expect();
    restaurant.with_tenant(|tenant| read(Book { tenant, by, now }))
}

fn unanswered(place: u32) -> Vec<Sheet> {
    book(|book| book.unanswered(place))
}

fn replied(place: u32) -> Vec<Sheet> {
    book(|book| book.replied(place))
}

fn offered(place: u32) -> Vec<Sheet> {
    book(|book| book.offered(place))
}

/// Every sheet of the samples, numbered from a place on.
fn all(place: u32) -> Vec<Sheet> {
    let groups = [unanswered(place), replied(place + 20), offered(place + 40)];
    groups.into_iter().flatten().collect()
}

fn heads() -> States {
    let drawn = |page: ClaimsPage, totals: ClaimTotals| {
        let (totals, loader) = (memo(move || totals), Loader::idle());
        view! { <Head page=memo(move || page.clone()) totals loader /> }.into_any()
    };
    let some = ClaimTotals {
        open: 12,
        late: 2,
        answered: 31,
        all: 43,
    };
    let late = ClaimsPage::default().of(WhichClaims::Late);
    let search = late.of(WhichClaims::All).searching("Salcedo");
    vec![
        (
            "not counted yet",
            drawn(ClaimsPage::default(), ClaimTotals::default()),
        ),
        ("late ones", drawn(late, some)),
        ("searching", drawn(search, some)),
    ]
}

/// On a wide screen the first sheet is opened, as on its page.
fn lists() -> States {
    let drawn = |page: ClaimsPage, sheets: Vec<Sheet>, next: Option<&str>| {
        let shown = RwSignal::new(ClaimPage {
            totals: ClaimTotals {
                open: sheets.len(),
                all: sheets.len(),
                ..ClaimTotals::default()
            },
            claims: sheets.into_iter().map(|(_, view)| view).collect(),
            next_cursor: next.map(str::to_owned),
        });
        let mut trail = Trail::default();
        trail.at(&None);
        let (page, loader, trail) = (memo(move || page.clone()), Loader::idle(), RwSignal::new(trail));
        view! { <List page shown loader trail /> }.into_any()
    };
    let first = ClaimsPage::default();
    let search = first.searching("Salcedo");
    vec![
        (
            "with more",
            drawn(first.clone(), unanswered(400), Some("muestra")),
        ),
        ("without any", drawn(first, Vec::new(), None)),
        ("nothing found", drawn(search, Vec::new(), None)),
    ]
}

/// Closed, until one is pressed.
fn cards() -> States {
    let opened = RwSignal::new(None);
    let card = |(name, view)| {
        let loader = Loader::idle();
        (name, view! { <ClaimCard view loader opened /> }.into_any())
    };
    all(1).into_iter().map(card).collect()
}

fn badges() -> States {
    let drawn = |(name, view): Sheet| (name, badge(&view));
    all(1).into_iter().map(drawn).collect()
}

fn bodies(sheets: Vec<Sheet>) -> States {
    each(sheets, |view| {
        let loader = Loader::idle();
        view! { <ClaimBody view loader /> }.into_any()
    })
}

/// Each of these sheets, drawn in a way.
fn each(sheets: Vec<Sheet>, draw: fn(ClaimView) -> AnyView) -> States {
    let drawn = |(name, view)| (name, draw(view));
    sheets.into_iter().map(drawn).collect()
}

fn reply(view: ClaimView) -> AnyView {
    let loader = Loader::idle();
    view! { <ClaimReply view loader /> }.into_any()
}

fn letter(view: ClaimView) -> AnyView {
    let loader = Loader::idle();
    view! { <ClaimLetter view loader /> }.into_any()
}

fn offer(view: ClaimView) -> AnyView {
    let loader = Loader::idle();
    view! { <ClaimOffer view loader /> }.into_any()
}

fn offer_sheet(view: ClaimView) -> AnyView {
    let loader = Loader::idle();
    view! { <OfferSheet view loader /> }.into_any()
}

/// Sheets whose reply is for the restaurant to send.
fn waiting_letters() -> Vec<Sheet> {
    let sheets = replied(320).into_iter();
    sheets.filter(|(_, view)| view.letter_waits()).collect()
}

/// Whether money goes back, of what was paid for the order.
fn refunds() -> States {
    let drawn = |id: &str, before: Option<Money>, wrong: bool| {
        let (refund, id) = (Refund::new(before), id.to_owned());
        let problem = wrong.then(|| errors::field(FieldProblem::NoAmount));
        let (problem, changed) = (Signal::stored(problem), Callback::new(|()| {}));
        let note = texts::REFUND_WHEN_ACCEPTED;
        view! { <Choice refund left=TOTAL note id problem changed /> }.into_any()
    };
    vec![
        ("nothing", drawn("devolucion-muestra-1", None, false)),
        (
            "something",
            drawn("devolucion-muestra-2", Some(Money(1_290)), false),
        ),
        ("wrong", drawn("devolucion-muestra-3", Some(Money::ZERO), true)),
    ]
}

fn orders(samples: &Samples) -> States {
    let restaurant = RestaurantState::expect();
    vec![
        (
            "delivered",
            order_of_claim(&in_full(&samples.delivered), restaurant),
        ),
        (
            "cancelled",
            order_of_claim(&in_full(&samples.cancelled()), restaurant),
        ),
    ]
}

/// What is typed is as on its own page: the form is here once, as it was left.
fn paper() -> States {
    let stored = RwSignal::new(None::<FiledClaim>);
    let filed = || {
        let sheet = unanswered(420).into_iter().next();
        sheet.map(|(_, view)| FiledClaim {
            number: view.claim.number,
            key: "muestra".to_owned(),
            filed_at: now(),
            due: view.claim.due,
        })
    };
    let entered = move || {
        let entered = filed().map(|filed| view_stored(&filed, RwSignal::new(None)));
        entered.into_any()
    };
    let entered_before = filed().map(|filed| sent_before(before(&filed), || {}, || {}));
    vec![
        ("as it was left", view! { <PaperForm stored /> }.into_any()),
        ("stored", on_demand(entered)),
        ("stored before it was changed", entered_before.into_any()),
    ]
}

/// A stand-in for the drawing of the server.
const CODE: &str = r#"<svg viewBox="0 0 3 3"><path fill="currentColor" d="M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z"/></svg>"#;

fn notices() -> States {
    let notice = RestaurantState::expect().with_tenant(|tenant| ClaimPoster {
        legal_name: tenant.brand.legal_name.clone(),
        ruc: or_empty(&tenant.brand.ruc).to_owned(),
        url: "https://ejemplo.pe/libro-de-reclamaciones".to_owned(),
        svg: CODE.to_owned(),
    });
    vec![("notice", sheet(&notice))]
}
