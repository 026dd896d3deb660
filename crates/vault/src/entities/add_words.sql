insert into entity_words (rowid, words) values (:row, :words)
