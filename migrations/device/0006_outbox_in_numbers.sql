-- How much waits, of what kind and since when, is asked at every step of an exchange. Without this every operation that
-- waits was read and deciphered for it: of ten thousand, at each of forty pushes.
create index outbox_in_numbers on outbox (kind, entity, dseq, at);
