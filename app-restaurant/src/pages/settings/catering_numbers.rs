//! The rules of catering that are numbers.

use crate::components::text_field::TextField;
use crate::state::catering_rules::{CateringDraft, LimitUnit, most, number, shown};
use crate::state::erased::memo;
use crate::state::menu_form::wrong_with;
use ::texts::now::console::catering_rules as texts;
use domain::catering::CateringSettings;
use leptos::prelude::*;

/// How much a day holds where somebody begins to limit it.
const FIRST_LIMIT: u32 = 100;

/// What a field says and what it is about.
struct Number {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    pointer: &'static str,
}

/// A number of the rules. What is typed is in the draft at once.
fn field(rules: CateringDraft, words: Number, value: u32, typed: fn(&mut CateringSettings, &str)) -> AnyView {
    let Number {
        name,
        label,
        hint,
        pointer,
    } = words;
    let wrong = Signal::derive(move || rules.wrong.with(|found| wrong_with(found, pointer)));
    let typed = Callback::new(move |text: String| rules.change(|catering| typed(catering, &text)));
    let id = ["catering-", name].concat();
    view! { <TextField id label hint value=RwSignal::new(value.to_string()) wrong typed longest=6 keys="numeric" /> }
        .into_any()
}

pub(super) fn numbers(rules: CateringDraft) -> AnyView {
    let now = rules.draft.with_untracked(|draft| draft.catering.clone());
    let of = |name, (label, hint), pointer| Number {
        name,
        label,
        hint,
        pointer,
    };
    view! {
        <div class="field-row">
            {field(
                rules,
                of("aviso", texts::NOTICE, "/catering/noticeHours"),
                now.notice_hours.into(),
                |rules, text| rules.notice_hours = number(text, u16::MAX),
            )}
            {field(
                rules,
                of("desde", texts::MIN_GUESTS, "/catering/minGuests"),
                now.min_guests,
                |rules, text| rules.min_guests = number(text, u32::MAX),
            )}
            {field(
                rules,
                of("hasta", texts::MAX_GUESTS, "/catering/maxGuests"),
                now.max_guests,
                |rules, text| rules.max_guests = number(text, u32::MAX),
            )}
        </div>
        <DailyLimitField rules />
        <div class="field-row">
            {field(
                rules,
                of("adelanto", texts::DEPOSIT, "/catering/depositPercent"),
                now.deposit_percent.into(),
                |rules, text| rules.deposit_percent = number(text, u8::MAX),
            )}
            {field(
                rules,
                of("saldo", texts::BALANCE, "/catering/balanceHours"),
                now.balance_hours.into(),
                |rules, text| rules.balance_hours = number(text, u16::MAX),
            )}
            {field(
                rules,
                of("cancelar", texts::FREE_CANCEL, "/catering/freeCancelHours"),
                now.free_cancel_hours.into(),
                |rules, text| rules.free_cancel_hours = number(text, u16::MAX),
            )}
        </div>
        <div class="field-row">
            {field(
                rules,
                of("vale", texts::QUOTE_DAYS, "/catering/quoteDays"),
                now.quote_days.into(),
                |rules, text| rules.quote_days = number(text, u16::MAX),
            )}
            {field(
                rules,
                of("responder", texts::ANSWER, "/catering/answerHours"),
                now.answer_hours.into(),
                |rules, text| rules.answer_hours = number(text, u16::MAX),
            )}
        </div>
    }
    .into_any()
}

/// What a day holds at most, in guests or in events, where there is a limit.
#[component]
pub(crate) fn DailyLimitField(rules: CateringDraft) -> AnyView {
    let limit = memo(move || rules.draft.with(|draft| draft.catering.daily_limit));
    let unit = memo(move || LimitUnit::of(limit.get()));
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let chosen = LimitUnit::ALL
            .into_iter()
            .find(|unit| texts::unit(*unit as usize) == chosen);
        let number = most(limit.get_untracked()).unwrap_or(FIRST_LIMIT);
        rules.change(|catering| {
            catering.daily_limit = chosen.unwrap_or(LimitUnit::None).limit(number);
        });
    };
    let options = LimitUnit::ALL.map(|one| {
        let words = texts::unit(one as usize);
        view! {
            <option value=words prop:selected=move || unit.get() == one>
                {words}
            </option>
        }
    });
    let wrong = Signal::derive(move || {
        rules
            .wrong
            .with(|found| wrong_with(found, "/catering/dailyLimit/most"))
    });
    let typed = Callback::new(move |text: String| {
        let unit = LimitUnit::of(limit.get_untracked());
        rules.change(|catering| catering.daily_limit = unit.limit(number(&text, u32::MAX)));
    });
    view! {
        <div class="field-row">
            <div class="field">
                <label class="field__label" for="catering-cupo">
                    {texts::LIMIT}
                </label>
                <select class="field__input" id="catering-cupo" on:change=choose>
                    {options.into_iter().collect_view()}
                </select>
            </div>
            {move || {
                (unit.get() != LimitUnit::None)
                    .then(|| {
                        let value = shown(most(limit.get_untracked()).unwrap_or(FIRST_LIMIT));
                        view! {
                            <TextField
                                id="catering-cupo-numero"
                                label=texts::LIMIT_MOST
                                value=RwSignal::new(value)
                                wrong
                                typed
                                longest=6
                                keys="numeric"
                            />
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
