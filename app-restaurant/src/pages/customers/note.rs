//! What the staff notes about a customer. Two who change it at once do not lose each other's words: the later one is shown what the
//! other has written before theirs takes its place.

use crate::components::text_field::TextField;
use crate::state::erased::{effect, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::customers as texts;
use api::customers::{CustomerRecord, NoteChange, StaffNote};
use api::{ApiError, Code};
use domain::CustomerId;
use domain::customer::MAX_NOTE;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::customers::{change_customer_note, customer_record};
use ui::page;
use ui::resource::Resource;
use ui::toast::{Toasts, Tone};

/// The field of the note.
const FIELD: &str = "nota";

/// A note that is being written.
#[derive(Debug, Clone, Copy)]
pub struct NoteDraft {
    /// What the draft was made of.
    pub seen: RwSignal<StaffNote>,
    pub typed: RwSignal<String>,
    /// What somebody else has written meanwhile, until it is taken or replaced.
    pub theirs: RwSignal<Option<StaffNote>>,
    pub wrong: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
}

impl NoteDraft {
    pub fn new(note: StaffNote) -> NoteDraft {
        NoteDraft {
            typed: RwSignal::new(note.text.clone()),
            seen: RwSignal::new(note),
            theirs: RwSignal::new(None),
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn is_changed(self) -> bool {
        let typed = self.typed.read();
        self.seen.with(|seen| seen.text != typed.trim())
    }

    /// What is stored by now: it is shown where nothing was written meanwhile.
    pub fn meet(self, stored: StaffNote) {
        let (seen, typed) = (self.seen.get_untracked(), self.typed.get_untracked());
        if stored.version > seen.version && typed.trim() == seen.text {
            self.keep(stored);
        }
    }

    /// Somebody else's words stand there: they are shown, and the next press replaces them.
    pub fn overtaken(self, stored: StaffNote) {
        let _ = self.seen.try_set(stored.clone());
        let _ = self.theirs.try_set(Some(stored));
    }

    /// What was `sent` is stored. What was typed since stays.
    pub fn saved(self, sent: &str, stored: StaffNote) {
        match self.typed.try_with_untracked(|typed| typed == sent) {
            Some(false) => {
                let _ = self.seen.try_set(stored);
                let _ = self.theirs.try_set(None);
            }
            _ => self.keep(stored),
        }
    }

    fn keep(self, stored: StaffNote) {
        let _ = self.typed.try_set(stored.text.clone());
        let _ = self.seen.try_set(stored);
        let _ = self.theirs.try_set(None);
        let _ = self.wrong.try_set(None);
    }
}

#[component]
pub fn NoteCard(id: CustomerId, note: Memo<StaffNote>, record: Resource<CustomerRecord>) -> AnyView {
    let draft = NoteDraft::new(note.get_untracked());
    effect(move || draft.meet(note.get()));
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let save = Callback::new(move |()| {
        if draft.busy.get_untracked() {
            return;
        }
        draft.busy.set(true);
        draft.wrong.set(None);
        let (id, asked) = (id.clone(), session.asked());
        let sent = draft.typed.get_untracked();
        let change = NoteChange { text: sent.clone() };
        let version = draft.seen.with_untracked(|seen| seen.version);
        spawn_local(async move {
            match change_customer_note(id.clone(), change, version).await {
                Ok(stored) => {
                    learn(record, &stored);
                    draft.saved(&sent, stored);
                    toasts.say(Tone::Success, texts::NOTE_SAVED);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.code == Code::VersionChanged => match customer_record(id).await {
                    Ok(stored) => {
                        draft.overtaken(stored.note.clone());
                        record.learn(stored);
                    }
                    Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                    Err(error) => toasts.say(Tone::Danger, error.message),
                },
                Err(error) => refused(draft, error, toasts),
            }
            let _ = draft.busy.try_set(false);
        });
    });
    view! { <NoteForm draft save /> }.into_any()
}

/// The page knows what was stored.
fn learn(record: Resource<CustomerRecord>, stored: &StaffNote) {
    if let Some(mut known) = record.value.try_get_untracked().flatten() {
        known.note = stored.clone();
        record.learn(known);
    }
}

fn refused(draft: NoteDraft, error: ApiError, toasts: Toasts) {
    if let Some(wrong) = error.field("/text") {
        let _ = draft.wrong.try_set(Some(wrong.to_owned()));
        return page::focus(FIELD);
    }
    let said = match error.is_no_answer() {
        true => texts::PERHAPS_NOTED.to_owned(),
        false => error.message,
    };
    toasts.say(Tone::Danger, said);
}

#[component]
pub fn NoteForm(draft: NoteDraft, save: Callback<()>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let changed = memo(move || draft.is_changed());
    let by = move || {
        draft.seen.with(|seen| {
            let moment = restaurant.moment(seen.at?);
            Some(texts::noted_by(seen.by_name.as_deref()?, &moment))
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if changed.get_untracked() {
            save.run(());
        }
    };
    let typed = Callback::new(move |text| draft.typed.set(text));
    view! {
        <section class="card" aria-labelledby="nota-titulo">
            <form class="stack" on:submit=submit>
                <h2 class="card__title" id="nota-titulo">
                    {texts::NOTE}
                </h2>
                <div role="alert">
                    {move || draft.theirs.get().map(|theirs| view! { <Overtaken draft theirs /> })}
                </div>
                <TextField
                    id=FIELD
                    label=texts::NOTE_LABEL
                    hint=texts::NOTE_HINT
                    value=draft.typed
                    wrong=draft.wrong
                    typed
                    longest=MAX_NOTE
                    long=true
                />
                <div class="cluster">
                    <button
                        class="button button--primary"
                        aria-disabled=move || (!changed.get()).then_some("true")
                        aria-busy=move || draft.busy.get().then_some("true")
                    >
                        {move || if draft.busy.get() { texts::NOTE_BUSY } else { texts::SAVE_NOTE }}
                    </button>
                    {move || by().map(|by| view! { <span class="muted small">{by}</span> })}
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What somebody else has written meanwhile.
#[component]
pub fn Overtaken(draft: NoteDraft, theirs: StaffNote) -> AnyView {
    let (words, text) = match theirs.text.as_str() {
        "" => (texts::OVERTAKEN_EMPTY, None),
        text => (texts::OVERTAKEN, Some(text.to_owned())),
    };
    let take = move |_| {
        draft.keep(theirs.clone());
        page::focus(FIELD);
    };
    view! {
        <div class="notice notice--warning">
            <p class="notice__title">{words}</p>
            {text.map(|text| view! { <p class="customer-page__theirs">{text}</p> })}
            <p>{texts::OVERTAKEN_CHOOSE}</p>
            <button type="button" class="button" on:click=take>
                {texts::TAKE_THEIRS}
            </button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str, version: u64) -> StaffNote {
        StaffNote {
            text: text.into(),
            version,
            ..StaffNote::default()
        }
    }

    #[test]
    fn what_is_being_written_stays_and_what_is_not_is_brought_up_to_date() {
        Owner::new().with(|| {
            let draft = NoteDraft::new(note("maní", 2));
            draft.meet(note("maní y soya", 3));
            assert_eq!(draft.typed.get_untracked(), "maní y soya");
            assert!(!draft.is_changed());
            draft.typed.set("maní, soya y leche".into());
            assert!(draft.is_changed());
            draft.meet(note("nada", 4));
            assert_eq!(draft.typed.get_untracked(), "maní, soya y leche");
            assert_eq!(
                draft.seen.get_untracked().version,
                3,
                "the server refuses this one"
            );
            draft.overtaken(note("nada", 4));
            assert_eq!(
                draft.seen.get_untracked().version,
                4,
                "and takes it once it was shown"
            );
            assert_eq!(draft.typed.get_untracked(), "maní, soya y leche");
            draft.typed.set("maní, soya, leche y huevo".into());
            draft.saved("maní, soya y leche", note("maní, soya y leche", 5));
            assert_eq!(draft.typed.get_untracked(), "maní, soya, leche y huevo");
            assert!(draft.is_changed());
        });
    }
}
