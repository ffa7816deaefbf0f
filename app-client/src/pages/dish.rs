//! A dish or a promotion: what it is, what can be chosen, and into the cart.

use crate::components::known_restaurant::waiting_for_restaurant;
use crate::components::picture::Picture;
use crate::pages::not_found::nothing_here;
use crate::state::cart::Cart;
use crate::state::reading::Reading;
use crate::state::restaurant::RestaurantState;
use api::pages::Page;
use domain::ProductId;
use domain::cart::{CartLine, MAX_NOTE, Pick};
use domain::catalog::FEW_LEFT;
use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, listener, nothing};
use ui::icon::Icon;
use ui::stepper::Stepper;
use ui::toast::{Toasts, Tone};
use ui::typed::typed;

use super::dish_options::OptionGroups;
use super::offered::{Offered, most_of, price_so_far, why_not};
use ui::resource::Load;

pub fn dish_page() -> AnyView {
    offered_page(|known, id, _| match known.product(id) {
        Load::Ready(product) => Load::Ready(Offered::product(product, &known.storefront.catalog)),
        Load::Loading => Load::Loading,
        Load::Failed(error) => Load::Failed(error),
    })
}

pub fn promotion_page() -> AnyView {
    offered_page(|known, id, restaurant| match known.promotion(id) {
        Load::Ready(promotion) => {
            let (catalog, today) = (&known.storefront.catalog, restaurant.day_of_sale());
            Load::Ready(Offered::promotion(promotion, catalog, today))
        }
        Load::Loading => Load::Loading,
        Load::Failed(error) => Load::Failed(error),
    })
}

/// The page of what the address names. What was chosen stays while the carta changes.
fn offered_page(
    find: fn(&crate::state::restaurant::Known, &ProductId, RestaurantState) -> Load<Offered>,
) -> AnyView {
    let (restaurant, params) = (RestaurantState::expect(), use_params_map());
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| ProductId::parse(id).ok())
    });
    let offered = Memo::new(move |_| match (restaurant.known(), id.get()) {
        (Some(known), Some(id)) => find(&known, &id, restaurant),
        (None, _) => Load::Loading,
        (Some(_), None) => Load::Failed(api::ApiError::not_found()),
    });
    // Another dish is another page; the same dish with less stock is the same.
    let stand = Memo::new(move |_| {
        offered.with(|offered| match offered {
            Load::Ready(offered) => Load::Ready(offered.id.clone()),
            Load::Loading => Load::Loading,
            Load::Failed(error) => Load::Failed(error.clone()),
        })
    });
    dynamic(move || match stand.get() {
        Load::Loading => waiting_for_restaurant(),
        Load::Failed(_) => nothing_here(
            texts::GONE_TITLE,
            texts::GONE_TEXT,
            Page::Menu.href(),
            texts::SEE_CARTA,
        ),
        Load::Ready(_) => view! { <Plate offered=offered /> }.into_any(),
    })
}

#[component]
pub(crate) fn Plate(offered: Memo<Load<Offered>>) -> AnyView {
    let Some(first) = offered.get_untracked().ready().cloned() else {
        return nothing();
    };
    let currency = RestaurantState::expect().currency();
    let groups = first.groups.clone();
    let (picks, note, qty) = (
        RwSignal::new(Vec::<Pick>::new()),
        RwSignal::new(String::new()),
        RwSignal::new(1_u16),
    );
    let latest = move || offered.get().ready().cloned();
    let was = first.regular_price.map(|was| currency.format(was));
    let allergens = texts::contains(&first.allergens);
    let served = first.hours.as_ref().map(texts::served);
    let stand = dynamic(move || {
        latest().map_or_else(nothing, |offered| match offered.stock {
            _ if !offered.available => {
                view! { <span class="badge badge--neutral">{texts::SOLD_OUT}</span> }.into_any()
            }
            Some(stock) if stock <= FEW_LEFT => {
                view! { <span class="badge badge--warning">{texts::FEW_LEFT}</span> }.into_any()
            }
            _ => nothing(),
        })
    });
    let (image, alt) = (first.image.clone(), first.name.clone());
    let image = Memo::new(move |_| latest().map_or_else(|| image.clone(), |offered| offered.image));
    let picture =
        dynamic(move || view! { <Picture src=image.get() size=640 early=true alt=alt.clone() /> }.into_any());
    let (back, back_link) = way_back(first.back.clone());
    let gone = Memo::new(move |_| latest().map(|offered| offered.gone).unwrap_or_default());
    view! {
        <div class="page">
            {back_link}
            <div class="plate">
                <div class="plate__picture">
                    {picture}
                </div>
                <div class="plate__body">
                    <header class="plate__head">
                        <h1>{first.name}</h1>
                        <p class="plate__lead">{first.description}</p>
                        <p class="cluster">
                            <span class="price price--large">
                                {was.map(|was| view! { <s class="price__was">{was}</s> }.into_any())}
                                {Signal::derive(move || latest().map(|offered| currency.format(offered.price)).unwrap_or_default())}
                            </span>
                            {stand}
                        </p>
                        {served.map(|served| view! { <p class="plate__when"><Icon name="clock" />{served}</p> }.into_any())}
                        {(!allergens.is_empty()).then(|| view! { <p class="muted">{allergens}</p> }.into_any())}
                    </header>
                    <OptionGroups groups=groups picks=picks gone=gone />
                    <div class="field">
                        <label class="field__label" for="note">
                            {texts::NOTE}
                            " "
                            <span class="field__optional">{texts::OPTIONAL}</span>
                        </label>
                        <textarea
                            class="field__input"
                            id="note"
                            maxlength=MAX_NOTE.to_string()
                            aria-describedby="note-hint"
                            prop:value=note
                            on:input=listener(move |event| note.set(typed(&event)))
                        ></textarea>
                        <p class="field__hint" id="note-hint">
                            {texts::NOTE_HINT}
                        </p>
                    </div>
                    <BuyBar offered=offered picks=picks note=note qty=qty back=back />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Quantity, price, and the button, with what keeps it from being pressed.
/// The address of the way back, and its link. Where the carta was read, there it goes on.
fn way_back((href, label): (String, &'static str)) -> (String, AnyView) {
    let reading = Reading::expect();
    reading.goes_on();
    let of_carta = href.starts_with(Page::Menu.href());
    let href = reading.address().filter(|_| of_carta).unwrap_or(href);
    let coming_back: Box<dyn FnMut(MouseEvent)> = Box::new(move |event| {
        // With one of these keys it is opened beside this page.
        if of_carta && !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            reading.come_back();
        }
    });
    let link = view! {
        <a class="page__back" href=href.clone() data-noscroll=of_carta.then_some("") on:click=coming_back>
            <Icon name="back" />
            {label}
        </a>
    };
    (href, link.into_any())
}

#[component]
pub(crate) fn BuyBar(
    offered: Memo<Load<Offered>>,
    picks: RwSignal<Vec<Pick>>,
    note: RwSignal<String>,
    qty: RwSignal<u16>,
    /// Where to go after adding.
    back: String,
) -> AnyView {
    let (cart, toasts, currency) = (
        Cart::expect(),
        Toasts::expect(),
        RestaurantState::expect().currency(),
    );
    let (restaurant, reading) = (RestaurantState::expect(), Reading::expect());
    let navigate = use_navigate();
    let line = move |offered: &Offered| CartLine {
        product_id: offered.id.clone(),
        qty: qty.get(),
        options: picks.get(),
        note: note.get().trim().to_owned(),
    };
    // Empty when it can be added.
    let missing = Memo::new(move |_| {
        offered.with(|offered| {
            let offered = offered.ready();
            let known = restaurant.known();
            match offered.zip(known) {
                Some((offered, known)) => {
                    why_not(offered, &line(offered), &known.storefront.catalog, currency)
                }
                None => String::new(),
            }
        })
    });
    let price = Signal::derive(move || {
        offered.with(|offered| {
            let price = offered
                .ready()
                .map(|offered| price_so_far(offered, &picks.get(), qty.get()));
            price.map(|price| currency.format(price)).unwrap_or_default()
        })
    });
    let most = Signal::derive(move || {
        offered.with(|offered| {
            let known = restaurant.known();
            // One cannot count before the app answers.
            let most = offered.ready().zip(known).filter(|_| restaurant.awake());
            most.map_or(1, |(offered, known)| {
                most_of(offered, &picks.get(), &known.storefront.catalog)
            })
        })
    });
    let add: Box<dyn FnMut(SubmitEvent)> = Box::new(move |event| {
        event.prevent_default();
        let wanted = offered.with_untracked(|offered| {
            offered
                .ready()
                .map(|offered| (line(offered), offered.name.clone()))
        });
        let Some((line, name)) = wanted.filter(|_| missing.with_untracked(String::is_empty)) else {
            return;
        };
        if !put_in(cart, toasts, line, &name) {
            return;
        }
        if back.starts_with(Page::Menu.href()) {
            reading.come_back();
        }
        navigate(&back, NavigateOptions::default());
    });
    let incomplete = Signal::derive(move || missing.with(|missing| !missing.is_empty()));
    view! {
        <form class="buy-bar" on:submit=add>
            {what_is_missing(missing, incomplete)}
            <Stepper value=qty least=1 most=most label=texts::QUANTITY change=move |value| qty.set(value) />
            <button
                class="button button--primary button--large"
                disabled=incomplete
                aria-describedby=Signal::derive(move || incomplete.get().then_some("missing"))
            >
                {texts::ADD}
                <span class="button__price">{price}</span>
            </button>
        </form>
    }
    .into_any()
}

/// Puts a line into the cart and says how much of it there was room for. Whether there was any.
fn put_in(cart: Cart, toasts: Toasts, line: CartLine, name: &str) -> bool {
    let wanted = line.qty;
    let text = match cart.put_in(line) {
        0 => {
            toasts.lead(
                Tone::Danger,
                texts::NO_ROOM.to_owned(),
                texts::SEE_ORDER,
                Page::Cart.href(),
            );
            return false;
        }
        some if some < wanted => texts::added_as_many(some, name),
        all => texts::added(all, name),
    };
    toasts.lead(Tone::Success, text, texts::SEE_ORDER, Page::Cart.href());
    true
}

/// What keeps the button from being pressed; nothing where it can be.
fn what_is_missing(missing: Memo<String>, incomplete: Signal<bool>) -> AnyView {
    dynamic(move || {
        if !incomplete.get() {
            return nothing();
        }
        view! {
            <p class="buy-bar__missing" id="missing">
                {missing}
            </p>
        }
        .into_any()
    })
}
