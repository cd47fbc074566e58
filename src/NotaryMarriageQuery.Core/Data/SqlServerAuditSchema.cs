namespace NotaryMarriageQuery.Core.Data;

/// <summary>The evidence's tables on SQL Server 2019 and later, their guards, and the rights of accounts.</summary>
/// <remarks>
/// Written from documentation and not yet run on a server: the tests that do so need one (<c>NMQ_TEST_SQLSERVER</c>). Triggers are made
/// inside EXEC because CREATE TRIGGER must begin a batch, which it does not inside an idempotent script.
/// </remarks>
public static class SqlServerAuditSchema
{
    /// <summary>Tables and guards; runs once, in the first migration, as the owner.</summary>
    /// <remarks>
    /// TRUNCATE fires no trigger, but is refused on a table to which a foreign key points: that is all <c>audit_truncate_guard</c> is
    /// for, and it stays empty.
    /// </remarks>
    internal const string Create = $"""
        CREATE TABLE audit_entry (
            id bigint NOT NULL CONSTRAINT pk_audit_entry PRIMARY KEY,
            kind smallint NOT NULL,
            at bigint NOT NULL,
            mono bigint NOT NULL,
            req binary(16) NOT NULL,
            org nvarchar(32) COLLATE {SqlServerDatabase.Collation} NOT NULL,
            actor nvarchar(64) COLLATE {SqlServerDatabase.Collation} NOT NULL,
            case_no nvarchar(64) COLLATE {SqlServerDatabase.Collation} NOT NULL,
            subj1 binary(16) NULL,
            subj2 binary(16) NULL,
            status smallint NOT NULL,
            key_id int NOT NULL,
            detail varbinary(2000) NOT NULL,
            mac binary(32) NOT NULL
        );
        CREATE INDEX ix_audit_entry_at ON audit_entry (at);
        CREATE INDEX ix_audit_entry_actor_at ON audit_entry (actor, at);
        CREATE INDEX ix_audit_entry_org_at ON audit_entry (org, at);
        CREATE INDEX ix_audit_entry_subj1_at ON audit_entry (subj1, at) WHERE subj1 IS NOT NULL;
        CREATE INDEX ix_audit_entry_subj2_at ON audit_entry (subj2, at) WHERE subj2 IS NOT NULL;
        CREATE INDEX ix_audit_entry_case_no ON audit_entry (case_no) WHERE case_no <> N'';
        CREATE INDEX ix_audit_entry_req ON audit_entry (req);
        CREATE UNIQUE INDEX ix_audit_entry_req_kind ON audit_entry (req, kind) WHERE kind IN (3, 4);
        CREATE INDEX ix_audit_entry_kind_at ON audit_entry (kind, at) WHERE kind IN (5, 6);
        CREATE TABLE audit_segment (
            first_leaf bigint NOT NULL CONSTRAINT pk_audit_segment PRIMARY KEY,
            first_id bigint NOT NULL CONSTRAINT uq_audit_segment_first_id UNIQUE,
            count int NOT NULL CONSTRAINT ck_audit_segment_count CHECK (count > 0)
        );
        CREATE TABLE audit_tile (
            level smallint NOT NULL,
            idx bigint NOT NULL,
            root binary(32) NOT NULL,
            data varbinary(max) NOT NULL CONSTRAINT ck_audit_tile_data CHECK (DATALENGTH(data) <= 8192),
            CONSTRAINT pk_audit_tile PRIMARY KEY (level, idx)
        );
        CREATE TABLE audit_checkpoint (
            size bigint NOT NULL CONSTRAINT pk_audit_checkpoint PRIMARY KEY,
            prev_size bigint NOT NULL CONSTRAINT uq_audit_checkpoint_prev_size UNIQUE,
            note nvarchar(2000) COLLATE {SqlServerDatabase.Collation} NOT NULL
        );
        CREATE TABLE audit_truncate_guard (
            entry_id bigint NULL CONSTRAINT fk_no_truncate_entry REFERENCES audit_entry (id),
            segment_first_leaf bigint NULL CONSTRAINT fk_no_truncate_segment REFERENCES audit_segment (first_leaf),
            tile_level smallint NULL,
            tile_idx bigint NULL,
            checkpoint_size bigint NULL CONSTRAINT fk_no_truncate_checkpoint REFERENCES audit_checkpoint (size),
            CONSTRAINT fk_no_truncate_tile FOREIGN KEY (tile_level, tile_idx) REFERENCES audit_tile (level, idx)
        );
        EXEC(N'CREATE TRIGGER audit_entry_append_only ON audit_entry INSTEAD OF UPDATE, DELETE AS
        BEGIN SET NOCOUNT ON; THROW 51000, N''audit log is append-only'', 1; END');
        EXEC(N'CREATE TRIGGER audit_segment_append_only ON audit_segment INSTEAD OF UPDATE, DELETE AS
        BEGIN SET NOCOUNT ON; THROW 51000, N''audit log is append-only'', 1; END');
        EXEC(N'CREATE TRIGGER audit_tile_append_only ON audit_tile INSTEAD OF UPDATE, DELETE AS
        BEGIN SET NOCOUNT ON; THROW 51000, N''audit log is append-only'', 1; END');
        EXEC(N'CREATE TRIGGER audit_checkpoint_append_only ON audit_checkpoint INSTEAD OF UPDATE, DELETE AS
        BEGIN SET NOCOUNT ON; THROW 51000, N''audit log is append-only'', 1; END');
        EXEC(N'CREATE TRIGGER audit_no_ddl ON DATABASE FOR DROP_TABLE, ALTER_TABLE, DROP_TRIGGER, ALTER_TRIGGER, DROP_INDEX, RENAME AS
        BEGIN
            SET NOCOUNT ON;
            DECLARE @event xml = EVENTDATA();
            IF @event.value(''(/EVENT_INSTANCE/ObjectName)[1]'', ''sysname'') LIKE N''audit[_]%''
                OR @event.value(''(/EVENT_INSTANCE/TargetObjectName)[1]'', ''sysname'') LIKE N''audit[_]%''
            BEGIN
                ROLLBACK;
                THROW 51001, N''the audit tables are frozen'', 1;
            END
        END');
        """;

    /// <summary>Roles and rights; may run again. Rights on the schema reach tables that are added later, denials outweigh them.</summary>
    public const string Roles = """
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
        """;
}
