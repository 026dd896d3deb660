insert into entity_words (entity_words) values ('optimize')
