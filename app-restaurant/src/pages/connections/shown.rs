//! What lies over the page, and what an answer may do to it: an answer acts only while what it was asked from is still shown, and
//! nothing but a press closes a secret that is shown once.

use ::texts::now::console::connections as texts;
use domain::WebhookId;
use domain::webhook::{Webhook, host};

/// What lies over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    NewKey,
    /// A secret that was made and is shown this once: over which words, what it is called, and what is said of it.
    Secret {
        title: String,
        label: &'static str,
        lead: &'static str,
        secret: String,
    },
    NewAddress,
    Address(Webhook),
    Log(Webhook),
}

impl Shown {
    /// The secret of an address.
    pub fn secret_of(webhook: &Webhook, secret: String) -> Shown {
        Shown::Secret {
            title: texts::secret_of(host(&webhook.url)),
            label: texts::SECRET,
            lead: texts::SECRET_ONCE,
            secret,
        }
    }

    pub fn title(&self) -> String {
        match self {
            Shown::NewKey => texts::NEW_KEY.to_owned(),
            Shown::Secret { title, .. } => title.clone(),
            Shown::NewAddress => texts::ADD.to_owned(),
            Shown::Address(webhook) => host(&webhook.url).to_owned(),
            Shown::Log(webhook) => texts::log_of(host(&webhook.url)),
        }
    }

    fn is_secret(&self) -> bool {
        matches!(self, Shown::Secret { .. })
    }

    /// Whether it was opened from this address.
    fn is_of(&self, id: &WebhookId) -> bool {
        matches!(self, Shown::Address(webhook) | Shown::Log(webhook) if webhook.id == *id)
    }
}

/// What lies over the page at present, if anything does.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lying {
    shown: Option<Shown>,
    /// Counts what was shown: a form that is opened again is another one.
    turn: u32,
}

impl Lying {
    pub fn shown(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// The turn of what is shown, which an answer to it has to name.
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// Whether it is a secret, which nothing but its own button closes.
    pub fn stays(&self) -> bool {
        self.shown.as_ref().is_some_and(Shown::is_secret)
    }

    /// A press opens something.
    pub fn open(&mut self, shown: Shown) {
        self.turn = self.turn.wrapping_add(1);
        self.shown = Some(shown);
    }

    /// A press on a button of what is shown closes it.
    pub fn close(&mut self) {
        self.shown = None;
    }

    /// The sheet was closed in another way; `false` where there is nothing that this closes.
    pub fn dismiss(&mut self) -> bool {
        let closes = self.shown.is_some() && !self.stays();
        if closes {
            self.shown = None;
        }
        closes
    }

    /// What was asked in a turn is done: its form is closed, and nothing else.
    pub fn answered(&mut self, turn: u32) {
        if self.turn == turn {
            self.shown = None;
        }
    }

    /// A secret has come to what was asked in a turn. It takes the place of its form, or of nothing where that was closed; `false`
    /// where something else is shown by now, which stays.
    pub fn reveal(&mut self, turn: u32, secret: Shown) -> bool {
        let free = self.turn == turn || self.shown.is_none();
        if free {
            self.open(secret);
        }
        free
    }

    /// Something was sent to an address from its row: its log is shown where nothing else is.
    pub fn log(&mut self, webhook: Webhook) {
        if self.shown.is_none() {
            self.open(Shown::Log(webhook));
        }
    }

    /// An address is no longer there, and so is what was opened from it.
    pub fn without(&mut self, id: &WebhookId) {
        if self.shown.as_ref().is_some_and(|shown| shown.is_of(id)) {
            self.shown = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn webhook(id: &str) -> Webhook {
        Webhook {
            id: WebhookId::parse(id).unwrap(),
            url: "https://erp.example.pe/brasa".into(),
            events: Vec::new(),
            description: String::new(),
            active: true,
            gone: false,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
        }
    }

    fn secret(secret: &str) -> Shown {
        Shown::secret_of(&webhook("w_1"), secret.to_owned())
    }

    fn showing(shown: Shown) -> Lying {
        let mut lying = Lying::default();
        lying.open(shown);
        lying
    }

    /// Everything that an answer can do, as far as it was asked in turn 1 or is about `w_1`.
    fn late(lying: &mut Lying) {
        assert!(!lying.reveal(1, secret("late")));
        lying.answered(1);
        lying.log(webhook("w_1"));
        lying.without(&webhook("w_1").id);
    }

    #[test]
    fn an_answer_acts_on_the_form_that_it_was_asked_from() {
        let mut lying = showing(Shown::NewKey);
        assert!(lying.reveal(lying.turn(), secret("a")));
        assert_eq!(lying.shown(), Some(&secret("a")));
        let mut lying = showing(Shown::Address(webhook("w_1")));
        lying.answered(lying.turn());
        assert_eq!(lying.shown(), None);
    }

    #[test]
    fn a_late_answer_leaves_alone_what_was_opened_since() {
        for shown in [
            Shown::NewKey,
            Shown::NewAddress,
            Shown::Address(webhook("w_2")),
            Shown::Log(webhook("w_2")),
        ] {
            let mut lying = showing(Shown::NewKey);
            lying.close();
            lying.open(shown.clone());
            late(&mut lying);
            assert_eq!(lying.shown(), Some(&shown));
        }
    }

    #[test]
    fn a_form_that_is_opened_again_is_another_one() {
        let mut lying = showing(Shown::Address(webhook("w_1")));
        let turn = lying.turn();
        assert!(lying.dismiss());
        lying.open(Shown::Address(webhook("w_1")));
        lying.answered(turn);
        assert!(!lying.reveal(turn, secret("late")));
        assert_eq!(lying.shown(), Some(&Shown::Address(webhook("w_1"))));
    }

    #[test]
    fn a_secret_comes_also_where_its_form_was_closed() {
        let mut lying = showing(Shown::NewKey);
        let turn = lying.turn();
        assert!(lying.dismiss());
        assert!(lying.reveal(turn, secret("a")));
        assert!(lying.stays());
    }

    #[test]
    fn nothing_but_its_button_closes_a_secret() {
        let mut lying = showing(Shown::NewAddress);
        assert!(lying.reveal(1, secret("a")));
        late(&mut lying);
        assert!(!lying.dismiss());
        assert_eq!(lying.shown(), Some(&secret("a")));
        lying.close();
        assert_eq!(lying.shown(), None);
    }

    #[test]
    fn a_log_appears_where_nothing_is_shown() {
        let mut lying = Lying::default();
        lying.log(webhook("w_1"));
        assert_eq!(lying.shown(), Some(&Shown::Log(webhook("w_1"))));
        let turn = lying.turn();
        lying.log(webhook("w_1"));
        assert_eq!(lying.turn(), turn, "it is not drawn anew");
    }

    #[test]
    fn what_was_opened_from_an_address_goes_with_it() {
        for shown in [Shown::Address(webhook("w_1")), Shown::Log(webhook("w_1"))] {
            let mut lying = showing(shown);
            lying.without(&webhook("w_1").id);
            assert_eq!(lying.shown(), None);
        }
    }
}
