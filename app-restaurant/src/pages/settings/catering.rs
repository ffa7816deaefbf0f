//! Catering in Ajustes: the packages that customers choose from, and the rules.

use super::catering_numbers::numbers;
use super::desk::{self, DeskWords};
use super::package::{PackageFields, UPLOAD};
use crate::state::catering_rules::{CateringDraft, is_priced, package_of};
use crate::state::erased::{effect, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::upload::Upload;
use ::texts::now::console::catering_rules as texts;
use domain::catering::{CateringSettings, MAX_PACKAGES};
use leptos::prelude::*;
use rpc::catalog::{catering_rules, change_catering_rules};
use ui::icon::Icon;
use ui::resource::Loader;

const WORDS: DeskWords = DeskWords {
    save: texts::SAVE,
    saved: texts::SAVED,
};

/// The button for one package more.
const ADD: &str = "paquete-agregar";

/// Asks for them, and again whenever the settings have changed.
#[component]
pub fn AskedCateringRules() -> AnyView {
    let rules = CateringDraft::unknown();
    let card = move |loader| view! { <CateringRules rules loader /> }.into_any();
    desk::asked(rules, catering_rules, texts::LOADING, card)
}

#[component]
pub(crate) fn CateringRules(rules: CateringDraft, loader: Loader) -> AnyView {
    let upload = Upload::new();
    view! {
        <section class="card stack" aria-labelledby="reglas-catering">
            <header class="card__head">
                <h2 id="reglas-catering">{texts::TITLE}</h2>
                <p class="muted">{texts::LEAD}</p>
            </header>
            <h3 id="paquetes">{texts::PACKAGES}</h3>
            <Packages rules upload />
            <h3>{texts::RULES}</h3>
            {move || {
                rules.replaced.track();
                numbers(rules)
            }}
            {desk::foot(rules, loader, WORDS, move || !upload.is_awaited(UPLOAD), change_catering_rules)}
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Packages(rules: CateringDraft, upload: Upload) -> AnyView {
    let open = RwSignal::new(None::<usize>);
    // Drawn anew when there are more or fewer of them or they change places, and when what is stored takes their place: not with
    // every letter.
    let drawn = memo(move || {
        let packages = |catering: &CateringSettings| {
            let ids = catering.packages.iter().map(|package| package.id.clone());
            ids.collect::<Vec<_>>()
        };
        (
            rules.draft.with(|draft| packages(&draft.catering)),
            rules.replaced.get(),
        )
    });
    // A picture was for what stood there before.
    effect(move || {
        rules.replaced.track();
        upload.forget();
    });
    // What is refused is seen: its fields are opened.
    effect(move || {
        let wrong = rules.wrong.with(|found| {
            let mut packages = found.iter().filter_map(|field| package_of(&field.pointer));
            packages.next()
        });
        if wrong.is_some() {
            open.set(wrong);
        }
    });
    let add = move |_| {
        let at = drawn.with_untracked(|(ids, _)| ids.len());
        if upload.is_awaited(UPLOAD) {
            return;
        }
        rules.add_package(texts::NEW_PACKAGE);
        open.set(Some(at));
        ui::page::focus_soon(format!("paquete-{at}-nombre"));
    };
    view! {
        {move || match drawn.with(|(ids, _)| ids.len()) {
            0 => view! { <p class="muted">{texts::NO_PACKAGES}</p> }.into_any(),
            count => {
                let packages = (0..count).map(|at| package(rules, at, count, open, upload)).collect_view();
                view! {
                    <ul class="zones" aria-labelledby="paquetes">
                        {packages}
                    </ul>
                }
                    .into_any()
            }
        }}
        {move || {
            drawn
                .with(|(ids, _)| ids.len() < MAX_PACKAGES)
                .then(|| {
                    view! {
                        <div>
                            <button type="button" class="button" id=ADD on:click=add>
                                <Icon name="plus" />
                                {texts::ADD}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

/// A package in words, and its fields where they are open.
fn package(
    rules: CateringDraft,
    at: usize,
    count: usize,
    open: RwSignal<Option<usize>>,
    upload: Upload,
) -> AnyView {
    let currency = RestaurantState::expect().with_tenant(|tenant| tenant.currency);
    let read = memo(move || rules.draft.with(|draft| draft.catering.packages.get(at).cloned()));
    let name = move || {
        let name = read.with(|package| package.as_ref().map(|package| package.name.trim().to_owned()));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| texts::NEW_PACKAGE.to_owned())
    };
    let priced = move || {
        read.with(|package| {
            let priced = package.as_ref().filter(|package| is_priced(package.price));
            priced.map(|package| texts::priced(package.price, currency))
        })
    };
    let is_wrong = memo(move || {
        rules
            .wrong
            .with(|found| found.iter().any(|field| package_of(&field.pointer) == Some(at)))
    });
    let is_open = memo(move || open.get() == Some(at));
    let named = Signal::derive(name);
    view! {
        <li class="zones__zone">
            <div class="zones__head">
                <div>
                    <b>{named}</b>
                    <p class="muted">{priced}</p>
                </div>
                {buttons(rules, at, count, open, upload, named)}
            </div>
            <div role="status">
                {move || is_wrong.get().then(|| view! { <p class="field__error">{texts::LOOK_INSIDE}</p> })}
            </div>
            {move || {
                let package = is_open.get().then(|| read.get_untracked()).flatten();
                package.map(|package| view! { <PackageFields rules at package upload /> })
            }}
        </li>
    }
    .into_any()
}

/// To move a package up, to open its fields, and to take it away.
fn buttons(
    rules: CateringDraft,
    at: usize,
    count: usize,
    open: RwSignal<Option<usize>>,
    upload: Upload,
    name: Signal<String>,
) -> AnyView {
    let is_open = memo(move || open.get() == Some(at));
    let toggle = move |_| {
        if upload.is_awaited(UPLOAD) {
            return;
        }
        open.update(|open| *open = (*open != Some(at)).then_some(at));
    };
    let remove = move |_| {
        upload.forget();
        open.set(None);
        rules.wrong.set(Vec::new());
        rules.remove_package(at);
        ui::page::focus_soon(ADD.to_owned());
    };
    let up = move |_| {
        open.set(None);
        rules.wrong.set(Vec::new());
        rules.move_up(at);
        ui::page::focus_soon(format!("paquete-{}-abrir", at - 1));
    };
    let does = move |what: &'static str| move || [what, " ", &name.get()].concat();
    view! {
        {(at > 0 && count > 1)
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="button button--icon button--quiet"
                        aria-label=does(texts::MOVE_UP)
                        on:click=up
                    >
                        <span class="row-buttons__up">
                            <Icon name="down" />
                        </span>
                    </button>
                }
            })}
        <button
            type="button"
            class="button button--icon button--quiet"
            id=format!("paquete-{at}-abrir")
            aria-label=does(texts::EDIT)
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            on:click=toggle
        >
            <Icon name="edit" />
        </button>
        <button
            type="button"
            class="button button--icon button--quiet"
            aria-label=does(texts::REMOVE)
            on:click=remove
        >
            <Icon name="close" />
        </button>
    }
    .into_any()
}
