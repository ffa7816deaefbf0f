//! A chart, drawn by the server once for each theme, with its table for those who read rather than look.

use crate::state::erased::memo;
use leptos::prelude::*;
use shared::api::dashboard::Chart;
use shared::texts::es::console as texts;

#[component]
pub fn ChartCard(#[prop(into)] chart: Signal<Chart>) -> AnyView {
    let id = chart.with_untracked(|chart| format!("grafico-{}", chart.id));
    let summary = move || chart.with(|chart| chart.summary.clone());
    let heading = id.clone();
    let drawn = memo(move || chart.with(|chart| !chart.light_svg.is_empty()));
    view! {
        <article class="card chart" aria-labelledby=id>
            <h2 class="card__title" id=heading>
                {move || chart.with(|chart| chart.title.clone())}
            </h2>
            {move || {
                if drawn.get() {
                    view! {
                        <p class="muted">{summary}</p>
                        <div
                            class="chart__light"
                            aria-hidden="true"
                            inner_html=move || chart.with(|chart| chart.light_svg.clone())
                        ></div>
                        <div
                            class="chart__dark"
                            aria-hidden="true"
                            inner_html=move || chart.with(|chart| chart.dark_svg.clone())
                        ></div>
                        <details>
                            <summary>{texts::SEE_DATA}</summary>
                            <Data chart />
                        </details>
                    }
                        .into_any()
                } else {
                    view! { <p class="chart__nothing">{summary}</p> }.into_any()
                }
            }}
        </article>
    }
    .into_any()
}

#[component]
fn Data(chart: Signal<Chart>) -> AnyView {
    let table = memo(move || chart.with(|chart| (chart.columns.clone(), chart.rows.clone())));
    let title = move || chart.with(|chart| chart.title.clone());
    let cell = |(index, text): (usize, String)| {
        if index == 0 {
            view! { <th scope="row">{text}</th> }.into_any()
        } else {
            view! { <td>{text}</td> }.into_any()
        }
    };
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=title>
            <table class="table">
                <thead>
                    <tr>
                        {move || {
                            table.get().0.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()
                        }}
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        table
                            .get()
                            .1
                            .into_iter()
                            .map(|row| view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
