//! A promotion: its name and price, what is always in it and what is chosen, and its days.

use super::Menu;
use super::desk::{Act, Desk};
use super::dish_form::{MovedOn, SheetFoot, TakeOff};
use super::groups::{GroupList, Groups, product_choice};
use super::keeping::{amend, has_seen, keep_when_left, typed_before};
use super::picture::PictureField;
use super::served::{KitchenName, Served};
use crate::components::text_field::TextField;
use crate::state::erased::memo;
use crate::state::menu_changes::promotion_words;
use crate::state::menu_form::PromotionForm;
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::menu as texts;
use domain::ProductId;
use domain::catalog::{Component, Promotion};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::catalog::edit_promotion;
use ui::icon::Icon;
use ui::page;

#[component]
pub(crate) fn PromotionSheet(desk: Desk, id: Option<ProductId>) -> AnyView {
    let menu = desk.menu;
    let start = known(menu, id.as_ref());
    let before = start.as_ref().map(PromotionForm::of).unwrap_or_default();
    let groups = Groups::new(start.as_ref().map(|known| &known.groups[..]).unwrap_or_default());
    let form = RwSignal::new(before.clone());
    let groups_before = groups.list.get_untracked();
    let typed = typed_before(desk, desk.typed_promotion, id.as_ref());
    let restored = typed.is_some();
    // As the person who changes it has seen it.
    let seen = RwSignal::new(typed.as_ref().map_or(start, |typed| typed.seen.clone()));
    if let Some(typed) = typed {
        form.set(typed.form);
        groups.restore(typed.groups);
    }
    let moved_on = RwSignal::new(Vec::<String>::new());
    let before = ((form, before), (groups, groups_before));
    keep_when_left(
        (desk, desk.typed_promotion),
        (id.clone(), seen),
        before.0,
        before.1,
    );
    let id = StoredValue::new(id);
    let currency = RestaurantState::expect().currency();
    let unchanged = move || {
        let now = id.with_value(|id| known(menu, id.as_ref()));
        has_seen(desk, now, seen, moved_on, |was, is| {
            promotion_words(was, is, currency)
        })
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if !unchanged() {
            return;
        }
        // A new one gets an id of its own from the server.
        let Some(own) = id.get_value().or_else(|| ProductId::parse("new").ok()) else {
            return;
        };
        let wanted = groups
            .list
            .with_untracked(|groups| form.with_untracked(|form| form.read(own, groups)));
        let call = edit_promotion(id.get_value(), seen.get_untracked(), Some(wanted));
        desk.change(Act::Keep, call, texts::KEPT);
    };
    let take_off = Callback::new(move |()| {
        if unchanged() {
            let call = edit_promotion(id.get_value(), seen.get_untracked(), None);
            desk.change(Act::Keep, call, texts::KEPT);
        }
    });
    view! {
        <form novalidate on:submit=save>
            <div class="sheet__body stack">
                {restored.then(|| view! { <p class="notice">{texts::RESTORED}</p> })}
                <MovedOn words=moved_on />
                <PromotionFields desk form />
                <Components desk form />
                <GroupList desk groups />
                {id.with_value(Option::is_some).then(|| view! { <TakeOff desk act=take_off /> })}
            </div>
            <SheetFoot desk />
        </form>
    }
    .into_any()
}

fn known(menu: Menu, id: Option<&ProductId>) -> Option<Promotion> {
    let id = id?;
    menu.shown.with_untracked(|carta| carta.promotion(id).cloned())
}

#[component]
pub(crate) fn PromotionFields(desk: Desk, form: RwSignal<PromotionForm>) -> AnyView {
    let text = move |read: fn(&PromotionForm) -> &String| memo(move || form.with(|form| read(form).clone()));
    let typed = move |write: fn(&mut PromotionForm, String)| {
        Callback::new(move |text: String| form.update(|form| write(form, text)))
    };
    view! {
        <PictureField
            desk
            id="promo-foto"
            image=memo(move || form.with(PromotionForm::picture))
            change=typed(PromotionForm::set_picture)
            late=|desk, opening, image| amend(desk.typed_promotion, opening, |form| form.set_picture(image))
        />
        <TextField
            id="promo-nombre"
            label=texts::NAME
            hint=texts::NAME_HINT
            value=text(|form| &form.name)
            wrong=desk.wrong("/name")
            typed=typed(|form, text| form.name = text)
        />
        <KitchenName
            desk
            id="promo-cocina"
            name=text(|form| &form.name)
            value=text(|form| &form.kitchen_name)
            typed=typed(|form, text| form.kitchen_name = text)
        />
        <TextField
            id="promo-descripcion"
            label=texts::DESCRIPTION
            value=text(|form| &form.description)
            wrong=desk.wrong("/description")
            typed=typed(|form, text| form.description = text)
            longest=400
            long=true
        />
        <div class="field-row">
            <TextField
                id="promo-precio"
                label=texts::PRICE
                hint=texts::PRICE_HINT
                value=text(|form| &form.price)
                wrong=desk.wrong("/priceCents")
                typed=typed(|form, text| form.price = text)
                longest=12
                keys="decimal"
            />
            <TextField
                id="promo-regular"
                label=texts::REGULAR_PRICE
                hint=texts::REGULAR_PRICE_HINT
                value=text(|form| &form.regular_price)
                wrong=desk.wrong("/regularPriceCents")
                typed=typed(|form, text| form.regular_price = text)
                longest=12
                keys="decimal"
            />
        </div>
        {days(desk, form)}
    }
    .into_any()
}

/// On which days a promotion is sold, and when on these.
fn days(desk: Desk, form: RwSignal<PromotionForm>) -> AnyView {
    let text = move |read: fn(&PromotionForm) -> &String| memo(move || form.with(|form| read(form).clone()));
    let typed = move |write: fn(&mut PromotionForm, String)| {
        Callback::new(move |text: String| form.update(|form| write(form, text)))
    };
    view! {
        <div class="field-row">
            <TextField
                id="promo-desde"
                label=texts::FROM
                hint=texts::DAYS_HINT
                value=text(|form| &form.from)
                typed=typed(|form, text| form.from = text)
                kind="date"
            />
            <TextField
                id="promo-hasta"
                label=texts::UNTIL
                hint=texts::DAYS_HINT
                value=text(|form| &form.until)
                wrong=desk.wrong("/until")
                typed=typed(|form, text| form.until = text)
                kind="date"
            />
        </div>
        <Served
            desk
            week=form.with_untracked(|form| form.hours.clone())
            change=Callback::new(move |hours| form.update(|form| form.hours = hours))
        />
    }
    .into_any()
}

/// The dishes that are always in a promotion.
#[component]
pub(crate) fn Components(desk: Desk, form: RwSignal<PromotionForm>) -> AnyView {
    let count = memo(move || form.with(|form| form.components.len()));
    // A row is a place in the list: where one is taken away, those behind it are drawn anew.
    let drawn = RwSignal::new(0_u32);
    let wrong = desk.wrong("/components");
    let add = move |_| {
        let first = desk
            .menu
            .shown
            .with_untracked(|carta| carta.products.first().map(|product| product.id.clone()));
        if let Some(product_id) = first {
            let at = count.get_untracked();
            form.update(|form| form.components.push(Component { product_id, qty: 1 }));
            page::focus_soon(format!("parte-{at}"));
        }
    };
    view! {
        <section class="stack" aria-labelledby="partes">
            <div>
                <h3 id="partes" tabindex="-1">
                    {texts::COMPONENTS}
                </h3>
                <p class="muted small">{texts::COMPONENTS_HINT}</p>
            </div>
            <div role="alert">{move || wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}</div>
            <ul class="choice-group__options">
                {move || {
                    drawn.track();
                    (0..count.get()).map(|at| view! { <Part desk form at drawn /> }).collect_view()
                }}
            </ul>
            <button type="button" class="button" on:click=add>
                <Icon name="plus" />
                {texts::ADD_COMPONENT}
            </button>
        </section>
    }
    .into_any()
}

/// A dish of a promotion, and how many of it.
#[component]
pub(crate) fn Part(desk: Desk, form: RwSignal<PromotionForm>, at: usize, drawn: RwSignal<u32>) -> AnyView {
    let part: Vec<Component> =
        form.with_untracked(|form| form.components.get(at).cloned().into_iter().collect());
    let qty = RwSignal::new(part.first().map_or(1, |part| part.qty).to_string());
    let change = move |change: &dyn Fn(&mut Component)| {
        form.update(|form| {
            if let Some(part) = form.components.get_mut(at) {
                change(part);
            }
        });
    };
    let chosen = Callback::new(move |product: Option<ProductId>| match product {
        Some(product) => change(&|part| part.product_id = product.clone()),
        None => {
            form.update(|form| {
                if at < form.components.len() {
                    form.components.remove(at);
                }
            });
            drawn.update(|drawn| *drawn += 1);
            page::focus_unless_placed("partes");
        }
    });
    let typed = Callback::new(move |text: String| {
        // The rules refuse none of something.
        let read = text.trim().parse().unwrap_or(0);
        qty.set(text);
        change(&|part| part.qty = read);
    });
    view! {
        <li class="choice-row">
            <div class="field">
                <label class="field__label" for=format!("parte-{at}")>
                    {texts::COMPONENT}
                </label>
                {product_choice(desk, format!("parte-{at}"), &part, chosen)}
            </div>
            <TextField
                id=format!("parte-{at}-cantidad")
                label=texts::COMPONENT_QTY
                value=qty
                typed
                longest=2
                keys="numeric"
            />
        </li>
    }
    .into_any()
}
