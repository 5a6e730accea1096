//! Who is asked next, so that no host is asked too much at once.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::address::Address;

/// The addresses that wait, and how many requests each host is answering.
pub struct Hosts<'a> {
    state: Mutex<State<'a>>,
    freed: Condvar,
    at_once_per_host: usize,
}

struct State<'a> {
    waiting: VecDeque<(usize, &'a Address)>,
    busy: HashMap<String, usize>,
}

/// The right to ask one host, until it is dropped.
pub struct Turn<'h, 'a> {
    hosts: &'h Hosts<'a>,
    host: String,
}

impl<'a> Hosts<'a> {
    pub fn new(waiting: Vec<(usize, &'a Address)>, at_once_per_host: usize) -> Hosts<'a> {
        let state = State { waiting: waiting.into(), busy: HashMap::new() };
        Hosts { state: Mutex::new(state), freed: Condvar::new(), at_once_per_host: at_once_per_host.max(1) }
    }

    /// The first address that waits for a host with room; `None` when none waits any more.
    pub fn next(&self) -> Option<(usize, &'a Address, Turn<'_, 'a>)> {
        let mut state = self.lock();
        while !state.waiting.is_empty() {
            let free = state.waiting.iter().position(|(_, address)| self.has_room(&state, &address.host));
            if let Some((index, address)) = free.and_then(|at| state.waiting.remove(at)) {
                return Some((index, address, self.occupy(&mut state, &address.host)));
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    /// Waits for room at a host to which a redirection leads. Whoever calls this has given up the turn before, so nobody waits for
    /// one that waits.
    pub fn enter(&self, host: &str) -> Turn<'_, 'a> {
        let mut state = self.lock();
        while !self.has_room(&state, host) {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        self.occupy(&mut state, host)
    }

    fn has_room(&self, state: &State, host: &str) -> bool {
        state.busy.get(host).copied().unwrap_or(0) < self.at_once_per_host
    }

    fn occupy(&self, state: &mut State, host: &str) -> Turn<'_, 'a> {
        *state.busy.entry(host.to_owned()).or_default() += 1;
        Turn { hosts: self, host: host.to_owned() }
    }

    /// Poisoned by a panic elsewhere, the counts are still right: each step leaves them so.
    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_, '_> {
    fn drop(&mut self) {
        if let Some(count) = self.hosts.lock().busy.get_mut(&self.host) {
            *count -= 1;
        }
        self.hosts.freed.notify_all();
    }
}
