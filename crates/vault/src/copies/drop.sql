delete from copy where era < :safe
