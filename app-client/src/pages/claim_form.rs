//! A sheet of the book of claims, to be filled in by anybody.

use super::claim_fields::{claim, consumer, thing};
use super::claim_filled::Form;
use crate::browser;
use crate::components::field::Problems;
use crate::components::problem_summary::problem_summary;
use crate::state::claim::{Draft, by_id, forget_attempt, key_of, label};
use crate::state::leaving::{Leaving, Meanwhile};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{claims, mail, storefront as texts};
use api::ApiError;
use api::claims::FiledClaim;
use api::pages::Page;
use domain::claim::Provider;
use domain::written::or_empty;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::claims::file_claim;
use ui::attempt::answered_before;
use ui::dynamic::{dynamic, listener, nothing};
use ui::failure::Failure;
use ui::patience::{Patience, StillTrying};
use ui::sent_before::{Words, sent_before};
use ui::toast::Tone;

const SUMMARY: &str = "claim-problems";

pub fn claim_page() -> AnyView {
    view! { <ClaimPage /> }.into_any()
}

/// A sheet that is being filed: what is filled in, and how far it is.
#[derive(Clone, Copy)]
struct Filing {
    form: Form,
    problems: Problems,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    /// The claim that was in the book before what was sent now, with the key of both.
    before: RwSignal<Option<(FiledClaim, String)>>,
    leaving: Leaving,
    patience: Patience,
}

impl Filing {
    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.before.set(None);
        let draft = self.form.draft_now();
        let checked = match draft.checked() {
            Ok(checked) => checked,
            Err(wrong) => return self.problems.summarise(wrong, SUMMARY),
        };
        self.problems.summarise(Vec::new(), SUMMARY);
        self.busy.set(true);
        // Kept before it is sent: when the answer is lost, the next try is the same claim.
        let key = key_of(&checked);
        let meanwhile = self.leaving.meanwhile();
        leptos::task::spawn_local(async move {
            match self.patience.during(file_claim(key.clone(), checked)).await {
                Ok(filed) => self.done(&key, &filed, meanwhile),
                Err(error) => self.refused(&key, error, meanwhile),
            }
        });
    }

    fn done(self, key: &str, filed: &FiledClaim, meanwhile: Meanwhile) {
        self.form.stop_keeping();
        Draft::forget();
        forget_attempt(key);
        let number = filed.number.to_string();
        meanwhile.done(texts::claim_filed(&number), texts::SEE_CLAIM, &path_of(filed));
    }

    /// Goes on with the claim that was sent first, and gives up what was changed since.
    fn go_on_with(self, filed: &FiledClaim, key: &str) {
        self.form.stop_keeping();
        Draft::forget();
        forget_attempt(key);
        self.leaving.replaced_by(&path_of(filed));
    }

    /// What is filled in now is another claim.
    fn another(self, key: &str) {
        forget_attempt(key);
        self.send();
    }

    fn refused(self, key: &str, error: ApiError, meanwhile: Meanwhile) {
        // What was sent first is in the book, and its answer was lost.
        if let Some(filed) = answered_before::<FiledClaim>(&error) {
            if meanwhile.has_left() {
                let number = filed.number.to_string();
                let said = [&texts::claim_before(&number), ". ", texts::CLAIM_BEFORE_TEXT].concat();
                return meanwhile.say(Tone::Success, said, texts::SEE_CLAIM, &path_of(&filed));
            }
            self.busy.set(false);
            return self.before.set(Some((filed, key.to_owned())));
        }
        if meanwhile.has_left() {
            let said = texts::not_sent(error.is_no_answer(), &error.message);
            return meanwhile.say(Tone::Danger, said, texts::BACK_TO_FORM, Page::Claim.href());
        }
        let wrong = of_server(&error);
        if error.field("/website").is_some() {
            self.form.website.set(String::new());
        }
        self.failure.set(wrong.is_empty().then_some(error));
        self.problems.summarise(wrong, SUMMARY);
        self.busy.set(false);
    }
}

#[component]
fn ClaimPage() -> AnyView {
    let (restaurant, session) = (RestaurantState::expect(), Session::expect());
    let filing = Filing {
        form: Form::kept(),
        problems: Problems::default(),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        before: RwSignal::new(None),
        leaving: Leaving::here(),
        patience: Patience::default(),
    };
    let Filing {
        form,
        problems,
        busy,
        failure,
        ..
    } = filing;
    Effect::new(move |_| {
        if session.customer().is_some() {
            form.fill_from_profile();
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        filing.send();
    };
    view! {
        <div class="page book">
            <form class="book__sheet" novalidate=true on:submit=submit>
                <div class="book__head">
                    <div class="stack">
                        <h1>{texts::TITLE_BOOK}</h1>
                        <p class="muted">{texts::BOOK_LEAD}</p>
                    </div>
                    {number_and_date(restaurant)}
                </div>
                {problem_summary(problems, SUMMARY, label)}
                <section class="book__part">
                    <h2>
                        <span>1</span>
                        {texts::PART_PROVIDER}
                    </h2>
                    {provider(restaurant)}
                </section>
                {consumer(form, problems)}
                {thing(form, problems)}
                {claim(form, problems)}
                {confirmation(form, busy, failure)}
                <StillTrying patience=filing.patience />
                {dynamic(move || filing.before.get().map_or_else(nothing, |(filed, key)| claim_before(filing, filed, key)))}
            </form>
        </div>
    }
    .into_any()
}

/// The claim that was sent first is in the book.
fn claim_before(filing: Filing, filed: FiledClaim, key: String) -> AnyView {
    let words = Words {
        title: texts::claim_before(&filed.number.to_string()),
        text: texts::CLAIM_BEFORE_TEXT,
        see: texts::SEE_CLAIM,
        another: texts::CLAIM_ANOTHER,
    };
    let other = key.clone();
    sent_before(
        words,
        move || filing.go_on_with(&filed, &key),
        move || filing.another(&other),
    )
}

fn path_of(filed: &FiledClaim) -> String {
    sheet_path(&filed.number.to_string(), &filed.key)
}

/// What the server says is wrong, by the fields' ids.
fn of_server(error: &ApiError) -> Vec<(&'static str, String)> {
    let fields = error.fields.iter();
    by_id(fields.map(|field| (field.pointer.as_str(), field.message.clone())))
}

/// The number comes once the sheet is filed; its date is today's.
pub(crate) fn number_and_date(restaurant: RestaurantState) -> AnyView {
    dynamic(move || {
        let date = restaurant.today().map(claims::date).unwrap_or_default();
        view! {
            <dl class="book__number">
                <dt>{texts::BOOK_NUMBER}</dt>
                <dd>{texts::BOOK_NUMBER_LATER}</dd>
                <dt>{texts::BOOK_DATE}</dt>
                <dd>{date}</dd>
            </dl>
        }
        .into_any()
    })
}

/// The end of the sheet: that all of it is true, and the button that files it.
pub(crate) fn confirmation(form: Form, busy: RwSignal<bool>, failure: RwSignal<Option<ApiError>>) -> AnyView {
    view! {
        <section class="book__part book__part--last">
            <label class="check">
                <input
                    type="checkbox"
                    id="claim-confirmed"
                    prop:checked=form.confirmed
                    on:change=listener(move |event| form.confirmed.set(event_target_checked(&event)))
                />
                <span>{texts::CLAIM_CONFIRM}</span>
            </label>
            {trap(form)}
            {dynamic(move || {
                failure
                    .get()
                    .map_or_else(nothing, |error| view! { <Failure error=error retry=None /> }.into_any())
            })}
            <div class="cluster">
                <button
                    class="button button--primary button--large"
                    aria-busy=move || busy.get().then_some("true")
                >
                    {move || if busy.get() { texts::SENDING_CLAIM } else { texts::SEND_CLAIM }}
                </button>
            </div>
            <p class="muted">{texts::CLAIM_WAYS}</p>
            <p class="muted">{claims::TERM}</p>
        </section>
    }
    .into_any()
}

/// Where the sheet of a claim is: only who has the address sees it.
fn sheet_path(number: &str, key: &str) -> String {
    Page::ClaimSheet.with(&[number, key])
}

/// Whose book it is.
pub(crate) fn provider(restaurant: RestaurantState) -> AnyView {
    dynamic(move || {
        restaurant.known().map_or_else(nothing, |known| {
            let provider = Provider::of(&known.storefront.tenant, None);
            view! {
                <p>
                    {mail::legal(&provider.legal_name, or_empty(&provider.ruc))} <br />
                    <span class="muted">{provider.address}</span>
                </p>
            }
            .into_any()
        })
    })
}

/// A field that nobody sees and machines fill in.
fn trap(form: Form) -> AnyView {
    view! {
        <div class="book__trap" aria-hidden="true">
            <label for="claim-website">{texts::LEAVE_EMPTY}</label>
            <input
                id="claim-website"
                name="website"
                tabindex="-1"
                autocomplete="off"
                prop:value=form.website
                on:input=listener(move |event| form.website.set(event_target_value(&event)))
            />
        </div>
    }
    .into_any()
}

/// The address of the sheet with its host, to be kept.
pub(super) fn full_sheet_address(number: &str, key: &str) -> String {
    browser::full_address(&sheet_path(number, key))
}
