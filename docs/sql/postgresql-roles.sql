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
