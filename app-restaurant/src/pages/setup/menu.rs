//! Carta: from a sample, a table or by hand, with the prices of what sells most.

use super::{Setup, foot, heading};
use crate::pages::carta::desk::{Desk, Open};
use crate::pages::carta::sheet::MenuSheet;
use crate::state::erased::{effect, memo};
use crate::state::first_prices::{first_dishes, knows_what_sells};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::setup::Step;
use ::texts::now::console::setup as texts;
use api::catalog::{MenuDesk, MenuTemplate, MenuTemplates, PricedDish};
use api::{ApiError, Code};
use domain::ProductId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::{lay_template, menu_templates, price_dishes, publish_menu};
use std::future::Future;
use ui::icon::Icon;
use ui::page;
use ui::resource::{Loaded, Resource};
use ui::toast::{Toasts, Tone};

/// The heading of the prices.
const PRICES: &str = "instalacion-precios";

/// What the parts of this step share.
#[derive(Debug, Clone, Copy)]
struct Choosing {
    setup: Setup,
    /// The dishes whose prices are asked for.
    rows: Memo<Vec<ProductId>>,
    samples: Resource<MenuTemplates>,
    /// A sample that would take the place of what there is.
    asked: RwSignal<Option<MenuTemplate>>,
    busy: RwSignal<bool>,
    toasts: Toasts,
    session: Session,
}

impl Choosing {
    /// Does something to the carta, one at a time, and says why it came to nothing where it did.
    fn run(
        self,
        call: impl Future<Output = Result<MenuDesk, ApiError>> + 'static,
        done: impl FnOnce() + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let session = self.session.asked();
        spawn_local(async move {
            match call.await {
                Ok(desk) => {
                    self.setup.menu.take(desk);
                    self.setup.prices.forget();
                    self.setup.readiness.ask();
                    done();
                }
                Err(error) if error.code == Code::Unauthenticated => session.expire(),
                Err(error) => {
                    self.setup.menu_loader.ask_now();
                    let said = match error.fields.first() {
                        _ if error.is_no_answer() => texts::PERHAPS.to_owned(),
                        Some(field) => field.message.clone(),
                        None => error.message,
                    };
                    self.toasts.say(Tone::Danger, said);
                    page::focus_unless_placed("instalacion-paso");
                }
            }
            let _ = self.busy.try_set(false);
        });
    }

    fn lay(self, id: String) {
        self.asked.set(None);
        let toasts = self.toasts;
        self.run(lay_template(id), move || {
            toasts.say(Tone::Success, texts::LAID);
            page::focus_soon(PRICES.to_owned());
        });
    }

    /// How many of these dishes are to be sold for nobody knows how much, followed.
    fn missing(self) -> usize {
        let rows = self.rows.get();
        self.setup.menu.shown.with(|carta| {
            let dishes = rows.iter().filter_map(|id| carta.product(id));
            dishes.filter(|dish| self.setup.prices.lacks_price(dish)).count()
        })
    }
}

pub(super) fn menu(setup: Setup) -> AnyView {
    let rows = memo(move || setup.menu.shown.with(first_dishes));
    let choosing = Choosing {
        setup,
        rows,
        samples: Resource::new(menu_templates),
        asked: RwSignal::new(None),
        busy: RwSignal::new(false),
        toasts: Toasts::expect(),
        session: Session::expect(),
    };
    effect(move || choosing.samples.ask());
    let desk = Desk::new(setup.menu, setup.menu_loader);
    let missing = memo(move || choosing.missing());
    let why_not = Signal::derive(move || match (rows.with(Vec::is_empty), missing.get()) {
        (true, _) => Some(texts::MENU_EMPTY.to_owned()),
        (false, 0) => None,
        (false, count) => Some(texts::prices_missing(count)),
    });
    let press = move || {
        // As they are typed now, whatever screen is shown when they are stored.
        let waits = !setup
            .menu
            .draft
            .with_untracked(domain::catalog::MenuDraft::is_empty);
        let seen = waits.then(|| setup.menu.version.get_untracked());
        let dishes = setup
            .menu
            .shown
            .with_untracked(|carta| setup.prices.changed(carta));
        choosing.run(keep(seen, dishes), move || setup.go_on(Step::Menu, Step::Service));
    };
    let open = move |what: Open| move |_| setup.menu.open.set(Some(what.clone()));
    view! {
        {heading(texts::MENU_TITLE, texts::MENU_LEAD)}
        <Loaded loader=choosing.samples.loader() loading=texts::LOADING>
            {samples(choosing)}
        </Loaded>
        <div class="setup__ways">
            <button type="button" class="button" on:click=open(Open::Table)>
                <Icon name="share" />
                {texts::UPLOAD}
            </button>
            <button type="button" class="button" on:click=open(Open::Dish(None))>
                <Icon name="plus" />
                {texts::BY_HAND}
            </button>
        </div>
        {prices(choosing)}
        {foot(Step::Menu, why_not, choosing.busy, (texts::TO_SERVICE, texts::SAVING), press)}
        <MenuSheet desk />
    }
    .into_any()
}

/// Publishes what waits in the draft of the version that was seen, and stores what was typed of dishes.
async fn keep(seen: Option<u64>, dishes: Vec<PricedDish>) -> Result<MenuDesk, ApiError> {
    if let Some(seen) = seen {
        publish_menu(seen).await?;
    }
    price_dishes(dishes).await
}

fn samples(choosing: Choosing) -> AnyView {
    let list = move || {
        let samples = choosing.samples.value.get();
        let samples = samples.map(|known| known.templates).unwrap_or_default();
        samples
            .into_iter()
            .map(|sample| tile(choosing, sample))
            .collect_view()
    };
    view! {
        <div
            class="tiles"
            role="group"
            aria-label=texts::SAMPLES
            aria-busy=move || choosing.busy.get().then_some("true")
        >
            {list}
        </div>
        {move || choosing.asked.get().map(|sample| replacing(choosing, sample))}
    }
    .into_any()
}

/// Whether a sample shall take the place of what there is.
fn replacing(choosing: Choosing, sample: MenuTemplate) -> AnyView {
    let count = choosing
        .setup
        .menu
        .shown
        .with_untracked(|carta| carta.products.len());
    let tile = tile_id(&sample);
    let keep = move |_| {
        choosing.asked.set(None);
        page::focus(&tile);
    };
    let replace = move |_| choosing.lay(sample.id.clone());
    view! {
        <div class="notice notice--warning setup__replace" role="alert">
            <p>{texts::replaces(&sample.name, count)}</p>
            <div class="cluster">
                <button type="button" class="button" id="instalacion-dejar" on:click=keep>
                    {texts::KEEP}
                </button>
                <button type="button" class="button button--danger" on:click=replace>
                    {texts::REPLACE}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn tile_id(sample: &MenuTemplate) -> String {
    ["carta-de-", &sample.id].concat()
}

fn tile(choosing: Choosing, sample: MenuTemplate) -> AnyView {
    let (name, dishes) = (sample.name.clone(), texts::dishes(sample.dishes));
    let (image, id) = (sample.image.clone(), tile_id(&sample));
    let choose = move |_| {
        let empty = choosing
            .setup
            .menu
            .shown
            .with_untracked(|carta| carta.products.is_empty());
        if empty {
            choosing.lay(sample.id.clone());
        } else {
            choosing.asked.set(Some(sample.clone()));
            page::focus_soon("instalacion-dejar".to_owned());
        }
    };
    view! {
        <button type="button" class="tile" id=id on:click=choose>
            <img src=image width="56" height="56" alt="" />
            {name}
            <small>{dishes}</small>
        </button>
    }
    .into_any()
}

/// What the dishes cost that sell most.
fn prices(choosing: Choosing) -> AnyView {
    let carta = choosing.setup.menu.shown;
    let lead = move || {
        let shown = choosing.rows.with(Vec::len);
        carta.with(|carta| texts::prices_lead(shown, carta.products.len(), knows_what_sells(carta)))
    };
    let any = memo(move || choosing.rows.with(|rows| !rows.is_empty()));
    view! {
        {move || {
            any.get()
                .then(|| {
                    view! {
                        <section class="card" aria-labelledby=PRICES>
                            <header class="card__head">
                                <h2 class="card__title" id=PRICES tabindex="-1">
                                    {texts::PRICES}
                                </h2>
                                <p class="muted">{lead}</p>
                            </header>
                            <ul class="setup__prices">
                                <For
                                    each=move || choosing.rows.get()
                                    key=ProductId::clone
                                    children=move |id| price_row(choosing.setup, id)
                                />
                            </ul>
                        </section>
                    }
                })
        }}
    }
    .into_any()
}

fn price_row(setup: Setup, id: ProductId) -> AnyView {
    let symbol = RestaurantState::expect().currency().symbol();
    let prices = setup.prices;
    let field = ["precio-", id.as_str()].concat();
    let about = [&field, "-sobre"].concat();
    let described = about.clone();
    let (typed_of, sold_of) = (id.clone(), id.clone());
    let dish = memo(move || setup.menu.shown.with(|carta| carta.product(&id).cloned()));
    let of = move |read: fn(&domain::catalog::Product) -> &String| {
        memo(move || dish.with(|dish| dish.as_ref().map(|dish| read(dish).clone()).unwrap_or_default()))
    };
    let (name, image) = (of(|dish| &dish.name), of(|dish| &dish.image));
    let wrong = memo(move || dish.with(|dish| dish.as_ref().is_some_and(|dish| prices.lacks_price(dish))));
    let price =
        memo(move || dish.with(|dish| dish.as_ref().map(|dish| prices.price(dish)).unwrap_or_default()));
    let sold = memo(move || dish.with(|dish| dish.as_ref().is_some_and(|dish| prices.is_sold(dish))));
    let typed = move |event| prices.type_price(&typed_of, event_target_value(&event));
    let switch = move |event| prices.sell(&sold_of, event_target_checked(&event));
    view! {
        <li class="setup__price">
            <img src=image width="52" height="52" alt="" />
            <b>{name}</b>
            <span class="setup__money">
                <span aria-hidden="true">{symbol}</span>
                <input
                    class="field__input"
                    id=field
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=move || texts::price_of(&name.get())
                    aria-invalid=move || wrong.get().then_some("true")
                    aria-describedby=described
                    prop:value=price
                    on:input=typed
                />
            </span>
            <label class="switch">
                <input
                    type="checkbox"
                    role="switch"
                    aria-label=move || texts::sold(&name.get())
                    prop:checked=sold
                    on:change=switch
                />
                {texts::SOLD}
            </label>
            <span id=about class="field__error">
                {move || wrong.get().then_some(texts::NO_PRICE)}
            </span>
        </li>
    }
    .into_any()
}
