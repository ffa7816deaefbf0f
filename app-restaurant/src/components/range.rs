//! Which days the dashboard shows.

use crate::routes::Screen;
use crate::state::dashboard_page::{DashboardPage, RangeProblem, range};
use crate::state::erased::effect;
use crate::state::restaurant::RestaurantState;
use domain::Date;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use texts::now::console as texts;

#[component]
pub fn Range(page: Memo<DashboardPage>) -> AnyView {
    let today = RestaurantState::expect().today();
    let shortcut = move |words: &'static str, days: Option<(Date, Date)>| {
        let href = format!("{}{}", Screen::Dashboard.href(), DashboardPage::of(days).query());
        let current = move || page.with(|page| page.days == days).then_some("true");
        view! { <a class="tabs__tab" href=href aria-current=current>{words}</a> }
    };
    let yesterday = today.plus_days(-1);
    view! {
        <Dates page today>
            <nav class="tabs" aria-label=texts::RANGE>
                {shortcut(texts::TODAY, None)}
                {shortcut(texts::YESTERDAY, Some((yesterday, yesterday)))}
                {shortcut(texts::WEEK, Some((today.plus_days(-6), today)))}
            </nav>
        </Dates>
    }
    .into_any()
}

#[component]
fn Dates(page: Memo<DashboardPage>, today: Date, children: Children) -> AnyView {
    let from = RwSignal::new(String::new());
    let to = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<RangeProblem>);
    effect(move || {
        let (first, last) = page.with(|page| page.shown(today));
        from.set(first.to_string());
        to.set(last.to_string());
        problem.set(None);
    });
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
                    max=today.to_string()
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
                    max=today.to_string()
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
