//! Decimal operations that are exact or round the way they are told to.
