//! The binary `audit`.
fn main() {}
