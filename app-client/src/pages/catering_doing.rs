//! What a customer does about a request: accept, ask for a change, decline, write, cancel. In a sheet, one thing at a
//! time; what was typed stays until it was sent.

use super::catering_accept::accepting;
use super::catering_request::{HEAD, leads_nowhere};
use super::checkout_fields::Form as ReceiptForm;
use crate::state::checkout::Draft as ReceiptDraft;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::storefront::{OPTIONAL, catering_request as texts};
use api::ApiError;
use api::catering::{CateringAnswer, CateringPage};
use domain::Money;
use domain::written::is_left_out;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::catering::{answer_catering, catering_page};
use std::time::Duration;
use ui::clock::time;
use ui::dynamic::{dynamic, listener, nothing, tap};
use ui::failure::Failure;
use ui::page;
use ui::patience::{Patience, StillTrying};
use ui::resource::Resource;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};
use ui::typed::typed;

const TEXT: &str = "mensaje";
/// How long a newer quote has to be in sight before it can be accepted.
const SETTLED: Duration = Duration::from_millis(1_200);
/// What says that a newer quote has come.
pub(super) const OVERTAKEN: &str = "otra-cotizacion";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Accept,
    Change,
    Decline,
    Write,
    Cancel,
}

impl What {
    /// The title of the sheet, what the act means, the name of the text, and the button; nothing is typed to accept.
    fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            What::Accept => (texts::ACCEPT_TITLE, texts::ACCEPT_TEXT, "", texts::ACCEPT_YES),
            What::Change => (
                texts::CHANGE_TITLE,
                texts::CHANGE_TEXT,
                texts::CHANGE_LABEL,
                texts::CHANGE_YES,
            ),
            What::Decline => (
                texts::DECLINE_TITLE,
                texts::DECLINE_TEXT,
                texts::DECLINE_LABEL,
                texts::DECLINE_YES,
            ),
            What::Write => (
                texts::WRITE_TITLE,
                texts::WRITE_TEXT,
                texts::WRITE_LABEL,
                texts::WRITE_YES,
            ),
            What::Cancel => (texts::CANCEL_TITLE, "", texts::CANCEL_LABEL, texts::CANCEL_YES),
        }
    }

    fn answer(self, text: String) -> Option<CateringAnswer> {
        Some(match self {
            What::Accept => return None,
            What::Change => CateringAnswer::AskChange { text },
            What::Decline => CateringAnswer::Decline { reason: text },
            What::Write => CateringAnswer::Write { text },
            What::Cancel => CateringAnswer::Cancel { reason: text },
        })
    }
}

/// What is being done, and to which request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doing {
    pub(super) link: StoredValue<String>,
    pub(crate) request: Resource<CateringPage>,
    /// The receipt as it is filled in.
    pub(super) receipt: ReceiptForm,
    /// No receipt is wanted.
    pub(super) no_receipt: RwSignal<bool>,
    /// Everything is paid at once.
    pub(super) all: RwSignal<bool>,
    what: RwSignal<What>,
    /// The version of the quote that was shown when the sheet was opened.
    begun: RwSignal<Option<u32>>,
    /// Another quote has just taken its place: a tap that was meant for the one before accepts nothing.
    settles: RwSignal<bool>,
    open: RwSignal<bool>,
    text: RwSignal<String>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    patience: Patience,
    session: Session,
}

impl Doing {
    pub(crate) fn of(link: String) -> Doing {
        let asked = link.clone();
        Doing {
            link: StoredValue::new(link),
            // It says how the request stands, or that its link is over.
            request: Resource::until_gone(move || catering_page(asked.clone()), leads_nowhere),
            receipt: ReceiptForm::of(ReceiptDraft::kept()),
            no_receipt: RwSignal::new(false),
            all: RwSignal::new(false),
            what: RwSignal::new(What::Write),
            begun: RwSignal::new(None),
            settles: RwSignal::new(false),
            open: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            patience: Patience::default(),
            session: Session::expect(),
        }
    }

    pub(crate) fn begin(self, what: What) {
        if self.what.get_untracked() != what {
            self.text.set(String::new());
            self.what.set(what);
        }
        self.failure.set(None);
        self.begun.set(untrack(move || self.version()));
        self.open.set(true);
    }

    pub(super) fn is_open_now(self) -> bool {
        self.open.get_untracked()
    }

    /// The request as it is shown at this moment.
    pub(super) fn now(self) -> Option<CateringPage> {
        self.request.value.get_untracked()
    }

    /// The version of the newest quote.
    fn version(self) -> Option<u32> {
        let version = |page: &CateringPage| page.quote.as_ref().map(|quote| quote.version);
        self.request.value.with(|page| page.as_ref().and_then(version))
    }

    /// Whether a newer quote has taken the place of another under somebody's finger.
    pub(super) fn has_just_changed(self) -> bool {
        self.settles.get_untracked()
    }

    /// A newer quote has come since the sheet was opened.
    pub(super) fn is_overtaken(self) -> bool {
        untrack(move || self.begun.get() != self.version())
    }

    /// Nothing can be done any more.
    pub(super) fn end(self) {
        self.open.set(false);
    }

    /// Sends an answer once; `then` runs with what came of it.
    pub(super) fn send(self, answer: CateringAnswer, then: impl Fn(Result<(), ApiError>) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let link = self.link.get_value();
        leptos::task::spawn_local(async move {
            let asked = self.session.asked();
            match self.patience.during(answer_catering(link, answer)).await {
                Ok(page) => {
                    let _ = self.text.try_set(String::new());
                    let _ = self.open.try_set(false);
                    self.request.learn(page);
                    then(Ok(()));
                }
                Err(error) => {
                    let error = asked.notice(error);
                    // Somebody else may have been faster: the page shows how it stands.
                    self.request.ask();
                    let _ = self.failure.try_set(Some(error.clone()));
                    then(Err(error));
                }
            }
            let _ = self.busy.try_set(false);
        });
    }
}

pub(crate) fn doing_sheet(doing: Doing) -> AnyView {
    // A customer who is about to accept sees the newest quote, also when it comes while the sheet is open.
    let version = Memo::new(move |_| doing.version());
    Effect::new(move |before: Option<Option<u32>>| {
        let now = version.get();
        if before.flatten().is_some_and(|before| now != Some(before)) && doing.is_open_now() {
            doing.settles.set(true);
            set_timeout(
                move || {
                    let _ = doing.settles.try_set(false);
                },
                SETTLED,
            );
            page::focus_unless_placed(OVERTAKEN);
        }
        now
    });
    let title = Signal::derive(move || doing.what.get().words().0.to_owned());
    view! {
        <Sheet open=doing.open title=title id="que-hacer">
            {dynamic(move || match (doing.now(), doing.what.get()) {
                (None, _) => nothing(),
                (Some(now), What::Accept) => {
                    version.track();
                    accepting(doing, &now)
                }
                (Some(now), what) => saying(doing, what, &now),
            })}
        </Sheet>
    }
    .into_any()
}

/// Something with a few words.
fn saying(doing: Doing, what: What, now: &CateringPage) -> AnyView {
    let toasts = Toasts::expect();
    let (_, meaning, label, yes) = what.words();
    let meaning = match what {
        What::Cancel => cancel_meaning(now),
        _ => meaning.to_owned(),
    };
    // A reason for cancelling may be left out.
    let optional = what == What::Cancel;
    let missing = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = doing.text.get_untracked();
        let empty = !optional && is_left_out(&text);
        missing.set(empty);
        if empty {
            return page::focus(TEXT);
        }
        if let Some(answer) = what.answer(text) {
            doing.send(answer, move |sent| {
                if sent.is_ok() {
                    toasts.say(Tone::Success, texts::SENT);
                    // The button that opened the sheet may be gone.
                    request_animation_frame(|| page::focus(HEAD));
                }
            });
        }
    };
    let typed = listener(move |event| {
        doing.text.set(typed(&event));
        missing.set(false);
    });
    let error = move || match missing.get() {
        true => view! { <p class="field__error">{texts::WRITE_SOMETHING}</p> }.into_any(),
        false => nothing(),
    };
    let danger = matches!(what, What::Cancel | What::Decline);
    view! {
        <form novalidate=true on:submit=submit>
            <div class="sheet__body">
                <p>{meaning}</p>
                {failed(doing)}
                <div class="field">
                    <label class="field__label" for=TEXT>
                        {label}
                        {optional.then(|| view! { " " <span class="field__optional">{OPTIONAL}</span> })}
                    </label>
                    <textarea
                        class="field__input"
                        id=TEXT
                        maxlength=domain::catering::MAX_MESSAGE.to_string()
                        aria-required=(!optional).then_some("true")
                        aria-invalid=Signal::derive(move || missing.get().then_some("true"))
                        aria-describedby="mensaje-error"
                        prop:value=doing.text
                        on:input=typed
                    ></textarea>
                    <div id="mensaje-error">{dynamic(error)}</div>
                </div>
            </div>
            {foot(doing, if danger { "button button--danger" } else { "button button--primary" }, yes)}
        </form>
    }
    .into_any()
}

/// That it takes long, or what the last try failed with.
pub(super) fn failed(doing: Doing) -> AnyView {
    let failure = dynamic(move || {
        doing.failure.get().map_or_else(nothing, |error| {
            view! { <Failure error=error retry=None /> }.into_any()
        })
    });
    view! {
        <StillTrying patience=doing.patience />
        {failure}
    }
    .into_any()
}

/// The way back, and the button that does it.
pub(super) fn foot(doing: Doing, class: &'static str, yes: &'static str) -> AnyView {
    let busy = doing.busy;
    view! {
        <div class="sheet__foot">
            <button type="button" class="button" on:click=tap(move || doing.open.set(false))>
                {texts::BACK}
            </button>
            <button
                class=class
                aria-busy=Signal::derive(move || busy.get().then_some("true"))
                aria-disabled=Signal::derive(move || doing.settles.get().then_some("true"))
            >
                {Signal::derive(move || if busy.get() { texts::SENDING } else { yes })}
            </button>
        </div>
    }
    .into_any()
}

/// What cancelling now means in money, and until when it is free.
fn cancel_meaning(now: &CateringPage) -> String {
    let Some(known) = RestaurantState::expect().known_now() else {
        return String::new();
    };
    let tenant = &known.storefront.tenant;
    let (paid, kept) = (now.money.paid_cents, now.cancel_keeps_cents);
    let format = |amount: Money| (amount > Money::ZERO).then(|| tenant.format(amount));
    texts::cancel_means(
        format(paid).as_deref(),
        format(kept).as_deref(),
        &tenant.format(paid - kept),
        &texts::until(&tenant.zone, now.free_cancel_until, time()),
    )
}
