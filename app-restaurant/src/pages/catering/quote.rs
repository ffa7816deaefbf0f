//! The quote that is being made: what it includes, on which conditions, and its sums as they are typed.

use super::facts::Warnings;
use super::field::{Summary, Wrong, id_of};
use super::quote_lines::Lines;
use super::quote_terms::{Event, Fees, Terms};
use super::request::{is_missing, kept_request, named, no_such};
use super::versions::sum_row;
use super::{below_base, request_href};
use crate::state::catering::{Editor, customer_name, may_quote, request_of};
use crate::state::erased::{effect, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::session::{Asked, Session};
use ::texts::now::{catering as problems, console::catering as texts};
use api::catalog::Storefront;
use api::catering::CateringView;
use api::{ApiError, Code};
use domain::CateringId;
use domain::catering::{QuoteDraft, QuoteTotals};
use domain::order::Actor;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use rpc::catalog::storefront;
use rpc::catering::quote_catering;
use ui::clock::Clock;
use ui::resource::{Loaded, Resource};
use ui::toast::{Toasts, Tone};
use ui::{page, storage};

#[component]
pub fn QuoteScreen() -> AnyView {
    let id = named();
    view! {
        {move || match id.get() {
            Some(id) => view! { <Load id /> }.into_any(),
            None => no_such(),
        }}
    }
    .into_any()
}

#[component]
fn Load(id: CateringId) -> AnyView {
    RestaurantState::expect().title(texts::EDITOR);
    let request = kept_request(id);
    let missing = is_missing(request.loader());
    let menu = Resource::new(storefront);
    menu.ask();
    view! {
        {move || match missing.get() {
            true => no_such(),
            false => {
                view! {
                    <Loaded loader=request.loader() loading=texts::LOADING_ONE>
                        <Loaded loader=menu.loader() loading=texts::LOADING_MENU>
                            <Making request=request.value menu=menu.value />
                        </Loaded>
                    </Loaded>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

/// What the parts of the form share.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub editor: RwSignal<Editor>,
    pub menu: StoredValue<Storefront>,
    pub wrong: Wrong,
}

impl Form {
    /// Changes a part of the quote as it is typed.
    pub fn setter(self, part: fn(&mut Editor) -> &mut String) -> Callback<String> {
        Callback::new(move |text| self.editor.update(|editor| *part(editor) = text))
    }

    /// A part of the quote as it is typed; followed.
    pub fn value(self, part: fn(&Editor) -> &String) -> Signal<String> {
        Signal::derive(move || self.editor.with(|editor| part(editor).clone()))
    }

    /// What is wrong by the rules of the server, or the draft to send.
    fn draft(self, request: &CateringView, by: &Actor) -> Result<QuoteDraft, Vec<(String, String)>> {
        let draft = self.editor.with_untracked(Editor::draft);
        let now = expect_context::<Clock>().at_once();
        self.menu.with_value(|menu| {
            let known = request_of(request, &menu.tenant);
            let checked = draft.checked(&known, &menu.tenant, &menu.catalog, by, now);
            let words = |(pointer, problem)| (pointer, problems::problem(problem, &menu.tenant, now));
            match checked {
                Ok(_) => Ok(draft.clone()),
                Err(found) => Err(found.into_iter().map(words).collect()),
            }
        })
    }
}

/// Drawn once: what is typed stays when the request changes meanwhile, and over a reload.
#[component]
pub(crate) fn Making(request: RwSignal<Option<CateringView>>, menu: RwSignal<Option<Storefront>>) -> AnyView {
    let (Some(first), Some(mut menu)) = (request.get_untracked(), menu.get_untracked()) else {
        return ().into_any();
    };
    // What has run out today may be there on the day.
    menu.catalog.bring_back(first.page.at);
    let id = StoredValue::new(first.page.id.clone());
    let name = StoredValue::new(format!("quote-{}", first.page.id));
    let begun = Editor::of(&first, &menu.tenant, RestaurantState::expect().today());
    let typed: Option<Editor> = name.with_value(|name| storage::load(name));
    let form = Form {
        editor: RwSignal::new(typed.unwrap_or_else(|| begun.clone())),
        menu: StoredValue::new(menu),
        wrong: Wrong::new(),
    };
    let begun = StoredValue::new(begun);
    effect(move || {
        let editor = form.editor.get();
        name.with_value(|name| match begun.with_value(|begun| begun == &editor) {
            true => storage::forget(name),
            false => storage::save(name, &editor),
        });
    });
    let sent = Callback::new(move |()| name.with_value(|name| storage::forget(name)));
    let (who, number) = (
        texts::who(&customer_name(&first), first.page.guests),
        first.page.number,
    );
    let request = memo(move || request.get().unwrap_or_else(|| first.clone()));
    let allowed = memo(move || request.with(|request| may_quote(request.page.status)));
    let href = move || request_href(id.get_value().as_str());
    view! {
        <div class="console__head">
            <div>
                <a class="back" href=href()>
                    {texts::BACK_TO_ONE}
                </a>
                <h1>{texts::quote_for(number)}</h1>
                <p class="muted">{who}</p>
            </div>
        </div>
        {move || {
            if allowed.get() {
                view! { <Fields request form sent /> }.into_any()
            } else {
                view! { <p class="notice notice--info">{texts::NO_MORE_QUOTES}</p> }.into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Fields(request: Memo<CateringView>, form: Form, sent: Callback<()>) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let restaurant = RestaurantState::expect();
    let navigate = StoredValue::new(use_navigate());
    let busy = RwSignal::new(false);
    let totals = memo(move || {
        form.editor.with(|editor| {
            form.menu
                .with_value(|menu| editor.totals(&menu.tenant, &menu.catalog))
        })
    });
    let failed = move |error: ApiError, asked: Asked| match error.code {
        Code::Unauthenticated => asked.expire(),
        _ if !error.fields.is_empty() => {
            let fields = error.fields.into_iter();
            form.wrong
                .show(fields.map(|field| (field.pointer, field.message)).collect());
        }
        _ => toasts.say(Tone::Danger, error.message),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(me), request) = (session.me_now(), request.get_untracked()) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        let by = Actor {
            id: me.id,
            name: me.name,
            role: me.role,
        };
        let draft = match form.draft(&request, &by) {
            Ok(draft) => draft,
            Err(found) => return form.wrong.show(found),
        };
        form.wrong.clear();
        busy.set(true);
        let id = request.page.id;
        let asked = session.asked();
        spawn_local(async move {
            match quote_catering(id.clone(), draft).await {
                Ok(_) => {
                    toasts.say(Tone::Success, texts::QUOTE_SENT);
                    let _ = sent.try_run(());
                    let path = below_base(&request_href(id.as_str()));
                    let _ = navigate.try_with_value(|navigate| navigate(&path, NavigateOptions::default()));
                }
                Err(error) => failed(error, asked),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="catering" novalidate on:submit=submit>
            <div class="catering__main">
                <Summary wrong=form.wrong />
                <Overtaken request form />
                <Warnings request />
                <Lines form />
                <Fees form />
                <Event form />
                <Terms form />
            </div>
            <div class="catering__side">
                <section class="card">
                    <h2 class="card__title">{texts::SUM}</h2>
                    {move || view_sums(&totals.get(), restaurant)}
                    <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                        {move || if busy.get() { texts::SENDING } else { texts::SEND_QUOTE }}
                    </button>
                    <p class="muted">
                        {move || texts::next_version(form.editor.with(|editor| editor.follows) + 1)}
                    </p>
                </section>
            </div>
        </form>
    }
    .into_any()
}

/// Somebody else has sent a version meanwhile: it is to be read before this one replaces it.
#[component]
fn Overtaken(request: Memo<CateringView>, form: Form) -> AnyView {
    let newer = memo(move || {
        let follows = form.editor.with(|editor| editor.follows);
        request.with(|request| {
            let newest = request.page.quote.as_ref()?;
            (newest.version != follows).then(|| (newest.version, newest.by.clone()))
        })
    });
    let follow = move |version: u32| {
        form.editor.update(|editor| editor.follows = version);
        page::focus(&id_of("/lines"));
    };
    let restaurant = RestaurantState::expect();
    let start_again = move || {
        let today = restaurant.today();
        let begun = form
            .menu
            .with_value(|menu| request.with_untracked(|request| Editor::of(request, &menu.tenant, today)));
        form.editor.set(begun);
        form.wrong.clear();
        page::focus(&id_of("/lines"));
    };
    view! {
        <div aria-live="polite">
            {move || {
                newer
                    .get()
                    .map(|(version, by)| {
                        view! {
                            <div class="notice notice--warning">
                                <p class="notice__title">{texts::overtaken(version, &by)}</p>
                                <p>{texts::OVERTAKEN_TEXT}</p>
                                <div class="cluster">
                                    <button type="button" class="button" on:click=move |_| start_again()>
                                        {texts::BEGIN_WITH_IT}
                                    </button>
                                    <button type="button" class="button" on:click=move |_| follow(version)>
                                        {texts::KEEP_MINE}
                                    </button>
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

fn view_sums(totals: &QuoteTotals, restaurant: RestaurantState) -> AnyView {
    view! {
        <dl class="totals">
            {sum_row(texts::SUBTOTAL, &restaurant.format(totals.subtotal))}
            {sum_row(texts::SUM_FEES, &restaurant.format(totals.fees))}
            {sum_row(texts::DISCOUNT, &restaurant.format(-totals.discount))}
            <div class="totals__row totals__row--total">
                <dt>{texts::TOTAL}</dt>
                <dd>{restaurant.format(totals.total)}</dd>
            </div>
            {(!totals.tax.is_zero()).then(|| sum_row(texts::SUM_TAX, &restaurant.format(totals.tax)))}
            {sum_row(texts::DEPOSIT, &restaurant.format(totals.deposit))}
            {sum_row(texts::SUM_BALANCE, &restaurant.format(totals.balance))}
        </dl>
    }
    .into_any()
}
