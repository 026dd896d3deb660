//! Whether there is a way out of this computer, so that a network that comes back is noticed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// Addresses that are nobody's (RFC 5737, RFC 3849). Nothing is ever sent to them.
const NOBODY: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
];
/// The port for what is thrown away.
const DISCARD: u16 = 9;

/// The way out as it was last seen.
#[derive(Debug, Default)]
pub(super) struct Reach(Option<IpAddr>);

impl Reach {
    /// Takes a fresh look; tells whether a way out has come, or another one than before.
    pub(super) fn has_come(&mut self, way: Option<IpAddr>) -> bool {
        let before = std::mem::replace(&mut self.0, way);
        way.is_some() && way != before
    }
}

/// The address this computer would send from, if it sent anything; none without a network. A datagram socket that is
/// tied to an address asks the routing table and puts nothing on the wire.
pub(super) fn way_out() -> Option<IpAddr> {
    NOBODY.into_iter().find_map(|nobody| {
        let any = match nobody {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        };
        let socket = UdpSocket::bind((any, 0)).ok()?;
        socket.connect((nobody, DISCARD)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_that_comes_or_changes_is_noticed_and_one_that_goes_or_stays_is_not() {
        let home = Some(IpAddr::V4(Ipv4Addr::new(192, 168, 1, 20)));
        let phone = Some(IpAddr::V4(Ipv4Addr::new(172, 20, 10, 2)));
        let mut reach = Reach::default();
        let seen = [None, home, home, None, home, phone].map(|way| reach.has_come(way));
        assert_eq!(seen, [false, true, false, false, true, true]);
    }
}
