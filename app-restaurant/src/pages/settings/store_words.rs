//! Aviso y políticas: what the storefront says in the restaurant's own words.

use super::desk::{self, DeskWords};
use crate::components::text_field::TextField;
use crate::state::erased::memo;
use crate::state::menu_form::wrong_with;
use crate::state::store_words::{Policy, StoreWordsDraft};
use ::texts::now::console::store_words as texts;
use api::pages::Page;
use domain::Date;
use domain::store_words::{MAX_NOTICE, MAX_PART_TEXT, MAX_PART_TITLE, MAX_PARTS, PolicyPart, StoreNotice};
use leptos::prelude::*;
use rpc::catalog::{change_store_words, store_words};
use ui::icon::Icon;
use ui::resource::Loader;

const WORDS: DeskWords = DeskWords {
    save: texts::SAVE,
    saved: texts::SAVED,
};

/// Asks for them, and again whenever the settings have changed.
#[component]
pub fn AskedStoreWords() -> AnyView {
    let words = StoreWordsDraft::unknown();
    let card = move |loader| view! { <StoreWords words loader /> }.into_any();
    desk::asked(words, store_words, texts::LOADING, card)
}

#[component]
pub(crate) fn StoreWords(words: StoreWordsDraft, loader: Loader) -> AnyView {
    view! {
        <section class="card stack" aria-labelledby="aviso-politicas">
            <header class="card__head">
                <h2 id="aviso-politicas">{texts::TITLE}</h2>
                <p class="muted">{texts::LEAD}</p>
            </header>
            <h3>{texts::NOTICE}</h3>
            <Notice words />
            <h3>{texts::POLICIES}</h3>
            <p class="muted">{texts::POLICIES_LEAD}</p>
            <div class="field-row">
                <Parts words policy=Policy::Terms />
                <Parts words policy=Policy::Privacy />
            </div>
            {desk::foot(words, loader, WORDS, || true, change_store_words)}
        </section>
    }
    .into_any()
}

/// The text of the notice, its days where it has a text, and how it looks.
#[component]
pub(crate) fn Notice(words: StoreWordsDraft) -> AnyView {
    let notice = memo(move || words.draft.with(|draft| draft.notice.clone()));
    let text = memo(move || notice.with(|notice| notice.as_ref().map(|notice| notice.text.clone())));
    let there = memo(move || text.with(Option::is_some));
    let shown = memo(move || text.get().unwrap_or_default());
    let wrong = move |pointer: &'static str| {
        Signal::derive(move || words.wrong.with(|found| wrong_with(found, pointer)))
    };
    let typed = Callback::new(move |text: String| words.type_notice(text));
    let (label, hint) = texts::NOTICE_TEXT;
    let day = move |id: &'static str,
                    (label, hint): (&'static str, &'static str),
                    pointer: &'static str,
                    read: fn(&StoreNotice) -> Option<Date>,
                    put: fn(&mut StoreNotice, Option<Date>)| {
        // What a browser makes of a half typed day is not written back into the field.
        let day = notice.with_untracked(|notice| notice.as_ref().and_then(read));
        let value = RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default());
        let typed = Callback::new(move |text: String| words.type_day(&text, put));
        view! { <TextField id label hint value wrong=wrong(pointer) typed kind="date" longest=10 /> }
            .into_any()
    };
    view! {
        <TextField id="aviso-texto" label hint value=shown wrong=wrong("/notice/text") typed longest=MAX_NOTICE />
        {move || {
            words.replaced.track();
            there
                .get()
                .then(|| {
                    view! {
                        <div class="field-row">
                            {day(
                                "aviso-desde",
                                texts::NOTICE_FROM,
                                "/notice/from",
                                |notice| notice.from,
                                |notice, day| notice.from = day,
                            )}
                            {day(
                                "aviso-hasta",
                                texts::NOTICE_UNTIL,
                                "/notice/until",
                                |notice| notice.until,
                                |notice, day| notice.until = day,
                            )}
                        </div>
                        <figure class="stack">
                            <figcaption class="muted">{texts::PREVIEW}</figcaption>
                            <div class="notice notice--announcement">
                                <p>{shown}</p>
                            </div>
                        </figure>
                    }
                })
        }}
    }
    .into_any()
}

/// The own parts of a policy, and the button for one more.
#[component]
pub(crate) fn Parts(words: StoreWordsDraft, policy: Policy) -> AnyView {
    // Drawn anew when there are more or fewer of them, and when what is stored takes their place: not with every letter.
    let drawn = memo(move || {
        let count = words.draft.with(|draft| policy.parts(&draft.policies).len());
        (count, words.replaced.get())
    });
    let (title, add, see, page) = match policy {
        Policy::Terms => (texts::TERMS, texts::ADD_TERMS, texts::SEE_TERMS, Page::Terms),
        Policy::Privacy => (
            texts::PRIVACY,
            texts::ADD_PRIVACY,
            texts::SEE_PRIVACY,
            Page::Privacy,
        ),
    };
    let adds = move |_| {
        let at = drawn.with_untracked(|(count, _)| *count);
        words.add_part(policy);
        ui::page::focus_soon(format!("{}-{at}-titulo", policy.name()));
    };
    let titled = [policy.name(), "-agregado"].concat();
    let heading = titled.clone();
    view! {
        <div class="stack" role="group" aria-labelledby=titled>
            <h4 id=heading>{title}</h4>
            <p>
                <a href=page.href() rel="external" target="_blank">
                    {see}
                </a>
            </p>
            {move || match drawn.get().0 {
                0 => view! { <p class="muted">{texts::NONE}</p> }.into_any(),
                count => (0..count).map(|at| part(words, policy, at)).collect_view().into_any(),
            }}
            {move || {
                (drawn.get().0 < MAX_PARTS)
                    .then(|| {
                        view! {
                            <div>
                                <button type="button" class="button" id=add_id(policy) on:click=adds>
                                    <Icon name="plus" />
                                    {add}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

fn add_id(policy: Policy) -> String {
    [policy.name(), "-agregar"].concat()
}

fn part(words: StoreWordsDraft, policy: Policy, at: usize) -> AnyView {
    let read = move |read: fn(&PolicyPart) -> &String| {
        memo(move || {
            words.draft.with(|draft| {
                let part = policy.parts(&draft.policies).get(at);
                part.map(|part| read(part).clone()).unwrap_or_default()
            })
        })
    };
    let wrong = move |name: &str| {
        let pointer = format!("/policies/{}/{at}/{name}", policy.name());
        Signal::derive(move || words.wrong.with(|found| wrong_with(found, &pointer)))
    };
    let title = read(|part| &part.title);
    let named = move || match title.get().trim() {
        "" => texts::NEW_PART.to_owned(),
        title => title.to_owned(),
    };
    let removes = move || [texts::REMOVE, " ", &named()].concat();
    let type_title =
        Callback::new(move |text: String| words.change_part(policy, at, |part| part.title = text));
    let type_text = Callback::new(move |text: String| words.change_part(policy, at, |part| part.text = text));
    let remove = move |_| {
        words.wrong.set(Vec::new());
        words.remove_part(policy, at);
        ui::page::focus_soon(add_id(policy));
    };
    let (text_label, text_hint) = texts::PART_TEXT;
    view! {
        <fieldset class="place">
            <legend class="visually-hidden">{named}</legend>
            <TextField
                id=format!("{}-{at}-titulo", policy.name())
                label=texts::PART_TITLE
                value=title
                wrong=wrong("title")
                typed=type_title
                longest=MAX_PART_TITLE
            />
            <TextField
                id=format!("{}-{at}-texto", policy.name())
                label=text_label
                hint=text_hint
                value=read(|part| &part.text)
                wrong=wrong("text")
                typed=type_text
                longest=MAX_PART_TEXT
                long=true
            />
            <div>
                <button type="button" class="button button--quiet" aria-label=removes on:click=remove>
                    {texts::REMOVE}
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}
