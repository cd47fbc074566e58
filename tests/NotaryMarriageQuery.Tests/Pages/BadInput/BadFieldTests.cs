using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.BadInput;

/// <summary>Every field of every form with everything that does not belong there, the other fields being right.</summary>
public sealed class BadFieldTests(BadInputFixture portal) : IClassFixture<BadInputFixture>
{
    private static readonly Dictionary<string, (string Who, string Url, string Page, string[] Fields)> _forms = new()
    {
        ["sign-in"] = ("nobody", "/account/sign-in", "/account/sign-in", ["Account=nobody", "Password=Guess%232026-Query"]),
        ["verify"] = ("pending", "/account/verify", "/account/verify", ["OperatorId=", "Code=000000"]),
        ["password"] = ("sheng-audit", "/account/password", "/account/password", ["Current=x", "Replacement=x", "Repeated=x"]),
        ["lookup"] = ("shili-gzc", "/queries/new", "/queries/new",
        [
            "CaseNumber=(2026)%E7%A4%BA%E5%8F%97%E5%AD%97%E7%AC%AC9001%E5%8F%B7", "Matter=%E7%BB%A7%E6%89%BF%E6%9D%83%E5%85%AC%E8%AF%81", "Name=%E7%A4%BA%E4%BE%8B%E4%B8%80",
            "IdNumber=339999199001010013", "Ground=EntrustedRequest", "EntrustingInstitution=%E7%A4%BA%E8%8C%83", "LetterNumber=1", "LetterDate=2026-01-05", "FormId=x",
        ]),
        ["check"] = ("shili-gzc", "/certificates/verify", "/certificates/verify",
        [
            "Code=0123456789ABCDEFGHJKMNPQRSTVWX", "CertificateNumber=J339999-2021-000001", "RegistrationDate=2021-06-01", "Name=%E7%A4%BA%E4%BE%8B%E4%B8%80", "SpouseName=x",
            "CaseNumber=(2026)%E7%A4%BA%E5%8F%97%E5%AD%97%E7%AC%AC9001%E5%8F%B7", "Matter=%E7%BB%A7%E6%89%BF%E6%9D%83%E5%85%AC%E8%AF%81", "Ground=EntrustedRequest", "FormId=x",
        ]),
        ["case"] = ("shili-gzc", "/cases/new", "/cases/new",
        [
            "CaseNumber=(2026)%E7%A4%BA%E5%8F%97%E5%AD%97%E7%AC%AC9001%E5%8F%B7", "Matter=%E7%BB%A7%E6%89%BF%E6%9D%83%E5%85%AC%E8%AF%81", "AcceptedOn=2026-01-05",
            "Names[0]=%E7%A4%BA%E4%BE%8B%E4%B8%80", "IdNumbers[0]=339999199001010013", "Names[5]=%E7%A4%BA%E4%BE%8B%E4%BA%8C", "IdNumbers[5]=339999199202020023",
        ]),
        ["verification"] = ("shili-gzc", "/verifications/new", "/verifications/new",
        [
            "Channel=Visit", "ReceivedOn=2026-01-05", "Registry=x", "Asker=x", "IntroductionLetter=1", "WorkCard=1", "CertificateShown=yes", "CertificateNumber=1", "Question=x",
            "Answer=FileShown", "AnswerText=x",
        ]),
        ["assistance"] = ("shili-gzc", "/assistance/new", "/assistance/new",
        [
            "CaseNumber=(2026)%E7%A4%BA%E5%8F%97%E5%AD%97%E7%AC%AC9001%E5%8F%B7", "Matter=%E7%BB%A7%E6%89%BF%E6%9D%83%E5%85%AC%E8%AF%81", "PartyName=%E7%A4%BA%E4%BE%8B%E4%B8%80",
            "Name=%E7%A4%BA%E4%BE%8B%E4%B8%89", "Relation=x", "Birth=1985", "SpouseName=", "PlaceKnown=", "FromYear=2010", "ToYear=2020", "Reason=x", "LetterFile=x",
        ]),
        ["close-case"] = ("shili-gzc", "/cases?handler=Close", "/queries/new", ["Id=00000000-0000-0000-0000-000000000000"]),
        ["subject"] = ("shi-sfj", "/supervision/log", "/supervision/log", ["SubjectIdNumber=339999199001010013"]),
        ["unmask"] = ("shi-sfj", "/supervision/log/{number}", "/supervision/log", ["Reason=x"]),
        ["institution"] = ("sheng-admin", "/administration/institutions/new", "/administration/institutions/new", ["Name=x", "Kind=Bureau", "Code=dier-gzc", "Region=3399"]),
        ["account"] = ("sheng-admin", "/administration/accounts/new", "/administration/accounts/new", ["Institution=dier-gzc", "Role=NotaryOffice", "Name=dier-gzc"]),
        ["enrol"] = ("sheng-admin", "/administration/accounts/dier-gzc?handler=Enrol", "/administration/accounts/dier-gzc", ["PersonName=%E6%B5%8B%E8%AF%95%E4%B8%99"]),
        ["act"] = ("sheng-admin", "/administration/accounts/dier-gzc", "/administration/accounts/dier-gzc", ["Action=reset", "Reason=x"]),
        ["workstation"] = ("sheng-admin", "/administration/workstations", "/administration/workstations", ["Code=dier-gzc", "Network=127.0.0.2", "Label=x"]),
        ["remove-workstation"] = ("sheng-admin", "/administration/workstations?handler=Remove", "/administration/workstations", ["Id=00000000-0000-0000-0000-000000000000"]),
        ["institution-edit"] = ("sheng-admin", "/administration/institutions/dier-gzc", "/administration/institutions/dier-gzc", ["InstitutionName=x", "Head=x", "Region=339998", "Reason=x", "Revision=0"]),
        ["enrol-reason"] = ("sheng-admin", "/administration/accounts/dier-gzc?handler=Enrol", "/administration/accounts/dier-gzc", ["PersonName=", "EnrolReason=x", "Version=x"]),
        ["approve"] = ("sheng-admin", "/administration/approvals", "/administration/anomalies", ["Id=00000000-0000-0000-0000-000000000000"]),
        ["refuse"] = ("sheng-admin", "/administration/approvals?handler=Refuse", "/administration/anomalies", ["Id=00000000-0000-0000-0000-000000000000"]),
        ["handle-anomaly"] = ("sheng-admin", "/administration/anomalies", "/administration/anomalies", ["Id=00000000-0000-0000-0000-000000000000", "Note=x"]),
        ["terms"] = ("sheng-admin", "/administration/terms", "/administration/terms", ["Text=x", "Reason=", "After=99"]),
        ["accept-terms"] = ("shili-gzc", "/account/terms", "/queries/new", ["Number=1"]),
        ["anomaly"] = ("shili-gzc", "/account/anomaly", "/account/anomaly", ["Kind=Other", "Text=x"]),
        ["opening-of-one"] = ("sheng-admin", "/administration/openings/dier-gzc", "/administration/openings/dier-gzc", ["Action=leave", "Network=127.0.0.2", "Until=2099-01-01", "Reason=x", "Revision=0"]),
        ["opening-rules"] = ("sheng-admin", "/administration/opening-rules", "/administration/opening-rules", ["ConnectionGrace=30", "UploadGrace=600", "Contact=x", "Reason=x", "Revision=0"]),
        ["opening"] = ("sheng-admin", "/administration/openings", "/administration/openings", ["Code=dier-gzc", "State=open", "Reason=x"]),
        ["inspection"] = ("shi-sfj", "/supervision/inspections/new", "/supervision/inspections/new",
            ["FormId=x", "Title=x", "Kind=Regular", "Codes=dier-gzc", "From=2026-01-01", "Until=2026-01-02", "Size=1", "Percent=", "Strata=None"]),
        ["close-inspection"] = ("shi-sfj", "/supervision/inspections/00000000-0000-0000-0000-000000000000", "/supervision/inspections/new", ["Conclusion=x", "Changes=0"]),
        ["check-lookup"] = ("shi-sfj", "/supervision/inspections/00000000-0000-0000-0000-000000000000/1", "/supervision/inspections/new",
            ["Version=0", "Consent=Yes", "Genuine=Yes", "Party=Yes", "Letter=Yes", "Remark=x"]),
        ["sanction"] = ("sheng-admin", "/administration/sanctions/new/dier-gzc", "/administration/sanctions/new/dier-gzc",
            ["FormId=x", "Person=institution", "Kind=Suspension", "DecisionNumber=1", "From=2099-01-01", "Until=2099-01-02", "Ground=x", "DecisionFile=x"]),
        ["report-person"] = ("shi-sfj", "/reports/dier-gzc", "/reports/dier-gzc", ["Change=enrol", "Name=x", "Sex=%E7%94%B7", "Post=x", "Mobile=12000000001", "Reason=x"]),
        ["report-form"] = ("shi-sfj", "/reports/dier-gzc?handler=Form", "/reports/dier-gzc", ["HeadName=x", "Phone=0571-00000000", "Address=10.33.1.5", "FormReason=x"]),
        ["report-workstation"] = ("shi-sfj", "/reports/dier-gzc?handler=Workstation", "/reports/dier-gzc", ["Workstation=register", "Network=127.0.0.2", "Label=x", "WorkstationReason=x"]),
        ["report-withdraw"] = ("shi-sfj", "/reports/dier-gzc?handler=Withdraw", "/reports/dier-gzc", ["Id=00000000-0000-0000-0000-000000000000"]),
        ["report-confirm-import"] = ("shi-sfj", "/reports/import?handler=Confirm", "/reports/import", ["Id=00000000-0000-0000-0000-000000000000", "Upload=x"]),
        ["report-export"] = ("shi-sfj", "/reports?handler=Export", "/reports", ["File=x"]),
        ["report-deadline"] = ("sheng-admin", "/administration/report-deadline", "/administration/report-deadline", ["DueOn=2026-13-01", "Round=new", "Reason=x"]),
    };

    private static readonly Dictionary<string, string> _bad = new()
    {
        ["empty"] = "",
        ["spaces"] = "+++%20%E3%80%80",
        ["long"] = new string('9', 10_000),
        ["long Chinese"] = string.Concat(Enumerable.Repeat("%E7%A4%BA", 1_500)),
        ["NUL"] = "%00",
        ["NUL inside"] = "ab%00cd",
        ["control"] = "a%07%1B%0D%0Ab",
        ["lone surrogate"] = "%ED%A0%80",
        ["two lone surrogates"] = "%ED%A0%80x%ED%BF%BF",
        ["not UTF-8"] = "%FF%FE%C3%28",
        ["half percent"] = "%E7%A4%",
        ["right to left"] = "%E2%80%AE%E7%A4%BA%E4%BE%8B%E2%80%AC",
        ["zero width"] = "%E7%A4%BA%E2%80%8B%E4%BE%8B%EF%BB%BF",
        ["emoji"] = "%F0%9F%98%80%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9",
        ["many emoji"] = string.Concat(Enumerable.Repeat("%F0%9F%98%80", 60)),
        ["noncharacter"] = "%EF%BF%BF%F4%8F%BF%BF",
        ["script"] = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%3E%3Cimg+src=x+onerror=alert(1)%3E",
        ["SQL"] = "%27%3B+DROP+TABLE+audit_entry%3B--",
        ["template"] = "%7B%7B7*7%7D%7D%24%7Bjndi:x%7D%25s%25n",
        ["wrong date"] = "2026-02-30",
        ["year 0"] = "0000-00-00",
        ["far year"] = "9999-12-31",
        ["wrong guid"] = "%7B00000000%7D",
        ["number"] = "-1",
        ["overflow"] = "99999999999999999999999999",
        ["enum number"] = "1",
        ["path"] = "../../etc/passwd",
        ["action of a stranger"] = "factor:00000000-0000-0000-0000-000000000000",
        ["action of nobody"] = "retire:x:y",
    };

    public static TheoryData<string, string> Fields
    {
        get
        {
            var fields = new TheoryData<string, string>();
            foreach (var (form, name) in _forms.SelectMany(f => f.Value.Fields.Select(v => (f.Key, v.Split('=')[0]))))
            {
                fields.Add(form, name);
            }

            return fields;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Post_BadValueInOneField_IsAnsweredCalmlyAndNothingIsAskedUnrecorded(string form, string field)
    {
        var (client, url, token, fields) = await OpenAsync(form);
        foreach (var (what, value) in _bad)
        {
            var body = string.Join('&', fields.Select(f => f.Split('=')[0] == field ? $"{field}={value}" : f).Append(token));

            var page = await BadInputFixture.PostAsync(client, url, body);

            BadInputFixture.ShouldBeCalm(page, $"{form}.{field} {what}");
            page.Body.ShouldNotContain("<script>alert");
            page.Body.ShouldNotContain("<img src=x");
        }

        await portal.ShouldReconcileAsync();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Post_FieldMissingTwiceOrAsArray_IsAnsweredCalmly(string form, string field)
    {
        var (client, url, token, fields) = await OpenAsync(form);
        var others = fields.Where(f => f.Split('=')[0] != field).Append(token).ToList();
        var bare = field.Split('[')[0];
        string[] shapes =
        [
            "", $"{field}=a&{field}=b", $"{bare}[]=a&{bare}[]=b", $"{bare}[0]=a&{bare}[1]=b", $"{bare}[999999999]=a", $"{bare}[-1]=a", $"{bare}.x=1", $"{bare}[x][y]=1", field, $"{field}=a;b",
            $"{bare}[0][0][0][0]=a", $"{field.ToUpperInvariant()}=x&{field.ToLowerInvariant()}=y",
        ];
        foreach (var shape in shapes)
        {
            var page = await BadInputFixture.PostAsync(client, url, string.Join('&', others.Append(shape).Where(p => p.Length > 0)));

            BadInputFixture.ShouldBeCalm(page, $"{form}: {shape}");
        }

        await portal.ShouldReconcileAsync();
    }

    private async Task<(PortalClient Client, string Url, string Token, string[] Fields)> OpenAsync(string form)
    {
        var (who, url, formPage, fields) = _forms[form];
        var client = who switch
        {
            "nobody" => portal.Nobody,
            "pending" => portal.Pending,
            "shili-gzc" => portal.At(Seat.Clerk),
            "shi-sfj" => portal.At(Seat.CityInspector),
            "sheng-audit" => portal.At(Seat.Auditor),
            _ => portal.At(Seat.Admin),
        };
        var page = await client.GetAsync(formPage);
        page.Token.ShouldNotBeNull(form);
        return (client, url.Replace("{number}", portal.Number, StringComparison.Ordinal), "__RequestVerificationToken=" + Uri.EscapeDataString(page.Token), fields);
    }
}
