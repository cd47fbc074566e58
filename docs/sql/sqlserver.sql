IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE audit_entry (
        id bigint NOT NULL CONSTRAINT pk_audit_entry PRIMARY KEY,
        kind smallint NOT NULL,
        at bigint NOT NULL,
        mono bigint NOT NULL,
        req binary(16) NOT NULL,
        org nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        actor nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        case_no nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
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
        note nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [access_version] (
        [Id] int NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_access_version] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [database_mark] (
        [Name] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_database_mark] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [institution] (
        [Id] uniqueidentifier NOT NULL,
        [Code] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Kind] int NOT NULL,
        [RegionCode] nvarchar(6) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [IsOpen] bit NOT NULL,
        [ClosedReason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_institution] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [kept_answer] (
        [id] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [operator_id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [expires_at] bigint NOT NULL,
        [sealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_kept_answer] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [sign_in_session] (
        [Id] uniqueidentifier NOT NULL,
        [AccountId] uniqueidentifier NOT NULL,
        [OperatorId] uniqueidentifier NOT NULL,
        [SecurityStamp] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Address] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [StartedAt] datetime2 NOT NULL,
        [LastSeenAt] datetime2 NOT NULL,
        [EndedAt] datetime2 NULL,
        CONSTRAINT [PK_sign_in_session] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [account] (
        [Id] uniqueidentifier NOT NULL,
        [Role] int NOT NULL,
        [InstitutionId] uniqueidentifier NOT NULL,
        [State] int NOT NULL,
        [PasswordChangedAt] datetime2 NOT NULL,
        [PasswordIsOneTime] bit NOT NULL,
        [LastSignInAt] datetime2 NULL,
        [UserName] nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
        [NormalizedUserName] nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
        [PasswordHash] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [SecurityStamp] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [ConcurrencyStamp] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [LockoutEnd] datetimeoffset NULL,
        [AccessFailedCount] int NOT NULL,
        CONSTRAINT [PK_account] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_account_institution_InstitutionId] FOREIGN KEY ([InstitutionId]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [notarial_case] (
        [Id] uniqueidentifier NOT NULL,
        [InstitutionId] uniqueidentifier NOT NULL,
        [Number] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Matter] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AcceptedOn] date NOT NULL,
        [IsOpen] bit NOT NULL,
        [EnteredAt] datetime2 NOT NULL,
        CONSTRAINT [PK_notarial_case] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_notarial_case_institution_InstitutionId] FOREIGN KEY ([InstitutionId]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [workstation] (
        [Id] uniqueidentifier NOT NULL,
        [InstitutionId] uniqueidentifier NOT NULL,
        [Network] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Label] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_workstation] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_workstation_institution_InstitutionId] FOREIGN KEY ([InstitutionId]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [operator] (
        [Id] uniqueidentifier NOT NULL,
        [AccountId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SealedTotpKey] varbinary(max) NOT NULL,
        [IsActive] bit NOT NULL,
        [LastTotpStep] bigint NOT NULL,
        [FailedCodes] int NOT NULL,
        [LockedUntil] datetime2 NULL,
        [LastSignInAt] datetime2 NULL,
        CONSTRAINT [PK_operator] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_operator_account_AccountId] FOREIGN KEY ([AccountId]) REFERENCES [account] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [password_history] (
        [Id] uniqueidentifier NOT NULL,
        [AccountId] uniqueidentifier NOT NULL,
        [Hash] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SetAt] datetime2 NOT NULL,
        CONSTRAINT [PK_password_history] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_password_history_account_AccountId] FOREIGN KEY ([AccountId]) REFERENCES [account] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE TABLE [case_party] (
        [Id] uniqueidentifier NOT NULL,
        [CaseId] uniqueidentifier NOT NULL,
        [IdIndex] varbinary(16) NOT NULL,
        [SealedName] varbinary(max) NOT NULL,
        [SealedIdNumber] varbinary(max) NOT NULL,
        CONSTRAINT [PK_case_party] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_case_party_notarial_case_CaseId] FOREIGN KEY ([CaseId]) REFERENCES [notarial_case] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Version') AND [object_id] = OBJECT_ID(N'[access_version]'))
        SET IDENTITY_INSERT [access_version] ON;
    EXEC(N'INSERT INTO [access_version] ([Id], [Version])
    VALUES (1, CAST(1 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Version') AND [object_id] = OBJECT_ID(N'[access_version]'))
        SET IDENTITY_INSERT [access_version] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE INDEX [IX_account_InstitutionId] ON [account] ([InstitutionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_account_NormalizedUserName] ON [account] ([NormalizedUserName]) WHERE [NormalizedUserName] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_case_party_CaseId_IdIndex] ON [case_party] ([CaseId], [IdIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_institution_Code] ON [institution] ([Code]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE INDEX [IX_kept_answer_expires_at] ON [kept_answer] ([expires_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE INDEX [IX_notarial_case_InstitutionId_EnteredAt] ON [notarial_case] ([InstitutionId], [EnteredAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_notarial_case_InstitutionId_Number] ON [notarial_case] ([InstitutionId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE INDEX [IX_notarial_case_Number] ON [notarial_case] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_operator_AccountId_Number] ON [operator] ([AccountId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE INDEX [IX_password_history_AccountId_SetAt] ON [password_history] ([AccountId], [SetAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE INDEX [IX_sign_in_session_LastSeenAt] ON [sign_in_session] ([LastSeenAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_workstation_InstitutionId_Network] ON [workstation] ([InstitutionId], [Network]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122060134_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122060134_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE TABLE [gateway_secret] (
        [app_key] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed] varbinary(max) NOT NULL,
        [version] bigint NOT NULL,
        [renewing_until] bigint NOT NULL,
        CONSTRAINT [PK_gateway_secret] PRIMARY KEY ([app_key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE TABLE [key_erasure] (
        [id] uniqueidentifier NOT NULL,
        [period] int NOT NULL,
        [reason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [proposed_by] uniqueidentifier NOT NULL,
        [proposed_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [proposed_at] datetime2 NOT NULL,
        CONSTRAINT [PK_key_erasure] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE TABLE [lookup_form] (
        [session_id] uniqueidentifier NOT NULL,
        [form_id] uniqueidentifier NOT NULL,
        [claim] uniqueidentifier NOT NULL,
        [claimed_at] bigint NOT NULL,
        [answer_id] nvarchar(32) COLLATE Latin1_General_100_BIN2 NULL,
        [outcome] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_lookup_form] PRIMARY KEY ([session_id], [form_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE TABLE [period_key] (
        [period] int NOT NULL,
        [wrapped] varbinary(100) NOT NULL,
        [erased_at] bigint NULL,
        CONSTRAINT [PK_period_key] PRIMARY KEY ([period])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE TABLE [session_key] (
        [id] int NOT NULL,
        [sealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_session_key] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE TABLE [sign_in_attempt] (
        [id] uniqueidentifier NOT NULL,
        [address] varbinary(16) NOT NULL,
        [at] bigint NOT NULL,
        CONSTRAINT [PK_sign_in_attempt] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE UNIQUE INDEX [IX_key_erasure_period] ON [key_erasure] ([period]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE INDEX [IX_lookup_form_claimed_at] ON [lookup_form] ([claimed_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE INDEX [IX_sign_in_attempt_address_at] ON [sign_in_attempt] ([address], [at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    CREATE INDEX [IX_sign_in_attempt_at] ON [sign_in_attempt] ([at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122063509_Instances'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122063509_Instances', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    ALTER TABLE [notarial_case] ADD [CertificateNumber] nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    ALTER TABLE [notarial_case] ADD [UploadedAt] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    ALTER TABLE [notarial_case] ADD [Version] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    CREATE TABLE [intake_nonce] (
        [institution_id] uniqueidentifier NOT NULL,
        [nonce] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] bigint NOT NULL,
        [expires_at] bigint NOT NULL,
        CONSTRAINT [PK_intake_nonce] PRIMARY KEY ([institution_id], [nonce])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    CREATE TABLE [opening] (
        [institution_id] uniqueidentifier NOT NULL,
        [server_network] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_secret] varbinary(200) NULL,
        [secret_issued_at] bigint NULL,
        [connected_at] bigint NULL,
        [seen_at] bigint NULL,
        [uploaded_at] bigint NULL,
        [last_received] int NOT NULL,
        [last_stored] int NOT NULL,
        [last_rejected] int NOT NULL,
        [override_ends_at] bigint NULL,
        [override_reason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [allows_manual_cases] bit NOT NULL,
        CONSTRAINT [PK_opening] PRIMARY KEY ([institution_id]),
        CONSTRAINT [FK_opening_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    CREATE TABLE [opening_rule] (
        [id] int NOT NULL,
        [connection_grace_minutes] int NOT NULL,
        [upload_grace_minutes] int NOT NULL,
        [contact] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_opening_rule] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'id', N'connection_grace_minutes', N'contact', N'upload_grace_minutes') AND [object_id] = OBJECT_ID(N'[opening_rule]'))
        SET IDENTITY_INSERT [opening_rule] ON;
    EXEC(N'INSERT INTO [opening_rule] ([id], [connection_grace_minutes], [contact], [upload_grace_minutes])
    VALUES (1, 30, N''省厅'', 600)');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'id', N'connection_grace_minutes', N'contact', N'upload_grace_minutes') AND [object_id] = OBJECT_ID(N'[opening_rule]'))
        SET IDENTITY_INSERT [opening_rule] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    CREATE INDEX [IX_intake_nonce_expires_at] ON [intake_nonce] ([expires_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    INSERT INTO opening (institution_id, server_network, last_received, last_stored, last_rejected, override_reason, allows_manual_cases)
    SELECT "Id", '', 0, 0, 0, '', 1 FROM institution WHERE "Kind" = 1;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122090548_Openings'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122090548_Openings', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE TABLE [custodian] (
        [operator_id] uniqueidentifier NOT NULL,
        [sex] int NOT NULL,
        [post] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_mobile] varbinary(100) NOT NULL,
        CONSTRAINT [PK_custodian] PRIMARY KEY ([operator_id]),
        CONSTRAINT [FK_custodian_operator_operator_id] FOREIGN KEY ([operator_id]) REFERENCES [operator] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE TABLE [institution_report] (
        [institution_id] uniqueidentifier NOT NULL,
        [head_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_phone] varbinary(200) NULL,
        [reported_at] bigint NULL,
        CONSTRAINT [PK_institution_report] PRIMARY KEY ([institution_id]),
        CONSTRAINT [FK_institution_report_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE TABLE [report_import] (
        [id] uniqueidentifier NOT NULL,
        [account_id] uniqueidentifier NOT NULL,
        [sealed_lines] varbinary(max) NOT NULL,
        [digest] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [expires_at] bigint NOT NULL,
        CONSTRAINT [PK_report_import] PRIMARY KEY ([id]),
        CONSTRAINT [FK_report_import_account_account_id] FOREIGN KEY ([account_id]) REFERENCES [account] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE TABLE [report_period] (
        [id] int NOT NULL,
        [began_at] bigint NOT NULL,
        [due_on] date NULL,
        CONSTRAINT [PK_report_period] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE TABLE [report_request] (
        [id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [kind] int NOT NULL,
        [state] int NOT NULL,
        [operator_id] uniqueidentifier NULL,
        [sealed_content] varbinary(4000) NOT NULL,
        [reason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [filed_by_name] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [filed_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [filed_at] bigint NOT NULL,
        [open_subject] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [decided_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [decided_by_name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [decided_at] bigint NULL,
        [decision_reason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_report_request] PRIMARY KEY ([id]),
        CONSTRAINT [FK_report_request_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'id', N'began_at', N'due_on') AND [object_id] = OBJECT_ID(N'[report_period]'))
        SET IDENTITY_INSERT [report_period] ON;
    EXEC(N'INSERT INTO [report_period] ([id], [began_at], [due_on])
    VALUES (1, CAST(0 AS bigint), NULL)');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'id', N'began_at', N'due_on') AND [object_id] = OBJECT_ID(N'[report_period]'))
        SET IDENTITY_INSERT [report_period] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE INDEX [IX_report_import_account_id] ON [report_import] ([account_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE INDEX [IX_report_import_expires_at] ON [report_import] ([expires_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    CREATE INDEX [IX_report_request_institution_id_filed_at] ON [report_request] ([institution_id], [filed_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_report_request_open_subject] ON [report_request] ([open_subject]) WHERE [open_subject] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122121036_Reports'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122121036_Reports', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE TABLE [assistance] (
        [id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [case_number] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [matter] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_facts] varbinary(max) NOT NULL,
        [filed_by] uniqueidentifier NOT NULL,
        [filed_by_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [filed_at] datetime2 NOT NULL,
        [due_on] date NOT NULL,
        [state] int NOT NULL,
        [version] bigint NOT NULL,
        [officer_id] uniqueidentifier NULL,
        [officer_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [confirmed_by_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [changed_at] datetime2 NOT NULL,
        [sealed_found] varbinary(max) NULL,
        [found_until] bigint NULL,
        [search_request] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_answer] varbinary(max) NULL,
        [answer_until] bigint NULL,
        [is_answer_opened] bit NOT NULL,
        [sealed_remark] varbinary(max) NULL,
        CONSTRAINT [PK_assistance] PRIMARY KEY ([id]),
        CONSTRAINT [FK_assistance_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE TABLE [entrusted_lookup] (
        [id] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [entry_id] bigint NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [entrusted_by] uniqueidentifier NULL,
        [entrusted_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [letter_number] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [letter_date] date NOT NULL,
        [case_number] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [matter] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [asked_by_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [asked_at] datetime2 NOT NULL,
        CONSTRAINT [PK_entrusted_lookup] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE TABLE [kept_file] (
        [id] uniqueidentifier NOT NULL,
        [owner] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [format] int NOT NULL,
        [length] int NOT NULL,
        [sha256] varbinary(32) NOT NULL,
        [period] int NOT NULL,
        [added_by_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [added_at] datetime2 NOT NULL,
        [sealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_kept_file] PRIMARY KEY ([id]),
        CONSTRAINT [FK_kept_file_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE TABLE [verification] (
        [id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [channel] int NOT NULL,
        [certificate_number] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [received_on] date NOT NULL,
        [answer] int NOT NULL,
        [sealed_facts] varbinary(max) NOT NULL,
        [recorded_by] uniqueidentifier NOT NULL,
        [recorded_by_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [recorded_at] datetime2 NOT NULL,
        CONSTRAINT [PK_verification] PRIMARY KEY ([id]),
        CONSTRAINT [FK_verification_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE TABLE [verification_addition] (
        [id] uniqueidentifier NOT NULL,
        [verification_id] uniqueidentifier NOT NULL,
        [answer] int NULL,
        [sealed_text] varbinary(max) NOT NULL,
        [added_by] uniqueidentifier NOT NULL,
        [added_by_name] nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [added_at] datetime2 NOT NULL,
        CONSTRAINT [PK_verification_addition] PRIMARY KEY ([id]),
        CONSTRAINT [FK_verification_addition_verification_verification_id] FOREIGN KEY ([verification_id]) REFERENCES [verification] ([id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_assistance_answer_until] ON [assistance] ([answer_until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_assistance_found_until] ON [assistance] ([found_until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_assistance_institution_id_filed_at] ON [assistance] ([institution_id], [filed_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_assistance_state_due_on] ON [assistance] ([state], [due_on]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_entrusted_lookup_entrusted_by_asked_at] ON [entrusted_lookup] ([entrusted_by], [asked_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_entrusted_lookup_institution_id_asked_at] ON [entrusted_lookup] ([institution_id], [asked_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_kept_file_institution_id] ON [kept_file] ([institution_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE UNIQUE INDEX [IX_kept_file_owner_sha256] ON [kept_file] ([owner], [sha256]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_verification_institution_id_recorded_at] ON [verification] ([institution_id], [recorded_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_verification_recorded_at] ON [verification] ([recorded_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    CREATE INDEX [IX_verification_addition_verification_id] ON [verification_addition] ([verification_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131215_Letters'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122131215_Letters', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    ALTER TABLE [operator] ADD [AcceptedTerms] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    ALTER TABLE [operator] ADD [AcceptedTermsAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    ALTER TABLE [operator] ADD [RetiredAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    ALTER TABLE [institution] ADD [Head] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    ALTER TABLE [institution] ADD [Revision] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    ALTER TABLE [account] ADD [StateChangedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE TABLE [anomaly_report] (
        [id] uniqueidentifier NOT NULL,
        [kind] int NOT NULL,
        [sealed_text] varbinary(1400) NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [operator_id] uniqueidentifier NOT NULL,
        [reported_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [reported_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [reported_at] bigint NOT NULL,
        [handled_at] bigint NULL,
        [handled_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [note] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_anomaly_report] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE TABLE [approval] (
        [id] uniqueidentifier NOT NULL,
        [kind] int NOT NULL,
        [target_id] uniqueidentifier NOT NULL,
        [target] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [detail] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [reason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [asked_by_id] uniqueidentifier NOT NULL,
        [asked_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [asked_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [asked_at] bigint NOT NULL,
        [expires_at] bigint NOT NULL,
        [state] int NOT NULL,
        [decided_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [decided_at] bigint NULL,
        CONSTRAINT [PK_approval] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE TABLE [looked_up_case] (
        [case_id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [first_at] bigint NOT NULL,
        [last_at] bigint NOT NULL,
        CONSTRAINT [PK_looked_up_case] PRIMARY KEY ([case_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE TABLE [terms_version] (
        [number] int NOT NULL,
        [text] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [published_at] bigint NOT NULL,
        [published_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_terms_version] PRIMARY KEY ([number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE INDEX [IX_anomaly_report_handled_at_reported_at] ON [anomaly_report] ([handled_at], [reported_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE INDEX [IX_anomaly_report_operator_id] ON [anomaly_report] ([operator_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE INDEX [IX_approval_asked_at] ON [approval] ([asked_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    CREATE INDEX [IX_looked_up_case_first_at_case_id] ON [looked_up_case] ([first_at], [case_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122132816_Accounts'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122132816_Accounts', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122161407_Revisions'
)
BEGIN
    ALTER TABLE [opening_rule] ADD [revision] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122161407_Revisions'
)
BEGIN
    ALTER TABLE [opening] ADD [revision] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122161407_Revisions'
)
BEGIN
    EXEC(N'UPDATE [opening_rule] SET [revision] = 0
    WHERE [id] = 1;
    SELECT @@ROWCOUNT');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122161407_Revisions'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122161407_Revisions', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [act] (
        [id] bigint NOT NULL,
        [at] bigint NOT NULL,
        [kind] smallint NOT NULL,
        [org] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [actor] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [address] nvarchar(45) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [case_no] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [matter] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [status] smallint NOT NULL,
        [reason] smallint NOT NULL,
        [marks] smallint NOT NULL,
        [subject] varbinary(16) NOT NULL,
        [outcome_id] bigint NOT NULL,
        [views] int NOT NULL,
        [prints] int NOT NULL,
        CONSTRAINT [PK_act] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [act_position] (
        [writer] bigint NOT NULL,
        [last_id] bigint NOT NULL,
        CONSTRAINT [PK_act_position] PRIMARY KEY ([writer])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [alert] (
        [id] uniqueidentifier NOT NULL,
        [kind] smallint NOT NULL,
        [subject_key] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [day] int NOT NULL,
        [org] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [first_at] bigint NOT NULL,
        [last_at] bigint NOT NULL,
        [acts] int NOT NULL,
        [state] smallint NOT NULL,
        [owner] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [owner_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [note] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        CONSTRAINT [PK_alert] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [alert_act] (
        [alert_id] uniqueidentifier NOT NULL,
        [act_id] bigint NOT NULL,
        [org] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_alert_act] PRIMARY KEY ([alert_id], [act_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [alert_cursor] (
        [id] int NOT NULL,
        [at] bigint NOT NULL,
        [act_id] bigint NOT NULL,
        CONSTRAINT [PK_alert_cursor] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [alert_rule] (
        [kind] smallint NOT NULL,
        [is_on] bit NOT NULL,
        [threshold] int NOT NULL,
        [minutes] int NOT NULL,
        [from_hour] int NOT NULL,
        [to_hour] int NOT NULL,
        [version] int NOT NULL,
        CONSTRAINT [PK_alert_rule] PRIMARY KEY ([kind])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [register_number] (
        [id] uniqueidentifier NOT NULL,
        [act_id] bigint NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [number] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [added_at] bigint NOT NULL,
        [added_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [added_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_register_number] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [saved_filter] (
        [id] uniqueidentifier NOT NULL,
        [operator_id] uniqueidentifier NOT NULL,
        [name] nvarchar(30) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [query] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_saved_filter] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [use_day] (
        [org] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [day] int NOT NULL,
        [kind] smallint NOT NULL,
        [status] smallint NOT NULL,
        [reason] smallint NOT NULL,
        [matter] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [acts] int NOT NULL,
        CONSTRAINT [PK_use_day] PRIMARY KEY ([org], [day], [kind], [status], [reason], [matter])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE TABLE [use_hour] (
        [org] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [day] int NOT NULL,
        [hour] smallint NOT NULL,
        [acts] int NOT NULL,
        CONSTRAINT [PK_use_hour] PRIMARY KEY ([org], [day], [hour])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_act_actor] ON [act] ([actor], [at], [id], [kind], [status], [reason], [matter], [org], [address]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_act_address] ON [act] ([address], [at], [id], [kind], [status], [reason], [matter], [org]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_act_at] ON [act] ([at], [id], [org], [kind], [status], [reason], [matter]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_act_case] ON [act] ([case_no], [at], [id]) WHERE case_no <> ''''');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_act_org] ON [act] ([org], [at], [id], [kind], [status], [reason], [matter]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_act_subject] ON [act] ([subject], [at], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE UNIQUE INDEX [IX_alert_kind_subject_key_day] ON [alert] ([kind], [subject_key], [day]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_alert_last_at_id] ON [alert] ([last_at], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_alert_act_org_alert_id] ON [alert_act] ([org], [alert_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_register_number_act_id_added_at] ON [register_number] ([act_id], [added_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE UNIQUE INDEX [IX_saved_filter_operator_id_name] ON [saved_filter] ([operator_id], [name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    CREATE INDEX [IX_use_day_day_org] ON [use_day] ([day], [org]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122162404_Supervision'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122162404_Supervision', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE TABLE [inspection] (
        [id] uniqueidentifier NOT NULL,
        [title] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [kind] int NOT NULL,
        [owner_id] uniqueidentifier NOT NULL,
        [first_day] date NOT NULL,
        [last_day] date NOT NULL,
        [from_at] bigint NOT NULL,
        [until_at] bigint NOT NULL,
        [sample_size] int NULL,
        [sample_percent] int NULL,
        [strata] int NOT NULL,
        [seed] varbinary(32) NOT NULL,
        [planned_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [planned_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [planned_at] bigint NOT NULL,
        [state] int NOT NULL,
        [changes] int NOT NULL,
        [drawn_at] bigint NULL,
        [population_size] int NULL,
        [population_sha256] varbinary(32) NULL,
        [sample_sha256] varbinary(32) NULL,
        [checkpoint] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_conclusion] varbinary(3000) NULL,
        [closed_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [closed_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [closed_at] bigint NULL,
        CONSTRAINT [PK_inspection] PRIMARY KEY ([id]),
        CONSTRAINT [FK_inspection_institution_owner_id] FOREIGN KEY ([owner_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE TABLE [sanction] (
        [id] uniqueidentifier NOT NULL,
        [kind] int NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [operator_id] uniqueidentifier NULL,
        [person_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [target] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [decision_number] nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [sealed_ground] varbinary(2000) NOT NULL,
        [starts_at] bigint NULL,
        [ends_at] bigint NULL,
        [lifts_id] uniqueidentifier NULL,
        [drafted_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [drafted_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [drafted_at] bigint NOT NULL,
        [decided_at] bigint NULL,
        [decided_by] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [decided_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_sanction] PRIMARY KEY ([id]),
        CONSTRAINT [FK_sanction_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE TABLE [inspection_finding] (
        [id] uniqueidentifier NOT NULL,
        [inspection_id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [position] int NULL,
        [severity] int NOT NULL,
        [sealed_text] varbinary(2500) NOT NULL,
        [recorded_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [recorded_at] bigint NOT NULL,
        [sealed_answer] varbinary(2500) NULL,
        [answered_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [answered_at] bigint NULL,
        CONSTRAINT [PK_inspection_finding] PRIMARY KEY ([id]),
        CONSTRAINT [FK_inspection_finding_inspection_inspection_id] FOREIGN KEY ([inspection_id]) REFERENCES [inspection] ([id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_inspection_finding_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE TABLE [inspection_item] (
        [inspection_id] uniqueidentifier NOT NULL,
        [position] int NOT NULL,
        [entry_id] bigint NOT NULL,
        [code] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [stratum] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [consent] int NULL,
        [genuine] int NULL,
        [party] int NULL,
        [letter] int NULL,
        [sealed_remark] varbinary(1500) NULL,
        [checked_by_name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [checked_at] bigint NULL,
        [version] int NOT NULL,
        CONSTRAINT [PK_inspection_item] PRIMARY KEY ([inspection_id], [position]),
        CONSTRAINT [FK_inspection_item_inspection_inspection_id] FOREIGN KEY ([inspection_id]) REFERENCES [inspection] ([id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE TABLE [inspection_scope] (
        [inspection_id] uniqueidentifier NOT NULL,
        [institution_id] uniqueidentifier NOT NULL,
        [code] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_inspection_scope] PRIMARY KEY ([inspection_id], [institution_id]),
        CONSTRAINT [FK_inspection_scope_inspection_inspection_id] FOREIGN KEY ([inspection_id]) REFERENCES [inspection] ([id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_inspection_scope_institution_institution_id] FOREIGN KEY ([institution_id]) REFERENCES [institution] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE INDEX [IX_inspection_owner_id_planned_at] ON [inspection] ([owner_id], [planned_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE INDEX [IX_inspection_finding_inspection_id_recorded_at] ON [inspection_finding] ([inspection_id], [recorded_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE INDEX [IX_inspection_finding_institution_id_recorded_at] ON [inspection_finding] ([institution_id], [recorded_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE INDEX [IX_inspection_scope_institution_id] ON [inspection_scope] ([institution_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE INDEX [IX_sanction_institution_id_drafted_at] ON [sanction] ([institution_id], [drafted_at]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    CREATE INDEX [IX_sanction_lifts_id] ON [sanction] ([lifts_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165658_Inspections'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122165658_Inspections', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    DELETE FROM act;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    DELETE FROM act_position;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    DELETE FROM use_day;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    DELETE FROM use_hour;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    CREATE TABLE [use_month] (
        [org] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [month] int NOT NULL,
        [kind] smallint NOT NULL,
        [status] smallint NOT NULL,
        [reason] smallint NOT NULL,
        [matter] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [acts] int NOT NULL,
        CONSTRAINT [PK_use_month] PRIMARY KEY ([org], [month], [kind], [status], [reason], [matter])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_act_failed] ON [act] ([status], [at], [id], [org], [kind], [reason], [matter]) WHERE status > 3 AND status <> 9');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_act_kind] ON [act] ([kind], [at], [id], [org], [status], [reason], [matter]) WHERE kind <> 3 AND kind <> 12');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_act_matter] ON [act] ([matter], [at], [id], [org], [kind], [status], [reason]) WHERE matter <> ''''');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_act_org_matter] ON [act] ([org], [matter], [at], [id], [kind], [status], [reason]) WHERE matter > ''''');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_act_reason] ON [act] ([reason], [at], [id], [org], [kind], [status], [matter]) WHERE reason <> 0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200149_QuickLog'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122200149_QuickLog', N'10.0.14');
END;

COMMIT;
GO


