//! A dish in the carta: added in one tap where nothing has to be chosen.

use super::picture::Picture;
use crate::state::cart::Cart;
use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use domain::cart::MAX_QTY;
use domain::catalog::{FEW_LEFT, Product};
use domain::{Money, ProductId};
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, tap};
use ui::icon::Icon;
use ui::money::Price;
use ui::page;
use ui::stepper::Stepper;
use ui::toast::{Toasts, Tone};

/// What a card shows of a dish.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    id: ProductId,
    name: String,
    /// When it is served, in words; empty where always.
    served: String,
    description: String,
    image: String,
    price: Money,
    standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Standing {
    Sold {
        /// Few are left.
        few: bool,
        /// Something must be chosen before it can be ordered.
        choose: bool,
    },
    SoldOut,
    /// Off the carta for now.
    Off,
}

impl Shown {
    fn of(product: &Product, sold: bool) -> Shown {
        let standing = match (sold, product.active || product.off_until.is_some()) {
            (true, _) => Standing::Sold {
                few: product.stock.is_some_and(|stock| stock <= FEW_LEFT),
                choose: product.groups.iter().any(|group| group.mandatory()),
            },
            (false, true) => Standing::SoldOut,
            (false, false) => Standing::Off,
        };
        Shown {
            id: product.id.clone(),
            name: product.name.clone(),
            served: product.hours.as_ref().map(texts::served).unwrap_or_default(),
            description: product.description.clone(),
            image: product.image.clone(),
            price: product.price,
            standing,
        }
    }
}

#[component]
pub fn DishCard(
    /// Followed; the card is drawn again when what it shows of it has changed.
    product: Signal<Product>,
    /** On the first screen. */
    #[prop(optional)]
    early: bool,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let shown = Memo::new(move |_| product.with(|product| Shown::of(product, restaurant.sells(product))));
    let most = Memo::new(move |_| {
        let stock = product.with(|product| product.stock);
        let stock = stock.and_then(|stock| u16::try_from(stock).ok());
        stock.map_or(MAX_QTY, |stock| stock.min(MAX_QTY))
    });
    dynamic(move || card(shown.get(), most, early))
}

fn card(shown: Shown, most: Memo<u16>, early: bool) -> AnyView {
    let currency = RestaurantState::expect().currency();
    let href = Page::Dish.with(&[shown.id.as_str()]);
    let badge = |kind: &'static str, words| view! { <span class=kind>{words}</span> }.into_any();
    let (foot, few) = match shown.standing {
        Standing::Sold { few, choose: true } => (choose_link(&shown.name, &href), few),
        Standing::Sold { few, choose: false } => (add_control(&shown, most), few),
        Standing::SoldOut => (badge("badge badge--neutral", texts::SOLD_OUT), false),
        Standing::Off => (badge("badge badge--neutral", texts::UNAVAILABLE), false),
    };
    let available = matches!(shown.standing, Standing::Sold { .. });
    let price = match shown.standing {
        Standing::Sold { choose: true, .. } if shown.price.is_zero() => {
            view! { <span>{texts::BY_CHOICE}</span> }.into_any()
        }
        _ => view! { <Price amount=shown.price currency=currency /> }.into_any(),
    };
    view! {
        <article class="dish" data-state=(!available).then_some("soldout")>
            <div class="dish__picture">
                <Picture src=shown.image size=320 early=early />
            </div>
            <h3 class="dish__name">
                <a class="dish__link" href=href>
                    {shown.name}
                </a>
            </h3>
            <p class="dish__about">
                {(!shown.served.is_empty()).then(|| view! { <b>{shown.served} " "</b> }.into_any())}
                {shown.description}
            </p>
            <div class="dish__foot">
                {price}
                {few.then(|| badge("badge badge--warning", texts::FEW_LEFT))}
                {foot}
            </div>
        </article>
    }
    .into_any()
}

fn choose_link(name: &str, href: &str) -> AnyView {
    view! {
        <a class="button button--primary button--icon" href=href.to_owned() aria-label=texts::choose_options(name)>
            <Icon name="plus" />
        </a>
    }
    .into_any()
}

fn add_control(shown: &Shown, most: Memo<u16>) -> AnyView {
    let (id, name) = (shown.id.clone(), shown.name.clone());
    let (cart, toasts) = (Cart::expect(), Toasts::expect());
    let of_it = id.clone();
    let qty = Signal::derive(move || cart.plain_qty(&of_it));
    let present = Memo::new(move |_| qty.get() > 0);
    let place = StoredValue::new(["cantidad-", id.as_str()].concat());
    let id = StoredValue::new(id);
    let name = StoredValue::new(name);
    let set = move |wanted: u16| {
        let before = qty.get_untracked();
        if cart.set_plain_qty(&id.get_value(), wanted) == 0 && wanted > before {
            toasts.lead(
                Tone::Danger,
                texts::NO_ROOM.to_owned(),
                texts::SEE_ORDER,
                Page::Cart.href(),
            );
            return;
        }
        // The button has made way for the stepper, or the other way round: the focus stays here.
        if (before == 0) != (wanted == 0) {
            let focus = move || {
                // Who goes on at once has left the carta by then.
                if let Some(place) = place.try_get_value() {
                    page::focus(&place);
                }
            };
            set_timeout(focus, std::time::Duration::ZERO);
        }
    };
    dynamic(move || {
        if present.get() {
            view! {
                <Stepper
                    id=place.get_value()
                    value=qty
                    most=most
                    label=texts::quantity_of(&name.get_value())
                    change=set
                />
            }
            .into_any()
        } else {
            view! {
                <button
                    type="button"
                    class="button button--primary button--icon"
                    id=place.get_value()
                    aria-label=texts::add_one(&name.get_value())
                    on:click=tap(move || set(1))
                >
                    <Icon name="plus" />
                </button>
            }
            .into_any()
        }
    })
}
