-- What the clinic set aside is shown whenever the Sync screen is looked at; without this it was looked for among all receipts.
create index receipt_set_aside on receipt (received_at, row) where result not like '{"is":"applied%';
