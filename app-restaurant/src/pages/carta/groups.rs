//! What is chosen with a dish or a promotion: groups of choices, in their order.

use super::desk::Desk;
use crate::components::text_field::TextField;
use crate::state::erased::memo;
use crate::state::menu_form::{GroupForm, OptionForm, group_forms};
use ::texts::now::console::menu as texts;
use domain::ProductId;
use domain::catalog::{Component, OptionGroup};
use leptos::prelude::*;
use ui::icon::Icon;
use ui::page;

/// The groups that are typed.
#[derive(Debug, Clone, Copy)]
pub struct Groups {
    pub list: RwSignal<Vec<GroupForm>>,
    /// The key of the next row.
    next: StoredValue<usize>,
}

impl Groups {
    pub fn new(groups: &[OptionGroup]) -> Groups {
        let (list, next) = group_forms(groups);
        Groups {
            list: RwSignal::new(list),
            next: StoredValue::new(next),
        }
    }

    /// What was typed before.
    pub fn restore(self, typed: Vec<GroupForm>) {
        let options = typed
            .iter()
            .flat_map(|group| group.options.iter().map(|option| option.key));
        let keys = options.chain(typed.iter().map(|group| group.key));
        self.next.set_value(keys.max().map_or(0, |key| key + 1));
        self.list.set(typed);
    }

    fn key(self) -> usize {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        key
    }

    fn update(self, key: usize, change: impl FnOnce(&mut GroupForm)) {
        self.list.update(|groups| {
            if let Some(group) = groups.iter_mut().find(|group| group.key == key) {
                change(group);
            }
        });
    }

    fn update_option(self, group: usize, key: usize, change: impl FnOnce(&mut OptionForm)) {
        self.update(group, |group| {
            if let Some(option) = group.options.iter_mut().find(|option| option.key == key) {
                change(option);
            }
        });
    }

    /// A group as it is typed, followed.
    fn group(self, key: usize) -> Memo<GroupForm> {
        memo(move || {
            let found = self
                .list
                .with(|groups| groups.iter().find(|group| group.key == key).cloned());
            found.unwrap_or_default()
        })
    }

    fn option(self, group: usize, key: usize) -> Memo<OptionForm> {
        let group = self.group(group);
        memo(move || {
            let found = group.with(|group| group.options.iter().find(|option| option.key == key).cloned());
            found.unwrap_or_default()
        })
    }

    fn add(self) {
        let (key, option) = (self.key(), self.key());
        let group = GroupForm {
            key,
            min: "1".to_owned(),
            max: "1".to_owned(),
            options: vec![OptionForm {
                key: option,
                ..OptionForm::default()
            }],
            ..GroupForm::default()
        };
        self.list.update(|groups| groups.push(group));
        page::focus_soon(format!("grupo-{key}-nombre"));
    }

    fn add_option(self, group: usize) {
        let key = self.key();
        let option = OptionForm {
            key,
            ..OptionForm::default()
        };
        self.update(group, |group| group.options.push(option));
        page::focus_soon(format!("opcion-{key}-nombre"));
    }
}

/// Moves what has this key one place up or down.
fn moved<T>(list: &mut [T], at: Option<usize>, down: bool) {
    let Some(at) = at else { return };
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    if to < list.len() {
        list.swap(at, to);
    }
}

#[component]
pub(crate) fn GroupList(desk: Desk, groups: Groups) -> AnyView {
    let keys = memo(move || {
        let keys = |groups: &Vec<GroupForm>| groups.iter().map(|group| group.key).collect::<Vec<_>>();
        groups.list.with(keys)
    });
    let wrong = desk.wrong("/optionGroups");
    view! {
        <section class="stack" aria-labelledby="opciones">
            <div>
                <h3 id="opciones" tabindex="-1">{texts::OPTIONS}</h3>
                <p class="muted small">{texts::OPTIONS_LEAD}</p>
            </div>
            <div role="alert">{move || wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}</div>
            <For each=move || keys.get() key=|key| *key children=move |key| view! { <Group desk groups key /> } />
            <button type="button" class="button" on:click=move |_| groups.add()>
                <Icon name="plus" />
                {texts::ADD_GROUP}
            </button>
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Group(desk: Desk, groups: Groups, key: usize) -> AnyView {
    let group = groups.group(key);
    let text = move |read: fn(&GroupForm) -> &String| memo(move || group.with(|group| read(group).clone()));
    let typed = move |write: fn(&mut GroupForm, String)| {
        Callback::new(move |text: String| groups.update(key, |group| write(group, text)))
    };
    let name = text(|group| &group.name);
    let shift = move |down: bool| {
        groups.list.update(|groups| {
            let at = groups.iter().position(|group| group.key == key);
            moved(groups, at, down);
        });
    };
    let remove = move |_| {
        groups
            .list
            .update(|groups| groups.retain(|group| group.key != key));
        page::focus_unless_placed("opciones");
    };
    let options = memo(move || {
        let keys = |group: &GroupForm| group.options.iter().map(|option| option.key).collect::<Vec<_>>();
        group.with(keys)
    });
    let named = move || match name.get() {
        name if name.trim().is_empty() => texts::NEW_GROUP.to_owned(),
        name => name,
    };
    view! {
        <fieldset class="choice-group stack">
            <legend class="visually-hidden">{named}</legend>
            <div class="choice-group__head">
                <TextField
                    id=format!("grupo-{key}-nombre")
                    label=texts::GROUP_NAME
                    value=name
                    typed=typed(|group, text| group.name = text)
                />
                <TextField
                    id=format!("grupo-{key}-min")
                    label=texts::GROUP_MIN
                    value=text(|group| &group.min)
                    typed=typed(|group, text| group.min = text)
                    longest=2
                    keys="numeric"
                />
                <TextField
                    id=format!("grupo-{key}-max")
                    label=texts::GROUP_MAX
                    value=text(|group| &group.max)
                    typed=typed(|group, text| group.max = text)
                    longest=2
                    keys="numeric"
                />
            </div>
            <ul class="choice-group__options">
                <For
                    each=move || options.get()
                    key=|key| *key
                    children=move |option| view! { <Choice desk groups group=key key=option /> }
                />
            </ul>
            <div class="cluster">
                <button type="button" class="button" on:click=move |_| groups.add_option(key)>
                    <Icon name="plus" />
                    {texts::ADD_OPTION}
                </button>
                <RowButtons id=format!("grupo-{key}") name=name shift=Callback::new(shift) remove=Callback::new(remove) />
            </div>
        </fieldset>
    }
    .into_any()
}

/// Up, down and away.
#[component]
pub(crate) fn RowButtons(
    /// Of the buttons, with what each does behind it: one that moves its row keeps the focus.
    id: String,
    #[prop(into)] name: Signal<String>,
    shift: Callback<bool>,
    remove: Callback<()>,
    /// Whether it may not be taken away.
    #[prop(optional, into)]
    stays: Signal<bool>,
) -> AnyView {
    let named = move |words: &'static str| move || name.with(|name| texts::of(words, name));
    let (up, down) = (format!("{id}-sube"), format!("{id}-baja"));
    let moves = move |id: String, down: bool| {
        move |_| {
            shift.run(down);
            page::focus_soon(id.clone());
        }
    };
    let (press_up, press_down) = (moves(up.clone(), false), moves(down.clone(), true));
    view! {
        <span class="row-buttons">
            <button
                type="button"
                class="button button--icon button--quiet"
                id=up
                aria-label=named(texts::UP)
                on:click=press_up
            >
                <span class="row-buttons__up">
                    <Icon name="down" />
                </span>
            </button>
            <button
                type="button"
                class="button button--icon button--quiet"
                id=down
                aria-label=named(texts::DOWN)
                on:click=press_down
            >
                <Icon name="down" />
            </button>
            <button
                type="button"
                class="button button--icon button--quiet"
                aria-label=named(texts::REMOVE)
                title=move || stays.get().then_some(texts::SECTION_USED)
                disabled=stays
                on:click=move |_| remove.run(())
            >
                <Icon name="close" />
            </button>
        </span>
    }
    .into_any()
}

#[component]
pub(crate) fn Choice(desk: Desk, groups: Groups, group: usize, key: usize) -> AnyView {
    let option = groups.option(group, key);
    let name = memo(move || option.with(|option| option.name.clone()));
    let extra = memo(move || option.with(|option| option.extra.clone()));
    let name_typed =
        Callback::new(move |text: String| groups.update_option(group, key, |option| option.name = text));
    let extra_typed =
        Callback::new(move |text: String| groups.update_option(group, key, |option| option.extra = text));
    let shift = move |down: bool| {
        groups.update(group, |group| {
            let at = group.options.iter().position(|option| option.key == key);
            moved(&mut group.options, at, down);
        });
    };
    let remove = move |()| {
        groups.update(group, |group| group.options.retain(|option| option.key != key));
        page::focus_unless_placed(format!("grupo-{group}-nombre"));
    };
    let choose = Callback::new(move |chosen: Option<ProductId>| {
        let part = chosen.map(|product_id| Component { product_id, qty: 1 });
        groups.update_option(group, key, |option| {
            option.components = part.into_iter().collect()
        });
    });
    let parts = option.with_untracked(|option| option.components.clone());
    view! {
        <li class="choice-row">
            <TextField id=format!("opcion-{key}-nombre") label=texts::OPTION_NAME value=name typed=name_typed />
            <TextField
                id=format!("opcion-{key}-extra")
                label=texts::OPTION_EXTRA
                value=extra
                typed=extra_typed
                longest=12
                keys="decimal"
            />
            <div class="field">
                <label class="field__label" for=format!("opcion-{key}-plato")>
                    {texts::OPTION_PRODUCT}
                </label>
                {product_choice(desk, format!("opcion-{key}-plato"), &parts, choose)}
            </div>
            <RowButtons id=format!("opcion-{key}") name shift=Callback::new(shift) remove=Callback::new(remove) />
        </li>
    }
    .into_any()
}

/// A field that chooses a product of the carta, or none. Several stay as they are until another is chosen.
pub(crate) fn product_choice(
    desk: Desk,
    id: String,
    parts: &[Component],
    chosen: Callback<Option<ProductId>>,
) -> AnyView {
    // What is no longer on the carta is said, so that another one can be chosen.
    let missing: Vec<String> = desk.menu.shown.with_untracked(|carta| {
        let missing = parts
            .iter()
            .filter(|part| carta.product(&part.product_id).is_none());
        missing.map(|part| part.product_id.to_string()).collect()
    });
    let several = parts.len() > 1;
    let only = parts
        .first()
        .filter(|_| !several)
        .map(|part| part.product_id.clone());
    let options: Vec<AnyView> = desk.menu.shown.with_untracked(|carta| {
        let option = |product: &domain::catalog::Product| {
            let selected = Some(&product.id) == only.as_ref();
            view! {
                <option value=product.id.to_string() selected=selected>
                    {product.name.clone()}
                </option>
            }
            .into_any()
        };
        carta.products.iter().map(option).collect()
    });
    let choose = move |event| match event_target_value(&event).as_str() {
        "+" => {}
        id => chosen.run(ProductId::parse(id).ok()),
    };
    view! {
        <select class="field__input" id=id on:change=choose>
            {several
                .then(|| {
                    view! {
                        <option value="+" selected>
                            {texts::SEVERAL_PRODUCTS}
                        </option>
                    }
                })}
            {(!several)
                .then(|| {
                    let gone = missing.into_iter();
                    gone.map(|id| {
                        let words = texts::gone(&id);
                        view! {
                            <option value=id selected>
                                {words}
                            </option>
                        }
                    })
                        .collect_view()
                })}
            <option value="">{texts::NO_PRODUCT}</option>
            {options}
        </select>
    }
    .into_any()
}
