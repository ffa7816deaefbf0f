//! Answering a sheet: what the consumer reads, and what was done.

use super::claim_refund::{ClaimRefund, Refund, problem_at};
use crate::state::kept::Kept;
use crate::state::session::Session;
use crate::state::taps::patiently;
use ::texts::now::{console as texts, errors};
use api::Code;
use api::claims::ClaimView;
use domain::claim::{ReplyBy, ReplyForm};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::claims::reply_to_claim;
use ui::toast::{Toasts, Tone};
use ui::typed::typed;
use ui::{page, storage};

/// The fields that may be wrong, in their order.
const POINTERS: [&str; 3] = ["/answer", "/actions", "/refundCents"];

#[component]
pub fn ClaimReply(view: ClaimView, kept: Kept) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let number = view.claim.number;
    let by_letter = view.claim.form.reply_by == ReplyBy::Letter;
    // What was written survives a reload, until it is sent.
    let name = StoredValue::new(format!("reply-{number}"));
    let written: ReplyForm = name.with_value(|name| storage::load(name)).unwrap_or_default();
    let (answer, actions) = (RwSignal::new(written.answer), RwSignal::new(written.actions));
    let refund = Refund::new(written.refund_cents);
    let form = move || ReplyForm {
        answer: answer.get(),
        actions: actions.get(),
        refund_cents: refund.wanted(),
    };
    Effect::new(move |_| {
        let form = form();
        name.with_value(|name| match form == ReplyForm::default() {
            true => storage::forget(name),
            false => storage::save(name, &form),
        });
    });
    let problems = RwSignal::new(Vec::<(String, String)>::new());
    let busy = RwSignal::new(false);
    let ids = StoredValue::new([
        format!("respuesta-{number}"),
        format!("acciones-{number}"),
        format!("devolucion-{number}"),
    ]);
    let show = move |wrong: Vec<(String, String)>| {
        let place = |pointer: &str| POINTERS.iter().position(|known| *known == pointer);
        let first = wrong.first().and_then(|(pointer, _)| place(pointer));
        let _ = problems.try_set(wrong);
        if let Some(first) = first {
            let id = ids.with_value(|ids| ids.get(first).cloned()).unwrap_or_default();
            page::focus(&id);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let reply = match untrack(form).checked() {
            Ok(reply) => reply,
            Err(wrong) => {
                let named = |(pointer, problem): (&str, _)| (pointer.to_owned(), errors::field(problem));
                return show(wrong.into_iter().map(named).collect());
            }
        };
        problems.set(Vec::new());
        busy.set(true);
        spawn_local(async move {
            let asked = session.asked();
            match patiently(reply_to_claim(number, reply)).await {
                Ok(view) => {
                    let said = match view.letter_waits() {
                        false => texts::claim_replied(number),
                        true => texts::claim_letter_ready(number),
                    };
                    toasts.say(Tone::Success, said);
                    let _ = (answer.try_set(String::new()), actions.try_set(String::new()));
                    let _ = refund.giving.try_set(false);
                    let _ = name.try_with_value(|name| storage::forget(name));
                    page::focus("contenido");
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if !error.fields.is_empty() => {
                    show(
                        error
                            .fields
                            .into_iter()
                            .map(|field| (field.pointer, field.message))
                            .collect(),
                    );
                }
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            kept.ask_now();
        });
    };
    let area = move |index: usize,
                     pointer: &'static str,
                     label: &'static str,
                     longest: u16,
                     value: RwSignal<String>| {
        let id = ids.with_value(|ids| ids.get(index).cloned()).unwrap_or_default();
        let (of, hint, error) = (id.clone(), format!("{id}-ayuda"), format!("{id}-error"));
        let problem = problem_at(problems, pointer);
        let needed = index == 0;
        let described = format!("{hint} {error}");
        view! {
            <div class="field">
                <label class="field__label" for=of>
                    {label} " "
                    {(!needed).then(|| view! { <span class="field__optional">{texts::CLAIM_OPTIONAL}</span> })}
                </label>
                <textarea
                    class="field__input"
                    id=id
                    maxlength=longest
                    aria-required=needed.then_some("true")
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=value
                    on:input=move |event| {
                        value.set(typed(&event));
                        problems.update(|problems| problems.retain(|(known, _)| known != pointer));
                    }
                ></textarea>
                <p class="field__hint" id=hint>{needed.then_some(texts::CLAIM_REPLY_HINT)}</p>
                <div id=error>{move || problem.get().map(|text| view! { <p class="field__error">{text}</p> })}</div>
            </div>
        }
        .into_any()
    };
    let words = if by_letter {
        texts::CLAIM_WRITE_LETTER
    } else {
        texts::CLAIM_SEND_MAIL
    };
    let money = view.claim.order_id.clone().map(|order| {
        let id = ids.with_value(|ids| ids.last().cloned()).unwrap_or_default();
        let changed = Callback::new(move |()| {
            problems.update(|problems| problems.retain(|(known, _)| known != "/refundCents"));
        });
        view! {
            <ClaimRefund
                order
                claimed=view.claim.form.amount_cents
                refund
                id
                same_way=texts::REFUND_SAME_WAY
                problem=problem_at(problems, "/refundCents")
                changed
            />
        }
    });
    let send = move || if busy.get() { texts::CLAIM_SENDING } else { words };
    view! {
        <form class="stack" novalidate=true on:submit=submit>
            {area(0, "/answer", texts::CLAIM_REPLY, 4_000, answer)}
            {area(1, "/actions", texts::CLAIM_ACTIONS, 2_000, actions)}
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
