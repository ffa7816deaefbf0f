//! The form of an address: where it is, which events it gets, another secret, and taking it off the list.

use super::Desk;
use super::changed::differing;
use super::shown::Shown;
use crate::components::text_field::TextField;
use crate::components::twice::Twice;
use crate::state::session::Session;
use ::texts::now::console::connections as texts;
use ::texts::now::errors;
use api::webhooks::{NewWebhook, WebhookChange, WebhookView};
use api::{ApiError, Code};
use domain::WebhookId;
use domain::customer::FieldProblem;
use domain::webhook::{EVENTS, MAX_DESCRIPTION, MAX_URL, Webhook, host};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::webhooks::{change_webhook, register_webhook, remove_webhook, rotate_webhook_secret};
use ui::attempt::random_key;
use ui::page;
use ui::toast::{Toasts, Tone};

const URL: &str = "aviso-direccion";
const DESCRIPTION: &str = "aviso-para";
const SOME: &str = "aviso-algunos";

/// What is filled in, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
struct Form {
    desk: Desk,
    /// Of the form among what was shown.
    turn: u32,
    toasts: Toasts,
    session: Session,
    url: RwSignal<String>,
    description: RwSignal<String>,
    /// Whether all events are sent, also those that there will be.
    all: RwSignal<bool>,
    events: RwSignal<Vec<String>>,
    active: RwSignal<bool>,
    url_wrong: RwSignal<Option<String>>,
    description_wrong: RwSignal<Option<String>>,
    events_wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// Under which an address is registered once, however often the form is sent.
    attempt: StoredValue<String>,
    /// What was sent and not answered: it may be stored by now.
    unsure: StoredValue<WebhookChange>,
}

impl Form {
    fn new(desk: Desk, webhook: Option<&Webhook>) -> Form {
        let text =
            |read: fn(&Webhook) -> &String| RwSignal::new(webhook.map(read).cloned().unwrap_or_default());
        let events = webhook.map(|webhook| webhook.events.clone()).unwrap_or_default();
        Form {
            desk,
            turn: desk.turn(),
            toasts: Toasts::expect(),
            session: Session::expect(),
            url: text(|webhook| &webhook.url),
            description: text(|webhook| &webhook.description),
            all: RwSignal::new(events.is_empty()),
            events: RwSignal::new(events),
            active: RwSignal::new(webhook.is_none_or(|webhook| webhook.active)),
            url_wrong: RwSignal::new(None),
            description_wrong: RwSignal::new(None),
            events_wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
            attempt: StoredValue::new(random_key()),
            unsure: StoredValue::new(WebhookChange::default()),
        }
    }

    /// The address; `None`, with what is wrong beside it and the first of it in focus, where it is none yet.
    fn read(self) -> Option<NewWebhook> {
        let url = self.url.get_untracked().trim().to_owned();
        let all = self.all.get_untracked();
        let events = match all {
            true => Vec::new(),
            false => self.events.get_untracked(),
        };
        let missing = url.is_empty().then(|| errors::field(FieldProblem::Missing));
        self.url_wrong.set(missing);
        self.description_wrong.set(None);
        let none = (!all && events.is_empty()).then(|| texts::EVENTS_MISSING.to_owned());
        self.events_wrong.set(none);
        if self.focus() {
            return None;
        }
        Some(NewWebhook {
            url: Some(url),
            events: Some(events),
            description: Some(self.description.get_untracked()),
        })
    }

    /// What the server found wrong; `false` where it named no field.
    fn refuse(self, error: &ApiError) -> bool {
        let of = |pointer| error.field(pointer).map(str::to_owned);
        let _ = self.url_wrong.try_set(of("/url"));
        let _ = self.description_wrong.try_set(of("/description"));
        self.focus()
    }

    /// Puts the focus where something is wrong; `false` where nothing is.
    fn focus(self) -> bool {
        let places = [
            (self.url_wrong, URL),
            (self.description_wrong, DESCRIPTION),
            (self.events_wrong, SOME),
        ];
        let first = places
            .into_iter()
            .find(|(wrong, _)| wrong.try_with_untracked(Option::is_some) == Some(true));
        if let Some((_, id)) = first {
            page::focus(id);
        }
        first.is_some()
    }

    fn register(self, new: NewWebhook) {
        let (asked, attempt) = (self.session.asked(), self.attempt.get_value());
        self.busy.set(true);
        spawn_local(async move {
            let registered = register_webhook(attempt, new).await;
            self.done();
            match registered {
                Ok(made) => {
                    let unseen = texts::added_unseen(host(&made.webhook.url));
                    match self.reveal(made) {
                        true => self.toasts.say(Tone::Success, texts::ADDED),
                        false => self.toasts.say(Tone::Danger, unseen),
                    }
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.code == Code::IdempotencyKeyReused => {
                    let _ = self.attempt.try_set_value(random_key());
                    self.toasts.say(Tone::Danger, texts::ADDED_BEFORE);
                }
                // It was added before, and removed since.
                Err(error) if error.code == Code::NotFound => {
                    let _ = self.attempt.try_set_value(random_key());
                    self.toasts.say(Tone::Danger, texts::ADDED_AND_GONE);
                }
                Err(error) => self.refused(error, texts::PERHAPS_ADDED),
            }
        });
    }

    fn change(self, before: &Webhook, new: NewWebhook) {
        let asked = self.session.asked();
        let unsure = self.unsure.get_value();
        let change = differing(before, &unsure, new, self.active.get_untracked());
        if change == WebhookChange::default() {
            return self.desk.answered(self.turn);
        }
        let id = before.id.clone();
        self.busy.set(true);
        spawn_local(async move {
            let changed = change_webhook(id.clone(), change.clone()).await;
            self.done();
            match changed {
                Ok(_) => {
                    self.toasts.say(Tone::Success, texts::SAVED);
                    self.desk.answered(self.turn);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.code == Code::NotFound => self.gone(&id),
                Err(error) => {
                    if error.is_no_answer() {
                        let _ = self.unsure.try_set_value(change);
                    }
                    self.refused(error, texts::PERHAPS_SAVED);
                }
            }
        });
    }

    fn rotate(self, id: WebhookId) {
        let asked = self.session.asked();
        self.busy.set(true);
        spawn_local(async move {
            let rotated = rotate_webhook_secret(id.clone()).await;
            self.done();
            match rotated {
                Ok(made) => {
                    let unseen = texts::secret_unseen(host(&made.webhook.url));
                    if !self.reveal(made) {
                        self.toasts.say(Tone::Danger, unseen);
                    }
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.code == Code::NotFound => self.gone(&id),
                Err(error) => self.refused(error, texts::PERHAPS_ROTATED),
            }
        });
    }

    fn remove(self, id: WebhookId) {
        let asked = self.session.asked();
        self.busy.set(true);
        spawn_local(async move {
            let removed = remove_webhook(id.clone()).await;
            self.done();
            match removed {
                Ok(()) => {
                    self.toasts.say(Tone::Success, texts::REMOVED);
                    self.desk.without(&id);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                // Somebody else has removed it meanwhile.
                Err(error) if error.code == Code::NotFound => self.desk.without(&id),
                Err(error) => self.refused(error, texts::PERHAPS_REMOVED),
            }
        });
    }

    /// Shows the secret that was made; `false` where it cannot be shown any more.
    fn reveal(self, made: WebhookView) -> bool {
        let secret = made.secret.unwrap_or_default();
        self.desk
            .reveal(self.turn, Shown::secret_of(&made.webhook, secret))
    }

    /// A call has come to an end: the list says what is stored by now.
    fn done(self) {
        let _ = self.busy.try_set(false);
        self.desk.hooks.ask();
    }

    fn gone(self, id: &WebhookId) {
        self.toasts.say(Tone::Danger, texts::GONE);
        self.desk.without(id);
    }

    /// Says why something was not done, beside its field where it is about one.
    fn refused(self, error: ApiError, perhaps: &'static str) {
        match error.is_no_answer() {
            true => self.toasts.say(Tone::Danger, perhaps),
            false if self.refuse(&error) => {}
            false => self.toasts.say(Tone::Danger, error.message),
        }
    }
}

/// The form of a new address, or of the one that is given.
#[component]
pub(crate) fn AddressForm(desk: Desk, #[prop(optional, into)] webhook: Option<Webhook>) -> AnyView {
    let form = Form::new(desk, webhook.as_ref());
    let known = webhook.as_ref().map(|webhook| webhook.id.clone());
    let busy = form.busy;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        match (form.read(), &webhook) {
            (None, _) => {}
            (Some(new), None) => form.register(new),
            (Some(new), Some(before)) => form.change(before, new),
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="sheet__body stack">
                <TextField
                    id=URL
                    label=texts::ADDRESS
                    hint=texts::ADDRESS_HINT
                    value=form.url
                    wrong=form.url_wrong
                    typed=Callback::new(move |text| form.url.set(text))
                    longest=MAX_URL
                    keys="url"
                    capitals="none"
                />
                <TextField
                    id=DESCRIPTION
                    label=texts::DESCRIPTION
                    value=form.description
                    wrong=form.description_wrong
                    typed=Callback::new(move |text| form.description.set(text))
                    longest=MAX_DESCRIPTION
                />
                {told_of(form)}
                {known.map(|id| stored(form, id))}
            </div>
            <div class="sheet__foot">
                <button class="button button--primary button--block" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::SAVING } else { texts::SAVE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Which events it gets.
fn told_of(form: Form) -> AnyView {
    let which = move |all: bool, words: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="aviso-cuales"
                    id=(!all).then_some(SOME)
                    prop:checked=move || form.all.get() == all
                    on:change=move |_| form.all.set(all)
                />
                <span class="choice__body">
                    <span class="choice__title">{words}</span>
                </span>
            </label>
        }
    };
    let events = move || {
        let checks = EVENTS.map(|name| event(form, name)).collect_view();
        view! { <div class="connections__events">{checks}</div> }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::EVENTS}</legend>
            <div class="choices choices--row">
                {which(true, texts::ALL_EVENTS)} {which(false, texts::SOME_EVENTS)}
            </div>
            {move || (!form.all.get()).then(events)}
            <div role="alert">
                {move || form.events_wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}
            </div>
        </fieldset>
    }
    .into_any()
}

fn event(form: Form, name: &'static str) -> AnyView {
    let has = move |chosen: &Vec<String>| chosen.iter().any(|one| one == name);
    let choose = move |_| {
        form.events.update(|chosen| match has(chosen) {
            true => chosen.retain(|one| one != name),
            false => chosen.push(name.to_owned()),
        });
        form.events_wrong.set(None);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || form.events.with(has) on:change=choose />
            <span>{texts::event(name)}</span>
        </label>
    }
    .into_any()
}

/// What can be done about an address that is registered.
fn stored(form: Form, id: WebhookId) -> AnyView {
    let of = id.clone();
    let rotate = Callback::new(move |()| form.rotate(of.clone()));
    let remove = Callback::new(move |()| form.remove(id.clone()));
    let busy = form.busy;
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=form.active
                on:change=move |_| form.active.update(|active| *active = !*active)
            />
            <span>{texts::IS_ON}</span>
        </label>
        <div class="connections__more">
            <p class="field__hint" id="aviso-secreto-sobre">
                {texts::ROTATE_HINT}
            </p>
            <div class="cluster">
                <Twice words=texts::ROTATE sure=texts::ROTATE_SURE busy act=rotate about="aviso-secreto-sobre" />
                <Twice
                    words=texts::REMOVE
                    sure=texts::REMOVE_SURE
                    busy
                    act=remove
                    class="button button--danger"
                />
            </div>
        </div>
    }
    .into_any()
}
