//! Pictures that somebody has chosen, on their way to the server. One goes at a time; what else is done meanwhile does not wait for it.

use crate::state::session::Session;
use ::texts::now::console::picture as texts;
use ::texts::now::errors;
use api::catalog::PictureKind;
use api::{ApiError, Code, FieldError};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::keep_picture;
use ui::photo;
use ui::toast::{Toasts, Tone};

/// How far the last picture of a form has come.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    Sent,
    Arrived,
    Refused(String),
}

/// The last picture, and for which opening of a form it is.
#[derive(Debug, Clone, Copy)]
pub struct Upload {
    last: RwSignal<Option<(u64, Way)>>,
    /// Grows with each picture that is sent, and with each that is not wanted any more.
    number: StoredValue<u64>,
    toasts: Toasts,
    session: Session,
}

impl Upload {
    pub fn new() -> Upload {
        Upload {
            last: RwSignal::new(None),
            number: StoredValue::new(0),
            toasts: Toasts::expect(),
            session: Session::expect(),
        }
    }

    fn is(self, opening: u64, way: &Way) -> bool {
        self.last.with(|last| {
            last.as_ref()
                .is_some_and(|(of, last)| *of == opening && last == way)
        })
    }

    /// Whether one is being sent for this opening, followed.
    pub fn sends(self, opening: u64) -> bool {
        self.is(opening, &Way::Sent)
    }

    /// Whether the last one has arrived, followed.
    pub fn arrived(self, opening: u64) -> bool {
        self.is(opening, &Way::Arrived)
    }

    /// What is wrong with the last one, followed.
    pub fn wrong(self, opening: u64) -> Option<String> {
        self.last.with(|last| match last {
            Some((of, Way::Refused(why))) if *of == opening => Some(why.clone()),
            _ => None,
        })
    }

    /// The last one is not wanted: nothing is said of it any more, and what is still on its way changes nothing when it arrives.
    pub fn forget(self) {
        self.number.update_value(|number| *number += 1);
        self.last.set(None);
    }

    /// Whether a form has to wait for its picture; that is said then.
    pub fn is_awaited(self, opening: u64) -> bool {
        let awaited = untrack(|| self.sends(opening));
        if awaited {
            self.toasts.say(Tone::Danger, texts::WAIT);
        }
        awaited
    }

    /// Sends the file that was chosen in the field that `event` is about. `took` gets its address, and says whether there was still a
    /// form that took it.
    pub fn send(
        self,
        opening: u64,
        event: &Event,
        kind: PictureKind,
        took: impl FnOnce(String) -> bool + 'static,
    ) {
        let Some(picked) = photo::picked(event) else {
            return;
        };
        if self
            .last
            .with_untracked(|last| matches!(last, Some((_, Way::Sent))))
        {
            return self.toasts.say(Tone::Danger, texts::WAIT);
        }
        self.forget();
        self.last.set(Some((opening, Way::Sent)));
        let number = self.number.get_value();
        let asked = self.session.asked();
        spawn_local(async move {
            let answer = match photo::smaller(picked, kind).await {
                Some(content) => keep_picture(content, kind).await,
                None => Err(unreadable()),
            };
            if self.number.try_get_value().is_some_and(|now| now != number) {
                return;
            }
            let way = match answer {
                Ok(kept) => {
                    if !took(kept.image_url) {
                        self.toasts.say(Tone::Danger, texts::LATE);
                    }
                    Way::Arrived
                }
                Err(error) => {
                    if error.code == Code::Unauthenticated {
                        let _ = self
                            .last
                            .try_set(Some((opening, Way::Refused(texts::EXPIRED.to_owned()))));
                        return asked.expire();
                    }
                    let why = match error.fields.first() {
                        _ if error.is_no_answer() => texts::UNANSWERED.to_owned(),
                        Some(field) => field.message.clone(),
                        None => error.message,
                    };
                    self.toasts.say(Tone::Danger, why.clone());
                    Way::Refused(why)
                }
            };
            let _ = self.last.try_set(Some((opening, way)));
        });
    }
}

fn unreadable() -> ApiError {
    ApiError::invalid(vec![FieldError::new(
        "/content",
        Code::InvalidValue,
        errors::NO_PICTURE,
    )])
}
