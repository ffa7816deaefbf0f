//! A dish of the carta: how it stands, and the buttons that change that.

use super::Menu;
use super::desk::Open;
use crate::state::carta::{Standing, next_time};
use crate::state::erased::memo;
use crate::state::menu_changes::Mark;
use crate::state::queues::Queues;
use crate::state::restaurant::RestaurantState;
use crate::state::service_draft::minutes;
use crate::state::session::Session;
use ::texts::now::console::carta as texts;
use ::texts::now::console::menu as words;
use ::texts::now::hours;
use ::texts::now::shared::sentence;
use api::Code;
use api::catalog::Availability;
use domain::catalog::Product;
use domain::stage::Stage;
use domain::{ProductId, Timestamp};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::set_availability;
use ui::clock::{Clock, uptime_ms};
use ui::icon::Icon;
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};

/// After a press another one does not count for so long, in milliseconds: the button has other words by then, and the second half
/// of a double tap does not mean them.
const TOO_SOON_MS: i64 = 600;

/// Says how a dish stands, and what came of it.
#[derive(Debug, Clone, Copy)]
struct Acts {
    menu: Menu,
    loader: Loader,
    session: Session,
    toasts: Toasts,
    busy: RwSignal<bool>,
    /// When a button was pressed last, by a clock that nobody sets.
    pressed: StoredValue<Option<i64>>,
}

impl Acts {
    fn set(self, id: ProductId, availability: Availability) {
        let now = uptime_ms();
        let before = self.pressed.try_update_value(|pressed| pressed.replace(now));
        let too_soon = before.flatten().is_some_and(|before| now - before < TOO_SOON_MS);
        if self.busy.get_untracked() || too_soon {
            return;
        }
        self.busy.set(true);
        let asked = self.session.asked();
        spawn_local(async move {
            match set_availability(id, availability).await {
                Ok(product) => {
                    let said = match product.available() {
                        true => texts::brought_back(&product.name),
                        false => texts::marked(&product.name),
                    };
                    self.toasts.say(Tone::Success, said);
                    self.menu.learn(product);
                    page::focus_unless_placed("contenido");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => {
                    self.loader.ask_now();
                    self.toasts.say(Tone::Danger, texts::PERHAPS);
                }
                Err(error) => {
                    let field = error.fields.first().map(|field| field.message.clone());
                    self.toasts.say(Tone::Danger, field.unwrap_or(error.message));
                }
            }
            let _ = self.busy.try_set(false);
        });
    }
}

/// It has run out until then, or until somebody says otherwise.
fn out(until: Option<Timestamp>) -> Availability {
    Availability {
        available: false,
        until,
    }
}

#[component]
pub(crate) fn Dish(menu: Menu, loader: Loader, id: ProductId) -> AnyView {
    let acts = Acts {
        menu,
        loader,
        session: Session::expect(),
        toasts: Toasts::expect(),
        busy: RwSignal::new(false),
        pressed: StoredValue::new(None),
    };
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let dish = menu.dish(id.clone());
    let name =
        memo(move || dish.with(|dish| dish.as_ref().map(|dish| dish.name.clone()).unwrap_or_default()));
    let called = memo(move || dish.with(|dish| dish.as_ref()?.kitchen_name.clone()));
    let image =
        memo(move || dish.with(|dish| dish.as_ref().map(|dish| dish.image.clone()).unwrap_or_default()));
    let said = memo(move || dish.with(|dish| dish.as_ref().map(|dish| about(dish, restaurant))));
    let standing = memo(move || dish.with(|dish| dish.as_ref().map_or(Standing::Sold, Standing::of)));
    let is_out = memo(move || matches!(standing.get(), Standing::Out(_)));
    let button = move || if is_out.get() { texts::THERE } else { texts::GONE };
    let id = StoredValue::new(id);
    let edited = memo(move || {
        let mark = |id: &ProductId| menu.marked(id);
        id.with_value(mark)
    });
    // What is not published yet is not for sale, and cannot run out.
    let published = memo(move || {
        menu.catalog
            .with(|carta| id.with_value(|id| carta.product(id).is_some()))
    });
    let press = move |_| {
        let next = restaurant.with_tenant(|tenant| tenant.begins_next_day(None, clock.at_once()));
        let wanted = match is_out.get_untracked() {
            true => Availability {
                available: true,
                until: None,
            },
            false => out(Some(next)),
        };
        acts.set(id.get_value(), wanted);
    };
    view! {
        <li class="menu__dish" data-out=move || is_out.get().then_some("")>
            <img src=image width="56" height="56" alt="" loading="lazy" />
            <div class="menu__name">
                <b>{name}</b>
                <p class="muted small">{said}</p>
                {move || in_queue(&called.get().unwrap_or_else(|| name.get())).map(|count| view! { <p class="small">{texts::in_queue(count)}</p> })}
                {move || edited.get().map(|mark| marked(mark, restaurant))}
            </div>
            {move || {
                // At midnight "mañana" is another day.
                restaurant.day();
                published.get().then(|| view! { <Stand standing=standing.get() /> })
            }}
            <div class="menu__buttons">
                {move || (menu.manages && edited.get() != Some(Mark::Going)).then(|| edit_button(menu, id, name))}
                {move || {
                    published
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    aria-label=move || texts::of_dish(button(), &name.get())
                                    aria-busy=move || acts.busy.get().then_some("true")
                                    on:click=press
                                >
                                    {button}
                                </button>
                            }
                        })
                }}
            </div>
            {move || is_out.get().then(|| returns(acts, id, standing))}
        </li>
    }
    .into_any()
}

fn edit_button(menu: Menu, id: StoredValue<ProductId>, name: Memo<String>) -> AnyView {
    let open = move |_| menu.open.set(Some(Open::Dish(Some(id.get_value()))));
    view! {
        <button
            type="button"
            class="button button--icon button--quiet"
            aria-label=move || words::of(words::EDIT, &name.get())
            on:click=open
        >
            <Icon name="edit" />
        </button>
    }
    .into_any()
}

/// How something differs from what is published.
pub(crate) fn marked(mark: Mark, restaurant: RestaurantState) -> AnyView {
    let text = match mark {
        Mark::New => words::NEW.to_owned(),
        Mark::Going => words::GOING.to_owned(),
        Mark::Price(before) => words::before(&restaurant.format(before)),
        Mark::Other => words::CHANGED.to_owned(),
    };
    view! { <span class="badge badge--warning">{text}</span> }.into_any()
}

/// What it costs, what the kitchen calls it and when it is served, where there is something to say.
fn about(dish: &Product, restaurant: RestaurantState) -> String {
    let called = dish.kitchen_name.as_ref();
    let called = called.map(|called| [words::KITCHEN_NAME, ": ", called].concat());
    let served = dish.hours.as_ref().map(hours::served);
    let all = [Some(restaurant.format(dish.price)), called, served];
    all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How many of it the queue of the kitchen wants, where somebody follows that.
fn in_queue(name: &str) -> Option<u32> {
    let facts = Queues::expect().of(Stage::Cooking).facts;
    facts.with(|facts| {
        let wanted = facts.all_day.iter().find(|dish| dish.name == name);
        wanted.map(|dish| dish.qty)
    })
}

/// How a dish stands, in words.
#[component]
pub(crate) fn Stand(standing: Standing) -> AnyView {
    let restaurant = RestaurantState::expect();
    let (kind, words) = match standing {
        Standing::Sold => ("badge badge--success", texts::ON_SALE.to_owned()),
        Standing::Left(count) => ("badge", texts::left(count)),
        Standing::NoneLeft => ("badge badge--danger", texts::NONE_LEFT.to_owned()),
        Standing::Out(None) => ("badge badge--danger", texts::OUT_WITHOUT_DATE.to_owned()),
        Standing::Out(Some(until)) => ("badge badge--danger", texts::out_until(&restaurant.moment(until))),
    };
    view! { <span class=kind>{words}</span> }.into_any()
}

/// When a dish that has run out comes back.
fn returns(acts: Acts, id: StoredValue<ProductId>, standing: Memo<Standing>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let next = memo(move || {
        restaurant.day();
        restaurant.with_tenant(|tenant| tenant.begins_next_day(None, clock.at_once()))
    });
    let next_words = move || {
        restaurant.day();
        sentence(&restaurant.moment(next.get()))
    };
    let set = move |at: Option<Timestamp>| acts.set(id.get_value(), out(at));
    let pressed = move |at: Option<Timestamp>| {
        if standing.get() == Standing::Out(at) {
            "true"
        } else {
            "false"
        }
    };
    // A time is sent when it is all there: a browser says each digit that is typed.
    let time = RwSignal::new(String::new());
    let at_time = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(minutes) = minutes(&time.get_untracked()) {
            set(Some(next_time(&restaurant.zone(), minutes, clock.at_once())));
        }
    };
    view! {
        <div class="menu__returns cluster" role="group" aria-label=texts::BACK>
            <span class="muted" aria-hidden="true">
                {texts::BACK}
            </span>
            <button type="button" class="button" on:click=move |_| set(Some(clock.at_once().plus_minutes(60)))>
                {texts::IN_AN_HOUR}
            </button>
            <button
                type="button"
                class="button"
                aria-pressed=move || pressed(Some(next.get()))
                on:click=move |_| set(Some(next.get_untracked()))
            >
                {next_words}
            </button>
            <button type="button" class="button" aria-pressed=move || pressed(None) on:click=move |_| set(None)>
                {texts::WITHOUT_DATE}
            </button>
            <form class="menu__time" on:submit=at_time>
                <input class="field__input" type="time" required aria-label=texts::OTHER_TIME bind:value=time />
                <button class="button">{texts::AT_THAT_TIME}</button>
            </form>
        </div>
    }
    .into_any()
}
