CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
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
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE access_version (
        "Id" integer NOT NULL,
        "Version" bigint NOT NULL,
        CONSTRAINT "PK_access_version" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE database_mark (
        "Name" character varying(32) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_database_mark" PRIMARY KEY ("Name")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE institution (
        "Id" uuid NOT NULL,
        "Code" character varying(32) COLLATE "C" NOT NULL,
        "Name" character varying(60) COLLATE "C" NOT NULL,
        "Kind" integer NOT NULL,
        "RegionCode" character varying(6) COLLATE "C" NOT NULL,
        "IsOpen" boolean NOT NULL,
        "ClosedReason" character varying(200) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_institution" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE kept_answer (
        id character varying(32) COLLATE "C" NOT NULL,
        operator_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        expires_at bigint NOT NULL,
        sealed bytea NOT NULL,
        CONSTRAINT "PK_kept_answer" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE sign_in_session (
        "Id" uuid NOT NULL,
        "AccountId" uuid NOT NULL,
        "OperatorId" uuid NOT NULL,
        "SecurityStamp" character varying(64) COLLATE "C" NOT NULL,
        "Address" character varying(50) COLLATE "C" NOT NULL,
        "StartedAt" timestamp with time zone NOT NULL,
        "LastSeenAt" timestamp with time zone NOT NULL,
        "EndedAt" timestamp with time zone,
        CONSTRAINT "PK_sign_in_session" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE account (
        "Id" uuid NOT NULL,
        "Role" integer NOT NULL,
        "InstitutionId" uuid NOT NULL,
        "State" integer NOT NULL,
        "PasswordChangedAt" timestamp with time zone NOT NULL,
        "PasswordIsOneTime" boolean NOT NULL,
        "LastSignInAt" timestamp with time zone,
        "UserName" character varying(32) COLLATE "C",
        "NormalizedUserName" character varying(32) COLLATE "C",
        "PasswordHash" text COLLATE "C",
        "SecurityStamp" text COLLATE "C",
        "ConcurrencyStamp" text COLLATE "C",
        "LockoutEnd" timestamp with time zone,
        "AccessFailedCount" integer NOT NULL,
        CONSTRAINT "PK_account" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_account_institution_InstitutionId" FOREIGN KEY ("InstitutionId") REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE notarial_case (
        "Id" uuid NOT NULL,
        "InstitutionId" uuid NOT NULL,
        "Number" character varying(40) COLLATE "C" NOT NULL,
        "Matter" character varying(40) COLLATE "C" NOT NULL,
        "AcceptedOn" date NOT NULL,
        "IsOpen" boolean NOT NULL,
        "EnteredAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_notarial_case" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_notarial_case_institution_InstitutionId" FOREIGN KEY ("InstitutionId") REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE workstation (
        "Id" uuid NOT NULL,
        "InstitutionId" uuid NOT NULL,
        "Network" character varying(50) COLLATE "C" NOT NULL,
        "Label" character varying(60) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_workstation" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_workstation_institution_InstitutionId" FOREIGN KEY ("InstitutionId") REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE operator (
        "Id" uuid NOT NULL,
        "AccountId" uuid NOT NULL,
        "Number" integer NOT NULL,
        "Name" character varying(100) COLLATE "C" NOT NULL,
        "SealedTotpKey" bytea NOT NULL,
        "IsActive" boolean NOT NULL,
        "LastTotpStep" bigint NOT NULL,
        "FailedCodes" integer NOT NULL,
        "LockedUntil" timestamp with time zone,
        "LastSignInAt" timestamp with time zone,
        CONSTRAINT "PK_operator" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_operator_account_AccountId" FOREIGN KEY ("AccountId") REFERENCES account ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE password_history (
        "Id" uuid NOT NULL,
        "AccountId" uuid NOT NULL,
        "Hash" character varying(200) COLLATE "C" NOT NULL,
        "SetAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_password_history" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_password_history_account_AccountId" FOREIGN KEY ("AccountId") REFERENCES account ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE TABLE case_party (
        "Id" uuid NOT NULL,
        "CaseId" uuid NOT NULL,
        "IdIndex" bytea NOT NULL,
        "SealedName" bytea NOT NULL,
        "SealedIdNumber" bytea NOT NULL,
        CONSTRAINT "PK_case_party" PRIMARY KEY ("Id"),
        CONSTRAINT "FK_case_party_notarial_case_CaseId" FOREIGN KEY ("CaseId") REFERENCES notarial_case ("Id") ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    INSERT INTO access_version ("Id", "Version")
    VALUES (1, 1);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE INDEX "IX_account_InstitutionId" ON account ("InstitutionId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE UNIQUE INDEX "IX_account_NormalizedUserName" ON account ("NormalizedUserName");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE UNIQUE INDEX "IX_case_party_CaseId_IdIndex" ON case_party ("CaseId", "IdIndex");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE UNIQUE INDEX "IX_institution_Code" ON institution ("Code");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE INDEX "IX_kept_answer_expires_at" ON kept_answer (expires_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE INDEX "IX_notarial_case_InstitutionId_EnteredAt" ON notarial_case ("InstitutionId", "EnteredAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE UNIQUE INDEX "IX_notarial_case_InstitutionId_Number" ON notarial_case ("InstitutionId", "Number");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE INDEX "IX_notarial_case_Number" ON notarial_case ("Number");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE UNIQUE INDEX "IX_operator_AccountId_Number" ON operator ("AccountId", "Number");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE INDEX "IX_password_history_AccountId_SetAt" ON password_history ("AccountId", "SetAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE INDEX "IX_sign_in_session_LastSeenAt" ON sign_in_session ("LastSeenAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    CREATE UNIQUE INDEX "IX_workstation_InstitutionId_Network" ON workstation ("InstitutionId", "Network");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122060128_Initial') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122060128_Initial', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE TABLE gateway_secret (
        app_key character varying(128) COLLATE "C" NOT NULL,
        sealed bytea NOT NULL,
        version bigint NOT NULL,
        renewing_until bigint NOT NULL,
        CONSTRAINT "PK_gateway_secret" PRIMARY KEY (app_key)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE TABLE key_erasure (
        id uuid NOT NULL,
        period integer NOT NULL,
        reason character varying(200) COLLATE "C" NOT NULL,
        proposed_by uuid NOT NULL,
        proposed_by_name character varying(100) COLLATE "C" NOT NULL,
        proposed_at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_key_erasure" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE TABLE lookup_form (
        session_id uuid NOT NULL,
        form_id uuid NOT NULL,
        claim uuid NOT NULL,
        claimed_at bigint NOT NULL,
        answer_id character varying(32) COLLATE "C",
        outcome character varying(4000) COLLATE "C",
        CONSTRAINT "PK_lookup_form" PRIMARY KEY (session_id, form_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE TABLE period_key (
        period integer NOT NULL,
        wrapped bytea NOT NULL,
        erased_at bigint,
        CONSTRAINT "PK_period_key" PRIMARY KEY (period)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE TABLE session_key (
        id integer NOT NULL,
        sealed bytea NOT NULL,
        CONSTRAINT "PK_session_key" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE TABLE sign_in_attempt (
        id uuid NOT NULL,
        address bytea NOT NULL,
        at bigint NOT NULL,
        CONSTRAINT "PK_sign_in_attempt" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE UNIQUE INDEX "IX_key_erasure_period" ON key_erasure (period);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE INDEX "IX_lookup_form_claimed_at" ON lookup_form (claimed_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE INDEX "IX_sign_in_attempt_address_at" ON sign_in_attempt (address, at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    CREATE INDEX "IX_sign_in_attempt_at" ON sign_in_attempt (at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122063504_Instances') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122063504_Instances', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    ALTER TABLE notarial_case ADD "CertificateNumber" character varying(60) COLLATE "C";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    ALTER TABLE notarial_case ADD "UploadedAt" bigint;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    ALTER TABLE notarial_case ADD "Version" bigint NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    CREATE TABLE intake_nonce (
        institution_id uuid NOT NULL,
        nonce character varying(64) COLLATE "C" NOT NULL,
        at bigint NOT NULL,
        expires_at bigint NOT NULL,
        CONSTRAINT "PK_intake_nonce" PRIMARY KEY (institution_id, nonce)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    CREATE TABLE opening (
        institution_id uuid NOT NULL,
        server_network character varying(50) COLLATE "C" NOT NULL,
        sealed_secret bytea,
        secret_issued_at bigint,
        connected_at bigint,
        seen_at bigint,
        uploaded_at bigint,
        last_received integer NOT NULL,
        last_stored integer NOT NULL,
        last_rejected integer NOT NULL,
        override_ends_at bigint,
        override_reason character varying(200) COLLATE "C" NOT NULL,
        allows_manual_cases boolean NOT NULL,
        CONSTRAINT "PK_opening" PRIMARY KEY (institution_id),
        CONSTRAINT "FK_opening_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    CREATE TABLE opening_rule (
        id integer NOT NULL,
        connection_grace_minutes integer NOT NULL,
        upload_grace_minutes integer NOT NULL,
        contact character varying(60) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_opening_rule" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    INSERT INTO opening_rule (id, connection_grace_minutes, contact, upload_grace_minutes)
    VALUES (1, 30, '省厅', 600);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    CREATE INDEX "IX_intake_nonce_expires_at" ON intake_nonce (expires_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    INSERT INTO opening (institution_id, server_network, last_received, last_stored, last_rejected, override_reason, allows_manual_cases)
    SELECT "Id", '', 0, 0, 0, '', TRUE FROM institution WHERE "Kind" = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122090529_Openings') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122090529_Openings', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE TABLE custodian (
        operator_id uuid NOT NULL,
        sex integer NOT NULL,
        post character varying(60) COLLATE "C" NOT NULL,
        sealed_mobile bytea NOT NULL,
        CONSTRAINT "PK_custodian" PRIMARY KEY (operator_id),
        CONSTRAINT "FK_custodian_operator_operator_id" FOREIGN KEY (operator_id) REFERENCES operator ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE TABLE institution_report (
        institution_id uuid NOT NULL,
        head_name character varying(100) COLLATE "C" NOT NULL,
        sealed_phone bytea,
        reported_at bigint,
        CONSTRAINT "PK_institution_report" PRIMARY KEY (institution_id),
        CONSTRAINT "FK_institution_report_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE TABLE report_import (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        sealed_lines bytea NOT NULL,
        digest character varying(64) COLLATE "C" NOT NULL,
        expires_at bigint NOT NULL,
        CONSTRAINT "PK_report_import" PRIMARY KEY (id),
        CONSTRAINT "FK_report_import_account_account_id" FOREIGN KEY (account_id) REFERENCES account ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE TABLE report_period (
        id integer NOT NULL,
        began_at bigint NOT NULL,
        due_on date,
        CONSTRAINT "PK_report_period" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE TABLE report_request (
        id uuid NOT NULL,
        institution_id uuid NOT NULL,
        kind integer NOT NULL,
        state integer NOT NULL,
        operator_id uuid,
        sealed_content bytea NOT NULL,
        reason character varying(200) COLLATE "C" NOT NULL,
        filed_by_name character varying(60) COLLATE "C" NOT NULL,
        filed_by character varying(64) COLLATE "C" NOT NULL,
        filed_at bigint NOT NULL,
        open_subject character varying(200) COLLATE "C",
        decided_by character varying(64) COLLATE "C" NOT NULL,
        decided_by_name character varying(200) COLLATE "C" NOT NULL,
        decided_at bigint,
        decision_reason character varying(200) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_report_request" PRIMARY KEY (id),
        CONSTRAINT "FK_report_request_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    INSERT INTO report_period (id, began_at, due_on)
    VALUES (1, 0, NULL);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE INDEX "IX_report_import_account_id" ON report_import (account_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE INDEX "IX_report_import_expires_at" ON report_import (expires_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE INDEX "IX_report_request_institution_id_filed_at" ON report_request (institution_id, filed_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    CREATE UNIQUE INDEX "IX_report_request_open_subject" ON report_request (open_subject);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122121025_Reports') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122121025_Reports', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE TABLE assistance (
        id uuid NOT NULL,
        institution_id uuid NOT NULL,
        case_number character varying(40) COLLATE "C" NOT NULL,
        matter character varying(40) COLLATE "C" NOT NULL,
        sealed_facts bytea NOT NULL,
        filed_by uuid NOT NULL,
        filed_by_name character varying(120) COLLATE "C" NOT NULL,
        filed_at timestamp with time zone NOT NULL,
        due_on date NOT NULL,
        state integer NOT NULL,
        version bigint NOT NULL,
        officer_id uuid,
        officer_name character varying(120) COLLATE "C" NOT NULL,
        confirmed_by_name character varying(120) COLLATE "C" NOT NULL,
        changed_at timestamp with time zone NOT NULL,
        sealed_found bytea,
        found_until bigint,
        search_request character varying(32) COLLATE "C" NOT NULL,
        sealed_answer bytea,
        answer_until bigint,
        is_answer_opened boolean NOT NULL,
        sealed_remark bytea,
        CONSTRAINT "PK_assistance" PRIMARY KEY (id),
        CONSTRAINT "FK_assistance_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE TABLE entrusted_lookup (
        id character varying(32) COLLATE "C" NOT NULL,
        entry_id bigint NOT NULL,
        institution_id uuid NOT NULL,
        entrusted_by uuid,
        entrusted_by_name character varying(100) COLLATE "C" NOT NULL,
        letter_number character varying(80) COLLATE "C" NOT NULL,
        letter_date date NOT NULL,
        case_number character varying(40) COLLATE "C" NOT NULL,
        matter character varying(40) COLLATE "C" NOT NULL,
        asked_by_name character varying(120) COLLATE "C" NOT NULL,
        asked_at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_entrusted_lookup" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE TABLE kept_file (
        id uuid NOT NULL,
        owner character varying(64) COLLATE "C" NOT NULL,
        institution_id uuid NOT NULL,
        format integer NOT NULL,
        length integer NOT NULL,
        sha256 bytea NOT NULL,
        period integer NOT NULL,
        added_by_name character varying(120) COLLATE "C" NOT NULL,
        added_at timestamp with time zone NOT NULL,
        sealed bytea NOT NULL,
        CONSTRAINT "PK_kept_file" PRIMARY KEY (id),
        CONSTRAINT "FK_kept_file_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE TABLE verification (
        id uuid NOT NULL,
        institution_id uuid NOT NULL,
        channel integer NOT NULL,
        certificate_number character varying(120) COLLATE "C" NOT NULL,
        received_on date NOT NULL,
        answer integer NOT NULL,
        sealed_facts bytea NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_by_name character varying(120) COLLATE "C" NOT NULL,
        recorded_at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_verification" PRIMARY KEY (id),
        CONSTRAINT "FK_verification_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE TABLE verification_addition (
        id uuid NOT NULL,
        verification_id uuid NOT NULL,
        answer integer,
        sealed_text bytea NOT NULL,
        added_by uuid NOT NULL,
        added_by_name character varying(120) COLLATE "C" NOT NULL,
        added_at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_verification_addition" PRIMARY KEY (id),
        CONSTRAINT "FK_verification_addition_verification_verification_id" FOREIGN KEY (verification_id) REFERENCES verification (id) ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_assistance_answer_until" ON assistance (answer_until);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_assistance_found_until" ON assistance (found_until);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_assistance_institution_id_filed_at" ON assistance (institution_id, filed_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_assistance_state_due_on" ON assistance (state, due_on);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_entrusted_lookup_entrusted_by_asked_at" ON entrusted_lookup (entrusted_by, asked_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_entrusted_lookup_institution_id_asked_at" ON entrusted_lookup (institution_id, asked_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_kept_file_institution_id" ON kept_file (institution_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE UNIQUE INDEX "IX_kept_file_owner_sha256" ON kept_file (owner, sha256);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_verification_institution_id_recorded_at" ON verification (institution_id, recorded_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_verification_recorded_at" ON verification (recorded_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    CREATE INDEX "IX_verification_addition_verification_id" ON verification_addition (verification_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122131207_Letters') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122131207_Letters', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    ALTER TABLE operator ADD "AcceptedTerms" integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    ALTER TABLE operator ADD "AcceptedTermsAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    ALTER TABLE operator ADD "RetiredAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    ALTER TABLE institution ADD "Head" character varying(100) COLLATE "C" NOT NULL DEFAULT '';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    ALTER TABLE institution ADD "Revision" integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    ALTER TABLE account ADD "StateChangedAt" timestamp with time zone;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE TABLE anomaly_report (
        id uuid NOT NULL,
        kind integer NOT NULL,
        sealed_text bytea NOT NULL,
        institution_id uuid NOT NULL,
        operator_id uuid NOT NULL,
        reported_by character varying(64) COLLATE "C" NOT NULL,
        reported_by_name character varying(100) COLLATE "C" NOT NULL,
        reported_at bigint NOT NULL,
        handled_at bigint,
        handled_by character varying(64) COLLATE "C" NOT NULL,
        note character varying(400) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_anomaly_report" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE TABLE approval (
        id uuid NOT NULL,
        kind integer NOT NULL,
        target_id uuid NOT NULL,
        target character varying(64) COLLATE "C" NOT NULL,
        detail character varying(200) COLLATE "C" NOT NULL,
        reason character varying(200) COLLATE "C" NOT NULL,
        asked_by_id uuid NOT NULL,
        asked_by character varying(64) COLLATE "C" NOT NULL,
        asked_by_name character varying(100) COLLATE "C" NOT NULL,
        asked_at bigint NOT NULL,
        expires_at bigint NOT NULL,
        state integer NOT NULL,
        decided_by character varying(64) COLLATE "C" NOT NULL,
        decided_at bigint,
        CONSTRAINT "PK_approval" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE TABLE looked_up_case (
        case_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        first_at bigint NOT NULL,
        last_at bigint NOT NULL,
        CONSTRAINT "PK_looked_up_case" PRIMARY KEY (case_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE TABLE terms_version (
        number integer NOT NULL,
        text character varying(4000) COLLATE "C" NOT NULL,
        published_at bigint NOT NULL,
        published_by character varying(64) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_terms_version" PRIMARY KEY (number)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE INDEX "IX_anomaly_report_handled_at_reported_at" ON anomaly_report (handled_at, reported_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE INDEX "IX_anomaly_report_operator_id" ON anomaly_report (operator_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE INDEX "IX_approval_asked_at" ON approval (asked_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    CREATE INDEX "IX_looked_up_case_first_at_case_id" ON looked_up_case (first_at, case_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122132720_Accounts') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122132720_Accounts', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122161355_Revisions') THEN
    ALTER TABLE opening_rule ADD revision integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122161355_Revisions') THEN
    ALTER TABLE opening ADD revision integer NOT NULL DEFAULT 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122161355_Revisions') THEN
    UPDATE opening_rule SET revision = 0
    WHERE id = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122161355_Revisions') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122161355_Revisions', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE act (
        id bigint NOT NULL,
        at bigint NOT NULL,
        kind smallint NOT NULL,
        org character varying(32) COLLATE "C" NOT NULL,
        actor character varying(64) COLLATE "C" NOT NULL,
        address character varying(45) COLLATE "C" NOT NULL,
        case_no character varying(64) COLLATE "C" NOT NULL,
        matter character varying(40) COLLATE "C" NOT NULL,
        status smallint NOT NULL,
        reason smallint NOT NULL,
        marks smallint NOT NULL,
        subject bytea NOT NULL,
        outcome_id bigint NOT NULL,
        views integer NOT NULL,
        prints integer NOT NULL,
        CONSTRAINT "PK_act" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE act_position (
        writer bigint NOT NULL,
        last_id bigint NOT NULL,
        CONSTRAINT "PK_act_position" PRIMARY KEY (writer)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE alert (
        id uuid NOT NULL,
        kind smallint NOT NULL,
        subject_key character varying(80) COLLATE "C" NOT NULL,
        day integer NOT NULL,
        org character varying(32) COLLATE "C" NOT NULL,
        first_at bigint NOT NULL,
        last_at bigint NOT NULL,
        acts integer NOT NULL,
        state smallint NOT NULL,
        owner character varying(64) COLLATE "C" NOT NULL,
        owner_name character varying(100) COLLATE "C" NOT NULL,
        note character varying(500) COLLATE "C" NOT NULL,
        version integer NOT NULL,
        CONSTRAINT "PK_alert" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE alert_act (
        alert_id uuid NOT NULL,
        act_id bigint NOT NULL,
        org character varying(32) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_alert_act" PRIMARY KEY (alert_id, act_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE alert_cursor (
        id integer NOT NULL,
        at bigint NOT NULL,
        act_id bigint NOT NULL,
        CONSTRAINT "PK_alert_cursor" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE alert_rule (
        kind smallint NOT NULL,
        is_on boolean NOT NULL,
        threshold integer NOT NULL,
        minutes integer NOT NULL,
        from_hour integer NOT NULL,
        to_hour integer NOT NULL,
        version integer NOT NULL,
        CONSTRAINT "PK_alert_rule" PRIMARY KEY (kind)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE register_number (
        id uuid NOT NULL,
        act_id bigint NOT NULL,
        institution_id uuid NOT NULL,
        number character varying(60) COLLATE "C" NOT NULL,
        added_at bigint NOT NULL,
        added_by character varying(64) COLLATE "C" NOT NULL,
        added_by_name character varying(100) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_register_number" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE saved_filter (
        id uuid NOT NULL,
        operator_id uuid NOT NULL,
        name character varying(30) COLLATE "C" NOT NULL,
        query character varying(400) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_saved_filter" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE use_day (
        org character varying(32) COLLATE "C" NOT NULL,
        day integer NOT NULL,
        kind smallint NOT NULL,
        status smallint NOT NULL,
        reason smallint NOT NULL,
        matter character varying(40) COLLATE "C" NOT NULL,
        acts integer NOT NULL,
        CONSTRAINT "PK_use_day" PRIMARY KEY (org, day, kind, status, reason, matter)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE TABLE use_hour (
        org character varying(32) COLLATE "C" NOT NULL,
        day integer NOT NULL,
        hour smallint NOT NULL,
        acts integer NOT NULL,
        CONSTRAINT "PK_use_hour" PRIMARY KEY (org, day, hour)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_act_actor" ON act (actor, at, id, kind, status, reason, matter, org, address);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_act_address" ON act (address, at, id, kind, status, reason, matter, org);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_act_at" ON act (at, id, org, kind, status, reason, matter);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_act_case" ON act (case_no, at, id) WHERE case_no <> '';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_act_org" ON act (org, at, id, kind, status, reason, matter);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_act_subject" ON act (subject, at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE UNIQUE INDEX "IX_alert_kind_subject_key_day" ON alert (kind, subject_key, day);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_alert_last_at_id" ON alert (last_at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_alert_act_org_alert_id" ON alert_act (org, alert_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_register_number_act_id_added_at" ON register_number (act_id, added_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE UNIQUE INDEX "IX_saved_filter_operator_id_name" ON saved_filter (operator_id, name);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    CREATE INDEX "IX_use_day_day_org" ON use_day (day, org);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122162353_Supervision') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122162353_Supervision', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE TABLE inspection (
        id uuid NOT NULL,
        title character varying(100) COLLATE "C" NOT NULL,
        kind integer NOT NULL,
        owner_id uuid NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        from_at bigint NOT NULL,
        until_at bigint NOT NULL,
        sample_size integer,
        sample_percent integer,
        strata integer NOT NULL,
        seed bytea NOT NULL,
        planned_by character varying(64) COLLATE "C" NOT NULL,
        planned_by_name character varying(100) COLLATE "C" NOT NULL,
        planned_at bigint NOT NULL,
        state integer NOT NULL,
        changes integer NOT NULL,
        drawn_at bigint,
        population_size integer,
        population_sha256 bytea,
        sample_sha256 bytea,
        checkpoint character varying(1000) COLLATE "C" NOT NULL,
        sealed_conclusion bytea,
        closed_by character varying(64) COLLATE "C" NOT NULL,
        closed_by_name character varying(100) COLLATE "C" NOT NULL,
        closed_at bigint,
        CONSTRAINT "PK_inspection" PRIMARY KEY (id),
        CONSTRAINT "FK_inspection_institution_owner_id" FOREIGN KEY (owner_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE TABLE sanction (
        id uuid NOT NULL,
        kind integer NOT NULL,
        institution_id uuid NOT NULL,
        operator_id uuid,
        person_name character varying(100) COLLATE "C" NOT NULL,
        target character varying(64) COLLATE "C" NOT NULL,
        decision_number character varying(80) COLLATE "C" NOT NULL,
        sealed_ground bytea NOT NULL,
        starts_at bigint,
        ends_at bigint,
        lifts_id uuid,
        drafted_by character varying(64) COLLATE "C" NOT NULL,
        drafted_by_name character varying(100) COLLATE "C" NOT NULL,
        drafted_at bigint NOT NULL,
        decided_at bigint,
        decided_by character varying(64) COLLATE "C" NOT NULL,
        decided_by_name character varying(100) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_sanction" PRIMARY KEY (id),
        CONSTRAINT "FK_sanction_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE TABLE inspection_finding (
        id uuid NOT NULL,
        inspection_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        position integer,
        severity integer NOT NULL,
        sealed_text bytea NOT NULL,
        recorded_by_name character varying(100) COLLATE "C" NOT NULL,
        recorded_at bigint NOT NULL,
        sealed_answer bytea,
        answered_by_name character varying(100) COLLATE "C" NOT NULL,
        answered_at bigint,
        CONSTRAINT "PK_inspection_finding" PRIMARY KEY (id),
        CONSTRAINT "FK_inspection_finding_inspection_inspection_id" FOREIGN KEY (inspection_id) REFERENCES inspection (id) ON DELETE RESTRICT,
        CONSTRAINT "FK_inspection_finding_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE TABLE inspection_item (
        inspection_id uuid NOT NULL,
        position integer NOT NULL,
        entry_id bigint NOT NULL,
        code character varying(32) COLLATE "C" NOT NULL,
        stratum character varying(32) COLLATE "C" NOT NULL,
        consent integer,
        genuine integer,
        party integer,
        letter integer,
        sealed_remark bytea,
        checked_by_name character varying(100) COLLATE "C" NOT NULL,
        checked_at bigint,
        version integer NOT NULL,
        CONSTRAINT "PK_inspection_item" PRIMARY KEY (inspection_id, position),
        CONSTRAINT "FK_inspection_item_inspection_inspection_id" FOREIGN KEY (inspection_id) REFERENCES inspection (id) ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE TABLE inspection_scope (
        inspection_id uuid NOT NULL,
        institution_id uuid NOT NULL,
        code character varying(32) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_inspection_scope" PRIMARY KEY (inspection_id, institution_id),
        CONSTRAINT "FK_inspection_scope_inspection_inspection_id" FOREIGN KEY (inspection_id) REFERENCES inspection (id) ON DELETE RESTRICT,
        CONSTRAINT "FK_inspection_scope_institution_institution_id" FOREIGN KEY (institution_id) REFERENCES institution ("Id") ON DELETE RESTRICT
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE INDEX "IX_inspection_owner_id_planned_at" ON inspection (owner_id, planned_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE INDEX "IX_inspection_finding_inspection_id_recorded_at" ON inspection_finding (inspection_id, recorded_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE INDEX "IX_inspection_finding_institution_id_recorded_at" ON inspection_finding (institution_id, recorded_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE INDEX "IX_inspection_scope_institution_id" ON inspection_scope (institution_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE INDEX "IX_sanction_institution_id_drafted_at" ON sanction (institution_id, drafted_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    CREATE INDEX "IX_sanction_lifts_id" ON sanction (lifts_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122165645_Inspections') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122165645_Inspections', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    DELETE FROM act;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    DELETE FROM act_position;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    DELETE FROM use_day;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    DELETE FROM use_hour;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    CREATE TABLE use_month (
        org character varying(32) COLLATE "C" NOT NULL,
        month integer NOT NULL,
        kind smallint NOT NULL,
        status smallint NOT NULL,
        reason smallint NOT NULL,
        matter character varying(40) COLLATE "C" NOT NULL,
        acts integer NOT NULL,
        CONSTRAINT "PK_use_month" PRIMARY KEY (org, month, kind, status, reason, matter)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    CREATE INDEX "IX_act_failed" ON act (status, at, id, org, kind, reason, matter) WHERE status > 3 AND status <> 9;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    CREATE INDEX "IX_act_kind" ON act (kind, at, id, org, status, reason, matter) WHERE kind <> 3 AND kind <> 12;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    CREATE INDEX "IX_act_matter" ON act (matter, at, id, org, kind, status, reason) WHERE matter <> '';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    CREATE INDEX "IX_act_org_matter" ON act (org, matter, at, id, kind, status, reason) WHERE matter > '';
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    CREATE INDEX "IX_act_reason" ON act (reason, at, id, org, kind, status, matter) WHERE reason <> 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261122200143_QuickLog') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261122200143_QuickLog', '10.0.14');
    END IF;
END $EF$;
COMMIT;


