//! A dish: what it is called, costs and is described by, in which section, and what is chosen with it.

use super::Menu;
use super::desk::{Act, Desk, Open};
use super::groups::{GroupList, Groups};
use super::keeping::{amend, has_seen, keep_when_left, typed_before};
use super::own_prices::OwnPrices;
use super::picture::PictureField;
use super::served::{KitchenName, Served};
use super::stock::{Count, Stock};
use crate::components::text_field::TextField;
use crate::components::twice::Twice;
use crate::state::erased::memo;
use crate::state::menu_changes::product_words;
use crate::state::menu_form::DishForm;
use crate::state::restaurant::RestaurantState;
use ::texts::now::console::menu as texts;
use domain::catalog::ProductSheet;
use domain::{ProductId, Slug};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::catalog::{edit_product, set_stock};

#[component]
pub(crate) fn DishSheet(desk: Desk, id: Option<ProductId>) -> AnyView {
    let menu = desk.menu;
    let first = menu
        .shown
        .with_untracked(|carta| carta.categories.first().map(|category| category.id.clone()));
    let start = sheet_of(menu, id.as_ref());
    let category = start.as_ref().map(|sheet| sheet.category.clone()).or(first);
    let Some(category) = category else {
        return no_sections(menu);
    };
    let empty = || DishForm::empty(category.clone());
    let before = start.as_ref().map_or_else(empty, DishForm::of);
    let groups = Groups::new(start.as_ref().map(|sheet| &sheet.groups[..]).unwrap_or_default());
    let form = RwSignal::new(before.clone());
    let groups_before = groups.list.get_untracked();
    let typed = typed_before(desk, desk.typed_dish, id.as_ref());
    let restored = typed.is_some();
    // As the person who changes it has seen it.
    let seen = RwSignal::new(typed.as_ref().map_or(start, |typed| typed.seen.clone()));
    if let Some(typed) = typed {
        form.set(typed.form);
        groups.restore(typed.groups);
    }
    let moved_on = RwSignal::new(Vec::<String>::new());
    let count = Count::of(desk, id.as_ref());
    let before = ((form, before), (groups, groups_before));
    keep_when_left((desk, desk.typed_dish), (id.clone(), seen), before.0, before.1);
    let id = StoredValue::new(id);
    let currency = RestaurantState::expect().currency();
    let unchanged = move || {
        let now = id.with_value(|id| sheet_of(menu, id.as_ref()));
        has_seen(desk, now, seen, moved_on, |was, is| {
            menu.shown
                .with_untracked(|carta| product_words(was, is, &[carta], currency))
        })
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if !unchanged() {
            return;
        }
        let Ok(counted) = count.read() else { return };
        let wanted = groups
            .list
            .with_untracked(|groups| form.with_untracked(|form| form.read(groups)));
        let (id, now) = (id.get_value(), seen.get_untracked());
        let call = async move {
            if let Some((id, stock)) = counted {
                menu.learn(set_stock(id, stock).await?);
                count.sent();
            }
            edit_product(id, now, Some(wanted)).await
        };
        desk.change(Act::Keep, call, texts::KEPT);
    };
    let take_off = Callback::new(move |()| {
        if unchanged() {
            let call = edit_product(id.get_value(), seen.get_untracked(), None);
            desk.change(Act::Keep, call, texts::KEPT);
        }
    });
    view! {
        <form novalidate on:submit=save>
            <div class="sheet__body stack">
                {restored.then(|| view! { <p class="notice">{texts::RESTORED}</p> })}
                <MovedOn words=moved_on />
                <DishFields desk form />
                {count.is_published().then(|| view! { <Stock desk count /> })}
                <GroupList desk groups />
                {id.with_value(Option::is_some).then(|| view! { <TakeOff desk act=take_off /> })}
            </div>
            <SheetFoot desk />
        </form>
    }
    .into_any()
}

fn sheet_of(menu: Menu, id: Option<&ProductId>) -> Option<ProductSheet> {
    let id = id?;
    menu.shown
        .with_untracked(|carta| carta.product(id).map(ProductSheet::of))
}

/// A dish needs a section first.
fn no_sections(menu: Menu) -> AnyView {
    view! {
        <div class="sheet__body stack">
            <p>{texts::NO_SECTIONS}</p>
            <button
                type="button"
                class="button button--primary"
                on:click=move |_| menu.open.set(Some(Open::Sections))
            >
                {texts::SECTIONS}
            </button>
        </div>
    }
    .into_any()
}

/// The element that says what somebody else has changed.
pub(crate) const MOVED_ON: &str = "hoja-aviso";

/// What somebody else has changed while a sheet was open.
#[component]
pub(crate) fn MovedOn(words: RwSignal<Vec<String>>) -> AnyView {
    view! {
        <div role="alert" id=MOVED_ON tabindex="-1">
            {move || {
                let words = words.get();
                (!words.is_empty())
                    .then(|| {
                        view! {
                            <div class="notice notice--warning">
                                <p>{texts::MOVED_ON}</p>
                                <ul>{words.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                                <p>{texts::MOVED_ON_THEN}</p>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// Takes something off the carta for good, once it is published.
#[component]
pub(crate) fn TakeOff(desk: Desk, act: Callback<()>) -> AnyView {
    view! {
        <Twice
            words=texts::TAKE_OFF
            sure=texts::TAKE_OFF_SURE
            busy=desk.busy
            act
            class="button button--danger"
        />
    }
    .into_any()
}

/// The buttons below a sheet that is kept in the draft.
#[component]
pub(crate) fn SheetFoot(desk: Desk) -> AnyView {
    let opening = desk.menu.opening.get_value();
    view! {
        <div class="sheet__foot">
            <button type="button" class="button" on:click=move |_| desk.leave()>
                {::texts::now::console::NOT_NOW}
            </button>
            <button class="button button--primary" aria-busy=move || desk.does(Act::Keep).then_some("true")>
                {move || match (desk.does(Act::Keep), desk.upload.sends(opening)) {
                    (true, _) => texts::KEEPING,
                    (false, true) => texts::PICTURE_SENDING,
                    (false, false) => texts::KEEP,
                }}
            </button>
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn DishFields(desk: Desk, form: RwSignal<DishForm>) -> AnyView {
    let text = move |read: fn(&DishForm) -> &String| memo(move || form.with(|form| read(form).clone()));
    let typed = move |write: fn(&mut DishForm, String)| {
        Callback::new(move |text: String| form.update(|form| write(form, text)))
    };
    view! {
        <PictureField
            desk
            id="plato-foto"
            image=memo(move || form.with(DishForm::picture))
            change=typed(DishForm::set_picture)
            late=|desk, opening, image| amend(desk.typed_dish, opening, |form| form.set_picture(image))
        />
        <TextField
            id="plato-nombre"
            label=texts::NAME
            hint=texts::NAME_HINT
            value=text(|form| &form.name)
            wrong=desk.wrong("/name")
            typed=typed(|form, text| form.name = text)
        />
        <KitchenName
            desk
            id="plato-cocina"
            name=text(|form| &form.name)
            value=text(|form| &form.kitchen_name)
            typed=typed(|form, text| form.kitchen_name = text)
        />
        <TextField
            id="plato-descripcion"
            label=texts::DESCRIPTION
            value=text(|form| &form.description)
            wrong=desk.wrong("/description")
            typed=typed(|form, text| form.description = text)
            longest=400
            long=true
        />
        <div class="field-row">
            {section_choice(desk, form)}
            <TextField
                id="plato-precio"
                label=texts::PRICE
                hint=texts::PRICE_HINT
                value=text(|form| &form.price)
                wrong=desk.wrong("/priceCents")
                typed=typed(|form, text| form.price = text)
                longest=12
                keys="decimal"
            />
        </div>
        <OwnPrices desk form />
        {details(desk, form)}
    }
    .into_any()
}

/// In which section a dish is.
fn section_choice(desk: Desk, form: RwSignal<DishForm>) -> AnyView {
    let chosen = form.with_untracked(|form| form.category.clone());
    let options: Vec<AnyView> = desk.menu.shown.with_untracked(|carta| {
        let option = |category: &domain::catalog::Category| {
            let selected = category.id == chosen;
            view! {
                <option value=category.id.to_string() selected=selected>
                    {category.name.clone()}
                </option>
            }
            .into_any()
        };
        carta.categories.iter().map(option).collect()
    });
    // A section that is gone is said, so that another one can be chosen.
    let is_gone = desk
        .menu
        .shown
        .with_untracked(|carta| carta.categories.iter().all(|category| category.id != chosen));
    let gone = is_gone.then(|| {
        let words = texts::gone(chosen.as_str());
        view! {
            <option value=chosen.to_string() selected>
                {words}
            </option>
        }
    });
    let wrong_section = desk.wrong("/category");
    let choose = move |event| {
        if let Ok(category) = Slug::parse(event_target_value(&event)) {
            form.update(|form| form.category = category);
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="plato-seccion">
                {texts::SECTION}
            </label>
            <select
                class="field__input"
                id="plato-seccion"
                aria-invalid=move || wrong_section.with(Option::is_some).then_some("true")
                on:change=choose
            >
                {gone}
                {options}
            </select>
            {move || wrong_section.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}
        </div>
    }
    .into_any()
}

/// What not every dish has.
fn details(desk: Desk, form: RwSignal<DishForm>) -> AnyView {
    let text = move |read: fn(&DishForm) -> &String| memo(move || form.with(|form| read(form).clone()));
    let typed = move |write: fn(&mut DishForm, String)| {
        Callback::new(move |text: String| form.update(|form| write(form, text)))
    };
    view! {
        <div class="field-row">
            <TextField
                id="plato-alergenos"
                label=texts::ALLERGENS
                hint=texts::ALLERGENS_HINT
                value=text(|form| &form.allergens)
                wrong=desk.wrong("/allergens")
                typed=typed(|form, text| form.allergens = text)
                longest=600
            />
            <TextField
                id="plato-etiquetas"
                label=texts::TAGS
                hint=texts::TAGS_HINT
                value=text(|form| &form.tags)
                wrong=desk.wrong("/tags")
                typed=typed(|form, text| form.tags = text)
                longest=600
            />
        </div>
        <TextField
            id="plato-codigo"
            label=texts::SKU
            hint=texts::SKU_HINT
            value=text(|form| &form.sku)
            wrong=desk.wrong("/sku")
            typed=typed(|form, text| form.sku = text)
            longest=60
        />
        <Served
            desk
            week=form.with_untracked(|form| form.hours.clone())
            change=Callback::new(move |hours| form.update(|form| form.hours = hours))
        />
    }
    .into_any()
}
