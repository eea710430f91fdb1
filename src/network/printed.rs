//! The texts of statements, read only where a repair may change them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::{Network, Statement};

/// Statements with their texts.
pub(super) struct Printed<'r> {
    network: &'r Network,
    read: &'r mut dyn FnMut(usize) -> Option<String>,
    known: HashMap<u32, Rc<str>>,
}

impl<'r> Printed<'r> {
    pub(super) fn new(network: &'r Network, read: &'r mut dyn FnMut(usize) -> Option<String>) -> Self {
        Self { network, read, known: HashMap::new() }
    }

    /// A statement by its number.
    pub(super) fn stated(&self, id: u32) -> Option<&'r Statement> {
        self.network.stated(id)
    }

    /// Its text: as it was given, or as it is read now.
    pub(super) fn text(&mut self, id: u32) -> Rc<str> {
        if let Some(known) = self.known.get(&id) {
            return Rc::clone(known);
        }
        let stated = self.network.stated(id);
        let given = stated.map(|statement| &*statement.text).filter(|text| !text.is_empty()).map(Cow::Borrowed);
        let text = given.or_else(|| (self.read)(stated?.place).map(Cow::Owned)).unwrap_or_default();
        let text: Rc<str> = Rc::from(text);
        self.known.insert(id, Rc::clone(&text));
        text
    }
}
