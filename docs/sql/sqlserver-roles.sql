-- Once, as the owner of the database.
IF DATABASE_PRINCIPAL_ID(N'audit_owner') IS NULL CREATE ROLE audit_owner;
IF DATABASE_PRINCIPAL_ID(N'portal_app') IS NULL CREATE ROLE portal_app;
IF DATABASE_PRINCIPAL_ID(N'audit_sealer') IS NULL CREATE ROLE audit_sealer;
IF DATABASE_PRINCIPAL_ID(N'inspector') IS NULL CREATE ROLE inspector;
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO portal_app;
DENY UPDATE, DELETE, ALTER, CONTROL, TAKE OWNERSHIP ON audit_entry TO portal_app;
DENY UPDATE, DELETE, ALTER, CONTROL, TAKE OWNERSHIP ON audit_segment TO portal_app;
DENY UPDATE, DELETE, ALTER, CONTROL, TAKE OWNERSHIP ON audit_tile TO portal_app;
DENY UPDATE, DELETE, ALTER, CONTROL, TAKE OWNERSHIP ON audit_checkpoint TO portal_app;
DENY INSERT, UPDATE, DELETE, ALTER, CONTROL, TAKE OWNERSHIP ON audit_truncate_guard TO portal_app;
DENY INSERT, UPDATE, DELETE ON __EFMigrationsHistory TO portal_app;
GRANT SELECT, INSERT ON audit_entry TO audit_sealer;
GRANT SELECT, INSERT ON audit_segment TO audit_sealer;
GRANT SELECT, INSERT ON audit_tile TO audit_sealer;
GRANT SELECT, INSERT ON audit_checkpoint TO audit_sealer;
GRANT SELECT ON audit_entry TO inspector;
GRANT SELECT ON audit_segment TO inspector;
GRANT SELECT ON audit_tile TO inspector;
GRANT SELECT ON audit_checkpoint TO inspector;

-- SQL Server 2022 can also chain the rows itself. That can only be chosen when a table is made: in the script of the tables write
--   CREATE TABLE audit_entry ( ...,
--       ltx bigint GENERATED ALWAYS AS TRANSACTION_ID START HIDDEN NOT NULL,
--       lseq bigint GENERATED ALWAYS AS SEQUENCE_NUMBER START HIDDEN NOT NULL) WITH (LEDGER = ON (APPEND_ONLY = ON));
-- without the trigger audit_entry_append_only. Nothing in the portal depends on it.
