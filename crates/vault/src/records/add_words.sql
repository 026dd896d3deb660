insert into record_words (rowid, words) values (:row, :words)
