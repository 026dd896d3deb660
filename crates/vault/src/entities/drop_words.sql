insert into entity_words (entity_words, rowid, words) values ('delete', :row, :words)
