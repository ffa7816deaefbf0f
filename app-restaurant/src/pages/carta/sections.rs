//! The sections of the carta and the order of everything in it, by the arrows or by dragging.

use super::desk::{Act, Desk};
use super::dish_form::SheetFoot;
use super::groups::RowButtons;
use crate::components::text_field::TextField;
use crate::state::erased::memo;
use ::texts::now::console::menu as texts;
use api::catalog::CategoryEntry;
use domain::catalog::{Catalog, Category};
use domain::{ProductId, Slug};
use leptos::ev::{DragEvent, SubmitEvent};
use leptos::prelude::*;
use rpc::catalog::arrange_menu;
use ui::icon::Icon;
use ui::page;

/// A section as it is arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub key: usize,
    id: Option<Slug>,
    pub name: String,
    pub description: String,
    pub dishes: Vec<(ProductId, String)>,
}

/// What is moved: a section, or a dish of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Section(usize),
    Dish(usize, ProductId),
}

/// The sections that are arranged.
#[derive(Debug, Clone, Copy)]
pub struct Arrangement {
    pub list: RwSignal<Vec<Section>>,
    /// How they were before.
    seen: StoredValue<Vec<Category>>,
    next: StoredValue<usize>,
    held: RwSignal<Option<Held>>,
    /// Read aloud: what has another place now.
    said: RwSignal<String>,
}

impl Arrangement {
    pub fn of(carta: &Catalog) -> Arrangement {
        let sections = carta
            .categories
            .iter()
            .enumerate()
            .map(|(key, category)| Section {
                key,
                id: Some(category.id.clone()),
                name: category.name.clone(),
                description: category.description.clone(),
                dishes: carta
                    .in_category(&category.id)
                    .map(|product| (product.id.clone(), product.name.clone()))
                    .collect(),
            });
        let list: Vec<Section> = sections.collect();
        Arrangement {
            seen: StoredValue::new(carta.categories.clone()),
            next: StoredValue::new(list.len()),
            list: RwSignal::new(list),
            held: RwSignal::new(None),
            said: RwSignal::new(String::new()),
        }
    }

    /// A section, followed.
    fn section(self, key: usize) -> Memo<Option<Section>> {
        memo(move || {
            self.list
                .with(|list| list.iter().find(|section| section.key == key).cloned())
        })
    }

    /// Where a section stands, followed.
    fn place(self, key: usize) -> Option<usize> {
        self.list
            .with(|list| list.iter().position(|section| section.key == key))
    }

    fn update(self, key: usize, change: impl FnOnce(&mut Section)) {
        self.list.update(|list| {
            if let Some(section) = list.iter_mut().find(|section| section.key == key) {
                change(section);
            }
        });
    }

    /// Puts a section where another one is, or one place on.
    fn put_section(self, key: usize, to: impl Fn(&[Section], usize) -> Option<usize>) {
        let mut said = None;
        self.list.update(|list| {
            let Some(at) = list.iter().position(|section| section.key == key) else {
                return;
            };
            let Some(to) = to(list, at).filter(|to| *to < list.len()) else {
                return;
            };
            let section = list.remove(at);
            said = Some(texts::place(&section.name, to + 1, list.len() + 1));
            list.insert(to, section);
        });
        self.said.set(said.unwrap_or_default());
    }

    fn put_dish(
        self,
        section: usize,
        dish: &ProductId,
        to: impl Fn(&[(ProductId, String)], usize) -> Option<usize>,
    ) {
        let mut said = None;
        self.update(section, |section| {
            let Some(at) = section.dishes.iter().position(|(id, _)| id == dish) else {
                return;
            };
            let Some(to) = to(&section.dishes, at).filter(|to| *to < section.dishes.len()) else {
                return;
            };
            let row = section.dishes.remove(at);
            said = Some(texts::place(&row.1, to + 1, section.dishes.len() + 1));
            section.dishes.insert(to, row);
        });
        self.said.set(said.unwrap_or_default());
    }

    /// Puts what is held where it was let go.
    fn let_go(self, on: &Held) {
        match (self.held.get_untracked(), on) {
            (Some(Held::Section(held)), Held::Section(on) | Held::Dish(on, _)) => {
                self.put_section(held, |list, _| list.iter().position(|section| section.key == *on));
            }
            (Some(Held::Dish(section, held)), Held::Dish(of, on)) if section == *of => {
                self.put_dish(section, &held, |list, _| list.iter().position(|(id, _)| id == on));
            }
            _ => {}
        }
        self.held.set(None);
    }

    fn add(self) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let section = Section {
            key,
            id: None,
            name: String::new(),
            description: String::new(),
            dishes: Vec::new(),
        };
        self.list.update(|list| list.push(section));
        page::focus_soon(format!("seccion-{key}"));
    }
}

/// One place up or down.
fn next(at: usize, down: bool) -> Option<usize> {
    if down {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    }
}

#[component]
pub(crate) fn Sections(desk: Desk) -> AnyView {
    let sections = desk.menu.shown.with_untracked(Arrangement::of);
    let keys = memo(move || {
        let keys = |list: &Vec<Section>| list.iter().map(|section| section.key).collect::<Vec<_>>();
        sections.list.with(keys)
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let list = sections.list.get_untracked();
        let order = list.iter().flat_map(|section| &section.dishes);
        let order: Vec<ProductId> = order.map(|(id, _)| id.clone()).collect();
        let entry = |section: Section| CategoryEntry {
            id: section.id,
            name: section.name,
            description: section.description,
        };
        let entries = list.into_iter().map(entry).collect();
        let call = arrange_menu(sections.seen.get_value(), entries, order);
        desk.change(Act::Keep, call, texts::KEPT);
    };
    view! {
        <form novalidate on:submit=save>
            <div class="sheet__body stack">
                <p class="muted">{texts::SECTIONS_LEAD}</p>
                <p class="visually-hidden" role="status">
                    {move || sections.said.get()}
                </p>
                <ul class="sections">
                    <For
                        each=move || keys.get()
                        key=|key| *key
                        children=move |key| view! { <SectionRow desk sections key /> }
                    />
                </ul>
                <button
                    type="button"
                    class="button"
                    id="seccion-nueva"
                    on:click=move |_| {
                        desk.forget_wrong();
                        sections.add();
                    }
                >
                    <Icon name="plus" />
                    {texts::ADD_SECTION}
                </button>
            </div>
            <SheetFoot desk />
        </form>
    }
    .into_any()
}

#[component]
pub(crate) fn SectionRow(desk: Desk, sections: Arrangement, key: usize) -> AnyView {
    let section = sections.section(key);
    let text = move |read: fn(&Section) -> &String| {
        memo(move || {
            section.with(|section| {
                section
                    .as_ref()
                    .map(|section| read(section).clone())
                    .unwrap_or_default()
            })
        })
    };
    let typed = move |write: fn(&mut Section, String)| {
        Callback::new(move |text: String| sections.update(key, |section| write(section, text)))
    };
    let name = text(|section| &section.name);
    let dishes = memo(move || {
        section.with(|section| {
            section
                .as_ref()
                .map(|section| section.dishes.clone())
                .unwrap_or_default()
        })
    });
    let shift = Callback::new(move |down| {
        desk.forget_wrong();
        sections.put_section(key, |_, at| next(at, down));
    });
    let remove = Callback::new(move |()| {
        desk.forget_wrong();
        sections
            .list
            .update(|list| list.retain(|section| section.key != key));
        page::focus_unless_placed("seccion-nueva");
    });
    let count = memo(move || dishes.with(Vec::len));
    let used = memo(move || !dishes.with(Vec::is_empty));
    view! {
        <li
            class="sections__section"
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:drop=move |event: DragEvent| drop_on(&event, sections, &Held::Section(key))
        >
            <div class="sections__head">
                <Grip sections held=Held::Section(key) />
                <TextField
                    id=format!("seccion-{key}")
                    label=texts::SECTION_NAME
                    value=name
                    wrong=desk.wrong_in_row("/categories", move || sections.place(key), "name")
                    typed=typed(|section, text| section.name = text)
                    longest=40
                />
                <RowButtons id=format!("seccion-{key}") name shift remove stays=used />
            </div>
            <TextField
                id=format!("seccion-{key}-linea")
                label=texts::SECTION_DESCRIPTION
                value=text(|section| &section.description)
                typed=typed(|section, text| section.description = text)
                longest=160
            />
            {move || {
                let count = count.get();
                (count > 0).then(|| dish_list(sections, key, dishes, count))
            }}
        </li>
    }
    .into_any()
}

/// The dishes of a section.
fn dish_list(
    sections: Arrangement,
    key: usize,
    dishes: Memo<Vec<(ProductId, String)>>,
    count: usize,
) -> AnyView {
    let row = move |(id, name): (ProductId, String)| {
        let of_shift = id.clone();
        let shift = move |down: bool| sections.put_dish(key, &of_shift, |_, at| next(at, down));
        let (held, on) = (Held::Dish(key, id.clone()), Held::Dish(key, id.clone()));
        view! {
            <li
                class="sections__dish"
                on:dragover=move |event: DragEvent| event.prevent_default()
                on:drop=move |event: DragEvent| drop_on(&event, sections, &on)
            >
                <Grip sections held />
                <span>{name.clone()}</span>
                <Arrows id=format!("plato-{key}-{id}") name shift=Callback::new(shift) />
            </li>
        }
    };
    view! {
        <details>
            <summary>{texts::dishes(count)}</summary>
            <ul>
                <For each=move || dishes.get() key=|(id, _)| id.clone() children=row />
            </ul>
        </details>
    }
    .into_any()
}

#[component]
pub(crate) fn Arrows(
    /// Of the buttons, with what each does behind it: one that moves its row keeps the focus.
    id: String,
    name: String,
    shift: Callback<bool>,
) -> AnyView {
    let button = move |down: bool| {
        let id = format!("{id}-{}", if down { "baja" } else { "sube" });
        let again = id.clone();
        let press = move |_| {
            shift.run(down);
            page::focus_soon(again.clone());
        };
        let words = if down { texts::DOWN } else { texts::UP };
        let turned = (!down).then_some("row-buttons__up");
        view! {
            <button
                type="button"
                class="button button--icon button--quiet"
                id=id
                aria-label=texts::of(words, &name)
                on:click=press
            >
                <span class=turned>
                    <Icon name="down" />
                </span>
            </button>
        }
        .into_any()
    };
    view! { <span class="row-buttons">{button(false)} {button(true)}</span> }.into_any()
}

/// What a row is dragged by: texts beside it can be selected.
#[component]
pub(crate) fn Grip(sections: Arrangement, held: Held) -> AnyView {
    let hold = move |event: DragEvent| {
        // Firefox drags nothing that carries nothing.
        if let Some(carried) = event.data_transfer() {
            let _ = carried.set_data("text/plain", "");
        }
        sections.held.set(Some(held.clone()));
    };
    view! { <span class="sections__grip" draggable="true" aria-hidden="true" on:dragstart=hold></span> }
        .into_any()
}

fn drop_on(event: &DragEvent, sections: Arrangement, what: &Held) {
    event.prevent_default();
    event.stop_propagation();
    sections.let_go(what);
}
