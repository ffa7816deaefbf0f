//! The carta as a file: taken to a spreadsheet or another system, and brought back with each bad cell marked.

use super::desk::{Act, Desk};
use crate::components::file_button::{FileButton, Making};
use crate::state::erased::memo;
use ::texts::now::console::menu as texts;
use api::catalog::{MenuForm, MenuImport, MenuRow, MenuTable, RowOutcome};
use api::exports::ExportLink;
use domain::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::{export_menu, import_menu};
use ui::files;
use ui::page;
use ui::toast::Tone;

const TEXT: &str = "tabla-texto";

#[component]
pub(crate) fn Table(desk: Desk) -> AnyView {
    let text = RwSignal::new(String::new());
    let read = RwSignal::new(None::<MenuTable>);
    let review = move |_| {
        if text.with_untracked(|text| text.trim().is_empty()) {
            desk.toasts.say(Tone::Danger, texts::EMPTY_TABLE);
            return page::focus(TEXT);
        }
        let sent = text.get_untracked();
        let same = sent.clone();
        let done = move |import: MenuImport| {
            // What is typed since then has not been looked at.
            if text.try_get_untracked().as_ref() == Some(&same) {
                let _ = read.try_set(Some(import.table));
            }
        };
        desk.run(Act::Review, import_menu(sent, false), done);
    };
    let take = move |_| {
        let opening = desk.menu.opening.get_value();
        let done = move |import: MenuImport| match import.desk {
            Some(answer) => {
                desk.menu.take(answer);
                desk.toasts.say(Tone::Success, texts::KEPT);
                desk.close_again(opening);
            }
            // The carta has changed since it was looked at.
            None => {
                let _ = read.try_set(Some(import.table));
            }
        };
        desk.run(Act::Keep, import_menu(text.get_untracked(), true), done);
    };
    view! {
        <div class="sheet__body stack">
            <p class="muted">{texts::TABLE_LEAD}</p>
            {downloads()}
            <TableText desk text read />
            <div role="status">{move || read.get().map(|table| view! { <Rows table /> })}</div>
        </div>
        <div class="sheet__foot">
            <button
                type="button"
                id="tabla-revisar"
                class="button"
                aria-busy=move || desk.does(Act::Review).then_some("true")
                on:click=review
            >
                {move || if desk.does(Act::Review) { texts::REVIEWING } else { texts::REVIEW }}
            </button>
            {move || {
                let count = read.with(|read| read.as_ref().and_then(taken));
                count
                    .map(|count| {
                        view! {
                            <button
                                type="button"
                                class="button button--primary"
                                aria-busy=move || desk.does(Act::Keep).then_some("true")
                                on:click=take
                            >
                                {texts::take(count)}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// The carta as a file, in each of its forms.
fn downloads() -> AnyView {
    let make = |form: MenuForm, kind: &'static str| -> Box<dyn Fn() -> Making> {
        Box::new(move || {
            Box::pin(async move {
                let file = export_menu(Some(form)).await?;
                Ok(ExportLink {
                    url: files::address(&file.text, kind),
                    file_name: file.file_name,
                    // It is in this page already.
                    expires_at: Timestamp(0),
                })
            })
        })
    };
    let csv = make(MenuForm::Csv, "text/csv;charset=utf-8");
    let json = make(MenuForm::Json, "application/json");
    view! {
        <div class="cluster">
            <FileButton make=csv words=texts::DOWNLOAD busy=texts::DOWNLOADING />
            <FileButton make=json words=texts::DOWNLOAD_JSON busy=texts::DOWNLOADING />
        </div>
    }
    .into_any()
}

/// The table as it is pasted, or taken from a file.
#[component]
pub(crate) fn TableText(desk: Desk, text: RwSignal<String>, read: RwSignal<Option<MenuTable>>) -> AnyView {
    let typed = move |event| {
        text.set(event_target_value(&event));
        read.set(None);
    };
    let choose = move |event| {
        spawn_local(async move {
            if let Some(chosen) = files::chosen(event).await {
                let _ = text.try_set(chosen);
                let _ = read.try_set(None);
                page::focus("tabla-revisar");
            }
        });
    };
    let wrong = desk.wrong("/csv");
    view! {
        <div class="field">
                <label class="field__label" for=TEXT>
                    {texts::PASTE}
                </label>
                <textarea
                    class="field__input table-text"
                    id=TEXT
                    rows="6"
                    spellcheck="false"
                    aria-describedby="tabla-sobre"
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    prop:value=text
                    on:input=typed
                ></textarea>
                <div id="tabla-sobre">
                    {move || match wrong.get() {
                        Some(wrong) => view! { <p class="field__error">{wrong}</p> }.into_any(),
                        None => view! { <p class="field__hint">{texts::PASTE_HINT}</p> }.into_any(),
                    }}
                </div>
            </div>
            <div class="field">
                <label class="field__label" for="tabla-archivo">
                    {texts::CHOOSE_FILE}
                </label>
                <input
                    class="field__input"
                    id="tabla-archivo"
                    type="file"
                    accept=".csv,.txt,.tsv,.json,text/csv,text/plain,application/json"
                    on:change=choose
                />
            </div>
    }
    .into_any()
}

/// How many rows would change something; `None` where none does, or where one has to be corrected first.
fn taken(table: &MenuTable) -> Option<usize> {
    let count = |outcomes: &[RowOutcome]| {
        table
            .rows
            .iter()
            .filter(|row| outcomes.contains(&row.outcome))
            .count()
    };
    let taken = count(&[RowOutcome::New, RowOutcome::Changed]);
    (count(&[RowOutcome::Wrong]) == 0 && taken > 0).then_some(taken)
}

/// What a table would do, row by row; rows that change nothing are only counted.
#[component]
pub(crate) fn Rows(table: MenuTable) -> AnyView {
    let rows = memo(move || table.clone());
    let summary = rows.with_untracked(|table| {
        let count = |outcome: RowOutcome| table.rows.iter().filter(|row| row.outcome == outcome).count();
        let (wrong, same) = (count(RowOutcome::Wrong), count(RowOutcome::Same));
        match (wrong, same) {
            (0, same) if same == table.rows.len() => texts::ALL_SAME.to_owned(),
            (0, 0) => String::new(),
            (0, same) => texts::same_rows(same),
            (wrong, _) => texts::wrong_rows(wrong),
        }
    });
    let shown = rows.with_untracked(|table| {
        let others = table.rows.iter().filter(|row| row.outcome != RowOutcome::Same);
        others.map(row).collect::<Vec<AnyView>>()
    });
    view! {
        <p>{summary}</p>
        {(!shown.is_empty())
            .then(|| {
                view! {
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{texts::ROW}</th>
                                <th scope="col">{texts::NAME}</th>
                                <th scope="col">{texts::OUTCOME}</th>
                            </tr>
                        </thead>
                        <tbody>{shown}</tbody>
                    </table>
                }
            })}
    }
    .into_any()
}

fn row(row: &MenuRow) -> AnyView {
    let (kind, words) = match row.outcome {
        RowOutcome::New => ("badge badge--success", texts::ROW_NEW),
        RowOutcome::Changed => ("badge badge--warning", texts::ROW_CHANGED),
        RowOutcome::Same => ("badge", texts::ROW_SAME),
        RowOutcome::Wrong => ("badge badge--danger", texts::ROW_WRONG),
    };
    let problems = row.problems.clone().into_iter();
    let problems = problems.map(|problem| {
        view! {
            <p class="field__error">
                <b>{problem.column}</b>
                ": "
                {problem.message}
            </p>
        }
    });
    let changed =
        (!row.changed.is_empty()).then(|| view! { <p class="muted small">{row.changed.join(", ")}</p> });
    view! {
        <tr>
            <td>{row.line}</td>
            <td>{row.name.clone()} {changed} {problems.collect_view()}</td>
            <td>
                <span class=kind>{words}</span>
            </td>
        </tr>
    }
    .into_any()
}
