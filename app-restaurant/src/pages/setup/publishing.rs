//! Publicar: a rehearsal, what is still missing, and the button that opens the restaurant.

use super::people::follow_people;
use super::{Setup, foot, heading, step_href};
use crate::pages::settings::collecting::AskedCollecting;
use crate::routes::Screen;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::setup::{Step, has_a_team};
use ::texts::now::console::setup as texts;
use api::Code;
use api::orders::{OrderFilter, OrderList, OrderView};
use api::pages::Page;
use domain::readiness::Lack;
use domain::stage::{Stage, StepStatus};
use domain::tenant::Tenant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::{publish_restaurant, restaurant as restaurant_now};
use rpc::orders::list_orders;
use ui::icon::Icon;
use ui::resource::Resource;
use ui::toast::{Toasts, Tone};

/// Orders that are looked through for the newest rehearsal.
const LOOKED_AT: usize = 5;

pub(super) fn publishing(setup: Setup) -> AnyView {
    let orders = Resource::new(|| {
        list_orders(OrderFilter {
            newest_first: true,
            limit: Some(LOOKED_AT),
            ..OrderFilter::default()
        })
    });
    let following = Following::expect();
    effect(move || {
        following.orders();
        orders.ask();
    });
    follow_people(setup);
    let busy = RwSignal::new(false);
    let lacks = memo(move || setup.lacks());
    // What is typed and not kept would be lost, and is not what customers get.
    let unkept = memo(move || setup.brand.changed() || setup.business.changed());
    let why_not = Signal::derive(move || match (lacks.with(Vec::len), unkept.get()) {
        (0, false) => None,
        (0, true) => Some(texts::UNKEPT.to_owned()),
        (count, _) => Some(texts::lacking(count)),
    });
    let (toasts, session, restaurant) = (Toasts::expect(), Session::expect(), RestaurantState::expect());
    let press = move || {
        busy.set(true);
        let asked = session.asked();
        spawn_local(async move {
            match publish_restaurant().await {
                Ok(_) => match restaurant_now().await {
                    Ok(tenant) => restaurant.learn(tenant),
                    // It is published all the same.
                    Err(_) => restaurant.learn(restaurant.with_tenant(|tenant| Tenant {
                        draft: false,
                        ..tenant.clone()
                    })),
                },
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => {
                    setup.readiness.ask();
                    let said = if error.is_no_answer() {
                        texts::PERHAPS.to_owned()
                    } else {
                        error.message
                    };
                    toasts.say(Tone::Danger, said);
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        {heading(texts::PUBLISH_TITLE, texts::PUBLISH_LEAD)}
        {rehearsal(orders)}
        {checks(setup, lacks)}
        <AskedCollecting />
        <p class="muted">{texts::CAN_PAUSE}</p>
        {foot(Step::Publish, why_not, busy, (texts::PUBLISH_NOW, texts::PUBLISHING), press)}
    }
    .into_any()
}

/// The newest rehearsal, and how far it is.
fn rehearsal(orders: Resource<OrderList>) -> AnyView {
    let newest = memo(move || {
        let known = orders.value.get()?;
        known.items.into_iter().find(|order| order.rehearsal)
    });
    view! {
        <section class="card stack" aria-labelledby="instalacion-prueba">
            <header class="card__head">
                <h2 class="card__title" id="instalacion-prueba">
                    {texts::REHEARSAL}
                </h2>
                {move || newest.with(|order| order.as_ref().map(|order| texts::order(order.number)))}
            </header>
            <p class="muted">{texts::ORDER_ONE_LEAD}</p>
            <div class="cluster">
                <a class="button button--primary" href=Page::Home.href() target="_blank" rel="external">
                    {texts::ORDER_ONE}
                </a>
                <a class="button" href=Screen::Stage(Stage::Cooking).href()>
                    {texts::TO_KITCHEN}
                </a>
            </div>
            {move || newest.get().map(|order| way(&order))}
        </section>
    }
    .into_any()
}

/// What has happened to an order, and what has not.
fn way(order: &OrderView) -> AnyView {
    let restaurant = RestaurantState::expect();
    let entered = order.steps.first().map(|step| (step.waiting_since, None));
    let done = |stage: Stage| {
        let step = order.steps.iter().find(|step| step.step_name == stage);
        let step = step.filter(|step| step.status == StepStatus::Done)?;
        Some((
            step.finished_at?,
            step.attended_by.as_ref().map(|by| by.name.clone()),
        ))
    };
    let rows = [
        (texts::ENTERED, entered),
        (texts::COOKED, done(Stage::Cooking)),
        (texts::PACKED, done(Stage::Packaging)),
        (texts::HANDED_OVER, done(Stage::Delivery)),
    ];
    let rows = rows.map(|(words, done)| {
        let icon = if done.is_some() { "check" } else { "clock" };
        let at = done.as_ref().map(|(at, _)| restaurant.hhmm(*at));
        let about = match &done {
            None => texts::NOT_YET.to_owned(),
            Some((_, by)) => by.as_ref().map(|by| texts::by(by)).unwrap_or_default(),
        };
        view! {
            <li data-miss=done.is_none().then_some("")>
                <Icon name=icon />
                <span>
                    <b>{words}</b>
                    <small>{about}</small>
                </span>
                <span class="num">{at}</span>
            </li>
        }
    });
    view! { <ul class="todo">{rows.into_iter().collect_view()}</ul> }.into_any()
}

/// One thing of the list: what it is, whether it is there, what is said where it is not, and where it is put in.
struct Check {
    words: &'static str,
    done: bool,
    about: Option<&'static str>,
    step: Step,
}

/// What there has to be, and what there should be.
fn checklist(lacks: &[Lack], readable: bool, team: bool, ruc: bool) -> Vec<Check> {
    let missing = |wanted: &[Lack]| wanted.iter().copied().find(|lack| lacks.contains(lack));
    let needed = |words, wanted: &[Lack]| {
        let lack = missing(wanted);
        Check {
            words,
            done: lack.is_none(),
            about: lack.map(texts::lack),
            step: wanted.first().map_or(Step::Brand, |lack| Step::of(*lack)),
        }
    };
    vec![
        Check {
            words: texts::READABLE,
            done: readable,
            about: None,
            step: Step::Brand,
        },
        needed(texts::HAS_PLACE, &[Lack::Name, Lack::Phone, Lack::Address]),
        needed(texts::HAS_OWNER, &[Lack::LegalName]),
        needed(texts::HAS_DISHES, &[Lack::Dishes]),
        needed(texts::HAS_HOURS, &[Lack::Hours]),
        Check {
            words: texts::HAS_PEOPLE,
            done: team,
            about: (!team).then_some(texts::ALONE),
            step: Step::People,
        },
        Check {
            words: texts::HAS_RUC,
            done: ruc,
            about: (!ruc).then_some(texts::WITHOUT_RUC),
            step: Step::Brand,
        },
    ]
}

fn checks(setup: Setup, lacks: Memo<Vec<Lack>>) -> AnyView {
    let ruc = RestaurantState::expect().followed(|tenant| tenant.brand.ruc.is_some());
    let team = memo(move || {
        let people = setup.people.value;
        people.with(|known| known.as_ref().is_some_and(|known| has_a_team(&known.people)))
    });
    let readable = memo(move || setup.brand.is_readable());
    let list = move || lacks.with(|lacks| checklist(lacks, readable.get(), team.get(), ruc.get()));
    let count = move || {
        let list = list();
        texts::done(list.iter().filter(|check| check.done).count(), list.len())
    };
    view! {
        <section class="card" aria-labelledby="instalacion-antes">
            <header class="card__head">
                <h2 class="card__title" id="instalacion-antes">
                    {texts::BEFORE}
                </h2>
                <p class="muted">{count}</p>
            </header>
            <ul class="todo">{move || list().into_iter().map(check).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn check(check: Check) -> AnyView {
    view! {
        <li data-miss=(!check.done).then_some("")>
            <Icon name=if check.done { "check" } else { "alert" } />
            <span>
                <b>{check.words}</b>
                <span class="visually-hidden">
                    " " {if check.done { texts::DONE } else { texts::MISSING }}
                </span>
                <small>{check.about}</small>
            </span>
            <a class="button button--quiet" href=step_href(check.step) aria-label=texts::edit(check.step.title())>
                {texts::EDIT}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_and_what_should_be_there_holds_nothing_up() {
        let list = checklist(&[Lack::Address], true, false, false);
        let missing: Vec<_> = list
            .iter()
            .filter(|check| !check.done)
            .map(|check| check.about)
            .collect();
        assert_eq!(
            missing,
            [
                Some(texts::lack(Lack::Address)),
                Some(texts::ALONE),
                Some(texts::WITHOUT_RUC)
            ]
        );
        assert!(checklist(&[], true, true, true).iter().all(|check| check.done));
        assert_eq!(
            checklist(&Lack::ALL, false, true, true)
                .iter()
                .filter(|check| !check.done)
                .count(),
            5
        );
    }
}
