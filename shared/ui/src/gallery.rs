//! The frame of a gallery: each component under its name, in every state it can be in, and what both apps have in common. A
//! gallery is a page of `cargo xtask dev` alone, whose words are therefore those of the code.
//!
//! Every component is in a gallery, but for those listed in the gallery of their crate with the reason; `cargo xtask step
//! architecture` holds all of them to it. Of this crate there are not here:
//!
//! - `toast::ToastArea`: it is around the page; the buttons of `Toasts` fill it.
//!
//! It is long because it is a list: the widgets of this crate, one short function each.

pub mod book;
mod icons;
mod ids;
pub mod requests;
mod states;

pub use states::{component, narrow, small};

use super::dynamic::tap;
use super::failure::Failure;
use super::icon::Icon;
use super::money::Price;
use super::patience::{Patience, StillTrying};
use super::resource::{Loaded, Loader};
use super::sheet::Sheet;
use super::stepper::Stepper;
use super::storage;
use super::toast::{Toasts, Tone};
use api::{ApiError, Code};
use domain::{Currency, Money};
use icons::ICONS;
use leptos::context::Provider;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use states::ONE_COLUMN;

/// Marks what is drawn [`apart`].
#[derive(Debug, Clone, Copy)]
struct Apart;

/// A picture that is no illustration, as a manager's photograph is none.
pub const PHOTOGRAPH: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E\
    %3Crect width='4' height='3' fill='%23a5502a'/%3E%3Ccircle cx='2' cy='1.5' r='1' fill='%23f2c078'/%3E%3C/svg%3E";

/// Draws in a place of its own: what `draw` provides to its components, those around it do not have.
pub fn apart(draw: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    view! { <Provider value=Apart>{draw()}</Provider> }.into_any()
}

/// In a form of its own, so that its radio buttons are not those of the same component in another state.
pub fn alone(drawn: AnyView) -> AnyView {
    view! { <form class="stack" on:submit=|event| event.prevent_default()>{drawn}</form> }.into_any()
}

/// A button that draws something anew with every press, for what takes the focus or stands over the whole page.
pub fn on_demand(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let presses = RwSignal::new(0_u32);
    let press = tap(move || presses.update(|presses| *presses += 1));
    view! {
        <button type="button" class="button" on:click=press>"Open"</button>
        {move || (presses.get() > 0).then(&draw)}
    }
    .into_any()
}

/// Provides something that reads what the browser keeps under `name`, as if that were `value`. What it really keeps stays.
pub fn as_if_kept<T, P>(name: &str, value: &T, provide: impl FnOnce() -> P) -> P
where
    T: Serialize + DeserializeOwned,
{
    let really: Option<T> = storage::load(name);
    storage::save(name, value);
    let provided = provide();
    match really {
        Some(really) => storage::save(name, &really),
        None => storage::forget(name),
    }
    provided
}

/// The page: what both apps have, then the app's own.
pub fn gallery(own: Vec<AnyView>) -> AnyView {
    // After all was drawn, and whatever a press has opened.
    let tell_apart = || request_animation_frame(ids::tell_apart);
    Effect::new(move |_| tell_apart());
    view! {
        <div
            class="page stack"
            style:grid-template-columns=ONE_COLUMN
            style:gap="var(--s7)"
            on:click=move |_| tell_apart()
        >
            <h1 class="page__title">"Components"</h1>
            <div class="cluster">
                <button type="button" class="button" on:click=tap(|| show_in("light"))>"Light"</button>
                <button type="button" class="button" on:click=tap(|| show_in("dark"))>"Dark"</button>
            </div>
            {small("button", buttons())}
            {small("badge", badges())}
            {component("notice", notices())}
            {component("card", cards())}
            {small("timeline", timelines())}
            {small("avatar", avatars())}
            {component("working", working())}
            {component("skeleton", skeletons())}
            {component("Failure", failures())}
            {component("Loaded", loads())}
            {component("StillTrying", waits())}
            {small("Toasts", toasts())}
            {small("Sheet", sheets())}
            {small("Stepper", steppers())}
            {small("Price", prices())}
            {small("Icon", ICONS.map(|name| (name, view! { <Icon name /> }.into_any())).into())}
            {own}
        </div>
    }
    .into_any()
}

/// The page in this theme, whatever the device prefers.
fn show_in(theme: &'static str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
}

fn buttons() -> Vec<(&'static str, AnyView)> {
    let drawn = |class: &'static str, busy: bool, disabled: bool| {
        let busy = busy.then_some("true");
        view! { <button type="button" class=class aria-busy=busy disabled=disabled>"Continuar"</button> }
            .into_any()
    };
    vec![
        ("button", drawn("button", false, false)),
        ("primary", drawn("button button--primary", false, false)),
        ("primary, large", drawn("button button--primary button--large", false, false)),
        ("primary, block", drawn("button button--primary button--block", false, false)),
        ("primary, busy", drawn("button button--primary", true, false)),
        ("primary, disabled", drawn("button button--primary", false, true)),
        ("quiet", drawn("button button--quiet", false, false)),
        ("danger", drawn("button button--danger", false, false)),
        ("small", drawn("button button--small", false, false)),
        (
            "icon",
            view! { <button type="button" class="button button--icon" aria-label="Cerrar"><Icon name="close" /></button> }
                .into_any(),
        ),
    ]
}

fn badges() -> Vec<(&'static str, AnyView)> {
    let drawn = |name: &'static str, class: &'static str| {
        (name, view! { <span class=class>"En camino"</span> }.into_any())
    };
    vec![
        drawn("neutral", "badge badge--neutral"),
        drawn("info", "badge badge--info"),
        drawn("success", "badge badge--success"),
        drawn("warning", "badge badge--warning"),
        drawn("danger", "badge badge--danger"),
    ]
}

fn notices() -> Vec<(&'static str, AnyView)> {
    let drawn = |name: &'static str, class: &'static str| {
        let notice = view! {
            <div class=class>
                <p class="notice__title">"Un título corto"</p>
                <p>"Una frase que dice qué pasa y qué se puede hacer."</p>
            </div>
        };
        (name, notice.into_any())
    };
    vec![
        drawn("notice", "notice"),
        drawn("success", "notice notice--success"),
        drawn("warning", "notice notice--warning"),
        drawn("error", "notice notice--error"),
    ]
}

fn cards() -> Vec<(&'static str, AnyView)> {
    let drawn = |name: &'static str, class: &'static str| {
        let card = view! {
            <section class=class>
                <div class="card__head">
                    <h3 class="card__title">"Un título corto"</h3>
                    <a href="#contenido" rel="external">"Ver más"</a>
                </div>
                <p>"Lo que está en la tarjeta."</p>
            </section>
        };
        (name, card.into_any())
    };
    vec![drawn("card", "card"), drawn("raised", "card card--raised")]
}

fn timelines() -> Vec<(&'static str, AnyView)> {
    let step = |(state, title): (&'static str, &'static str)| {
        view! {
            <li class="timeline__step" data-state=state>
                <span class="timeline__title">{title}</span>
                <span class="timeline__meta">"12:41 · Rosa"</span>
            </li>
        }
        .into_any()
    };
    let drawn = |steps: [(&'static str, &'static str); 3]| {
        view! { <ol class="timeline">{steps.map(step).collect_view()}</ol> }.into_any()
    };
    vec![
        (
            "under way",
            drawn([
                ("done", "Recibido"),
                ("active", "En la cocina"),
                ("pending", "En camino"),
            ]),
        ),
        (
            "failed",
            drawn([
                ("done", "Recibido"),
                ("failed", "Cancelado"),
                ("pending", "En camino"),
            ]),
        ),
    ]
}

fn avatars() -> Vec<(&'static str, AnyView)> {
    let avatar = view! { <span class="avatar" aria-hidden="true">"R"</span> };
    vec![("avatar", avatar.into_any())]
}

fn working() -> Vec<(&'static str, AnyView)> {
    let drawn =
        |class: &'static str| view! { <p class=class role="status">"Trayendo la carta…"</p> }.into_any();
    vec![
        ("in its place", drawn("working")),
        ("in a page's", drawn("working working--page")),
    ]
}

fn skeletons() -> Vec<(&'static str, AnyView)> {
    let drawn = |class: &'static str| view! { <span class=class aria-hidden="true"></span> }.into_any();
    vec![
        ("line", drawn("skeleton")),
        ("title", drawn("skeleton skeleton--title")),
        ("picture", drawn("skeleton skeleton--picture")),
        ("block", drawn("skeleton skeleton--block")),
    ]
}

fn waits() -> Vec<(&'static str, AnyView)> {
    let patience = Patience::that_is_slow();
    vec![("slow", view! { <StillTrying patience=patience /> }.into_any())]
}

/// A resource before its first answer and after it, with and without an error. That there is no connection, the app says itself.
fn loads() -> Vec<(&'static str, AnyView)> {
    let drawn = |loaded: bool, error: Option<ApiError>| {
        let loader = Loader::idle();
        loader.loaded.set(loaded);
        loader.error.set(error);
        let children = || view! { <p>"Arroz chaufa"</p> };
        view! { <Loaded loader=loader loading="Trayendo la carta…">{children()}</Loaded> }.into_any()
    };
    vec![
        ("on its way", drawn(false, None)),
        ("not to be had", drawn(false, Some(ApiError::engine_down()))),
        ("to be had no longer", drawn(true, Some(ApiError::engine_down()))),
        (
            "without a connection",
            drawn(true, Some(ApiError::new(Code::Offline, ""))),
        ),
        ("there", drawn(true, None)),
    ]
}

fn failures() -> Vec<(&'static str, AnyView)> {
    let retry = Callback::new(|()| {});
    vec![
        (
            "for good",
            view! { <Failure error=ApiError::conflict() retry=None /> }.into_any(),
        ),
        (
            "to try again",
            view! { <Failure error=ApiError::engine_down() retry=Some(retry) /> }.into_any(),
        ),
    ]
}

fn toasts() -> Vec<(&'static str, AnyView)> {
    let toasts = Toasts::expect();
    let success = tap(move || toasts.say(Tone::Success, "Listo."));
    let danger = tap(move || toasts.say(Tone::Danger, "No se pudo."));
    let offer = tap(move || toasts.offer(Tone::Success, "Quitamos un plato.".to_owned(), "Deshacer", || {}));
    let keep = tap(move || {
        toasts.keep(
            Tone::Success,
            "Llegó tu pedido.".to_owned(),
            "Ver",
            "/componentes",
        )
    });
    vec![
        (
            "until closed",
            view! { <button type="button" class="button" on:click=keep>"Say"</button> }.into_any(),
        ),
        (
            "success",
            view! { <button type="button" class="button" on:click=success>"Say"</button> }.into_any(),
        ),
        (
            "danger",
            view! { <button type="button" class="button" on:click=danger>"Say"</button> }.into_any(),
        ),
        (
            "with an offer",
            view! { <button type="button" class="button" on:click=offer>"Say"</button> }.into_any(),
        ),
    ]
}

fn sheets() -> Vec<(&'static str, AnyView)> {
    let drawn = |id: &'static str, side: bool| {
        let open = RwSignal::new(false);
        let title = Signal::stored("Título".to_owned());
        view! {
            <button type="button" class="button" on:click=tap(move || open.set(true))>"Open"</button>
            <Sheet open title id side>
                <p>"Lo que está en la hoja."</p>
            </Sheet>
        }
        .into_any()
    };
    vec![
        ("at the bottom", drawn("hoja-abajo", false)),
        ("at the side", drawn("hoja-lado", true)),
    ]
}

fn steppers() -> Vec<(&'static str, AnyView)> {
    let drawn = |begin: u16| {
        let value = RwSignal::new(begin);
        let change = Callback::new(move |to| value.set(to));
        view! { <Stepper value least=1 most=Signal::stored(5) label="½ pollo" change /> }.into_any()
    };
    vec![
        ("at least", drawn(1)),
        ("between", drawn(3)),
        ("at most", drawn(5)),
    ]
}

fn prices() -> Vec<(&'static str, AnyView)> {
    let (currency, amount) = (Currency::default(), Money(2_890));
    vec![
        ("price", view! { <Price amount currency /> }.into_any()),
        (
            "reduced",
            view! { <Price amount currency was=Some(Money(3_490)) /> }.into_any(),
        ),
        ("large", view! { <Price amount currency large=true /> }.into_any()),
    ]
}
