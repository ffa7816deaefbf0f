//! Changes what was ordered while the kitchen has it: how many there are of each line, what is ordered besides, and where it is brought to.

use super::edit_order_add::AddDish;
use super::text_field::TextField;
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::order_edit::{AddedLine, KeptLine, MOST, OrderEdit};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::taps::Taps;
use api::orders::OrderView;
use api::{ApiError, Code};
use domain::Money;
use domain::customer::Address;
use domain::order::EditReason;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::orders::edit_order;
use std::cmp::Ordering;
use texts::now::console::edit_order as texts;
use ui::icon::Icon;
use ui::page;
use ui::stepper::Stepper;
use ui::toast::{Toasts, Tone};

const WHY: &str = "editar-motivo";

/// What is typed, and where it goes.
#[derive(Debug, Clone, Copy)]
pub struct Editing {
    pub edit: RwSignal<OrderEdit>,
    pub reason: RwSignal<Option<EditReason>>,
    wrong_reason: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Editing {
    pub fn new(edit: OrderEdit) -> Editing {
        Editing {
            edit: RwSignal::new(edit),
            reason: RwSignal::new(None),
            wrong_reason: RwSignal::new(false),
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn change(self, change: impl FnOnce(&mut OrderEdit)) {
        self.wrong.set(None);
        self.edit.update(change);
    }
}

/// The form. `done` closes it.
#[component]
pub fn EditOrder(order: Memo<OrderView>, done: Callback<()>) -> AnyView {
    match order.with_untracked(OrderEdit::of) {
        Some(edit) => view! { <Changes order editing=Editing::new(edit) done /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Changes(order: Memo<OrderView>, editing: Editing, done: Callback<()>) -> AnyView {
    let (taps, session, toasts) = (Taps::expect(), Session::expect(), Toasts::expect());
    let following = Following::expect();
    let answered = move |answer: Result<OrderView, ApiError>| match answer {
        Ok(order) => {
            toasts.say(Tone::Success, texts::saved(order.number));
            taps.answered(order);
            done.run(());
        }
        Err(error) if error.code == Code::Conflict => {
            // What somebody else has changed is shown instead.
            toasts.say(Tone::Danger, error.message);
            following.look_again();
            done.run(());
        }
        Err(error) => {
            let said = error.fields.into_iter().next().map(|field| field.message);
            let _ = editing.wrong.try_set(Some(said.unwrap_or(error.message)));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let nothing = editing.edit.with_untracked(OrderEdit::is_nothing);
        if editing.busy.get_untracked() || editing.edit.with_untracked(|edit| edit.changes() == 0) {
            return;
        }
        if nothing {
            return editing.wrong.set(Some(texts::NOTHING_LEFT.to_owned()));
        }
        let Some(reason) = editing.reason.get_untracked() else {
            editing.wrong_reason.set(true);
            return page::focus(WHY);
        };
        editing.busy.set(true);
        let wanted = editing.edit.with_untracked(|edit| edit.wanted(reason));
        let id = order.with_untracked(|order| order.order_id.clone());
        let asked = session.asked();
        spawn_local(async move {
            match edit_order(id, wanted).await {
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                answer => answered(answer),
            }
            let _ = editing.busy.try_set(false);
        });
    };
    let unchanged = move || editing.edit.with(|edit| edit.changes() == 0);
    view! {
        <form class="edit" novalidate on:submit=submit>
            <p class="badge badge--warning">{texts::EDITING}</p>
            <h3>{texts::LINES}</h3>
            <Kept editing />
            <Added editing />
            <AddDish order editing />
            <Where editing />
            <div class="edit__end">
                <Why editing />
                <Sums order editing />
            </div>
            <div role="alert">
                {move || editing.wrong.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
            <div class="edit__bar">
                <button type="button" class="button" on:click=move |_| done.run(())>
                    {texts::DISCARD}
                </button>
                <span class="muted" role="status">{move || texts::changes(editing.edit.with(OrderEdit::changes))}</span>
                <button
                    class="button button--primary"
                    aria-busy=move || editing.busy.get().then_some("true")
                    aria-disabled=move || unchanged().then_some("true")
                >
                    {move || if editing.busy.get() { texts::SAVING } else { texts::SAVE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The lines that were ordered.
#[component]
fn Kept(editing: Editing) -> AnyView {
    let count = editing.edit.with_untracked(|edit| edit.kept.len());
    let rows: Vec<AnyView> = (0..count).map(|at| kept_line(editing, at)).collect();
    view! { <ul class="edit__lines">{rows}</ul> }.into_any()
}

fn kept_line(editing: Editing, at: usize) -> AnyView {
    let restaurant = RestaurantState::expect();
    let line = memo(move || editing.edit.with(|edit| edit.kept.get(at).cloned()));
    let Some(first) = line.get_untracked() else {
        return ().into_any();
    };
    let KeptLine {
        name,
        options,
        unit_price,
        before,
        ..
    } = first;
    let qty = memo(move || line.with(|line| line.as_ref().map_or(0, |line| line.qty)));
    let (label, back) = (name.clone(), texts::put_back(&name));
    let count = move || {
        let change = Callback::new(move |qty| editing.change(|edit| edit.set(at, qty)));
        match qty.get() {
            0 => view! { <s class="edit__gone">{texts::taken_away(before)}</s> }.into_any(),
            _ => view! { <Stepper value=qty most=MOST label=label.clone() change /> }.into_any(),
        }
    };
    let about = move || {
        let were = (qty.get() != before && qty.get() > 0).then(|| texts::were(before));
        let both = [Some(options.clone()).filter(|options| !options.is_empty()), were];
        let both: Vec<String> = both.into_iter().flatten().collect();
        (!both.is_empty()).then(|| view! { <small>{both.join(". ")}</small> })
    };
    let undo = move || {
        let back = back.clone();
        (qty.get() == 0).then(|| {
            view! {
                <button
                    type="button"
                    class="button button--quiet"
                    aria-label=back
                    on:click=move |_| editing.change(|edit| edit.set(at, before))
                >
                    <Icon name="undo" />
                </button>
            }
        })
    };
    view! {
        <li data-gone=move || (qty.get() == 0).then_some("true")>
            {count}
            <span>{name} {about}</span>
            <span class="price">{move || restaurant.format(unit_price * u32::from(qty.get()))}</span>
            {undo}
        </li>
    }
    .into_any()
}

/// What is ordered besides.
#[component]
fn Added(editing: Editing) -> AnyView {
    let restaurant = RestaurantState::expect();
    let added = memo(move || editing.edit.with(|edit| edit.added.clone()));
    let row = move |(at, line): (usize, AddedLine)| {
        let qty = line.wanted.qty;
        let change = Callback::new(move |qty| editing.change(|edit| edit.set_added(at, qty)));
        view! {
            <li data-new="true">
                <Stepper value=Signal::derive(move || qty) most=MOST label=line.name.clone() change />
                <span>
                    {line.name} {(!line.options.is_empty()).then(|| view! { <small>{line.options}</small> })}
                </span>
                <span class="price">{restaurant.format(line.unit_price * u32::from(qty))}</span>
            </li>
        }
    };
    view! {
        {move || {
            let rows = added.get();
            (!rows.is_empty())
                .then(|| view! { <ul class="edit__lines">{rows.into_iter().enumerate().map(row).collect_view()}</ul> })
        }}
    }
    .into_any()
}

/// Where it is brought to.
#[component]
fn Where(editing: Editing) -> AnyView {
    if editing.edit.with_untracked(|edit| edit.moved.is_none()) {
        return ().into_any();
    }
    let field = move |id: &'static str, label: &'static str, part: fn(&mut Address) -> &mut String| {
        let value = memo(move || {
            let mut address = editing.edit.with(|edit| edit.moved.clone());
            address
                .as_mut()
                .map(|address| part(address).clone())
                .unwrap_or_default()
        });
        let typed = Callback::new(move |text: String| {
            editing.change(|edit| {
                if let Some(address) = &mut edit.moved {
                    *part(address) = text;
                }
            });
        });
        view! { <TextField id label value typed longest=160 /> }
    };
    view! {
        <details>
            <summary>{texts::WHERE}</summary>
            <div class="stack">
                {field("editar-direccion", texts::STREET, |address| &mut address.line)}
                {field("editar-distrito", texts::DISTRICT, |address| &mut address.district)}
                {field("editar-referencia", texts::REFERENCE, |address| &mut address.reference)}
                <p class="field__hint">{texts::FEE_MAY_CHANGE}</p>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Why(editing: Editing) -> AnyView {
    let choice = move |reason: EditReason| {
        let choose = move |_| {
            editing.reason.set(Some(reason));
            editing.wrong_reason.set(false);
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=WHY
                    prop:checked=move || editing.reason.get() == Some(reason)
                    on:change=choose
                />
                <span class="choice__body">
                    <span class="choice__title">{texts::reason(reason)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset id=WHY tabindex="-1" aria-describedby="editar-motivo-error">
            <legend class="field__label">{texts::WHY}</legend>
            <div class="choices">{EditReason::ALL.map(choice).collect_view()}</div>
            <div id="editar-motivo-error" role="alert">
                {move || editing.wrong_reason.get().then(|| view! { <p class="field__error">{texts::WHY_MISSING}</p> })}
            </div>
        </fieldset>
    }
    .into_any()
}

/// What it costs before and then, and what becomes of the difference.
#[component]
fn Sums(order: Memo<OrderView>, editing: Editing) -> AnyView {
    let restaurant = RestaurantState::expect();
    let sums = memo(move || editing.edit.with(|edit| (edit.before, edit.after())));
    let paid = memo(move || {
        let payment = order.with(|order| order.payment);
        payment.is_some_and(|payment| payment.paid_cents > Money::ZERO)
    });
    let difference = move || {
        let (before, after) = sums.get();
        match after.cmp(&before) {
            Ordering::Equal => (texts::SAME, None),
            Ordering::Less if paid.get() => (texts::GIVE_BACK, Some(before - after)),
            Ordering::Less => (texts::LESS_TO_COLLECT, Some(before - after)),
            Ordering::Greater => (texts::MORE_TO_COLLECT, Some(after - before)),
        }
    };
    view! {
        <dl class="totals">
            <div class="totals__row">
                <dt>{texts::BEFORE}</dt>
                <dd>{move || restaurant.format(sums.get().0)}</dd>
            </div>
            <div class="totals__row">
                <dt>{texts::NOW}</dt>
                <dd>{move || restaurant.format(sums.get().1)}</dd>
            </div>
            <div class="totals__row totals__row--total">
                <dt>{move || difference().0}</dt>
                <dd>{move || difference().1.map(|amount| restaurant.format(amount))}</dd>
            </div>
        </dl>
    }
    .into_any()
}
