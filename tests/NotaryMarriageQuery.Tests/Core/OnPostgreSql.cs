using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Tests.Core.Accounts;
using NotaryMarriageQuery.Tests.Core.Audit;
using NotaryMarriageQuery.Tests.Core.Intake;
using NotaryMarriageQuery.Tests.Core.Queries;
using NotaryMarriageQuery.Tests.Core.Registry;
using NotaryMarriageQuery.Tests.Core.Supervision;

namespace NotaryMarriageQuery.Tests.Core;

// The same tests on PostgreSQL, with the rights of the portal's own account.
public sealed class AuditWriterOnPostgreSql : AuditWriterTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class AuditLogOnPostgreSql : AuditLogTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class RowRoundTripOnPostgreSql : RowRoundTripTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SealingLockOnPostgreSql : SealingLockTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class CaseStoreOnPostgreSql : CaseStoreTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SignInServiceOnPostgreSql : SignInServiceTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SessionServiceOnPostgreSql : SessionServiceTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class AccountServiceOnPostgreSql : AccountServiceTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class FirstAdminOnPostgreSql : FirstAdminTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class QueryServiceOnPostgreSql : QueryServiceTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class QueryGateOnPostgreSql : QueryGateTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class AnswerStoreOnPostgreSql : AnswerStoreTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class LogSearchOnPostgreSql : LogSearchTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class ActFollowerOnPostgreSql : Acts.ActFollowerTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class AlertReplayOnPostgreSql : Alerts.AlertReplayTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class TamperOnPostgreSql : Audit.Sealing.TamperTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SealingLoadOnPostgreSql : Audit.Sealing.SealingLoadTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SealerOnPostgreSql : Audit.Sealing.SealerTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SealingServiceOnPostgreSql : Audit.Sealing.SealingServiceTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class InstancesOnPostgreSql : InstancesTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SharedSecretsOnPostgreSql : SharedSecretsTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class KeyRingOnPostgreSql : KeyRingTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class KeyRotationOnPostgreSql : KeyRotationTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}

public sealed class SigningKeyRotationOnPostgreSql : Audit.Sealing.SigningKeyRotationTests
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
}
