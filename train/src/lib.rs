//! Learns the weights of the linker from labelled passages, and says how good they are ([docs/linking.md](../../docs/linking.md)).
#![allow(missing_docs)] // A tool of the repository; each name stands with what it is.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]

pub mod cluster;
pub mod learn;
pub mod measure;
pub mod mine;
pub mod passages;
