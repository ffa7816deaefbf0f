//! Answers in the order of their questions: one to an earlier question never replaces one to a later.

use leptos::prelude::*;

/// The questions about one thing that is shown, numbered from 1.
#[derive(Debug, Clone, Copy)]
pub struct Latest {
    asked: StoredValue<u64>,
    answered: StoredValue<u64>,
}

impl Default for Latest {
    fn default() -> Latest {
        Latest {
            asked: StoredValue::new(0),
            answered: StoredValue::new(0),
        }
    }
}

impl Latest {
    /// The number of a question that is asked now.
    pub fn ask(self) -> u64 {
        self.asked
            .try_update_value(|asked| {
                *asked += 1;
                *asked
            })
            .unwrap_or_default()
    }

    /// Something newer is known than any answer that is still on its way.
    pub fn overtake(self) {
        let now = self.ask();
        let _ = self.take(now);
    }

    /// Takes the answer to a question, unless one to a later question was taken or the page has gone.
    pub fn take(self, question: u64) -> bool {
        self.answered
            .try_update_value(|answered| {
                let newer = question > *answered;
                *answered = question.max(*answered);
                newer
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_answer_never_replaces_a_later() {
        let owner = Owner::new();
        owner.set();
        let latest = Latest::default();
        let (first, second, third) = (latest.ask(), latest.ask(), latest.ask());
        assert!(latest.take(second));
        assert!(!latest.take(first));
        assert!(latest.take(third));
        assert!(!latest.take(third), "one answer is taken once");
        let fourth = latest.ask();
        latest.overtake();
        assert!(!latest.take(fourth));
        assert!(latest.take(latest.ask()));
    }

    #[test]
    fn nothing_is_taken_when_the_page_has_gone() {
        let owner = Owner::new();
        let latest = owner.with(Latest::default);
        let question = latest.ask();
        drop(owner);
        assert!(!latest.take(question));
    }
}
