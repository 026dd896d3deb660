-- The words people wrote, for finding them: in plans, tasks, papers and notes. Accents and case do not count, and a
-- word is found by its beginning. The text itself stays where it is; the index has its words only.

alter table entity add column words text as (
  case
    when kind in ('goal', 'intervention', 'task', 'need', 'document') then concat_ws(
      ' ',
      data ->> '$.statement.text', data ->> '$.statement.translation', data ->> 'what', data ->> 'words',
      data ->> 'title', data ->> 'barrier', data ->> 'strength', data ->> '$.progress.reason'
    )
  end
) virtual;

alter table record add column words text as (
  case
    when kind in ('note', 'addendum') then concat_ws(' ', body ->> '$.body.narrative', body ->> '$.body.text')
  end
) virtual;

create virtual table entity_words using fts5(
  words, content = 'entity', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
create virtual table record_words using fts5(
  words, content = 'record', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
-- What is taken out of an index leaves the file.
insert into entity_words (entity_words, rank) values ('secure-delete', 1);
insert into record_words (record_words, rank) values ('secure-delete', 1);

insert into entity_words (rowid, words) select row, words from entity where words is not null;
insert into record_words (rowid, words) select row, words from record where words is not null;

create trigger entity_words_are_added after insert on entity when new.words is not null begin
  insert into entity_words (rowid, words) values (new.row, new.words);
end;

create trigger entity_words_are_changed after update of kind, data on entity when old.words is not new.words begin
  insert into entity_words (entity_words, rowid, words)
  select 'delete', old.row, old.words where old.words is not null;
  insert into entity_words (rowid, words) select new.row, new.words where new.words is not null;
end;

create trigger entity_words_are_removed after delete on entity when old.words is not null begin
  insert into entity_words (entity_words, rowid, words) values ('delete', old.row, old.words);
end;

create trigger record_words_are_added after insert on record when new.words is not null begin
  insert into record_words (rowid, words) values (new.row, new.words);
end;

create trigger record_words_are_removed after delete on record when old.words is not null begin
  insert into record_words (record_words, rowid, words) values ('delete', old.row, old.words);
end;
