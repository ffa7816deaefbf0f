//! What every engine must keep, as one suite for each port. An engine's tests call these with itself.
