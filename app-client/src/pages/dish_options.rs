//! What can be chosen with a dish.

use crate::state::restaurant::RestaurantState;
use domain::cart::Pick;
use domain::catalog::{DishOption, OptionGroup};
use domain::{Money, Slug};
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::listener;
use ui::stepper::Stepper;

/// How a group is chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selection {
    /// One of them.
    One,
    /// One of them, or none.
    OneOrNone,
    /// Some of them, each at most once.
    Some,
    /// A number of them, the same one several times if one likes.
    Many,
}

fn selection(group: &OptionGroup) -> Selection {
    match (group.min, group.max) {
        (0, 1) => Selection::OneOrNone,
        (_, 1) => Selection::One,
        (min, max) if min > 1 || usize::from(max) > group.options.len() => Selection::Many,
        _ => Selection::Some,
    }
}

/// The option groups of a dish; what is chosen goes into `picks`.
#[component]
pub fn OptionGroups(
    groups: Vec<OptionGroup>,
    picks: RwSignal<Vec<Pick>>,
    /// What is off or sold out.
    gone: Memo<Vec<Pick>>,
) -> AnyView {
    groups
        .into_iter()
        .map(|group| view! { <Group group=group picks=picks gone=gone /> }.into_any())
        .collect::<Vec<AnyView>>()
        .into_any()
}

#[component]
fn Group(group: OptionGroup, picks: RwSignal<Vec<Pick>>, gone: Memo<Vec<Pick>>) -> AnyView {
    let (id, min, max, selection) = (group.id.clone(), group.min, group.max, selection(&group));
    let of_group = id.clone();
    let count =
        Memo::new(move |_| picks.with(|picks| picks.iter().filter(|pick| pick.group == of_group).count()));
    let done = move || min > 0 && count.get() >= usize::from(min);
    let badge = Signal::derive(move || match (min, done()) {
        (0, _) => "badge badge--neutral",
        (_, true) => "badge badge--success",
        (_, false) => "badge badge--warning",
    });
    let rule = Signal::derive(move || {
        if done() {
            texts::CHOSEN.to_owned()
        } else {
            texts::choose(min, max)
        }
    });
    let full = Signal::derive(move || count.get() >= usize::from(max));
    let none = (selection == Selection::OneOrNone).then(|| {
        let (group, name) = (id.clone(), id.to_string());
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    checked=true
                    prop:checked=Signal::derive(move || count.get() == 0)
                    on:change=listener(move |_| picks.update(|picks| picks.retain(|pick| pick.group != group)))
                />
                <span class="choice__body">
                    <span class="choice__title">{texts::NO_PREFERENCE}</span>
                </span>
            </label>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = group
        .options
        .into_iter()
        .map(|option| option_row(&id, option, selection, picks, full, gone))
        .collect();
    view! {
        <fieldset class="options">
            <legend>
                {group.name}
                <span class=badge>{rule}</span>
            </legend>
            <div class="choices">{none} {rows}</div>
        </fieldset>
    }
    .into_any()
}

/// The name of a choice, and what it adds to the price.
fn words(name: &str, extra: Money, sold_out: Memo<bool>) -> AnyView {
    let currency = RestaurantState::expect().currency();
    let extra = move || match (sold_out.get(), extra) {
        (true, _) => texts::SOLD_OUT.to_owned(),
        (false, Money::ZERO) => texts::INCLUDED.to_owned(),
        (false, extra) if extra < Money::ZERO => texts::less(&currency.format(-extra)),
        (false, extra) => texts::extra(&currency.format(extra)),
    };
    view! {
        <span class="choice__body">
            <span class="choice__title">{name.to_owned()}</span>
        </span>
        <span class="choice__extra">{extra}</span>
    }
    .into_any()
}

fn option_row(
    group: &Slug,
    option: DishOption,
    selection: Selection,
    picks: RwSignal<Vec<Pick>>,
    full: Signal<bool>,
    gone: Memo<Vec<Pick>>,
) -> AnyView {
    let pick = Pick {
        group: group.clone(),
        option: option.id,
    };
    let times = {
        let pick = pick.clone();
        Memo::new(move |_| picks.with(|picks| picks.iter().filter(|other| *other == &pick).count()))
    };
    let name = group.to_string();
    let sold_out = {
        let pick = pick.clone();
        Memo::new(move |_| gone.with(|gone| gone.contains(&pick)))
    };
    let words = words(&option.name, option.extra, sold_out);
    let set = move |wanted: usize| {
        picks.update(|picks| {
            if matches!(selection, Selection::One | Selection::OneOrNone) {
                picks.retain(|other| other.group != pick.group);
            } else {
                picks.retain(|other| other != &pick);
            }
            picks.extend(std::iter::repeat_n(pick.clone(), wanted));
        });
    };
    let chosen = Signal::derive(move || times.get() > 0);
    // What was chosen before it was sold out can be taken back.
    let kept_from = Signal::derive(move || sold_out.get() && !chosen.get());
    match selection {
        Selection::One | Selection::OneOrNone => view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    prop:checked=chosen
                    disabled=kept_from
                    on:change=listener(move |_| set(1))
                />
                {words}
            </label>
        }
        .into_any(),
        Selection::Some => view! {
            <label class="choice">
                <input
                    type="checkbox"
                    name=name
                    prop:checked=chosen
                    disabled=Signal::derive(move || kept_from.get() || (full.get() && !chosen.get()))
                    on:change=listener(move |event| set(usize::from(event_target_checked(&event))))
                />
                {words}
            </label>
        }
        .into_any(),
        Selection::Many => {
            let value = Signal::derive(move || u16::try_from(times.get()).unwrap_or_default());
            let most = Signal::derive(move || {
                if full.get() || sold_out.get() {
                    value.get()
                } else {
                    u16::MAX
                }
            });
            view! {
                <div class="choice">
                    {words}
                    <Stepper
                        value=value
                        most=most
                        label=texts::quantity_of(&option.name)
                        change=move |wanted: u16| set(usize::from(wanted))
                    />
                </div>
            }
            .into_any()
        }
    }
}
