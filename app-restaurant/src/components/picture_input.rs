//! A picture in a form: what is shown now, and another one in its place.

use ::texts::now::console::picture as texts;
use leptos::ev::Event;
use leptos::prelude::*;
use ui::page;

/// What the field says.
#[derive(Debug, Clone, Copy)]
pub struct PictureWords {
    /// Where nothing was chosen yet.
    pub choose: &'static str,
    pub change: &'static str,
    pub remove: &'static str,
    pub sending: &'static str,
    pub hint: &'static str,
}

/// What is wrong takes the place of the hint and is read with the field. A file may also be dropped on it.
#[component]
pub fn PictureInput(
    id: &'static str,
    words: PictureWords,
    /// Where the picture is, followed.
    #[prop(into)]
    image: Signal<String>,
    /// Whether it is one that was chosen, followed: it fills its frame, and can be taken away.
    #[prop(into)]
    own: Signal<bool>,
    /// Whether one is being sent, followed.
    #[prop(into)]
    sends: Signal<bool>,
    /// Whether the last one has arrived, followed.
    #[prop(into)]
    arrived: Signal<bool>,
    #[prop(into)] wrong: Signal<Option<String>>,
    choose: Callback<Event>,
    remove: Callback<()>,
    /// Whether it is shown whole, in a square.
    #[prop(default = false)]
    square: bool,
) -> AnyView {
    let about = [id, "-sobre"].concat();
    let described = about.clone();
    let whole = move || (square || !own.get()).then_some("");
    let remove = move |_| {
        remove.run(());
        page::focus(id);
    };
    let height = if square { "160" } else { "120" };
    view! {
        <div class="picture-input" data-square=square.then_some("")>
            <label class="picture-input__frame" aria-busy=move || sends.get().then_some("true")>
                <img src=image width="160" height=height alt="" data-whole=whole />
                <input
                    type="file"
                    id=id
                    accept="image/jpeg,image/png,image/webp"
                    aria-describedby=described
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    on:change=move |event| choose.run(event)
                />
                <span>
                    {move || match (sends.get(), own.get()) {
                        (true, _) => words.sending,
                        (false, true) => words.change,
                        (false, false) => words.choose,
                    }}
                </span>
            </label>
            <div class="picture-input__about">
                <div id=about role="status">
                    {move || match wrong.get() {
                        Some(wrong) => view! { <p class="field__error">{wrong}</p> }.into_any(),
                        None => {
                            let said = match (sends.get(), arrived.get()) {
                                (true, _) => words.sending,
                                (false, true) => texts::ARRIVED,
                                (false, false) => words.hint,
                            };
                            view! { <p class="field__hint">{said}</p> }.into_any()
                        }
                    }}
                </div>
                {move || {
                    own.get()
                        .then(|| {
                            view! {
                                <button type="button" class="button button--quiet" on:click=remove>
                                    {words.remove}
                                </button>
                            }
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}
