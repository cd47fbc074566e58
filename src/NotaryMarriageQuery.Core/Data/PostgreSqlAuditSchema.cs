namespace NotaryMarriageQuery.Core.Data;

/// <summary>The evidence's tables on PostgreSQL, their guards, and the rights of accounts.</summary>
/// <remarks>Guards stop accidents and the portal's own account. The owner and a superuser can lift them; MACs and signatures then speak.</remarks>
public static class PostgreSqlAuditSchema
{
    /// <summary>Tables and guards; runs once, in the first migration, as the owner.</summary>
    internal const string Create = """
        CREATE TABLE audit_entry (
            id bigint NOT NULL PRIMARY KEY,
            kind smallint NOT NULL,
            at bigint NOT NULL,
            mono bigint NOT NULL,
            req bytea NOT NULL CHECK (octet_length(req) = 16),
            org varchar(32) COLLATE "C" NOT NULL,
            actor varchar(64) COLLATE "C" NOT NULL,
            case_no varchar(64) COLLATE "C" NOT NULL,
            subj1 bytea NULL CHECK (octet_length(subj1) = 16),
            subj2 bytea NULL CHECK (octet_length(subj2) = 16),
            status smallint NOT NULL,
            key_id integer NOT NULL,
            detail bytea NOT NULL CHECK (octet_length(detail) <= 2000),
            mac bytea NOT NULL CHECK (octet_length(mac) = 32)
        );
        CREATE INDEX ix_audit_entry_at ON audit_entry (at);
        CREATE INDEX ix_audit_entry_actor_at ON audit_entry (actor, at);
        CREATE INDEX ix_audit_entry_org_at ON audit_entry (org, at);
        CREATE INDEX ix_audit_entry_subj1_at ON audit_entry (subj1, at) WHERE subj1 IS NOT NULL;
        CREATE INDEX ix_audit_entry_subj2_at ON audit_entry (subj2, at) WHERE subj2 IS NOT NULL;
        CREATE INDEX ix_audit_entry_case_no ON audit_entry (case_no) WHERE case_no <> '';
        CREATE INDEX ix_audit_entry_req ON audit_entry (req);
        CREATE UNIQUE INDEX ix_audit_entry_req_kind ON audit_entry (req, kind) WHERE kind IN (3, 4);
        CREATE INDEX ix_audit_entry_kind_at ON audit_entry (kind, at) WHERE kind IN (5, 6);
        CREATE TABLE audit_segment (
            first_leaf bigint NOT NULL PRIMARY KEY,
            first_id bigint NOT NULL UNIQUE,
            count integer NOT NULL CHECK (count > 0)
        );
        CREATE TABLE audit_tile (
            level smallint NOT NULL,
            idx bigint NOT NULL,
            root bytea NOT NULL CHECK (octet_length(root) = 32),
            data bytea NOT NULL CHECK (octet_length(data) <= 8192),
            PRIMARY KEY (level, idx)
        );
        CREATE TABLE audit_checkpoint (
            size bigint NOT NULL PRIMARY KEY,
            prev_size bigint NOT NULL UNIQUE,
            note varchar(2000) COLLATE "C" NOT NULL
        );
        CREATE FUNCTION audit_deny() RETURNS trigger LANGUAGE plpgsql AS $audit$
        BEGIN RAISE EXCEPTION 'audit log is append-only (%)', TG_OP USING ERRCODE = 'insufficient_privilege'; END
        $audit$;
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_deny();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_segment FOR EACH STATEMENT EXECUTE FUNCTION audit_deny();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_tile FOR EACH STATEMENT EXECUTE FUNCTION audit_deny();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_deny();
        ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER append_only;
        ALTER TABLE audit_segment ENABLE ALWAYS TRIGGER append_only;
        ALTER TABLE audit_tile ENABLE ALWAYS TRIGGER append_only;
        ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER append_only;
        """;

    /// <summary>Roles and rights; may run again, and must after a migration that adds tables.</summary>
    public const string Roles = """
        -- Once, and again after each update of the portal that adds tables; as the owner of the tables, who may make roles.
        DO $roles$
        DECLARE role_name text;
        BEGIN
            FOREACH role_name IN ARRAY ARRAY['audit_owner', 'portal_app', 'audit_sealer', 'inspector'] LOOP
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
                    EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
                END IF;
            END LOOP;
        END
        $roles$;
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, portal_app, audit_sealer, inspector;
        GRANT USAGE ON SCHEMA public TO portal_app, audit_sealer, inspector;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
        REVOKE ALL ON audit_entry, audit_segment, audit_tile, audit_checkpoint, "__EFMigrationsHistory" FROM portal_app;
        GRANT SELECT ON audit_entry, audit_segment, audit_tile, audit_checkpoint, "__EFMigrationsHistory" TO portal_app;
        GRANT INSERT ON audit_entry TO portal_app;
        GRANT SELECT, INSERT ON audit_entry, audit_segment, audit_tile, audit_checkpoint TO audit_sealer;
        GRANT SELECT ON audit_entry, audit_segment, audit_tile, audit_checkpoint TO inspector;
        """;
}
