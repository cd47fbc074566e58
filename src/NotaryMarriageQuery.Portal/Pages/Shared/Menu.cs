using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>The navigation of each role.</summary>
public static class Menu
{
    private static readonly MenuItem _log = new("/supervision/log", "查询日志", "/supervision/trail", "/supervision/record-trail");

    private static readonly Dictionary<AccountRole, IReadOnlyList<MenuItem>> _menus = new()
    {
        [AccountRole.NotaryOffice] =
        [
            new("/", "首页"), new("/queries/new", "查询核对"), new("/certificates/verify", "证件核验", Also: "/certificates"), new("/queries", "本处查询"), new("/queries/entrusted", "受托查询"), new("/register", "使用登记表"),
            new("/assistance", "协助查询"), new("/verifications", "公证书核实"), new("/cases", "公证案件"),
            new("/inspections", "检查问题"), new("/sanctions", "处理决定"),
        ],
        [AccountRole.Inspector] =
        [
            new("/", "首页"), _log, new("/supervision/alerts", "预警"), new("/supervision/statistics", "统计"),
            new("/register", "使用登记表"), new("/supervision/overdue-cases", "逾期案件"), new("/supervision/entrusted", "受托查询"), new("/supervision/verifications", "公证书核实"),
            new("/supervision/inspections", "检查"), new("/supervision/sanctions", "处理决定"), new("/reports", "名单报送"),
        ],
        [AccountRole.ProvincialAuditor] =
        [
            new("/", "首页"), _log, new("/supervision/alerts", "预警", "/supervision/alert-rules"), new("/supervision/statistics", "统计"),
            new("/register", "使用登记表"), new("/supervision/statement", "个人说明"), new("/supervision/overdue-cases", "逾期案件"), new("/supervision/entrusted", "受托查询"), new("/supervision/verifications", "公证书核实"),
            new("/supervision/inspections", "检查"), new("/supervision/sanctions", "处理决定"), new("/supervision/integrity", "存证核验"),
        ],
        [AccountRole.ProvincialAdmin] =
        [
            new("/", "首页"), new("/administration/institutions", "机构"), new("/administration/accounts", "账户与人员"),
            new("/administration/workstations", "工作站"), new("/administration/openings", "开放状态", "/administration/opening-rules"),
            new("/administration/assistance", "协助查询"), new("/administration/reports", "名单报送"),
            new("/administration/approvals", "待确认"), new("/administration/anomalies", "异常报告"), new("/administration/sanctions", "处理决定"), new("/administration/terms", "使用规定"),
        ],
    };

    public static IReadOnlyList<MenuItem> Of(AccountRole role) => _menus[role];

    /// <summary>The item under which a page stands: the longest address that the page's begins with.</summary>
    public static MenuItem? Current(IReadOnlyList<MenuItem> menu, PathString path) => menu
        .Where(item => item.Url == "/" ? path == "/" : IsUnder(path, item.Url) || item.Also.Any(also => IsUnder(path, also)))
        .MaxBy(item => item.Url.Length);

    private static bool IsUnder(PathString path, string url) => path.StartsWithSegments(url, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A place in the navigation; what else stands under it has other addresses.</summary>
public sealed record MenuItem(string Url, string Text, params string[] Also);
