//! What is done with a request at once, and the question before it: one for the whole tab.

use crate::state::erased::{effect, memo};
use crate::state::session::Session;
use api::catering::{CateringAction, CateringView};
use api::{ApiError, Code};
use domain::CateringId;
use domain::catering::MAX_MESSAGE;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catering::act_on_catering;
use texts::now::console::catering as texts;
use ui::page;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

/// What a screen does when a request has changed: it shows the answer, or asks again where there is none.
pub type Changed = Callback<Option<CateringView>>;
/// What a form does with the answer to what it sent.
type Then = Box<dyn FnOnce(Result<(), ApiError>)>;

/// One thing at a time with one request.
#[derive(Debug, Clone, Copy)]
pub struct Doing {
    id: StoredValue<CateringId>,
    pub busy: RwSignal<bool>,
    changed: Changed,
    question: RwSignal<Option<Question>>,
    toasts: Toasts,
    session: Session,
}

/// The question before something that others notice at once.
#[derive(Debug, Clone, Copy)]
struct Question {
    what: Asked,
    doing: Doing,
    /// What goes back to the customer, where something does.
    paid: Option<StoredValue<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Kitchen,
    Decline,
    Cancel,
}

/// The question of the tab, provided around its screens.
#[derive(Debug, Clone, Copy)]
pub struct Questions(RwSignal<Option<Question>>);

impl Questions {
    pub fn provide() {
        provide_context(Questions(RwSignal::new(None)));
    }
}

impl Doing {
    pub fn new(id: CateringId, changed: Changed) -> Doing {
        Doing {
            id: StoredValue::new(id),
            busy: RwSignal::new(false),
            changed,
            question: expect_context::<Questions>().0,
            toasts: Toasts::expect(),
            session: Session::expect(),
        }
    }

    /// Does it and says so, or says why not.
    pub fn act(self, action: CateringAction, done: &'static str) {
        let toasts = self.toasts;
        let then = move |answer: Result<(), ApiError>| {
            if let Err(error) = answer {
                toasts.say(Tone::Danger, error.message);
            }
        };
        self.act_then(action, done, Box::new(then));
    }

    /// Does it and says so; what went wrong goes to the form.
    pub fn act_then(self, action: CateringAction, done: &'static str, then: Then) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        let id = self.id.get_value();
        spawn_local(async move {
            let asked = self.session.asked();
            let answer = act_on_catering(id, action).await;
            let _ = self.busy.try_set(false);
            match answer {
                Ok(view) => {
                    self.toasts.say(Tone::Success, done);
                    then(Ok(()));
                    let _ = self.changed.try_run(Some(view));
                }
                Err(error) => {
                    if error.code == Code::Unauthenticated {
                        asked.expire();
                    }
                    then(Err(error));
                    let _ = self.changed.try_run(None);
                }
            }
            find_place_again();
        });
    }

    fn ask(self, what: Asked, paid: Option<String>) {
        let paid = paid.map(StoredValue::new);
        let doing = self;
        self.question.set(Some(Question { what, doing, paid }));
    }
}

/// The keyboard is at the screen again when what was pressed has gone.
fn find_place_again() {
    request_animation_frame(|| {
        let here = document().active_element();
        if here.is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body")) {
            page::focus("contenido");
        }
    });
}

/// Writes to the customer once more.
pub fn remind(doing: Doing) {
    doing.act(CateringAction::Remind, texts::REMINDED);
}

pub fn ask_kitchen(doing: Doing) {
    doing.ask(Asked::Kitchen, None);
}

pub fn ask_decline(doing: Doing) {
    doing.ask(Asked::Decline, None);
}

/// Asks before everything is cancelled; `paid` is what goes back.
pub fn ask_cancel(doing: Doing, paid: Option<String>) {
    doing.ask(Asked::Cancel, paid);
}

/// Who handles an open request, and the button that takes or releases it.
#[component]
pub fn Handler(request: Memo<CateringView>, doing: Doing) -> AnyView {
    let session = Session::expect();
    let open = memo(move || request.with(|request| request.page.status.is_open()));
    let name = memo(move || request.with(|request| request.page.handler.clone()));
    let mine = memo(move || {
        let me = session.me().map(|me| me.id);
        request.with(|request| request.handler_id.is_some() && request.handler_id == me)
    });
    let words = move || {
        name.get()
            .map_or(texts::NOBODY.to_owned(), |name| texts::handled_by(&name))
    };
    let press = move |_| {
        let action = if mine.get_untracked() {
            CateringAction::Release
        } else {
            CateringAction::Take
        };
        let done = if mine.get_untracked() {
            texts::RELEASED
        } else {
            texts::TAKEN
        };
        doing.act(action, done);
    };
    let number = request.with_untracked(|request| texts::code(request.page.number));
    let label = move || {
        let words = if mine.get() { texts::RELEASE } else { texts::TAKE };
        texts::of_request(words, &number)
    };
    view! {
        {move || {
            let label = label.clone();
            open.get()
                .then(|| {
                    view! {
                        <div class="req__handler">
                            <span class="muted">{words}</span>
                            <button
                                type="button"
                                class="button button--quiet"
                                aria-label=label
                                aria-busy=move || doing.busy.get().then_some("true")
                                on:click=press
                            >
                                {move || if mine.get() { texts::RELEASE } else { texts::TAKE }}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

/// The sheet of the question.
#[component]
pub fn Ask() -> AnyView {
    let question = expect_context::<Questions>().0;
    let open = RwSignal::new(false);
    effect(move || open.set(question.with(Option::is_some)));
    effect(move || {
        if !open.get() && question.with_untracked(Option::is_some) {
            question.set(None);
        }
    });
    let title = Signal::derive(move || {
        let words = question.with(|question| match question.map(|question| question.what) {
            Some(Asked::Kitchen) => texts::KITCHEN_TITLE,
            Some(Asked::Decline) => texts::DECLINE_TITLE,
            Some(Asked::Cancel) => texts::CANCEL_TITLE,
            None => "",
        });
        words.to_owned()
    });
    view! {
        <Sheet open title id="catering-pregunta">
            {move || question.get().map(|question| view! { <Answer question open /> })}
        </Sheet>
    }
    .into_any()
}

#[component]
fn Answer(question: Question, open: RwSignal<bool>) -> AnyView {
    let Question { what, doing, paid } = question;
    let missing = RwSignal::new(None::<String>);
    let reason = RwSignal::new(String::new());
    let paid = paid.map(|paid| paid.get_value());
    let (text, yes, done) = match what {
        Asked::Kitchen => (
            texts::KITCHEN_TEXT.to_owned(),
            texts::TO_KITCHEN_NOW,
            texts::SENT_TO_KITCHEN,
        ),
        Asked::Decline => (texts::DECLINE_TEXT.to_owned(), texts::DECLINE, texts::DECLINED_IT),
        Asked::Cancel => (
            texts::cancel_text(paid.as_deref()),
            texts::CANCEL,
            texts::CANCELLED_IT,
        ),
    };
    let with_reason = what != Asked::Kitchen;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let reason = reason.get_untracked().trim().to_owned();
        if with_reason && reason.is_empty() {
            missing.set(Some(texts::REASON_MISSING.to_owned()));
            return page::focus("catering-motivo");
        }
        missing.set(None);
        let action = match what {
            Asked::Kitchen => CateringAction::SendToKitchen,
            Asked::Decline => CateringAction::Decline { reason },
            Asked::Cancel => CateringAction::Cancel { reason },
        };
        let toasts = doing.toasts;
        let then = move |answer: Result<(), ApiError>| match answer {
            Ok(()) => drop(open.try_set(false)),
            Err(error) => match error.fields.into_iter().next().filter(|_| with_reason) {
                Some(field) => drop(missing.try_set(Some(field.message))),
                None => {
                    toasts.say(Tone::Danger, error.message);
                    let _ = open.try_set(false);
                }
            },
        };
        doing.act_then(action, done, Box::new(then));
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="sheet__body">
                <p>{text}</p>
                {with_reason.then(|| reason_field(reason, missing))}
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {texts::NOT_NOW}
                </button>
                <button
                    class=if with_reason { "button button--danger" } else { "button button--primary" }
                    aria-busy=move || doing.busy.get().then_some("true")
                >
                    {move || if doing.busy.get() { texts::WORKING } else { yes }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn reason_field(reason: RwSignal<String>, missing: RwSignal<Option<String>>) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for="catering-motivo">
                {texts::REASON}
            </label>
            <textarea
                class="field__input"
                id="catering-motivo"
                maxlength=MAX_MESSAGE.to_string()
                aria-required="true"
                aria-invalid=move || missing.with(Option::is_some).then_some("true")
                aria-describedby="catering-motivo-error"
                bind:value=reason
            ></textarea>
            <div id="catering-motivo-error" role="alert">
                {move || missing.get().map(|text| view! { <p class="field__error">{text}</p> })}
            </div>
        </div>
    }
    .into_any()
}
