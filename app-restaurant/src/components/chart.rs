//! A chart, drawn by the server once for each theme, with its table for those who read rather than look.

use crate::state::erased::memo;
use api::dashboard::Chart;
use leptos::prelude::*;
use texts::now::console as texts;

/// Rows of a table on a page.
const ROWS: usize = 10;

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
    let page = RwSignal::new(0);
    let pages = memo(move || table.with(|(_, rows)| rows.len().div_ceil(ROWS).max(1)));
    // There may be fewer than a moment ago.
    let shown = memo(move || page.get().min(pages.get() - 1));
    let cell = |(index, text): (usize, String)| {
        if index == 0 {
            view! { <th scope="row">{text}</th> }.into_any()
        } else {
            view! { <td>{text}</td> }.into_any()
        }
    };
    let rows = move || {
        let rows = table.with(|(_, rows)| {
            rows.iter()
                .skip(shown.get() * ROWS)
                .take(ROWS)
                .cloned()
                .collect::<Vec<_>>()
        });
        rows.into_iter()
            .map(|row| view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> })
            .collect_view()
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
                <tbody>{rows}</tbody>
            </table>
        </div>
        {move || {
            (pages.get() > 1)
                .then(|| {
                    view! {
                        <nav class="pager" aria-label=texts::PAGES>
                            <button
                                type="button"
                                class="button"
                                disabled=move || shown.get() == 0
                                on:click=move |_| page.set(shown.get_untracked().saturating_sub(1))
                            >
                                {texts::PREVIOUS}
                            </button>
                            <span class="pager__number">{move || texts::page_of(shown.get() + 1, pages.get())}</span>
                            <button
                                type="button"
                                class="button"
                                disabled=move || shown.get() + 1 >= pages.get()
                                on:click=move |_| page.set(shown.get_untracked() + 1)
                            >
                                {texts::NEXT}
                            </button>
                        </nav>
                    }
                })
        }}
    }
    .into_any()
}
