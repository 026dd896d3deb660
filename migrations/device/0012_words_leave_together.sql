-- A text that is changed leaves its old words in the index until that is merged: taking each out by itself was most of what a
-- changed text cost. When somebody leaves this device, all of it is merged at once (vault's `streams::swept`). Signed notes
-- are never changed and leave with their member only: there each word still goes by itself.
insert into entity_words (entity_words, rank) values ('secure-delete', 0);
