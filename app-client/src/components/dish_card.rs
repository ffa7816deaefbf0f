//! A dish in the carta: added in one tap where nothing has to be chosen.

use super::picture::Picture;
use crate::state::cart::Cart;
use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use domain::cart::MAX_QTY;
use domain::catalog::Product;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, tap};
use ui::icon::Icon;
use ui::money::Price;
use ui::page;
use ui::stepper::Stepper;
use ui::toast::{Toasts, Tone};

/// With this many or fewer left, the card says that there are few.
const FEW: u32 = 5;

#[component]
pub fn DishCard(
    product: Product,
    /** On the first screen. */
    #[prop(optional)]
    early: bool,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let (currency, available) = (restaurant.currency(), restaurant.sells(&product));
    let href = Page::Dish.with(&[product.id.as_str()]);
    let foot = if available {
        add_control(&product, &href)
    } else {
        let why = if product.active {
            texts::SOLD_OUT
        } else {
            texts::UNAVAILABLE
        };
        view! { <span class="badge badge--neutral">{why}</span> }.into_any()
    };
    let few = available && product.stock.is_some_and(|stock| stock <= FEW);
    view! {
        <article class="dish" data-state=(!available).then_some("soldout")>
            <div class="dish__picture">
                <Picture src=product.image size=320 early=early />
            </div>
            <h3 class="dish__name">
                <a class="dish__link" href=href>
                    {product.name}
                </a>
            </h3>
            <p class="dish__about">{product.description}</p>
            <div class="dish__foot">
                <Price amount=product.price currency=currency />
                {few.then(|| view! { <span class="badge badge--warning">{texts::FEW_LEFT}</span> }.into_any())}
                {foot}
            </div>
        </article>
    }
    .into_any()
}

fn add_control(product: &Product, href: &str) -> AnyView {
    let (id, name, href) = (product.id.clone(), product.name.clone(), href.to_owned());
    if product.groups.iter().any(|group| group.mandatory()) {
        return view! {
            <a class="button button--primary button--icon" href=href aria-label=texts::choose_options(&name)>
                <Icon name="plus" />
            </a>
        }
        .into_any();
    }
    let (cart, toasts) = (Cart::expect(), Toasts::expect());
    let (asleep, off) = RestaurantState::expect().asleep();
    let most = product
        .stock
        .and_then(|stock| u16::try_from(stock).ok())
        .map_or(MAX_QTY, |stock| stock.min(MAX_QTY));
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
            set_timeout(move || page::focus(&place.get_value()), std::time::Duration::ZERO);
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
                    disabled=off
                    data-asleep=asleep
                    on:click=tap(move || set(1))
                >
                    <Icon name="plus" />
                </button>
            }
            .into_any()
        }
    })
}
