//! Which days the dashboard shows.

use crate::routes::Screen;
use crate::state::dashboard_page::{DashboardPage, RangeProblem, range};
use crate::state::erased::{effect, memo};
use crate::state::restaurant::RestaurantState;
use domain::Date;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use texts::now::console as texts;

#[component]
pub fn Range(page: Memo<DashboardPage>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let shortcut = move |words: &'static str, days: fn(Date) -> Option<(Date, Date)>| {
        let days = memo(move || days(restaurant.day()));
        let href = move || {
            format!(
                "{}{}",
                Screen::Dashboard.href(),
                DashboardPage::of(days.get()).query()
            )
        };
        let current = move || page.with(|page| page.days == days.get()).then_some("true");
        view! { <a class="tabs__tab" href=href aria-current=current>{words}</a> }
    };
    view! {
        <Dates page>
            <nav class="tabs" aria-label=texts::RANGE>
                {shortcut(texts::TODAY, |_| None)}
                {shortcut(texts::YESTERDAY, |today| Some((today.plus_days(-1), today.plus_days(-1))))}
                {shortcut(texts::WEEK, |today| Some((today.plus_days(-6), today)))}
            </nav>
        </Dates>
    }
    .into_any()
}

#[component]
fn Dates(page: Memo<DashboardPage>, children: Children) -> AnyView {
    let restaurant = RestaurantState::expect();
    let from = RwSignal::new(String::new());
    let to = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<RangeProblem>);
    // Only where another day changes what is shown: what somebody is typing stays.
    let shown = memo(move || page.with(|page| (page.clone(), page.shown(restaurant.day()))));
    effect(move || {
        let (_, (first, last)) = shown.get();
        from.set(first.to_string());
        to.set(last.to_string());
        problem.set(None);
    });
    let latest = move || restaurant.day().to_string();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match range(&from.get_untracked(), &to.get_untracked()) {
            Ok(days) => {
                problem.set(None);
                let query = DashboardPage::of(Some(days)).query();
                navigate(
                    &format!("{}{query}", Screen::Dashboard.path()),
                    NavigateOptions::default(),
                );
            }
            Err(why) => problem.set(Some(why)),
        }
    };
    let invalid = move || problem.get().map(|_| "true");
    view! {
        <form class="toolbar" novalidate on:submit=submit>
            {children()}
            <div class="field">
                <label class="field__label" for="desde">
                    {texts::FROM}
                </label>
                <input
                    class="field__input"
                    id="desde"
                    type="date"
                    max=latest
                    aria-invalid=invalid
                    aria-describedby="rango-error"
                    bind:value=from
                />
            </div>
            <div class="field">
                <label class="field__label" for="hasta">
                    {texts::TO}
                </label>
                <input
                    class="field__input"
                    id="hasta"
                    type="date"
                    max=latest
                    aria-invalid=invalid
                    aria-describedby="rango-error"
                    bind:value=to
                />
            </div>
            <button class="button">{texts::SHOW}</button>
            <div class="toolbar__problem" id="rango-error" role="alert">
                {move || problem.get().map(|problem| view! { <p class="field__error">{words(problem)}</p> })}
            </div>
        </form>
    }
    .into_any()
}

fn words(problem: RangeProblem) -> &'static str {
    match problem {
        RangeProblem::Missing => texts::RANGE_MISSING,
        RangeProblem::Backwards => texts::RANGE_ORDER,
        RangeProblem::TooLong => texts::RANGE_LONG,
    }
}
