namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>What an account may do. An account has exactly one role, so that roles exclude each other (三员分立).</summary>
public enum AccountRole
{
    /// <summary>A notary institution (公证机构): the only role that looks anything up.</summary>
    NotaryOffice = 1,

    /// <summary>A bureau's inspector (检查人员): reads the log of the institutions in its region.</summary>
    Inspector = 2,

    /// <summary>The province's administrator (省厅账户管理员): accounts, institutions, workstations, openings.</summary>
    ProvincialAdmin = 3,

    /// <summary>The province's auditor (省厅审计员): the evidence.</summary>
    ProvincialAuditor = 4,
}
