//! A ledger in PostgreSQL: a database of a day's own, looked at as it is, and the deaths of the server beneath it.
//!
//! All days share one PostgreSQL, which is this program's own. It dies as a whole, as by a cut cord that the disk survives, or
//! one of its processes is killed, upon which it throws away what it had in memory and begins anew by itself.

use ambient::Ambient;
use clinic::{DatabaseUrl, LedgerError, LedgerPlace, LedgerStore, TallyKey};
use postgres::{Client, NoTls};
use world::postgres::{Cluster, cluster, kills};

use crate::checks::Wrong;
use crate::store::Depth;
use crate::template::Folders;

/// So often it is called before it is given up: some minutes of it.
const CALLS_MAX: u32 = 1_000_000;

/// What is asked for the server's processes that work for the clinic.
const AT_WORK: &str = "select pid::bigint from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid() order by backend_start, pid";

/// Every table of the ledger, page by page, and every index, entry by entry, against its table.
const WHOLE: &str = "create extension if not exists amcheck;
   do $$
   declare one regclass; fault record;
   begin
     for one in select c.oid from pg_class c where c.relnamespace = 'satchel'::regnamespace and c.relkind = 'r' loop
       for fault in select * from verify_heapam(one) loop
         raise exception '% is not whole: %', one, fault.msg;
       end loop;
     end loop;
     for one in select c.oid from pg_class c join pg_am a on a.oid = c.relam
       where c.relnamespace = 'satchel'::regnamespace and c.relkind = 'i' and a.amname = 'btree' loop
       perform bt_index_check(one, true);
     end loop;
   end $$";

/// A stream whose feed is not everything after its floor and nothing before it.
const TORN: &str = "select id from satchel.streams s
   where head - floor <> (select count(*) from satchel.changes where stream = s.id and s.floor < seq)
     or exists (select 1 from satchel.changes where stream = s.id and seq <= s.floor)";

/// How the server beneath a ledger dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Falls {
    /// All of it, and somebody has to start it again.
    Whole,
    /// One process of it that works for the clinic.
    AtWork,
}

/// A day's database.
pub(crate) struct Database {
    cluster: &'static Cluster,
    url: String,
    is_down: bool,
}

impl Database {
    /// A database with everything that was in this one.
    pub(crate) fn copied(from: &str) -> Self {
        let cluster = cluster();
        Self {
            cluster,
            url: cluster.copy_of(from),
            is_down: false,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn log(&self) -> std::path::PathBuf {
        self.cluster.log()
    }

    /// A connection, as soon as one is given: a server that has lost a process puts itself in order first.
    fn client(&self) -> Client {
        (0..CALLS_MAX)
            .find_map(|_| Client::connect(&self.url, NoTls).ok())
            .expect("the PostgreSQL is there again")
    }

    /// Breaks it in this way before its first day.
    pub(crate) fn is_broken_by(&self, sql: &str) {
        self.client().batch_execute(sql).unwrap();
    }

    /// `kill -9` on all of the server, or on one process that works for the clinic; false if none does.
    pub(crate) fn falls(&mut self, how: Falls) -> bool {
        match how {
            Falls::Whole => {
                self.cluster.stops();
                self.is_down = true;
                true
            }
            Falls::AtWork => {
                let mut client = self.client();
                let rows = client.query(AT_WORK, &[]).unwrap();
                let is_hit = rows.last().is_some_and(|row| kills(row.get(0)));
                if !is_hit {
                    return false;
                }
                // The server ends everybody's session when it notices, this one too.
                client.batch_execute("select pg_sleep(600)").unwrap_err();
                true
            }
        }
    }

    /// It is there again, if it was down.
    pub(crate) fn rises(&mut self) {
        if self.is_down {
            self.cluster.starts();
            self.is_down = false;
        }
        drop(self.client());
    }

    /// The ledger in it, for whoever only looks.
    pub(crate) fn ledger(&self, folders: &Folders) -> Result<LedgerStore, LedgerError> {
        let url = DatabaseUrl::read(&self.url).unwrap();
        LedgerStore::open_at(
            &folders.clinic(),
            &LedgerPlace::Postgres(url),
            TallyKey::new([0; 32]),
            &Ambient::system(),
        )
    }

    /// Whether it is whole, and no feed is torn; says why not.
    pub(crate) fn is_whole(&self, depth: Depth) -> Result<(), Wrong> {
        let mut client = self.client();
        if depth == Depth::Full {
            client
                .batch_execute(WHOLE)
                .map_err(|error| format!("the database is not whole: {error:?}"))?;
        }
        let torn = client.query_opt(TORN, &[]).unwrap();
        match torn.map(|row| row.get::<_, String>(0)) {
            Some(stream) => Err(format!("the feed of {stream} is neither long nor short")),
            None => Ok(()),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.rises();
        self.cluster.drops(&self.url);
    }
}
