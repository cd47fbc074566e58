using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Compares uploaded lines with what holds, line by line: a request, nothing new, or a reason why not.</summary>
public sealed class ImportCheck(PortalDbContext db, ReportDirectory directory)
{
    public async Task<ImportPlan> CheckAsync(IReadOnlyList<ImportedLine> lines, Actor actor, CancellationToken cancellationToken)
    {
        var institutions = await directory.InstitutionsAsync(actor, cancellationToken);
        var ids = institutions.Select(i => i.Id).ToList();
        var pass = new Pass(
            institutions.ToLookup(i => i.Name, StringComparer.Ordinal),
            ByName(await directory.CustodiansAsync(ids, cancellationToken)),
            await directory.FormsAsync(ids, cancellationToken),
            (await db.ReportRequests.Where(r => ids.Contains(r.InstitutionId) && r.OpenSubject != null).Select(r => r.OpenSubject!).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            pass.Take(line);
        }

        return pass.Plan;
    }

    private static Dictionary<(Guid Institution, string Name), CurrentCustodian> ByName(ILookup<Guid, CurrentCustodian> custodians)
    {
        var byName = new Dictionary<(Guid, string), CurrentCustodian>();
        foreach (var institution in custodians)
        {
            foreach (var custodian in institution)
            {
                byName.TryAdd((institution.Key, ReportProposal.KeyOf(custodian.Line.Name)), custodian);
            }
        }

        return byName;
    }

    private sealed class Pass(
        ILookup<string, Institution> institutions,
        Dictionary<(Guid Institution, string Name), CurrentCustodian> custodians,
        IReadOnlyDictionary<Guid, InfrastructureLine> forms,
        HashSet<string> open)
    {
        private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

        public ImportPlan Plan { get; } = new();

        public void Take(ImportedLine line)
        {
            var problems = new List<(string Field, string Problem)>();
            var institution = FindInstitution(line, problems);
            ReportProposal? proposal;
            if (line.IsForm)
            {
                var form = ReportFields.ReadInfrastructure(line.Fields[0], line.Fields[1], line.Fields[2], problems);
                proposal = institution is null || form is null ? null : Compare(institution, form, line, problems);
            }
            else
            {
                var person = ReportFields.ReadCustodian(line.Fields[0], line.Fields[1], line.Fields[2], line.Fields[3], problems);
                proposal = institution is null || person is null ? null : Compare(institution, person, line, problems);
            }

            if (proposal is not null && open.Contains(proposal.Subject))
            {
                problems.Add(("", "省厅尚未审批此前对同一事项的申请"));
            }

            if (problems.Count > 0)
            {
                Plan.Problems.Add(new ImportProblem(line.Sheet, line.Row, string.Join("；", problems.Select(p => p.Problem))));
            }
            else if (proposal is not null)
            {
                Plan.Proposals.Add(proposal);
            }
            else
            {
                Plan.Unchanged++;
            }
        }

        private Institution? FindInstitution(ImportedLine line, List<(string Field, string Problem)> problems)
        {
            var found = institutions[line.Unit].ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            problems.Add(("", line.Unit.Length == 0 ? "缺少单位" : found.Count == 0 ? "没有这个公证机构，或不属于本局；单位应与系统中的名称一致" : "有多个同名机构，请在页面上逐项报送"));
            return null;
        }

        private ReportProposal? Compare(Institution institution, CustodianLine person, ImportedLine line, List<(string Field, string Problem)> problems)
        {
            var key = ReportProposal.KeyOf(person.Name);
            OnlyOnce($"{institution.Id}:{key}", "姓名", line, problems);
            OnlyOnce($"mobile:{person.Mobile}", "手机", line, problems);
            Plan.Reported.Add(institution.Id);
            if (!custodians.TryGetValue((institution.Id, key), out var current))
            {
                return ReportProposal.Enrol(institution, person);
            }

            var amend = ReportProposal.Amend(institution, current, person);
            return amend.Content.PersonBefore == amend.Content.PersonAfter ? null : amend;
        }

        private ReportProposal? Compare(Institution institution, InfrastructureLine form, ImportedLine line, List<(string Field, string Problem)> problems)
        {
            OnlyOnce($"form:{institution.Id}", "单位", line, problems);
            var before = forms.GetValueOrDefault(institution.Id);
            return before == form ? null : ReportProposal.ChangeForm(institution, before, form);
        }

        private void OnlyOnce(string what, string label, ImportedLine line, List<(string Field, string Problem)> problems)
        {
            if (!_seen.TryAdd(what, line.Row))
            {
                problems.Add(("", $"{label}与第 {_seen[what]} 行重复"));
            }
        }
    }
}

/// <summary>What an upload comes to.</summary>
public sealed class ImportPlan
{
    public IList<ReportProposal> Proposals { get; } = [];

    public IList<ImportProblem> Problems { get; } = [];

    /// <summary>Lines that say what holds already.</summary>
    public int Unchanged { get; set; }

    /// <summary>Institutions whose lists are in it.</summary>
    public ISet<Guid> Reported { get; } = new HashSet<Guid>();
}
