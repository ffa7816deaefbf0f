//! What an order says of its money.

use super::*;

/// An order in the kitchen.
fn confirmed() -> Order {
    let command = Command::Confirm {
        settled: Settled::Paid,
        payment: None,
    };
    after(&order(delivery()), &command, &Actor::system(), 1).unwrap()
}

fn cancelled(order: &Order) -> Order {
    let command = Command::Cancel {
        reason: String::new(),
    };
    after(order, &command, &person("c_1", Role::Customer), 3).unwrap()
}

#[test]
fn an_order_says_of_its_money_what_the_newest_version_of_the_record_says() {
    let note = |version, status| PaymentNote {
        summary: PaymentSummary {
            status,
            ..PaymentSummary::unpaid(PaymentMethod::Yape, Money(100))
        },
        version,
    };
    let noted = |order: &Order, note| {
        let command = Command::NotePayment { payment: note };
        after(order, &command, &Actor::system(), 9).unwrap()
    };
    let order = confirmed();
    assert_eq!(order.payment_summary().status, PaymentStatus::Pending);
    let paid = noted(&order, note(2, PaymentStatus::Approved));
    assert_eq!(paid.payment_summary().status, PaymentStatus::Approved);
    assert_eq!(paid.version, order.version + 1);
    assert_eq!(noted(&paid, note(1, PaymentStatus::Rejected)), paid);
    let back = noted(&cancelled(&confirmed()), note(3, PaymentStatus::Refunded));
    assert_eq!(back.payment_summary().status, PaymentStatus::Refunded);
}
