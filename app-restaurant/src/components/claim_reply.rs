//! Answering a sheet: what the consumer reads, and what was done.

use super::claim_refund::{ClaimRefund, Refund, problem_at, still_reading};
use super::claim_text::{ClaimText, Wrong, by_the_rules, by_the_server, keep, set_right};
use crate::state::session::Session;
use api::Code;
use api::claims::ClaimView;
use domain::claim::{ClaimNumber, ReplyBy, ReplyForm};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::claims::reply_to_claim;
use texts::now::console as texts;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};
use ui::{page, storage};

/// The field of the money that goes back.
const MONEY: &str = "/refundCents";
/// The fields that may be wrong, in their order.
const POINTERS: [&str; 3] = ["/answer", "/actions", MONEY];

/// The fields of a reply and what is done with them.
#[derive(Clone, Copy)]
struct Writing {
    number: ClaimNumber,
    answer: RwSignal<String>,
    actions: RwSignal<String>,
    refund: Refund,
    problems: RwSignal<Wrong>,
    busy: RwSignal<bool>,
    /// Under which name the tablet keeps it.
    name: StoredValue<String>,
    session: Session,
    toasts: Toasts,
}

impl Writing {
    fn new(number: ClaimNumber) -> Writing {
        let name = StoredValue::new(format!("reply-{number}"));
        let written: ReplyForm = name.with_value(|name| storage::load(name)).unwrap_or_default();
        let writing = Writing {
            number,
            answer: RwSignal::new(written.answer),
            actions: RwSignal::new(written.actions),
            refund: Refund::new(written.refund_cents),
            problems: RwSignal::default(),
            busy: RwSignal::new(false),
            name,
            session: Session::expect(),
            toasts: Toasts::expect(),
        };
        keep(name, move || writing.form());
        writing
    }

    fn form(self) -> ReplyForm {
        ReplyForm {
            answer: self.answer.get(),
            actions: self.actions.get(),
            refund_cents: self.refund.wanted(),
        }
    }

    /// The id of a field by its place in [`POINTERS`].
    fn id(self, place: usize) -> String {
        let field = ["respuesta", "acciones", "devolucion"].get(place).copied();
        format!("{}-{}", field.unwrap_or_default(), self.number)
    }

    /// Says what is wrong, and puts the focus on the first of it.
    fn show(self, wrong: Wrong) {
        let place = |pointer: &str| POINTERS.iter().position(|known| *known == pointer);
        let first = wrong.first().and_then(|(pointer, _)| place(pointer));
        let _ = self.problems.try_set(wrong);
        if let Some(first) = first {
            page::focus(&self.id(first));
        }
    }

    fn send(self, loader: Loader) {
        if self.busy.get_untracked() {
            return;
        }
        let reply = match untrack(move || self.form()).checked() {
            Ok(_) if self.refund.is_reading() => return self.show(vec![still_reading(MONEY)]),
            Ok(reply) => reply,
            Err(wrong) => return self.show(by_the_rules(wrong)),
        };
        self.problems.set(Vec::new());
        self.busy.set(true);
        spawn_local(async move {
            let asked = self.session.asked();
            match reply_to_claim(self.number, reply).await {
                Ok(view) => self.sent(&view),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if !error.fields.is_empty() => self.show(by_the_server(&error)),
                Err(error) => self.toasts.say(Tone::Danger, error.message),
            }
            let _ = self.busy.try_set(false);
            loader.ask_now();
        });
    }

    fn sent(self, view: &ClaimView) {
        let said = match view.letter_waits() {
            false => texts::claim_replied(self.number),
            true => texts::claim_letter_ready(self.number),
        };
        self.toasts.say(Tone::Success, said);
        let _ = (
            self.answer.try_set(String::new()),
            self.actions.try_set(String::new()),
        );
        let _ = self.refund.giving.try_set(false);
        let _ = self.name.try_with_value(|name| storage::forget(name));
        page::focus("contenido");
    }
}

#[component]
pub fn ClaimReply(view: ClaimView, loader: Loader) -> AnyView {
    let writing = Writing::new(view.claim.number);
    let (problems, busy) = (writing.problems, writing.busy);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.send(loader);
    };
    let money = view.claim.order_id.clone().map(|order| {
        let changed = Callback::new(move |()| set_right(problems, MONEY));
        view! {
            <ClaimRefund
                order
                claimed=view.claim.form.amount_cents
                refund=writing.refund
                id=writing.id(2)
                same_way=texts::REFUND_SAME_WAY
                problem=problem_at(problems, MONEY)
                changed
            />
        }
    });
    let words = match view.claim.form.reply_by {
        ReplyBy::Letter => texts::CLAIM_WRITE_LETTER,
        ReplyBy::Email => texts::CLAIM_SEND_MAIL,
    };
    let send = move || if busy.get() { texts::CLAIM_SENDING } else { words };
    view! {
        <form class="stack" novalidate=true on:submit=submit>
            <ClaimText
                id=writing.id(0)
                label=texts::CLAIM_REPLY
                longest=4_000
                hint=texts::CLAIM_REPLY_HINT.to_owned()
                value=writing.answer
                problems
                pointer=POINTERS[0]
            />
            <ClaimText
                id=writing.id(1)
                label=texts::CLAIM_ACTIONS
                longest=2_000
                optional=true
                hint=None
                value=writing.actions
                problems
                pointer=POINTERS[1]
            />
            {money}
            <div class="cluster claim__send">
                <span class="muted">{texts::CLAIM_COPY}</span>
                <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                    {send}
                </button>
            </div>
        </form>
    }
    .into_any()
}
