-- How much a large clinic has of everything, so that a way through a table is chosen that leads through few rows of it.
-- Every key begins with the clinic, which tells nothing apart; without this, to look through everything of the clinic
-- seems as good as to look by staff or by stream. Rows, then how many share the first columns of the key, one after the
-- other.
-- Of the smallest table, which makes the place where such figures stand.
analyze clinic;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat)
values
('streams', 'streams', '5000 5000 1'),
('grants', 'grants', '20000 20000 4 1 1'),
('grants', 'grants_now', '20000 20000 40 1'),
('grants', 'grants_now_by_stream', '20000 20000 4'),
('grant_versions', 'grant_versions', '500 500 1'),
('devices', 'devices', '1000 1000 1'),
('devices', 'devices_by_staff', '1000 1000 2'),
('told', 'told', '10000 10000 10 1'),
('holdings', 'holdings', '40000 40000 40 1'),
('holdings', 'holdings_by_stream', '40000 40000 8'),
('purges', 'purges', '5000 5000 5 1 1'),
('releases', 'releases', '1000 1000 1'),
('pending', 'pending', '5000 5000 5 1'),
('enrol_codes', 'enrol_codes', '2000 2000 1'),
('enrol_codes', 'enrol_codes_by_finder', '2000 2000 1'),
('identifiers', 'identifiers', '10000 10000 5000 1'),
('imported', 'imported', '250000 250000 1'),
('imported', 'imported_by_member', '250000 250000 50'),
('files', 'files', '10000 10000 1'),
('file_streams', 'file_streams', '10000 10000 1 1'),
('pieces', 'sqlite_autoindex_pieces_1', '100000 100000 10 1'),
('entities', 'sqlite_autoindex_entities_1', '500000 500000 1'),
('entities', 'entities_of_stream', '500000 500000 100 1'),
('entities', 'entities_by_kind', '500000 500000 25000 5'),
('entities', 'entities_in_conflict', '500 500 1'),
('records', 'sqlite_autoindex_records_1', '100000 100000 1'),
('records', 'records_of_stream', '100000 100000 20 1'),
('records', 'records_by_stream', '100000 100000 20 1'),
('changes', 'sqlite_autoindex_changes_1', '1000000 1000000 200 1'),
('operations', 'sqlite_autoindex_operations_1', '1000000 1000000 1'),
('operations', 'operations_in_chain', '1000000 1000000 1000 500 1'),
('operations', 'operations_beside', '1000 1000 10 1'),
('operations', 'operations_parked', '1000 1000 1'),
('known_by', 'known_by', '20000 20000 2 1'),
('known_by', 'known_by_member', '20000 20000 4'),
('entitled', 'entitled', '20000 20000 4 1');
analyze sqlite_schema;
