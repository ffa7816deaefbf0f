//! A dish or a promotion: what it is, what can be chosen, and into the cart.

use crate::components::known_restaurant::waiting_for_restaurant;
use crate::components::picture::Picture;
use crate::pages::not_found::nothing_here;
use crate::state::cart::Cart;
use crate::state::load::Load;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{errors, storefront as texts};
use api::pages::Page;
use domain::cart::{CartLine, MAX_NOTE, MAX_QTY, Pick, price_line};
use domain::catalog::{Catalog, Component, DishOption, Item, OptionGroup, Product, Promotion};
use domain::{Currency, Date, Money, ProductId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::dynamic::{dynamic, listener, nothing};
use ui::icon::Icon;
use ui::stepper::Stepper;
use ui::toast::{Toasts, Tone};
use ui::typed::typed;

use super::dish_options::OptionGroups;

/// A product or a promotion, as this page needs it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offered {
    id: ProductId,
    name: String,
    description: String,
    price: Money,
    regular_price: Option<Money>,
    image: String,
    components: Vec<Component>,
    groups: Vec<OptionGroup>,
    allergens: Vec<String>,
    stock: Option<u32>,
    available: bool,
    /// The choices that are off or sold out.
    gone: Vec<Pick>,
    /// Why it cannot be ordered, where it cannot.
    why_not: &'static str,
    back: (String, &'static str),
}

impl Offered {
    pub(crate) fn product(product: Product, catalog: &Catalog) -> Offered {
        Offered {
            available: catalog.sells(&product),
            gone: gone(&product.groups, catalog),
            components: Vec::new(),
            why_not: if product.active {
                texts::SOLD_OUT_NOW
            } else {
                texts::UNAVAILABLE_NOW
            },
            back: (Page::Menu.with(&[product.category.as_str()]), texts::CARTA),
            id: product.id,
            name: product.name,
            description: product.description,
            price: product.price,
            regular_price: None,
            image: product.image,
            groups: product.groups,
            allergens: product.allergens,
            stock: product.stock,
        }
    }

    pub(crate) fn promotion(promotion: Promotion, catalog: &Catalog, today: Option<Date>) -> Offered {
        let sold = today.is_none_or(|day| promotion.sold_on(day));
        Offered {
            available: sold && catalog.has_promotion(&promotion),
            gone: gone(&promotion.groups, catalog),
            stock: catalog.left(&promotion.components),
            why_not: if sold {
                texts::SOLD_OUT_NOW
            } else {
                texts::UNAVAILABLE_NOW
            },
            back: (Page::Promotions.href().into(), texts::PROMOTIONS),
            regular_price: promotion
                .regular_price
                .filter(|regular| *regular > promotion.price),
            id: promotion.id,
            name: promotion.name,
            description: promotion.description,
            price: promotion.price,
            image: promotion.image,
            components: promotion.components,
            groups: promotion.groups,
            allergens: Vec::new(),
        }
    }

    fn item(&self) -> Item<'_> {
        Item {
            id: &self.id,
            name: &self.name,
            price: self.price,
            image: &self.image,
            components: &self.components,
            groups: &self.groups,
            available: self.available,
            stock: self.stock,
        }
    }
}

/// The choices of these groups that cannot be had now.
fn gone(groups: &[OptionGroup], catalog: &Catalog) -> Vec<Pick> {
    let of_group = |group: &OptionGroup| -> Vec<Pick> {
        let gone = group.options.iter().filter(|option| !catalog.has(option));
        let pick = |option: &DishOption| Pick {
            group: group.id.clone(),
            option: option.id.clone(),
        };
        gone.map(pick).collect()
    };
    groups.iter().flat_map(of_group).collect()
}

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
            let (catalog, today) = (&known.storefront.catalog, restaurant.today());
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
    let stand = dynamic(move || {
        latest().map_or_else(nothing, |offered| match offered.stock {
            _ if !offered.available => {
                view! { <span class="badge badge--neutral">{texts::SOLD_OUT}</span> }.into_any()
            }
            Some(stock) if stock <= 5 => {
                view! { <span class="badge badge--warning">{texts::left(stock)}</span> }.into_any()
            }
            _ => nothing(),
        })
    });
    let (back, back_label) = first.back.clone();
    let gone = Memo::new(move |_| latest().map(|offered| offered.gone).unwrap_or_default());
    view! {
        <div class="page">
            <a class="page__back" href=back.clone()>
                <Icon name="back" />
                {back_label}
            </a>
            <div class="plate">
                <div class="plate__picture">
                    <Picture src=first.image size=640 early=true alt=first.name.clone() />
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
    let restaurant = RestaurantState::expect();
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
            let most = offered.ready().zip(known);
            most.map_or(MAX_QTY, |(offered, known)| {
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
        let text = texts::added(line.qty, &name);
        cart.add(line);
        toasts.lead(Tone::Success, text, texts::SEE_ORDER, Page::Cart.href());
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

/// Why a line cannot be added, a sentence for each thing; empty when it can.
fn why_not(offered: &Offered, line: &CartLine, catalog: &Catalog, currency: Currency) -> String {
    if !offered.available {
        return offered.why_not.to_owned();
    }
    let problems = price_line(catalog, &offered.item(), line)
        .err()
        .unwrap_or_default();
    let sentences: Vec<String> = problems
        .iter()
        .map(|problem| errors::cart(problem, currency))
        .collect();
    sentences.join(" ")
}

/// As many as there are, and no more than a line takes.
fn most_of(offered: &Offered, picks: &[Pick], catalog: &Catalog) -> u16 {
    let most = catalog.most(&offered.item(), picks);
    let most = most.and_then(|most| u16::try_from(most).ok());
    most.map_or(MAX_QTY, |most| most.clamp(1, MAX_QTY))
}

/// The price with what is chosen so far, also while something is missing.
fn price_so_far(offered: &Offered, picks: &[Pick], qty: u16) -> Money {
    let extra = |pick: &Pick| {
        let group = offered.groups.iter().find(|group| group.id == pick.group)?;
        group
            .options
            .iter()
            .find(|option| option.id == pick.option)
            .map(|option| option.extra)
    };
    (offered.price + picks.iter().filter_map(extra).sum::<Money>()) * u32::from(qty)
}
