//! The picture of a dish or a promotion: a photograph that the manager sends, or a drawing.

use super::desk::Desk;
use crate::components::picture_input::{PictureInput, PictureWords};
use crate::state::erased::memo;
use ::texts::now::console::menu as texts;
use api::catalog::PictureKind;
use domain::catalog::pictures::is_drawing;
use leptos::ev::Event;
use leptos::prelude::*;
use ui::toast::Tone;

const WORDS: PictureWords = PictureWords {
    choose: texts::PICTURE_CHOOSE,
    change: texts::PICTURE_CHANGE,
    remove: texts::PICTURE_REMOVE,
    sending: texts::PICTURE_SENDING,
    hint: texts::PICTURE_HINT,
};

#[component]
pub(crate) fn PictureField(
    desk: Desk,
    id: &'static str,
    /// Where the picture is, followed.
    #[prop(into)]
    image: Signal<String>,
    /// Takes the address of another picture; an empty one stands for the drawing.
    change: Callback<String>,
    /// The same where the form was closed by a slip meanwhile: whether what was typed in that opening is kept, and has it now.
    late: fn(Desk, u64, String) -> bool,
) -> AnyView {
    let (upload, opening) = (desk.upload, desk.menu.opening.get_value());
    let wrong_address = desk.wrong("/imageUrl");
    let choose = Callback::new(move |event: Event| {
        upload.send(opening, &event, PictureKind::Photo, move |address| {
            let taken = change.try_run(address.clone()).is_some();
            let kept = !taken && late(desk, opening, address);
            if kept {
                desk.toasts.say(Tone::Success, texts::PICTURE_KEPT);
            }
            taken || kept
        });
    });
    let remove = Callback::new(move |()| {
        upload.forget();
        change.run(String::new());
    });
    view! {
        <PictureInput
            id
            words=WORDS
            image
            own=memo(move || image.with(|image| !is_drawing(image)))
            sends=memo(move || upload.sends(opening))
            arrived=memo(move || upload.arrived(opening))
            wrong=Signal::derive(move || upload.wrong(opening).or_else(|| wrong_address.get()))
            choose
            remove
        />
    }
    .into_any()
}
