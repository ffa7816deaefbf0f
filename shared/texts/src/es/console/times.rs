//! How long.

use domain::time::{MINUTE_MS, SECOND_MS};

/// A duration in words: `45 s`, `13 min`, `1 h 05 min`.
pub fn duration(ms: i64) -> String {
    let (seconds, minutes) = (ms.max(0) / SECOND_MS, ms.max(0) / MINUTE_MS);
    match minutes {
        0 => format!("{seconds} s"),
        1..60 => format!("{minutes} min"),
        _ => format!("{} h {:02} min", minutes / 60, minutes % 60),
    }
}

/// How long something has waited, in whole minutes: `recién`, `13 min`.
pub fn waited(ms: i64) -> String {
    if ms < MINUTE_MS {
        "recién".into()
    } else {
        duration(ms)
    }
}

/// A duration as a clock that runs: `4:31`, `1:02:10`.
pub fn stopwatch(ms: i64) -> String {
    let seconds = ms.max(0) / SECOND_MS;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        for (ms, words, clock) in [
            (-5, "0 s", "0:00"),
            (45_900, "45 s", "0:45"),
            (60_000, "1 min", "1:00"),
            (3_599_999, "59 min", "59:59"),
            (3_900_000, "1 h 05 min", "1:05:00"),
        ] {
            assert_eq!((duration(ms).as_str(), stopwatch(ms).as_str()), (words, clock));
        }
    }
}
