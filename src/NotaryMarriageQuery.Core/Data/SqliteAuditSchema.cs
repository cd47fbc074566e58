namespace NotaryMarriageQuery.Core.Data;

/// <summary>The evidence's tables on SQLite, with guards against change. A person with the file can lift them; MACs then speak.</summary>
internal static class SqliteAuditSchema
{
    /// <remarks>
    /// The third trigger closes a trap: INSERT OR REPLACE deletes the old row without firing delete triggers. Every unique key of the
    /// table must therefore stand in its condition.
    /// </remarks>
    public const string Create = """
        CREATE TABLE audit_entry (
            id INTEGER NOT NULL PRIMARY KEY,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            mono INTEGER NOT NULL,
            req BLOB NOT NULL CHECK (length(req) = 16),
            org TEXT NOT NULL,
            actor TEXT NOT NULL,
            case_no TEXT NOT NULL,
            subj1 BLOB NULL,
            subj2 BLOB NULL,
            status INTEGER NOT NULL,
            key_id INTEGER NOT NULL,
            detail BLOB NOT NULL CHECK (length(detail) <= 2000),
            mac BLOB NOT NULL CHECK (length(mac) = 32)
        ) STRICT;
        CREATE INDEX IX_audit_entry_at ON audit_entry (at);
        CREATE INDEX IX_audit_entry_actor_at ON audit_entry (actor, at);
        CREATE INDEX IX_audit_entry_org_at ON audit_entry (org, at);
        CREATE INDEX IX_audit_entry_subj1_at ON audit_entry (subj1, at) WHERE subj1 IS NOT NULL;
        CREATE INDEX IX_audit_entry_subj2_at ON audit_entry (subj2, at) WHERE subj2 IS NOT NULL;
        CREATE INDEX IX_audit_entry_case_no ON audit_entry (case_no) WHERE case_no <> '';
        CREATE INDEX IX_audit_entry_req ON audit_entry (req);
        CREATE UNIQUE INDEX IX_audit_entry_req_kind ON audit_entry (req, kind) WHERE kind IN (3, 4);
        CREATE INDEX IX_audit_entry_kind_at ON audit_entry (kind, at) WHERE kind IN (5, 6);
        CREATE TRIGGER audit_entry_u BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_entry_d BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_entry_i BEFORE INSERT ON audit_entry
        WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
            OR (NEW.kind IN (3, 4) AND EXISTS (SELECT 1 FROM audit_entry WHERE req = NEW.req AND kind = NEW.kind AND kind IN (3, 4)))
        BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        """;
    /// <summary>The tables of the sealed tree; their unique keys stand in their insert triggers, too.</summary>
    /// <remarks>A tile's key is two columns: with a row id beside them, REPLACE by that hidden key would walk past the triggers.</remarks>
    public const string CreateSealing = """
        CREATE TABLE audit_segment (
            first_leaf INTEGER NOT NULL PRIMARY KEY,
            first_id INTEGER NOT NULL UNIQUE,
            count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT;
        CREATE TRIGGER audit_segment_u BEFORE UPDATE ON audit_segment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_segment_d BEFORE DELETE ON audit_segment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_segment_i BEFORE INSERT ON audit_segment
        WHEN EXISTS (SELECT 1 FROM audit_segment WHERE first_leaf = NEW.first_leaf OR first_id = NEW.first_id)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TABLE audit_tile (
            level INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32),
            data BLOB NOT NULL CHECK (length(data) <= 8192),
            PRIMARY KEY (level, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER audit_tile_u BEFORE UPDATE ON audit_tile BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_tile_d BEFORE DELETE ON audit_tile BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_tile_i BEFORE INSERT ON audit_tile
        WHEN EXISTS (SELECT 1 FROM audit_tile WHERE level = NEW.level AND idx = NEW.idx)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TABLE audit_checkpoint (
            size INTEGER NOT NULL PRIMARY KEY,
            prev_size INTEGER NOT NULL UNIQUE,
            note TEXT NOT NULL CHECK (length(note) <= 2000)
        ) STRICT;
        CREATE TRIGGER audit_checkpoint_u BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_checkpoint_d BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        CREATE TRIGGER audit_checkpoint_i BEFORE INSERT ON audit_checkpoint
        WHEN EXISTS (SELECT 1 FROM audit_checkpoint WHERE size = NEW.size OR prev_size = NEW.prev_size)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END;
        """;
}
