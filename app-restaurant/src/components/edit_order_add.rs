//! A dish that is ordered besides: found in the carta, with its choices.

use super::edit_order::Editing;
use super::text_field::TextField;
use crate::state::catering::dishes;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::edit_order as texts;
use ::texts::now::errors;
use api::ApiError;
use api::catalog::Storefront;
use api::orders::{FulfilmentView, OrderView};
use domain::cart::{CartLine, Pick, When, price_line};
use domain::catalog::{OptionGroup, Product};
use domain::fulfilment::FulfilmentKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::storefront;
use ui::clock::Clock;
use ui::failure::Failure;
use ui::icon::Icon;

/// A dish while its choices are made: a place for each, as many in a group as may be.
#[derive(Debug, Clone, PartialEq)]
struct Choosing {
    dish: Product,
    picks: Vec<Option<Pick>>,
}

/// The place of a choice among all, by its group and its place within.
fn place(groups: &[OptionGroup], group: usize, within: usize) -> usize {
    let before = groups.iter().take(group).map(|group| usize::from(group.max));
    before.sum::<usize>() + within
}

#[component]
pub fn AddDish(order: Memo<OrderView>, editing: Editing) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        {move || {
            if open.get() {
                view! { <Find order editing open /> }.into_any()
            } else {
                view! {
                    <p>
                        <button type="button" class="button" on:click=move |_| open.set(true)>
                            <Icon name="plus" />
                            {texts::ADD}
                        </button>
                    </p>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

/// Reads the carta, and shows what the words find in it.
#[component]
fn Find(order: Memo<OrderView>, editing: Editing, open: RwSignal<bool>) -> AnyView {
    let menu = RwSignal::new(None::<Storefront>);
    let failed = RwSignal::new(None::<ApiError>);
    let ask = Callback::new(move |()| {
        failed.set(None);
        // What is added costs what it costs where the order is cooked and as it is handed over.
        let (branch, kind) = order.with_untracked(|order| {
            let kind = match order.fulfilment {
                FulfilmentView::Delivery { .. } => FulfilmentKind::Delivery,
                FulfilmentView::Pickup { .. } => FulfilmentKind::Pickup,
            };
            (order.branch.clone(), kind)
        });
        spawn_local(async move {
            match storefront().await {
                Ok(mut found) => {
                    found.catalog.price_for(branch.as_ref(), kind);
                    drop(menu.try_set(Some(found)));
                }
                Err(error) => drop(failed.try_set(Some(error))),
            }
        });
    });
    ask.run(());
    view! {
        {move || match (menu.get(), failed.get()) {
            (Some(menu), _) => view! { <Chosen order editing open menu=StoredValue::new(menu) /> }.into_any(),
            (None, Some(error)) => view! { <Failure error retry=Some(ask) /> }.into_any(),
            (None, None) => view! { <p class="muted" role="status">{texts::LOADING_MENU}</p> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Chosen(
    order: Memo<OrderView>,
    editing: Editing,
    open: RwSignal<bool>,
    menu: StoredValue<Storefront>,
) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let (words, choosing) = (RwSignal::new(String::new()), RwSignal::new(None::<Choosing>));
    let wrong = RwSignal::new(None::<String>);
    let add = Callback::new(move |choosing: Choosing| {
        let wanted = CartLine {
            product_id: choosing.dish.id.clone(),
            qty: 1,
            options: choosing.picks.into_iter().flatten().collect(),
            note: String::new(),
        };
        let when = When {
            now: clock.at_once(),
            at: order.with_untracked(|order| order.scheduled_for),
        };
        let priced = menu.with_value(|menu| {
            let (meal, carta) = when.carta(&menu.tenant, &menu.catalog);
            let item = carta.item(&wanted.product_id, meal)?;
            let priced = price_line(&carta, &item, &wanted);
            let said = |kinds: Vec<_>| kinds.first().map(|kind| errors::cart(kind, menu.tenant.currency));
            Some(priced.map_err(|kinds| said(kinds).unwrap_or_default()))
        });
        match priced {
            Some(Ok(line)) => {
                editing.edit.update(|edit| edit.add(wanted, &line));
                open.set(false);
            }
            Some(Err(text)) => wrong.set(Some(text)),
            None => wrong.set(Some(texts::NOTHING_FOUND.to_owned())),
        }
    });
    let choose = move |dish: Product| {
        wrong.set(None);
        let places = dish.groups.iter().map(|group| usize::from(group.max)).sum();
        let chosen = Choosing {
            dish,
            picks: vec![None; places],
        };
        match chosen.dish.groups.is_empty() {
            true => add.run(chosen),
            false => choosing.set(Some(chosen)),
        }
    };
    let found = memo(move || {
        let words = words.get();
        menu.with_value(|menu| {
            dishes(&menu.catalog, &words)
                .into_iter()
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let dish = move |dish: Product| {
        let (name, price) = (dish.name.clone(), restaurant.format(dish.price));
        view! {
            <button type="button" class="button edit__found" on:click=move |_| choose(dish.clone())>
                <span>{name}</span>
                <span class="price">{price}</span>
            </button>
        }
    };
    view! {
        <div class="edit__add stack">
            {move || match choosing.get() {
                Some(chosen) => choices(chosen, choosing, add),
                None => {
                    view! {
                        <TextField
                            id="editar-buscar"
                            label=texts::SEARCH
                            value=words
                            typed=Callback::new(move |text: String| words.set(text))
                        />
                        {move || {
                            let dishes = found.get();
                            let none = dishes.is_empty() && !words.with(|words| words.trim().is_empty());
                            view! {
                                {none.then(|| view! { <p class="muted" role="status">{texts::NOTHING_FOUND}</p> })}
                                <div class="cluster">{dishes.into_iter().map(dish).collect_view()}</div>
                            }
                        }}
                    }
                        .into_any()
                }
            }}
            <div role="alert">{move || wrong.get().map(|text| view! { <p class="field__error">{text}</p> })}</div>
        </div>
    }
    .into_any()
}

/// The choices of a dish: what must be chosen has no empty one.
fn choices(chosen: Choosing, choosing: RwSignal<Option<Choosing>>, add: Callback<Choosing>) -> AnyView {
    let groups = chosen.dish.groups.clone();
    let one = |group: &OptionGroup, at: usize, within: usize| {
        let id = format!("editar-opcion-{at}");
        let label = texts::choice(&group.name, within + 1, usize::from(group.max));
        let (group_id, options) = (group.id.clone(), group.options.clone());
        let named = options.clone();
        let change = move |event| {
            let wanted = event_target_value(&event);
            let option = named.iter().find(|option| option.id.as_str() == wanted);
            let pick = option.map(|option| Pick {
                group: group_id.clone(),
                option: option.id.clone(),
            });
            choosing.update_untracked(|choosing| {
                if let Some(slot) = choosing.as_mut().and_then(|choosing| choosing.picks.get_mut(at)) {
                    *slot = pick;
                }
            });
        };
        view! {
            <div class="field">
                <label class="field__label" for=id.clone()>
                    {label}
                </label>
                <select class="field__input" id=id on:change=change>
                    <option value="">{texts::NO_CHOICE}</option>
                    {options
                        .into_iter()
                        .map(|option| view! { <option value=option.id.to_string()>{option.name}</option> })
                        .collect_view()}
                </select>
            </div>
        }
    };
    let mut fields = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        for within in 0..usize::from(group.max) {
            fields.push(one(group, place(&groups, number, within), within));
        }
    }
    let name = chosen.dish.name;
    view! {
        <fieldset class="stack">
            <legend class="field__label">{name}</legend>
            <div class="field-row">{fields}</div>
            <div class="cluster">
                <button type="button" class="button" on:click=move |_| choosing.set(None)>
                    {texts::NOT_THIS}
                </button>
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| {
                        if let Some(chosen) = choosing.get_untracked() {
                            add.run(chosen);
                        }
                    }
                >
                    {texts::ADD_IT}
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}
