//! What [`EventBus`](ports::EventBus) promises of events that cannot be handled.

use crate::event_bus::{Carried, Recorder, commit, ids};
use crate::{event, fresh_tenant};
use domain::TenantId;
use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::time::{DAY_MS, HOUR_MS, SECOND_MS};
use ports::event_bus::DeadLetter;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! dead_letters {
    ($open:expr) => {
        $crate::tests!(
            dead_letters,
            $open,
            carried,
            [
                poison_harms_nobody_else,
                a_panic_is_a_failure,
                dead_letters_are_the_tenants_own,
                letters_are_tried_again_by_themselves,
                a_letter_that_fails_again_waits_longer,
                while_nobody_answers_one_letter_is_tried_for_all,
            ]
        );
    };
}

pub async fn poison_harms_nobody_else(carried: Carried) {
    let tenant = fresh_tenant();
    let (failing, fine) = (Recorder::new("failing"), Recorder::new("fine"));
    carried.bus.subscribe(failing.clone());
    carried.bus.subscribe(fine.clone());
    let events = [event(&tenant, "p"), event(&tenant, "p"), event(&tenant, "q")];
    failing.fail(&events[0], usize::MAX);
    commit(&carried, &tenant, &events).await;
    carried.bus.run_until_idle().await.unwrap();
    let mut others = failing.handled(&tenant);
    others.sort();
    let mut expected = ids(&events[1..]);
    expected.sort();
    assert_eq!(others, expected);
    assert_eq!(fine.handled(&tenant).len(), 3);

    let letters = carried.bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (&*letters[0].subscriber, &*letters[0].error),
        ("failing", "as it was asked to")
    );
    assert_eq!(letters[0].envelope.as_ref(), Some(&events[0]));
    assert!(carried.bus.retry(&tenant, &letters[0].id).await.unwrap());
    let still = carried.bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(still.len(), 1, "what fails again stays");
    failing.fail(&events[0], 0);
    assert!(carried.bus.retry(&tenant, &still[0].id).await.unwrap());
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap(), []);
    assert_eq!(failing.handled(&tenant).last(), Some(&events[0].id));
    assert_eq!(
        fine.handled(&tenant).len(),
        3,
        "a letter is delivered to its own subscriber only"
    );
    assert!(!carried.bus.retry(&tenant, &still[0].id).await.unwrap());
}

pub async fn a_panic_is_a_failure(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::panicking("panicking");
    carried.bus.subscribe(recorder.clone());
    let events = [event(&tenant, "p"), event(&tenant, "unwanted")];
    recorder.fail(&events[0], usize::MAX);
    commit(&carried, &tenant, &events).await;
    carried.bus.run_until_idle().await.unwrap();
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap().len(), 1);
}

pub async fn dead_letters_are_the_tenants_own(carried: Carried) {
    let (mine, other) = (fresh_tenant(), fresh_tenant());
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let events = [event(&mine, "p"), event(&mine, "q"), event(&other, "p")];
    for poison in &events {
        recorder.fail(poison, usize::MAX);
        commit(&carried, &poison.tenant_id, std::slice::from_ref(poison)).await;
        carried.bus.run_until_idle().await.unwrap();
    }
    let letters = carried.bus.dead_letters(&mine).await.unwrap();
    let envelopes: Vec<&Envelope> = letters
        .iter()
        .filter_map(|letter| letter.envelope.as_ref())
        .collect();
    assert_eq!(envelopes, [&events[1], &events[0]], "newest first");
    assert!(!carried.bus.retry(&other, &letters[0].id).await.unwrap());
    assert!(!carried.bus.retry(&mine, "no such letter").await.unwrap());
    assert_eq!(carried.bus.dead_letters(&other).await.unwrap().len(), 1);
}

/// Longer than the first pause of a letter, and shorter than its second.
const FIRST_MS: i64 = 15 * SECOND_MS;

async fn only_letter(carried: &Carried, tenant: &TenantId) -> DeadLetter {
    let mut letters = carried.bus.dead_letters(tenant).await.unwrap();
    assert_eq!(letters.len(), 1, "{letters:?}");
    letters.remove(0)
}

pub async fn letters_are_tried_again_by_themselves(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let events = [event(&tenant, "p"), event(&tenant, "p"), event(&tenant, "q")];
    recorder.go_down();
    commit(&carried, &tenant, &events).await;
    carried.bus.run_until_idle().await.unwrap();
    recorder.come_up();
    let letters = carried.bus.dead_letters(&tenant).await.unwrap();
    assert_eq!(letters.len(), 3, "{letters:?}");
    for letter in &letters {
        assert_eq!((letter.cause, letter.tries), (FailureCause::Unavailable, 1));
        let due = letter.due_at.unwrap().since_ms(letter.failed_at);
        assert!((1..FIRST_MS).contains(&due), "{due}");
    }
    carried.bus.retry_due().await.unwrap();
    assert_eq!(recorder.handled(&tenant), [], "their time has not come");
    carried.clock.advance_ms(FIRST_MS);
    carried.bus.retry_due().await.unwrap();
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap(), []);
    let mut handled = recorder.handled(&tenant);
    let mut expected = ids(&events);
    handled.sort();
    expected.sort();
    assert_eq!(handled, expected);
    carried.clock.advance_ms(DAY_MS);
    carried.bus.retry_due().await.unwrap();
    assert_eq!(recorder.handled(&tenant).len(), 3, "what was handled is gone");
}

pub async fn a_letter_that_fails_again_waits_longer(carried: Carried) {
    let tenant = fresh_tenant();
    let recorder = Recorder::new("recorder");
    carried.bus.subscribe(recorder.clone());
    let poison = event(&tenant, "p");
    recorder.fail(&poison, usize::MAX);
    commit(&carried, &tenant, std::slice::from_ref(&poison)).await;
    carried.bus.run_until_idle().await.unwrap();
    let mut waited = 0;
    for tries in 2..6 {
        carried.clock.advance_ms(HOUR_MS);
        carried.bus.retry_due().await.unwrap();
        let letter = only_letter(&carried, &tenant).await;
        assert_eq!((letter.cause, letter.tries), (FailureCause::Broken, tries));
        let pause = letter.due_at.unwrap().since_ms(letter.failed_at);
        assert!(pause > waited, "{pause} after {waited}");
        waited = pause;
    }
    recorder.fail(&poison, 0);
    carried.clock.advance_ms(HOUR_MS);
    carried.bus.retry_due().await.unwrap();
    assert_eq!(carried.bus.dead_letters(&tenant).await.unwrap(), []);
    assert_eq!(recorder.handled(&tenant), [poison.id]);
}

pub async fn while_nobody_answers_one_letter_is_tried_for_all(carried: Carried) {
    let (tenant, other) = (fresh_tenant(), fresh_tenant());
    let (down, fine) = (Recorder::new("down"), Recorder::new("fine"));
    carried.bus.subscribe(down.clone());
    carried.bus.subscribe(fine.clone());
    let events: Vec<Envelope> = (0..8)
        .map(|number| event(&tenant, &format!("p{number}")))
        .collect();
    let others = [event(&other, "p")];
    down.go_down();
    commit(&carried, &tenant, &events).await;
    fine.fail(&others[0], 3);
    commit(&carried, &other, &others).await;
    carried.bus.run_until_idle().await.unwrap();
    assert_eq!(carried.bus.dead_letters(&other).await.unwrap().len(), 2);
    down.come_up();
    down.go_down();
    carried.clock.advance_ms(FIRST_MS);
    carried.bus.retry_due().await.unwrap();
    assert_eq!(down.come_up(), 2, "one try for each restaurant");
    assert_eq!(
        fine.handled(&other),
        ids(&others),
        "another subscriber waits for nobody"
    );
    let letters = carried.bus.dead_letters(&tenant).await.unwrap();
    let tries: u32 = letters.iter().map(|letter| letter.tries).sum();
    assert_eq!(
        (letters.len(), tries),
        (8, 9),
        "who was spared a try has failed no more"
    );
    carried.clock.advance_ms(FIRST_MS);
    carried.bus.retry_due().await.unwrap();
    carried.bus.retry_due().await.unwrap();
    assert_eq!(
        carried.bus.dead_letters(&tenant).await.unwrap(),
        [],
        "when one is handled, all that wait are due"
    );
    assert_eq!(down.handled(&tenant).len(), 8);
}
