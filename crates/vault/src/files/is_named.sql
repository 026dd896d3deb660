select exists (select 1 from documents where documents.file = :file)
