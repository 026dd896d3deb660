-- Whoever writes a thing tells the indexes of words and names herself. A statement with a trigger can be undone by itself, and
-- before each of those an index writes down all it has been told since the transaction began: a page of changes wrote it a
-- thousand times instead of once. What is removed is taken out by triggers as before.
drop trigger entity_words_are_added;
drop trigger entity_words_are_changed;
drop trigger record_words_are_added;
drop trigger member_name_is_added;
drop trigger member_name_is_changed;
