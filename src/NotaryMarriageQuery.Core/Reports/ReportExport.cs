using System.Globalization;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Spreadsheets;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Writes the lists in the layout of 附件2 and 附件4: title, headings, lines. Numbers stand in them in the clear, so each export is evidence.</summary>
public sealed class ReportExport(ReportDirectory directory, AuditLog audit)
{
    public const string CustodianTitle = "公证机构负责管理使用婚姻登记信息查询账户的人员名单";
    public const string FormTitle = "公证机构信息化建设基本信息采集表";

    /// <summary>What can be had.</summary>
    public static IReadOnlyList<string> Files { get; } = ["custodians.xlsx", "custodians.csv", "infrastructure.xlsx", "infrastructure.csv"];

    /// <summary>Writes one of <see cref="Files"/> for the institutions that the actor sees.</summary>
    public async Task WriteAsync(string file, Stream stream, Actor actor, CancellationToken cancellationToken)
    {
        var rows = file.StartsWith("custodians", StringComparison.Ordinal) ? await CustodiansAsync(actor, cancellationToken) : await FormsAsync(actor, cancellationToken);
        await audit.RecordAsync(AuditKind.Search, new ReportExported { File = file, Lines = rows.Count - 2 }, actor);
        using ISheetWriter writer = file.EndsWith(".csv", StringComparison.Ordinal) ? new CsvWriter(stream) : new XlsxWriter(stream, "名单", 8, 36, 18, 16, 20, 20);
        foreach (var row in rows)
        {
            writer.Write(row);
        }
    }

    private async Task<List<string[]>> CustodiansAsync(Actor actor, CancellationToken cancellationToken)
    {
        var institutions = await directory.InstitutionsAsync(actor, cancellationToken);
        var people = await directory.CustodiansAsync([.. institutions.Select(i => i.Id)], cancellationToken);
        var lines = institutions.SelectMany(i => people[i.Id].Select(p => (i.Name, p.Line)));
        return
        [
            [CustodianTitle], ["编号", "单位", "姓名", "性别", "职务", "手机"],
            .. lines.Select((l, i) => new[] { (i + 1).ToString(CultureInfo.InvariantCulture), l.Name, l.Line.Name, ReportFields.Text(l.Line.Sex), l.Line.Post, l.Line.Mobile }),
        ];
    }

    private async Task<List<string[]>> FormsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var institutions = await directory.InstitutionsAsync(actor, cancellationToken);
        var forms = await directory.FormsAsync([.. institutions.Select(i => i.Id)], cancellationToken);
        return
        [
            [FormTitle], ["单位", "信息化建设负责人姓名", "电话", "服务器专网IP地址"],
            .. institutions.Where(i => forms.ContainsKey(i.Id)).Select(i => new[] { i.Name, forms[i.Id].HeadName, forms[i.Id].Phone, ReportFields.Address(forms[i.Id].Address) }),
        ];
    }
}
