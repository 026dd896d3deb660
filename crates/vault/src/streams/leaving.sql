select stream, entities, records from leaving order by stream
