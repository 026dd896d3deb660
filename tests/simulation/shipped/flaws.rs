//! Faults in the SQL of the stores that ship: each a trigger that makes a statement do what a wrong one would.

/// A fault in a store's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SqlFlaw {
    /// The vault drops an own answer from what lies over the clinic's, before the feed has brought it back.
    OverlayGone,
    /// The vault takes out of the outbox whatever is oldest.
    ReceiptForAnother,
    /// The vault moves a cursor too far.
    CursorAhead,
    /// The vault drops what waits about a member who leaves.
    DroppedWithMember,
    /// The ledger gives a place and leaves the next one out.
    PlaceLeftOut,
    /// The ledger's grants have no end.
    GrantStays,
    /// The ledger keeps asking for a receipt it has.
    ReceiptForgotten,
}

impl SqlFlaw {
    pub(crate) const ALL: [Self; 7] = [
        Self::OverlayGone,
        Self::ReceiptForAnother,
        Self::CursorAhead,
        Self::DroppedWithMember,
        Self::PlaceLeftOut,
        Self::GrantStays,
        Self::ReceiptForgotten,
    ];

    /// Whether it is in the ledger's SQL; else it is in the vaults'.
    pub(super) const fn is_the_clinics(self) -> bool {
        match self {
            Self::OverlayGone
            | Self::ReceiptForAnother
            | Self::CursorAhead
            | Self::DroppedWithMember => false,
            Self::PlaceLeftOut | Self::GrantStays | Self::ReceiptForgotten => true,
        }
    }

    pub(super) const fn sql(self) -> &'static str {
        match self {
            Self::OverlayGone => {
                "create trigger flaw after insert on acked begin
                   delete from acked where op_id = new.op_id;
                 end"
            }
            Self::ReceiptForAnother => {
                "create trigger flaw after insert on receipt begin
                   delete from outbox where dseq = (select min(dseq) from outbox);
                 end"
            }
            Self::CursorAhead => {
                "create trigger flaw after update of cursor on stream when new.cursor % 5 = 3 begin
                   update stream set cursor = new.cursor + 1 where id = new.id;
                 end"
            }
            Self::DroppedWithMember => {
                "create trigger flaw after insert on leaving begin
                   delete from outbox where stream = new.stream;
                 end"
            }
            Self::PlaceLeftOut => {
                "create trigger flaw after update of head on streams when new.head % 5 = 4 begin
                   update streams set head = new.head + 1 where id = new.id;
                 end"
            }
            Self::GrantStays => {
                "create trigger flaw after update of to_at on grants when new.to_at is not null begin
                   update grants set to_at = null, to_ver = null
                   where stream = new.stream and staff = new.staff and from_at = new.from_at;
                 end"
            }
            Self::ReceiptForgotten => {
                "create trigger flaw after delete on holdings begin
                   insert into holdings (clinic_id, device, stream, since)
                   values (old.clinic_id, old.device, old.stream, old.since);
                 end"
            }
        }
    }
}
