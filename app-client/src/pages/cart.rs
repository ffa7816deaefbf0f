//! The cart.

use crate::components::known_restaurant::{failure_or, frame};
use crate::components::opening::ClosedBar;
use crate::components::picture::Picture;
use crate::components::summary::{fee_words, totals_list};
use crate::state::cart::Cart;
use crate::state::checkout::Draft;
use crate::state::destination::Destination;
use crate::state::pricing::{PricedCart, PricedLine, priced_cart};
use crate::state::restaurant::{Extent, RestaurantState};
use ::texts::now::hours::CHOOSE_TIME;
use ::texts::now::{errors, storefront as texts};
use api::pages::Page;
use domain::Money;
use domain::cart::{CartProblemKind, When};
use domain::tenant::Tenant;
use leptos::prelude::*;
use ui::clock::time;
use ui::dynamic::dynamic;
use ui::icon::Icon;
use ui::stepper::Stepper;
use ui::toast::{Toasts, Tone};

/// What the page shows. It is drawn again when this changes, and not with every change of the carta.
#[derive(Debug, Clone, PartialEq)]
enum Shown {
    /// Nothing is known of the restaurant.
    Unknown,
    /// What is in the order has no prices yet.
    Unpriced,
    Empty,
    /// The restaurant as it serves its customer, and what stands beside the fee.
    Order(Box<(Tenant, PricedCart, Option<&'static str>)>),
}

pub fn cart_page() -> AnyView {
    let (restaurant, cart, destination) = (RestaurantState::expect(), Cart::expect(), Destination::expect());
    let shown = Memo::new(move |_| {
        let Some(known) = restaurant.known() else {
            return Shown::Unknown;
        };
        let lines = cart.lines();
        if !restaurant.awake() || (known.extent != Extent::Whole && !lines.is_empty()) {
            return Shown::Unpriced;
        }
        if lines.is_empty() {
            return Shown::Empty;
        }
        let (kind, when) = (
            destination.kind(),
            When {
                now: time(),
                // A time that is over by now is chosen anew.
                at: Draft::kept().scheduled_for.filter(|at| *at > time()),
            },
        );
        let tenant = &known.storefront.tenant;
        let served = destination.with(|choice| choice.served(tenant));
        let fee = fee_words(kind, destination.with(|choice| choice.lacks_zone(tenant)));
        let priced = priced_cart(&served, &known.storefront.catalog, &lines, kind, when);
        Shown::Order(Box::new((served, priced, fee)))
    });
    dynamic(move || match shown.get() {
        Shown::Unknown => failure_or(waiting),
        Shown::Unpriced => waiting(),
        Shown::Empty => empty(),
        Shown::Order(order) => {
            let (tenant, priced, fee) = *order;
            lines_and_summary(&tenant, priced, fee)
        }
    })
}

fn waiting() -> AnyView {
    frame(texts::TITLE_CART, texts::LOADING)
}

fn lines_and_summary(tenant: &Tenant, priced: PricedCart, fee: Option<&'static str>) -> AnyView {
    let side = summary(tenant, &priced, fee);
    let rows: Vec<AnyView> = priced
        .lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| line_row(index, line))
        .collect();
    view! {
        <div class="page">
            <h1 class="page__title">{texts::TITLE_CART}</h1>
            <ClosedBar />
            <div class="split">
                <ul class="lines" aria-label=texts::LINES>
                    {rows}
                </ul>
                <aside class="split__side">{side}</aside>
            </div>
        </div>
    }
    .into_any()
}

pub(crate) fn empty() -> AnyView {
    view! {
        <div class="page">
            <div class="empty">
                <img class="empty__art" src="/assets/illustrations/empty_cart.svg" width="240" height="240" alt="" />
                <h1 class="empty__title">{texts::CART_EMPTY}</h1>
                <p>{texts::CART_EMPTY_TEXT}</p>
                <a class="button button--primary button--large" href=Page::Menu.href()>
                    {texts::SEE_CARTA}
                </a>
            </div>
        </div>
    }
    .into_any()
}

pub(crate) fn line_row(index: usize, line: PricedLine) -> AnyView {
    let (cart, toasts, currency) = (
        Cart::expect(),
        Toasts::expect(),
        RestaurantState::expect().currency(),
    );
    let known = !line.name.is_empty();
    let name = if known {
        line.name.clone()
    } else {
        texts::UNKNOWN_DISH.to_owned()
    };
    let spoken = name.clone();
    let options = line
        .priced
        .iter()
        .flat_map(|priced| &priced.options)
        .map(|option| option.name.as_str());
    let options = options.collect::<Vec<_>>().join(", ");
    let note = (!line.wanted.note.is_empty()).then(|| ["“", line.wanted.note.as_str(), "”"].concat());
    let price = line
        .priced
        .as_ref()
        .map(|priced| currency.format(priced.subtotal));
    let problems: Vec<AnyView> = line
        .problems
        .iter()
        .map(|problem| view! { <p class="field__error">{errors::cart(problem, currency)}</p> }.into_any())
        .collect();
    let remove = move || {
        if let Some(taken) = cart.take(index) {
            // Held by the offer itself: the row, and all that belongs to it, is gone by then.
            toasts.offer(Tone::Success, texts::removed(&spoken), texts::UNDO, move || {
                cart.put_back(index, taken.clone())
            });
        }
        // The row under the finger takes this one's place, unless it was the last.
        if index >= cart.line_count() {
            ui::page::focus("contenido");
        }
    };
    let also_remove = remove.clone();
    // Below one is removing, which can be undone; more than there is can only become less.
    let change = move |qty: u16| {
        if qty == 0 {
            also_remove()
        } else {
            cart.set_qty(index, qty)
        }
    };
    let qty = line.wanted.qty;
    view! {
        <li class="line">
            {if line.image.is_empty() {
                view! { <span class="line__picture"></span> }.into_any()
            } else {
                view! { <Picture src=line.image size=80 class="line__picture" early=true /> }.into_any()
            }}
            <h2 class="line__name">
                {if known { view! { <a href=line.href>{name.clone()}</a> }.into_any() } else { name.clone().into_any() }}
            </h2>
            <span class="price">{price}</span>
            <div>
                <p class="line__options">{options}</p>
                {note.map(|note| view! { <p class="line__note">{note}</p> })}
                {problems}
            </div>
            <div class="line__controls">
                <Stepper value=qty most=line.most label=texts::quantity_of(&name) change=change />
                <button type="button" class="button button--quiet" aria-label=texts::remove(&name) on:click=move |_| remove()>
                    <Icon name="trash" />
                    {texts::REMOVE}
                </button>
            </div>
        </li>
    }
    .into_any()
}

pub(crate) fn summary(tenant: &Tenant, priced: &PricedCart, fee: Option<&'static str>) -> AnyView {
    let below = priced.problems.iter().find_map(|problem| match problem {
        CartProblemKind::BelowMinimum { minimum } => Some(*minimum),
        _ => None,
    });
    let progress = |goal: Money, label: String| {
        view! {
            <div class="minimum">
                <label for="goal">{label}</label>
                <progress class="progress" id="goal" max=goal.cents() value=priced.totals.subtotal.cents()></progress>
            </div>
        }
        .into_any()
    };
    let missing = |goal: Money| tenant.format(goal - priced.totals.subtotal);
    let goal = match (below, tenant.free_delivery_from) {
        (Some(minimum), _) => Some(progress(minimum, texts::to_minimum(&missing(minimum)))),
        (None, Some(from)) if fee.is_some() && priced.totals.subtotal < from => {
            Some(progress(from, texts::to_free_delivery(&missing(from))))
        }
        _ => None,
    };
    let others: Vec<AnyView> = priced
        .problems
        .iter()
        .filter(|problem| !matches!(problem, CartProblemKind::BelowMinimum { .. }))
        .map(|problem| {
            view! { <p class="field__error">{errors::cart(problem, tenant.currency)}</p> }.into_any()
        })
        .collect();
    let broken = priced.lines.iter().any(|line| !line.problems.is_empty());
    let another_time = priced.wants_another_time();
    let go_on = if priced.sound || another_time {
        view! {
            <a class="button button--primary button--large button--block" href=Page::Checkout.href()>
                {if another_time { CHOOSE_TIME } else { texts::CONTINUE }}
            </a>
        }
        .into_any()
    } else {
        view! {
            <button class="button button--primary button--large button--block" disabled=true>
                {texts::CONTINUE}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="card card--raised">
            <h2 class="card__title">{texts::SUMMARY}</h2>
            {totals_list(tenant.currency, [], &priced.totals, fee)}
            {goal}
            {others}
            {(broken && !another_time).then(|| view! { <p class="field__error" role="status">{texts::FIX_CART}</p> })}
            {go_on}
        </section>
    }
    .into_any()
}
